"""JSON Lines and Parquet: a row for each pair and a head, and such files of other programs."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from benchmarks.made_up import bitext_of, quoted
from bitext.errors import BitextWarning, FormatError, InputError, MissingDependencyError
from bitext.formats import parquet
from bitext.formats.json import schema
from bitext.formats.jsonl import read, write
from bitext.result.bitext import Bitext
from bitext.text.document import Document

pyarrow: Any = import_module("pyarrow")
arrow_parquet: Any = import_module("pyarrow.parquet")
jsonschema: Any = import_module("jsonschema")


def printed(bitext: Bitext) -> list[str]:
    stream = io.StringIO()
    write(bitext, stream)
    return stream.getvalue().split("\n")


def texts(bitext: Bitext) -> list[tuple[str, str]]:
    return [(pair.source.text, pair.target.text) for pair in bitext]


def with_tails() -> Bitext:
    """Text that begins and ends with white space."""
    given = bitext_of([("Oui.", "Yes.")])
    source = Document("\n Oui.\n\n", (replace(given.source.sentences[0], start=2, end=6),), lang="fr")
    pair = replace(given.pairs[0], source=type(given.pairs[0].source)(source.sentences))
    return Bitext(source, given.target, (pair,))


def test_a_head_and_a_line_for_each_pair():
    head, *lines, end = printed(quoted())
    assert (len(lines), end) == (3, "")
    assert {key: value for key, value in json.loads(head).items() if key not in ("source", "target")} == {
        "format": "bitext",
        "version": 3,
        "model": "opus-mt-fr-en",
        "pairs": 3,
        "quotes": [
            {"source": 0, "target": 0, "verdict": "kept"},
            {"source": 1, "target": 1, "verdict": "restored"},
            {"source": 2, "target": None, "verdict": "unpaired"},
        ],
    }
    assert lines[1] == (
        '{"source": [{"start": 43, "end": 58, "paragraph": 1, "text": "Rien d’autre. »", "gap": "\\n"}], '
        '"target": [{"start": 39, "end": 53, "paragraph": 1, "text": "Nothing else.”", "gap": "\\n"}], '
        '"score": 0.5, "flags": [], "words": []}'
    )


def test_a_line_is_a_pair_of_the_schema():
    pair = {"$ref": "#/$defs/Pair", "$defs": schema()["$defs"]}
    for line in printed(quoted())[1:-1]:
        jsonschema.Draft202012Validator(pair).validate(json.loads(line))


@pytest.mark.parametrize("suffix", [".jsonl", ".ndjson", ".parquet"])
def test_white_space_round_the_text_comes_back(tmp_path: Path, suffix: str):
    with_tails().save(tmp_path / f"a{suffix}")
    assert Bitext.load(tmp_path / f"a{suffix}") == with_tails()


@pytest.mark.parametrize("suffix", [".jsonl", ".parquet"])
def test_no_pairs(tmp_path: Path, suffix: str):
    bitext_of([]).save(tmp_path / f"a{suffix}")
    assert Bitext.load(tmp_path / f"a{suffix}") == bitext_of([])


def test_lines_that_were_chosen_load_without_their_head():
    _, *lines, _ = printed(quoted())
    bitext = read("\n".join(lines[:2]))
    assert bitext.pairs == tuple(quoted().pairs[:2])
    assert [len(side.quotations) for side in (bitext.source, bitext.target)] == [2, 2]
    second = read("\n".join(lines[1:]))
    assert texts(second) == texts(quoted())[1:]


def test_chosen_lines_keep_their_word_links():
    _, first, *_ = printed(quoted())
    moved = json.loads(first)
    for side, at in (("source", 0), ("target", 2)):
        moved[side][0]["start"] += 100
        moved[side][0]["end"] += 100
        for link in moved["words"]:
            link[at] += 100
            link[at + 1] += 100
    assert read(json.dumps(moved)).pairs == quoted().pairs[:1]


@pytest.mark.parametrize(
    "lines",
    [
        ['{"translation": {"fr": "Oui.", "en": "Yes."}}', '{"translation": {"en": "No.", "fr": "Non."}}'],
        ['{"fr": "Oui.", "en": "Yes."}', '{"en": "No.", "fr": "Non."}'],
        ['{"source": "Oui.", "target": "Yes."}', "", '{"source": "Non.", "target": "No."}'],
        ['{"fr_FR": "Oui.", "en-US": "Yes."}', '{"French": "Non.", "English": "No."}'],
    ],
)
def test_json_lines_of_other_programs(lines: list[str]):
    assert texts(read("\r\n".join(lines))) == [("Oui.", "Yes."), ("Non.", "No.")]


def test_what_other_programs_know_of_a_pair():
    fields = '"score": 0.25, "flags": ["deletion"], "checked": true, "id": 7, "url": ""'
    line = f'{{"fr": "Oui.", "en": null, {fields}}}'
    with pytest.warns(BitextWarning, match="no place for id, url;"):
        (pair,) = read(line).pairs
    assert (pair.source.text, pair.target, pair.score, pair.flags, pair.checked) == (
        "Oui.",
        (),
        0.25,
        ("deletion",),
        True,
    )


def changed(line: int, change: Callable[[dict[str, Any]], object]) -> str:
    lines = printed(quoted())
    data = json.loads(lines[line])
    change(data)
    lines[line] = json.dumps(data)
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\n\n", "no line with anything in it"),
        ("{", "line 1: this is not JSON"),
        ("[1]", "line 1: this is not an object"),
        ('{"fr": "Oui."}', "line 1: there is no French and English text in the fields fr"),
        ("{}", "line 1: there is no French and English text in the fields .none."),
        ('{"translation": {"fr": "Oui.", "de": "Ja."}}', "line 1: .* fields fr, de"),
        ('{"fr": "Oui.", "en": 3}', "line 1: en is int, not text"),
        ('{"fr": "Oui.", "en": "Yes.", "score": NaN}', "line 1: the score is nan"),
        ('{"fr": "Oui.", "en": "Yes.", "score": true}', "line 1: the score is True"),
        ('{"fr": "Oui.", "en": "Yes."}\n{"fr": "Oui.", "en": "Yes.", "score": 7}', "line 2: the score is 7"),
        ('{"fr": "Oui.", "en": "Yes.", "flags": "empty"}', "line 1: flags is 'empty'"),
        (changed(0, lambda head: head.update(version=99)), "line 1: this is version 99"),
        (changed(0, lambda head: head.pop("source")), "line 1: .* `source`"),
        (changed(0, lambda head: head["quotes"][0].update(source=9)), "names quotation 9; there are 3"),
        (changed(0, lambda head: head["source"].update(tail="Fin.")), "text that is in no sentence"),
        (
            changed(0, lambda head: head["source"]["quotations"][0].update(end=9)),
            "not what stands at its offsets",
        ),
        (changed(1, lambda pair: pair.update(score=float("nan"))), "line 2: .*score"),
        (changed(2, lambda pair: pair.update(score=-1)), "line 3: .*score"),
        (
            changed(3, lambda pair: pair["source"][0].update(gap="")),
            "line 4: the sentence at 59 does not follow",
        ),
        (
            changed(3, lambda pair: pair["source"][0].update(text="Fin")),
            "line 4: the sentence from 59 to 64 has 3 characters",
        ),
        (changed(1, lambda pair: pair["words"].append([0, 99, 0, 1])), "reaches outside its pair"),
        (
            "\n".join(printed(quoted())[:3]),
            "tells of 3 pairs, but there are 2; the file was changed or cut off",
        ),
        ("\n".join(printed(quoted())[:3])[:-9], "line 3: this is not JSON"),
        (printed(quoted())[1].replace("[0, 2, 0, 3]", "[0, 99, 0, 3]"), "reaches outside its pair"),
        (printed(quoted())[1].replace('"target": [{', '"target": [], "x": [{'), "a side has no sentence"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, said: str):
    with pytest.raises(FormatError, match=said):
        read(text)


@pytest.mark.parametrize("suffix", [".jsonl", ".parquet"])
def test_what_could_not_be_loaded_is_not_written(tmp_path: Path, suffix: str):
    with pytest.raises(InputError, match="two surrogates at offset 3"):
        bitext_of([("ab \ud83d\ude00", "d")]).save(tmp_path / f"a{suffix}")
    with pytest.raises(InputError, match="once and in order"):
        replace(quoted(), pairs=()).save(tmp_path / f"a{suffix}")
    assert list(tmp_path.iterdir()) == []


def test_parquet_has_typed_columns_and_row_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(parquet, "_GROUP", 2)
    quoted().save(tmp_path / "a.parquet")
    table = arrow_parquet.read_table(tmp_path / "a.parquet")
    assert table.column("source").to_pylist()[1] == "Rien d’autre. »"
    assert table.column("source_sentences").to_pylist()[1] == [{"start": 0, "end": 15, "paragraph": 1}]
    assert table.column("words").to_pylist()[0][1] == {
        "source_start": 3,
        "source_end": 8,
        "target_start": 4,
        "target_end": 9,
    }
    assert str(table.schema.field("flags").type.value_type) == "string"
    assert arrow_parquet.ParquetFile(tmp_path / "a.parquet").num_row_groups == 2
    assert Bitext.load(tmp_path / "a.parquet") == quoted()


@pytest.mark.parametrize(
    "columns",
    [
        {"fr": ["Oui.", None], "en": ["Yes.", "No."]},
        {"translation": [{"fr": "Oui.", "en": "Yes."}, {"fr": None, "en": "No."}]},
        {"source": ["Oui.", ""], "target": ["Yes.", "No."], "score": [1.0, None]},
    ],
)
def test_parquet_of_other_programs(tmp_path: Path, columns: dict[str, list[Any]]):
    arrow_parquet.write_table(pyarrow.table(columns), tmp_path / "a.parquet")
    assert texts(Bitext.load(tmp_path / "a.parquet")) == [("Oui.", "Yes."), ("", "No.")]


def test_parquet_that_is_none(tmp_path: Path):
    (tmp_path / "a.parquet").write_bytes(b"PAR1 and no more PAR1")
    with pytest.raises(FormatError, match="no whole Parquet file"):
        Bitext.load(tmp_path / "a.parquet")
    with pytest.raises(InputError, match="cannot read"):
        Bitext.load(tmp_path / "b.parquet")


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"fr": ["Oui."], "en": ["Yes."], "score": [2.0]}, "row 1: the score is 2.0"),
        ({"fr": ["Oui."], "de": ["Ja."]}, "row 1: there is no French and English text in the fields fr, de"),
        ({"fr": [1], "en": [2]}, "row 1: fr is int, not text"),
    ],
)
def test_parquet_that_is_wrong(tmp_path: Path, columns: dict[str, list[Any]], said: str):
    arrow_parquet.write_table(pyarrow.table(columns), tmp_path / "a.parquet")
    with pytest.raises(FormatError, match=said):
        Bitext.load(tmp_path / "a.parquet")


def test_parquet_that_lost_its_metadata(tmp_path: Path):
    path = tmp_path / "a.parquet"
    quoted().save(path)
    arrow_parquet.write_table(arrow_parquet.read_table(path).slice(0, 2), path)
    loaded = Bitext.load(path)
    assert loaded.pairs == quoted().pairs[:2]
    assert [len(side.quotations) for side in (loaded.source, loaded.target)] == [2, 2]


def test_own_parquet_that_was_changed(tmp_path: Path):
    path = tmp_path / "a.parquet"
    quoted().save(path)
    table = arrow_parquet.read_table(path)
    head = arrow_parquet.read_metadata(path).metadata[b"bitext"]
    table = table.replace_schema_metadata({"bitext": head})
    for wrong, said in (
        (table.slice(0, 2), "tells of 3 pairs, but there are 2"),
        (table.drop_columns(["words"]), "`words`"),
        (table.replace_schema_metadata({"bitext": "{"}), "metadata called bitext cannot be read"),
        (table.replace_schema_metadata({"bitext": "[]"}), "not a bitext"),
    ):
        arrow_parquet.write_table(wrong, path)
        with pytest.raises(FormatError, match=said):
            Bitext.load(path)


def test_without_pyarrow_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(MissingDependencyError, match=r"pip install 'bitext\[parquet\]'"):
        quoted().save(tmp_path / "a.parquet")
    assert list(tmp_path.iterdir()) == []
