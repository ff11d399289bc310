"""Names and terms of a document that are translated in more than one way."""

from __future__ import annotations

import pytest

from bitext.formats._rows import FilePair, FileSentence, bitext_of
from bitext.result.bitext import Bitext
from bitext.result.links import WordLinks
from bitext.text.words import words_of


def linked(*rows: tuple[str, str, str], terms: dict[int, tuple[int, int, int, int]] | None = None) -> Bitext:
    """Pairs of a sentence each; the links are pairs of numbers of words, "0-1 2-2"."""
    pairs = []
    for number, (source, target, links) in enumerate(rows):
        left, right = words_of(source), words_of(target)
        words = [
            (left[i].start, left[i].end, right[j].start, right[j].end)
            for i, j in (map(int, each.split("-")) for each in links.split())
        ]
        of_terms = WordLinks([terms[number]] if terms and number in terms else [])
        pairs.append(
            FilePair([FileSentence(source)], [FileSentence(target)], words=WordLinks(words), terms=of_terms)
        )
    return bitext_of(pairs)


def told(result: Bitext, *, consistent: bool = False) -> list[tuple[str, str, tuple[str, ...], int]]:
    found = result.terms(consistent=consistent)
    return [(term.source, term.kind, term.targets, len(term.uses)) for term in found]


def test_a_noun_with_two_translations():
    result = linked(
        ("Le quai dort.", "The quay sleeps.", "0-0 1-1 2-2 3-3"),
        ("Les quais dorment.", "The quays sleep.", "0-0 1-1 2-2 3-3"),
        ("Un quai neuf.", "A new dock.", "0-0 1-2 2-1 3-3"),
    )
    assert told(result) == [("quai", "noun", ("quay", "dock"), 3)]
    (term,) = result.terms()
    assert [use.pair for use in term.uses] == [0, 1, 2]
    for use in term.uses:
        assert result.source.text[use.source.start : use.source.end] == use.source.text
        assert result.target.text[use.target.start : use.target.end] == use.target.text
    assert not term.is_consistent
    assert "quai → quay / dock" in repr(term)


def test_number_capitals_and_articles_are_no_other_translation():
    result = linked(
        ("Le quai dort.", "The quay sleeps.", "0-0 1-1 2-2 3-3"),
        ("Les quais dorment.", "Quays sleep.", "1-0 2-1 3-2"),
    )
    assert told(result) == []
    assert told(result, consistent=True)[0][:3] == ("quai", "noun", ("quay",))


def test_a_name_with_two_spellings():
    result = linked(
        ("Ici parle Anna Dorval.", "Here speaks Anna Dorval.", "0-0 1-1 2-2 3-3 4-4"),
        ("Puis Anna Dorval part.", "Then Ann Dorvall leaves.", "0-0 1-1 2-2 3-3 4-4"),
        ("Anna Dorval revient.", "Anna Dorval’s back.", "0-0 1-1 2-2 3-3"),
    )
    assert told(result) == [("Anna Dorval", "name", ("Anna Dorval", "Ann Dorvall"), 3)]


def test_the_first_word_of_a_sentence_is_no_name_by_its_capital():
    result = linked(
        ("Rien ne bouge.", "Nothing moves.", "0-0 2-1 3-2"), ("Rien ne va.", "It fails.", "0-0 2-1 3-2")
    )
    assert told(result, consistent=True) == []


def test_terms_of_a_glossary_come_first():
    result = linked(
        ("Le quai et le pont.", "The quay and the bridge.", "0-0 1-1 2-2 3-3 4-4 5-5"),
        ("Le quai et le pont.", "The dock and the deck.", "0-0 1-1 2-2 3-3 4-4 5-5"),
        terms={0: (14, 18, 17, 23), 1: (14, 18, 17, 21)},
    )
    assert told(result) == [
        ("pont", "glossary", ("bridge", "deck"), 2),
        ("quai", "noun", ("quay", "dock"), 2),
    ]


@pytest.mark.parametrize("result", [linked(), linked(("", "", "")), linked(("Le quai.", "", ""))])
def test_nothing_comes_of_nothing(result: Bitext):
    assert result.terms() == ()
