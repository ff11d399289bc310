"""Several documents at once give what each gives alone."""

from __future__ import annotations

import warnings
from collections.abc import Callable

import numpy as np
import pytest

from bitext import Aligner, catalog
from bitext.aligner.batch import BatchText, align_batch
from bitext.errors import BitextWarning, InputError
from bitext.translation.translator import Translator
from tests.aligner.test_invariants import Echo, keep, swap_halves
from tests.support import models

TEXTS = (
    "Le boulanger ouvre à six heures. « Il reste du pain », crie-t-il.\n\nPersonne ne répond.",
    "",
    "   \n ",
    "LA MAIRIE DE BREST ANNONCE la fermeture du pont. Les habitants de BREST protestent.",
    "« Partons, dit Jeanne, avant la nuit.\n\n« Le chemin est long. »",
    "Elle lut la lettre de « sa tante",
    "Ce port-\népoque fut le plus grand port-époque du pays, et\nle vent soufflait toujours du large.",
    "😀",
    "BREST dort.",
)
"""Documents whose sentences are read by what stands in the others of the same document."""


def aligner(change: Callable[..., object] = keep, **options: object) -> Aligner:
    made = Aligner(**options)  # type: ignore[arg-type]
    made.translator = Translator(Echo(change), models.vocabulary(), catalog.info(catalog.DEFAULT))  # type: ignore[arg-type]
    return made


@pytest.mark.parametrize(
    "options", [{}, {"dialogue": "quotes"}, {"split_clauses": False, "quotes": "source"}]
)
@pytest.mark.parametrize("change", [keep, swap_halves])
def test_each_text_becomes_what_it_becomes_alone(change: Callable[..., object], options: dict[str, object]):
    one = aligner(change, **options)
    together = [each.result for each in align_batch(one, [BatchText(text) for text in TEXTS])]
    assert together == [one.align(text) for text in TEXTS]


def test_all_sentences_go_through_the_model_at_once():
    one = aligner()
    align_batch(one, [BatchText(f"Voici la ligne {number}.") for number in range(50)])
    engine = one.translator.engine
    assert isinstance(engine, Echo)
    assert engine.calls <= 2  # the second asks for alternatives


@pytest.mark.parametrize("bridge", ["translation", "length"])
def test_linked_texts_are_what_they_are_alone_beside_translated_ones(bridge: str):
    one = aligner(bridge=bridge)
    pairs = [
        ("Il pleut. Il neige. Le vent tourne.", "It rains. It snows. The wind turns."),
        ("« Viens », dit Luc.", "“Come,” said Luc."),
        ("Une phrase\nsur deux lignes. Fin.", "One sentence on two lines. End."),
    ]
    texts = [
        BatchText(pairs[0][0], pairs[0][1]),
        BatchText("Il fait froid."),
        *(BatchText(*p) for p in pairs[1:]),
    ]
    found = [each.result for each in align_batch(one, texts)]
    assert found == [
        one.align(*pairs[0]),
        one.align("Il fait froid."),
        *(one.align(*pair) for pair in pairs[1:]),
    ]


def test_a_text_that_cannot_be_linked_is_told_apart():
    one = aligner(bridge="length")
    found = align_batch(one, [BatchText("Il pleut.", "It rains."), BatchText("Il neige.", " ")])
    assert found[0].result is not None
    assert found[1].result is None
    assert isinstance(found[1].error, InputError)


def test_warnings_come_with_the_text_that_they_are_of():
    breton = "Ar mor a zo bras ha don, hag ar pesketaerien a ya bemdez da besketa gant o bagoù bihan er bae."
    with warnings.catch_warnings():
        warnings.simplefilter("error", BitextWarning)
        found = align_batch(aligner(), [BatchText(TEXTS[0]), BatchText(breton)])
    assert found[0].warnings == ()
    assert any("looks like" in told for told in found[1].warnings)


@pytest.mark.model
def test_the_real_model_gives_the_same_too():
    one = Aligner()
    together = align_batch(one, [BatchText(text) for text in TEXTS])
    for text, found in zip(TEXTS, together, strict=True):
        assert found.result is not None
        alone = one.align(text)
        assert found.result == alone
        assert np.array_equal([p.score for p in found.result], [p.score for p in alone])
