"""Where words stand that somebody is said to have said: the quotation, its original, and what became of it.

Words are compared in small letters, without accents, marks and spaces. Where they do not stand in the text
just so, the stretch is taken that is nearest, by the words that both have in the same order (as ROUGE-L
counts them; Lin 2004, "ROUGE: A Package for Automatic Evaluation of Summaries").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from bitext.text.characters import without_accents
from bitext.text.document import Quotation, TextSpan
from bitext.text.glimpse import glimpse

if TYPE_CHECKING:
    from bitext.result.linked_texts import LinkedTexts
    from bitext.result.links import QuoteLink, QuoteSpeaker
    from bitext.result.pair import Pair, SideName

_WORD: Final = re.compile(r"[^\W_]+")
_LEAST_LIKENESS: Final = 0.75
"""How like the words must be to those in the text, 1 at most."""
_MOST_WINDOWS: Final = 200
"""Stretches with the most words in common that are looked at more closely, the first ones."""
_FEWEST_WORDS: Final = 4
"""Words that may differ from the text in one of them; fewer have to stand there just so."""


@dataclass(frozen=True, slots=True, repr=False)
class FoundWords:
    """Where words that were looked for stand.

    ``side`` is that of ``span``, the stretch that has them; ``likeness`` is 1 where it has just these words.
    ``quote`` is the quotation that holds the stretch, the innermost one, linked to the other side; None where
    the words are the narrator's. ``pairs`` are the pairs that the quotation, or else the stretch, touches.

    Example:
        >>> import bitext
        >>> result = bitext.translate("Le maire a dit : « Nous partons demain. »")
        >>> found = result.find("leaving tomorrow")
        >>> found.source.text, found.source.start, found.verdict, found.likeness
        ('« Nous partons demain. »', 17, 'kept', 1.0)
        >>> result.find("We are staying") is None
        True
    """

    side: SideName
    span: TextSpan
    likeness: float
    quote: QuoteLink | None
    pairs: tuple[Pair, ...]

    @property
    def source(self) -> Quotation | None:
        """The quotation in the source, with its offsets; None where there is none."""
        return self.quote.source if self.quote else None

    @property
    def target(self) -> Quotation | None:
        """The quotation in the target, with its offsets; None where there is none."""
        return self.quote.target if self.quote else None

    @property
    def verdict(self) -> str | None:
        """What became of the quotation; None where the words are the narrator's."""
        return self.quote.verdict if self.quote else None

    @property
    def speaker(self) -> QuoteSpeaker | None:
        """Who says the quotation; None where no rule is sure, or the words are the narrator's."""
        return self.quote.speaker if self.quote else None

    def __repr__(self) -> str:
        told = f"quotation {self.verdict}" if self.quote else "in no quotation"
        return f"<FoundWords {self.likeness:.2f}: {glimpse(self.span.text)}, {told}>"


def find(result: LinkedTexts, words: str) -> FoundWords | None:
    """See :meth:`bitext.Bitext.find`."""
    wanted = [word for word, _, _ in _words(words)]
    if not wanted:
        return None
    sides: tuple[SideName, ...] = ("target", "source")
    found = [
        _in_side(result, side, span, like) for side in sides for span, like in _spans(result, side, wanted)
    ]
    return max(found, key=lambda one: (round(one.likeness, 2), one.quote is not None), default=None)


def _words(text: str) -> list[tuple[str, int, int]]:
    """The words of a text as they are compared, each with its start and end."""
    return [(without_accents(hit.group()), *hit.span()) for hit in _WORD.finditer(text)]


def _spans(result: LinkedTexts, side: SideName, wanted: Sequence[str]) -> Iterator[tuple[TextSpan, float]]:
    """The stretches of a side that have the words just so; else the one that is most like them."""
    text = getattr(result, side).text
    words = _words(text)
    forms = [word for word, _, _ in words]
    runs = [(first, first + len(wanted), 1.0) for first in _exact(forms, wanted)] or _nearest(forms, wanted)
    for first, end, likeness in runs:
        start, stop = words[first][1], words[end - 1][2]
        yield TextSpan(start, stop, text[start:stop]), likeness


def _exact(forms: Sequence[str], wanted: Sequence[str]) -> list[int]:
    count = len(wanted)
    return [
        first
        for first in range(len(forms) - count + 1)
        if forms[first] == wanted[0] and list(forms[first : first + count]) == list(wanted)
    ]


def _nearest(forms: Sequence[str], wanted: Sequence[str]) -> list[tuple[int, int, float]]:
    """The run of as many words that is most like the ``wanted`` ones, if it is like enough."""
    count = len(wanted)
    if count < _FEWEST_WORDS or not forms:
        return []
    likely = max(_shared(forms, wanted), key=lambda one: one[1])
    if likely[1] / count < _LEAST_LIKENESS:
        return []
    windows = [first for first, shared in _shared(forms, wanted) if shared == likely[1]][:_MOST_WINDOWS]
    best = max((_compared(forms, wanted, first) for first in windows), key=lambda one: one[2])
    return [best] if best[2] >= _LEAST_LIKENESS else []


def _shared(forms: Sequence[str], wanted: Sequence[str]) -> Iterator[tuple[int, int]]:
    """For each window of the text its first word, and how many of the ``wanted`` words it has."""
    count, left = len(wanted), Counter(wanted)
    shared = 0
    for end, word in enumerate(forms, 1):
        shared += left[word] > 0
        left[word] -= 1
        if end > count:
            gone = forms[end - count - 1]
            left[gone] += 1
            shared -= left[gone] > 0
        yield max(0, end - count), shared


def _compared(forms: Sequence[str], wanted: Sequence[str], first: int) -> tuple[int, int, float]:
    """The part of a window that has words in the order of the ``wanted`` ones, and how many it has."""
    window = forms[first : first + len(wanted)]
    blocks = SequenceMatcher(None, window, wanted, autojunk=False).get_matching_blocks()[:-1]
    if not blocks:
        return first, first + 1, 0.0
    last = blocks[-1].a + blocks[-1].size
    return first + blocks[0].a, first + last, sum(block.size for block in blocks) / len(wanted)


def _in_side(result: LinkedTexts, side: SideName, span: TextSpan, likeness: float) -> FoundWords:
    holding = [
        link
        for link in result.quotes
        if (quotation := getattr(link, side)) is not None
        and link.verdict != "unpaired"
        and quotation.start <= span.start
        and span.end <= quotation.end
    ]
    quote = max(holding, key=lambda link: getattr(link, side).depth, default=None)
    place = getattr(quote, side) if quote else span
    pairs = tuple(
        pair
        for pair in result.pairs
        if (sentences := getattr(pair, side)) and sentences.start < place.end and place.start < sentences.end
    )
    return FoundWords(side, span, likeness, quote, pairs)
