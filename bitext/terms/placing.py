"""Terms of a glossary in a translation: those that it has, and those that are to be put in.

The word links say which words of the translation a term became (:mod:`bitext.result.projected_pieces`); where
these are not what the glossary wants, they are replaced by it, in the form that the sentence asks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

from bitext.languages import Language
from bitext.languages.pairs import LanguagePair
from bitext.result.links import WordLinks
from bitext.result.pair import Pair, Side
from bitext.result.projected_pieces import PairProjection
from bitext.terms.fitting import Fitting, forms_of
from bitext.terms.glossary import Occurrence
from bitext.text.document import Sentence, Span

_LEAST: Final = 0.3
"""The confidence in a projection below which nothing is replaced."""
_MARKS: Final = re.compile(r"[\"“”„«»<>{}()\[\]]")
"""What no term may replace: quotation marks and brackets."""
_MOST_BETWEEN: Final = 2
"""Words of grammar that may stand between two parts of what a term became: "head of the state"."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A term and the stretch of the translation that stands for it.

    ``written`` replaces the stretch, None where it is right; ``article`` is what the indefinite article
    before it has to be, with its place. ``changes_number``: verbs around it may be in the wrong number then.
    """

    occurrence: Occurrence
    span: Span
    written: str | None = None
    article: tuple[Span, str] | None = None
    changes_number: bool = False


class TermPlacer:
    """Places the terms of one sentence in its translation."""

    def __init__(
        self, source: str, target: str, words: WordLinks, pair: LanguagePair, kept: Sequence[Span] = ()
    ) -> None:
        """``words`` link the two sentences; the stretches ``kept`` of ``target`` are not to be replaced."""
        self._source, self._target, self._words, self._pair = source, target, words, pair
        self._kept = kept
        self._fitting = Fitting(source, target, words, pair.target)
        self._taken: list[Span] = []

    def place(self, occurrences: Sequence[Occurrence]) -> list[Placed | None]:
        """For each term where it stands or is to stand; None where the translation has no place for it."""
        there = [self._there(one) for one in occurrences]
        return [
            Placed(one, span, None, self._fitting.article(span, self._target[span.start : span.end]))
            if span
            else self._replaced(one)
            for one, span in zip(occurrences, there, strict=True)
        ]

    @cached_property
    def _projection(self) -> PairProjection:
        sides = [Side((Sentence(0, len(text), text, 0),)) for text in (self._source, self._target)]
        languages: tuple[Language, Language] = self._pair.source, self._pair.target
        return PairProjection(
            Pair(sides[0], sides[1], words=self._words),
            self._source,
            self._target,
            languages,
            from_source=True,
        )

    def _there(self, one: Occurrence) -> Span | None:
        """Where the translation has the term in one of its forms already: on its links, or on nobody's."""
        found = [span for span in self._forms(one) if self._is_free(span, self._taken)]
        if not found:
            return None
        pieces = self._pieces(one)
        best = next((span for span in found if _touches_any(span, pieces)), None)
        best = best or next((span for span in found if self._is_nobodys(span, one)), None)
        if best:
            self._taken.append(best)
        return best

    def _forms(self, one: Occurrence) -> Iterator[Span]:
        for hit in forms_of(one, self._pair.target).finditer(self._target):
            yield Span(*hit.span())

    def _pieces(self, one: Occurrence) -> tuple[Span, ...]:
        found = self._projection.project(one.span)
        return found.spans if found and found.confidence >= _LEAST else ()

    def _is_nobodys(self, span: Span, one: Occurrence) -> bool:
        """Whether no word of a stretch comes from a word that is not of the term."""
        return all(
            one.span.start <= a and b <= one.span.end
            for a, b, c, d in self._words.rows()
            if c < span.end and d > span.start
        )

    def _is_free(self, span: Span, taken: Iterable[Span]) -> bool:
        return not _touches_any(span, taken)

    def _replaced(self, one: Occurrence) -> Placed | None:
        span = self._stretch(one)
        if span is None or not self._is_free(span, (*self._taken, *self._kept)):
            return None
        self._taken.append(span)
        written = self._fitting.written(one, span)
        changes = self._fitting.changes_number(one, span, written)
        return Placed(one, span, written, self._fitting.article(span, written), changes)

    def _stretch(self, one: Occurrence) -> Span | None:
        """The stretch that a term became, if it is one; with words before it that come from nowhere."""
        pieces = self._pieces(one)
        if not pieces:
            return None
        for before, behind in pairwise(pieces):
            between = re.findall(r"\w+|[^\w\s]", self._target[before.end : behind.start].lower())
            light = self._pair.target.articles | self._pair.target.prepositions
            if len(between) > _MOST_BETWEEN or not light.issuperset(between):
                return None
        span = self._fitting.without_article(Span(pieces[0].start, pieces[-1].end), one)
        span = self._widened(span)
        if _touches_any(span, self._of_others(one)):
            return None
        return None if _MARKS.search(self._target[span.start : span.end]) else span

    def _of_others(self, one: Occurrence) -> Iterator[Span]:
        """The words of the translation that come from other words alone; not articles and prepositions."""
        light = self._pair.target.articles | self._pair.target.prepositions
        own = {row[2:] for row in self._words.rows() if _touches_any(one.span, [Span(row[0], row[1])])}
        for _, _, c, d in self._words.rows():
            if (c, d) not in own and self._target[c:d].lower() not in light:
                yield Span(c, d)

    def _widened(self, span: Span) -> Span:
        """A stretch with the words right before it that are linked to nothing: "yard" of "yard sale"."""
        tokens = self._projection.tokens
        first = next((at for at, token in enumerate(tokens.tokens) if token.end > span.start), 0)
        while tokens.is_free(first - 1) and tokens.text_of(first - 1).islower():
            between = self._target[tokens.tokens[first - 1].end : tokens.tokens[first].start]
            if between.strip(" -"):
                break
            first -= 1
        return Span(min(span.start, tokens.tokens[first].start), span.end)


def _touches_any(span: Span, others: Iterable[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)
