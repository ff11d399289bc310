"""Who says a quotation."""

from __future__ import annotations

import copy
import pickle
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bitext
from bitext import Bitext
from tests.conftest import Command


def speakers(text: str) -> list[tuple[str, str] | None]:
    """The speaker of each quotation of a text, and how it is known."""
    found = bitext.segment(text).speakers
    return [(speaker.text, speaker.evidence) if speaker else None for speaker in found]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("« Nous restons », a déclaré Mme Le Bris.", "Mme Le Bris"),
        ("« Il faut partir ! » lance le porte-parole des pêcheurs.", "le porte-parole des pêcheurs"),
        ("« C'est une honte », s'indigne Karim Benali, avocat de la famille.", "Karim Benali"),
        ("« On ne lâchera rien », ont scandé les manifestants devant la mairie.", "les manifestants"),
        ("« Rien n'est signé », a confié à la presse Solène Kerbrat.", "Solène Kerbrat"),
        ("« Le pont tiendra », fait valoir J. L. Morvan.", "J. L. Morvan"),
        ("— Viens-tu ? demanda Jeanne.", "Jeanne"),
        ("« Partez, dit le vieux marin, avant la nuit. »", "le vieux marin"),
        ("« Une erreur » pour le port, a estimé le maire.", "le maire"),
    ],
)
def test_a_clause_names_the_speaker(text: str, speaker: str):
    assert speakers(text) == [(speaker, "clause")]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Le maire a répondu : « Nous fermerons le pont. »", "Le maire"),
        ("Yves Gall, patron du bac, a promis « une solution durable ».", "Yves Gall"),
        ("Le directeur du port, Yves Gall, parle d'« un désastre ».", "Yves Gall"),
        ("Interrogée par la radio, Anne Kervadec dénonce « un scandale ».", "Anne Kervadec"),
        ("Jeudi, le ministre des Transports Paul Riou a qualifié l'accord de « très bon ».", "Paul Riou"),
        ("Des riverains qui criaient « Laissez-nous dormir ! » ont bloqué le quai.", "Des riverains"),
        ("Anne Le Goff est arrivée, en disant que « tout va bien ».", "Anne Le Goff"),
        ("Le rapport évoque « des manquements graves ».", "Le rapport"),
    ],
)
def test_the_subject_before_it_is_the_speaker(text: str, speaker: str):
    ((found, evidence),) = [row for row in speakers(text) if row]
    assert speaker in found
    assert evidence == "subject"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Selon la préfecture, « aucun blessé » n'est à déplorer.", "la préfecture"),
        ("Le pont est « hors d'usage », selon le capitaine du port.", "le capitaine du port"),
        ("Pour Karim Benali, « la vérité finira par sortir ».", "Karim Benali"),
    ],
)
def test_according_to_whom(text: str, speaker: str):
    assert speakers(text) == [(speaker, "according")]


def test_a_pronoun_stands_for_the_last_person_who_agrees():
    text = (
        "Mme Le Bris a reçu les pêcheurs. M. Gall était là. « Je reste », a-t-elle dit. « Moi aussi », a-t-il"
        " ajouté. Ils sont sortis."
    )
    assert speakers(text) == [("Mme Le Bris", "pronoun"), ("M. Gall", "pronoun")]


def test_a_noun_beside_a_name_tells_its_gender():
    text = (
        "Camille Riou, la gardienne du phare, est venue. M. Gall dort. « La lampe est cassée », a-t-elle dit."
    )
    assert speakers(text) == [("Camille Riou", "pronoun")]


def test_what_goes_on_has_the_same_speaker():
    text = "« La mer monte », dit le pilote du bac.\n« Il faut partir. »\nPersonne n'a répondu."
    assert speakers(text) == [("le pilote du bac", "clause"), ("le pilote du bac", "continued")]


def test_two_persons_take_turns():
    text = "— Viens-tu ? demanda Jeanne.\n— Pas ce soir, répondit son frère.\n— Pourquoi ?\n— Je travaille."
    assert speakers(text)[2:] == [("Jeanne", "continued"), ("son frère", "continued")]


@pytest.mark.parametrize(
    "text",
    [
        "« C'est faux », dément-on au ministère.",
        "« Je n'y crois pas », ai-je répondu.",
        "Elle a lu « Vingt mille lieues sous les mers » en un jour.",
        "L'auteur du livre « The Return Of The Tide » vit à Brest.",
        "Le « pont de la discorde » a fermé.",
    ],
)
def test_nobody_is_named(text: str):
    assert speakers(text) == [None]


@pytest.mark.parametrize(
    "text",
    [
        "« Pas le choix ? » s'est étranglée Mme Tanguy, présidente de l'association « Pont pour tous ».",
        "« Je chante encore », dit Mona Riou, dont l'album « Marée basse » sort en mai.",
        "« On jouera », promet Yann Cariou, du groupe breton « Les Ramoneurs ».",
        "« C'est fini », a écrit Paul Riou dans un roman intitulé « Derniers jours ».",
    ],
)
def test_names_in_marks_are_said_by_nobody(text: str):
    first, *others = speakers(text)
    assert first is not None
    assert others == [None]


def test_words_held_at_a_distance_are_no_name():
    first, other = speakers("« Nous restons », dit Paul Riou, qui parle d'un projet « ruineux ».")
    assert first
    assert other
    assert first[0] == other[0]


def test_a_heading_goes_on_with_nothing():
    text = "« Le pont tiendra », a dit le maire.\n« La fin d'une époque »\nLa ville compte ses bacs."
    assert speakers(text)[1] is None


def test_only_languages_with_rules_have_speakers():
    document = bitext.segment("“We stay,” said Ms. Le Bris.", "en")
    assert document.speakers == (None,)


@given(st.text(alphabet="« »“”—.,:;\nMmeLdita-éselonquilà 1'’"))
def test_any_text_has_a_speaker_or_none_for_each_quotation(text: str):
    document = bitext.segment(text)
    assert len(document.speakers) == len(document.quotations)
    for speaker in document.speakers:
        assert speaker is None or speaker.text == document.text[speaker.start : speaker.end]


@pytest.fixture(scope="module")
def result() -> Bitext:
    return bitext.translate("« Nous restons », a déclaré Mme Le Bris. Elle a promis « une réponse lundi ».")


def test_a_link_names_the_speaker_on_both_sides(result: Bitext):
    first, second = (link.speaker for link in result.quotes)
    assert first is not None
    assert first.source is not None
    assert first.target is not None
    assert (first.source.text, first.evidence) == ("Mme Le Bris", "clause")
    assert "Le Bris" in first.target.text
    assert second is not None
    assert (second.source, second.evidence) == (first.source, "pronoun")


def test_a_result_seen_from_the_other_side_has_the_same_speakers(result: Bitext):
    there = [link.speaker for link in result.quotes]
    back = [link.speaker for link in result.swapped().quotes]
    assert [(one.target, one.source) for one in there if one] == [
        (one.source, one.target) for one in back if one
    ]


def test_speakers_survive_pickling_and_files(result: Bitext, tmp_path):
    wanted = [link.speaker for link in result.quotes]
    assert [link.speaker for link in copy.deepcopy(result).quotes] == wanted
    again = pickle.loads(pickle.dumps(result))  # noqa: S301
    assert [link.speaker for link in again.quotes] == wanted
    for name in ("a.json", "a.jsonl", "a.tmx", "a.xlf", "a.html"):
        result.save(tmp_path / name)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert [link.speaker for link in Bitext.load(tmp_path / name).quotes] == wanted, name


def test_a_link_made_by_hand_has_no_speaker():
    assert bitext.QuoteLink(None, None, "unpaired").speaker is None


def test_the_command_line_names_the_speaker(command: Command, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("« Nous restons », a déclaré Mme Le Bris.\n", encoding="utf-8")
    assert "Mme Le Bris" in command("quotes", str(path)).out
    assert '"evidence": "clause"' in command("quotes", str(path), "--json").out
    assert "(clause)" in command("quotes", str(path), "--find", "nous restons").out


def test_a_clause_behind_the_outer_quotation_is_not_of_the_inner_one():
    text = "« On me dit “Rentre”, et je reste », confie Jeanne."
    assert [found and found[0] for found in speakers(text)] == ["Jeanne", None]


def test_the_page_names_a_speaker_whom_the_pair_does_not(result: Bitext, tmp_path):
    result.save(tmp_path / "a.html")
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    first, second = page.split('id="p2"')
    assert page.count('class="note speaker"') == 1
    assert 'class="note speaker"' in second
    assert 'class="note speaker"' not in first
