"""XLIFF of other programs: what becomes a pair, what is text, what is told."""

from __future__ import annotations

import pytest

from bitext.errors import ExchangeWarning, LanguageWarning
from tests.support.xliff_files import (
    document,
    file,
    ignorable,
    loaded,
    quietly,
    segment,
    sides,
    unit,
    unit_of,
)


def test_units_become_paragraphs_and_segments_pairs():
    first = unit_of("u1", segment("Un.", "One.") + ignorable(" ", "  ") + segment("Deux.", "Two."))
    second = unit_of("u2", segment("Trois.", "Three."))
    bitext = loaded(file(f"{first}<group id='g'>{second}</group>"))
    assert (bitext.source.text, bitext.target.text) == (
        "Un. Deux.\nTrois.",
        "One.  Two.\nThree.".replace("  ", " "),
    )
    assert [sentence.paragraph for sentence in bitext.source] == [0, 0, 1]
    assert (bitext.source.lang, bitext.target.lang) == ("fr", "en")


def test_several_files_follow_one_another():
    parts = "".join(
        f'<file id="f{n}">{unit_of("u1", segment(f"Un {n}.", f"One {n}."))}</file>' for n in (1, 2)
    )
    assert loaded(document(parts)).source.text == "Un 1.\n\nUn 2."


def test_white_space_is_kept_where_the_file_says_so():
    inside = '<segment><source xml:space="preserve">Un  \n deux.</source></segment>'
    assert quietly(unit(inside)).source.text == "Un  \n deux."
    assert quietly(unit(segment("\n  Un\n  deux.\n"))).source.text == "Un deux."


def test_white_space_at_the_edges_of_segments_stands_between_them():
    bitext = loaded(unit(segment("Un. ", "One.") + segment("Deux.", " Two.")))
    assert (bitext.source.text, bitext.target.text) == ("Un. Deux.", "One. Two.")


def test_a_segment_without_a_target_is_flagged():
    with pytest.warns(ExchangeWarning, match="segments without a target: 1"):
        bitext = loaded(unit(segment("Un.", "One.") + segment("Deux.")))
    assert sides(bitext) == [("Un.", "One."), ("Deux.", "")]
    assert [pair.flags for pair in bitext] == [(), ("empty",)]


def test_segments_without_any_text_are_left_out():
    assert sides(loaded(unit(segment("", "") + segment("Un.", "One.")))) == [("Un.", "One.")]


def test_a_file_of_the_source_alone_has_a_target_language_all_the_same():
    text = document(f'<file id="f1">{unit_of("u1", segment("Un."))}</file>', 'version="2.0" srcLang="fr-CA"')
    bitext = quietly(text)
    assert (bitext.source.lang, bitext.target.lang) == ("fr", "en")


@pytest.mark.parametrize(("state", "checked"), [("translated", False), ("reviewed", True), ("final", True)])
def test_a_state_beyond_translated_is_a_check(state: str, checked: bool):
    bitext = loaded(unit(segment("Un.", "One.", f' state="{state}"')))
    assert bitext.pairs[0].checked is checked


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (
            'Un <pc id="1">chat</pc><ph id="2" equiv="x"/> <mrk id="m" type="term">noir</mrk>.',
            "Un chat noir.",
        ),
        ('<sc id="1"/>Un<ec startRef="1"/> <sm id="m" translate="no"/>chat<em startRef="m"/>.', "Un chat."),
        ('Un<cp hex="001b"/>chat.', "Un\x1bchat."),
        ("<![CDATA[Un <b>chat</b> & co.]]>", "Un <b>chat</b> & co."),
        ('Un<!-- ici --> chat<?ici "là"?>.', "Un chat."),
    ],
)
def test_codes_and_annotations_are_no_text_but_what_they_enclose_is(inside: str, text: str):
    assert quietly(unit(segment(inside))).source.text == text


def test_original_data_notes_and_candidates_are_no_text():
    inside = (
        '<mtc:matches><mtc:match ref="#s"><source>Autre.</source><target>Other.</target>'
        "</mtc:match></mtc:matches>"
        '<notes><note>À revoir.</note></notes><originalData><data id="d">[br]</data></originalData>'
    )
    bitext = loaded(unit(inside + segment('Un.<ph id="1" dataRef="d"/>', "One.", ' id="s"')))
    assert sides(bitext) == [("Un.", "One.")]


def test_an_ignorable_with_text_is_not_lost():
    bitext = loaded(unit(segment("Un.", "One.") + ignorable(" * * * ") + segment("Deux.", "Two.")))
    assert sides(bitext) == [("Un.", "One."), ("* * *", "* * *"), ("Deux.", "Two.")]
    assert bitext.target.text == "One. * * * Two."


def test_segments_whose_targets_change_places_are_one_pair():
    def part(source: str, target: str, order: int) -> str:
        return f'<segment><source>{source}</source><target order="{order}">{target}</target></segment>'

    inside = segment("Un.", "One.") + ignorable(" ", " ") + part("Deux.", "Two.", 5) + ignorable(" ", " ")
    bitext = loaded(
        unit(inside + part("Trois.", "Three.", 3) + ignorable(" ", " ") + segment("Fin.", "End."))
    )
    assert bitext.target.text == "One. Three. Two. End."
    assert sides(bitext) == [("Un.", "One."), ("Deux. Trois.", "Three. Two."), ("Fin.", "End.")]
    assert [len(pair.target) for pair in bitext] == [1, 2, 1]


def test_quotations_are_found_by_the_rules():
    inside = segment("Il dit : « Oui.", "He says, “Yes.") + ignorable(" ") + segment("Non. »", "No.”")
    bitext = loaded(unit(inside))
    assert [link.verdict for link in bitext.quotes] == ["kept"]
    assert bitext.source.quotations[0].sentences == (0, 1)


def test_english_to_french_keeps_its_direction():
    text = document(
        f'<file id="f1">{unit_of("u1", segment("“One.”", "« Un. »"))}</file>',
        'version="2.1" srcLang="en" trgLang="fr"',
    )
    bitext = loaded(text)
    assert (bitext.source.lang, bitext.target.lang) == ("en", "fr")
    assert [link.verdict for link in bitext.quotes] == ["kept"]


def test_other_languages_have_no_quotations():
    text = document(
        f'<file id="f1">{unit_of("u1", segment("„Eins.“", "«Un.»"))}</file>',
        'version="2.1" srcLang="de" trgLang="fr"',
    )
    with pytest.warns(LanguageWarning, match="the languages are de and fr"):
        bitext = loaded(text)
    assert sides(bitext) == [("„Eins.“", "«Un.»")]
    assert not bitext.quotes
