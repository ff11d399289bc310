"""``bitext quotes --find``: who is quoted with some words, and what they are in the original."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import bitext
from bitext.cli._files import open_file
from bitext.cli._shared import print_json
from bitext.files import kind_of_file
from bitext.result.unmasking import unmasked, unmasked_text
from bitext.text.characters import visible

if TYPE_CHECKING:
    from bitext.result.links import QuoteSpeaker
    from bitext.result.search import FoundWords
    from bitext.text.document import Quotation, Speaker

NOT_THERE = 1
"""The exit code where the words do not stand in the texts, as that of grep."""


def result_of(file: str, english: Path | None, form: str | None, encoding: str) -> bitext.Bitext:
    """What is searched: a result that was saved, a text and its translation, or a text that is translated."""
    if english is None and Path(file).is_file() and kind_of_file(file).own:
        return bitext.Bitext.load(file)
    french = open_file(file, form, encoding).original
    if english is None:
        return unmasked(bitext.translate(french.text), french.masks)
    other = open_file(str(english), form, encoding).original
    return bitext.align(unmasked_text(french.text, french.masks), unmasked_text(other.text, other.masks))


def show_found(found: FoundWords | None, words: str, *, json: bool) -> int:
    """Print where words stand; returns the exit code."""
    if json:
        print_json(found and as_row(found))
    elif found is None:
        sys.stdout.write(f"{visible(words)}: not there, in neither text.\n")
    else:
        sys.stdout.write("".join(f"{name:<9} {visible(value)}\n" for name, value in _told(found)))
    return NOT_THERE if found is None else 0


def as_row(found: FoundWords) -> dict[str, Any]:
    """What was found as plain values: the quotation on both sides with offsets, its verdict, its pairs."""
    return {
        "side": found.side,
        "found": asdict(found.span),
        "likeness": round(found.likeness, 3),
        "quoted": found.quote is not None,
        "verdict": found.verdict,
        "source": _place(found.source),
        "target": _place(found.target),
        "speaker": _both(found.speaker),
        "pairs": [{"source": pair.source.text, "target": pair.target.text} for pair in found.pairs],
    }


def as_speaker(speaker: Speaker | None) -> dict[str, Any] | None:
    """A speaker of one text as plain values."""
    return None if speaker is None else asdict(speaker)


def _both(speaker: QuoteSpeaker | None) -> dict[str, Any] | None:
    if speaker is None:
        return None
    sides = {
        name: span and asdict(span) for name, span in (("source", speaker.source), ("target", speaker.target))
    }
    return {**sides, "evidence": speaker.evidence}


def _place(quotation: Quotation | None) -> dict[str, Any] | None:
    if quotation is None:
        return None
    return {"start": quotation.start, "end": quotation.end, "text": quotation.text}


def _told(found: FoundWords) -> list[tuple[str, str]]:
    rows = [("found", f"{found.span.text} ({found.likeness:.0%} of the words)")]
    if found.quote is None:
        rows.append(("quotation", "none: the words stand in no quotation marks"))
    else:
        rows.append(("verdict", found.quote.verdict))
    for name, quotation in (("original", found.source), ("English", found.target)):
        if quotation is not None:
            rows.append((name, f"{quotation.start}–{quotation.end}  {quotation.text}"))
    if found.speaker is not None:
        names = [span.text for span in (found.speaker.source, found.speaker.target) if span is not None]
        rows.append(("speaker", f"{' – '.join(dict.fromkeys(names))} ({found.speaker.evidence})"))
    for pair in found.pairs:
        rows += [("sentence", pair.source.text), ("", pair.target.text)]
    return [(name, " ¶ ".join(value.splitlines())) for name, value in rows]
