"""Edited lines and the sentences that they come from: what stayed, and which line stands for which.

Sentences that stayed as they are are found first, then the words and marks of the others
(:class:`difflib.SequenceMatcher` each time). A word counts as changed if one of its letters is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import NamedTuple

from bitext.quotations.marks import STYLES
from bitext.text.document import Sentence

_TOKEN = re.compile(r"\w+(?:['’]\w+)*|<<|>>|,,|``|''|[^\w\s]")
_MANY = 2000
"""Tokens from which on a comparison takes short cuts: its time grows with the square."""


@dataclass(slots=True)
class EditedLine:
    """A line of the target as it stands after the edit."""

    text: str
    cover: tuple[int, int] | None = None
    """First and last of the old sentences that it stands for; None where it is new."""
    old: int | None = None
    """The old sentence, where the line is that sentence unchanged."""
    kept: list[tuple[int, int, int]] = field(default_factory=list)
    """What stayed: offset in the old text, offset in the line, length."""
    swaps: list[tuple[int, int]] = field(default_factory=list)
    """Marks that gave way to others: offset in the old text, offset in the line."""


_WORD, _MARK, _OTHER = range(3)


class _Token(NamedTuple):
    line: int
    start: int
    text: str

    @property
    def rank(self) -> int:
        """What it is: the lower, the more it weighs."""
        if self.text in STYLES:
            return _MARK
        return _WORD if self.text[0].isalnum() else _OTHER


def unchanged(sentence: Sentence, index: int) -> EditedLine:
    """The line of a sentence, number ``index``, that nobody touched."""
    return EditedLine(sentence.text, (index, index), index, [(sentence.start, 0, len(sentence.text))])


def compare(old: Sequence[Sentence], first: int, new: Sequence[str]) -> list[EditedLine]:
    """One line for each text of ``new``, which replace the sentences ``old``, from number ``first`` on."""
    lines: list[EditedLine] = []
    matcher = SequenceMatcher(None, [sentence.text for sentence in old], new, autojunk=False)
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        if tag == "equal":
            lines += [unchanged(old[k], first + k) for k in range(i, i_end)]
        else:
            lines += _replaced(old[i:i_end], first + i, new[j:j_end])
    return lines


def _replaced(old: Sequence[Sentence], first: int, new: Sequence[str]) -> list[EditedLine]:
    """The lines of texts that take the place of sentences, all of them different."""
    left = [token for k, sentence in enumerate(old) for token in _tokens(sentence.text, k)]
    right = [token for k, text in enumerate(new) for token in _tokens(text, k)]
    if len(old) == len(new) > 1 and len(left) > _MANY:
        return [
            line for k in range(len(old)) for line in _replaced(old[k : k + 1], first + k, new[k : k + 1])
        ]
    lines = [EditedLine(text) for text in new]
    shared: Counter[tuple[int, int]] = Counter()
    for a, b in _matches(left, right):
        if a.text != b.text:
            lines[b.line].swaps.append((old[a.line].start + a.start, b.start))
            continue
        lines[b.line].kept.append((old[a.line].start + a.start, b.start, len(a.text)))
        shared[a.line, b.line] += len(a.text) if a.rank == _WORD else 0
    for line, cover in zip(lines, _covers(len(old), len(new), +shared), strict=True):
        line.cover = None if cover is None else (first + cover[0], first + cover[1])
    return lines


def _tokens(text: str, line: int) -> list[_Token]:
    return [_Token(line, match.start(), match.group()) for match in _TOKEN.finditer(text)]


def _matches(
    left: Sequence[_Token], right: Sequence[_Token], rank: int = _WORD
) -> Iterator[tuple[_Token, _Token]]:
    """The tokens that stayed, in order: the words, between them the marks, between these the rest.

    So a mark that moved over a word is what moved, not the word. As many marks as there were before, in
    the same place, but others, come as pairs too.
    """
    sides = [[at for at, token in enumerate(side) if token.rank == rank] for side in (left, right)]
    mine, theirs = [left[at].text for at in sides[0]], [right[at].text for at in sides[1]]
    matcher = SequenceMatcher(None, mine, theirs, autojunk=len(mine) > _MANY)
    i = j = 0
    for tag, a, a_end, b, b_end in matcher.get_opcodes():
        if tag == "equal" or (tag == "replace" and rank == _MARK and a_end - a == b_end - b):
            for x, y in zip(sides[0][a:a_end], sides[1][b:b_end], strict=True):
                yield from _between(left[i:x], right[j:y], rank)
                yield left[x], right[y]
                i, j = x + 1, y + 1
    yield from _between(left[i:], right[j:], rank)


def _between(left: Sequence[_Token], right: Sequence[_Token], rank: int) -> Iterator[tuple[_Token, _Token]]:
    if left and right and rank < _OTHER:
        yield from _matches(left, right, rank + 1)


def _covers(count: int, new_count: int, shared: Counter[tuple[int, int]]) -> list[tuple[int, int] | None]:
    """For each new line the first and last old one that it stands for.

    A line stands for the old one that it has most of, and for those that have most of themselves in it;
    what has nothing in common goes by order.
    """
    found: list[set[int]] = [set() for _ in range(new_count)]
    by_old: dict[int, tuple[int, int]] = {}
    by_new: dict[int, tuple[int, int]] = {}
    for (i, j), size in sorted(shared.items()):
        by_old[i] = max(by_old.get(i, (0, 0)), (size, -j))
        by_new[j] = max(by_new.get(j, (0, 0)), (size, -i))
    for i, (_, j) in by_old.items():
        found[-j].add(i)
    for j, (_, i) in by_new.items():
        found[j].add(-i)
    covers = [(min(lines), max(lines)) if lines else None for lines in found]
    return _in_order(covers, count)


def _in_order(covers: list[tuple[int, int] | None], count: int) -> list[tuple[int, int] | None]:
    """The same, with old lines that nothing stands for given to the new ones in the same place."""
    following, limits = count, list[int]()
    for cover in reversed(covers):
        following = cover[0] if cover else following
        limits.append(following)
    last = -1
    filled = list[tuple[int, int] | None]()
    for cover, limit in zip(covers, reversed(limits), strict=True):
        here = (last + 1, last + 1) if cover is None and last + 1 < limit else cover
        filled.append(here)
        last = here[1] if here else last
    return filled
