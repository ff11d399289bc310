"""Places and bodies that the English does not name: tried again, written by their name, or flagged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from bitext import catalog
from bitext.languages.pairs.french_english import FRENCH_ENGLISH
from bitext.result.flags import Flag
from bitext.terms.glossary import Glossary
from bitext.translation.engines.base import BatchFound, Decoding, Hypothesis, Scores
from bitext.translation.engines.vocabulary import Vocabulary, decode
from bitext.translation.names import DocumentNames
from bitext.translation.repair.miscopies import (
    OTHER_PLACE_WORSE,
    PLACE_WORSE,
    SURNAME_WORSE,
    slips,
)
from bitext.translation.repair.omissions import omissions
from bitext.translation.translator import Translator
from tests.support import models
from tests.support.stand_in import StandIn
from tests.translation.repair.test_miscopies import translated


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return models.vocabulary()


@dataclass
class Wrong(StandIn):
    """An engine that writes ``best``, and ``others`` in a wider search; it minds what is not ``best``."""

    vocabulary: Vocabulary
    best: str
    others: Sequence[str] = ()
    dislike: float = 0.0

    def generate(
        self, sources: Sequence[Sequence[str]], decoding: Decoding, advance: BatchFound
    ) -> list[Hypothesis]:
        assert decoding.beam
        found = [self._hypothesis(source, self.best) for source in sources]
        advance(dict(enumerate(found)))
        return found

    def alternatives(self, sources: Sequence[Sequence[str]], decoding: Decoding) -> list[list[Hypothesis]]:
        assert decoding.beam > 2
        return [[self._hypothesis(source, other) for other in self.others] for source in sources]

    def score(self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]) -> list[Scores]:
        found = super().score(sources, targets)
        for target, scores in zip(targets, found, strict=True):
            scores[-1] -= self.dislike * (decode(target)[0] != self.best)
        return found

    def _hypothesis(self, source: Sequence[str], english: str) -> Hypothesis:
        made = translated(self.vocabulary, decode(source)[0], english)[1]
        return Hypothesis(made.pieces, 0.0, made.attention)

    def translator(self) -> Translator:
        return Translator(self, self.vocabulary, catalog.info(catalog.DEFAULT))


FRENCH = "Elle vit en Lettonie depuis mars."


@pytest.mark.parametrize(
    ("best", "others", "text", "flags"),
    [
        ("She lives in Latvia since March.", [], "She lives in Latvia since March.", ()),
        ("She lives in Lettonie since March.", ["She lived in Latvia."], "She lived in Latvia.", ()),
        ("She lives in Lettonie since March.", [], "She lives in Latvia since March.", ()),
        ("She lives in Letonia since March.", [], "She lives in Latvia since March.", ()),
        ("She lives in Croatia since March.", [], "She lives in Latvia since March.", ()),
        ("She lives in letters since March.", [], "She lives in letters since March.", ("omission",)),
        ("She lives in Letter since March.", [], "She lives in Letter since March.", ("omission",)),
    ],
    ids=["right", "another", "copied", "misspelt", "another-place", "a-word", "unlike"],
)
def test_a_place_is_named_or_the_flag_says_so(
    vocabulary: Vocabulary, best: str, others: Sequence[str], text: str, flags: tuple[Flag, ...]
) -> None:
    (found,) = Wrong(vocabulary, best, others).translator().translate([FRENCH])
    assert (found.text, found.flags) == (text, flags)


@pytest.mark.parametrize(
    ("best", "dislike", "is_mended"),
    [
        ("She lives in Lettonie since March.", PLACE_WORSE - 0.1, True),
        ("She lives in Lettonie since March.", PLACE_WORSE + 0.1, False),
        ("She lives in Croatia since March.", OTHER_PLACE_WORSE - 0.1, True),
        ("She lives in Croatia since March.", OTHER_PLACE_WORSE + 0.1, False),
    ],
)
def test_the_model_has_a_say(vocabulary: Vocabulary, best: str, dislike: float, is_mended: bool) -> None:
    (found,) = Wrong(vocabulary, best, dislike=dislike).translator().translate([FRENCH])
    assert ("Latvia" in found.text) == is_mended
    assert ("omission" in found.flags) != is_mended


def test_at_fast_nothing_is_looked_for(vocabulary: Vocabulary) -> None:
    best = "She lives in Croatia since March."
    (found,) = Wrong(vocabulary, best).translator().translate([FRENCH], quality="fast")
    assert (found.text, found.flags) == (best, ())


def test_a_term_of_the_glossary_wins(vocabulary: Vocabulary) -> None:
    translator = Wrong(vocabulary, "She lives in Lettonie since March.").translator()
    glossary = Glossary({"Lettonie": "Courland"}, translator.pair.source)
    (found,) = translator.stream([FRENCH], glossary=glossary)
    assert found.text == "She lives in Courland since March."


@pytest.mark.parametrize(
    ("french", "english", "missing"),
    [
        ("le ministre de l'Unification rit", "the UN Security minister laughs", ["Unification"]),
        ("le ministre de l'Unification rit", "the unification minister laughs", []),
        ("le ministère des Transports rit", "the transport ministry laughs", []),
        ("un été en Corée du Sud", "a summer in the South", ["Corée du Sud"]),
        ("un été en Corée du Sud", "a Korean summer", []),
    ],
)
def test_bodies_and_long_names_are_looked_for(
    vocabulary: Vocabulary, french: str, english: str, missing: Sequence[str]
) -> None:
    source, hypothesis = translated(vocabulary, french, english)
    hypothesis.attention[:] = 0.5  # no word goes unseen
    spans = omissions(french, source, hypothesis, vocabulary, FRENCH_ENGLISH)
    assert [french[span.start : span.end] for span in spans] == missing


@pytest.mark.parametrize(
    ("texts", "surnames"),
    [
        (["Hier, Anne-Lise Kervadec a ri.", "Kervadec rit."], {"Kervadec"}),
        (["On a vu Yann Tanguy et Marie Plouharel."], {"Tanguy", "Plouharel"}),
        (["Pierre Kervadec rit."], set()),  # its first word may be any
        (["Il lit le Monde.", "Il est à LA BAULE."], set()),
    ],
)
def test_a_surname_stands_behind_another_name(texts: Sequence[str], surnames: set[str]) -> None:
    assert DocumentNames(texts, FRENCH_ENGLISH.source).surnames == surnames


def test_a_surname_that_the_document_knows_is_a_name_at_the_head_of_a_sentence(
    vocabulary: Vocabulary,
) -> None:
    french, english = "Tanguyadec le maire part", "Tangyadec the mayor leaves"
    source, hypothesis = translated(vocabulary, french, english)
    assert slips(french, source, hypothesis, vocabulary, FRENCH_ENGLISH) == []
    (slip,) = slips(french, source, hypothesis, vocabulary, FRENCH_ENGLISH, {"Tanguyadec"})
    assert (slip.worse, slip.kind) == (SURNAME_WORSE, "misspelt")


def test_the_sentences_of_a_document_tell_its_surnames(vocabulary: Vocabulary) -> None:
    one, two = "Hier, la rousse Yanne Tanguyadec chantait.", "Tanguyadec rit."
    alone = Wrong(vocabulary, "Tangyadec laughs.").translator()
    assert alone.translate([two])[0].text == "Tangyadec laughs."
    found = list(alone.stream([one, two, two], documents=[2, 1]))
    assert [line.text for line in found[1:]] == ["Tanguyadec laughs.", "Tangyadec laughs."]
