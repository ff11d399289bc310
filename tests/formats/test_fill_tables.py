"""CSV and TSV filled in: cells of the English column, everything else as it was."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitext.errors import FormatError
from tests.support.documents import made, phrase
from tests.support.filling import filled, opened, whole


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('fr,note\n"Le quai est vide.",a\n', 'fr,note,en\n"Le quai est vide.",a,"Le quai est vide."\n'),
        ("fr;en;note\r\nUn.;;a\r\nDeux.;Two.;b\r\n", "fr;en;note\r\nUn.;Un.;a\r\nDeux.;Two.;b\r\n"),
        ('id,fr,en\n1,"Un, deux.",\n\n2,Trois.', 'id,fr,en\n1,"Un, deux.","Un, deux."\n\n2,Trois.,Trois.'),
        ('source,target\nUn.,""\n', 'source,target\nUn.,"Un."\n'),
        ("source,note\nUn.,a\nDeux.\n", "source,note,target\nUn.,a,Un.\nDeux.,,Deux.\n"),
        ('fr\n"Un « ""mot"" »"\n', 'fr,en\n"Un « ""mot"" »","Un « ""mot"" »"\n'),
        ("fr|en\n|\nUn.|\n", "fr|en\n|\nUn.|Un.\n"),
        ("\ufefffr,en\nÉté.,\n", "\ufefffr,en\nÉté.,Été.\n"),
        ("fr,en,de\nUn.\n", "fr,en,de\nUn.,Un.\n"),
    ],
)
def test_only_the_english_cells_change(before: str, after: str):
    assert filled(before.encode(), "t.csv").decode() == after


def test_line_ends_inside_a_cell_stay():
    before = 'fr,en\n"Titre\n\nUne phrase.",\n'
    assert (
        filled(before.encode(), "t.csv").decode() == 'fr,en\n"Titre\n\nUne phrase.","Titre\n\nUne phrase."\n'
    )


def test_the_encoding_stays():
    data = "fr;en\r\nL'été à la mer;\r\n".encode("cp1252")
    assert filled(data, "t.csv").decode("cp1252") == "fr;en\r\nL'été à la mer;L'été à la mer\r\n"


def test_a_comma_in_a_translation_gets_marks():
    def translate(text: str):
        return made(text, phrase("Yes, indeed.", (0, 0)))

    assert filled(b"fr,en\nOui.,\n", "t.csv", translate=translate) == b'fr,en\nOui.,"Yes, indeed."\n'
    assert filled(b"fr\ten\nOui.\t\n", "t.tsv", translate=translate) == b"fr\ten\nOui.\tYes, indeed.\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('fr\ten\nUn "mot\t\n', 'fr\ten\nUn "mot\tUn "mot\n'),
        ('fr\ten\n"Un ""mot"""\t\n', 'fr\ten\n"Un ""mot"""\t"Un ""mot"""\n'),
        ("note\tfr\r\na\tUn.\r\n", "note\tfr\ten\r\na\tUn.\tUn.\r\n"),
    ],
)
def test_tables_with_tabs(before: str, after: str):
    assert filled(before.encode(), "t.tsv").decode() == after


def test_what_is_there_stays_unless_it_is_to_be_written_over():
    data = b"fr,en\nUn.,One.\nDeux.,\n"
    assert opened(data, "t.csv").text == "Deux."
    assert filled(data, "t.csv", overwrite=True) == b"fr,en\nUn.,Un.\nDeux.,Deux.\n"
    full = b"fr,en\nUn.,One.\n"
    assert (opened(full, "t.csv").missing, filled(full, "t.csv")) == (0, full)
    assert [pair.target.text for pair in whole(data, "t.csv")] == ["One.", "Deux."]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"de,it\nHallo,\n", r"t\.csv: the header names no French column \(de, it\)"),
        (b"fr,en\nUn,One,1\n", "line 2: the number of cells is 3, that of columns 2"),
        (b'fr,en\n"Un,\n', "does not end with one"),
        (b"", "no French column"),
    ],
)
def test_what_cannot_be_filled_is_refused_by_name(data: bytes, told: str):
    with pytest.raises(FormatError, match=told):
        filled(data, "t.csv")


CELLS = st.text(st.sampled_from('ab é,;"\n.'), max_size=8)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=4), st.sampled_from(",;"))
def test_other_cells_are_never_changed(rows: list[tuple[str, str, str]], separator: str):
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=separator, lineterminator="\n")
    writer.writerows([("note", "fr", "en"), *rows])
    done = filled(stream.getvalue().encode(), "t.csv").decode()
    found = list(csv.reader(io.StringIO(done), delimiter=separator))
    assert [row[:2] for row in found[1:]] == [list(row[:2]) for row in rows]
    for row, (_, french, english) in zip(found[1:], rows, strict=True):
        assert row[2] == english if english.strip() or not french.strip() else row[2].strip()
