"""What repairs do to names and numbers, in both directions: mended, spoilt, neutral.

Each time a repair changes a translation, its names and numbers before and behind are held against the
reference. *Mended*: the reference has one that came and none that went. *Spoilt*: the reverse. *Neutral*: the
reference has both or neither; it may call the thing otherwise. Every other document is apart: the rules were
made while looking at the first half alone. The lines of newstest2013, which has no borders of documents,
count as documents of fifty.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final, Literal

from rich.console import Console
from rich.table import Table

from bitext.text.masking import Unmasking
from bitext.translation.loading import load_model
from bitext.translation.repair.passes import Repairs
from bitext.translation.windows import LARGEST

if TYPE_CHECKING:
    from pathlib import Path

    from bitext.translation.engines.base import Decoding
    from bitext.translation.job import Job
    from bitext.translation.repair.miscopies import Slip
    from bitext.translation.translator import Translator

Verdict = Literal["mended", "spoilt", "neutral"]
_VERDICTS: Final[tuple[Verdict, ...]] = ("mended", "spoilt", "neutral")
_LINES: Final = 50
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Document:
    """Lines of a set, their references, and whether the document is of the half that was looked at."""

    name: str
    source: Sequence[str]
    target: Sequence[str]
    is_seen: bool


@dataclass(frozen=True, slots=True)
class Change:
    """What a kind of repair made of a translation: the ``line`` of a window, the text before and behind."""

    kind: str
    line: int
    before: str
    after: str


class Recorded(Repairs):
    """Repairs that keep what they change."""

    changes: list[Change]

    def _mend(self, job: Job, slip: Slip) -> None:
        with_it = _texts([job])
        super()._mend(job, slip)
        self._keep(f"miscopied: {slip.kind}", [job], with_it)

    def _complete(self, jobs: Sequence[Job], decoding: Decoding) -> None:
        before = _texts(jobs)
        super()._complete(jobs, decoding)
        self._keep("left out: a wider search", jobs, before)

    def _check_numbers(self, jobs: Sequence[Job], decoding: Decoding | None) -> None:
        before = _texts(jobs)
        super()._check_numbers(jobs, decoding)
        self._keep("numbers that do not fit: masked", jobs, before)

    def _try_again(self, wrong: Sequence[Job], decoding: Decoding) -> None:
        before = _texts(wrong)
        super()._try_again(wrong, decoding)
        self._keep("empty, copied or a loop: a second search", wrong, before)

    def _keep(self, kind: str, jobs: Sequence[Job], before: Sequence[str]) -> None:
        for job, old, new in zip(jobs, before, _texts(jobs), strict=True):
            if old != new:
                self.changes.append(Change(kind, job.sentence, old, new))


def _texts(jobs: Sequence[Job]) -> list[str]:
    return [Unmasking(job.decoded()[0], job.masks).text for job in jobs]


def run(data: Path, model: str) -> None:
    """Print for each kind of repair how often it mends, spoils, or does neither, in both halves."""
    translator = load_model(model)
    counts = {True: Counter[tuple[str, Verdict]](), False: Counter[tuple[str, Verdict]]()}
    for is_seen, change, reference in changes(translator, list(documents(data))):
        counts[is_seen][change.kind, judged(change, reference, translator)] += 1
    names = ("mended", "spoilt", "neutral")
    table = Table("repair", *names, *(f"apart: {name}" for name in names), title="Names and numbers")
    for kind in sorted({kind for found in counts.values() for kind, _ in found}):
        table.add_row(kind, *(str(counts[seen][kind, v]) for seen in (True, False) for v in _VERDICTS))
    totals = [
        sum(n for (_, w), n in counts[seen].items() if w == v) for seen in (True, False) for v in _VERDICTS
    ]
    table.add_row("all", *map(str, totals))
    Console().print(table)


def documents(data: Path) -> Iterator[Document]:
    """News as documents, every other one of them apart."""
    folder = data / "mt"
    source, target = (
        (folder / f"newstest2013.{code}").read_text("utf-8").splitlines() for code in ("fr", "en")
    )
    rows = [
        ("newstest2013", source[at : at + _LINES], target[at : at + _LINES])
        for at in range(0, len(source), _LINES)
    ]
    lines = (folder / "ntrex_docs.jsonl").read_text("utf-8").splitlines()
    rows += [("NTREX", found["fr"], found["en"]) for found in map(json.loads, lines)]
    for number, row in enumerate(rows):
        yield Document(*row, is_seen=number % 2 == 0)


def changes(translator: Translator, news: Sequence[Document]) -> Iterator[tuple[bool, Change, str]]:
    """Each change, whether it is of the half that was looked at, and the reference of its line."""
    recorded = _recorded(translator)
    for some in _windows(news):
        recorded.changes = []
        source = [line for one in some for line in one.source]
        rows = [(one.is_seen, line) for one in some for line in one.target]
        list(translator.stream(source, segmented=True, documents=[len(one.source) for one in some]))
        for change in recorded.changes:
            is_seen, reference = rows[change.line]
            yield is_seen, change, reference


def _recorded(translator: Translator) -> Recorded:
    recorded = Recorded(translator.engine, translator._vocabulary, translator.pair)
    translator._repairs = recorded
    return recorded


def _windows(news: Sequence[Document]) -> Iterator[list[Document]]:
    """Documents that the translator takes as one window."""
    begun = [0]
    for one in news:
        begun.append(begun[-1] + len(one.source))
    for _, group in groupby(zip(news, begun, strict=False), key=lambda row: row[1] // (LARGEST // 2)):
        yield [one for one, _ in group]


def judged(change: Change, reference: str, translator: Translator) -> Verdict:
    """What ``reference`` says of a change."""
    before, after, right = (_names(text, translator) for text in (change.before, change.after, reference))
    came, went = (after - before) & (right - before), (before - after) & (right - after)
    return "neutral" if bool(came) == bool(went) else "mended" if came else "spoilt"


def _names(text: str, translator: Translator) -> Counter[str]:
    """Names and numbers: words with a capital or a digit that are no function words."""
    function_words = translator.pair.target.function_words
    return Counter(
        word
        for word in _WORD.findall(text)
        if word.lower() != word or word.isdigit()
        if word.lower() not in function_words
    )
