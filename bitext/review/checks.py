"""Whether corrections fit the text that they are merged with, by the rules of :mod:`bitext.review.rules`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from bitext.errors import InputError
from bitext.result.bitext import Bitext
from bitext.review.edits import Corrections, Edit, EditedPair, as_first_cut, digest, older_digest
from bitext.review.rules import message


class NamedEdit(NamedTuple):
    """An edit and what to call it in a message."""

    edit: Edit
    name: str


def checked_edits(original: Bitext, corrections: Sequence[Corrections]) -> list[NamedEdit]:
    """The edits that change something, in order, each once. Raises InputError where they do not fit."""
    heads = list(accumulate((len(pair.source) for pair in original.pairs), initial=0))
    found = list(_changing(original, corrections, heads))
    found.sort(key=lambda named: (named.edit.first, named.edit.last))
    once = [named for at, named in enumerate(found) if not at or found[at - 1].edit != named.edit]
    for one, other in pairwise(once):
        if other.edit.first <= one.edit.last:
            pairs = _pairs_of(other.edit)
            raise InputError(message("overlap", pairs=pairs, one=one.name, other=other.name))
    return once


def _changing(
    original: Bitext, corrections: Sequence[Corrections], heads: Sequence[int]
) -> Iterator[NamedEdit]:
    for number, each in enumerate(corrections, 1):
        _check_version(original, each)
        file = f" of corrections {number}" if len(corrections) > 1 else ""
        for at, edit in enumerate(each.edits):
            name = f"edits[{at}]{file}"
            _check_edit(original, edit, name, heads)
            if edit.pairs != _as_it_was(original, edit, heads):
                yield NamedEdit(edit, name)


def _check_version(original: Bitext, corrections: Corrections) -> None:
    if corrections.digest == digest(original):
        return
    if corrections.digest != older_digest(original):
        raise InputError(message("version"))
    if not as_first_cut(original):
        raise InputError(message("older"))


def _check_edit(original: Bitext, edit: Edit, name: str, heads: Sequence[int]) -> None:
    pairs, count = _pairs_of(edit), len(original.pairs)
    if not edit.first <= edit.last < count:
        raise InputError(message("range", name=name, pairs=pairs, count=count))
    given = [number for pair in edit.pairs for number in pair.source]
    wanted = list(range(heads[edit.first], heads[edit.last + 1]))
    if given != wanted:
        raise InputError(message("sentences", name=name, pairs=pairs, wanted=wanted, given=given))


def _as_it_was(original: Bitext, edit: Edit, heads: Sequence[int]) -> tuple[EditedPair, ...]:
    return tuple(
        EditedPair(
            tuple(range(heads[at], heads[at + 1])),
            tuple(sentence.text for sentence in original.pairs[at].target),
            original.pairs[at].checked,
        )
        for at in range(edit.first, edit.last + 1)
    )


def _pairs_of(edit: Edit) -> str:
    return f"pair {edit.first}" if edit.first == edit.last else f"pairs {edit.first} to {edit.last}"
