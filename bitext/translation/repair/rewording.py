"""Other translations of sentences in which the model wrote words that its language does not have.

The search is run again and may not write the pieces of these words; so it has to find another word, or
to spell the one that it meant. What other hypotheses of the same beam have is mostly the same non-word, since
they differ elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from bitext.languages.pairs import LanguagePair
from bitext.text.document import Span
from bitext.translation.engines.base import Decoding, Engine, Hypothesis
from bitext.translation.job import Job
from bitext.translation.repair.non_words import non_words

WORSE: Final = 0.15
"""By how much, in nats a piece, the model may like the other translation less than its own."""
_MOST: Final = 2
"""Non-words of a sentence that another search may be rid of, at most."""
_BEGINNING: Final = 2
"""The pieces at the beginning of a word that are avoided where to avoid all of them was not enough."""

Pieces = tuple[str, ...]
IsRight = Callable[[Job, Job], bool]
"""Whether nothing is wrong with the second job that is not with the first."""


class Rewording:
    """Searches for translations without non-words."""

    def __init__(self, engine: Engine, pair: LanguagePair, is_right: IsRight) -> None:
        self._engine = engine
        self._pair = pair
        self._is_right = is_right

    def words(self, job: Job) -> list[Span]:
        """The non-words in the outcome of a job."""
        return non_words(job.read.text, job.decoded()[0], self._pair)

    def run(self, job: Job, decoding: Decoding) -> Hypothesis | None:
        """The best hypothesis with fewer non-words than the outcome of ``job`` has; None if there is none.

        None, too, where nearly everything is wrong: another search would cost time and mend nothing.
        """
        best, fewest = None, len(self.words(job))
        if fewest > _MOST:
            return None
        avoided: tuple[Pieces, ...] = ()
        tried = job
        for length in (None, _BEGINNING):
            avoided = _shortened((*avoided, *self._pieces(tried)), length)
            others = self._others(job, replace(decoding, avoided=avoided))
            if not others:
                break
            tried = min(others, key=lambda other: len(self.words(other)))
            if len(self.words(tried)) < fewest and self._is_close(job, tried):
                best, fewest = tried.outcome, len(self.words(tried))
            if not fewest:
                break
        return best

    def _others(self, job: Job, decoding: Decoding) -> list[Job]:
        """The job with the hypotheses of a search with which nothing is wrong, the best first."""
        (found,) = self._engine.alternatives([job.subwords.pieces], decoding)
        others = [replace(job, hypothesis=hypothesis) for hypothesis in found]
        return [other for other in others if self._is_right(job, other)]

    def _is_close(self, job: Job, other: Job) -> bool:
        """Whether the model likes ``other`` nearly as well.

        What a search avoids changes its scores, so that ``other`` gets a plain one.
        """
        (scores,) = self._engine.score([job.subwords.pieces], [other.outcome.pieces])
        plain = float(scores.mean())
        other.hypothesis = replace(other.outcome, score=plain)
        return plain > job.outcome.score - WORSE

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
