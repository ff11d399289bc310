"""Kinds of characters: line breaks are those of Python, controls and surrogates those of Unicode."""

from __future__ import annotations

import re
import sys
import unicodedata

import pytest

from bitext.text.characters import (
    CONTROLS,
    LINE_BREAKS,
    SEPARATORS,
    SURROGATES,
    UNSAFE,
    visible,
    without_accents,
)

EVERY = [chr(code) for code in range(sys.maxunicode + 1)]


def test_line_breaks_are_those_of_splitlines() -> None:
    assert {one for one in EVERY if len(f"a{one}b".splitlines()) == 2} == set(LINE_BREAKS)


@pytest.mark.parametrize(
    ("ranges", "categories"), [(CONTROLS, {"Cc"}), (SURROGATES, {"Cs"}), (SEPARATORS, {"Zl", "Zp"})]
)
def test_classes_are_the_categories_of_unicode(ranges: str, categories: set[str]) -> None:
    pattern = re.compile(f"[{ranges}]")
    assert {one for one in EVERY if pattern.match(one)} == {
        one for one in EVERY if unicodedata.category(one) in categories
    }


def test_no_control_or_half_of_a_character_reaches_the_screen() -> None:
    assert visible("a\tb\x7f\x85\u2028\u202e\ud800é") == "a␉b␡\ufffd\ufffd\ufffd\ufffdé"
    assert all(UNSAFE.match(one) for one in LINE_BREAKS)


def test_accents_and_capitals_are_left_out() -> None:
    assert without_accents("Crème BRÛLÉE, Straße") == "creme brulee, strasse"
