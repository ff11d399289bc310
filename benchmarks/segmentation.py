"""Sentence segmentation: precision, recall and F1 of boundaries, and characters a second.

A boundary is the number of non-space characters before it, so that splitters which change white space
can be measured too; only the inner boundaries of a document count; figures are micro-averaged. Each set
is measured as it is and with French spacing put in. English is measured on the lines of newstest2013, ten
joined by a space: all of them, and those that end with a stop (no headings). ``sentence-splitter`` is
measured in the same run where it is installed (``pip install sentence-splitter``).
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module, util
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.table import Table

from bitext.languages import FRENCH
from bitext.quotations.find import find_quotations
from bitext.segmentation.segment import segment

if TYPE_CHECKING:
    from pathlib import Path

Splitter = Callable[[str], Sequence[str]]

RECORDED: Final = {
    "gsd-dev-clean-p10": "sentence-splitter 99.6, spaCy 99.0, nupunkt 98.9, pySBD 98.7, syntok 97.9",
    "sequoiafull-frwiki_50.1000-clean-p10": "sentence-splitter 99.9",
}
"""F1 of other splitters, as recorded with the data."""

TARGETS: Final = {
    "gsd-dev-clean-p10": 99.7,
    "sequoia-dev-clean-p10": 99.6,
    "sequoiafull-frwiki_50.1000-clean-p10": 99.9,
}

RUN: Final = 10
"""Lines of English joined into one text."""
STOPPED: Final = re.compile(r"[.!?…][\"'”’)\]]*$")

SPEED_SIZE: Final = 2_000_000


@dataclass(slots=True)
class Tally:
    """Boundaries that agree, and those of each side."""

    both: int = 0
    ours: int = 0
    gold: int = 0

    def add(self, found: set[int], gold: set[int]) -> None:
        """Count the boundaries of one document."""
        self.both += len(found & gold)
        self.ours += len(found)
        self.gold += len(gold)

    @property
    def precision(self) -> float:
        """Percent of the boundaries found that are right."""
        return 100 * self.both / self.ours if self.ours else 100.0

    @property
    def recall(self) -> float:
        """Percent of the right boundaries that are found."""
        return 100 * self.both / self.gold if self.gold else 100.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, in percent."""
        return 200 * self.both / (self.ours + self.gold) if self.ours + self.gold else 100.0


def run(data: Path) -> None:
    """Print the tables for every set under ``data/segmentation``."""
    console = Console(width=150)
    files = sorted((data / "segmentation").glob("*.jsonl"))
    if not files:
        raise SystemExit(f"No *.jsonl in {data / 'segmentation'}; give the folder of the data with --data.")
    splitters = {"bitext": _sentences, **_peers()}
    console.print(_scores(files, splitters))
    news = data / "mt" / "newstest2013.en"
    if news.is_file():
        console.print(_english_scores(news.read_text(encoding="utf-8").split("\n")))
    article = data.parent / "seed"
    if article.is_dir():
        console.print(_article(article))
    console.print(_speed(files, splitters))


def boundaries(sentences: Sequence[str]) -> set[int]:
    """Inner boundaries, each the number of non-space characters before it."""
    total, found = 0, set()
    for sentence in sentences[:-1]:
        total += len("".join(sentence.split()))
        found.add(total)
    return found


def french_spacing(text: str) -> str:
    """The same text with the no-break spaces of French typography."""
    text = re.sub(r"[ \u00a0\u202f]*([;!?]+)(?=\s|$|[»\")])", "\u202f\\1", text)
    text = re.sub(r"(?<=\w) *:(?=\s)", "\u00a0:", text)
    return re.sub(r" *»", "\u00a0»", re.sub(r"« *", "«\u00a0", text))


def _documents(file: Path) -> Iterator[tuple[str, set[int]]]:
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            text = document["text"]
            yield text, boundaries([text[start:end] for start, end in document["spans"]])


def _sentences(text: str) -> list[str]:
    return [sentence.text for sentence in segment(text)]


def _english_sentences(text: str) -> list[str]:
    return [sentence.text for sentence in segment(text, "en")]


def _peers(lang: str = "fr") -> dict[str, Splitter]:
    if util.find_spec("sentence_splitter") is None:
        return {}
    return {"sentence-splitter": import_module("sentence_splitter").SentenceSplitter(language=lang).split}


def _scores(files: Sequence[Path], splitters: dict[str, Splitter]) -> Table:
    table = Table("set", "spacing", "splitter", "P", "R", "F1", "target", "recorded", title="Boundaries")
    for file in files:
        for spacing, change in (("as it is", str), ("French", french_spacing)):
            for name, split in splitters.items():
                tally = Tally()
                for text, gold in _documents(file):
                    tally.add(boundaries(split(change(text))), gold)
                ours = name == "bitext" and file.stem in TARGETS
                table.add_row(
                    file.stem,
                    spacing,
                    name,
                    *(f"{figure:.2f}" for figure in (tally.precision, tally.recall, tally.f1)),
                    f"{TARGETS[file.stem]}" if ours else "",
                    RECORDED.get(file.stem, "") if ours and spacing == "as it is" else "",
                )
        table.add_section()
    return table


def _english_scores(lines: Sequence[str]) -> Table:
    table = Table("newstest2013.en", "splitter", "P", "R", "F1", title="Boundaries, English")
    stopped = [line for line in lines if STOPPED.search(line.strip())]
    for label, kept in (("all lines", lines), ("lines with a stop", stopped)):
        for name, split in {"bitext": _english_sentences, **_peers("en")}.items():
            tally = Tally()
            for first in range(0, len(kept), RUN):
                run_of_lines = kept[first : first + RUN]
                tally.add(boundaries(split(" ".join(run_of_lines))), boundaries(run_of_lines))
            figures = (tally.precision, tally.recall, tally.f1)
            table.add_row(label, name, *(f"{figure:.2f}" for figure in figures))
    return table


def _article(folder: Path) -> str:
    text = (folder / "article.fr.txt").read_text(encoding="utf-8")
    gold = json.loads((folder / "article.gold.json").read_text(encoding="utf-8"))["sentences"]
    found = {(sentence.start, sentence.end, sentence.paragraph) for sentence in segment(text)}
    right = sum((sentence["start"], sentence["end"], sentence["paragraph"]) in found for sentence in gold)
    return f"Article: {right} of {len(gold)} sentences exact, {len(found)} found."


def _speed(files: Sequence[Path], splitters: dict[str, Splitter]) -> Table:
    """One core: bitext on one long text, a document a line; the others document by document."""
    documents = [text for file in files for text, _ in _documents(file)]
    once = "\n".join(documents)
    text = "\n".join([once] * max(1, SPEED_SIZE // max(1, len(once))))
    whole = segment(text)
    both = _seconds(lambda: segment(text))
    quotes = _seconds(lambda: find_quotations(text, whole.sentences, FRENCH))
    table = Table("what", "characters a second", title=f"Speed on {len(text):,} characters")
    table.add_row("bitext, sentences and quotations", f"{len(text) / both:,.0f}")
    table.add_row("bitext, its quotations alone", f"{len(text) / quotes:,.0f}")
    table.add_row("bitext, its sentences alone", f"{len(text) / max(1e-9, both - quotes):,.0f}")
    for name, split in splitters.items():
        if name != "bitext":
            seconds = _seconds(partial(_split_all, split, documents), runs=1)
            table.add_row(name, f"{len(once) / seconds:,.0f}")
    return table


def _split_all(split: Splitter, documents: Sequence[str]) -> None:
    for document in documents:
        split(document)


def _seconds(work: Callable[[], object], runs: int = 3) -> float:
    best = float("inf")
    for _ in range(runs):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best
