"""TSV, CSV and Markdown: what stands in the file, tables of other programs, spreadsheets made harmless."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from benchmarks.made_up import bitext_of, quoted
from bitext.errors import BitextWarning, FormatError, InputError
from bitext.formats import csv as comma
from bitext.formats import markdown, tsv
from bitext.result.bitext import Bitext
from bitext.result.links import WordLinks
from bitext.result.pair import Pair, Side
from bitext.result.storage import formats
from bitext.text.document import Document

HEADER = ["fr", "en", "score", "checked", "flags", "quotations", "sentences", "words"]


def printed(name: str, bitext: Bitext) -> str:
    write = formats()[name].print
    assert write is not None
    stream = io.StringIO(newline="")
    write(bitext, stream)
    return stream.getvalue()


def texts(bitext: Bitext) -> list[tuple[str, str]]:
    return [(pair.source.text, pair.target.text) for pair in bitext]


def two_to_one() -> Bitext:
    """A pair of two sentences and one, word links in it, and a sentence without a counterpart."""
    given = bitext_of([("Il pleut.", "It is raining and I am going out."), ("Je sors.", "")])
    source = replace(given.source, text="Il pleut.\n\nJe sors.")
    second = replace(source.sentences[1], start=11, end=19)
    source = replace(source, sentences=(source.sentences[0], second))
    target = Document("It is raining and I am going out.", given.target.sentences[:1], lang="en")
    words = WordLinks([(3, 8, 6, 13), (14, 18, 18, 33)])
    return Bitext(source, target, (Pair(Side(source.sentences), Side(target.sentences), 0.5, words=words),))


def test_tsv_as_it_stands_in_the_file():
    assert printed("tsv", quoted()).splitlines() == [
        "\t".join(HEADER),
        "Le maire a dit : « J’attends la “réponse”.\tThe mayor said, “I await the ‘answer’.\t0.75\t\tretried"
        "\tkept, restored\t\t0-2:0-3 3-8:4-9 #30322edd",
        "Rien d’autre. »\tNothing else.”\t0.5\t\t\t\t\t",
        "Fin.”\tEnd.\t1.0\t\tsplit loop\tunpaired\t\t",
    ]


def test_csv_as_it_stands_in_the_file():
    assert printed("csv", quoted()).split("\r\n") == [
        ",".join(HEADER),
        "Le maire a dit : « J’attends la “réponse”.,"
        '"The mayor said, “I await the ‘answer’.",0.75,,retried,"kept, restored",,0-2:0-3 3-8:4-9 #30322edd',
        "Rien d’autre. »,Nothing else.”,0.5,,,,,",
        "Fin.”,End.,1.0,,split loop,unpaired,,",
        "",
    ]


def test_markdown_as_it_stands_in_the_file():
    assert printed("markdown", quoted()).splitlines() == [
        "| French | English | score | checked | flags | quotations |",
        "| --- | --- | --- | --- | --- | --- |",
        "| Le maire a dit : « J’attends la “réponse”. | The mayor said, “I await the ‘answer’. | 0.7500 |  "
        "| retried | kept: “I await the ‘answer’. Nothing else.”; restored: ‘answer’ |",
        "| Rien d’autre. » | Nothing else.” | 0.5000 |  |  |  |",
        "| Fin.” | End. | 1.0000 |  | split loop | ” has no partner, left out |",
    ]


@pytest.mark.parametrize("name", ["tsv", "csv"])
def test_a_pair_of_several_sentences_keeps_them_and_what_is_between(name: str, tmp_path: Path):
    path = tmp_path / f"a.{name}"
    two_to_one().save(path)
    assert "0-9 11-19 / 0-33 #" in path.read_text(encoding="utf-8")
    (pair,) = Bitext.load(path).pairs
    assert [sentence.text for sentence in pair.source] == ["Il pleut.", "Je sors."]
    assert pair == replace(two_to_one().pairs[0], source=pair.source)
    assert [sentence.start for sentence in pair.source] == [0, 11]


def test_a_tsv_row_is_a_line_for_every_tool():
    bitext = bitext_of([("a\tb\nc\rd\\e\u2028f\x85g\x00h\ud800i\x0bj", "x")])
    row = printed("tsv", bitext).splitlines()[1]
    assert row.split("\t")[0] == r"a\tb\nc\rd\\e\u2028f\u0085g\u0000h\ud800i\u000bj"
    assert texts(tsv.read(printed("tsv", bitext))) == texts(bitext)


def test_csv_for_a_spreadsheet_begins_with_a_mark_and_printed_csv_does_not(tmp_path: Path):
    quoted().save(tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbffr,en,")
    assert printed("csv", quoted()).startswith("fr,en,")


@given(
    st.lists(st.tuples(*[st.text(st.sampled_from("a=' \"\n\r\t,;+-@\x00\\"), max_size=9).map(str.strip)] * 2))
)
def test_csv_is_what_the_csv_module_reads(lines: list[tuple[str, str]]):
    table = list(csv.DictReader(io.StringIO(printed("csv", bitext_of(lines)), newline="")))
    assert [comma._GUARD.off(row["fr"]) for row in table] == [french for french, _ in lines]
    assert [comma._GUARD.off(row["en"]) for row in table] == [english for _, english in lines]


RISKY = [
    "=1+1",
    "+33 1",
    "-5 °C",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    "＝1+1",
    "＋1",
    "－1",
    "＠a",
    "\u200b=1",
    "\ufeff=1",
]


@pytest.mark.parametrize("name", ["tsv", "csv"])
@pytest.mark.parametrize("text", RISKY)
def test_formulas_are_defused_and_come_back(name: str, text: str):
    bitext = bitext_of([(text, f"'{text}"), (f"''{text}", "'Tis fine")])
    written = printed(name, bitext)
    cells = [row[:2] for row in csv.reader(io.StringIO(written), "excel" if name == "csv" else "excel-tab")][
        1:
    ]
    assert cells == [[f"'{text}", f"''{text}"], [f"'''{text}", "'Tis fine"]]
    read = tsv.read if name == "tsv" else comma.read
    assert texts(read(written)) == texts(bitext)


@pytest.mark.parametrize("inner", ["\t=1", "\r=1", "\n=1", "  =1", "\x00=1"])
def test_white_space_before_a_formula_does_not_help_it(inner: str):
    assert comma._GUARD.on(inner) == f"'{inner}"
    assert comma._GUARD.off(f"'{inner}") == inner


def test_no_cell_of_a_tsv_begins_with_a_quotation_mark():
    """A spreadsheet would read on from there to the next one, over tabs and lines."""
    bitext = bitext_of([('"Oui, dit-il.', '"Yes," he said.'), ("Non.", 'No."')])
    written = printed("tsv", bitext)
    assert written.splitlines()[1].startswith('\'"Oui, dit-il.\t\'"Yes," he said.\t')
    assert texts(tsv.read(written)) == texts(bitext)


@given(st.text(), st.sampled_from([tsv._GUARD, comma._GUARD]))
def test_an_apostrophe_that_was_put_on_is_the_one_that_is_taken_off(text: str, guard: object):
    assert isinstance(guard, type(tsv._GUARD))
    assert guard.off(guard.on(text)) == text


MARKUP = st.text(st.sampled_from("ab \n\t|\\`*_{}[]()<>#+-.!~&;:/@$='\"1x"), max_size=20).map(str.strip)


@given(MARKUP, MARKUP)
def test_tables_hold_text_that_looks_like_their_own_signs(french: str, english: str):
    bitext = bitext_of([(french, english)])
    reads: dict[str, Callable[[str], Bitext]] = {
        "tsv": tsv.read,
        "csv": comma.read,
        "markdown": markdown.read,
    }
    for name, read in reads.items():
        assert texts(read(printed(name, bitext))) == texts(bitext)


@given(MARKUP)
def test_markdown_shows_the_text_as_it_is(text: str):
    tokens = MarkdownIt("commonmark").enable("table").parse(printed("markdown", bitext_of([(text, "x")])))
    inlines = [token for token in tokens if token.type == "inline"]
    shown = inlines[6].children or []
    assert {token.type for token in shown} <= {"text", "text_special", "softbreak", "html_inline"}
    assert {token.content for token in shown if token.type == "html_inline"} <= {"<br>"}
    assert "".join("\n" if token.type == "html_inline" else token.content for token in shown) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("<script>", r"\<script\>"),
        ("a|b", r"a\|b"),
        ("voir https://exemple.fr", r"voir https\://exemple.fr"),
        ("voir www.exemple.fr", r"voir www\.exemple.fr"),
        ("à moi@exemple.fr", r"à moi\@exemple.fr"),
        ("ligne\nligne", "ligne<br>ligne"),
        ("<br>", r"\<br\>"),
        ("&#10;", r"\&#10;"),
        ("\u2028\x00", "&#8232;&#0;"),
        ("prix : 3,5 %. Non - si ! (1)", "prix : 3,5 %. Non - si ! (1)"),
    ],
)
def test_markdown_escapes(text: str, written: str):
    assert printed("markdown", bitext_of([(text, "x")])).splitlines()[2].startswith(f"| {written} | x |")


FOREIGN = {
    "no header": "Oui.\tYes.\nNon.\tNo.\n",
    "no header, scores": "Oui.\tYes.\t0.5\nNon.\tNo.\t0.25\n",
    "codes": "fr\ten\nOui.\tYes.\nNon.\tNo.\n",
    "regions": "fr-FR\ten_GB\nOui.\tYes.\nNon.\tNo.\n",
    "other order": "English\tFrench\nYes.\tOui.\nNo.\tNon.\n",
    "sides": "source\ttarget\nOui.\tYes.\nNon.\tNo.\n",
    "French names": "Français\tAnglais\r\nOui.\tYes.\r\nNon.\tNo.\r\n",
    "byte order mark": "\ufefffr\ten\nOui.\tYes.\nNon.\tNo.",
    "blank lines": "fr\ten\n\nOui.\tYes.\n\nNon.\tNo.\n\n",
    "cells behind": "fr\ten\t\nOui.\tYes.\t\nNon.\tNo.\n",
}


@pytest.mark.parametrize("name", ["tsv", "csv"])
@pytest.mark.parametrize("text", FOREIGN.values(), ids=FOREIGN)
def test_tables_of_other_programs(tmp_path: Path, name: str, text: str):
    path = tmp_path / f"a.{name}"
    path.write_text(text if name == "tsv" else text.replace("\t", ";"), encoding="utf-8", newline="")
    assert texts(Bitext.load(path)) == [("Oui.", "Yes."), ("Non.", "No.")]


def test_a_french_excel():
    text = (
        '\ufefffr;en;score;checked;flags\r\n"Oui ; dit-elle ""tout bas"".";Yes.;0,75;VRAI;empty\r\n'.lstrip(
            "\ufeff"
        )
    )
    (pair,) = comma.read(text).pairs
    assert (pair.source.text, pair.score, pair.flags, pair.checked) == (
        'Oui ; dit-elle "tout bas".',
        0.75,
        ("empty",),
        True,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Bonjour, Paul.;Hello, Paul.\nOui, oui.;Yes.\n",
            [("Bonjour, Paul.", "Hello, Paul."), ("Oui, oui.", "Yes.")],
        ),
        ('"Bonjour, Paul.","Hello, Paul."\n', [("Bonjour, Paul.", "Hello, Paul.")]),
        ("Oui.|Yes.\n", [("Oui.", "Yes.")]),
        ('fr,en\n"Ligne.\nLigne.",Line.\n', [("Ligne.\nLigne.", "Line.")]),
        ("fr,en\rOui.,Yes.\r", [("Oui.", "Yes.")]),
        ('fr,en\nIl dit "oui".,Yes.\n', [('Il dit "oui".', "Yes.")]),
        ("fr,en\n,Yes.\nOui.,\n", [("", "Yes."), ("Oui.", "")]),
    ],
)
def test_csv_of_other_programs(text: str, expected: list[tuple[str, str]]):
    assert texts(comma.read(text)) == expected


def test_nothing_is_undone_in_a_tsv_of_another_program():
    text = 'fr\ten\nC:\\nouveau\t\'=1\n"Oui."\t"Yes," he said.\n'
    assert texts(tsv.read(text)) == [("C:\\nouveau", "'=1"), ('"Oui."', '"Yes," he said.')]


def test_a_tsv_that_a_spreadsheet_saved_loses_the_marks_round_its_cells():
    text = 'fr\ten\n"Il dit ""oui"" à Paul."\tHe says yes.\n"Bien, oui."\tWell, yes.\n'
    assert texts(tsv.read(text))[0] == ('Il dit "oui" à Paul.', "He says yes.")
    own = printed("tsv", bitext_of([("Bien, oui.", 'He said "yes".')])).splitlines()
    again = (
        own[0]
        + "\n"
        + own[1].replace("Bien, oui.", '"Bien, oui."').replace('He said "yes".', '"He said ""yes""."')
    )
    assert texts(tsv.read(again)) == [("Bien, oui.", 'He said "yes".')]


@pytest.mark.parametrize("name", ["tsv", "csv"])
def test_a_text_that_was_corrected_loses_its_word_links_with_a_warning(tmp_path: Path, name: str):
    path = tmp_path / f"a.{name}"
    quoted().save(path)
    path.write_text(path.read_text(encoding="utf-8").replace("The mayor", "Mayor"), encoding="utf-8")
    with pytest.warns(BitextWarning, match="changed in line 2; word links"):
        pairs = Bitext.load(path).pairs
    assert pairs[0].target.text.startswith("Mayor said")
    assert [list(pair.words) for pair in pairs] == [[], [], []]
    assert [pair.score for pair in pairs] == [0.75, 0.5, 1.0]


def test_columns_that_a_reader_added_are_told_and_moved_ones_are_found():
    rows = [line.split("\t") for line in printed("tsv", quoted()).splitlines()]
    table = [["note", *row[2:], row[1], row[0]] for row in rows]
    with pytest.warns(BitextWarning, match="no place for note"):
        bitext = tsv.read("\n".join("\t".join(row) for row in table))
    assert [pair.words for pair in bitext] == [pair.words for pair in quoted()]
    assert texts(bitext) == texts(quoted())


def test_quotations_are_found_again():
    (link,) = tsv.read("fr\ten\nIl dit : « Oui. »\tHe says, “Yes.”\n").quotes
    assert link.source
    assert link.target
    assert (link.verdict, link.source.open, link.target.open) == ("kept", "«", "“")


@pytest.mark.parametrize("name", ["tsv", "csv", "markdown"])
def test_flags_of_any_form_and_other_languages(name: str):
    bitext = bitext_of([("Ja.", "Sì.")])
    pair = replace(bitext.pairs[0], flags=("to check", "", "50%", "%", "à\u00a0voir", "a,b;c|d"))
    source = replace(bitext.source, lang="de")
    target = replace(bitext.target, lang="pt-BR")
    written = printed(name, Bitext(source, target, (pair,)))
    again = {"tsv": tsv, "csv": comma, "markdown": markdown}[name].read(written)
    assert again.pairs[0].flags == pair.flags
    assert (again.source.lang, again.target.lang) == ("de", "pt-BR")


@pytest.mark.parametrize("names", [("fr", "fr"), ("", "en"), ("score", "en"), ("source", "en")])
def test_languages_that_cannot_name_a_column(names: tuple[str, str]):
    bitext = bitext_of([("Oui.", "Yes.")])
    odd = replace(
        bitext, source=replace(bitext.source, lang=names[0]), target=replace(bitext.target, lang=names[1])
    )
    assert printed("tsv", odd).startswith("source\ttarget\tscore\t")
    assert texts(tsv.read(printed("tsv", odd))) == [("Oui.", "Yes.")]


OWN = "\t".join(HEADER)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Oui.\n", "first row does not name"),
        ("un\tdeux\ttrois\n", "first row does not name"),
        ("fr\ten\nOui.\n", "line 2: the number of cells is 1, that of columns 2"),
        ("fr\ten\nOui.\tYes.\tPeut-être.\n", "line 2: the number of cells is 3"),
        ("fr\ten\tscore\nOui.\tYes.\tnan\n", "line 2: the score is 'nan'"),
        ("fr\ten\tscore\nOui.\tYes.\t1.5\n", "line 2: the score is '1.5'"),
        ("fr\ten\tscore\n\nOui.\tYes.\t-0.1\n", "line 3: the score is '-0.1'"),
        ("fr\ten\tscore\nOui.\tYes.\tinf\n", "line 2: the score is 'inf'"),
        ("fr\ten\tscore\nOui.\tYes.\thaut\n", "line 2: the score is 'haut'"),
        ("fr\ten\tchecked\nOui.\tYes.\tpeut-être\n", "line 2: checked is 'peut-être'"),
        (f"{OWN}\nOui.\tYes.\t1\t\t\t\t\t0-1\n", "line 2: words has '0-1'"),
        (f"{OWN}\nOui.\tYes.\t1\t\t\t\t\t0-5:0-1\n", "line 2: word link 0-5:0-1 is not in its texts"),
        (f"{OWN}\nOui.\t\t1\t\t\t\t\t0-1:0-1\n", "line 2: word link 0-1:0-1 is not in its texts"),
        (f"{OWN}\nOui.\t \t1\t\t\t\t\t0-1:0-1\n", "line 2: there are word links, but a side has no sentence"),
        (f"{OWN}\nOui.\tYes.\t1\t\t\t\t0-4\t\n", "line 2: sentences is '0-4'"),
        (f"{OWN}\nOui.\tYes.\t1\t\t\t\t0-4 / x\t\n", "line 2: sentences has 'x'"),
        (f"{OWN}\nOui.\tYes.\t1\t\t\t\t0-4 / 0-9\t\n", "line 2: sentence 0-9 is not in its text"),
        (f"{OWN}\nOui.\tYes.\t1\t\t\t\t0-4 / 1-4\t\n", "line 2: sentence 1-4 is not in its text"),
        (f"{OWN}\nOui.\tYes.\t1\t\t\t\t0-4 / 0-3\t\n", "line 2: a text goes on behind"),
        (f"{OWN}\nOui.\tYes.\t1\t\t\t\t0-4 / 0-3 2-4\t\n", "line 2: sentence 2-4 is not in its text"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, text: str, said: str):
    path = tmp_path / "a.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FormatError, match=said):
        Bitext.load(path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('fr,en\nOui.,"Yes.\n', 'line 2: a cell begins with " but does not end'),
        ('fr,en\n"Oui" dit-il,Yes.\n', 'line 2: a cell begins with "'),
        ('fr,en\n"Ligne.\nLigne.",Line.\nOui.,Yes.,9\n', "line 4: the number of cells is 3"),
        ("Oui.\n", "first row does not name"),
        ("a,b;c\n", "several characters could separate"),
        ("fr,en,score\nOui.,Yes.,2\n", "line 2: the score is '2'"),
    ],
)
def test_what_is_wrong_in_csv(text: str, said: str):
    with pytest.raises(FormatError, match=said):
        comma.read(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Un article.\n\n| French | English |\n", "line 1: this is no row of a table"),
        ("| French | English |\n| --- | --- |\n| Oui. |\n", "line 3: the number of cells is 1"),
        ("| French | English |\n| --- | --- |\n| &#1114112; | x |\n", "&#1114112; is no character"),
        ("\n\n", "there is no row"),
    ],
)
def test_what_is_wrong_in_markdown(text: str, said: str):
    with pytest.raises(FormatError, match=said):
        markdown.read(text)


@pytest.mark.parametrize("name", ["tsv", "csv", "markdown"])
def test_a_bitext_that_contradicts_itself_is_not_written(tmp_path: Path, name: str):
    with pytest.raises(InputError, match="once and in order"):
        replace(quoted(), pairs=()).save(tmp_path / "a.x", name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["tsv", "csv", "markdown"])
def test_no_pairs(tmp_path: Path, name: str):
    bitext_of([]).save(tmp_path / "a.x", name)
    assert Bitext.load(tmp_path / "a.x", name) == bitext_of([])
