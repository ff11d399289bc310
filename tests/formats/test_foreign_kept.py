"""Files of other programs, read and written again: what they hold beside their text stays."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from bitext.errors import BitextWarning, ExchangeWarning
from bitext.formats._segments import CodeEvent, moved_offsets, parts_words
from bitext.result.bitext import Bitext
from bitext.result.pair import Pair, Side
from bitext.review.edits import Corrections, digest, read
from bitext.review.merge import merge
from tests.conftest import Command

TMX = """\
<?xml version="1.0" encoding="{encoding}"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<!-- Sorties du port -->
<tmx version="1.4"><header creationtool="Outil" creationtoolversion="2" segtype="sentence" o-tmf="x"
 adminlang="fr" srclang="fr-CA" datatype="html"><note>la mémoire du port</note></header>
<body>
<tu tuid="q7" creationdate="20240102T030405Z" changeid="léa"><note>voir le client</note>
<prop type="x-project">Port</prop>
<tuv xml:lang="fr-CA"><seg>La <bpt i="1" x="1" type="bold">&lt;b&gt;</bpt>grue<ept i="1">&lt;/b&gt;</ept>\
 rouge<ph x="2" type="lb">&lt;br/&gt;</ph>tourne.</seg></tuv>
<tuv xml:lang="en-GB"><seg>The red <bpt i="1" x="1" type="bold">&lt;b&gt;</bpt>crane\
<ept i="1">&lt;/b&gt;</ept>\
<ph x="2" type="lb">&lt;br/&gt;</ph>turns.</seg></tuv>
<tuv xml:lang="de-DE"><seg>Der Kran dreht sich.</seg></tuv></tu>
<tu tuid="q8"><tuv xml:lang="fr-CA"><seg>Le quai dort.</seg></tuv></tu>
</body></tmx>
"""
XLIFF = """\
<?xml version="1.0"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="fr-CA" trgLang="en">
<file id="f1"><unit id="accueil" name="bandeau"><notes><note>grand titre</note></notes>
<originalData><data id="d1">&lt;br/&gt;</data></originalData>
<segment id="s1" state="translated"><source>La <pc id="1" type="fmt">grue</pc> rouge<ph id="2" dataRef="d1"/>\
tourne.</source><target>The red <pc id="1" type="fmt">crane</pc><ph id="2" dataRef="d1"/>turns.</target>\
</segment>
<segment><source>Le quai dort.</source></segment></unit></file></xliff>
"""

Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(text: str, name: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8", newline="")
        return path

    return written


def quietly(path: Path) -> Bitext:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", BitextWarning)
        return Bitext.load(path)


def tmx(encoding: str = "UTF-8") -> str:
    return TMX.replace("{encoding}", encoding)


def canonical(data: str | bytes) -> bytes:
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False)
    tree = etree.fromstring(data if isinstance(data, bytes) else data.encode(), parser)
    return bytes(etree.tostring(tree, method="c14n"))


def with_target(bitext: Bitext, number: int, text: str, *, checked: bool = False) -> Bitext:
    """The Bitext after a person has written another target for a pair in the page."""
    edited: Pair = bitext.pairs[number]
    first = sum(len(pair.source) for pair in bitext.pairs[:number])
    pair = {"source": [first + at for at in range(len(edited.source))], "target": [text], "checked": checked}
    told = {
        "format": "bitext-corrections",
        "version": 1,
        "digest": digest(bitext),
        "edits": [{"first": number, "last": number, "pairs": [pair]}],
    }
    corrections: Corrections = read(json.dumps(told))
    return merge(bitext, corrections)


@pytest.mark.parametrize(("text", "name"), [(tmx(), "a.tmx"), (XLIFF, "a.xlf")])
def test_a_file_that_is_written_again_is_as_it_was(write: Write, tmp_path: Path, text: str, name: str):
    bitext = quietly(write(text, name))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        bitext.save(tmp_path / f"b{name}")
    assert (tmp_path / f"b{name}").read_text(encoding="utf-8") == text
    assert quietly(tmp_path / f"b{name}") == bitext


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "iso-8859-15", "windows-1252"])
def test_other_encodings_become_utf_8(tmp_path: Path, encoding: str):
    declared = "utf-16" if encoding.startswith("utf-16") else encoding
    (tmp_path / "a.tmx").write_bytes(tmx(declared).encode(encoding))
    quietly(tmp_path / "a.tmx").save(tmp_path / "b.tmx")
    assert canonical((tmp_path / "b.tmx").read_bytes()) == canonical(tmx())
    assert 'encoding="UTF-8"' in (tmp_path / "b.tmx").read_text(encoding="utf-8")


@pytest.mark.parametrize(("text", "name"), [(tmx(), "a.tmx"), (XLIFF, "a.xlf")])
def test_codes_part_words_and_other_formats_say_what_they_leave_out(
    write: Write, tmp_path: Path, text: str, name: str
):
    bitext = quietly(write(text, name))
    assert (bitext.pairs[0].source.text, bitext.pairs[0].target.text) == (
        "La grue rouge tourne.",
        "The red crane turns.",
    )
    with pytest.warns(ExchangeWarning) as caught:
        bitext.save(tmp_path / "b.json")
    (warning,) = caught
    told = str(warning.message)
    assert "JSON has no place for what the" in told
    assert "4 inline codes" in told
    assert "1 note" in told
    assert "Convert it to" in told
    assert Bitext.load(tmp_path / "b.json") == bitext


def test_the_warning_counts_all_that_a_memory_holds(write: Write, tmp_path: Path):
    with pytest.warns(ExchangeWarning) as caught:
        quietly(write(tmx(), "a.tmx")).save(tmp_path / "b.xlf")
    told = str(caught[0].message)
    for part in ("2 ids", "1 date", "1 person", "1 note", "1 prop", "4 regions", "4 inline codes"):
        assert part in told


def test_a_memory_with_another_target_keeps_all_else(write: Write, tmp_path: Path):
    changed = with_target(quietly(write(tmx(), "a.tmx")), 0, "The red crane slowly turns.", checked=True)
    changed.save(tmp_path / "b.tmx")
    written = (tmp_path / "b.tmx").read_text(encoding="utf-8")
    marks = '<prop type="x-bitext-flag">edited</prop><prop type="x-bitext-checked">yes</prop>'
    assert canonical(written.replace(marks, "")) == canonical(tmx().replace(">turns.", ">slowly turns."))
    again = quietly(tmp_path / "b.tmx")
    assert [(pair.target.text, pair.flags, pair.checked) for pair in again] == [
        ("The red crane slowly turns.", ("edited",), True),
        ("", (), False),
    ]


def test_a_target_that_was_not_there_is_added(write: Write, tmp_path: Path):
    changed = with_target(quietly(write(tmx(), "a.tmx")), 1, "The quay sleeps.")
    changed.save(tmp_path / "b.tmx")
    assert quietly(tmp_path / "b.tmx").pairs[1].target.text == "The quay sleeps."
    other = with_target(quietly(write(XLIFF, "a.xlf")), 1, "The quay sleeps.")
    with pytest.warns(ExchangeWarning, match="edited"):
        other.save(tmp_path / "b.xlf")
    assert [pair.target.text for pair in quietly(tmp_path / "b.xlf")] == [
        "The red crane turns.",
        "The quay sleeps.",
    ]


def test_an_xliff_file_with_another_target_keeps_all_else(write: Write, tmp_path: Path):
    changed = with_target(quietly(write(XLIFF, "a.xlf")), 0, "The scarlet crane turns.", checked=True)
    with pytest.warns(ExchangeWarning, match=r"left out \(1 edited\)"):
        changed.save(tmp_path / "b.xlf")
    expected = XLIFF.replace("The red <pc", "The scarlet <pc").replace('"translated"', '"reviewed"')
    assert canonical((tmp_path / "b.xlf").read_bytes()) == canonical(expected)
    assert quietly(tmp_path / "b.xlf").pairs[0].checked


def test_version_2_2_stays_what_it_is(write: Write, tmp_path: Path):
    newer = XLIFF.replace("document:2.0", "document:2.2").replace('version="2.0"', 'version="2.2"')
    changed = with_target(quietly(write(newer, "a.xlf")), 0, "The crane turns.")
    with pytest.warns(ExchangeWarning):
        changed.save(tmp_path / "b.xlf")
    assert canonical((tmp_path / "b.xlf").read_bytes()) == canonical(newer.replace("The red <pc", "The <pc"))


@pytest.mark.parametrize(("text", "name"), [(tmx(), "a.tmx"), (XLIFF, "a.xlf")])
def test_merged_pairs_are_written_in_the_way_of_bitext_with_a_warning(
    write: Write, tmp_path: Path, text: str, name: str
):
    bitext = quietly(write(text, name))
    one = Pair(
        Side(sentence for pair in bitext.pairs for sentence in pair.source),
        Side(sentence for pair in bitext.pairs for sentence in pair.target),
    )
    with pytest.warns(ExchangeWarning, match="pairs that were merged or divided has no place for") as caught:
        replace(bitext, pairs=(one,)).save(tmp_path / f"b{name}")
    assert len(caught) == 1
    assert len(quietly(tmp_path / f"b{name}")) == 1


def test_convert_keeps_a_memory_and_warns_once(command: Command, write: Write, tmp_path: Path):
    path = write(tmx(), "a.tmx")
    assert command("convert", path, "-o", tmp_path / "b.tmx").code == 0
    assert canonical((tmp_path / "b.tmx").read_bytes()) == canonical(tmx())
    done = command("convert", path, "--to", "tsv")
    assert done.err.count("inline code") == 1
    assert "La grue rouge tourne." in done.out


BREAK = CodeEvent("alone", "<br/>")
NAME = CodeEvent("alone", "{nom}")
BOLD = CodeEvent("opens", "<b>")
PLAIN = CodeEvent("closes", "</b>")


@pytest.mark.parametrize(
    ("codes", "parted"),
    [
        ([BREAK], True),
        ([NAME], True),
        ([CodeEvent("alone", "")], True),
        ([BOLD], False),
        ([PLAIN], False),
        ([PLAIN, BOLD], True),
        ([BOLD, BREAK], True),
        ([CodeEvent("alone", "<sup>")], False),
        ([CodeEvent("opens", "<td>")], True),
        ([CodeEvent("closes", "fmt </p>")], True),
        ([CodeEvent("alone", "\\\\b ")], False),
        ([CodeEvent("alone", "\\\\par ")], True),
        ([CodeEvent("alone", "LINE_BREAK")], True),
        ([], False),
    ],
)
def test_which_codes_part_words(codes: list[CodeEvent], parted: bool):
    assert parts_words(codes) is parted


@pytest.mark.parametrize(
    ("old", "new", "offsets", "expected"),
    [
        ("The red crane", "The red crane", [4, 8], [4, 8]),
        ("The red crane", "The scarlet crane", [4, 7], [4, 11]),
        ("The red crane", "A red crane there", [4, 7, 13], [2, 5, 17]),
        ("un deux", "", [0, 3, 7], [0, 0, 0]),
        ("", "un", [0], [2]),
    ],
)
def test_offsets_move_with_the_words(old: str, new: str, offsets: list[int], expected: list[int]):
    assert moved_offsets(old, new, offsets) == expected


def test_moved_offsets_ascend_and_stay_inside_long_texts_that_differ():
    old, new = "a b " * 5000, "c d " * 5000
    offsets = list(range(0, len(old), 7))
    moved = moved_offsets(old, new, offsets)
    assert moved == sorted(moved)
    assert moved[-1] <= len(new)
