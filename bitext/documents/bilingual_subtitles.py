r"""Subtitles in two languages: each cue with what is said in it in both, the source above the target.

In the form of the file that the times are from, everything else in the file stays as it is. For another form,
and where the target says something in a cue of its own, the cues are written anew, by pysubs2; italics, bold
and underlined words and positions (``{\an8}``) go over. ASS has a style for each language: the source at the
top of the picture, the target at the bottom.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from html import escape
from typing import Final

import pysubs2

from bitext.documents.subtitle_clock import CueClock
from bitext.documents.subtitle_cues import BilingualCue
from bitext.documents.subtitle_pouring import Poured
from bitext.documents.timed_text import TimedText
from bitext.errors import InputError
from bitext.languages import language_or_unknown
from bitext.result.bitext import Bitext

_STYLE: Final = re.compile(r"<(/?)([ibus])(?:\.[^<>]*)?>", re.IGNORECASE)
_TAG: Final = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_POSITION: Final = re.compile(r"\{\\an?\d{1,2}\}")
_WRITERS: Final = {"subrip": "srt", "webvtt": "vtt", "ass": "ass"}
_SHORTEST: Final = timedelta(seconds=0.7)
"""A cue that is shown for less cannot be read."""
_TOP: Final = pysubs2.Alignment.TOP_CENTER
_BOTTOM: Final = pysubs2.Alignment.BOTTOM_CENTER


def bilingual(timed: TimedText, bitext: Bitext, form: str) -> Poured:
    """The cues of ``timed`` with the target of ``bitext``, made from its text, below what they have.

    ``form`` is that of the file: *subrip*, *webvtt* or *ass*, or that of ``timed``.

    Raises InputError where subtitles are not written anew in that form, or ``bitext`` is of another text.
    """
    poured = timed.pour(bitext, both=True, clock=CueClock(bitext) if form in _WRITERS else None)
    if form == timed.form and form != "ass" and not poured.alone:
        return poured
    if form not in _WRITERS:
        raise InputError(f"two languages are not written as {form}; choose one of {', '.join(_WRITERS)}.")
    cues = list(_in_order(poured.cues, poured.alone))
    languages = [language_or_unknown(side.lang).name for side in (bitext.source, bitext.target)]
    file = _in_styles(cues, languages) if form == "ass" else _in_one(cues, form)
    return poured.with_data(file.to_string(_WRITERS[form]).encode())


def _in_order(cues: Sequence[BilingualCue], alone: Sequence[BilingualCue]) -> Iterator[BilingualCue]:
    """All cues by time; one that stands alone takes the time that those around it leave, if that will do."""
    rows = sorted([*cues, *alone], key=lambda cue: cue.start)
    for before, cue, after in zip([None, *rows], rows, [*rows[1:], None], strict=False):
        if cue.source:
            yield cue
            continue
        start = max(cue.start, before.end) if before else max(cue.start, timedelta())
        end = min(cue.end, after.start) if after else cue.end
        yield replace(cue, start=start, end=end) if end - start >= _SHORTEST else cue


def _in_one(cues: Sequence[BilingualCue], form: str) -> pysubs2.SSAFile:
    """Both languages in each cue."""
    file = pysubs2.SSAFile()
    for cue in cues:
        texts = [_marked(text, form) for text in (cue.source, cue.target)]
        # The position of the source holds for both.
        below = _POSITION.sub("", texts[1])
        file.append(_event(cue, "\\N".join(text for text in (texts[0], below) if text)))
    return file


def _in_styles(cues: Sequence[BilingualCue], languages: Sequence[str]) -> pysubs2.SSAFile:
    """A line for each language, each in its style."""
    file = pysubs2.SSAFile()
    base = file.styles.pop("Default")
    for name, alignment in zip(languages, (_TOP, _BOTTOM), strict=True):
        file.styles[name] = base.copy()
        file.styles[name].alignment = alignment
    for cue in cues:
        for name, text in zip(languages, (cue.source, cue.target), strict=True):
            if text:
                file.append(_event(cue, _marked(text, "ass"), name))
    return file


def _event(cue: BilingualCue, text: str, style: str = "Default") -> pysubs2.SSAEvent:
    start, end = (round(time / timedelta(milliseconds=1)) for time in (cue.start, cue.end))
    return pysubs2.SSAEvent(start=start, end=end, text=text, style=style)


def _marked(text: str, form: str) -> str:
    """A text with the tags of SubRip as ASS has them; others are left out where the form has them not."""
    parts = _STYLE.split(text)
    found = []
    for at in range(0, len(parts), 3):
        plain = parts[at] if form == "subrip" else _TAG.sub("", parts[at])
        found.append(escape(plain, quote=False) if form == "webvtt" else plain)
        if at + 2 < len(parts):
            found.append(f"{{\\{parts[at + 2].lower()}{0 if parts[at + 1] else 1}}}")
    return "".join(found).replace("\n", "\\N")
