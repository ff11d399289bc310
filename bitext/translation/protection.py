"""What a translation must not touch: addresses, file names, placeholders, codes, symbols, and forms by rule.

Each is masked: the model reads a short name such as ``ZX1`` in its place, or what tells it more, and what it
stands for is put back. Whether every mask came back once is checked; where one did not, the sentence is
translated again with names alone, and then around them (:mod:`bitext.translation.repair.passes`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from bitext.languages.pairs import LanguagePair
from bitext.text.characters import has_digits
from bitext.text.document import Span
from bitext.text.literals import Literal, literals

_NO_LETTER: Final = re.compile(r"[^\w«»“”\"]*")
_NUMBERS: Final = tuple(str(10 * tens + units) for units in (7, 4, 8, 3, 6, 9) for tens in range(2, 10))
"""Numbers that stand for others, of two digits, none of them round."""
_AS_IT_IS: Final = "{written}"
_LONGEST_CODE: Final = 12
"""Characters of a code that a model mostly copies; in a sentence it tells more than the name of a mask."""
_NOTE: Final = "({name})"
"""How the model reads what is set to the end of a word: the number of a note, ®, †."""
_STOPS: Final = ".,;:!?…)"
_LOOSE: Final = (False, False)


@dataclass(frozen=True, slots=True)
class Protected:
    """A stretch of a sentence that the model must not see, and what the translation has in its place.

    ``read_as`` is that of :class:`bitext.languages.pairs.Form`. ``glued`` tells of a symbol whether
    the text goes on before and behind it without a space; the model reads spaces there, taken out later.
    """

    span: Span
    written: str
    read_as: str = ""
    glued: tuple[bool, bool] | None = None


def protected(
    text: str, pair: LanguagePair, kept: Iterable[Span] = (), further: Iterable[Protected] = ()
) -> list[Protected]:
    """What of ``text`` is to be protected, in order and apart from each other.

    ``kept`` are further stretches that stay as they are, ``further`` others. Neighbours that no word parts
    are one.
    """
    found = [*further, *(Protected(span, text[span.start : span.end]) for span in kept)]
    forms = pair.forms if has_digits(text) else [form for form in pair.forms if not form.in_digits]
    for form in forms:
        for hit in form.pattern.finditer(text):
            written = form.written(hit)
            if written is not None:
                found.append(Protected(Span(*hit.span()), written, form.read_as))
    found += [_literal(text, literal) for literal in literals(text)]
    return list(_joined(text, _whole_words(text, _apart(found))))


def mask_names(text: str, count: int) -> Sequence[str]:
    """``count`` names that no word of ``text`` looks like."""
    alike = re.findall("ZXQ*", text.upper())
    letters = "ZX" + "Q" * (len(max(alike, key=len)) - 1) if alike else "ZX"
    return [f"{letters}{number}" for number in range(1, count + 1)]


def names_read(text: str, found: Sequence[Protected], plain: Sequence[str]) -> Iterator[str]:
    """What the model reads in the place of each stretch that was ``found`` in ``text``.

    The ``plain`` name where it is to read no more, or where what it is to read stands there already.
    """
    free = (number for number in _NUMBERS if number not in text)
    used: set[str] = set()
    for one, name in zip(found, plain, strict=True):
        number = next(free, "") if "{number}" in one.read_as else ""
        read = one.read_as.format(written=one.written, number=number, name=name)
        is_alone = text.count(read) == (text[one.span.start : one.span.end] == read)
        is_told = read and is_alone and read not in used and (number or "{number}" not in one.read_as)
        used.add(read if is_told else name)
        yield read if is_told else name


def _literal(text: str, literal: Literal) -> Protected:
    shown = text[literal.span.start : literal.span.end]
    if literal.kind in ("symbol", "element"):
        glued = _glued(text, literal.span)
        is_note = literal.kind == "symbol" and glued == (True, False)
        return Protected(literal.span, shown, _NOTE if is_note else "", glued)
    is_told = literal.kind == "time" or (literal.kind == "code" and len(shown) <= _LONGEST_CODE)
    return Protected(literal.span, shown, _AS_IT_IS if is_told else "")


def _glued(text: str, span: Span) -> tuple[bool, bool]:
    """Whether the text goes on before and behind a symbol without a space."""
    before, after = text[: span.start][-1:], text[span.end : span.end + 1]
    return before.isalnum() or (before != "" and before in _STOPS), after.isalnum()


def _apart(found: Iterable[Protected]) -> list[Protected]:
    """Without those that overlap one that begins earlier, or there with an earlier rule."""
    apart: list[Protected] = []
    for one in sorted(found, key=lambda one: one.span.start):
        if not apart or one.span.start >= apart[-1].span.end:
            apart.append(one)
    return apart


def _whole_words(text: str, found: Sequence[Protected]) -> Iterator[Protected]:
    """Stretches that touch a letter or a digit, with the rest of that word; not symbols."""
    last = 0
    for number, one in enumerate(found):
        start, end = one.span.start, one.span.end
        follows = found[number + 1].span.start if number + 1 < len(found) else len(text)
        if one.glued is None:
            while start > last and _is_plain(text[start - 1]) and _is_plain(text[start]):
                start -= 1
            while (
                end < follows and _is_plain(text[end]) and (_is_plain(text[end - 1]) or text[end - 1] == "}")
            ):
                end += 1
        yield one if Span(start, end) == one.span else _widened(text, one, Span(start, end))
        last = end


def _widened(text: str, one: Protected, span: Span) -> Protected:
    written = text[span.start : one.span.start] + one.written + text[one.span.end : span.end]
    return replace(one, span=span, written=written)


def _is_plain(character: str) -> bool:
    """Whether it is a letter or a digit on the line; "²" is not."""
    return character.isalpha() or character.isdecimal()


def _joined(text: str, found: Iterable[Protected]) -> Iterator[Protected]:
    """Neighbours that no word parts as one; what the model reads as something of its own stays so."""
    run: list[Protected] = []
    for one in found:
        between = text[run[-1].span.end : one.span.start] if run else ""
        is_told = bool(one.read_as or (run and run[-1].read_as))
        if run and between and (is_told or not _NO_LETTER.fullmatch(between)):
            yield _as_one(text, run)
            run = []
        run.append(one)
    if run:
        yield _as_one(text, run)


def _as_one(text: str, run: Sequence[Protected]) -> Protected:
    """Neighbours as one stretch."""
    if len(run) == 1:
        return run[0]
    first, last = run[0], run[-1]
    written = [first.written]
    for one, other in pairwise(run):
        written += [text[one.span.end : other.span.start], other.written]
    glued = (first.glued or _LOOSE)[0], (last.glued or _LOOSE)[1]
    return Protected(Span(first.span.start, last.span.end), "".join(written), glued=glued)
