"""Word files of every make: strict ones, templates, macros; and what they hold beside the running text."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from lxml import etree

from bitext.documents.docx_elements import W
from bitext.documents.original import read_original
from bitext.errors import FormatError
from tests.conftest import Command
from tests.support.documents import echoed, shouted

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
MAIN = f"{WORD}.document.main+xml"
NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "dsp": "http://schemas.microsoft.com/office/drawing/2008/diagram",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}
DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMES.items())
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def body(*paragraphs: str) -> str:
    return f"<w:document {DECLARED}><w:body>{''.join(paragraphs)}</w:body></w:document>"


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def packed(document: str, parts: dict[str, tuple[str, str]] | None = None, main: str = MAIN) -> bytes:
    """A file with a body; ``parts`` are others by name: their content type and their XML."""
    others = parts or {}
    overrides = {"word/document.xml": main, **{name: kind for name, (kind, _) in others.items()}}
    types = (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
        + "</Types>"
    )
    return zipped(
        {
            "[Content_Types].xml": types,
            "_rels/.rels": relations({"officeDocument": "word/document.xml"}),
            "word/document.xml": document,
            **{name: xml for name, (_, xml) in others.items()},
        }
    )


def relations(targets: dict[str, str]) -> str:
    each = "".join(
        f'<Relationship Id="r{at}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{each}</Relationships>'


def zipped(parts: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def part_of(data: bytes, name: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def text_of(data: bytes) -> str:
    return read_original(data, "docx").text


def loud(data: bytes) -> bytes:
    """The document with its text in capitals."""
    original = read_original(data, "docx")
    return original.render(shouted(original.text))


PLAIN = body(paragraph(run("Le port est fermé.")))


@pytest.mark.parametrize(
    ("main", "suffix"),
    [
        (MAIN, ".docx"),
        (f"{WORD}.template.main+xml", ".dotx"),
        ("application/vnd.ms-word.document.macroEnabled.main+xml", ".docm"),
        ("application/vnd.ms-word.template.macroEnabledTemplate.main+xml", ".dotm"),
    ],
)
def test_documents_templates_and_those_with_macros_are_read(main: str, suffix: str):
    data = packed(PLAIN, {"word/vbaProject.bin": ("application/vnd.ms-office.vbaProject", "macros")}, main)
    original = read_original(data, "docx")
    assert original.text == "Le port est fermé."
    assert getattr(original, "suffix", None) == suffix
    written = loud(data)
    assert "LE PORT EST FERMÉ." in part_of(written)
    assert part_of(written, "word/vbaProject.bin") == "macros"


def test_a_body_whose_type_is_that_of_its_suffix_is_found_by_its_relationship():
    types = f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="{MAIN}"/></Types>'
    note = f"<w:footnotes {DECLARED}><w:footnote>{paragraph(run('Une note.'))}</w:footnote></w:footnotes>"
    data = zipped(
        {
            "[Content_Types].xml": types,
            "_rels/.rels": relations({"officeDocument": "/texte/corps.xml"}),
            "texte/_rels/corps.xml.rels": relations({"footnotes": "notes.xml", "settings": "autre.xml"}),
            "texte/corps.xml": PLAIN,
            "texte/notes.xml": note,
            "texte/autre.xml": f"<w:settings {DECLARED}/>",
            "docProps/app.xml": "<Properties/>",
        }
    )
    assert text_of(data) == "Le port est fermé.\n\nUne note."
    assert "UNE NOTE." in part_of(loud(data), "texte/notes.xml")
    assert part_of(loud(data), "docProps/app.xml") == "<Properties/>"


def test_strict_documents_stay_strict():
    strict = PLAIN.replace(NAMES["w"], "http://purl.oclc.org/ooxml/wordprocessingml/main")
    data = packed(strict)
    assert text_of(data) == "Le port est fermé."
    written = part_of(loud(data))
    assert "LE PORT EST FERMÉ." in written
    assert 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"' in written
    assert NAMES["w"] not in written
    etree.fromstring(written.encode())


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (["Voir https://exemple.fr/rap", "port-2024.pdf", " demain."], "Voir {1} demain."),
        (["Écrire à ana.ro", "y@exemple.fr"], "Écrire à {1}"),
        (["Bonjour {{ no", "m }} !"], "Bonjour {1} !"),
        (["Le réu", "nion de lundi"], "Le réunion de lundi"),
    ],
)
def test_what_is_divided_over_runs_is_read_whole(runs: list[str], text: str):
    data = packed(body(paragraph(*map(run, runs))))
    original = read_original(data, "docx")
    assert original.text == text
    whole = "".join(runs)
    written = etree.fromstring(part_of(loud(data)).encode())
    literals = {mask.shown for mask in original.masks}
    found = "".join(written.itertext(f"{W}t"))
    assert found.casefold() == whole.casefold()
    assert all(literal in found for literal in literals)


def test_an_address_in_two_formats_keeps_both():
    data = packed(body(paragraph(run("Voir www.exem"), run("ple.fr/a", "<w:b/>"), run(" demain."))))
    original = read_original(data, "docx")
    assert original.text == "Voir {1} demain."
    written = etree.fromstring(part_of(loud(data)).encode())
    bold = [each.findtext(f"{W}t") for each in written.iter(f"{W}r") if each.find(f"{W}rPr/{W}b") is not None]
    assert bold == ["ple.fr/a"]
    assert "".join(written.itertext(f"{W}t")) == "VOIR www.exemple.fr/a DEMAIN."


def test_hyphens_that_divide_no_line_stay_elements():
    inside = "<w:r><w:t>Un avant</w:t><w:noBreakHyphen/><w:t>port calme</w:t></w:r>"
    data = packed(body(paragraph(inside)))
    assert text_of(data) == "Un avant\u2011port calme"
    assert part_of(loud(data)).count("<w:noBreakHyphen/>") == 1


COMMENT = f"<w:comments {DECLARED}><w:comment>{paragraph(run('À vérifier.'))}</w:comment></w:comments>"
CHART = (
    f"<c:chartSpace {DECLARED}><c:chart><c:title><c:tx><c:rich><a:p><a:pPr/><a:r><a:rPr lang='fr-FR' b='1'/>"
    "<a:t>Trafic</a:t></a:r><a:r><a:rPr lang='fr-FR'/><a:t> du port</a:t></a:r><a:endParaRPr lang='fr-FR'/>"
    "</a:p></c:rich></c:tx></c:title><c:ser><c:tx><c:strRef><c:strCache><c:pt><c:v>Navires</c:v></c:pt>"
    "</c:strCache></c:strRef></c:tx><c:val><c:numCache><c:pt><c:v>12</c:v></c:pt></c:numCache></c:val></c:ser>"
    "</c:chart></c:chartSpace>"
)
LABEL = "<a:p><a:r><a:t>Le quai</a:t></a:r></a:p>"
DIAGRAM = f"<dgm:dataModel {DECLARED}><dgm:pt><dgm:t>{LABEL}</dgm:t></dgm:pt></dgm:dataModel>"
SHAPES = f"<dsp:drawing {DECLARED}>{LABEL}</dsp:drawing>"
DRAWING = "application/vnd.openxmlformats-officedocument.drawingml"
PARTS = {
    "word/comments.xml": (f"{WORD}.comments+xml", COMMENT),
    "word/charts/chart1.xml": (f"{DRAWING}.chart+xml", CHART),
    "word/diagrams/data1.xml": (f"{DRAWING}.diagramData+xml", DIAGRAM),
    "word/diagrams/drawing1.xml": ("application/vnd.ms-office.drawingml.diagramDrawing+xml", SHAPES),
}


def test_comments_charts_and_diagrams_are_translated_behind_the_running_text():
    data = packed(PLAIN, PARTS)
    assert text_of(data).split("\n\n") == [
        "Le port est fermé.",
        "À vérifier.",
        "Trafic du port",
        "Navires",
        "Le quai",
        "Le quai",
    ]
    written = loud(data)
    assert "À VÉRIFIER." in part_of(written, "word/comments.xml")
    chart = part_of(written, "word/charts/chart1.xml")
    assert re.sub("<[^>]*>", "", chart).strip() == "TRAFIC DU PORTNAVIRES12"
    assert chart.count('lang="en-US"') == 3
    assert chart.index("<a:pPr") < chart.index("TRAFIC") < chart.index("<a:endParaRPr")
    for name in ("data1", "drawing1"):
        assert "LE QUAI" in part_of(written, f"word/diagrams/{name}.xml")


def test_formatting_in_a_drawing_stays_on_its_words():
    chart = etree.fromstring(part_of(loud(packed(PLAIN, PARTS)), "word/charts/chart1.xml").encode())
    runs = chart.iter("{*}r")
    assert [(each.find("{*}rPr").get("b"), each.findtext("{*}t")) for each in runs] == [
        ("1", "TRAFIC"),
        (None, " DU PORT"),
    ]


def test_alternative_texts_are_translated():
    picture = '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Image 1" descr="Le phare" title="Un soir"/>'
    closing = "</wp:inline></w:drawing></w:r>"
    data = packed(body(paragraph(run("Voici : "), picture + closing, run(" enfin."))))
    assert text_of(data).split("\n\n") == ["Voici : enfin.", "Le phare", "Un soir"]
    written = part_of(loud(data))
    assert 'name="Image 1" descr="LE PHARE" title="UN SOIR"' in written
    assert "VOICI : " in written


def test_tracked_changes_are_read_as_they_would_be_accepted():
    inserted = f'<w:ins w:id="1" w:author="a">{run("neuf")}</w:ins>'
    deleted = '<w:del w:id="2" w:author="a"><w:r><w:delText>vieux</w:delText></w:r></w:del>'
    moved = f'<w:moveFrom w:id="3" w:author="a">{run("ailleurs ")}</w:moveFrom>'
    data = packed(body(paragraph(run("Le pont "), deleted, inserted, moved, run(" est ouvert."))))
    assert text_of(data) == "Le pont neuf est ouvert."
    written = part_of(loud(data))
    assert "vieux" in written
    assert "ailleurs" in written
    assert "NEUF" in written


def test_a_damaged_file_is_refused_before_it_is_translated():
    data = bytearray(packed(PLAIN, PARTS))
    at = data.index(b"word/charts/chart1.xml") + len(b"word/charts/chart1.xml") + 20
    data[at] ^= 0xFF
    with pytest.raises(FormatError, match=r"is damaged|cannot be read"):
        read_original(bytes(data), "docx")


def test_a_template_stays_one(command: Command, tmp_path: Path):
    (tmp_path / "a.dotx").write_bytes(packed(PLAIN, main=f"{WORD}.template.main+xml"))
    done = command("translate", tmp_path / "a.dotx", "-o", tmp_path / "b.docx")
    assert done.code == 2
    assert f"name the output {tmp_path / 'b.dotx'}" in done.err
    assert not (tmp_path / "b.docx").exists()


def made_with_word_things() -> bytes:
    document = docx.Document()
    document.add_heading("Le port de Saint-Guénolé", 1)
    for number in range(60):
        text = document.add_paragraph(f"Le bateau numéro {number} est rentré avant la nuit, ")
        text.add_run("sans encombre").bold = True
        text.add_run(", et la criée a ouvert à l’heure.")
    table = document.add_table(2, 2)
    table.cell(0, 0).text = "Navire"
    table.cell(1, 1).text = "Tonnage"
    document.sections[0].header.paragraphs[0].text = "Journal du port"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.mark.office
@pytest.mark.parametrize("parts", [False, True])
def test_an_office_program_opens_what_was_written_with_as_many_pages(tmp_path: Path, parts: bool):
    data = packed(PLAIN, PARTS) if parts else made_with_word_things()
    original = read_original(data, "docx")
    (tmp_path / "a.docx").write_bytes(data)
    (tmp_path / "b.docx").write_bytes(original.render(shouted(original.text)))
    (tmp_path / "c.docx").write_bytes(original.render(echoed(original.text)))
    files = [str(tmp_path / f"{name}.docx") for name in "abc"]
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=180)  # noqa: S603 (our own files)
    pages = [
        len(re.findall(rb"/Type\s*/Page[^s]", (tmp_path / f"{name}.pdf").read_bytes())) for name in "abc"
    ]
    assert pages[0] == pages[2] > 0
    assert pages[1] >= pages[0]
