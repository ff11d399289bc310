"""JSON: what is saved loads equal, agrees with the published schema, and is checked when it is read."""

from __future__ import annotations

import io
import json
from copy import deepcopy
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from benchmarks.made_up import bitext_of, bitexts, quoted
from bitext.errors import FormatError, InputError
from bitext.formats.json import read, schema, write
from bitext.result.bitext import Bitext

# By name, since the package has no type stubs.
jsonschema: Any = import_module("jsonschema")
PUBLISHED = files("bitext") / "schema" / "bitext.schema.json"


def dumped(bitext: Bitext) -> str:
    stream = io.StringIO()
    write(bitext, stream)
    return stream.getvalue()


@given(bitexts())
def test_what_is_saved_loads_equal(bitext: Bitext):
    written = dumped(bitext).encode("utf-8", "backslashreplace").decode("utf-8")
    assert read(written) == bitext


@given(bitexts())
def test_what_is_saved_agrees_with_the_schema(bitext: Bitext):
    written = dumped(bitext).encode("utf-8", "backslashreplace").decode("utf-8")
    jsonschema.Draft202012Validator(schema()).validate(json.loads(written))


def test_the_published_schema_is_that_of_the_code():
    again = "write json.dumps(bitext.formats.json.schema(), indent=2) to bitext/schema/bitext.schema.json"
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == schema(), again


def test_the_schema_is_a_schema_and_speaks_of_code_points():
    jsonschema.Draft202012Validator.check_schema(schema())
    assert "Unicode code points" in json.dumps(schema())


@pytest.mark.parametrize(
    "text", ["\x00\x1b[31m\x7f", "\ud800 fin", "\udc00\ud800", "\u2028\u2029", "\\ud800", '"\\"', "😀 « 🇫🇷 »"]
)
def test_odd_characters_survive_the_file(tmp_path: Path, text: str):
    bitext = bitext_of([(text, text)])
    bitext.save(tmp_path / "a.json")
    assert Bitext.load(tmp_path / "a.json") == bitext


def test_a_character_in_two_surrogates_is_refused_before_a_file_is_there(tmp_path: Path):
    with pytest.raises(InputError, match="two surrogates at offset 3"):
        bitext_of([("ab \ud83d\ude00", "d")]).save(tmp_path / "a.json")
    assert list(tmp_path.iterdir()) == []


def test_the_layout_can_be_read():
    lines = dumped(quoted()).splitlines()
    assert '      "words": [[0,2,0,3],[3,8,4,9]]' in lines
    assert '      "source": [{"start": 59, "end": 64, "paragraph": 2, "text": "Fin.”"}],' in lines
    assert '    {"source": 1, "target": 1, "verdict": "restored"},' in lines
    assert max(map(len, lines)) < 250


def test_a_bitext_without_pairs():
    assert read(dumped(bitext_of([]))) == bitext_of([])


def test_fields_with_a_default_may_be_left_out():
    data = json.loads(dumped(bitext_of([("Oui.", "Yes.")])))
    for field in ("model", "quotes"):
        del data[field]
    for field in ("score", "flags"):
        del data["pairs"][0][field]
    assert read(json.dumps(data)) == bitext_of([("Oui.", "Yes.")])


def changed(path: str, value: Any) -> str:
    """The JSON of the sample with one value replaced; ``path``: names and numbers, dots between."""
    data = deepcopy(json.loads(dumped(quoted())))
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    place = data
    for step in way:
        place = place[step]
    place[last] = value
    return json.dumps(data)


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("format", "tmx", r"\$\.format"),
        ("version", 99, "version 99 .* newer bitext"),
        ("version", "1", r"\$\.version"),
        ("source", [], r"\$\.source"),
        ("source.text", None, r"\$\.source\.text"),
        ("pairs.0.score", "high", r"\$\.pairs\[0\]\.score"),
        ("pairs.0.score", 1.5, r"\$\.pairs\[0\]\.score"),
        ("pairs.1.words", [[0, 1, 2]], r"\$\.pairs\[1\]\.words\[0\]"),
        ("pairs.1.words", [[0, 1, 2, -3]], r"\$\.pairs\[1\]\.words\[0\]\[3\]"),
        ("pairs.1.words", [[0, 1, 2, 2**31]], r"\$\.pairs\[1\]\.words\[0\]\[3\]"),
        ("pairs.1.words", [[0, 2, 0, 3]], r"word link \[0, 2, 0, 3\] of pairs\[1\] reaches outside"),
        ("pairs.0.words", [[3, 3, 0, 3]], r"word link .* of pairs\[0\]"),
        ("pairs.0.source.0.text", "Autre chose", "sentence 0 of the source .* text that stands there"),
        ("pairs.0.target.0.end", 500, "sentence 0 of the target .* outside the text"),
        ("pairs.2.source.0.paragraph", 0, "earlier paragraph"),
        ("pairs.1.source", [], "before sentence 1 of the source"),
        ("pairs.2.target", [], "at the end of the target"),
        ("source.text", "Court.", r"\$\.source\.quotations\[0\]"),
        ("quotes.0.verdict", "fine", r"\$\.quotes\[0\]\.verdict"),
        ("quotes.0.source", 3, r"\$\.quotes\[0\] names quotation 3; there are 3"),
        ("source.quotations.0.text", "« Oui »", r"\$\.source\.quotations\[0\]"),
        ("source.quotations.0.open", "“", "quotation 17 to 58 of the source does not have its marks"),
        ("source.quotations.0.kind", "song", r"\$\.source\.quotations\[0\]\.kind"),
        ("source.quotations.0.sentences", [7], "names a sentence that does not exist"),
        ("source.quotations.0.continuations", [60], "continuation mark outside itself"),
        ("target.quotations.1.start", 9999, r"\$\.target\.quotations\[1\]"),
    ],
)
def test_what_is_wrong_in_a_file_is_told_with_its_place(path: str, value: Any, said: str):
    with pytest.raises(FormatError, match=said):
        read(changed(path, value))


@pytest.mark.parametrize(
    "text", ["", "{", "[1, 2", '{"format": "bitext"}', "[]", "null", "[" * 100_000, "1" * 5000, "NaN"]
)
def test_what_is_no_bitext_is_told(text: str):
    with pytest.raises(FormatError, match="this is not"):
        read(text)


def test_the_message_names_the_file(tmp_path: Path):
    path = tmp_path / "a.json"
    path.write_text(changed("pairs.0.score", 2))
    with pytest.raises(FormatError, match=r"a\.json: .*\$\.pairs\[0\]\.score"):
        Bitext.load(path)


def test_an_inconsistent_bitext_is_not_saved(tmp_path: Path):
    good = quoted()
    wrong = Bitext(good.source, good.target, good.pairs[:2], good.quotes)
    with pytest.raises(InputError, match="once and in order"):
        wrong.save(tmp_path / "a.json")
    assert list(tmp_path.iterdir()) == []


def test_a_link_to_an_unknown_quotation_is_not_saved(tmp_path: Path):
    plain = bitext_of([("Oui.", "Yes.")])
    wrong = Bitext(plain.source, plain.target, plain.pairs, quoted().quotes)
    with pytest.raises(InputError, match=r"quotes\[0\] links a quotation that the source does not have"):
        wrong.save(tmp_path / "a.json")


@pytest.mark.parametrize("suffix", ["", ".doc", ".jsonld"])
def test_unknown_suffixes_are_told_with_the_known_ones(tmp_path: Path, suffix: str):
    with pytest.raises(FormatError, match=r"use one of .*\.json, "):
        quoted().save(tmp_path / f"a{suffix}")
    with pytest.raises(FormatError, match=r"use one of .*\.json, "):
        Bitext.load(tmp_path / f"a{suffix}")


def test_suffixes_may_be_in_capitals(tmp_path: Path):
    quoted().save(tmp_path / "A.JSON")
    assert Bitext.load(str(tmp_path / "A.JSON")) == quoted()


def test_plain_text_is_the_english_and_cannot_be_loaded(tmp_path: Path):
    quoted().save(tmp_path / "a.txt")
    assert (tmp_path / "a.txt").read_bytes().decode() == quoted().target.text
    with pytest.raises(FormatError, match=r"cannot be loaded; load one of .*json"):
        Bitext.load(tmp_path / "a.txt")


@pytest.mark.parametrize(("name", "said"), [("no.json", "does not exist"), ("e.json", "is empty")])
def test_files_that_cannot_be_read(tmp_path: Path, name: str, said: str):
    (tmp_path / "e.json").touch()
    with pytest.raises(InputError, match=said):
        Bitext.load(tmp_path / name)
