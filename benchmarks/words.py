"""Word alignment: alignment error rate (AER) on hand-aligned stories.

Och and Ney (2003): ``1 - (|A and S| + |A and P|) / (|A| + |S|)``, with the links found A, the sure S and the
possible P (S among them), on lower-cased tokens. *Forced* is ``Aligner.words``: one pass over both
sides, several heads. *In passing* are the links that cost nothing extra: the one head that CTranslate2
shows while it translates, read here with the reference as the translation.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from bitext import catalog
from bitext.aligner.aligner import Aligner
from bitext.translation.engines.transformers import MarianEngine
from bitext.translation.engines.vocabulary import Vocabulary
from bitext.translation.translator import Translator

if TYPE_CHECKING:
    from pathlib import Path

Links = set[tuple[int, int]]
Words = Callable[[Sequence[str], Sequence[str]], Links]


def run(data: Path, model: str) -> None:
    """Print ``model``'s AER on each story in ``data/wordalign/alibi``."""
    console = Console()
    with console.status("Reading attention …"):
        stories = sorted((data / "wordalign" / "alibi").glob("*.gold"))
        forced, passing = Aligner(model).words, _passing(model).words
        table = Table("story", "pairs", "forced", "in passing", title="AER, % (lower is better)")
        for story in stories:
            rows = rows_of(story)
            table.add_row(
                story.stem, str(len(rows)), *(f"{error_rate(rows, words):.2f}" for words in (forced, passing))
            )
        table.add_section()
        table.add_row("target", "", "5.5", "7.5")
        table.add_row("eflomal trained on 27,500 pairs, five stories", "", "8.4", "")
    console.print(table)


def error_rate(rows: Sequence[tuple[list[str], list[str], Links, Links]], words: Words) -> float:
    """AER in per cent; ``rows`` are French, English, sure and possible links."""
    hits = total = 0
    for french, english, sure, possible in rows:
        found = words(french, english)
        hits += len(found & sure) + len(found & possible)
        total += len(found) + len(sure)
    return 100 * (1 - hits / total)


def _passing(model: str) -> Aligner:
    """An aligner whose forced pass sees no more than the head that CTranslate2 shows."""
    files = catalog.fetch(model)
    vocabulary = Vocabulary(files.folder)
    shown = files.info.alignment
    heads = [(shown.layer, head, 1 / len(shown.heads)) for head in shown.heads]
    aligner = Aligner(model)
    aligner.translator = Translator(MarianEngine(files.folder, vocabulary, heads), vocabulary, files.info)
    return aligner


def rows_of(gold: Path) -> list[tuple[list[str], list[str], Links, Links]]:
    """French and English words, sure and possible links of each pair of a story."""
    found = []
    sides = (
        gold.with_suffix(suffix).read_text(encoding="utf-8").splitlines()
        for suffix in (".fr", ".en", ".gold")
    )
    for french, english, links in zip(*sides, strict=True):
        sure, possible = set(), set()
        for link in links.split():
            i, kind, j = link.partition("p" if "p" in link else "-")
            possible.add((int(i), int(j)))
            if kind == "-":
                sure.add((int(i), int(j)))
        found.append((french.lower().split(), english.lower().split(), sure, possible))
    return found
