"""Pronouns that may stand for something else: the variants of a translation, and which one is taken."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from bitext.coreference import Reference
from bitext.languages.pairs.french_english import FRENCH_ENGLISH
from bitext.text.document import Span
from bitext.translation.engines.base import Hypothesis, Scores
from bitext.translation.engines.vocabulary import Vocabulary, decode
from bitext.translation.job import Job, JobLinker
from bitext.translation.preprocessing import prepare
from bitext.translation.repair.pronouns import change_pronouns, variants
from tests.support import models


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return models.vocabulary()


def job(vocabulary: Vocabulary, french: str, english: str, *references: Reference) -> Job:
    """A job that was run; a word of the English comes from the French word of the same number."""
    source, target = vocabulary.encode_source(french), vocabulary.encode_target(english)
    words = [np.cumsum([piece.startswith("▁") for piece in side.pieces]) for side in (source, target)]
    attention = (words[1][:, None] == words[0][None, :]).astype(np.float32)
    attention /= np.maximum(1, attention.sum(1, keepdims=True))
    found = Job(0, prepare(french), source, hypothesis=Hypothesis(target.pieces, -0.2, attention))
    found.references = references
    return found


def english(hypothesis: Hypothesis) -> str:
    return decode(hypothesis.pieces)[0]


def written(vocabulary: Vocabulary, one: Job) -> list[str]:
    return [english(found.hypothesis) for found in variants(one, vocabulary, FRENCH_ENGLISH)]


POSSESSIVE = Reference(Span(0, 2), "possessive", "n", is_sure=True)


@pytest.mark.parametrize(
    ("french", "wrong", "genders", "right"),
    [
        ("Sa présidente sort", "His president leaves", "n", ["Its president leaves"]),
        ("Sa présidente sort", "Its president leaves", "f", ["Her president leaves"]),
        (
            "Sa présidente sort",
            "Her president leaves",
            "mn",
            ["His president leaves", "Its president leaves"],
        ),
        ("Sa présidente sort", "His president leaves", "m", []),
        ("Sa présidente sort", "The president leaves", "n", []),
    ],
)
def test_a_possessive_has_the_genders_that_the_document_allows(
    vocabulary: Vocabulary, french: str, wrong: str, genders: str, right: list[str]
):
    reference = Reference(Span(0, 2), "possessive", genders)
    assert written(vocabulary, job(vocabulary, french, wrong, reference)) == right


def test_the_form_is_that_of_its_place(vocabulary: Vocabulary):
    subject = Reference(Span(0, 4), "subject", "f")
    assert written(vocabulary, job(vocabulary, "Elle sort", "It leaves", subject)) == ["She leaves"]
    other = Reference(Span(5, 8), "object", "f")
    assert written(vocabulary, job(vocabulary, "Pour lui", "For him", other)) == ["For her"]
    reflexive = Reference(Span(5, 8), "object", "n")
    assert written(vocabulary, job(vocabulary, "Pour lui", "For himself", reflexive)) == ["For itself"]


def test_her_is_an_object_or_a_possessive(vocabulary: Vocabulary):
    possessive = Reference(Span(0, 2), "possessive", "n")
    assert written(vocabulary, job(vocabulary, "Sa sœur", "Her sister", possessive)) == ["Its sister"]
    other = Reference(Span(5, 8), "object", "n")
    assert written(vocabulary, job(vocabulary, "Pour lui", "For her", other)) == ["For it"]


def test_others_that_say_the_same_may_change_with_it(vocabulary: Vocabulary):
    references = Reference(Span(0, 4), "subject", "f"), Reference(Span(10, 13), "possessive")
    one = job(vocabulary, "Elle aime son chat", "It loves its cat", *references)
    assert written(vocabulary, one) == ["She loves its cat", "She loves her cat"]


def test_a_pronoun_that_comes_from_another_word_stays(vocabulary: Vocabulary):
    reference = Reference(Span(3, 13), "possessive", "n")
    assert written(vocabulary, job(vocabulary, "Sa présidente", "His president", reference)) == []


class Likes:
    """Scores the pieces of a word as told, all others alike; remembers what it was asked."""

    def __init__(self, **words: float) -> None:
        self.words = words
        self.asked: list[str] = []

    def __call__(self, _: Sequence[tuple[str, ...]], targets: Sequence[tuple[str, ...]]) -> list[Scores]:
        self.asked += [decode(target)[0] for target in targets]
        return [
            np.array([self.words.get(piece.removeprefix("▁"), 0.0) for piece in (*target, "")], np.float32)
            for target in targets
        ]


def linked(vocabulary: Vocabulary, genders: str, *, is_sure: bool = False) -> tuple[Job, Job]:
    """A sentence and the one behind it, as two texts of one document."""
    first = job(vocabulary, "La coopérative recrute", "The cooperative is hiring")
    second = job(vocabulary, "Sa présidente sort", "His president leaves")
    found = ((), (Reference(Span(0, 2), "possessive", genders, is_sure),))
    JobLinker(found.__getitem__).link([[first], [second]], ["one", "one"], 0)
    return first, second


def test_the_likelier_one_behind_the_sentence_before_is_taken(vocabulary: Vocabulary):
    first, second = linked(vocabulary, "n")
    likes = Likes(Its=-0.3)
    change_pronouns([first, second], likes, vocabulary, FRENCH_ENGLISH)
    assert english(second.outcome) == "Its president leaves"
    assert likes.asked[-1] == "The cooperative is hiring Its president leaves"
    assert second.flags == ()
    assert second.outcome.attention.shape[0] == len(second.outcome.pieces)


@pytest.mark.parametrize(
    ("loss", "is_sure", "flags"), [(-1, True, ("pronoun",)), (-1, False, ()), (-9, True, ())]
)
def test_what_is_doubtful_is_flagged(
    vocabulary: Vocabulary, loss: float, is_sure: bool, flags: tuple[str, ...]
):
    _, second = linked(vocabulary, "n", is_sure=is_sure)
    change_pronouns([second], Likes(Its=loss), vocabulary, FRENCH_ENGLISH)
    assert english(second.outcome) == "His president leaves"
    assert second.flags == flags


def test_without_a_sentence_before_all_stays(vocabulary: Vocabulary):
    _, second = linked(vocabulary, "n", is_sure=True)
    second.previous = None
    change_pronouns([second], Likes(His=-9), vocabulary, FRENCH_ENGLISH)
    assert english(second.outcome) == "His president leaves"
    assert second.flags == ("pronoun",)


def test_what_was_changed_is_the_context_of_what_follows(vocabulary: Vocabulary):
    first, second = linked(vocabulary, "n")
    third = job(vocabulary, "Sa voix porte", "His voice carries", Reference(Span(0, 2), "possessive", "fn"))
    third.previous = second
    likes = Likes(Its=-0.1, Her=-3)
    change_pronouns([third, second, first], likes, vocabulary, FRENCH_ENGLISH)
    assert english(third.outcome) == "Its voice carries"
    assert "Its president leaves Its voice carries" in likes.asked
    assert "His president leaves Its voice carries" not in likes.asked


def test_what_the_model_hardly_likes_is_not_asked_for_again(vocabulary: Vocabulary):
    first, second = linked(vocabulary, "n")
    likes = Likes(Its=-20)
    change_pronouns([first, second], likes, vocabulary, FRENCH_ENGLISH)
    assert likes.asked == ["Its president leaves"]


def test_a_document_begins_without_a_sentence_before(vocabulary: Vocabulary):
    jobs = [job(vocabulary, "Sa présidente sort", "His president leaves") for _ in range(3)]
    JobLinker(lambda _: (POSSESSIVE,)).link([[one] for one in jobs], ["a", "b", "b"], 0)
    assert [one.previous for one in jobs] == [None, None, jobs[1]]
    assert all(one.references == (POSSESSIVE,) for one in jobs)
