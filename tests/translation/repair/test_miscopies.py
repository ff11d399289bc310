"""Names and numbers that a model miscopied: found by their likeness, mended if the model does not mind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest

import bitext
from bitext import catalog
from bitext.languages.pairs.french_english import FRENCH_ENGLISH, is_exonym
from bitext.translation.engines.base import BatchFound, Decoding, Hypothesis, Scores
from bitext.translation.engines.vocabulary import Subwords, Vocabulary, decode
from bitext.translation.repair.miscopies import (
    ACCENT_WORSE,
    GUESSED,
    GUESSED_WORSE,
    KNOWN_WORSE,
    LOST_WORSE,
    NAME_WORSE,
    NEAR_WORSE,
    NUMBER_WORSE,
    SURNAME_WORSE,
    TRANSLATED_WORSE,
    corrected,
    slips,
)
from bitext.translation.translator import Translator
from tests.support import models
from tests.support.stand_in import StandIn

FRENCH = "Hier, la députée rousse Tanguyadec a quitté Plouhézennec pour Tchernivka."


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return models.vocabulary()


def translated(vocabulary: Vocabulary, french: str, english: str) -> tuple[Subwords, Hypothesis]:
    """Both in pieces; a word of the English comes from the French word of the same number."""
    source, target = vocabulary.encode_source(french), vocabulary.encode_target(english)
    words = [np.cumsum([piece.startswith("▁") for piece in side.pieces]) for side in (source, target)]
    attention = (words[1][:, None] == words[0][None, :]).astype(np.float32)
    return source, Hypothesis(target.pieces, -0.5, attention / attention.sum(1, keepdims=True))


def numbered(vocabulary: Vocabulary, french: str, english: str) -> tuple[Subwords, Hypothesis]:
    """Both in pieces; what is between the first word and the last comes from what is between them."""
    source, target = vocabulary.encode_source(french), vocabulary.encode_target(english)
    places = []
    for side, text in ((source, french), (target, english)):
        first, last = text.index(" "), text.rindex(" ")
        places.append(np.array([(span.end > first + 1) + (span.end > last + 1) for span in side.spans]))
    attention = (places[1][:, None] == places[0][None, :]).astype(np.float32)
    return source, Hypothesis(target.pieces, -0.5, attention / attention.sum(1, keepdims=True))


@pytest.mark.parametrize(
    ("french", "english", "names"),
    [
        ("le maire Tanguyadec part", "the mayor Tangyadec leaves", ["Tanguyadec"]),
        ("le maire Tanguyadec part", "the mayor Tanguyadec leaves", []),
        ("le maire Tanguyadec part", "the mayor Roskovian leaves", []),  # not like it
        ("le maire Tanguyadec part", "the mayor tangyadec leaves", []),  # no name
        ("le maire tanguyadec part", "the mayor Tangyadec leaves", []),
        ("le maire TANGUYADEC part", "the mayor TANGYADEC leaves", []),  # a heading in capitals
        ("le maire Tanguyadec part", "the mayor Tanguyadecs leaves", []),  # a plural
        ("le maire Plouhézennec part", "the mayor Plouhezennec leaves", ["Plouhézennec"]),  # without accents
        ("Tanguyadec le maire part", "Tangyadec the mayor leaves", []),  # any word may begin with a capital
        ("le maire Tanguyadec part", "mayor Tangyadec the leaves", []),  # comes from another word
        ("le maire Tanguyadec part", "the mayor Tangyadec Tanguyadec", []),  # it is there
        ("le maire Hyères-Tanguyadec", "the mayor Hyeres-Tangyadec", ["Tanguyadec"]),
        (
            "le maire Sohn Jong Un part",
            "the mayor Sohn Jong One leaves",
            ["Un"],
        ),  # after a name that was kept
        ("le maire Sohn Un part", "the mayor Gong One leaves", []),
        ("le maire Sohn Jong Un part", "the mayor Sohn Jong one leaves", []),
        ("le maire Sohn Jong un part", "the mayor Sohn Jong One leaves", []),
        ("le maire Yann Mélénec part", "the mayor Yann Melenec leaves", ["Mélénec"]),
        ("le maire Yann Mélénec part", "the mayor Yann Mélénecs leaves", []),
        ("le maire Tarkanouchine part", "the mayor Tarkanushin leaves", []),  # as English has it
        ("le maire Yann Tarkanouchine part", "the mayor Yann Tarkanushin leaves", []),
        ("le roi Roskov XVIIIe part", "the king Roskov XVIIIth leaves", []),
        ("le maire Mikhaïlenov part", "the mayor Mikhailenov leaves", []),  # English has no "ï"
        ("le port Tunizie part", "the harbour Tunisia leaves", []),  # a place has this name
    ],
)
def test_a_slip_is_a_word_that_nearly_is_a_name(vocabulary, french, english, names):
    source, hypothesis = translated(vocabulary, french, english)
    found = slips(french, source, hypothesis, vocabulary, FRENCH_ENGLISH)
    assert ["".join(slip.pieces).replace("▁", "") for slip in found] == names


@pytest.mark.parametrize(
    ("french", "english", "numbers"),
    [
        ("les 33 000 bateaux", "the 30,000 boats", ["33,000"]),
        ("les 33.000 bateaux", "the 30,000 boats", ["33,000"]),
        ("les 33\u202f000 bateaux", "the 33, 000 boats", ["33,000"]),
        ("les 33 000 bateaux", "the 33 000 boats", ["33,000"]),
        ("les 33 000 bateaux", "the 33,000 boats", []),
        ("les 33 000 bateaux", "the 33000 boats", []),
        ("les 33000 bateaux", "the 33,000 boats", []),
        ("les 12,75 bateaux", "the 12,75 boats", ["12.75"]),
        ("les 12,75 bateaux", "the 12.57 boats", ["12.75"]),
        ("les 1987 bateaux", "the 1978 boats", ["1987"]),
        ("les 18 bateaux", "the 6 boats", []),  # a time of the day
        ("les 80 bateaux", "the 1980s boats", []),  # a decade
        ("les 3 bateaux", "the three boats", []),
        ("les 208 bateaux", "the 28 boats", ["208"]),
    ],
)
def test_a_slip_is_a_number_that_nearly_is_another_one(vocabulary, french, english, numbers):
    source, hypothesis = numbered(vocabulary, french, english)
    found = slips(french, source, hypothesis, vocabulary, FRENCH_ENGLISH)
    assert ["".join(slip.pieces).replace("▁", "") for slip in found] == numbers


def test_two_numbers_are_not_taken_for_one(vocabulary):
    french, english = "en juin 2014, 115 ont", "in June 2014, 115 have"
    source, hypothesis = translated(vocabulary, french, english)
    assert slips(french, source, hypothesis, vocabulary, FRENCH_ENGLISH) == []


def test_a_stretch_is_mended_once(vocabulary):
    french = "le maire Tanguyadec Tanguyadev part"
    source, hypothesis = translated(vocabulary, french, "the mayor Tanguydec leaves")
    spread = np.full_like(hypothesis.attention, 1 / len(source))
    spread[:, -6:] = 1
    assert len(slips(french, source, replace(hypothesis, attention=spread), vocabulary, FRENCH_ENGLISH)) <= 1


def test_a_name_is_exchanged_with_its_links(vocabulary):
    french = "le maire Tanguyadec part"
    source, hypothesis = translated(vocabulary, french, "the mayor Tangyadec leaves")
    (slip,) = slips(french, source, hypothesis, vocabulary, FRENCH_ENGLISH)
    mended = corrected(hypothesis, slip)
    text, spans = decode(mended.pieces)
    assert text == "the mayor Tanguyadec leaves"
    assert mended.attention.shape == (len(mended.pieces), len(source))
    for span, row in zip(spans, mended.attention, strict=True):
        origin = source.spans[int(row.argmax())]
        if text[span.start : span.end] in text[10:20]:
            assert french[origin.start : origin.end] in "Tanguyadec"
    np.testing.assert_allclose(mended.attention.sum(1), 1, rtol=1e-5)


class Miswriting(StandIn):
    """An engine that leaves a letter out of every name, and likes the right form less by ``dislike``.

    ``sureness`` is the log probability of each piece that it writes itself.
    """

    def __init__(
        self, vocabulary: Vocabulary, change: Callable[[str], str], dislike: float, sureness: float = 0.0
    ) -> None:
        self._vocabulary = vocabulary
        self._change = change
        self._dislike = dislike
        self._sureness = sureness

    def generate(
        self, sources: Sequence[Sequence[str]], decoding: Decoding, advance: BatchFound
    ) -> list[Hypothesis]:
        assert decoding.beam
        texts = [decode(source)[0] for source in sources]
        outcomes = [translated(self._vocabulary, text, self._change(text))[1] for text in texts]
        found = [replace(one, score=0.0) for one in outcomes]
        advance(dict(enumerate(found)))
        return found

    def score(self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]) -> list[Scores]:
        assert len(sources) == len(targets)
        right = ("Tanguyadec", "Plouhézennec", "1987")
        found = []
        for target in targets:
            dislike = self._dislike * sum(word in decode(target)[0] for word in right)
            own = self._sureness if not dislike else 0.0
            scores = np.full(len(target) + 1, own, dtype=np.float32)
            scores[-1] = -dislike - own * len(target)
            found.append(scores)
        return found


def slipping(text: str) -> str:
    return text.replace("Tanguyadec", "Tanguadec").replace("Plouhézennec", "Plouhézenec")


@pytest.mark.parametrize(
    ("dislike", "sureness", "expected"),
    [
        (NAME_WORSE - 0.1, 0, FRENCH),
        (NAME_WORSE + 0.1, 0, slipping(FRENCH)),
        (GUESSED_WORSE - 0.1, GUESSED, FRENCH),
        (GUESSED_WORSE + 0.1, GUESSED, slipping(FRENCH)),
    ],
    ids=["mended", "left", "guessed-mended", "guessed-left"],
)
def test_the_model_decides_between_a_slip_and_an_english_form(vocabulary, dislike, sureness, expected):
    known = catalog.info(catalog.DEFAULT)
    translator = Translator(Miswriting(vocabulary, slipping, dislike, sureness), vocabulary, known)
    sentences = ["Il pleut.", FRENCH, "Elle lit."]
    assert [one.text for one in translator.translate(sentences)] == ["Il pleut.", expected, "Elle lit."]


def test_a_name_without_its_accents_needs_a_model_that_hardly_minds(vocabulary):
    french = "le maire Plouhézennec part"
    for english, worse in (
        ("the mayor Plouhezennec leaves", ACCENT_WORSE),
        ("the mayor Plouhézenec leaves", NAME_WORSE),
        ("the mayor Ploühezennec leaves", NAME_WORSE),  # no English form: it has some
    ):
        (slip,) = slips(french, *translated(vocabulary, french, english), vocabulary, FRENCH_ENGLISH)
        assert slip.worse == worse


def test_so_does_a_name_whose_form_in_the_translation_is_short(vocabulary):
    french, english = "le maire Lavaur part", "the mayor Lavour leaves"
    source, hypothesis = translated(vocabulary, french, english)
    assert sum(span.start >= 10 and span.end <= 16 for span in decode(hypothesis.pieces)[1]) == 2
    (slip,) = slips(french, source, hypothesis, vocabulary, FRENCH_ENGLISH)
    assert slip.worse == NEAR_WORSE


def test_after_a_name_that_was_kept_no_english_form_is_expected(vocabulary):
    for french, english, worse in (
        ("le maire Yann Tanguyadec part", "the mayor Yann Tangyadec leaves", SURNAME_WORSE),
        ("le maire Yann Mélénec part", "the mayor Yann Melenec leaves", SURNAME_WORSE),
        ("le maire Yann Lavaur part", "the mayor Yann Lavour leaves", SURNAME_WORSE),
        ("le maire Yann Marteau part", "the mayor Yann Hammer leaves", TRANSLATED_WORSE),
        ("le maire Yann Tanguyadec part", "the mayor Yan Tangyadec leaves", NAME_WORSE),
    ):
        (slip,) = slips(french, *translated(vocabulary, french, english), vocabulary, FRENCH_ENGLISH)
        assert slip.worse == worse


@pytest.mark.parametrize(
    ("french", "english", "worse"),
    [
        ("le maire Guévédénec part", "the mayor Guévedénec leaves", LOST_WORSE),  # not all accents are there
        ("le port Ménévadec ouvre", "the harbour Menévadec opens", LOST_WORSE),
        ("le maire Guévédénec part", "the mayor Guèvedénec leaves", NAME_WORSE),
        ("le maire Guévédénec part", "the mayor Guevedenec leaves", ACCENT_WORSE),
    ],
)
def test_a_name_with_some_of_its_accents_is_no_english_form(vocabulary, french, english, worse):
    (slip,) = slips(french, *translated(vocabulary, french, english), vocabulary, FRENCH_ENGLISH)
    assert slip.worse == worse


@pytest.mark.parametrize(
    ("english", "worse", "guessed_worse"),
    [
        ("hier Guevedenec left", KNOWN_WORSE, KNOWN_WORSE),
        ("hier guévedenec left", LOST_WORSE, LOST_WORSE),  # taken for a common noun
        ("hier Guévednec left", SURNAME_WORSE, GUESSED_WORSE),
        ("hier Morningtide left", 0.0, KNOWN_WORSE),  # translated; English may have a form of its own
    ],
)
def test_a_surname_of_the_document_stands_alone_elsewhere(vocabulary, english, worse, guessed_worse):
    french = "hier Guévédénec partait"
    source, hypothesis = translated(vocabulary, french, english)
    (slip,) = slips(french, source, hypothesis, vocabulary, FRENCH_ENGLISH, {"Guévédénec"})
    assert (slip.worse, slip.guessed_worse) == (worse, guessed_worse)
    assert decode(corrected(hypothesis, slip).pieces)[0] == "hier Guévédénec left"
    assert not any(
        one.kind == "translated" for one in slips(french, source, hypothesis, vocabulary, FRENCH_ENGLISH)
    )


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("Varzonia", "Varzonie"),
        ("Merlonia", "Merlone"),
        ("Tolcarna", "Tolcarne"),
        ("Carbon", "Carbonne"),
        ("Drevians", "Dréviens"),
        ("Morvanese", "Morvanais"),
        ("Kurmatov", "Kourmatov"),
        ("Ivachenko", "Ivatchenko"),
        ("Mashadi", "Machadi"),
        ("Yolstoy", "Yolstoï"),
        ("Vassili", "Vassilï"),
        ("Kurmainov", "Kurmaïnov"),
        ("Belarevic", "Belarević"),
        ("Solpeii", "Solpéi"),
        ("Torvarius", "Torvaire"),
        ("Talmey", "Talmée"),
        ("Corseus", "Corsée"),
        ("ABTR", "ARBT"),
        ("ONEKA", "Onéka"),
    ],
)
def test_what_english_makes_of_a_name_is_no_misspelling(english, french):
    assert is_exonym(english, french)


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("Tangyadec", "Tanguyadec"),
        ("Plouhezennec", "Plouhézennec"),  # accents are judged by themselves
        ("Varzonis", "Varzonie"),
        ("Lelardes", "Lelardais"),
        ("Boutard", "Boutardin"),
        ("Sharmont", "Sharmonton"),
        ("ABTR", "ABRS"),
        ("Onéka", "ONEKA"),
        ("Kurmátov", "Kourmátov"),  # English has no accents
    ],
)
def test_other_differences_are(english, french):
    assert not is_exonym(english, french)


@pytest.mark.parametrize(("dislike", "number"), [(NUMBER_WORSE - 0.1, "1987"), (NUMBER_WORSE + 0.1, "1978")])
def test_a_number_is_mended_unless_the_model_is_sure(vocabulary, dislike, number):
    engine = Miswriting(vocabulary, lambda text: text.replace("1987", "1978"), dislike)
    translator = Translator(engine, vocabulary, catalog.info(catalog.DEFAULT))
    (found,) = translator.translate(["Il est venu en 1987 avec elle."])
    assert found.text == f"Il est venu en {number} avec elle."


@pytest.mark.model
@pytest.mark.parametrize("engine", ["ctranslate2", "transformers"])
def test_an_engine_scores_what_it_is_given(engine):
    translator = bitext.load(engine=engine)
    vocabulary = models.vocabulary()
    source = vocabulary.encode_source("Le chat dort sur le lit.").pieces
    (found,) = translator.engine.generate([source], Decoding(beam=1), lambda _: None)
    other = vocabulary.encode_target("My uncle sold them.").pieces
    good, bad, again = translator.engine.score([source] * 3, [found.pieces, other, found.pieces])
    assert [one.shape for one in (good, bad)] == [(len(found.pieces) + 1,), (len(other) + 1,)]
    np.testing.assert_array_equal(good, again)
    assert bad.sum() < good.sum() - 10
    assert found.log_probability == pytest.approx(good.sum(), abs=0.2)


@pytest.mark.model
@pytest.mark.parametrize("engine", ["ctranslate2", "transformers"])
@pytest.mark.parametrize("beam", [1, 3])
def test_a_length_penalty_does_not_change_what_a_score_means(engine, beam):
    translator = bitext.load(engine=engine)
    source = models.vocabulary().encode_source("Le chat dort sur le lit.").pieces
    decoding = Decoding(beam=beam, length_penalty=0.6)
    (found,) = translator.engine.generate([source], decoding, lambda _: None)
    (whole,) = translator.engine.score([source], [found.pieces])
    assert found.log_probability == pytest.approx(whole.sum(), abs=0.2)


def test_a_hypothesis_that_is_mended_keeps_its_score(vocabulary):
    french = "le maire Tanguyadec part"
    source, hypothesis = translated(vocabulary, french, "the mayor Tangyadec leaves")
    (slip,) = slips(french, source, hypothesis, vocabulary, FRENCH_ENGLISH)
    assert corrected(replace(hypothesis, score=-0.25), slip).score == -0.25
