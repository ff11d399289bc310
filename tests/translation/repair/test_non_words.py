"""Words of a translation that English does not have: found, and searched for again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import bitext
from bitext import catalog
from bitext.aligner.aligner import Aligner
from bitext.languages.pairs import FRENCH_ENGLISH
from bitext.result.links import WordLinks
from bitext.translation.engines.base import Avoided, BatchFound, Decoding, Hypothesis, Scores
from bitext.translation.engines.vocabulary import Vocabulary, text_of
from bitext.translation.options import Quality
from bitext.translation.repair.non_words import non_words
from bitext.translation.terms import reviewed
from bitext.translation.translator import Translator
from tests.support import models
from tests.support.stand_in import StandIn

FRENCH = "Le concierge a rangé la cour."
WRONG = "The caretaker tidyed the courtyard."
RIGHT = "The caretaker tidied the courtyard."


@pytest.mark.parametrize(
    ("french", "english", "found"),
    [
        (FRENCH, RIGHT, []),
        (FRENCH, WRONG, ["tidyed"]),
        (FRENCH, "The caretaker was scadalous and degarted.", ["scadalous", "degarted"]),
        (FRENCH, "Tidyed by the caretaker.", ["Tidyed"]),
        (FRENCH, "The well-tidyed courtyard.", ["tidyed"]),
        (FRENCH, "The caretaker's courtyard wasn’t tidied, he’d said.", []),
        # What is in the French.
        ("Le kouign-amann refroidit.", "The kouign-amann cools down.", []),
        ("Les élus de Ploumarec sont venus.", "Ploumarec's councillors came.", []),
        ("Elle vend des galettes à Kerlouzh.", "She sells pancakes in KERLOUZH.", []),
        ("Une pègue sèche sur la table.", "A pegue dries on the table.", []),
        # What is made of a name in it, or spelt by sound.
        ("Les Kermadec ont fondé le parti de Kermadec.", "Kermadecism and the Kermadecist party.", []),
        ("Le maire, M. Choïgounov, est là.", "Mayor Shoigunov is here.", []),
        ("Le porte-parole de Trakhtenbourg.", "The spokesman for Trakhtenburg.", []),
        # A name that lacks its capital.
        ("La bohème strasbourgeoise.", "The strasbourg bohemian.", []),
        ("La bohème parisienne.", "The strasbourg bohemian.", ["strasbourg"]),
        # No words at all.
        (FRENCH, "See www.qzxw.example/tidyed and tidyed_2, tidyed@example.org or xTidyed.", []),
        (FRENCH, "The QZXW and 5 MWPs of km2 at 18h30.", []),
        (FRENCH, "Слово стоит здесь.", []),
        ("", "", []),
    ],
)
def test_what_is_neither_english_nor_in_the_french(french, english, found):
    spans = non_words(french, english, FRENCH_ENGLISH)
    assert [english[span.start : span.end] for span in spans] == found


WIDE = 6


class Speller(StandIn):
    """An engine that writes a non-word, and ``others`` where it may not; what it likes is by ``scores``."""

    def __init__(
        self, vocabulary: Vocabulary, others: Sequence[str], worse: float = 0.0, wrong: str = WRONG
    ) -> None:
        self._vocabulary = vocabulary
        self._wrong = wrong
        self._others = others
        self._worse = worse
        self.avoided: list[list[str]] = []

    def generate(
        self, sources: Sequence[Sequence[str]], decoding: Decoding, advance: BatchFound
    ) -> list[Hypothesis]:
        assert decoding.beam < WIDE, "nothing is avoided in the first search"
        found = [self._hypothesis(source, self._wrong) for source in sources]
        advance(dict(enumerate(found)))
        return found

    def alternatives_without(
        self, sources: Sequence[Sequence[str]], avoided: Sequence[Avoided], decoding: Decoding
    ) -> list[list[Hypothesis]]:
        assert decoding.beam >= WIDE
        self.avoided += [[text_of(pieces) for pieces in runs] for runs in avoided]
        return [[self._hypothesis(source, other) for other in self._others] for source in sources]

    def score(self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]) -> list[Scores]:
        assert len(sources) == len(targets)
        return [np.full(len(target) + 1, -0.25 - self._worse, np.float32) for target in targets]

    def _hypothesis(self, source: Sequence[str], english: str) -> Hypothesis:
        pieces = self._vocabulary.encode_target(english).pieces
        return Hypothesis(pieces, -0.25, np.full((len(pieces), len(source)), 0.9, np.float32))


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return models.vocabulary()


def translator_of(
    vocabulary: Vocabulary, others: Sequence[str], worse: float = 0.0
) -> tuple[Translator, Speller]:
    engine = Speller(vocabulary, others, worse)
    return Translator(engine, vocabulary, catalog.info(catalog.DEFAULT)), engine


def aligner_of(translator: Translator, **options: Any) -> Aligner:
    aligner = Aligner(**options)
    aligner.translator = translator
    return aligner


@pytest.mark.parametrize("quality", ["balanced", "best"])
@pytest.mark.parametrize(
    ("others", "worse", "text", "flags"),
    [
        ([RIGHT], 0.0, RIGHT, ("retried",)),
        (["The caretaker tidyied the courtyard.", RIGHT], 0.0, RIGHT, ("retried",)),
        ([RIGHT], 2.0, WRONG, ("non-word",)),  # the model likes it much less
        (["The tidyed caretaker degarted.", "the " * 30], 0.0, WRONG, ("non-word",)),  # no better
        ([], 0.0, WRONG, ("non-word",)),
        (["The caretaker moved the courtyard."], 0.0, WRONG, ("non-word",)),  # a guess
        (["Tidyed by the caretaker the courtyard."], 0.0, WRONG, ("non-word",)),
    ],
)
def test_a_search_that_may_not_write_it_finds_a_word_or_the_flag_says_so(
    vocabulary, quality: Quality, others, worse, text, flags
):
    translator, engine = translator_of(vocabulary, others, worse)
    (found,) = translator.translate([FRENCH], quality=quality)
    assert (found.text, found.flags) == (text, flags)
    assert "tidyed" in engine.avoided[0]


def test_where_most_is_wrong_nothing_is_searched_for(vocabulary):
    engine = Speller(vocabulary, [RIGHT], wrong="The tidyed caretaker degarted a scadalous courtyard.")
    translator = Translator(engine, vocabulary, catalog.info(catalog.DEFAULT))
    (found,) = translator.translate([FRENCH])
    assert (found.flags, engine.avoided) == (("non-word",), [])


def test_fast_says_so_and_searches_no_more(vocabulary):
    translator, engine = translator_of(vocabulary, [RIGHT])
    (found,) = translator.translate([FRENCH], quality="fast")
    assert (found.text, found.flags, engine.avoided) == (WRONG, ("non-word",), [])


def test_the_score_is_what_the_model_gives_without_anything_to_avoid(vocabulary):
    translator, _ = translator_of(vocabulary, [RIGHT], 0.125)
    (found,) = translator.translate([FRENCH])
    assert found.score == pytest.approx(np.exp(-0.375))


def test_a_word_of_the_source_is_none(vocabulary):
    translator, engine = translator_of(vocabulary, [RIGHT])
    (found,) = translator.translate(["Le mot « tidyed » est faux."])
    assert "non-word" not in found.flags
    assert engine.avoided == []


def test_a_term_of_the_glossary_is_none(vocabulary):
    translator, _ = translator_of(vocabulary, [])
    (found,) = translator.translate([FRENCH])
    at = WRONG.index("tidyed")
    tidied, other = WordLinks([(13, 18, at, at + 6)]), WordLinks([(22, 26, 25, 34)])
    assert reviewed(replace(found, terms=tidied), FRENCH, FRENCH_ENGLISH).flags == ()
    assert reviewed(replace(found, terms=other), FRENCH, FRENCH_ENGLISH).flags == ("non-word",)


def test_english_that_people_wrote_is_not_judged(vocabulary):
    translator, _ = translator_of(vocabulary, [])
    assert not {"non-word"} & {
        flag for pair in aligner_of(translator).align(FRENCH, WRONG) for flag in pair.flags
    }


@pytest.mark.model
@pytest.mark.parametrize("engine", ["ctranslate2", "transformers"])
def test_what_is_avoided_is_not_written(engine):
    translator = bitext.load(engine=engine)
    (source,) = [models.vocabulary().encode_source("Le chat dort.").pieces]
    (plain,) = translator.engine.generate([source], Decoding(beam=2), lambda _: None)
    assert "▁cat" in plain.pieces
    other = models.vocabulary().encode_source("Le chien mange.").pieces
    cat, dog = (("▁cat",), ("▁is", "▁a")), (("▁dog",),)
    found = translator.engine.alternatives_without([source, other, source], [cat, dog, ()], Decoding(beam=2))
    assert ["▁cat" in one.pieces for some in found for one in some] == [
        False,
        False,
        False,
        False,
        True,
        True,
    ]
    assert not any("▁dog" in one.pieces for one in found[1])
    for each, runs, together in zip((source, other, source), (cat, dog, ()), found, strict=True):
        (alone,) = translator.engine.alternatives_without([each], [runs], Decoding(beam=2))
        assert [(one.pieces, one.score) for one in alone] == [(one.pieces, one.score) for one in together]
