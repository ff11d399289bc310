"""Corrections as the page exports them: the edits of a person in one version of a text."""

from __future__ import annotations

import hashlib
import json
from typing import Annotated, Final, Literal, NoReturn

import msgspec
from msgspec import Meta, Struct

from bitext.errors import FormatError
from bitext.result.bitext import Bitext
from bitext.result.flags import EDITED
from bitext.result.pair import Side

VERSION: Final = 1

FORMS: Final = {
    "json": "this is not JSON: {error}.",
    "newer": "these corrections are in a newer form; install a newer bitext to read them.",
    "form": "these are not corrections from a page of bitext: {error}.",
}
"""What is said of a file that cannot be read; ``{error}`` is what is wrong and where."""


_Index = Annotated[int, Meta(ge=0)]


class PlacedQuote(Struct, frozen=True):
    """Marks that were placed by hand.

    ``link`` is an index into the quotation links of the original; ``open`` and ``close`` are the offsets of
    the two marks in the target of this pair, its sentences joined by one space, in code points. Either is
    null where that mark stands in another pair or was not placed.
    """

    link: _Index
    open: _Index | None = None
    close: _Index | None = None


class EditedPair(Struct, frozen=True):
    """A pair as it now stands: numbers of its source sentences, its target sentences."""

    source: tuple[_Index, ...]
    target: tuple[str, ...]
    checked: bool = False
    quotes: tuple[PlacedQuote, ...] = ()


class Edit(Struct, frozen=True):
    """The pairs ``first`` to ``last`` of the original, counted from 0, and what stands there now."""

    first: _Index
    last: _Index
    pairs: Annotated[tuple[EditedPair, ...], Meta(min_length=1)]


class _Header(Struct, frozen=True):
    format: Literal["bitext-corrections"]
    version: Annotated[int, Meta(ge=1)]


class Corrections(_Header, frozen=True):
    """What a person has changed in one version of a text; ``digest`` says which (see :func:`digest`)."""

    digest: str
    edits: tuple[Edit, ...]


def digest(bitext: Bitext) -> str:
    """SHA-256 of all that the numbers in corrections speak of, as hex.

    In UTF-8, lone surrogates passed, with U+0000 between them: the text of the source, that of the target,
    and the pairs with semicolons between them, each as the spans of its source sentences, an equals sign, and
    those of its target sentences. A span is ``start-end``, a comma stands between two.
    """
    pairs = ";".join(f"{_spans(pair.source)}={_spans(pair.target)}" for pair in bitext.pairs)
    return _sha256(f"{bitext.source.text}\0{bitext.target.text}\0{pairs}")


def older_digest(bitext: Bitext) -> str:
    """What bitext 0.2 wrote as the digest: SHA-256 of the two texts with U+0000 between them, as hex."""
    return _sha256(f"{bitext.source.text}\0{bitext.target.text}")


def as_first_cut(bitext: Bitext) -> bool:
    """Whether no pair was edited, so that a file with the :func:`older_digest` speaks of these pairs."""
    return not any(EDITED in pair.flags for pair in bitext.pairs)


def _spans(side: Side) -> str:
    return ",".join(f"{sentence.start}-{sentence.end}" for sentence in side)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def read(text: str) -> Corrections:
    """Makes corrections from JSON. Raises FormatError with the place of what is wrong."""
    try:
        data = json.loads(text, parse_float=_number, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise FormatError(FORMS["json"].format(error=error)) from error
    try:
        if msgspec.convert(data, _Header).version > VERSION:
            raise FormatError(FORMS["newer"])
        return msgspec.convert(data, Corrections)
    except msgspec.ValidationError as error:
        raise FormatError(FORMS["form"].format(error=error)) from error
    except UnicodeEncodeError as error:
        # A name or a number was looked for in a text that has no UTF-8.
        raise FormatError(FORMS["form"].format(error="a lone surrogate stands in a wrong place")) from error


def _number(text: str) -> int | float:
    """JSON knows one kind of number: 1.0 and 1e0 are whole ones."""
    value = float(text)
    return int(value) if value.is_integer() else value


def _no_number(name: str) -> NoReturn:
    msg = f"{name} is no number of JSON"
    raise ValueError(msg)
