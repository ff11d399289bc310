"""Dialogue behind dashes: the dashes stay where they stand, or quotation marks take their place."""

from __future__ import annotations

import pytest

from bitext import Aligner, Bitext, InputError, segment
from bitext.languages import FRENCH
from bitext.translation.dialogue import turns_as_quotations
from tests.aligner.test_invariants import check, drop_all, drop_some, keep, make

__all__ = ["make"]

NARROW = "\u00a0"


def said(result: Bitext) -> list[str]:
    return [result.target.text[q.target.start : q.target.end] for q in result.quotes if q.target]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("— Viens, dit-il, vite.", "“Viens,” dit-il, “vite.”"),
        ("— Viens, dit-il.", "“Viens,” dit-il."),
        ("— Viens ! cria Paul. La mer monte.", "“Viens !” cria Paul. “La mer monte.”"),
        ("— Je pars — dit-elle — demain.", "“Je pars” — dit-elle — “demain.”"),
        ("Il demanda : — Qui est là ?", "Il demanda : “Qui est là ?”"),
        ("— Tu viens ?\n— Non.\nElle sortit.", "“Tu viens ?”\n“Non.”\nElle sortit."),
        (
            "— Non, dit Anne. Je reste. Il fait froid.",
            "“Non,” dit Anne. “Je reste. Il fait froid.”",
        ),
        ("— Il a dit « oui ». Je l’ai cru.", "“Il a dit ‘oui.’ Je l’ai cru.”"),
        (
            "— Bonjour ! lança le facteur. Il posa le colis et repartit.",
            "“Bonjour !” lança le facteur. Il posa le colis et repartit.",
        ),
        ("SUZANNE. — J’aime la lune !", "SUZANNE. — J’aime la lune !"),
        ("« Viens », dit-il.", "“Viens,” dit-il."),
    ],
)
@pytest.mark.parametrize("change", [keep, drop_all, drop_some])
def test_turns_become_quotations(make, source, target, change):
    result = make(change, dialogue="quotes").align(source)
    check(result, quoted_turns=True)
    assert result.target.text == target


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Il demanda : — Qui est là ?", None),
        ("Elle cria soudain : – Attention !", None),
        ("SUZANNE. — J’aime la lune !", None),
        ("LE MAIRE. – Parce que l’école ferme. Voilà.", None),
        ("Mme Roux, rapporteure. – Favorable.", None),
        ("— Viens, dit-il, vite.", None),
        ("Il s’assit. — Pourquoi ? demanda-t-elle.", None),
        ("Art. 4. – Le bail est écrit.", None),
        ("– du pain frais", None),
        ("« Je pars », dit-il. — Déjà ?", "“Je pars,” dit-il. — Déjà ?"),
    ],
)
@pytest.mark.parametrize("change", [keep, drop_all])
def test_dashes_stay_where_they_stand(make, source, target, change):
    result = make(change).align(source)
    check(result)
    assert result.target.text == (target or source)


def test_each_part_of_a_turn_is_linked_to_it(make):
    result = make(keep, dialogue="quotes").align("— Viens, dit-il, et vite.\n— Non.")
    first, second = result.source.quotations
    assert [link.source for link in result.quotes] == [first, first, second]
    assert first.kind == "dialogue"
    assert {link.verdict for link in result.quotes} == {"kept"}
    assert said(result) == ["“Viens,”", "“et vite.”", "“Non.”"]
    assert result.target.quotations[0].kind == "quotation"


def test_a_turn_whose_marks_the_model_lost_is_restored(make):
    result = make(drop_all, dialogue="quotes").align("— Viens, dit-il, vite.")
    assert {link.verdict for link in result.quotes} == {"restored"}
    result = make(drop_all).align("Il demanda : — Qui est là ?")
    assert [link.verdict for link in result.quotes] == ["restored"]


@pytest.mark.parametrize(
    ("style", "target"),
    [
        ("curly", "“Il a dit ‘oui,’” dit Anne."),
        ("single", "‘Il a dit “oui”,’ dit Anne."),
        ("straight", "\"Il a dit 'oui,'\" dit Anne."),
        ("source", f"«{NARROW}Il a dit « oui »,{NARROW}» dit Anne."),
    ],
)
def test_quoted_turns_have_the_style_of_quotations(make, style, target):
    result = make(keep, dialogue="quotes", quotes=style).align("— Il a dit « oui », dit Anne.")
    check(result, quoted_turns=True)
    assert result.target.text == target


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("« Je pars », dit-il.", "‘Je pars,’ dit-il."),
        ("Il a parlé d’un « beau gâchis ».", "Il a parlé d’un ‘beau gâchis’."),
        ("Un « beau gâchis », dit-on, et « rien d’autre ».", "Un ‘beau gâchis’, dit-on, et ‘rien d’autre’."),
        ("Il a dit : « Rien n’est “perdu”. »", "Il a dit : ‘Rien n’est “perdu”.’"),
        ("« Viens, dit-il, vite. »", "‘Viens,’ dit-il, ‘vite.’"),
        ("Il cria : « Assez ! »", "Il cria : ‘Assez !’"),
    ],
)
def test_single_marks_stand_as_british_publishers_set_them(make, source, target):
    result = make(keep, quotes="single").align(source)
    check(result)
    assert result.target.text == target


@pytest.mark.parametrize("style", ["curly", "single", "straight", "source"])
def test_results_can_be_saved(make, tmp_path, style):
    text = (
        "— Il a dit « oui », fit-elle — enfin, presque —, hier.\nIl cria : — Assez !\n— Non, dit Paul. Reste."
    )
    for dialogue in ("dashes", "quotes"):
        result = make(drop_some, quotes=style, dialogue=dialogue).align(text)
        check(result, quoted_turns=dialogue == "quotes")
        for suffix in (".json", ".jsonl", ".tmx", ".xlf"):
            result.save(tmp_path / f"saved{suffix}")
            assert Bitext.load(tmp_path / f"saved{suffix}") == result


def test_a_stream_gives_the_same(make):
    aligner = make(keep, dialogue="quotes")
    text = "— Viens, dit-il, vite.\n— Non. Je reste, dit Anne.\nIl sortit."
    with aligner.stream(text) as pairs:
        parts = "".join(part.target.text for part in pairs.settled())
        assert pairs.result() == aligner.align(text)
    assert "“Viens,” dit-il, “vite.”" in parts


def test_there_is_no_other_form_of_dialogue():
    with pytest.raises(InputError, match="dashes, quotes"):
        Aligner(dialogue="marks")  # type: ignore[arg-type]  # what is not allowed is tested


@pytest.mark.model
@pytest.mark.parametrize("dialogue", ["dashes", "quotes"])
def test_the_narrator_is_translated_too(dialogue):
    text = "— Tu m’écriras ? demanda-t-il enfin.\n— Je pars demain ! s’écria Marthe. Je pars seule."
    result = Aligner(beam=1, dialogue=dialogue).align(text)
    check(result, quoted_turns=dialogue == "quotes")
    first, second = result.target.text.splitlines()
    assert "asked" in first
    assert "Mart" in second
    assert first.startswith("— " if dialogue == "dashes" else "“")


def test_many_quotations_in_one_turn_take_no_longer_than_they_are_long():
    document, was = turns_as_quotations(segment("— « Oui » " * 8_000), FRENCH)
    assert len(document.quotations) == len(was) == 8_001
    assert {quotation.depth for quotation in document.quotations} == {0, 1}


@pytest.mark.model
@pytest.mark.parametrize("source", ["— Viens, dit-il, vite.", "« Viens, dit-il, vite. »"])
def test_one_word_behind_a_clause_is_translated(source):
    result = Aligner(beam=1, dialogue="quotes").align(source)
    check(result, quoted_turns=True)
    assert "vite" not in result.target.text
    assert len(result.quotes) == 2


@pytest.mark.model
def test_names_of_who_speaks_stay():
    result = Aligner(beam=1).align("PIERRE, riant. — Moi aussi.\nLE JUGE. – Silence !")
    first, second = result.target.text.splitlines()
    assert first.startswith("PIERRE, ")
    assert " — " in first
    assert second.startswith("THE JUDGE. – ")
