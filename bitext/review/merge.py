"""Corrections made by hand in the HTML page → back into the :class:`Bitext`.

The page exports what stands there in the end: for each run of pairs that was changed, the pairs that
replace it (see :class:`Edit`). In this package, ``diff`` finds what stayed of each line, ``target_text``
writes the target anew, with an ``offset_map`` from the old text, ``pairs`` makes the pairs, ``quotations``
and ``quotation_links`` take the quotations over. The source is never touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice, pairwise
from typing import NamedTuple

from bitext.errors import InputError
from bitext.quotations.marks import DASHES
from bitext.result.bitext import Bitext
from bitext.result.links import QuoteLink
from bitext.result.pair import Side
from bitext.result.validation import check
from bitext.review.diff import compare, unchanged
from bitext.review.edits import Corrections, Edit, EditedPair, digest
from bitext.review.pairs import HandMark, PlannedPair, merged_pairs
from bitext.review.quotation_links import relinked
from bitext.review.quotations import PlacedMarks, mark_at
from bitext.review.target_text import Draft, PairLines, redraft
from bitext.text.characters import LINE_BREAKS

_LINE_BREAK = re.compile(rf"\s*[{LINE_BREAKS}]\s*")


def merge(original: Bitext, *corrections: Corrections) -> Bitext:
    """``original`` with the corrections of one person or several, who all worked on it.

    - An unedited pair stays as it is, but for its place. So does a pair that was only marked as checked.
    - White space at the edges of an edited line is dropped, a line break inside becomes a space. A line
      that was emptied is gone with its gap; a pair that has no target left stays, flagged *deletion*, and
      one without a source is flagged *insertion*. A pair with nothing on either side is gone.
    - An edited pair gets the flag *edited* and keeps the score of the pairs that its sentences come from
      (their mean, by length). Flags that speak of the model's output go when the text has changed.
    - Word links stay on the words that did not change; a quotation goes with its marks.

    Raises:
        InputError: if corrections were made in another version of the text, do not fit it, or contradict
            each other.
    """
    edits = _edits(original, corrections)
    if not edits:
        return original
    items = list(_items(original, edits))
    draft = redraft(original.source, original.target, [item.group for item in items])
    pairs = merged_pairs(original, items, draft)
    placed = _placed(original, items, draft)
    target, quotes = original.target, original.quotes
    if placed or (draft.text, draft.sentences) != (target.text, target.sentences):
        target, quotes = relinked(original, draft, pairs, placed)
    result = Bitext(original.source, target, pairs, quotes, original.model, original.foreign)
    check(result)
    return result


# The edits, checked.


class _NamedEdit(NamedTuple):
    """An edit and what to call it in a message."""

    edit: Edit
    name: str


def _edits(original: Bitext, corrections: Sequence[Corrections]) -> list[_NamedEdit]:
    """The edits that change something, in order, each once."""
    found = []
    heads = list(accumulate((len(pair.source) for pair in original.pairs), initial=0))
    for number, each in enumerate(corrections, 1):
        if each.digest != digest(original):
            raise InputError(
                "these corrections were made in another version of the text; merge them with the file that "
                "their page was made from. Corrections of several people are merged in one go."
            )
        file = f" of corrections {number}" if len(corrections) > 1 else ""
        for at, edit in enumerate(each.edits):
            _check_edit(original, edit, f"edits[{at}]{file}", heads)
            if edit.pairs != _as_it_was(original, edit, heads):
                found.append(_NamedEdit(edit, f"edits[{at}]{file}"))
    found.sort(key=lambda named: (named.edit.first, named.edit.last))
    once = [named for at, named in enumerate(found) if not at or found[at - 1].edit != named.edit]
    for one, other in pairwise(once):
        if other.edit.first <= one.edit.last:
            raise InputError(
                f"{_pairs_of(other.edit)} (counted from 0) are changed by both {one.name} and {other.name}, "
                "and not in the same way; take one of the two out."
            )
    return once


def _check_edit(original: Bitext, edit: Edit, name: str, heads: Sequence[int]) -> None:
    if not edit.first <= edit.last < len(original.pairs):
        raise InputError(
            f"{name} replaces {_pairs_of(edit)}; there are {len(original.pairs)}, counted from 0. "
            "Export the corrections again."
        )
    given = [number for pair in edit.pairs for number in pair.source]
    wanted = range(heads[edit.first], heads[edit.last + 1])
    if given != list(wanted):
        raise InputError(
            f"{name} replaces {_pairs_of(edit)} and has to hold the sentences {list(wanted)} of the source, "
            f"each once and in order; it holds {given}. Export the corrections again."
        )


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


# From the edits to lines and marks.


def _items(original: Bitext, edits: Sequence[_NamedEdit]) -> Iterator[PlannedPair]:
    """Every pair as it is to be."""
    firsts = list(accumulate((len(pair.target) for pair in original.pairs), initial=0))
    starting = {named.edit.first: named for named in edits}
    at = 0
    while at < len(original.pairs):
        if at in starting:
            yield from _edited(original, starting[at], firsts)
            at = starting[at].edit.last + 1
            continue
        pair = original.pairs[at]
        lines = [unchanged(sentence, firsts[at] + k) for k, sentence in enumerate(pair.target)]
        yield PlannedPair(PairLines(pair.source, lines), range(at, at + 1))
        at += 1


def _edited(original: Bitext, named: _NamedEdit, firsts: Sequence[int]) -> Iterator[PlannedPair]:
    edit = named.edit
    first, end = firsts[edit.first], firsts[edit.last + 1]
    old = original.target.sentences[first:end]
    known = {sentence.text for sentence in old}
    # An empty line is one of the machine's, or a person has emptied it, and then it is gone.
    texts = [[text for text in pair.target if text in known or text.strip()] for pair in edit.pairs]
    clean = [text if text in known else _clean(text) for each in texts for text in each]
    lines = iter(compare(old, first, clean))
    for at, (pair, given) in enumerate(zip(edit.pairs, texts, strict=True)):
        source = Side(original.source.sentences[number] for number in pair.source)
        group = PairLines(source, tuple(islice(lines, len(given))))
        marks = tuple(_marks(pair, group, f"{named.name}.pairs[{at}]"))
        if source or given:
            yield PlannedPair(group, range(edit.first, edit.last + 1), True, pair.checked, marks)


def _clean(text: str) -> str:
    return _LINE_BREAK.sub(" ", text.strip())


def _marks(pair: EditedPair, group: PairLines, name: str) -> Iterator[HandMark]:
    """The marks that were placed in a pair, by line."""
    joined = " ".join(pair.target)
    for number, quote in enumerate(pair.quotes):
        for role, at in (("open", quote.open), ("close", quote.close)):
            if at is None:
                continue
            where = f"{name}.quotes[{number}].{role}"
            if joined[at : at + 1].strip() == "":
                raise InputError(f"{where} is {at}, where the English of the pair has no mark.")
            # White space may have gone from the lines; what can be seen is the same, in the same order.
            before = sum(not character.isspace() for character in joined[:at])
            line, offset = next(islice(_visible(group), before, None))
            yield HandMark(quote.link, role == "open", line, offset, where)


def _visible(group: PairLines) -> Iterator[tuple[int, int]]:
    """Line and offset of each character that is not white space."""
    for number, line in enumerate(group.lines):
        for offset, character in enumerate(line.text):
            if not character.isspace():
                yield number, offset


def _placed(original: Bitext, items: Sequence[PlannedPair], draft: Draft) -> dict[int, PlacedMarks]:
    """The marks that were placed, by the index of their link."""
    placed: dict[int, PlacedMarks] = {}
    for item, side in zip(items, draft.sides, strict=True):
        for mark in item.marks:
            if mark.link >= len(original.quotes):
                raise InputError(
                    f"{mark.name} is of link {mark.link}; there are {len(original.quotes)}, counted from 0."
                )
            at = side[mark.line].start + mark.offset
            _check_mark(original.quotes[mark.link], draft.text, at, mark.name)
            place = placed.setdefault(mark.link, PlacedMarks())
            if (place.open if mark.opening else place.close) is not None:
                raise InputError(f"{mark.name} is the second place for the same mark; take one out.")
            if mark.opening:
                place.open = at
            else:
                place.close = at
    return placed


def _check_mark(link: QuoteLink, text: str, at: int, name: str) -> None:
    ends = [each for each in (link.source, link.target) if each]
    known = [mark for each in ends for mark in (each.open, each.close) if mark]
    if not mark_at(text, at, [*known, *DASHES, "-"]):
        raise InputError(
            f"{name} points to {text[at]!r}, which is no quotation mark; offsets count code points, "
            "not UTF-16 units."
        )
