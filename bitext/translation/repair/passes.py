"""Second looks at the translations of a model: faults, omissions, non-words, miscopied names and numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from bitext.languages.pairs import LanguagePair
from bitext.result.flags import Flag
from bitext.translation.engines.base import Decoding, Engine, Hypothesis, Scores
from bitext.translation.engines.vocabulary import Vocabulary
from bitext.translation.job import Job
from bitext.translation.options import Quality
from bitext.translation.piece_scores import scores_of
from bitext.translation.repair.faults import faults_of
from bitext.translation.repair.masks import fitted, has_lost_a_mask, parts_around, with_plain_names
from bitext.translation.repair.miscopies import Slip, corrected, is_guess, slips
from bitext.translation.repair.numbers import maskable_numbers, numbers_in
from bitext.translation.repair.omissions import omissions
from bitext.translation.repair.pronouns import change_pronouns, variants
from bitext.translation.repair.rewording import Rewording
from bitext.translation.target_language import may_be_in_target
from bitext.translation.timing import stage
from bitext.translation.unique import for_each

_WIDE: dict[Quality, int] = {"fast": 6, "balanced": 6, "best": 12}
"""The beam of a second try."""
Pieces = tuple[str, ...]
_PASSED: Final[tuple[Flag, ...]] = ("passed-through",)


class Repairs:
    """What is done about translations that are wrong."""

    def __init__(self, engine: Engine, vocabulary: Vocabulary, pair: LanguagePair) -> None:
        self._engine = engine
        self._vocabulary = vocabulary
        self._pair = pair
        self._rewording = Rewording(engine, pair, self._is_as_right)

    def are_sound(self, jobs: Sequence[Job], quality: Quality = "balanced") -> bool:
        """Whether :meth:`run` would leave the jobs of a sentence, which were run, as they are."""
        if any(map(has_lost_a_mask, jobs)):
            return False
        for job in jobs:
            job.flags = self._faults(job)
        return all(self._is_sound(job, quality) for job in jobs)

    def _is_sound(self, job: Job, quality: Quality) -> bool:
        if job.flags not in {(), _PASSED} or numbers_in(job, self._pair).is_any or self._odd_words(job):
            return False
        if quality == "fast":
            return True
        return not (self._left_out(job) or self._slips(job) or variants(job, self._vocabulary, self._pair))

    def run(
        self, groups: Sequence[Sequence[Job]], decoding: Decoding, quality: Quality = "balanced"
    ) -> list[list[Job]]:
        """Look at the jobs of each sentence, run with ``decoding``, and mend what is wrong with them.

        Returns the jobs of each sentence; where a mask was lost, those of the stretches around it.
        """
        wide = replace(decoding, beam=max(decoding.beam, _WIDE[quality]))
        with stage("second tries"):
            kept = self._with_masks(groups, decoding)
            jobs = [job for group in kept for job in group]
            for job in jobs:
                job.flags = () if job.is_stretch else self._faults(job)
            self._try_again([job for job in jobs if job.flags and job.flags != _PASSED], wide)
            whole = [job for job in jobs if not job.is_stretch]
            if quality != "fast":
                self._complete(whole, wide)
                self._reword(whole, wide)
        if quality != "fast":
            with stage("rescoring"):
                self._correct(whole)
        with stage("second tries"):
            self._check_numbers(whole, decoding if quality != "fast" else None)
            for job in whole:
                job.flags = (*job.flags, "non-word") if self._odd_words(job) else job.flags
        if quality != "fast":
            with stage("rescoring"):
                change_pronouns(whole, self._score, self._vocabulary, self._pair)
        return kept

    def as_sound(self, rows: Sequence[tuple[Job, Sequence[Job]]]) -> list[list[Job]]:
        """For each job, those of its other outcomes with which nothing is wrong that is not with its own.

        Names and numbers that these have miscopied are put right.
        """
        kept = [
            [one for one in others if not faults_of(one) and not has_lost_a_mask(one)] for _, others in rows
        ]
        whole = [
            [one for one in others if job.is_stretch or self._is_as_whole(job, one)]
            for (job, _), others in zip(rows, kept, strict=True)
        ]
        self._correct([one for others in whole for one in others if not one.is_stretch])
        return [
            [
                one
                for one in others
                if not numbers_in(one, self._pair).is_any or numbers_in(job, self._pair).is_any
            ]
            for (job, _), others in zip(rows, whole, strict=True)
        ]

    def _faults(self, job: Job) -> tuple[Flag, ...]:
        """What is wrong with the outcome; a copy is right where the source is no source language."""
        found = faults_of(job)
        return _PASSED if found == ("copy",) and may_be_in_target(job.text, self._pair) else found

    def _with_masks(self, groups: Sequence[Sequence[Job]], decoding: Decoding) -> list[list[Job]]:
        """The jobs, each mask once: read by plain names, or translated around, where one was lost."""
        groups = self._again(groups, lambda job: [named] if (named := self._named(job)) else [job], decoding)
        return self._again(groups, lambda job: parts_around(job, self._vocabulary), decoding)

    def _named(self, job: Job) -> Job | None:
        return with_plain_names(job, self._vocabulary)

    def _again(
        self, groups: Sequence[Sequence[Job]], change: Callable[[Job], list[Job]], decoding: Decoding
    ) -> list[list[Job]]:
        """The jobs, in which those that lost a mask are changed and run again."""
        changed = [
            [new for job in group for new in (change(job) if has_lost_a_mask(job) else [job])]
            for group in groups
        ]
        self._search([job for group in changed for job in group if job.hypothesis is None], decoding)
        return changed

    def _search(self, waiting: Sequence[Job], decoding: Decoding) -> None:
        if not waiting:
            return
        found = self._generate([job.subwords.pieces for job in waiting], decoding)
        for job, hypothesis in zip(waiting, found, strict=True):
            job.hypothesis = hypothesis
            if job.is_stretch:
                job.hypothesis = fitted(job)

    def _generate(self, sources: Sequence[Pieces], decoding: Decoding) -> list[Hypothesis]:
        return for_each(sources, lambda some: self._engine.generate(some, decoding, lambda _: None))

    def _score(self, sources: Sequence[Pieces], targets: Sequence[Pieces]) -> list[Scores]:
        """The scores of each target as the translation of its source."""
        return scores_of(self._engine, sources, targets)

    def _try_again(self, wrong: Sequence[Job], decoding: Decoding) -> None:
        """Translate jobs whose outcome is wrong once more, with what works against loops."""
        if not wrong:
            return
        careful = replace(decoding, repetition_penalty=1.3, no_repeat_ngram=4)
        sources = [job.subwords.pieces for job in wrong]
        again = self._generate(sources, careful)
        # A penalty changes the scores of the search, too.
        plain = self._score(sources, [hypothesis.pieces for hypothesis in again])
        for job, hypothesis, scores in zip(wrong, again, plain, strict=True):
            tried = replace(job, hypothesis=replace(hypothesis, score=float(scores.mean())))
            found = faults_of(tried)
            if len(found) <= len(job.flags) and not has_lost_a_mask(tried):
                job.hypothesis, job.flags = tried.hypothesis, found
            job.flags = (*job.flags, "retried")

    def _complete(self, jobs: Sequence[Job], decoding: Decoding) -> None:
        """Where something was left out, take what a wider search finds with the least left out."""
        wanting = [job for job in jobs if self._left_out(job)]
        if not wanting:
            return
        found = for_each(
            [job.subwords.pieces for job in wanting],
            lambda sources: self._engine.alternatives(sources, decoding),
        )
        for job, hypotheses in zip(wanting, found, strict=True):
            all_found = [job, *(replace(job, hypothesis=hypothesis) for hypothesis in hypotheses)]
            right = [one for one in all_found if not faults_of(one) and not has_lost_a_mask(one)]
            best = min(right or [job], key=self._left_out)
            if best is not job:
                job.hypothesis = best.hypothesis
                job.flags = tuple(flag for flag in job.flags if flag == "retried")
            if self._left_out(job):
                job.flags = (*job.flags, "omission")

    def _left_out(self, job: Job) -> int:
        return len(
            omissions(
                job.read.text, job.subwords, job.outcome, self._vocabulary, self._pair, job.read.surnames
            )
        )

    def _odd_words(self, job: Job) -> bool:
        """Whether a job has words that its language does not have, and is none in that language itself."""
        return "passed-through" not in job.flags and bool(self._rewording.words(job))

    def _reword(self, jobs: Sequence[Job], decoding: Decoding) -> None:
        """Where there are non-words, take what a wider search finds that may not write them."""
        odd = [job for job in jobs if self._odd_words(job)]
        for job, found in zip(odd, self._rewording.run(odd, decoding), strict=True):
            if found is not None:
                job.hypothesis = found
                job.flags = (*job.flags, *(("retried",) if "retried" not in job.flags else ()))

    def _is_as_whole(self, job: Job, other: Job) -> bool:
        """Whether ``other``, an outcome of ``job``, leaves out no more and has no more non-words."""
        if self._left_out(other) > self._left_out(job):
            return False
        return not self._odd_words(other) or self._odd_words(job)

    def _is_as_right(self, job: Job, other: Job) -> bool:
        """Whether nothing is wrong with ``other``, an outcome of ``job``, that is not with its own."""
        if faults_of(other) or has_lost_a_mask(other) or self._left_out(other) > self._left_out(job):
            return False
        return not numbers_in(other, self._pair).is_any or numbers_in(job, self._pair).is_any

    def _check_numbers(self, jobs: Sequence[Job], decoding: Decoding | None) -> None:
        """Where numbers do not fit, take what the model makes of the sentence with its numbers masked.

        Without ``decoding``, and where these do not fit either, the job is flagged *number*.
        """
        wrong = [job for job in jobs if numbers_in(job, self._pair).is_any]
        again = [(job, new) for job in wrong if decoding and (new := self._without_numbers(job))]
        if decoding:
            self._search([new for _, new in again], decoding)
        for job, new in again:
            if not has_lost_a_mask(new) and not faults_of(new) and not numbers_in(new, self._pair).is_any:
                job.read, job.subwords, job.hypothesis = new.read, new.subwords, new.hypothesis
                if not self._left_out(job):
                    job.flags = tuple(flag for flag in job.flags if flag != "omission")
        for job in wrong:
            if numbers_in(job, self._pair).is_any:
                job.flags = (*job.flags, "number")

    def _without_numbers(self, job: Job) -> Job | None:
        """The job, still to be run, with the numbers masked that its outcome lacks; None if it lacks none."""
        found = maskable_numbers(job, self._pair)
        return with_plain_names(job, self._vocabulary, found) if found else None

    def _slips(self, job: Job) -> list[Slip]:
        return slips(
            job.read.text, job.subwords, job.outcome, self._vocabulary, self._pair, job.read.surnames
        )

    def _correct(self, jobs: Sequence[Job]) -> None:
        """Write miscopied names and numbers as in the source, unless the model likes its form much better."""
        doubtful = [(job, slip) for job in jobs for slip in self._slips(job)]
        sources = [job.subwords.pieces for job, _ in doubtful]
        right = [corrected(job.outcome, slip) for job, slip in doubtful]
        scores = self._score(sources, [one.pieces for one in right])
        losses = [
            job.outcome.log_probability - float(score.sum())
            for (job, _), score in zip(doubtful, scores, strict=True)
        ]
        close = [n for n, (_, slip) in enumerate(doubtful) if slip.worse <= losses[n] < slip.guessed_worse]
        own = self._score([sources[n] for n in close], [doubtful[n][0].outcome.pieces for n in close])
        guessed = {n for n, score in zip(close, own, strict=True) if is_guess(score, doubtful[n][1])}
        # From the last one on, so that the places of those before it stay true.
        for n, (job, slip) in reversed(list(enumerate(doubtful))):
            if losses[n] < (slip.guessed_worse if n in guessed else slip.worse):
                self._mend(job, slip)

    def _mend(self, job: Job, slip: Slip) -> None:
        """Write what was miscopied as in the source, unless a mask is lost by it."""
        mended = replace(job, hypothesis=corrected(job.outcome, slip))
        if not has_lost_a_mask(mended):
            job.hypothesis = mended.hypothesis
            if slip.kind == "place" and not self._left_out(job):
                job.flags = tuple(flag for flag in job.flags if flag != "omission")
