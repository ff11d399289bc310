"""One translation of a term for a whole document: links, quotations and offsets stay right."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bitext import Aligner, InputError, choose_term
from bitext.languages import ENGLISH, FRENCH
from bitext.result.validation import check
from bitext.terms.fitting import forms_of
from bitext.terms.glossary import Glossary
from tests.aligner.test_glossary import TERMS, aligner
from tests.aligner.test_glossary import TEXTS as TEXTS_WITH_TERMS
from tests.aligner.test_invariants import check as invariants
from tests.result.test_terms import linked


def test_all_places_get_what_was_chosen():
    result = linked(
        ("Le quai dort.", "The quay sleeps.", "0-0 1-1 2-2 3-3"),
        ("Rien.", "Nothing.", "0-0 1-1"),
        ("Un quai et des quais.", "A dock and embankments.", "0-0 1-1 2-2 4-3 5-4"),
    )
    chosen = choose_term(result, "quai", "embankment")
    assert [pair.target.text for pair in chosen] == [
        "The embankment sleeps.",
        "Nothing.",
        "An embankment and embankments.",
    ]
    assert [pair.flags for pair in chosen] == [("edited",), (), ("edited",)]
    assert [(link.source.text, link.target.text) for link in chosen[2].terms] == [
        ("quai", "embankment"),
        ("quais", "embankments"),
    ]
    assert ("quai", "embankment") in [(link.source.text, link.target.text) for link in chosen[0].words]
    assert result[0].target.text == "The quay sleeps."
    assert chosen.terms() == ()
    check(chosen)


def test_what_is_right_already_is_not_edited():
    result = linked(("Le quai dort.", "The quay sleeps.", "0-0 1-1 2-2 3-3"))
    chosen = choose_term(result, "quai", "quay")
    assert str(chosen) == str(result)
    assert chosen[0].flags == ()
    assert len(chosen[0].terms) == 1


def test_a_name_can_stay_as_it_is():
    result = linked(("Il va à Aigues.", "He goes to Waters.", "0-0 1-1 2-2 3-3 4-4"))
    assert str(choose_term(result, "Aigues", None)) == "He goes to Aigues."


def test_a_pair_without_a_place_for_it_is_flagged():
    result = linked(("Le quai, oui.", "Yes.", "3-0 4-1"))
    chosen = choose_term(result, "quai", "quay")
    assert chosen[0].flags == ("term",)
    assert str(chosen) == "Yes."


@pytest.mark.parametrize(("source", "target"), [("pont", "bridge"), ("", "bridge"), ("quai", "")])
def test_what_cannot_be_chosen(source: str, target: str):
    with pytest.raises(InputError):
        choose_term(linked(("Le quai.", "The quay.", "0-0 1-1 2-2")), source, target)


@settings(max_examples=60, deadline=None)
@given(
    text=TEXTS_WITH_TERMS, term=st.sampled_from(sorted(TERMS)), new=st.sampled_from(["old pier", "X", None])
)
@pytest.mark.filterwarnings("ignore::bitext.LanguageWarning")
def test_whatever_is_chosen_all_stays_consistent(text: str, term: str, new: str | None):
    plain = Aligner()
    plain.translator = aligner().translator
    result = plain.align(text)
    glossary = Glossary({term: new}, FRENCH)
    if not any(glossary.find(pair.source.text) for pair in result):
        return
    chosen = choose_term(result, term, new)
    invariants(chosen)
    for pair in chosen:
        found = {one.span.start + pair.source.start: one for one in glossary.find(pair.source.text)}
        assert len(pair.terms) == len(found) or "term" in pair.flags
        for link in pair.terms:
            assert forms_of(found[link.source.start], ENGLISH).fullmatch(link.target.text)
