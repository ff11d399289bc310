"""Pronouns whose antecedents are in another sentence, by the default model."""

from __future__ import annotations

import pytest

from bitext import Aligner
from bitext.aligner.batch import BatchText, align_batch
from bitext.result.validation import check

COOPERATIVE = (
    "La coopérative laitière a fêté ses dix ans. Sa présidente, Solène Kerbrat, a remercié les éleveurs."
)
MAYOR = "Mme Kerbrat dirige la mairie depuis dix ans. Ses conseillers l'apprécient."
PUTIN = "Vladimir Poutine a reçu les ministres au Kremlin. Sa volonté de négocier ne fait aucun doute."
FACTORY = "L'usine emploie deux cents personnes. Elle ouvrira ses portes samedi."

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def aligner() -> Aligner:
    return Aligner()


@pytest.mark.parametrize(
    ("text", "head"), [(COOPERATIVE, "Its "), (MAYOR, "Her "), (PUTIN, "His "), (FACTORY, "It ")]
)
def test_the_document_tells_what_a_pronoun_stands_for(aligner: Aligner, text: str, head: str):
    result = aligner.align(text)
    check(result)
    assert result[1].target.text.startswith(head)
    assert result[1].flags == ()


def test_the_word_links_stay(aligner: Aligner):
    pair = aligner.align(COOPERATIVE)[1]
    assert ("Sa", "Its") in [(link.source.text, link.target.text) for link in pair.words]


def test_quotations_stay(aligner: Aligner):
    text = "La coopérative recrute. « Sa présidente est partie », dit le voisin."
    result = aligner.align(text)
    check(result)
    assert [link.verdict for link in result.quotes] == ["kept"]


def test_a_stream_and_many_at_once_give_the_same(aligner: Aligner):
    texts = [COOPERATIVE, MAYOR, PUTIN]
    text = "\n\n".join(["Le port rouvre.", *texts] * 3)
    whole = aligner.align(text)
    with aligner.stream(text) as pairs:
        assert tuple(pairs) == whole.pairs
    batch = align_batch(aligner, [BatchText(one) for one in texts])
    assert [one.result for one in batch] == [aligner.align(one) for one in texts]


def test_what_is_fast_asks_nothing_again(monkeypatch: pytest.MonkeyPatch):
    aligner = Aligner(quality="fast")
    engine = aligner.translator.engine
    monkeypatch.setattr(type(engine), "score", lambda *_: pytest.fail("scored"))
    aligner.align(f"{COOPERATIVE} {MAYOR} {PUTIN}")
