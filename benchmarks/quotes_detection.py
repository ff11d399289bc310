r"""Detection of quotations and of direct speech in French.

Direct speech (``quotes/aads_french.jsonl``) is scored as Durandard et al. define it ("Automatic Annotation
of Direct Speech in Written French Narratives", ACL 2023), over all files at once:

- *tokens*, the headline: a token is a word or a punctuation mark, positive where it begins inside a span;
  precision, recall and F1 of the positive ones;
- *sequences* (their strict sequence match): a sequence is a longest run of positive tokens, so that spans
  that touch are one; it counts where both of its ends agree;
- *characters*: as tokens, over the characters that are no white space.

They tokenise with spaCy; here a token is ``\w+`` or one other character that is no space. The reference
has the dashes and marks in its spans and the reporting clauses out of them.

Roles of marks (``quotes/quote_pairs.json``): over the converters' examples in which input and output
differ by their marks alone, the share of straight marks that are found to open or close as the output has
them. The seed article, where it is at hand, must come out exactly.
"""

from __future__ import annotations

import html
import json
import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.table import Table

from bitext.languages import FRENCH
from bitext.quotations.direct_speech import direct_speech
from bitext.quotations.find import find_quotations
from bitext.segmentation.segment import segment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

TARGET: Final = 90.0

_TOKEN = re.compile(r"\w+|[^\w\s]")
_STRAIGHT = frozenset("\"'`")
_MARKS = frozenset("«»“”„‟‹›‘’‚\"'`")
_ROLES = {"«": "opens", "“": "opens", "„": "opens", "‹": "opens", "‘": "opens"}
_ROLES |= {"»": "closes", "”": "closes", "›": "closes"}


@dataclass(slots=True)
class Score:
    """Items that agree, those found and those of the reference."""

    both: int = 0
    ours: int = 0
    gold: int = 0

    def add(self, ours: set[int] | set[tuple[int, int]], gold: set[int] | set[tuple[int, int]]) -> None:
        """Count the items of one text."""
        self.both += len(ours & gold)
        self.ours += len(ours)
        self.gold += len(gold)

    def row(self) -> tuple[str, str, str]:
        """Precision, recall and F1, in percent."""
        precision = 100 * self.both / self.ours if self.ours else 100.0
        recall = 100 * self.both / self.gold if self.gold else 100.0
        return f"{precision:.1f}", f"{recall:.1f}", f"{self.f1:.1f}"

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, in percent."""
        return 200 * self.both / (self.ours + self.gold) if self.ours + self.gold else 100.0


def run(data: Path) -> None:
    """Print the tables for the sets under ``data/quotes``, and for the seed article beside ``data``."""
    console = Console(width=130)
    console.print(speech_table(data / "quotes" / "aads_french.jsonl"))
    console.print(roles_table(data / "quotes" / "quote_pairs.json"))
    article = data.parent / "seed"
    if article.is_dir():
        console.print(article_line(article))


def speech_table(file: Path) -> Table:
    """Direct speech: one row for each measure, over all files."""
    scores = {"tokens": Score(), "sequences": Score(), "characters": Score()}
    size, seconds = 0, 0.0
    for line in file.read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        text, gold = document["text"], [(start, end) for start, end in document["spans"]]
        began = time.perf_counter()
        ours = [(span.start, span.end) for span in direct_speech(segment(text), FRENCH)]
        seconds += time.perf_counter() - began
        size += len(text)
        for name, score in scores.items():
            score.add(_items(name, text, ours), _items(name, text, gold))
    title = f"Direct speech ({size / seconds / 1e6:.1f} million characters a second, segmentation included)"
    table = Table("measure", "P", "R", "F1", "target", title=title)
    for name, score in scores.items():
        table.add_row(name, *score.row(), f"{TARGET:.0f}" if name == "tokens" else "")
    return table


def _items(name: str, text: str, spans: Sequence[tuple[int, int]]) -> set[int] | set[tuple[int, int]]:
    if name == "characters":
        return {i for start, end in spans for i in range(start, end) if not text[i].isspace()}
    inside = _inside(text, spans)
    return inside if name == "tokens" else set(_runs(sorted(inside)))


def _inside(text: str, spans: Sequence[tuple[int, int]]) -> set[int]:
    """Numbers of the tokens that begin inside a span."""
    covered = bytearray(len(text))
    for start, end in spans:
        covered[start:end] = b"\1" * (end - start)
    return {number for number, token in enumerate(_TOKEN.finditer(text)) if covered[token.start()]}


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of consecutive numbers."""
    first = last = -2
    for number in numbers:
        if number != last + 1:
            if last >= 0:
                yield first, last
            first = number
        last = number
    if last >= 0:
        yield first, last


def roles_table(file: Path) -> Table:
    """Roles of straight marks, and the examples in which they differ."""
    agree = total = 0
    table = Table("source", "input", "output", title="Roles of straight marks")
    for pair in json.loads(file.read_text(encoding="utf-8")):
        before = pair["in"]
        after = html.unescape(re.sub(r"</?(?:em|code|br)>", "", pair["out"]))
        expected = _expected(before, after)
        found = _found(before)
        wrong = [i for i, role in expected.items() if found.get(i, "neither") != role]
        agree, total = agree + len(expected) - len(wrong), total + len(expected)
        if wrong:
            table.add_row(pair["source"], before, after)
    table.caption = f"{agree} of {total} agree ({100 * agree / max(total, 1):.1f} %); the others are listed"
    return table


def _expected(before: str, after: str) -> dict[int, str]:
    """Offsets in ``before`` of the straight marks that ``after`` gives a direction or leaves alone."""
    at = [i for i, char in enumerate(before) if not char.isspace()]
    left, right = [before[i] for i in at], [char for char in after if not char.isspace()]
    alike = len(left) == len(right) and all(
        a == b or (a in _MARKS and b in _MARKS) for a, b in zip(left, right, strict=False)
    )
    if not alike:
        return {}
    roles: dict[int, str] = {}
    low = False
    for i, a, b in zip(at, left, right, strict=True):
        role = "closes" if b == "“" and low else _ROLES.get(b)
        low = b == "„" or (low and b != "“")
        if a in _STRAIGHT and b in _STRAIGHT:
            roles[i] = "neither"
        elif a in _STRAIGHT and role is not None:
            roles[i] = role
    same_mark_twice = right.count("”") > 1 and "“" not in right and "„" not in right
    return {} if same_mark_twice else roles


def _found(text: str) -> dict[int, str]:
    roles: dict[int, str] = {}
    for quotation in find_quotations(text, (), FRENCH)[0]:
        if quotation.kind == "quotation":
            inner = quotation.inner
            roles |= dict.fromkeys(range(quotation.start, inner.start), "opens")
            roles |= dict.fromkeys(range(inner.end, quotation.end), "closes")
    return roles


def article_line(folder: Path) -> str:
    """Whether the quotations and stray marks of the seed article are found exactly."""
    text = (folder / "article.fr.txt").read_text(encoding="utf-8")
    gold = json.loads((folder / "article.gold.json").read_text(encoding="utf-8"))
    document = segment(text)
    found = [(one.start, one.end, list(one.sentences)) for one in document.quotations]
    wanted = [(one["start"], one["end"], one["sentences"]) for one in gold["quotations"]]
    strays = [one.start for one in document.unpaired] == [one["start"] for one in gold["unpaired"]]
    right = len([one for one in found if one in wanted])
    return (
        f"Seed article: {right}/{len(wanted)} quotations, {len(found) - right} too many, stray marks "
        f"{'as they are' if strays else 'WRONG'} ({len(document.unpaired)})"
    )
