"""XLIFF: what is saved loads equal, other programs read it, and theirs are read."""

from __future__ import annotations

import io
from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from benchmarks import made_up
from benchmarks.made_up import bitexts, quoted
from bitext.errors import ExchangeWarning, FormatError, InputError
from bitext.formats._rows import FilePair, FileSentence, bitext_of
from bitext.formats.xliff.writer import write
from bitext.result.bitext import Bitext
from bitext.result.links import QuoteLink
from bitext.result.pair import Pair, Side
from bitext.result.validation import check
from bitext.text.document import Document, Quotation
from tests.support.xliff_files import ignorable, loaded, quietly, segment, sides

# By name, since the package has no type stubs.
Xliff2File: Any = import_module("translate.storage.xliff2").Xliff2File

CORE = "{urn:oasis:names:tc:xliff:document:2.0}"
MATCHES = "{urn:oasis:names:tc:xliff:matches:2.0}"

GOLDEN = """\
<?xml version='1.0' encoding='utf-8'?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" xmlns:mda="urn:oasis:names:tc:xliff:metadata:2.0" \
xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0" version="2.1" srcLang="fr" trgLang="en">
<file id="f1" xml:space="preserve">
<mda:metadata>
  <mda:metaGroup category="bitext">
    <mda:meta type="version">1</mda:meta>
    <mda:meta type="model">opus-mt-fr-en</mda:meta>
  </mda:metaGroup>
</mda:metadata>
<unit id="u1">
  <mtc:matches>
    <mtc:match ref="#s1" type="mt" origin="opus-mt-fr-en" matchQuality="75.00">
      <source>Le maire a dit : « J’attends la “réponse”.</source>
      <target>The mayor said, “I await the ‘answer’.</target>
    </mtc:match>
  </mtc:matches>
  <mda:metadata>
    <mda:metaGroup id="s1" category="bitext">
      <mda:meta type="score">0.75</mda:meta>
      <mda:meta type="flag">retried</mda:meta>
      <mda:meta type="words">0-2:0-3 3-8:4-9</mda:meta>
      <mda:meta type="link">1 kept</mda:meta>
      <mda:meta type="link">2 restored</mda:meta>
      <mda:meta type="source-sum">3a3528d4</mda:meta>
      <mda:meta type="source-quotation">1</mda:meta>
      <mda:meta type="source-quotation">2 depth=1</mda:meta>
      <mda:meta type="target-sum">9263bfd2</mda:meta>
      <mda:meta type="target-quotation">1</mda:meta>
      <mda:meta type="target-quotation">2 depth=1</mda:meta>
    </mda:metaGroup>
  </mda:metadata>
  <notes>
    <note appliesTo="target" category="quotation">s1: restored: ‘answer’</note>
    <note appliesTo="target" category="flag">s1: retried: the first translation \
was wrong to see; this is a second one</note>
  </notes>
  <segment id="s1" state="translated">
    <source>Le maire a dit : <sc id="q1" isolated="yes" type="quote"/>« J’attends la \
<pc id="q2" type="quote">“réponse”</pc>.</source>
    <target>The mayor said, <sc id="q1" isolated="yes" type="quote"/>“I await the \
<pc id="q2" type="quote">‘answer’</pc>.</target>
  </segment>
</unit>
"""


def written(bitext: Bitext) -> str:
    stream = io.StringIO(newline="")
    write(bitext, stream)
    return stream.getvalue()


def parsed(bitext: Bitext) -> Any:
    return etree.fromstring(written(bitext).encode())


def paragraph(lines: list[tuple[str, str]], model: str | None = None) -> Bitext:
    """Pairs in one paragraph, their quotations found by the rules."""
    rows = [
        FilePair([FileSentence(source, " " * (at > 0))], [FileSentence(target, " " * (at > 0))])
        for at, (source, target) in enumerate(lines)
    ]
    return bitext_of(rows, model=model)


# Its own files


def test_what_a_file_looks_like():
    text = written(quoted())
    program = next(line for line in text.splitlines(keepends=True) if 'type="program"' in line)
    assert text.replace(program, "").startswith(GOLDEN)


@given(bitext=bitexts(), data=st.data())
@settings(max_examples=200, deadline=None)
def test_what_is_saved_is_valid_and_loads_equal(bitext: Bitext, data: st.DataObject):
    pairs = tuple(replace(pair, checked=data.draw(st.booleans())) for pair in bitext.pairs)
    bitext = replace(bitext, pairs=pairs)
    assert loaded(written(bitext)) == bitext


def test_it_is_saved_and_loaded_by_its_suffixes(tmp_path: Path):
    for name in ("a.xlf", "a.XLIFF"):
        quoted().save(tmp_path / name)
        assert Bitext.load(tmp_path / name) == quoted()


@pytest.mark.parametrize(
    "text",
    [
        "un\x00deux\x1b",
        "moitié \ud800 et \udc00",
        "fin\ufffe\uffff",
        "un\r\ndeux\rtrois\x85quatre\u2028cinq",
        "a < b & c > d ]]>",
        "👩‍👩‍👧 é",
    ],
    ids=ascii,
)
def test_every_character_comes_back(text: str):
    bitext = made_up.bitext_of([(text, text[::-1])])
    assert loaded(written(bitext)) == bitext


@pytest.mark.parametrize(
    "bitext",
    [
        Bitext(Document("", ()), Document("", (), lang="en"), ()),
        Bitext(Document(" \n", (), lang="fr_CA"), Document("", (), lang="langue inconnue"), (), (), "modèle"),
        Bitext(Document("", ()), Document("", (), lang="en"), (Pair(Side(), Side(), checked=True),)),
    ],
    ids=["nothing", "languages", "a pair of nothing"],
)
def test_what_has_no_text_comes_back(bitext: Bitext):
    assert loaded(written(bitext)) == bitext


def test_what_is_not_consistent_is_not_written():
    wrong = replace(quoted(), pairs=quoted().pairs[:2])
    with pytest.raises(InputError, match="do not hold each sentence"):
        written(wrong)


# What a translator's tool sees


def test_translate_toolkit_reads_the_texts_with_their_marks():
    bitext = paragraph([("Il dit : « Oui. »", "He says, “Yes.”"), ("Elle rit.", "She laughs.")])
    units = Xliff2File.parsestring(written(bitext).encode()).units
    assert [(each.source, each.target) for each in units] == sides(bitext)
    assert [each.getid() for each in units] == ["u1::s1", "u1::s2"]


def test_a_paragraph_is_a_unit():
    bitext = made_up.bitext_of([("Un.", "One."), ("Deux.", "Two.")])
    assert [each.get("id") for each in parsed(bitext).iter(f"{CORE}unit")] == ["u1", "u2"]


def test_white_space_between_pairs_is_an_ignorable():
    bitext = paragraph([("Un.", "One."), ("Deux.", "Two."), ("Trois.", "Three.")])
    parts = [etree.QName(each).localname for each in parsed(bitext).find(f".//{CORE}unit")]
    assert parts == ["metadata", "segment", "ignorable", "segment", "ignorable", "segment"]


def test_a_quotation_over_segments_is_one_code_in_two_elements():
    bitext = paragraph([("Il dit : « Oui.", "He says, “Yes."), ("Non. »", "No.”")])
    root = parsed(bitext)
    assert [each.attrib for each in root.iter(f"{CORE}sc")] == 2 * [{"id": "q1", "type": "quote"}]
    assert [each.attrib for each in root.iter(f"{CORE}ec")] == 2 * [{"startRef": "q1"}]


def test_ids_match_where_the_code_is_the_same_in_the_same_segment():
    bitext = paragraph([("« Oui », dit-elle.", "She agreed."), ("Fin.", "“The end.”")])
    source, target = bitext.source.quotations[0], bitext.target.quotations[0]
    moved = replace(bitext, quotes=(QuoteLink(source, target, "moved"),))
    assert [each.get("id") for each in parsed(moved).iter(f"{CORE}pc")] == ["q1", "t1"]
    assert loaded(written(moved)) == moved


def test_a_quotation_that_crosses_another_has_two_elements_on_both_sides():
    french = paragraph([("«Un «deux» trois» fin", "“One two” three")])
    crossing = (Quotation(0, 10, "«", "»", 0, (0,)), Quotation(4, 17, "«", "»", 0, (0,)))
    plain = Quotation(0, 9, "“", "”", 0, (0,))
    bitext = replace(
        french,
        source=replace(french.source, quotations=crossing, unpaired=()),
        target=replace(french.target, quotations=(plain,), unpaired=()),
        quotes=(QuoteLink(crossing[0], plain, "kept"), QuoteLink(crossing[1], None, "lost")),
    )
    root = parsed(bitext)
    assert [each.get("id") for each in root.iter(f"{CORE}sc")] == ["q1", "q2", "q1"]
    assert loaded(written(bitext)) == bitext


def test_a_dialogue_that_becomes_a_quotation_is_the_same_code():
    bitext = paragraph([("— Oui, dit-il.", "“Yes,” he said.")])
    dialogue, quotation = bitext.source.quotations[0], bitext.target.quotations[0]
    linked = replace(bitext, quotes=(QuoteLink(dialogue, quotation, "kept"),))
    codes = list(parsed(linked).iter(f"{CORE}pc"))
    assert [(each.get("id"), each.get("subType")) for each in codes] == 2 * [("q1", "bitext:dialogue")]
    assert loaded(written(linked)) == linked


@pytest.mark.parametrize(
    ("target", "checked", "state"),
    [
        ("Yes.", False, "translated"),
        ("Yes.", True, "reviewed"),
        ("", False, "initial"),
        ("", True, "reviewed"),
    ],
)
def test_the_state_of_a_segment(target: str, checked: bool, state: str):
    bitext = bitext_of(
        [FilePair([FileSentence("Oui.")], [FileSentence(target)] if target else [], checked=checked)]
    )
    assert parsed(bitext).find(f".//{CORE}segment").get("state") == state
    assert loaded(written(bitext)) == bitext


def test_a_translation_of_a_model_is_a_candidate_until_it_is_checked():
    bitext = paragraph([("Un.", "One."), ("Deux.", "Two.")], model="opus-mt-fr-en")
    first, second = bitext.pairs
    bitext = replace(bitext, pairs=(replace(first, score=0.5), replace(second, checked=True)))
    (match,) = parsed(bitext).iter(f"{MATCHES}match")
    assert dict(match.attrib) == {
        "ref": "#s1",
        "type": "mt",
        "origin": "opus-mt-fr-en",
        "matchQuality": "50.00",
    }
    assert [child.text for child in match] == ["Un.", "One."]


def test_notes_say_what_to_look_at():
    notes = [note.text for note in parsed(quoted()).iter(f"{CORE}note")]
    assert notes == [
        "s1: restored: ‘answer’",
        "s1: retried: the first translation was wrong to see; this is a second one",
        "s3: ” has no partner, left out",
        "s3: split: longer than the model reads; translated in parts",
        "s3: loop: the model repeated itself",
    ]


# Files that were edited


def test_an_edited_segment_keeps_its_quotations_and_loses_its_words():
    text = written(quoted()).replace("“I await the <pc", "“For days I have awaited the <pc")
    with pytest.warns(ExchangeWarning, match="segments edited: 1; their word links"):
        bitext = loaded(text)
    assert bitext.pairs[0].target.text == "The mayor said, “For days I have awaited the ‘answer’."
    assert not bitext.pairs[0].words
    inner = bitext.quotes[1].target
    assert inner is not None
    assert bitext.target.text[inner.start : inner.end] == "‘answer’"
    check(bitext)


def test_a_quotation_without_its_codes_is_lost():
    text = written(quoted())
    start = text.rindex("<target>The mayor")
    target = text[start : text.index("</target>", start)]
    bare = target.replace('<pc id="q2" type="quote">', "").replace("</pc>", "")
    with pytest.warns(ExchangeWarning, match="quotations without their codes: 1"):
        bitext = loaded(text.replace(target, bare))
    assert [link.verdict for link in bitext.quotes] == ["kept", "lost", "unpaired"]
    check(bitext)


def test_a_segment_that_was_divided_becomes_two_pairs():
    bitext = paragraph([("Un. Deux.", "One. Two.")])
    text = written(bitext).replace(" Deux.</source>", "</source>").replace(" Two.</target>", "</target>")
    more = ignorable(" ", " ") + segment("Deux.", "Two.", ' id="s2" state="translated"')
    divided = loaded(text.replace("</unit>", f"{more}</unit>"))
    assert sides(divided) == [("Un.", "One."), ("Deux.", "Two.")]
    assert divided.source.text == "Un. Deux."


def test_without_the_metadata_of_the_file_it_is_read_as_that_of_another_program():
    text = written(quoted())
    for old, new in (('category="bitext"', 'category="other"'), ('"version"', '"edition"')):
        assert sides(loaded(text.replace(old, new))) == sides(quoted())


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (">1<", ">2<", "its metadata are of version 2; install a newer bitext"),
        (">1<", ">x<", "the version of its metadata is 'x'"),
        (">0.75<", ">viel<", "'viel' is no score"),
        (">0.75<", ">7.5<", "the metadata do not fit the text"),
        (">0-2:0-3 ", ">0-2 ", "'0-2' is not laid out as bitext does it"),
        (">2 restored<", ">2 verrutscht<", "does not describe a link"),
        (
            '<mda:meta type="flag">retried',
            '<mda:meta type="source-sentences">0-3',
            "are not the borders of sentences",
        ),
        ('<mda:meta type="flag">retried', '<mda:meta type="source-gap">U+0041', "is not white space"),
    ],
)
def test_metadata_that_cannot_be_right_are_told(old: str, new: str, message: str):
    text = written(quoted())
    assert old in text
    with pytest.raises(FormatError, match=message):
        loaded(text.replace(old, new, 1))


def test_two_saved_bitexts_in_one_file_are_refused():
    text = written(quoted())
    inside = text[text.index("<file") : text.index("</xliff>")]
    second = inside.replace('id="f1"', 'id="f2"')
    with pytest.raises(FormatError, match="several files that bitext wrote"):
        loaded(text.replace(inside, inside + second))


# Damaged files


@given(data=st.data())
@settings(max_examples=200, deadline=None)
def test_a_file_with_a_stretch_of_it_replaced_is_read_or_refused(data: st.DataObject):
    text = written(quoted())
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 30)))
    other = data.draw(st.integers(0, len(text) - 30))
    changed = text[:start] + text[other : other + data.draw(st.integers(0, 30))] + text[end:]
    with suppress(InputError):
        check(quietly(changed))
