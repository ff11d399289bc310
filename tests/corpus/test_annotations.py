"""Annotated texts go through translation and alignment with what is marked in them."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

import bitext
from benchmarks.echo import load_echo
from bitext.aligner import Aligner
from bitext.corpus.annotations import brat, conll, jsonl
from bitext.corpus.annotations.texts import AnnotatedText, Annotation, ProjectedText, project_texts
from bitext.errors import FormatError
from bitext.text.document import Span
from tests.conftest import Command

ANN = (
    "T1\tPerson 0 14\tHélène Garnier\n"
    "T2\tPlace 21 27\tNantes\n"
    "R1\tLives Arg1:T1 Arg2:T2\t\n"
    "#1\tAnnotatorNotes T2\tNot the one in T1\n"
    "A1\tSure T1\n"
)
TEXT = "Hélène Garnier vit à Nantes."


@pytest.fixture(scope="module")
def echo() -> Aligner:
    return load_echo({})


def rows(*given: object) -> io.BytesIO:
    return io.BytesIO("".join(json.dumps(one) + "\n" for one in given).encode())


def columns(text: str) -> io.BytesIO:
    return io.BytesIO(text.replace(" ", "\t").encode())


def spans(text: AnnotatedText) -> list[tuple[str, str]]:
    return [(text.text[s.start : s.end], one.label) for one in text.annotations for s in one.spans]


def test_rows_keep_their_fields_and_get_the_spans_of_the_translation(echo: Aligner):
    given = {"id": 7, "text": TEXT, "spans": [[0, 14, "PER"], [21, 27, "LOC"]], "by": "Zoé"}
    (found,) = project_texts(echo, jsonl.read(rows(given), "x"))
    row = json.loads(jsonl.written(found))
    assert {name: row[name] for name in given} == given
    marked = [(row["target"][a:b], label, number) for a, b, label, number, _ in row["target_spans"]]
    assert marked == [("Hélène Garnier", "PER", 0), ("Nantes", "LOC", 1)]
    assert all(0 < confidence <= 1 for *_, confidence in row["target_spans"])


def test_rows_with_a_translation_are_linked_to_it(echo: Aligner):
    given = {"fr": TEXT, "en": "She lives at Nantes.", "spans": [{"start": 21, "end": 27, "label": "LOC"}]}
    (found,) = project_texts(echo, jsonl.read(rows(given), "x"))
    row = json.loads(jsonl.written(found))
    assert row["target"] == "She lives at Nantes."
    assert [span[:3] for span in row["target_spans"]] == [[13, 19, "LOC"]]


def test_many_rows_come_in_their_order(echo: Aligner):
    given = [{"text": f"Lot {n} vendu.", "spans": [[0, 3 + 1 + len(str(n)), "LOT"]]} for n in range(300)]
    found = list(project_texts(echo, jsonl.read(rows(*given), "x")))
    assert [json.loads(jsonl.written(one))["text"] for one in found] == [one["text"] for one in given]
    assert all(one.annotations[0] for one in found)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"spans": []}, "x:1 has no text"),
        ({"text": "Oui", "spans": [[0, 4, "A"]]}, "0 to 4 is no stretch of the text of 3 characters"),
        ({"text": "Oui", "spans": [[2, 2, "A"]]}, "2 to 2 is no stretch"),
        ({"text": "Oui", "spans": [["0", 1, "A"]]}, "a span is"),
        ({"text": "Oui", "spans": [[0, True, "A"]]}, "a span is"),
        ({"text": "Oui", "spans": {"0": 1}}, "spans is a list"),
        ([1], "x:1 has no text"),
    ],
)
def test_a_row_that_does_not_do_is_refused_with_its_place(row: object, told: str):
    with pytest.raises(FormatError, match=told):
        list(jsonl.read(rows(row), "x"))


@pytest.mark.parametrize(
    "tags",
    [
        ["B-PER", "I-PER", "O", "O", "B-LOC", "O"],
        ["I-PER", "I-PER", "O", "O", "I-LOC", "O"],
        ["B-PER", "E-PER", "O", "O", "S-LOC", "O"],
        ["B-PER", "L-PER", "O", "O", "U-LOC", "O"],
    ],
)
def test_tags_of_every_scheme_are_read(tags: list[str]):
    tokens = ["Hélène", "Garnier", "vit", "à", "Nantes", "."]
    lines = "".join(f"{token} X {tag}\n" for token, tag in zip(tokens, tags, strict=True))
    (text,) = conll.read(columns(f"-DOCSTART- X O\n\n{lines}\n"), "x")
    assert text.text == TEXT
    assert spans(text) == [("Hélène Garnier", "PER"), ("Nantes", "LOC")]


def test_neighbours_of_one_label_are_two():
    (text,) = conll.read(columns("Anne B-PER\nLuc B-PER\nl' O\nIsle I-LOC\nBrest B-LOC\n"), "x")
    assert text.text == "Anne Luc l'Isle Brest"
    assert spans(text) == [("Anne", "PER"), ("Luc", "PER"), ("Isle", "LOC"), ("Brest", "LOC")]


def test_columns_come_out_with_their_tags(echo: Aligner):
    lines = "Hélène B-PER\nGarnier I-PER\nvit O\nà O\nNantes B-LOC\n. O\n\nOui O\n"
    found = list(project_texts(echo, conll.read(columns(lines), "x")))
    assert "".join(map(conll.written, found)) == lines.replace(" ", "\t") + "\n"


def test_of_two_annotations_on_a_token_the_longer_one_is_told():
    text = ProjectedText(
        AnnotatedText("", ()),
        "University of Brest",
        (Annotation("LOC", (Span(14, 19),)), Annotation("ORG", (Span(0, 19),)), None),
    )
    assert conll.written(text) == "University\tB-ORG\nof\tI-ORG\nBrest\tI-ORG\n\n"


@pytest.mark.parametrize("line", ["Nantes", "Nantes LOC", "Nantes X-LOC"])
def test_a_line_without_a_tag_is_refused(line: str):
    with pytest.raises(FormatError, match="x:2 does not end with a tag"):
        list(conll.read(columns(f"à O\n{line}\n"), "x"))


def test_standoff_annotations_stand_at_their_new_places(echo: Aligner):
    text = f"Oui. {TEXT}"
    ann = ANN.replace("0 14", "5 19").replace("21 27", "26 32")
    (found,) = project_texts(echo, [brat.read(text, ann, "x")])
    assert brat.written(found) == ann


def test_what_speaks_of_a_lost_annotation_is_lost_too():
    read = brat.read(TEXT, ANN + "E1\tMove:T1 Where:T2\nA2\tPast E1\n", "x")
    kept = Annotation("Person", (Span(0, 3), Span(10, 15)), "T1")
    found = ProjectedText(read, "She lives there", (kept, None))
    assert brat.written(found) == "T1\tPerson 0 3;10 15\tShe there\nA1\tSure T1\n"


def test_a_divided_annotation_is_read(echo: Aligner):
    (found,) = project_texts(echo, [brat.read(TEXT, "T1\tX 0 6;21 27\tHélène Nantes\n", "x")])
    assert brat.written(found) == "T1\tX 0 6;21 27\tHélène Nantes\n"


@pytest.mark.parametrize("line", ["T1 Person 0 3", "T1\tPerson 0", "T1\tPerson 0 99\tx"])
def test_a_line_that_is_no_annotation_is_refused(line: str):
    with pytest.raises(FormatError, match="x:1"):
        brat.read(TEXT, line, "x")


@pytest.fixture
def echoing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bitext, "Aligner", lambda *_, **__: load_echo({}), raising=False)


@pytest.mark.usefixtures("echoing")
def test_the_command_writes_each_form(tmp_path: Path, command: Command):
    table = tmp_path / "in.conll"
    table.write_text("Nantes\tB-LOC\n\n", encoding="utf-8")
    done = command("project", table, "-o", tmp_path / "out.conll")
    assert done.code == 0
    assert "1 annotation" in done.err
    assert (tmp_path / "out.conll").read_text(encoding="utf-8") == "Nantes\tB-LOC\n\n"
    (tmp_path / "in.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "in.ann").write_text("T1\tPlace 21 27\tNantes\n", encoding="utf-8")
    assert command("project", tmp_path / "in.ann", "-o", tmp_path / "en.ann").code == 0
    assert (tmp_path / "en.ann").read_text(encoding="utf-8") == "T1\tPlace 21 27\tNantes\n"
    assert (tmp_path / "en.txt").read_text(encoding="utf-8") == TEXT


@pytest.mark.usefixtures("echoing")
def test_the_command_writes_over_nothing(tmp_path: Path, command: Command):
    source = tmp_path / "in.jsonl"
    source.write_text('{"text": "Oui."}\n', encoding="utf-8")
    assert command("project", source, "-o", source).code == 1
    assert source.read_text(encoding="utf-8") == '{"text": "Oui."}\n'
    assert command("project", tmp_path / "in.odd", "-o", tmp_path / "x").code == 2
