"""Pairs once more in another form, for what the large model does badly and texts are full of.

Each kind is a function of a pair that gives the changed pair, or None where it does not apply. Of most kinds
the teacher's distribution is no guide, because the teacher itself errs on them: the model learns these from
the reference alone.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, NamedTuple

from bitext.languages.pairs import LanguagePair
from training.copied import COPIED, Words, plain
from training.names import Names, replaced, shared
from training.numbers import Number, drawn, other_number
from training.quoted import quoted

Pair = tuple[str, str]

_LIST_MARKS = ("- ", "- ", "* ", "• ", "1. ", "2. ", "3) ", "a) ")
_HEADING = re.compile(r"(?P<head>[^\W\d_][^,:“”]{3,40}?)(?P<colon>\s?:\s)(?P<rest>.+)")
_STOPS = ".!?"
_SHORT = 90
"""Characters of a sentence that may stand without its stop, as headings and captions do."""
_SLOT = re.compile(r"\{(copied|number|hour|minute)\d?\}")
_MINUTES = (0, 5, 10, 15, 15, 20, 30, 30, 30, 40, 45, 45, 50)


@dataclass(frozen=True, slots=True)
class Draw:
    """What changes are drawn from: an order, the names and words of some pairs, two languages, templates."""

    order: random.Random
    names: Names
    words: Words
    languages: LanguagePair
    templates: Sequence[Pair] = ()

    @classmethod
    def of(
        cls, pairs: Sequence[Pair], languages: LanguagePair, templates: Sequence[Pair], order: random.Random
    ) -> Draw:
        """Names and words are those of ``pairs``."""
        return cls(order, Names(pairs), Words(pairs, order), languages, templates)

    def chance(self, share: float) -> bool:
        """True in ``share`` of the cases."""
        return self.order.random() < share


Variation = Callable[[str, str, Draw], Pair | None]


class Varied(NamedTuple):
    """A pair in another form, its target ``before``, and whether it is learnt from the reference alone."""

    pair: Pair
    before: str
    is_alone: bool


def names(source: str, target: str, draw: Draw) -> Pair | None:
    """Another name on both sides, so that names are copied by their letters, not by heart."""
    return draw.names.renamed(source, target, draw.order)


def capitals(source: str, target: str, _draw: Draw) -> Pair:
    """Both in capital letters."""
    return source.upper(), target.upper()


def plain_capitals(source: str, target: str, _draw: Draw) -> Pair | None:
    """The source in capitals without accents, as many write them, the target in capitals."""
    bare = plain(source)
    return (bare.upper(), target.upper()) if bare != source else None


def heading(source: str, target: str, _draw: Draw) -> Pair | None:
    """What stands before a colon in capitals, as a headline's keyword."""
    one, two = _HEADING.fullmatch(source), _HEADING.fullmatch(target)
    if not one or not two:
        return None
    return _headed(one), _headed(two)


def without_accents(source: str, target: str, _draw: Draw) -> Pair | None:
    """The source without its accents, as it is typed in haste."""
    bare = plain(source)
    return (bare, target) if bare != source else None


def untranslated(_source: str, target: str, _draw: Draw) -> Pair:
    """What is in the target language already, left as it is."""
    return target, target


def dash(source: str, target: str, _draw: Draw) -> Pair | None:
    """Both as a turn of a dialogue."""
    return (f"— {source}", f"— {target}") if source[:1].isalpha() and target[:1].isalpha() else None


def list_item(source: str, target: str, draw: Draw) -> Pair | None:
    """Both as an item of a list."""
    mark = draw.order.choice(_LIST_MARKS)
    return (mark + source, mark + target) if source[:1].isalnum() and target[:1].isalnum() else None


def no_stop(source: str, target: str, _draw: Draw) -> Pair | None:
    """Short ones without their full stop."""
    ends = source.endswith(".") and target.endswith(".") and not source.endswith("..")
    return (source[:-1], target[:-1]) if ends and len(source) <= _SHORT else None


def numbers(source: str, target: str, draw: Draw) -> Pair | None:
    """Another number on both sides, each as its language writes it."""
    return other_number(source, target, draw.languages, draw.order)


def quotations(source: str, target: str, draw: Draw) -> Pair | None:
    """Quotation marks round what corresponds on both sides; see :func:`training.quoted.quoted`."""
    return quoted(source, target, draw.order)


def copied(source: str, target: str, draw: Draw, *, kind: str) -> Pair:
    """Something to copy, one of :data:`training.copied.COPIED`: in place of a name, behind it, at an end."""
    token = COPIED[kind](draw.words)
    known = shared(source, target)
    if known and draw.chance(0.6):
        name = draw.order.choice(known)
        new = token if draw.chance(0.7) else draw.order.choice((f"{name} ({token})", f"{name} {token}"))
        return replaced(source, name, new), replaced(target, name, new)
    if draw.chance(0.25):
        return f"{token} {source}", f"{token} {target}"
    return _ended(source, target, token, draw)


def token_alone(_source: str, _target: str, draw: Draw) -> Pair:
    """Something to copy and nothing else."""
    token = COPIED[draw.order.choice(tuple(COPIED))](draw.words)
    return token, token


def template(_source: str, _target: str, draw: Draw) -> Pair | None:
    """One of the templates of the settings, its slots filled.

    ``{copied}`` is anything to copy, ``{number}`` a number as each language writes it, ``{hour}`` and
    ``{minute}`` those of a time; ``{copied2}`` and so on are others of the kind.
    """
    if not draw.templates:
        return None
    source, target = draw.order.choice(draw.templates)
    filled = {slot[0]: _filling(slot[1], draw) for slot in _SLOT.finditer(source)}
    for slot, (one, two) in filled.items():
        source, target = source.replace(slot, one), target.replace(slot, two)
    return source, target


VARIATIONS: Final[Mapping[str, Variation]] = {
    **{
        kind.__name__: kind
        for kind in (
            *(
                names,
                capitals,
                plain_capitals,
                heading,
                without_accents,
                untranslated,
                dash,
                list_item,
                no_stop,
            ),
            *(numbers, quotations, token_alone, template),
        )
    },
    **{kind: partial(copied, kind=kind) for kind in COPIED},
}
"""Every kind, by the name that the settings know it by."""

FOLLOWED: Final = frozenset({"names"})
"""Kinds in which the teacher is as right as otherwise, so that its distribution is followed."""


def varied(pairs: Sequence[Pair], shares: Mapping[str, float], draw: Draw) -> Iterator[Varied]:
    """Each changed pair.

    ``shares``: in which share of the ``pairs`` each kind is tried.
    """
    for kind, share in shares.items():
        for source, target in pairs:
            if draw.chance(share) and (found := VARIATIONS[kind](source, target, draw)):
                yield Varied(found, target, kind not in FOLLOWED)


def _headed(parts: re.Match[str]) -> str:
    return f"{parts['head'].upper()}{parts['colon']}{parts['rest']}"


def _ended(source: str, target: str, token: str, draw: Draw) -> Pair:
    """Both with ``token`` at the end, before the stop where they have the same."""
    stop = source[-1:]
    if stop not in _STOPS or target[-1:] != stop:
        return f"{source} {token}", f"{target} {token}"
    form = draw.order.choice((f" ({token}){stop}", f" – {token}", f" {token}{stop}", f" {token}"))
    return source[:-1].rstrip() + form, target[:-1].rstrip() + form


def _filling(slot: str, draw: Draw) -> Pair:
    """What stands in a slot on either side."""
    order = draw.order
    match slot:
        case "number":
            return _amount(draw)
        case "hour":
            hour = str(order.randint(0, 23))
            return hour, hour
        case "minute":
            minute = f"{order.choice(_MINUTES):02d}"
            return minute, minute
    token = COPIED[order.choice(tuple(COPIED))](draw.words)
    return token, token


def _amount(draw: Draw) -> Pair:
    """A number, half of them with a fraction of two digits."""
    size = draw.order.choice((10, 100, 1000, 10_000))
    number = drawn(
        Number(draw.order.randrange(size), draw.order.choice(("", "00")), is_grouped=True), draw.order
    )
    one, two = (language.group_marks[:1] for language in (draw.languages.source, draw.languages.target))
    return number.written(draw.languages.source, one), number.written(draw.languages.target, two)
