"""Pronouns of a translation that may not be those of their antecedents: "its" of a person, "his" of a firm.

A model that reads one sentence guesses what a pronoun stands for whose antecedent is in another. Where the
document (:mod:`bitext.coreference`) lets it stand for something else, the model is asked again with the
sentence before: it scores both translations behind what that became (forced decoding), and the likelier one
is taken.
Scoring contrastive translations with context is that of Müller et al. (2018), "A Large-Scale Test Set for the
Evaluation of Context-Aware Pronoun Translation in Neural Machine Translation".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import inf
from typing import TYPE_CHECKING, Final

from bitext.coreference import Reference
from bitext.translation.engines.base import Hypothesis, Scores
from bitext.translation.repair.miscopies import Slip, corrected, written

if TYPE_CHECKING:
    from bitext.languages.pairs import LanguagePair
    from bitext.translation.engines.vocabulary import Vocabulary
    from bitext.translation.job import Job

Pieces = tuple[str, ...]
Score = Callable[[Sequence[Pieces], Sequence[Pieces]], Sequence[Scores]]
"""The scores of each target as the translation of its source."""

NEAR: Final = 3.0
"""By how much, in nats, the model may like another pronoun less without context, to be asked again."""
WORSE: Final = 0.4
"""By how much less, in nats, with context, and yet the document's pronoun is taken."""
_LONGEST: Final = 200
"""Pieces of two sentences, at most."""
_ORIGIN: Final = 0.4
"""The share of a pronoun's attention that must lie on what it translates."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A translation with other pronouns, as a hypothesis without a score of its own.

    ``is_sure``: the document tells surely that the pronouns are these.
    """

    hypothesis: Hypothesis
    is_sure: bool


@dataclass(frozen=True, slots=True)
class _Pronoun:
    """A pronoun of the translation: its pieces, what it says, and the reference that it translates."""

    first: int
    end: int
    word: str
    role: str
    gender: str
    reference: Reference


def variants(job: Job, vocabulary: Vocabulary, pair: LanguagePair) -> list[Variant]:
    """The translations that a job may have instead of its own, as far as pronouns go; mostly none.

    For each gender that the document allows and the pronouns have not, there is one with only these changed,
    and one with all changed that said the same.
    """
    if not any(reference.genders for reference in job.references):
        return []
    pronouns = list(_pronouns(job, pair))
    forms = {(role, gender): form for role, gender, form in pair.target.pronouns}
    found: dict[tuple[str, ...], Variant] = {}
    for gender in dict.fromkeys("".join(_others(one) for one in pronouns)):
        wrong = [one for one in pronouns if gender in _others(one)]
        said = {one.gender for one in wrong}
        like = [one for one in pronouns if one.gender in said and gender in _allowed(one)]
        is_sure = any(one.reference.is_sure for one in wrong)
        for some in (wrong, like):
            hypothesis = _with(job.outcome, some, gender, forms, vocabulary)
            if hypothesis is not None:
                found.setdefault(hypothesis.pieces, Variant(hypothesis, is_sure))
    return list(found.values())


def _allowed(one: _Pronoun) -> str:
    return one.reference.genders or "mfn"


def _others(one: _Pronoun) -> str:
    """The genders that a pronoun may have beside its own, or in its place."""
    return one.reference.genders.replace(one.gender, "")


def _with(
    hypothesis: Hypothesis,
    pronouns: Sequence[_Pronoun],
    gender: str,
    forms: Mapping[tuple[str, str], str],
    vocabulary: Vocabulary,
) -> Hypothesis | None:
    """A hypothesis with ``pronouns`` of another gender; None where the vocabulary has not all of them."""
    for one in reversed(pronouns):
        form = forms[one.role, gender]
        form = form.capitalize() if one.word[0].isupper() else form
        inside = not hypothesis.pieces[one.first].startswith("▁")
        pieces = written(form, vocabulary, inside=inside)
        if not pieces:
            return None
        hypothesis = corrected(hypothesis, Slip(one.first, one.end, pieces, 0, 0))
    return hypothesis


def _pronouns(job: Job, pair: LanguagePair) -> Iterator[_Pronoun]:
    """The pronouns of the translation that come from a reference of the source."""
    words = _words(tuple(form for _, _, form in pair.target.pronouns))
    text, spans = job.decoded()
    starts = {span.start: number for number, span in enumerate(spans) if span.end > span.start}
    ends = {span.end: number + 1 for number, span in enumerate(spans)}
    origin = job.read.spans_back(job.subwords.spans)
    columns = {
        reference: [
            at
            for at, span in enumerate(origin)
            if span.start < reference.span.end and reference.span.start < span.end
        ]
        for reference in job.references
    }
    for word in words.finditer(text):
        first, end = starts.get(word.start()), ends.get(word.end())
        if first is None or end is None:
            continue
        weights = job.outcome.attention[first:end].sum(0) / (end - first)
        for reference, of in columns.items():
            if of and weights[of].sum() >= _ORIGIN:
                yield _Pronoun(first, end, word.group(), *_said(word.group(), reference, pair), reference)
                break


def _said(word: str, reference: Reference, pair: LanguagePair) -> tuple[str, str]:
    """The role and the gender of a pronoun of the target: "her" is an object, or a possessive."""
    found = {role: gender for role, gender, form in pair.target.pronouns if form == word.lower()}
    role = reference.role if reference.role in found else "object" if "object" in found else next(iter(found))
    return role, found[role]


@cache
def _words(forms: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w’'])(?:{'|'.join(dict.fromkeys(forms))})(?![\w’'-])", re.IGNORECASE)


def context_of(job: Job) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The pieces before those of a job, source and target; None where there are none, or too many."""
    before = job.previous
    if before is None or before.hypothesis is None or not before.outcome.pieces:
        return None
    if len(before.subwords.pieces) + len(job.subwords.pieces) > _LONGEST:
        return None
    return before.subwords.pieces, before.outcome.pieces


def change_pronouns(jobs: Sequence[Job], score: Score, vocabulary: Vocabulary, pair: LanguagePair) -> None:
    """Take other pronouns where the document allows them and the model, with context, likes them.

    A job whose predecessor is among them comes after it, so that its context is what that has become. Those
    that should have others, and the model does not like these well enough, are flagged *pronoun*.
    """
    waiting = _near(jobs, score, vocabulary, pair)
    while waiting:
        later = {id(job) for job, _ in waiting}
        ready = [(job, one) for job, one in waiting if id(job.previous) not in later]
        waiting = [(job, one) for job, one in waiting if id(job.previous) in later]
        for job, gain, variant in _best(ready, score):
            if gain > -WORSE:
                job.hypothesis = variant.hypothesis
            elif variant.is_sure:
                job.flags = (*job.flags, "pronoun")


def _near(
    jobs: Sequence[Job], score: Score, vocabulary: Vocabulary, pair: LanguagePair
) -> list[tuple[Job, Variant]]:
    """The variants of the jobs that the model, without context, likes well enough."""
    rows = [(job, one) for job in jobs for one in variants(job, vocabulary, pair)]
    scores = score([job.subwords.pieces for job, _ in rows], [one.hypothesis.pieces for _, one in rows])
    return [
        (job, one)
        for (job, one), found in zip(rows, scores, strict=True)
        if job.outcome.log_probability - float(found.sum()) < NEAR
    ]


def _best(rows: Sequence[tuple[Job, Variant]], score: Score) -> Iterator[tuple[Job, float, Variant]]:
    """The best variant of each job, and how much better than its outcome it is in context, in nats.

    Where there is no context, nothing tells that it is better at all.
    """
    known = [(job, one) for job, one in rows if context_of(job)]
    jobs = {id(job): job for job, _ in known}
    asked = [*((job, job.outcome.pieces) for job in jobs.values())]
    asked += [(job, one.hypothesis.pieces) for job, one in known]
    scores = _in_context(asked, score)
    own = dict(zip(jobs, scores, strict=False))
    gains = [score - own[id(job)] for (job, _), score in zip(known, scores[len(jobs) :], strict=True)]
    found: dict[int, tuple[Job, float, Variant]] = {}
    unknown = [(job, one) for job, one in rows if id(job) not in jobs]
    for (job, one), gain in (*zip(known, gains, strict=True), *((row, -inf) for row in unknown)):
        if id(job) not in found or gain > found[id(job)][1]:
            found[id(job)] = job, gain, one
    yield from found.values()


def _in_context(rows: Sequence[tuple[Job, Pieces]], score: Score) -> list[float]:
    """The log probabilities, in nats, of the pieces of each job behind those of the one before it."""
    contexts = [context_of(job) or ((), ()) for job, _ in rows]
    scores = score(
        [before + job.subwords.pieces for (job, _), (before, _) in zip(rows, contexts, strict=True)],
        [before + pieces for (_, pieces), (_, before) in zip(rows, contexts, strict=True)],
    )
    return [float(each.sum()) for each in scores]
