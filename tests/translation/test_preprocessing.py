"""What the model reads, and the way back from it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitext import segment
from bitext.text.document import Span
from bitext.translation.preprocessing import ModelInput, prepare, reopened, sentence_marks


def read(text: str) -> list[str]:
    """What the model reads of each sentence of ``text``."""
    document = segment(text)
    return [
        prepare(sentence.text, marks).text
        for sentence, marks in zip(document.sentences, sentence_marks(document), strict=True)
    ]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("l’été", "l'été"),
        ("« oui »", '"oui"'),
        ("«\u00a0oui\u202f»", '"oui"'),
        ("“oui”", '"oui"'),
        ("„oui“", '"oui"'),
        ("‹ oui ›", '"oui"'),
        ("ou… non", "ou... non"),
        ("peut‑être", "peut-être"),
        ("Où\u202f? Là\u00a0!", "Où ? Là !"),
        ("un\u200b mot\x00", "un mot"),
        ("  deux   espaces  ", "deux espaces"),
        ("9\u202f000\u00a0km", "9 000 km"),
    ],
)
def test_forms(text, plain):
    assert prepare(text).text == plain


def test_marks_that_stand_apart_may_stay_apart():
    assert prepare("« oui »", tight=False).text == '" oui "'


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Il a dit « oui » hier.", ['Il a dit "oui" hier.']),
        # A mark is certain where it wraps the sentence or comes from another one.
        ("« Je pars. »", ["Je pars."]),
        ("« Je pars. Je reviens. »", ["Je pars.", "Je reviens."]),
        ("« Je pars », dit-il.", ['"Je pars", dit-il.']),
        ("— Tu viens ?", ["Tu viens ?"]),
        ("Il part.”", ["Il part."]),
    ],
)
def test_marks_that_are_certain_are_kept_from_the_model(text, seen):
    assert read(text) == seen


def test_a_later_paragraph_of_a_quotation_opens_again():
    document = segment("« Un.\nDeux. Trois. »")
    marks = reopened(document, sentence_marks(document))
    assert [[mark.role for mark in found] for found in marks] == [["open"], ["continuation"], ["close"]]
    assert marks[1][0].start == marks[1][0].end == 0


@given(st.text(alphabet=" \u00a0\u202f«»“”„‹›’'\"…—-abÉ\x00\u200b\n", max_size=40), st.booleans())
def test_each_character_knows_where_it_came_from(text, tight):
    prepared = prepare(text, tight=tight)
    assert len(prepared.origin) == len(prepared.text)
    assert list(prepared.origin) == sorted(prepared.origin)
    for character, (start, end) in zip(prepared.text, prepared.origin, strict=True):
        assert start < end
        if character.isalpha():
            assert text[start] == character


@given(
    st.text("aé -’.", max_size=600).map(str.strip),
    st.lists(st.integers(0, 600), max_size=8),
)
def test_what_stands_in_its_place_goes_back_to_it(text: str, edges: list[int]):
    """Also what is empty, at the end of the text."""
    read = prepare(text)
    cuts = sorted(min(edge, len(read.text)) for edge in edges)
    spans = [Span(start, end) for start, end in pairwise(cuts)] if read.text else []
    assert read.spans_back(spans) == replace(read, in_place=False).spans_back(spans)
    if read.in_place:
        assert len(read.text) == len(text)
        assert read.origin == tuple((at, at + 1) for at in range(len(text)))


def test_spans_back():
    prepared = prepare("«\u00a0Oui…\u00a0»")
    assert prepared == ModelInput(
        '"Oui..."', ((0, 1), (2, 3), (3, 4), (4, 5), (5, 6), (5, 6), (5, 6), (7, 8))
    )
    assert prepared.spans_back([Span(1, 4), Span(4, 7), Span(2, 2)]) == (Span(2, 5), Span(5, 6), Span(3, 3))
