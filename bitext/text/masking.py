"""Masking: short names such as ``{1}`` hold the place of what no translation may touch.

Addresses, placeholders of templates and the code of a document are masked before the text is translated; the
masks are found again in the translation, and what they stand for is put back.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Final

from bitext.text.document import Span

_LITERAL: Final = re.compile(
    r"(?:https?://|ftp://|mailto:|www\.)[^\s<>«»\"]*[^\s<>«»\".,;:!?…)\]}'’]"  # an address
    r"|(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+"
    # Placeholders of templates, with the v of a version.
    r"|(?:(?<!\w)[vV])?(?:\{\{.{1,80}?\}\}|\{%.{1,80}?%\}|\$\{.{1,80}?\}|<%.{1,80}?%>|\{\w{1,40}\})"
    r"|%\(\w{1,40}\)[sd]|(?<![\w%])%[sd](?!\w)"
)
_DIGITS: Final = "0123456789"
_LETTERS: Final = ("", *"xzqywkvj")


@dataclass(frozen=True, slots=True)
class Mask:
    """A mask in a text: where it stands, and what a reader sees of the literal that it stands for."""

    span: Span
    shown: str


def mask_letter(raw: str) -> str:
    """What masks begin with in their braces, most often nothing: such that nothing in ``raw`` is one."""
    return next((a for a in _LETTERS if not re.search(rf"\{{\s*{a}\d", raw)), "mask")


def mask_name(letter: str, number: int) -> str:
    """A mask: the model takes it for a placeholder, which the translator protects."""
    return f"{{{letter}{number}}}"


def spans_of_masks(names: Iterable[str], text: str) -> dict[str, list[Span]]:
    """By each of ``names``, masks of a document, where it is in a translation; one pass for all.

    Models now and then write a mask small, or parted; such count where it does not stand there as it is.
    """
    exact: dict[str, list[Span]] = {name: [] for name in names}
    loose: dict[str, list[Span]] = {name.lower(): [] for name in exact}
    for letters in dict.fromkeys(name.strip("{}").rstrip(_DIGITS) for name in exact):
        for hit in _pattern_of(letters).finditer(text):
            plain = "".join(hit[0].split()).lower()
            if hit[0] in exact:
                exact[hit[0]].append(Span(*hit.span()))
            elif plain in loose:
                loose[plain].append(Span(*hit.span()))
    return {name: exact[name] or loose[name.lower()] for name in exact}


@cache
def _pattern_of(letters: str) -> re.Pattern[str]:
    return re.compile(rf"(?i)\{{\s*+{re.escape(letters)}[0-9]++\s*+\}}")


@dataclass(frozen=True, slots=True)
class ReadMask:
    """A mask in what a model reads, at ``span``, and what the translation has ``written`` in its place.

    ``name`` is what the model reads: ``plain``, a name such as ``ZX1``, or what tells it more. ``glued``: the
    spaces before and behind it were set for the model alone.
    """

    name: str
    span: Span
    written: str
    plain: str = ""
    glued: tuple[bool, bool] = (False, False)


def mask_places(names: Iterable[str], text: str) -> dict[str, list[Span]]:
    """By each of ``names`` where it is in ``text``, a translation, in one pass.

    Models now and then write a name small or parted, or make a plural of it; such count where it does
    not stand
    there as it is.
    """
    wanted = list(names)
    exact: dict[str, list[Span]] = {name: [] for name in wanted}
    loose: dict[str, list[Span]] = {_folded(name): [] for name in wanted}
    for shape in dict.fromkeys(map(_shape, wanted)):
        for hit in re.finditer(shape, text):
            if hit.group() in exact:
                exact[hit.group()].append(Span(*hit.span()))
            elif (folded := _folded(hit.group())) in loose:
                loose[folded].append(Span(*hit.span()))
    return {name: exact[name] or loose[_folded(name)] for name in wanted}


def _folded(name: str) -> str:
    return re.sub("[ -]", "", name).lower().removesuffix("s")


def _shape(name: str) -> str:
    return _shape_of(re.sub(r"\d+", "0", name))


@cache
def _shape_of(kind: str) -> str:
    """The pattern of the names of a ``kind``, which is a name with 0 for each of its numbers."""
    if kind[:-1].isalpha():
        body = " ?".join((*kind[:-1], r"\d+"))
    else:
        body = "[ -]".join(re.escape(part).replace("0", r"\d+") for part in kind.removesuffix("s").split(" "))
    return rf"(?i)(?<![^\W_]){body}s?(?![^\W_])(?![.,:]\d)"


class Replacement:
    """A text in which each of some stretches has been replaced; ``new`` are where these now stand."""

    def __init__(self, text: str, changes: Iterable[tuple[Span, str]]) -> None:
        """``changes``: stretches of ``text``, in order and apart from each other, and what replaces each."""
        found = list(changes)
        self._starts = [span.start for span, _ in found]
        self._ends = [span.end for span, _ in found]
        self._grown = list(accumulate((len(new) - len(span) for span, new in found), initial=0))
        parts, last = [], 0
        for span, new in found:
            parts += [text[last : span.start], new]
            last = span.end
        self.text = "".join([*parts, text[last:]])
        self.new = tuple(
            Span(span.start + grown, span.start + grown + len(new))
            for (span, new), grown in zip(found, self._grown, strict=False)
        )

    def span(self, span: Span) -> Span:
        """Where a stretch of the text now stands; one that touches a replaced one takes all that is there."""
        if not self._starts:
            return span
        first = bisect_right(self._ends, span.start)
        start = span.start
        if first < len(self._starts) and self._starts[first] < start:
            start = self._starts[first]
        start += self._grown[first]
        last = bisect_left(self._starts, span.end)
        end = max(span.end, self._ends[last - 1]) if last else span.end
        return Span(start, max(start, end + self._grown[last]))


class Unmasking(Replacement):
    """A text in which each of some masks has been replaced by what it stands for.

    ``masks`` are where they stood.
    """

    def __init__(self, text: str, masks: Iterable[ReadMask]) -> None:
        """Every occurrence of each of ``masks`` is replaced."""
        by_name = {mask.name: mask for mask in masks}
        places = mask_places(by_name, text)
        found = sorted(
            (_with_spaces(text, span, mask.glued), mask.written)
            for name, mask in by_name.items()
            for span in places[name]
        )
        self.masks = tuple(span for span, _ in found)
        super().__init__(text, found)


def _with_spaces(text: str, span: Span, glued: tuple[bool, bool]) -> Span:
    """A mask with the spaces that were set for the model alone."""
    start, end = span.start, span.end
    while glued[0] and start and text[start - 1] == " ":
        start -= 1
    while glued[1] and text[end : end + 1] == " ":
        end += 1
    return Span(start, end)


def split_literals(text: str) -> Iterator[tuple[str, bool]]:
    """``text`` in stretches: words to translate (False), and literals found by their form (True)."""
    position = 0
    for found in _LITERAL.finditer(text):
        if found.start() > position:
            yield text[position : found.start()], False
        yield found[0], True
        position = found.end()
    if position < len(text):
        yield text[position:], False
