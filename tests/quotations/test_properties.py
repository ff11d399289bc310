"""Invariants of quotations, over any text."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitext.languages import FRENCH
from bitext.quotations.direct_speech import direct_speech
from bitext.quotations.find import find_quotations
from bitext.quotations.marks import SURE
from bitext.segmentation.segment import segment
from bitext.text.characters import LINE_BREAKS

if TYPE_CHECKING:
    from bitext.text.document import Quotation

PIECES = [
    "«",
    "»",
    "“",
    "”",
    "„",
    "‟",
    "‹",
    "›",
    "‘",
    "’",
    '"',
    "'",
    "<<",
    ">>",
    ",,",
    "''",
    "`",
    "—",
    "–",
    "- ",
]
PIECES += [
    " ",
    "\u00a0",
    "\n",
    "\r\n",
    "\n\n",
    ". ",
    ", ",
    " : ",
    "?",
    "!",
    "…",
    "mot",
    "Mot",
    "l’",
    "7",
    "dit-il",
]
MESSY = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
ANY = st.one_of(MESSY, st.text(max_size=200))


def marks_used(quotations: tuple[Quotation, ...]) -> list[int]:
    used: list[int] = []
    for one in quotations:
        if one.kind != "dialogue":
            used.extend(range(one.start, one.start + len(one.open)))
            used.extend(range(one.end - len(one.close), one.end))
            used.extend(one.continuations)
    return used


@given(ANY)
def test_offsets_are_true(text: str) -> None:
    found, lone = find_quotations(text, (), FRENCH)
    for one in found + lone:
        assert text[one.start :].startswith(one.open)
        assert text[: one.end].endswith(one.close)
        assert 0 <= one.start < one.end <= len(text)
        assert one.inner.start <= one.inner.end or one.kind == "stray"
        assert all(one.start < at < one.end for at in one.continuations)


@given(ANY)
def test_every_mark_has_one_place(text: str) -> None:
    found, lone = find_quotations(text, (), FRENCH)
    used = Counter(marks_used(found + lone))
    assert set(used.values()) <= {1}
    assert all(i in used for i, char in enumerate(text) if char in SURE)


@given(ANY)
def test_nothing_crosses(text: str) -> None:
    ends: list[int] = []
    found, _ = find_quotations(text, (), FRENCH)
    for one in found:
        while ends and ends[-1] <= one.start:
            ends.pop()
        assert not ends or one.end <= ends[-1]
        ends.append(one.end)


@given(ANY)
def test_depth_is_the_number_of_quotations_round_it(text: str) -> None:
    found, _ = find_quotations(text, (), FRENCH)
    outer = [one for one in found if one.kind == "quotation"]
    for one in found:
        assert one.depth == sum(o is not one and o.start <= one.start and one.end <= o.end for o in outer)


@given(ANY)
def test_all_in_order(text: str) -> None:
    found, lone = find_quotations(text, (), FRENCH)
    assert [one.start for one in found] == sorted(one.start for one in found)
    assert [one.start for one in lone] == sorted({one.start for one in lone})


@given(ANY)
def test_sentences_are_those_touched(text: str) -> None:
    document = segment(text)
    for one in document.quotations + document.unpaired:
        touched = [k for k, s in enumerate(document.sentences) if s.start < one.end and one.start < s.end]
        assert list(one.sentences) == touched


@given(
    st.lists(st.sampled_from(["« Un »", "“deux”", "rien", '"trois"', "‹ quatre ›"]), max_size=8), st.data()
)
def test_a_stray_mark_leaves_other_paragraphs_alone(words: list[str], data: st.DataObject) -> None:
    before = [f"Le {word} passe." for word in words]
    place = data.draw(st.integers(0, len(before)))
    stray = data.draw(
        st.sampled_from(["Un «accord naît.", "Un “accord naît.", "L’accord” naît.", 'Un "accord naît.'])
    )
    whole = "\n".join([*before[:place], stray, *before[place:]])
    found, lone = find_quotations(whole, (), FRENCH)
    plain, none = find_quotations("\n".join(before), (), FRENCH)
    assert none == ()
    assert [whole[one.start : one.end] for one in found] == [
        "\n".join(before)[one.start : one.end] for one in plain
    ]
    assert len(lone) == 1


@given(ANY)
def test_direct_speech_is_ordered_and_within_the_text(text: str) -> None:
    last = 0
    for span in direct_speech(segment(text), FRENCH):
        assert last <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == text[span.start : span.end].strip()
        last = span.end


@pytest.mark.parametrize(
    "piece",
    [
        "«",
        "»",
        '"',
        "'",
        "’ ",
        "«»",
        "»«",
        '“"',
        "« A\n",
        "\n— ",
        ". — A",
        '<a b="',
        "<<",
        "‘",
        " \n",
        "« — “",
    ],
)
def test_long_monotony_completes(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    found, lone = find_quotations(text, (), FRENCH)
    used = marks_used(found + lone)
    assert len(used) == len(set(used))
    assert sum(char in SURE for char in text) <= len(used)


@pytest.mark.parametrize("piece", ["— Oui, dit-il. ", "« Oui », dit-il, ", ", dit-il", "— A : « B » "])
def test_long_speech_completes(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    assert all(span.end <= len(text) for span in direct_speech(segment(text), FRENCH))


@given(MESSY, st.sampled_from(LINE_BREAKS))
def test_every_line_break_is_read_like_a_line_feed(text: str, line_break: str) -> None:
    plain = text.replace("\r", "")
    other = plain.replace("\n", line_break)
    assert find_quotations(other, (), FRENCH) == find_quotations(plain, (), FRENCH)
    assert direct_speech(segment(other), FRENCH) == direct_speech(segment(plain), FRENCH)
