"""Quotation attribution: the speakers that the rules find, against those that a reader marked.

``benchmarks/data/speakers.jsonl`` has quotations of news and novels of the evaluation data, by document and
offsets alone, and all places near each that name its speaker; none for titles, slogans and words that nobody
is said to have said. A speaker that was found is right if it shares a character with one of these. *Optional*
ones count only if they are found. *Precision* is the share of speakers found that are right, *recall* that of
speakers marked that are found. The marks were set before the rules were run; the rules were then made
better on these quotations, so that the figures are those of a development set.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

import bitext
from bitext.text.document import Span, Speaker

MARKED: Final = Path(__file__).with_name("data") / "speakers.jsonl"
_NEWSTEST: Final = "newstest2013"


@dataclass(frozen=True, slots=True)
class Marked:
    """A quotation of a document and the places that name its speaker."""

    document: str
    quotation: Span
    speaker: tuple[Span, ...]
    optional: bool


@dataclass(slots=True)
class Counts:
    """Speakers that were found, that were right, and that were to be found."""

    given: int = 0
    right: int = 0
    told: int = 0
    found: int = 0

    def add(self, mark: Marked, speaker: Speaker | None) -> bool:
        """Count one quotation; returns whether its speaker is right, where one was found."""
        right = speaker is not None and any(
            span.start < speaker.end and speaker.start < span.end for span in mark.speaker
        )
        self.given += speaker is not None
        self.right += right
        if mark.speaker and not mark.optional:
            self.told += 1
            self.found += right
        return right or speaker is None

    def shares(self) -> tuple[str, str]:
        """Precision and recall in per cent."""
        return f"{100 * self.right / max(1, self.given):.1f}", f"{100 * self.found / max(1, self.told):.1f}"


def run(data: Path) -> None:
    """Print precision and recall for each source of text, and the speakers that are wrong."""
    console, counts, wrong = Console(), defaultdict[str, Counts](Counts), list[str]()
    texts = dict(documents(data))
    for name, marks in by_document(marked()).items():
        document = bitext.segment(texts[name])
        speakers = {
            (quotation.start, quotation.end): speaker
            for quotation, speaker in zip(document.quotations, document.speakers, strict=True)
        }
        for mark in marks:
            speaker = speakers.get((mark.quotation.start, mark.quotation.end))
            verdicts = [counts[kind].add(mark, speaker) for kind in (kind_of(name), "all")]
            if speaker is not None and not all(verdicts):
                said = document.text[mark.quotation.start : mark.quotation.end]
                wrong.append(f"{name}: {said[:50]!r} by {speaker.text!r} ({speaker.evidence})")
    table = Table("text", "found", "marked", "precision", "recall", title="Speakers of quotations, %")
    for kind, count in counts.items():
        table.add_row(kind, str(count.given), str(count.told), *count.shares())
    console.print(table)
    for line in wrong:
        console.print(line, markup=False, highlight=False)


def marked() -> Iterator[Marked]:
    """The quotations that were marked."""
    for line in MARKED.read_text("utf-8").splitlines():
        row = json.loads(line)
        spans = tuple(Span(*span) for span in row["speaker"])
        yield Marked(row["document"], Span(row["start"], row["end"]), spans, row.get("optional", False))


def by_document(marks: Iterator[Marked]) -> dict[str, list[Marked]]:
    """The marks of each document, in order."""
    found = defaultdict[str, list[Marked]](list)
    for mark in marks:
        found[mark.document].append(mark)
    return found


def kind_of(name: str) -> str:
    """Where a document is from."""
    if name.startswith(_NEWSTEST):
        return "news, newstest2013"
    return "news, NTREX" if "." in name else "novels"


def documents(data: Path) -> Iterator[tuple[str, str]]:
    """The texts that were marked, by their names: NTREX, novels, runs of lines of newstest2013."""
    for line in (data / "mt" / "ntrex_docs.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        yield row["id"], "\n".join(row["fr"])
    for line in (data / "quotes" / "aads_french.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        yield row["id"], row["text"]
    lines = (data / "mt" / f"{_NEWSTEST}.fr").read_text("utf-8").split("\n")
    for name in by_document(marked()):
        if name.startswith(_NEWSTEST):
            first, end = map(int, name.partition(":")[2].split("-"))
            yield name, "\n".join(lines[first:end])
