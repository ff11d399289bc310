"""Quotation links stand by the source, and those without a source by the pair of their target."""

from __future__ import annotations

from bitext.result.link_order import in_source_order
from bitext.result.links import QuoteLink
from bitext.result.pair import Pair, Side
from bitext.text.document import Quotation, Sentence


def side(start: int, end: int) -> Side:
    return Side((Sentence(start, end, "x" * (end - start), 0),))


PAIRS = (
    Pair(side(0, 10), side(0, 20)),
    Pair(side(11, 20), Side()),
    Pair(side(21, 30), side(21, 40)),
)


def quotation(start: int) -> Quotation:
    return Quotation(start, start + 3, "«", "»")


def test_links_without_a_source_stand_where_their_pair_begins():
    first = QuoteLink(quotation(2), quotation(4), "kept")
    added = QuoteLink(None, quotation(22), "added")
    lost = QuoteLink(quotation(12), None, "lost")
    last = QuoteLink(quotation(23), quotation(30), "kept")
    assert in_source_order([last, added, lost, first], PAIRS) == (first, lost, added, last)


def test_the_parts_of_one_quotation_are_in_the_order_of_the_target():
    whole = quotation(21)
    parts = [QuoteLink(whole, quotation(start), "kept") for start in (30, 22)]
    added = QuoteLink(None, quotation(26), "added")
    assert in_source_order([*parts, added], PAIRS) == (parts[1], added, parts[0])


def test_where_no_pair_has_a_target():
    link = QuoteLink(None, quotation(5), "added")
    assert in_source_order([link], [Pair(side(0, 9), Side())]) == (link,)
