"""Which spans a stretch touches, and quotations apart from unpaired marks."""

from __future__ import annotations

from copy import copy, deepcopy
from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitext.text.document import Quotation, Span, SpanIndex, paired_and_unpaired

LENGTH = 40


@st.composite
def rows(draw: st.DrawFn) -> list[Span]:
    """Spans in order that do not overlap; they may be empty or touch."""
    edges = sorted(draw(st.lists(st.integers(0, LENGTH), max_size=12)))
    return [Span(*edges[at : at + 2]) for at in range(0, len(edges) - 1, 2)]


@given(rows(), st.integers(0, LENGTH), st.integers(1, LENGTH))
def test_a_stretch_touches_what_it_shares_a_character_with(spans: list[Span], start: int, length: int):
    stretch = set(range(start, start + length))
    shared = [at for at, span in enumerate(spans) if stretch & set(range(span.start, span.end))]
    touched = SpanIndex(spans).touched(start, start + length)
    assert [at for at in touched if len(spans[at])] == shared
    assert all(start < spans[at].end and spans[at].start < start + length for at in touched)


def test_a_span_is_a_value():
    span = Span(2, 5)
    assert (span.start, span.end, len(span)) == (2, 5, 3)
    assert replace(span, end=9) == Span(2, 9) != span
    assert deepcopy(span) == span == copy(span)
    assert Span(start=2, end=5) == span
    assert repr(span) == "Span(start=2, end=5)"
    with pytest.raises(FrozenInstanceError):
        span.start = 1  # type: ignore[misc]  # that it cannot be set is what is tested


def test_a_gap_touches_nothing():
    index = SpanIndex([Span(0, 3), Span(5, 9)])
    assert list(index.touched(3, 5)) == []
    assert list(index.touched(2, 6)) == [0, 1]
    assert len(index) == 2


def test_unpaired_marks_stand_apart_in_their_order():
    paired = Quotation(4, 9, "«", "»"), Quotation(0, 3, "—", "", kind="dialogue")
    lone = Quotation(9, 10, "", "”", kind="stray"), Quotation(3, 4, "“", "", kind="stray")
    assert paired_and_unpaired([paired[0], lone[0], paired[1], lone[1]]) == (paired, lone)
