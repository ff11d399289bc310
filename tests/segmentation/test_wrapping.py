"""Wrapped text (mail, PDF) is joined; verse, lists, addresses, tables and subtitles stay as they are."""

from __future__ import annotations

import textwrap

import pytest

from bitext.errors import InputError, WrappingWarning
from bitext.segmentation.segment import segment

PROSE = (
    "La mairie a rouvert la passerelle hier matin, après onze mois de travaux. Les riverains, qui faisaient "
    "jusque-là un détour de deux kilomètres, ont applaudi l’adjoint chargé des routes. « Nous avions promis "
    "de finir avant l’hiver », a-t-il rappelé devant une trentaine de personnes. Les vélos passeront dès "
    "lundi, les poids lourds jamais. Le chantier a coûté 1,3 million d’euros, dont un tiers par la région."
)
SENTENCES = [sentence.text for sentence in segment(PROSE)]


def joined(text: str) -> list[str]:
    return [" ".join(sentence.text.split()) for sentence in segment(text)]


@pytest.mark.parametrize("width", [48, 60, 72, 80, 100])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_wrapped_prose_is_joined_without_a_warning(width: int, end: str) -> None:
    lines = textwrap.wrap(PROSE, width, break_on_hyphens=False)
    text = end.join(lines)
    document = segment(text)
    assert [" ".join(s.text.split()) for s in document] == SENTENCES
    assert {s.paragraph for s in document} == {0}
    assert all(s.text == text[s.start : s.end] for s in document)
    assert [q.open for q in document.quotations] == ["«"]


@pytest.mark.parametrize("between", ["\n\n", "\n   "])
def test_paragraphs_stay_apart(between: str) -> None:
    wrapped = "\n".join(textwrap.wrap(PROSE, 72, break_on_hyphens=False))
    document = segment(f"{wrapped}{between}{wrapped}")
    assert joined(document.text) == SENTENCES * 2
    assert {s.paragraph for s in document} == {0, 1}


def test_a_paragraph_that_ends_in_a_short_line_stays_apart() -> None:
    first = (
        "Le vent a tourné pendant la nuit et les bateaux sont restés au port, ce qui\nn’a surpris personne."
    )
    second = "Au matin, la criée était vide, et les restaurants du quai ont servi du bœuf\nà la place du bar."
    document = segment(f"{first}\n{second}\n{first}")
    assert len(document) == 3
    assert [s.paragraph for s in document] == [0, 1, 2]


STAYS = {
    "verse": "Le soir descend sur les toits de la ville,\nUn chien aboie au bout du long chemin,\n"
    "La mer se tait, la lampe est immobile,\nEt je t’attends, un livre dans la main.",
    "free verse": "j’ai posé la main\nsur la pierre encore chaude\ndu mur\net le soir\nest venu",
    "list": "- du pain de la boulangerie du port\n- des pommes de la ferme du bas\n- du cidre",
    "bare list": "200 g de farine\n3 œufs\nun peu de lait\ndu sel",
    "numbered": "1. approbation du compte rendu de la séance passée\n2. vote du budget de la commune"
    "\n3. questions diverses et calendrier des prochaines séances",
    "address": "Anne Le Goff\n12 rue des Lices\n35000 Rennes",
    "table": "commune\thabitants\nbrest\t140000\nrennes\t220000",
    "columns": "brest          140000 habitants\nrennes         220000 habitants",
    "subtitles": "1\n00:00:01,000 --> 00:00:03,000\nje ne sais pas ce que tu veux\nque je te dise ce soir",
    "lines": "Il pleut depuis hier soir sur toute la côte nord.\nLes routes sont coupées entre deux bourgs.",
    "headings": "Budget de la commune\nÉcole et cantine\nVoirie",
    "dialogue": "— tu viens avec moi jusqu’au port ce soir, ou bien\n— non, je reste ici avec les enfants",
    "paragraphs": f"{PROSE}\n{PROSE}",
    "labels": "Objet : la réunion de jeudi prochain à la salle des fêtes\nDe : la mairie\nDate : lundi",
}


@pytest.mark.parametrize("kind", STAYS)
@pytest.mark.filterwarnings("error::bitext.errors.WrappingWarning")
def test_what_is_not_wrapped_stays(kind: str) -> None:
    text = STAYS[kind]
    document = segment(text)
    assert document == segment(text, unwrap=False)
    assert {s.paragraph for s in document} == set(range(len(text.splitlines())))


def test_what_a_program_divided_is_joined_with_a_warning() -> None:
    with pytest.warns(WrappingWarning, match="A line break looks like wrapped text"):
        document = segment("Le maire a présenté le bud-\nget de la ville. Il a été adopté.")
    assert [s.text for s in document] == ["Le maire a présenté le bud-\nget de la ville.", "Il a été adopté."]


def test_it_can_be_asked_for_or_refused() -> None:
    text = "Le vent se lève,\nla mer aussi.\nUn titre\nLe port se vide peu à peu,\n- sans bruit"
    assert [s.text for s in segment(text, unwrap=True)] == [
        "Le vent se lève,\nla mer aussi.",
        "Un titre",
        "Le port se vide peu à peu,",
        "- sans bruit",
    ]
    assert len(segment(text, unwrap=False)) == 5
    with pytest.raises(InputError, match="auto, True, False"):
        segment(text, unwrap="yes")  # type: ignore[arg-type]  # what is not allowed is tested


def test_many_wrapped_lines_are_joined_in_one_pass() -> None:
    lines = "mot mot mot mot mot mot mot mot mot mot mot mot mot\n" * 10_000
    assert len(segment(lines)) == 1


def test_english_is_joined_too() -> None:
    text = (
        "The town hall has opened the footbridge again after eleven months of\nwork. People who live near it"
        " had to walk more than a mile to reach\nthe station until yesterday."
    )
    assert len(segment(text, "en")) == 2
