"""Bitexts to entries of a memory: which of their pairs are taken, and who answers for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bitext.errors import InputError
from bitext.memory.entries import MemoryEntry, Trust
from bitext.result.bitext import Bitext
from bitext.result.flags import BEAD_FLAGS, EDITED, MACHINE_FLAGS
from bitext.result.pair import Pair
from bitext.text.characters import LINE_BREAKS
from bitext.text.language import check_language, language_of, language_of_tag

_WRAPPED: Final = re.compile(rf"\s*[{LINE_BREAKS}]\s*")
_LEAST_SCORE: Final = 0.5
"""The probability that a bead of two aligned texts is right, from which it is taken."""
_DRAFTS: Final = MACHINE_FLAGS | {"fuzzy"}
"""Flags of pairs that nobody has read yet; *fuzzy* is that of a PO file."""


def oriented(bitext: Bitext, langs: tuple[str, str] = ("fr", "en")) -> Bitext:
    """``bitext`` from the first of the languages to the second: swapped where it goes the other way.

    Raises:
        InputError: it is of other languages.
    """
    found = tuple(language_of_tag(side.lang) for side in (bitext.source, bitext.target))
    if found == langs[::-1]:
        return bitext.swapped()
    if not {*found} <= {*langs, "", "und"}:
        raise InputError(
            f"it is from {found[0] or '?'} to {found[1] or '?'}, and the memory from {langs[0]} to "
            f"{langs[1]}; leave it out."
        )
    told = tuple(language_of(side.text) for side in (bitext.source, bitext.target))
    if told == langs[::-1]:
        return bitext.swapped()
    for side in (bitext.source, bitext.target):
        if side.lang in langs:
            check_language(side)
    return bitext


def entries_of(bitext: Bitext) -> Iterator[MemoryEntry | None]:
    """An entry for each pair, None for one that cannot be one.

    It can be one if it has one sentence of the source, any number of the target, and a score of 0.5 or more
    where two texts were aligned.
    """
    is_translation = is_machine_translation(bitext.pairs, bitext.model)
    before: str | None = None
    for pair in bitext.pairs:
        trust = _trust(pair, is_machine=is_translation)
        is_doubtful = trust is Trust.GIVEN and bitext.model is not None and pair.score < _LEAST_SCORE
        if len(pair.source) != 1 or not pair.target.text.strip() or is_doubtful:
            yield None
        else:
            target = _WRAPPED.sub(" ", pair.target.text.strip())
            yield MemoryEntry(pair.source.text, target, trust, before)
        before = pair.source[-1].text if pair.source else before


def is_machine_translation(pairs: Sequence[Pair], model: str | None) -> bool:
    """Whether a model has translated the pairs: it is named, and no sentence stands without another.

    Two texts that were aligned name the model, too, and have beads of other kinds.
    """
    return model is not None and all(
        len(pair.source) == len(pair.target) == 1 and BEAD_FLAGS.isdisjoint(pair.flags)
        for pair in pairs
        if EDITED not in pair.flags
    )


def _trust(pair: Pair, *, is_machine: bool) -> Trust:
    if pair.checked or EDITED in pair.flags:
        return Trust.CHECKED
    if "memory" in pair.flags:
        return Trust.GIVEN
    return Trust.MACHINE if is_machine or not _DRAFTS.isdisjoint(pair.flags) else Trust.GIVEN
