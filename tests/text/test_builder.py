"""A text that is put together has each stretch where the builder says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bitext.text.builder import TextBuilder


@given(st.lists(st.tuples(st.sampled_from(["", " ", "\n\n"]), st.text(max_size=5)), max_size=6))
def test_every_stretch_is_where_it_was_put(parts: list[tuple[str, str]]):
    builder = TextBuilder()
    spans = [builder.add(gap, stretch) for gap, stretch in parts]
    assert builder.text == "".join(gap + stretch for gap, stretch in parts)
    assert len(builder) == len(builder.text)
    assert [builder.text[span.start : span.end] for span in spans] == [stretch for _, stretch in parts]
