"""What a translation leaves out: seen by its attention, and mended by a wider search."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

import bitext
from bitext import catalog
from bitext.languages.pairs import FRENCH_ENGLISH
from bitext.translation.engines.base import BatchFound, Decoding, Hypothesis
from bitext.translation.engines.vocabulary import Subwords, Vocabulary
from bitext.translation.repair.omissions import omissions
from bitext.translation.translator import Translator
from tests.support import models
from tests.support.stand_in import StandIn

FRENCH = "La maire a reçu hier à Ploumarec les élus de la côte."
WHOLE = "The mayor received the councillors of the coast in Ploumarec yesterday."
SHORT = "The mayor received the councillors of the coast yesterday."


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return models.vocabulary()


def translated(
    vocabulary: Vocabulary, french: str, english: str, unseen: str = ""
) -> tuple[Subwords, Hypothesis]:
    """Both in pieces; every piece of the English looks at all of the French except for ``unseen``."""
    source, target = vocabulary.encode_source(french), vocabulary.encode_target(english)
    first = french.index(unseen) if unseen else 0
    seen = [not (span.start < first + len(unseen) and first < span.end) for span in source.spans]
    return source, Hypothesis(target.pieces, -0.5, np.tile(np.array(seen, np.float32), (len(target), 1)))


@pytest.mark.parametrize(
    ("french", "english", "unseen", "found"),
    [
        (FRENCH, SHORT, "Ploumarec", ["Ploumarec"]),
        (FRENCH, SHORT, "", []),  # something comes from it
        (FRENCH, WHOLE, "Ploumarec", []),  # it is there
        (FRENCH, SHORT, "hier", []),  # no name
        ("Le président de la République est venu.", "The president came.", "République", []),
        ("Il a dit : « Ploumarec attend. »", "He said: “It waits.”", "Ploumarec", []),  # begins a sentence
        ("Elle cite l’AFP dans un tract.", "She quotes in a leaflet.", "AFP", ["AFP"]),
        ("Elle est née le 23 mars à Brest.", "She was born in March in Brest.", "23", ["23"]),
        ("Elle est née le 23 mars 1987.", "She was born on March 23, 1987.", "23", []),
        (
            "Ancien adjoint du maire de la ville, il se tait.",
            "He keeps silent.",
            "Ancien adjoint du maire de la ville",
            ["Ancien adjoint du maire de la ville"],
        ),
        ("Il a de son côté affirmé le contraire.", "He said the contrary.", "a de son côté affirmé", []),
    ],
)
def test_what_no_piece_of_the_english_looks_at_is_left_out(vocabulary, french, english, unseen, found):
    source, hypothesis = translated(vocabulary, french, english, unseen)
    spans = omissions(french, source, hypothesis, vocabulary, FRENCH_ENGLISH)
    assert [french[span.start : span.end] for span in spans] == found


def test_an_empty_translation_is_not_an_omission(vocabulary):
    source, hypothesis = translated(vocabulary, FRENCH, "", "Ploumarec")
    assert omissions(FRENCH, source, hypothesis, vocabulary, FRENCH_ENGLISH) == []


class Forgetful(StandIn):
    """An engine whose best hypothesis lacks a name; ``others`` are what a wider search finds."""

    def __init__(self, vocabulary: Vocabulary, others: Sequence[str]) -> None:
        self._vocabulary = vocabulary
        self._others = others

    def generate(
        self, sources: Sequence[Sequence[str]], decoding: Decoding, advance: BatchFound
    ) -> list[Hypothesis]:
        assert decoding.beam
        found = [self._hypothesis(SHORT) for _ in sources]
        advance(dict(enumerate(found)))
        return found

    def alternatives(self, sources: Sequence[Sequence[str]], decoding: Decoding) -> list[list[Hypothesis]]:
        assert decoding.beam > 2
        return [[self._hypothesis(other) for other in self._others] for _ in sources]

    def _hypothesis(self, english: str) -> Hypothesis:
        return translated(self._vocabulary, FRENCH, english, "Ploumarec")[1]


@pytest.mark.parametrize(
    ("others", "text", "flags"),
    [
        ([SHORT, WHOLE], WHOLE, ()),
        ([SHORT, "The mayor received."], SHORT, ("omission",)),
        ([], SHORT, ("omission",)),
        (["Ploumarec " * 20, WHOLE], WHOLE, ()),  # no loop instead
    ],
)
def test_a_wider_search_fills_in_what_was_left_out_or_the_flag_says_so(vocabulary, others, text, flags):
    translator = Translator(Forgetful(vocabulary, others), vocabulary, catalog.info(catalog.DEFAULT))
    (found,) = translator.translate([FRENCH])
    assert (found.text, found.flags) == (text, flags)


@pytest.mark.model
@pytest.mark.parametrize("engine", ["ctranslate2", "transformers"])
def test_alternatives_are_the_hypotheses_of_the_beam(engine):
    translator = bitext.load(engine=engine)
    vocabulary = models.vocabulary()
    sources = [vocabulary.encode_source(text).pieces for text in (FRENCH, "Il pleut.", "Elle lit.")]
    decoding = Decoding(beam=3)
    groups = translator.engine.alternatives(sources, decoding)
    best = translator.engine.generate(sources, decoding, lambda _: None)
    for source, group, one in zip(sources, groups, best, strict=True):
        assert len({other.pieces for other in group}) == 3
        assert [other.score for other in group] == sorted((other.score for other in group), reverse=True)
        assert group[0].pieces == one.pieces
        assert all(other.attention.shape == (len(other.pieces), len(source)) for other in group)


class Looping(Forgetful):
    """One whose best hypothesis repeats itself, at the second try as well."""

    def generate(
        self, sources: Sequence[Sequence[str]], decoding: Decoding, advance: BatchFound
    ) -> list[Hypothesis]:
        assert decoding.beam
        found = [self._hypothesis("the coast " * 20) for _ in sources]
        advance(dict(enumerate(found)))
        return found


@pytest.mark.parametrize(
    ("others", "flags"),
    [([WHOLE], ("retried",)), ([SHORT], ("retried", "omission")), ([], ("loop", "retried", "omission"))],
)
def test_a_loop_that_a_wider_search_ends_is_no_longer_flagged_as_one(vocabulary, others, flags):
    translator = Translator(Looping(vocabulary, others), vocabulary, catalog.info(catalog.DEFAULT))
    (found,) = translator.translate([FRENCH])
    assert found.flags == flags


def test_the_score_of_a_second_try_is_the_models_own(vocabulary):
    translator = Translator(Looping(vocabulary, []), vocabulary, catalog.info(catalog.DEFAULT))
    (found,) = translator.translate([FRENCH])
    assert found.score == 1.0  # the engine scores everything with 0 nats; its search said -0.5
