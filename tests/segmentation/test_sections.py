"""Sections of a long text: together they are the text, and none ends inside a quotation."""

from __future__ import annotations

import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitext.segmentation.sections import sections
from bitext.segmentation.segment import segment

PARAGRAPH = "Le phare est fermé. Le gardien est parti hier soir.\n\n"
SPEECH = "« Nous attendons.\n\n« Nous attendrons encore.\n\n« Et demain aussi. »\n\n"


def cut(text: str, length: int, step: int = 7) -> list[str]:
    return list(sections((text[at : at + step] for at in range(0, len(text), step)), length=length))


def test_a_short_text_is_one_section():
    assert cut(PARAGRAPH, 1000) == [PARAGRAPH]
    assert cut("", 1000) == []


def test_sections_end_behind_paragraphs():
    found = cut(PARAGRAPH * 20, 200)
    assert "".join(found) == PARAGRAPH * 20
    assert len(found) > 5
    assert all(section.endswith("\n\n") for section in found)


@pytest.mark.parametrize("length", range(100, 400, 13))
def test_no_section_ends_inside_a_quotation(length: int):
    text = (PARAGRAPH + SPEECH) * 12
    found = cut(text, length)
    assert "".join(found) == text
    assert len(found) > 1
    whole = segment(text)
    parts = [segment(section) for section in found]
    assert sum(len(part.quotations) for part in parts) == len(whole.quotations)
    assert not any(part.unpaired for part in parts)


def test_one_long_paragraph_is_cut_behind_sentences():
    text = "Le phare est fermé. " * 100
    found = cut(text, 150)
    assert "".join(found) == text
    assert [len(segment(section)) for section in found] == [7] * 14 + [2]


def test_a_mark_that_is_never_closed_does_not_stop_the_work():
    text = "« Le phare est fermé.\n" * 60
    found = cut(text, 300)
    assert "".join(found) == text
    assert max(map(len, found)) <= 300


def test_text_without_an_end_is_cut_all_the_same():
    assert [len(section) for section in cut("a" * 1000, 300)] == [300, 300, 300, 100]


@given(st.text(alphabet='aÉ .!?«»“”"\n\r\u2028—', max_size=400), st.integers(5, 80), st.integers(1, 60))
def test_nothing_is_lost(text: str, length: int, step: int):
    found = cut(text, length, step)
    assert "".join(found) == text
    assert all(0 < len(section) <= length for section in found)


def test_lines_that_stay_apart_are_no_wrapped_text():
    text = (
        "Le phare du port est fermé depuis hier soir et\nil ne rouvrira pas avant la fin de la semaine.\n"
        * 30
    )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = list(sections([text], length=500, unwrap=False))
    assert "".join(found) == text
    assert all(section.endswith("\n") for section in found)
