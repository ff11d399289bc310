"""What counts as the same sentence, and what only as a like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitext.memory.keys import hash_of, is_storable, key_of, stems_of
from bitext.memory.lookup import likeness_of

SAME = [
    ("L'eau monte.", "L’eau monte."),
    ("« Reste ! » dit-elle.", "“Reste!” dit-elle."),
    ("« Reste\u202f! » dit-elle.", '"Reste !" dit-elle.'),
    ("Il est 9\u00a0heures\u202f: tard.", "Il est 9 heures : tard."),
    ("Une e\u0301cluse.", "Une écluse."),
    ("La ber-\u00adge s’effondre…", "La ber-ge s'effondre..."),
    ("Il part\nce soir.", "  Il part  ce soir. "),
    ("Le non‑dit — ou presque.", "Le non-dit – ou presque."),
]
OTHER = [
    ("Il y a 12 canards.", "Il y a 13 canards."),
    ("Il y a 1 200 canards.", "Il y a 1 201 canards."),
    ("LE PORT EST FERMÉ.", "Le port est fermé."),
    ("La pêche reprend.", "La peche reprend."),
    ("Il vient.", "Il vient ?"),
    ("Il vient.", "« Il vient. »"),
    ("Il ne vient pas.", "Il vient."),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_signs_of_several_kinds_are_the_same(one: str, other: str):
    assert key_of(one) == key_of(other)
    assert likeness_of(key_of(one), key_of(other)) == 100


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_what_says_something_else_is_never_the_same(one: str, other: str):
    assert key_of(one) != key_of(other)
    assert 0 < likeness_of(key_of(one), key_of(other)) < 100


@given(st.text(max_size=60))
def test_a_key_is_its_own_key_but_for_marks_that_meet(text: str):
    key = key_of(text)
    assert key == key.strip()
    assert "  " not in key
    assert key_of(f"  {text}\n") == key
    assert hash_of(key) == hash_of(key_of(text))
    assert -(2**63) <= hash_of(key) < 2**63


@given(st.text(max_size=40), st.text(max_size=40))
def test_only_equal_keys_are_wholly_alike(one: str, other: str):
    assert (likeness_of(key_of(one), key_of(other)) == 100) == (key_of(one) == key_of(other))


def test_stems_leave_out_accents_case_and_endings():
    assert stems_of("Les présidentes") == ["l", "presid"]
    assert stems_of("le Président") == ["l", "presid"]
    assert stems_of("?!") == []


def test_lone_surrogates_cannot_be_kept():
    assert is_storable("😀 é")
    assert not is_storable("a\ud800")
