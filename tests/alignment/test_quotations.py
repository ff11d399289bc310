"""Quotations of two texts: each one accounted for, whatever the words do."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bitext import segment
from bitext.alignment.quotations import link_quotations
from bitext.result.links import WordLinks
from bitext.result.pair import Pair, Side

PARTS = st.lists(st.sampled_from(["“oui”", "“le mot ‘dit’ hier”", "rien", "il part,", "”", "“"]), max_size=7)
ROWS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=25)


@given(PARTS, PARTS, ROWS)
def test_every_quotation_of_both_sides_has_a_link(french, english, rows):
    source, target = segment(" ".join(french)), segment(" ".join(english), "en")
    words = WordLinks((a, a + 1, c, c + 1) for a, c in rows)
    pairs = [Pair(Side(source.sentences), Side(target.sentences), words=words)]
    links = link_quotations(source, target, pairs)
    left = [link.source for link in links if link.source]
    right = [link.target for link in links if link.target]
    assert set(left) == {*source.quotations, *source.unpaired}
    assert set(right) == {*target.quotations, *target.unpaired}
    assert all(link.target is None for link in links if link.verdict == "lost")
    assert all(link.source is None for link in links if link.verdict == "added")


def test_what_stands_around_a_counterpart_is_added():
    french, english = "Il lit “oui merci” tout haut hier soir", "“He reads ‘yes’ kindly aloud last night”"
    source, target = segment(french), segment(english, "en")
    linked = [
        ("Il", "He"),
        ("lit", "reads"),
        ("oui", "yes"),
        ("merci", "kindly"),
        ("haut", "aloud"),
        ("hier", "last"),
    ]
    words = WordLinks(
        (french.index(a), french.index(a) + len(a), english.index(b), english.index(b) + len(b))
        for a, b in linked
    )
    links = link_quotations(
        source, target, [Pair(Side(source.sentences), Side(target.sentences), words=words)]
    )
    found = {
        (link.source and link.source.open, link.target and link.target.open, link.verdict) for link in links
    }
    assert found == {("“", "‘", "kept"), (None, "“", "added")}
