"""Other translations of sentences in which the model wrote words that its language does not have.

The search is run again and may not write the pieces of these words; so it has to find another word, or
to spell the one that it meant. What other hypotheses of the same beam have is mostly the same non-word, since
they differ elsewhere. What is found must be what the non-word was likely meant to be
(:mod:`bitext.translation.repair.replacements`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bitext.languages.pairs import LanguagePair
from bitext.text.characters import without_accents
from bitext.text.document import Span
from bitext.translation.engines.base import Avoided, Decoding, Engine, Hypothesis
from bitext.translation.job import Job
from bitext.translation.repair.non_words import non_words
from bitext.translation.repair.replacements import is_replaced, words_in

WORSE: Final = 0.15
"""By how much, in nats a piece, the model may like the other translation less than its own."""
_MOST: Final = 2
"""Non-words of a sentence that another search may be rid of, at most."""
_BEGINNING: Final = 2
"""The pieces at the beginning of a word that are avoided where to avoid all of them was not enough."""

Pieces = tuple[str, ...]
IsRight = Callable[[Job, Job], bool]
"""Whether nothing is wrong with the second job that is not with the first."""


@dataclass(slots=True)
class _Attempt:
    """What was found for a job so far: ``tried`` is the latest, ``best`` what it may become.

    ``fewest``: the non-words of the best. ``avoided``: what the searches for it may not write.
    """

    job: Job
    fewest: int
    avoided: Avoided = ()
    tried: Job | None = None
    best: Hypothesis | None = None


class Rewording:
    """Searches for translations without non-words."""

    def __init__(self, engine: Engine, pair: LanguagePair, is_right: IsRight) -> None:
        self._engine = engine
        self._pair = pair
        self._is_right = is_right

    def words(self, job: Job) -> list[Span]:
        """The non-words in the outcome of a job."""
        return non_words(job.read.text, job.decoded()[0], self._pair)

    def run(self, jobs: Sequence[Job], decoding: Decoding) -> list[Hypothesis | None]:
        """For each job the best hypothesis with fewer non-words than its outcome; None where there is none.

        None, too, where nearly everything is wrong: another search would cost time and mend nothing. The
        searches for all jobs run together.
        """
        attempts = [_Attempt(job, len(self.words(job))) for job in jobs]
        open_ = [one for one in attempts if one.fewest <= _MOST]
        for length in (None, _BEGINNING):
            self._search(open_, length, decoding)
            open_ = [one for one in open_ if one.tried and one.fewest]
        return [one.best for one in attempts]

    def _search(self, attempts: Sequence[_Attempt], length: int | None, decoding: Decoding) -> None:
        """Search once more for each of ``attempts``; ``length``: how many pieces of a word are avoided."""
        if not attempts:
            return
        for one in attempts:
            one.avoided = _shortened((*one.avoided, *self._pieces(one.tried or one.job)), length)
        found = self._engine.alternatives_without(
            [one.job.subwords.pieces for one in attempts], [one.avoided for one in attempts], decoding
        )
        for one, hypotheses in zip(attempts, found, strict=True):
            one.tried = self._best(one.job, hypotheses)
        better = [one for one in attempts if one.tried and self._is_better(one, one.tried)]
        if better:
            self._take_close(better)

    def _best(self, job: Job, found: Sequence[Hypothesis]) -> Job | None:
        """The job with the hypothesis that has the fewest non-words and with which nothing else is wrong."""
        others = (replace(job, hypothesis=hypothesis) for hypothesis in found)
        right = [other for other in others if self._is_right(job, other)]
        return min(right, key=lambda other: self._count(job, other), default=None)

    def _is_better(self, attempt: _Attempt, other: Job) -> bool:
        """Whether ``other`` has fewer non-words, and in their place what they were likely meant to be."""
        job = attempt.job
        (before, _), (after, _) = job.decoded(), other.decoded()
        gone = self._odd(job) - words_in(after)
        return self._count(job, other) < attempt.fewest and all(
            is_replaced(word, before, after, job.text, self._pair) for word in gone
        )

    def _odd(self, job: Job) -> set[str]:
        """The non-words of a job, in small letters."""
        text, _ = job.decoded()
        return {without_accents(text[word.start : word.end]) for word in self.words(job)}

    def _count(self, job: Job, other: Job) -> int:
        """The non-words of ``other``, an outcome of ``job``; one that has got a capital stays one."""
        return max(len(self.words(other)), len(self._odd(job) & words_in(other.decoded()[0])))

    def _take_close(self, attempts: Sequence[_Attempt]) -> None:
        """Take what was found last where the model likes it nearly as well as its own.

        What a search avoids changes its scores, so that each hypothesis gets a plain one.
        """
        rows = [(one, one.tried) for one in attempts if one.tried]
        scores = self._engine.score(
            [one.job.subwords.pieces for one, _ in rows], [tried.outcome.pieces for _, tried in rows]
        )
        for (one, tried), score in zip(rows, scores, strict=True):
            plain = float(score.mean())
            if plain > one.job.outcome.score - WORSE:
                one.best = replace(tried.outcome, score=plain)
                one.fewest = self._count(one.job, tried)

    def _pieces(self, job: Job) -> list[Pieces]:
        """The pieces of each non-word in the outcome of a job."""
        _, spans = job.decoded()
        return [
            tuple(
                piece
                for piece, span in zip(job.outcome.pieces, spans, strict=True)
                if span.start < word.end and word.start < span.end
            )
            for word in self.words(job)
        ]


def _shortened(avoided: Sequence[Pieces], length: int | None) -> tuple[Pieces, ...]:
    return tuple(dict.fromkeys(pieces[:length] for pieces in avoided))
