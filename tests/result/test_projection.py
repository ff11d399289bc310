"""Spans go over to the other side by the word links: the rules, a few lines each."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bitext
from bitext.errors import InputError
from bitext.result.bitext import Bitext
from bitext.result.pair import SideName
from bitext.result.projected_pieces import same_part
from bitext.result.projection import Projection
from bitext.text.document import Document, Span
from tests.support.documents import garbled, made, phrase

CASES = [
    # The words that came from its words, wherever they went.
    ("une maison blanche", "a white house", [(0, 0), (1, 2), (2, 1)], "maison", ["house"]),
    # Words without a link in between are in it.
    (
        "il boit de l’eau ici",
        "he drinks some water here",
        [(0, 0), (1, 1), (4, 3), (5, 4)],
        "boit de l’eau",
        ["drinks some water"],
    ),
    # An article is in it where the span has one, linked or not; else not.
    ("le Rhône monte", "The Rhône rises", [(1, 1), (2, 2)], "Rhône", ["Rhône"]),
    ("le Rhône monte", "The Rhône rises", [(1, 1), (2, 2)], "le Rhône", ["The Rhône"]),
    (
        "vu par témoins muets",
        "seen by the silent witnesses",
        [(0, 0), (2, 4), (3, 3)],
        "témoins muets",
        ["the silent witnesses"],
    ),
    # A link between a word and a sign says nothing.
    (
        "Lan, patronne d’un bar",
        "Lan, the owner of a bar",
        [(0, 0), (1, 2), (2, 3), (4, 5), (5, 6)],
        "patronne d’un bar",
        ["the owner of a bar"],
    ),
    # So is a preposition; "du" stands for both.
    ("le toit du musée", "the roof of the museum", [(0, 0), (1, 1), (3, 4)], "du musée", ["of the museum"]),
    ("le toit du musée", "the roof of the museum", [(0, 0), (1, 1), (3, 4)], "musée", ["museum"]),
    # A genitive is no part of the name.
    ("la fille du boulanger", "the baker’s daughter", [(0, 0), (1, 2), (3, 1)], "boulanger", ["baker"]),
    # Signs at the edges are in it where the span has them.
    ("il dit « non » ici", "he says “no” here", [(0, 0), (1, 1), (3, 3), (5, 5)], "« non »", ["“no”"]),
    ("il dit « non » ici", "he says “no” here", [(0, 0), (1, 1), (3, 3), (5, 5)], "non", ["no"]),
    # A name that is copied leads to its copy, whatever the links say.
    ("Mme Tran attend Kovač", "Ms. Tran awaits Kovač", [(0, 0), (1, 4), (2, 3)], "Tran", ["Tran"]),
    # So does one that is spelled alike, where nothing is linked.
    (
        "il vit à Lisbonne depuis",
        "he lives in Lisbon since",
        [(0, 0), (1, 1), (2, 2), (4, 4)],
        "Lisbonne",
        ["Lisbon"],
    ),
    # A word without a link that stands between what its neighbours became.
    ("un joli petit chien", "a pretty little dog", [(0, 0), (1, 1), (3, 3)], "petit", ["little"]),
    # A word of the span without a link beside a word of the target without one.
    ("du blé tendre cher", "costly soft wheat", [(1, 2), (3, 0)], "blé tendre", ["soft wheat"]),
    # A part of a word that was copied, and of a compound.
    (
        "l’axe Paris-Brest rouvre",
        "the Paris-Brest axis reopens",
        [(1, 2), (2, 1), (3, 3)],
        "Brest",
        ["Brest"],
    ),
    ("l’accord franco-allemand", "the Franco-German agreement", [(1, 2), (2, 1)], "allemand", ["German"]),
    # Words of grammar alone tell nothing of a span that has others.
    ("une rumeur de palais", "whispers of the court", [(2, 1)], "rumeur de palais", None),
    ("une rumeur de palais", "whispers of the court", [(2, 1)], "de", ["of"]),
    # A whole sentence is the whole of the other, with its stop or without.
    ("Il pleut.", "It is raining.", [], "Il pleut.", ["It is raining."]),
    ("Il pleut.", "It is raining.", [], "Il pleut", ["It is raining"]),
]


@pytest.mark.parametrize(("source", "target", "links", "span", "expected"), CASES)
def test_a_span_goes_where_its_words_went(source, target, links, span, expected):
    result = made(source, phrase(target, *links))
    found = result.project(*_place(source, span))
    assert (found and [each.text for each in found.spans]) == expected


def test_back_from_the_target():
    result = made(
        "ils ont mis mardi soir la règle en vigueur",
        phrase("they brought on Tuesday evening the rule in", (0, 0), (2, 1), (3, 3), (4, 4), (5, 5), (6, 6)),
    )
    back = projected(result, "Tuesday evening", "target")
    assert back.text == "mardi soir"


def test_a_divided_phrase_comes_in_pieces():
    result = made(
        "la Société minière du Gabon",
        phrase("the Mining of Gabon today big Company", (0, 0), (1, 6), (2, 1), (3, 2), (4, 3)),
    )
    found = projected(result, "Société minière")
    assert [each.text for each in found.spans] == ["Mining", "Company"]
    assert (found.start, found.end, found.text) == (4, len(result.target.text), "Mining … Company")


def test_a_span_over_several_pairs_is_one_where_nothing_stands_between():
    result = bitext.align(["Il pleut.", "Il neige."], ["It rains.", "It snows."], bridge="length")
    found = projected(result, result.source.text)
    assert [each.text for each in found.spans] == [result.target.text]


def test_an_added_sentence_is_no_part_of_it():
    whole = made("Il pleut. Il neige. Il vente.", lambda text: (text.upper(), []))
    pairs = list(whole.pairs)
    pairs[1] = type(pairs[1])(type(pairs[1].source)(()), pairs[1].target)
    result = Bitext(whole.source, whole.target, tuple(pairs))
    found = projected(result, whole.source.text)
    assert [each.text for each in found.spans] == ["IL PLEUT.", "IL VENTE."]


def test_what_was_left_out_has_no_counterpart():
    result = bitext.align(["Il pleut."], [""], bridge="length")
    assert result.project(0, 2) is None


def test_confidence_is_full_where_all_links_agree_and_less_where_words_have_none():
    result = made("un chien noir", phrase("a black dog", (0, 0), (1, 2), (2, 1)))
    assert projected(result, "un chien noir").confidence == 1.0
    assert projected(result, "chien").confidence == 1.0
    loose = made("un gros chien noir dort", phrase("a big black dog sleeps", (0, 0), (2, 3), (3, 2), (4, 4)))
    found = projected(loose, "gros chien noir")
    assert found.text == "big black dog"
    assert 0 < found.confidence < 1


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 2), (0, 99)])
def test_no_stretch_of_the_text_is_refused(start, end):
    with pytest.raises(InputError, match="no stretch of this text, which has 9 characters"):
        made("Il pleut.", phrase("It rains.")).project(start, end)


def test_white_space_has_no_counterpart():
    assert made("Il pleut.", phrase("It rains.", (0, 0), (1, 1))).project(2, 3) is None


@pytest.mark.parametrize(
    ("word", "inside", "other", "part"),
    [
        ("Saint-Brieuc", (6, 12), "Saint-Brieuc", (6, 12)),
        ("sud-coréenne", (4, 12), "South-Korean", (6, 12)),
        ("avant-hier", (0, 5), "yesterday", None),
        ("İstanbul-Sud", (9, 12), "İstanbul-South", (9, 14)),
    ],
)
def test_parts_of_words(word, inside, other, part):
    found = same_part(word, Span(*inside), other)
    assert found == (Span(*part) if part else None)


@given(st.integers(0, 2**32), st.data())
def test_whatever_the_links_are_the_spans_lie_in_the_text_in_order(seed, data):
    text = "« Le vent, dit-elle, se lève à Saint-Malo. » L'eau monte. Rien d'autre (ou presque) ne bouge !"
    result = garbled(text, Random(seed))  # noqa: S311
    side: SideName = data.draw(st.sampled_from(["source", "target"]))
    near: Document = getattr(result, side)
    far = result.target if side == "source" else result.source
    start = data.draw(st.integers(0, max(0, len(near.text) - 1)))
    end = data.draw(st.integers(start + 1, max(start + 1, len(near.text))))
    if end > len(near.text):
        return
    found = result.project(start, end, side)
    if found is not None:
        offsets = [offset for span in found.spans for offset in (span.start, span.end)]
        assert offsets == sorted(offsets)
        assert all(span.start < span.end <= len(far.text) for span in found.spans)
        assert [span.text for span in found.spans] == [far.text[s.start : s.end] for s in found.spans]
        assert 0 <= found.confidence <= 1


def projected(result: Bitext, text: str, side: SideName = "source") -> Projection:
    """The counterpart of the first ``text`` of a side."""
    near: Document = getattr(result, side)
    found = result.project(*_place(near.text, text), side=side)
    assert found is not None
    return found


def _place(text: str, part: str) -> tuple[int, int]:
    start = text.index(part)
    return start, start + len(part)
