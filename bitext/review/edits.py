"""Corrections as the page exports them: the edits of a person in one version of a text."""

from __future__ import annotations

import hashlib
import json
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from bitext.errors import FormatError
from bitext.result.bitext import Bitext

VERSION = 1


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
    """SHA-256 of the two texts with U+0000 between them, in UTF-8 (lone surrogates passed), as hex."""
    text = f"{bitext.source.text}\0{bitext.target.text}"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def read(text: str) -> Corrections:
    """Makes corrections from JSON. Raises FormatError with the place of what is wrong."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FormatError(f"this is not JSON: {error}.") from error
    try:
        if msgspec.convert(data, _Header).version > VERSION:
            raise FormatError("these corrections are in a newer form; install a newer bitext to read them.")
        return msgspec.convert(data, Corrections)
    except msgspec.ValidationError as error:
        raise FormatError(f"these are not corrections from a page of bitext: {error}.") from error
