"""Annotation projection: marked spans of French news, and where the translation has them.

Names, places, bodies and noun phrases were marked in the French and in the English of the default model
before anything was projected: lines of our own (``benchmarks/data/projection_own.jsonl``) and some of
newstest2013, of which only offsets are kept. *Exact* is a projection of the same spans, *overlapping* one
that shares a character with them. *Back* are the English spans, projected to the French. *Aligned* are the
same pairs of texts with the links of the forced pass. Lines that the model by now translates otherwise are
aligned alone.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from rich.console import Console
from rich.table import Table

from bitext import catalog
from bitext.aligner.aligner import Aligner
from bitext.result.projection import Projector
from bitext.text.document import Span

if TYPE_CHECKING:
    from bitext import Bitext, Projection
    from bitext.result.pair import SideName

MARKED: Final = Path(__file__).with_name("data")
_SHOWN: Final = 60
"""Wrong projections that are shown."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A span of the source and its spans of the target, in one line of French and its English."""

    label: str
    source: Span
    target: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its marks; ``target`` is empty where only its checksum is known."""

    source: str
    target: str
    checksum: str
    marks: tuple[Marked, ...]


def run(data: Path) -> None:
    """Print the shares of spans that are projected exactly, and that overlap what was marked."""
    console = Console()
    kept = lines(data)
    with console.status("Translating …"):
        aligner = Aligner(catalog.DEFAULT)
        translated = aligner.align([line.source for line in kept])
        same = [at for at, line in enumerate(kept) if _checksum(translated[at].target.text) == line.checksum]
        texts = [line.target or translated[at].target.text for at, line in enumerate(kept)]
        known = [at for at, line in enumerate(kept) if line.target or at in same]
        aligned = aligner.align([kept[at].source for at in known], [texts[at] for at in known])
    table = Table("links", "way", "spans", "exact", "overlapping", "none", title="Annotation projection, %")
    wrong: list[str] = []
    cases: list[tuple[str, Bitext, Sequence[int]]] = [
        ("translated", translated, same),
        ("aligned", aligned, known),
    ]
    for name, bitext, numbers in cases:
        rows = [
            (bitext, at, kept[number]) for at, number in zip(_places(name, numbers), numbers, strict=True)
        ]
        for way in ("source", "target"):
            counts = Counter(_verdicts(rows, way, wrong if name == "translated" else []))
            table.add_row(name, "there" if way == "source" else "back", *_figures(counts))
    console.print(table)
    for each in wrong[:_SHOWN]:
        console.print(each, markup=False, highlight=False)


def _places(name: str, numbers: Sequence[int]) -> Sequence[int]:
    """Where the lines ``numbers`` stand in a result: all were translated, and those alone aligned."""
    return numbers if name == "translated" else range(len(numbers))


def lines(data: Path) -> list[Line]:
    """The marked lines; those of newstest2013 where ``data`` has it."""
    found = [_line(row, row["source"], row["target"]) for row in _rows("projection_own.jsonl")]
    news = data / "mt" / "newstest2013.fr"
    if news.is_file():
        texts = news.read_text(encoding="utf-8").split("\n")
        found += [_line(row, texts[row["line"]], "") for row in _rows("projection_newstest2013.jsonl")]
    return found


def _rows(name: str) -> Iterator[dict[str, Any]]:
    with (MARKED / name).open(encoding="utf-8") as stream:
        yield from map(json.loads, stream)


def _line(row: dict[str, Any], source: str, target: str) -> Line:
    marks = (
        Marked(label, Span(a, b), tuple(Span(*span) for span in there)) for a, b, label, there in row["spans"]
    )
    return Line(source, target, row.get("target_sha256") or _checksum(target), tuple(marks))


def _checksum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _verdicts(rows: Iterable[tuple[Bitext, int, Line]], way: SideName, wrong: list[str]) -> Iterator[str]:
    """For each span "exact", "overlapping", "elsewhere" or "none"; what is not exact goes to ``wrong``."""
    for bitext, at, line in rows:
        projector = Projector(bitext, way)
        start, behind = bitext[at].source.start, bitext[at].target.start
        for mark in line.marks:
            near, far = ([mark.source], mark.target) if way == "source" else (mark.target, [mark.source])
            if len(near) > 1:
                continue
            base, other = (start, behind) if way == "source" else (behind, start)
            found = projector.project(near[0].start + base, near[0].end + base)
            expected = [Span(span.start + other, span.end + other) for span in far]
            verdict = verdict_of(found, expected)
            if verdict != "exact":
                texts = (bitext.source.text, bitext.target.text)[:: 1 if way == "source" else -1]
                wanted = " … ".join(texts[1][span.start : span.end] for span in expected)
                asked = texts[0][near[0].start + base : near[0].end + base]
                wrong.append(f"{verdict}: {asked} → {found.text if found else None}, not {wanted}")
            yield verdict


def verdict_of(found: Projection | None, expected: Sequence[Span]) -> str:
    """How a projection stands to what was marked."""
    if found is None:
        return "none"
    if list(found.spans) == list(expected):
        return "exact"
    touches = any(a.start < b.end and b.start < a.end for a in found.spans for b in expected)
    return "overlapping" if touches else "elsewhere"


def _figures(counts: Counter[str]) -> list[str]:
    total = counts.total()
    shares = (counts["exact"], counts["exact"] + counts["overlapping"], counts["none"])
    return [str(total), *(f"{100 * share / max(1, total):.1f}" for share in shares)]
