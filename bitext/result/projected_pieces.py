"""Annotation projection within one pair: the pieces of its other side that a span became.

The rules, in the order in which they decide:

1. A span over all words of its side is the whole of the other.
2. Names and numbers that both sides have lead to their copies (:mod:`bitext.result.copied_links`).
3. Of all runs of words the one with the most that come from the span and the fewest that come from elsewhere
   is its counterpart; words without a link in between are in it. A further run is a piece of its own where it
   has a word, not one of grammar, of which the first has nothing.
4. A word of the span without a link takes one beside the run that has none either, if no neighbour of the
   span could be meant.
5. Articles and prepositions at the edges are in it where the span begins with one, and out of it where the
   text before the span has one; so are signs at the edges.
6. Where the span is a part of a word, it is the same part of a copy or of a compound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bitext.result.copied_links import with_copies
from bitext.result.target_tokens import TargetTokens, is_word, kind_of_sign, leading_signs
from bitext.text.document import Span, SpanIndex
from bitext.text.runs import heaviest_run
from bitext.text.words import words_of

if TYPE_CHECKING:
    from bitext.languages import Language
    from bitext.result.links import LinkRow
    from bitext.result.pair import Pair

_APOSTROPHES: Final = "'’"
_MOST_PIECES: Final = 8
"""The pieces that a span may be divided into."""
_CONTENT: Final = 0.9
"""What another piece has to be worth: more than words of grammar are."""
_NEVER: Final = float("-inf")
"""The weight of a token that no run may have."""
_GUESS: Final = 0.25
"""The confidence in words that neighbours alone point to."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """What a pair has of the counterpart of a span.

    ``spans`` of the far text, in order; ``words`` that the span has in this pair, for the weight of it.
    """

    spans: tuple[Span, ...]
    confidence: float
    words: int


class PairProjection:
    """Projects spans of one side of a pair, the near one, to the other, the far one."""

    def __init__(
        self, pair: Pair, near: str, far: str, languages: tuple[Language, Language], *, from_source: bool
    ) -> None:
        """``near`` and ``far`` are the two whole texts, ``languages`` those of them."""
        sides = (pair.source, pair.target)[:: 1 if from_source else -1]
        self._near = near[sides[0].start : sides[0].end]
        self._far = far[sides[1].start : sides[1].end] if sides[1] else ""
        self._from = sides[0].start
        self._to = sides[1].start if sides[1] else 0
        self._languages = languages
        self._score = pair.score
        self._words = words_of(self._near)
        self._index = SpanIndex(self._words)
        self._linked(pair, from_source=from_source)

    def _linked(self, pair: Pair, *, from_source: bool) -> None:
        rows = (
            (a - self._from, b - self._from, c - self._to, d - self._to)
            for a, b, c, d in (row if from_source else (*row[2:], *row[:2]) for row in pair.words.rows())
        )
        words = self._words, words_of(self._far)
        light = self._languages[0].function_words | self._languages[1].function_words
        alike = [row for row in rows if self._joins_alike(row)]
        repaired = with_copies((self._near, self._far), words, alike, lambda word: bare(word) in light)
        self.tokens = _FarTokens(self._near, self._far, repaired, self._languages[1].function_words)
        self._linked_starts = {row[0] for row in repaired}

    def _joins_alike(self, row: LinkRow) -> bool:
        """Whether a link joins two words, or two signs: what it says of a word and a sign is chance."""
        return is_word(self._near[row[0] : row[1]]) == is_word(self._far[row[2] : row[3]])

    def project(self, span: Span) -> Pieces | None:
        """The pieces of a stretch of the whole near text; None where nothing supports one."""
        near = Span(max(0, span.start - self._from), min(len(self._near), span.end - self._from))
        touched = self._index.touched(near.start, near.end)
        if not touched or not self._far:
            return None
        words = sum(self._is_content(at) for at in touched) or len(touched)
        found = self._whole(near, touched) or self._part(near, touched) or self._by_links(near, touched)
        found = found or self._squeezed(touched)
        if found is None:
            return None
        spans, confidence = found
        moved = tuple(Span(each.start + self._to, each.end + self._to) for each in spans)
        return Pieces(moved, confidence, words)

    def _text(self, at: int) -> str:
        word = self._words[at]
        return self._near[word.start : word.end]

    def _is_content(self, at: int) -> bool:
        """Whether a word of the near text is one, and none of grammar."""
        text = self._text(at)
        return is_word(text) and bare(text) not in self._languages[0].function_words

    def _whole(self, near: Span, touched: range) -> tuple[list[Span], float] | None:
        """The whole far side, where the span has every word of the near one."""
        outside = (*range(touched.start), *range(touched.stop, len(self._words)))
        if any(is_word(self._text(at)) for at in outside):
            return None
        words = [token for token, word in zip(self.tokens.tokens, self.tokens.is_word, strict=True) if word]
        if not words:
            return None
        start = 0 if near.start <= self._words[0].start else words[0].start
        end = len(self._far) if near.end >= self._words[-1].end else words[-1].end
        run = self._with_signs(near, self.tokens.tokens_at(Span(start, end)))
        return [self._span_of(run)], self._score

    def _part(self, near: Span, touched: range) -> tuple[list[Span], float] | None:
        """The same part of a word that was copied, or is a compound of as many parts."""
        word = self._words[touched[0]]
        if len(touched) > 1 or (near.start <= word.start and near.end >= word.end):
            return None
        inside = Span(max(0, near.start - word.start), near.end - word.start)
        for row in self.tokens.rows:
            if row[0] == word.start:
                part = same_part(self._near[word.start : word.end], inside, self._far[row[2] : row[3]])
                if part is not None:
                    return [Span(row[2] + part.start, row[2] + part.end)], 1.0
        return None

    def _by_links(self, near: Span, touched: range) -> tuple[list[Span], float] | None:
        """The runs of words that the links of the span lead to."""
        inside = Span(self._words[touched[0]].start, self._words[touched[-1]].end)
        scores = [self.tokens.score(at, inside) for at in range(len(self.tokens.tokens))]
        runs = self._runs(scores, inside)
        if not runs or not self._are_supported(runs, scores, touched):
            return None
        runs = [self._with_unlinked(run, touched) if at == 0 else run for at, run in enumerate(runs)]
        runs = [self._with_grammar(run, touched) for run in sorted(runs, key=lambda run: run.start)]
        runs[0] = self._with_leading(near, runs[0])
        runs[-1] = self._with_trailing(near, runs[-1])
        return [self._span_of(run) for run in runs if run], self._confidence(runs, inside, touched)

    def _runs(self, scores: Sequence[float], inside: Span) -> list[range]:
        """The best run, and further ones that have words of the span of which those before have none."""
        weights = list(scores)
        runs: list[range] = []
        for _ in range(_MOST_PIECES):
            run = heaviest_run(weights)
            if run is None or run[2] <= (_CONTENT if runs else 0):
                break
            found = range(run[0], run[1])
            known = {start for other in runs for start in self._origins(other, inside)}
            if not runs or not self._origins(found, inside) <= known:
                runs.append(found)
            weights[run[0] : run[1]] = [_NEVER] * len(found)
        return runs

    def _origins(self, run: range, inside: Span) -> set[int]:
        """Where the words of ``inside`` start that a run came from."""
        starts = {row[0] for at in run for row in self.tokens.by_token[at]}
        return {start for start in starts if inside.start <= start < inside.end}

    def _are_supported(self, runs: Sequence[range], scores: Sequence[float], touched: range) -> bool:
        """Whether more than words of grammar lead to the runs, where the span has more."""
        if not any(self._is_content(at) for at in touched):
            return True
        content = {self._words[at].start for at in touched if self._is_content(at)}
        inside = Span(self._words[touched[0]].start, self._words[touched[-1]].end)
        return any(scores[at] > 0 for run in runs for at in run) and any(
            self._origins(run, inside) & content for run in runs
        )

    def _with_unlinked(self, run: range, touched: range) -> range:
        """A run with the words without a link beside it that words of the span without a link may be."""
        unlinked = [at for at in touched if self._is_unlinked(at)]
        beside = [at for at in (touched.start - 1, touched.stop) if 0 <= at < len(self._words)]
        if not unlinked or any(self._is_unlinked(at) for at in beside):
            return run
        start, stop = run.start, run.stop
        for _ in unlinked:
            if self.tokens.is_free(start - 1):
                start -= 1
            elif self.tokens.is_free(stop):
                stop += 1
        return range(start, stop)

    def _is_unlinked(self, at: int) -> bool:
        return self._is_content(at) and self._words[at].start not in self._linked_starts

    def _with_grammar(self, run: range, touched: range) -> range:
        """A run with the articles and prepositions at its edges that belong to it, without the others."""
        language = self._languages[0]
        opening = bare(self._text(touched[0]))
        before = bare(self._text(touched[0] - 1)) if touched[0] else ""
        has_preposition = opening in language.prepositions | language.fused_articles
        has_article = opening in language.articles | language.fused_articles
        if has_preposition and len(touched) > 1:
            has_article = has_article or bare(self._text(touched[1])) in language.articles
        is_taken = not has_article and before in language.articles | language.fused_articles
        run = self._trimmed(run, article=not is_taken, preposition=has_preposition)
        return self._widened(run, article=has_article, preposition=has_preposition, taken=is_taken)

    def _trimmed(self, run: range, *, article: bool, preposition: bool) -> range:
        """A run without what does not belong to it at its head, and without words of grammar at its end."""
        far, start, stop = self._languages[1], run.start, run.stop
        out = frozenset() if preposition else far.prepositions | far.fused_articles
        while stop - start > 1 and self.tokens.word(start) in (out if article else out | far.articles):
            start += 1
        while stop - start > 1 and self.tokens.word(stop - 1) in far.prepositions | far.articles:
            stop -= 1
        return range(start, stop)

    def _widened(self, run: range, *, article: bool, preposition: bool, taken: bool) -> range:
        """A run with the article before it, and the preposition before that."""
        far, start = self._languages[1], run.start
        if (
            start
            and self.tokens.word(start - 1) in far.articles
            and self.tokens.word(start) not in far.articles
        ):
            free = not self.tokens.by_token[start - 1]
            start -= article or (free and not taken)
        if preposition and start and self.tokens.word(start - 1) in far.prepositions | far.fused_articles:
            start -= not self.tokens.by_token[start - 1]
        return range(start, run.stop)

    def _with_signs(self, near: Span, run: range) -> range:
        return self._with_trailing(near, self._with_leading(near, run))

    def _with_leading(self, near: Span, run: range) -> range:
        """A run with the signs before it that the span begins with."""
        signs = [kind_of_sign(sign) for sign in leading_signs(self._near[near.start : near.end])]
        start = at = run.start
        while signs and at and not self.tokens.is_word[at - 1]:
            at -= 1
            if (kind := kind_of_sign(self.tokens.text_of(at)[0])) in signs:
                signs.remove(kind)
                start = at
        return range(start, run.stop)

    def _with_trailing(self, near: Span, run: range) -> range:
        """A run with the signs behind it that the span ends with."""
        signs = [kind_of_sign(sign) for sign in leading_signs(reversed(self._near[near.start : near.end]))]
        stop = at = run.stop
        while signs and at < len(self.tokens.tokens) and not self.tokens.is_word[at]:
            if (kind := kind_of_sign(self.tokens.text_of(at)[0])) in signs:
                signs.remove(kind)
                stop = at + 1
            at += 1
        return range(run.start, stop)

    def _span_of(self, run: range) -> Span:
        """The stretch of a run, without the ending that makes its last word a genitive."""
        start, end = self.tokens.tokens[run[0]].start, self.tokens.tokens[run[-1]].end
        for ending in self._languages[1].genitives:
            if re.search(rf"\w[{_APOSTROPHES}]{ending}\Z", self._far[start:end]) and not re.search(
                rf"[{_APOSTROPHES}]{ending}\b", self._near
            ):
                return Span(start, end - 1 - len(ending))
        return Span(start, end)

    def _confidence(self, runs: Sequence[range], inside: Span, touched: range) -> float:
        """The harmonic mean of the shares of linked words on both sides, words of grammar left out."""
        here = [at for at in touched if self._is_content(at)] or list(touched)
        origins = {start for run in runs for start in self._origins(run, inside)}
        tokens = [at for run in runs for at in run if self.tokens.is_word[at]]
        there = [at for at in tokens if not self.tokens.is_light(at)] or tokens
        recall = sum(self._words[at].start in origins for at in here) / len(here)
        precision = sum(self.tokens.score(at, inside) > 0 for at in there) / max(1, len(there))
        return 2 * recall * precision / (recall + precision) if recall + precision else 0.0

    def _squeezed(self, touched: range) -> tuple[list[Span], float] | None:
        """Words without a link that stand between what the neighbours of the span became."""
        before = self._neighbour(range(touched.start - 1, -1, -1))
        behind = self._neighbour(range(touched.stop, len(self._words)))
        if before is None or behind is None or not any(self._is_content(at) for at in touched):
            return None
        run = range(max(before) + 1, min(behind))
        if not run or len(run) > 2 * len(touched) or not all(map(self.tokens.is_unlinked, run)):
            return None
        run = self._with_grammar(run, touched)
        return ([self._span_of(run)], _GUESS) if any(map(self.tokens.is_free, run)) else None

    def _neighbour(self, numbers: range) -> list[int] | None:
        """The tokens that the first of some words became that is no word of grammar."""
        for at in numbers:
            if self._is_content(at):
                word = self._words[at]
                return self.tokens.linked_tokens(word.start, word.end) or None
        return None


class _FarTokens(TargetTokens):
    """The tokens of the far text."""

    def is_light(self, at: int) -> bool:
        return self.word(at) in self._function_words

    def word(self, at: int) -> str:
        """A token in small letters, without an apostrophe at its end."""
        return bare(self.text_of(at))

    def is_unlinked(self, at: int) -> bool:
        """Whether a token has no link."""
        return not self.by_token[at]

    def is_free(self, at: int) -> bool:
        """Whether there is a word ``at`` that has no link and is none of grammar."""
        inside = 0 <= at < len(self.tokens)
        return inside and self.is_word[at] and self.is_unlinked(at) and not self.is_light(at)


def bare(word: str) -> str:
    """A word in small letters, without an apostrophe at its end."""
    return word.lower().rstrip(_APOSTROPHES)


def same_part(word: str, inside: Span, other: str) -> Span | None:
    """The part of ``other`` that ``inside`` is of ``word``; None where they have no such parts in common."""
    part = word[inside.start : inside.end].casefold()
    if other.casefold().count(part) == 1 and len(other) == len(other.casefold()):
        start = other.casefold().index(part)
        return Span(start, start + len(part))
    own, others = list(_compound(word)), list(_compound(other))
    if len(own) == len(others) > 1:
        held = [at for at, span in enumerate(own) if span.start < inside.end and inside.start < span.end]
        return Span(others[held[0]].start, others[held[-1]].end) if held else None
    return None


def _compound(word: str) -> Iterator[Span]:
    """The parts of a word that hyphens divide."""
    return (Span(*found.span()) for found in re.finditer(r"[^-‐‑]+", word))
