"""Corrections made by hand in the HTML page → back into the :class:`Bitext`.

The page exports what stands there in the end: for each run of pairs that was changed, the pairs that
replace it (see :class:`Edit`). In this package, ``diff`` finds what stayed of each line, ``target_text``
writes the target anew, with an ``offset_map`` from the old text, ``pairs`` makes the pairs, ``quotations``
and ``quotation_links`` take the quotations over. The source is never touched.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice

from bitext.errors import BitextWarning, InputError
from bitext.quotations.marks import DASHES
from bitext.result.bitext import Bitext
from bitext.result.links import QuoteLink
from bitext.result.pair import Side
from bitext.result.validation import check
from bitext.review.checks import NamedEdit, checked_edits
from bitext.review.diff import compare, unchanged
from bitext.review.edits import Corrections, EditedPair
from bitext.review.pairs import HandMark, PlannedPair, merged_pairs
from bitext.review.quotation_links import relinked
from bitext.review.quotations import PlacedMarks, mark_at
from bitext.review.rules import message
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
    - Other wordings stay with the sentences of the source that they translate. Where one was chosen, the pair
      has its score, and what stood there before is a wording.
    - Word links stay on the words that did not change; a quotation goes with its marks.

    Warns of pairs whose English has become empty: a slip of the hand may have emptied it.

    Raises:
        InputError: if corrections were made in another version of the text, do not fit it, or contradict
            each other.
    """
    edits = checked_edits(original, corrections)
    if not edits:
        return original
    _warn_of_emptied(original, edits)
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


# From the edits to lines and marks.


def _items(original: Bitext, edits: Sequence[NamedEdit]) -> Iterator[PlannedPair]:
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


def _edited(original: Bitext, named: NamedEdit, firsts: Sequence[int]) -> Iterator[PlannedPair]:
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


def _warn_of_emptied(original: Bitext, edits: Sequence[NamedEdit]) -> None:
    """Says which pairs have lost all their English."""
    home = [pair for pair in original.pairs for _ in pair.source]
    for edit, name in edits:
        for number, pair in enumerate(edit.pairs):
            had = any(home[at].target.text.strip() for at in pair.source)
            if had and not any(text.strip() for text in pair.target):
                warnings.warn(message("emptied", name=f"{name}.pairs[{number}]"), BitextWarning, stacklevel=3)


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
                raise InputError(message("no-mark", name=where, at=at))
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
                count = len(original.quotes)
                raise InputError(message("link", name=mark.name, link=mark.link, count=count))
            at = side[mark.line].start + mark.offset
            _check_mark(original.quotes[mark.link], draft.text, at, mark.name)
            place = placed.setdefault(mark.link, PlacedMarks())
            if (place.open if mark.opening else place.close) is not None:
                raise InputError(message("second", name=mark.name))
            if mark.opening:
                place.open = at
            else:
                place.close = at
    return placed


def _check_mark(link: QuoteLink, text: str, at: int, name: str) -> None:
    ends = [each for each in (link.source, link.target) if each]
    known = [mark for each in ends for mark in (each.open, each.close) if mark]
    if not mark_at(text, at, [*known, *DASHES, "-"]):
        raise InputError(message("not-a-mark", name=name, text=repr(text[at])))
