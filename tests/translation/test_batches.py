"""A sentence's translation is the same to the last bit whatever shares its batch, and however many do."""

from __future__ import annotations

import numpy as np
import pytest

from bitext import catalog, load
from bitext.translation.engines.base import Decoding, Hypothesis
from bitext.translation.engines.ctranslate2 import padded_length
from bitext.translation.engines.vocabulary import Vocabulary
from bitext.translation.preprocessing import prepare
from bitext.translation.translator import Translator

LINES = [
    "Oui.",
    "Le chat dort.",
    "La mairie ferme à midi.",
    "Nous attendons le car depuis une demi-heure.",
    "Les pêcheurs de Lannverec ont vendu deux tonnes de sardines ce matin.",
    "« Personne ne nous a prévenus », regrette la présidente de l’association.",
    "Le conseil a voté le budget, qui prévoit douze logements, une crèche et la réfection du quai Nord.",
    "Si le vent tombe avant la nuit, les bateaux sortiront, mais personne, ni les patrons ni les équipages, "
    "n’ose encore dire à quelle heure ni pour combien de temps, car la houle reste forte au large.",
    "Elle a écrit trois romans, deux recueils de nouvelles et un essai sur la langue des marins, que son "
    "éditeur n’a jamais voulu publier, et qu’elle a fini par imprimer elle-même, à ses frais, dans l’atelier "
    "d’un ami qui l’a aidée à relier les cent vingt exemplaires, tous vendus en une semaine.",
] * 2


MODELS = [
    pytest.param(catalog.DEFAULT, marks=pytest.mark.model),
    pytest.param("opus-mt-fr-en", marks=pytest.mark.large),
]


@pytest.fixture(scope="module", params=MODELS)
def translator(request: pytest.FixtureRequest) -> Translator:
    return load(request.param, threads=2)


def found(translator: Translator, lines: list[str], beam: int) -> list[Hypothesis]:
    vocabulary = Vocabulary(catalog.fetch(translator.info.name).folder)
    sources = [vocabulary.encode_source(prepare(line).text).pieces for line in lines]
    return translator.engine.generate(sources, Decoding(beam=beam), lambda _: None)


def same(one: Hypothesis, two: Hypothesis) -> bool:
    return (
        one.pieces == two.pieces and one.score == two.score and np.array_equal(one.attention, two.attention)
    )


@pytest.mark.parametrize("beam", [1, 2, 4])
def test_translations_do_not_depend_on_their_batch(translator: Translator, beam: int):
    together = found(translator, LINES, beam)
    order = sorted(range(len(LINES)), key=lambda i: (7 * i + beam) % len(LINES))
    shuffled = found(translator, [LINES[i] for i in order], beam)
    assert all(same(together[i], one) for i, one in zip(order, shuffled, strict=True))
    alone = [found(translator, [line], beam)[0] for line in LINES[:9]]
    assert all(same(one, two) for one, two in zip(together, alone, strict=False))


def test_scores_do_not_depend_on_their_batch(translator: Translator):
    vocabulary = Vocabulary(catalog.fetch(translator.info.name).folder)
    sources = [vocabulary.encode_source(prepare(line).text).pieces for line in LINES]
    targets = [one.pieces for one in found(translator, LINES, 1)]
    together = translator.engine.score(sources, targets)
    alone = [translator.engine.score([s], [t])[0] for s, t in zip(sources, targets, strict=True)]
    assert all(np.array_equal(one, two) for one, two in zip(together, alone, strict=True))
    assert [len(scores) for scores in together] == [len(target) + 1 for target in targets]


def test_padded_lengths_depend_on_the_length_alone_and_are_few():
    lengths = [padded_length(length) for length in range(1, 513)]
    assert all(padded >= length for length, padded in enumerate(lengths, start=1))
    assert lengths == sorted(lengths)
    assert len(set(lengths)) <= 10
    assert padded_length(513) == 1024
