"""Workbooks: text in English, all else as it was."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.worksheet.table import Table

from bitext.documents.original import open_source, read_original
from bitext.errors import FormatError
from tests.aligner.test_invariants import Echo, keep
from tests.aligner.test_stream import aligner_with
from tests.documents.test_pptx import changed

ECHO = aligner_with(Echo(keep))


def workbook() -> bytes:
    made = Workbook()
    sheet = made.active
    sheet.title = "Port"
    values = {
        "A1": "Bateau",
        "A2": "Le voilier rouge",
        "A3": " Il pleut. ",
        "B1": "Nombre",
        "B2": 3,
        "D3": "12",
    }
    for place, value in values.items():
        sheet[place] = value
    sheet["B3"] = "=SUM(B2:B2)"
    sheet["D2"] = '="Total"&B2'
    sheet["D1"] = CellRichText("Le ", TextBlock(InlineFont(b=True), "maire"), " est venu.")
    sheet["A2"].comment = Comment("À vérifier demain.", "M")
    other = made.create_sheet("Table")
    other.append(["Nom", "Ville"])
    other.append(["Le phare", "La mer"])
    other.add_table(Table(displayName="T1", ref="A1:B2"))
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def with_shared_strings(data: bytes) -> bytes:
    """The workbook as Excel writes it: the strings in a part of their own, each once."""
    strings: dict[bytes, int] = {}

    def moved(cell: re.Match[bytes]) -> bytes:
        number = strings.setdefault(cell[2], len(strings))
        return cell[1] + b't="s"><v>%d</v>' % number

    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(stream, "w") as copy:
        for name in archive.namelist():
            part = archive.read(name)
            if name.startswith("xl/worksheets/sheet"):
                part = re.sub(rb'(<c r="\w+" )t="inlineStr"><is>(.*?)</is>', moved, part)
            if name == "[Content_Types].xml":
                override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{SHARED}"/></Types>'
                part = part.replace(b"</Types>", override.encode())
            if name == "xl/_rels/workbook.xml.rels":
                target = (
                    f'<Relationship Id="rIdS" Type="{RELATION}" Target="sharedStrings.xml"/></Relationships>'
                )
                part = part.replace(b"</Relationships>", target.encode())
            copy.writestr(name, part)
        items = b"".join(b"<si>%s</si>" % item for item in strings)
        space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        copy.writestr("xl/sharedStrings.xml", b'<sst xmlns="%s">%s</sst>' % (space, items))
    return stream.getvalue()


SHARED = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
BOOKS = pytest.mark.parametrize(
    "book", [workbook(), with_shared_strings(workbook())], ids=["strings in cells", "shared strings"]
)


def cells(data: bytes) -> dict[str, object]:
    found = {}
    for sheet in load_workbook(io.BytesIO(data), rich_text=True):
        for row in sheet.iter_rows():
            found.update(
                {f"{sheet.title}!{cell.coordinate}": cell.value for cell in row if cell.value is not None}
            )
    return found


def spoken(data: bytes) -> bytes:
    """What an echo makes of a workbook."""
    original = read_original(data, "xlsx", "a.xlsx")
    return original.render(ECHO.align(original.text))


@BOOKS
def test_what_is_text(book):
    text = read_original(book, "xlsx").text
    assert {"Bateau", "Le voilier rouge", "Il pleut.", "Le maire est venu.", "Le phare"} <= set(
        text.split("\n\n")
    )
    assert "À vérifier demain." in text
    for other in ("Total", "Ville", "SUM", "Port"):
        assert other not in text


@BOOKS
def test_all_but_the_text_stays(book):
    data = book
    made = spoken(data)
    assert cells(made) == cells(data)
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(io.BytesIO(made)) as after:
        assert after.namelist() == before.namelist()
        for name in before.namelist():
            one, other = before.read(name), after.read(name)
            if name.endswith(".xml"):
                one, other = (etree.tostring(etree.fromstring(part), method="c14n") for part in (one, other))
            assert other == one, name


@BOOKS
@pytest.mark.model
def test_a_workbook_in_english(tmp_path, command, book):
    path = tmp_path / "a.xlsx"
    path.write_bytes(book)
    assert command("translate", path, "-o", tmp_path / "b.xlsx").code == 0
    found = cells((tmp_path / "b.xlsx").read_bytes())
    kept = {"Port!B2": 3, "Port!B3": "=SUM(B2:B2)", "Port!D2": '="Total"&B2', "Port!D3": "12"}
    assert {place: found[place] for place in kept} == kept
    assert (found["Table!A1"], found["Table!B1"]) == ("Nom", "Ville")
    assert (found["Port!A3"], found["Table!B2"]) == ("It’s raining.", "The sea")
    rich = found["Port!D1"]
    assert isinstance(rich, CellRichText)
    assert [part.text for part in rich if isinstance(part, TextBlock)] == ["mayor"]
    assert str(rich).startswith("The mayor ")


def test_a_workbook_is_told_by_its_content(tmp_path):
    path = tmp_path / "a.dat"
    path.write_bytes(workbook())
    assert open_source(path).form == "xlsx"


@pytest.mark.parametrize(
    ("part", "content", "words"),
    [
        ("[Content_Types].xml", b"<Types/>", "no workbook in it"),
        ("xl/sharedStrings.xml", b"<sst", "cannot be read"),
        ("docProps/app.xml", b" " * 100_000_000, "not safe"),
    ],
)
def test_what_cannot_be_read_is_told(part, content, words):
    with pytest.raises(FormatError, match=words):
        read_original(changed(with_shared_strings(workbook()), {part: lambda _: content}), "xlsx", "a.xlsx")


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)
ODD = st.sampled_from(["Il pleut.", "=1+1", "'=2", "a: {b}", "https://x.fr", " ", "« Oui », dit-il."])
CELLS = TEXTS | st.integers() | ODD


@given(st.lists(st.lists(CELLS, max_size=3), max_size=4))
def test_any_cells_stay_where_they_are(rows):
    made = Workbook()
    for row in [*rows, ["Le quai."]]:
        made.active.append(row)
    stream = io.BytesIO()
    made.save(stream)
    for data in (stream.getvalue(), with_shared_strings(stream.getvalue())):
        before, after = cells(data), cells(spoken(data))
        assert list(after) == list(before)
        numbers = {place: value for place, value in before.items() if not isinstance(value, str)}
        assert {place: after[place] for place in numbers} == numbers
        formulas = {place: value for place, value in before.items() if str(value).startswith("=")}
        assert {place: after[place] for place in formulas} == formulas
