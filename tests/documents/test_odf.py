"""OpenDocument files: text in English, all else as it was."""

from __future__ import annotations

import io
import subprocess
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from bitext.documents.original import open_source, read_original
from bitext.errors import FormatError
from tests.documents.test_pptx import ECHO, changed
from tests.support.documents import shouted

TYPE = "application/vnd.oasis.opendocument."
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in {
        "office": "office",
        "text": "text",
        "table": "table",
        "draw": "drawing",
        "style": "style",
        "meta": "meta",
        "svg": "svg-compatible",
        "fo": "xsl-fo-compatible",
        "presentation": "presentation",
    }.items()
)
SPACES += ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
BOLD = (
    '<office:automatic-styles><style:style style:name="B" style:family="text"><style:text-properties '
    'fo:font-weight="bold" fo:language="fr" fo:country="FR"/></style:style></office:automatic-styles>'
)
TEXT = (
    '<text:tracked-changes><text:changed-region text:id="c"><text:deletion>'
    "<office:change-info><dc:creator>M</dc:creator><dc:date>2024-01-02T10:00:00</dc:date></office:change-info>"
    "<text:p>Un passage effacé.</text:p></text:deletion></text:changed-region></text:tracked-changes>"
    '<text:h text:outline-level="1">Le port</text:h>'
    '<text:p>Le <text:span text:style-name="B">maire</text:span> a ouvert <text:a xlink:type="simple" '
    'xlink:href="https://example.org/">le quai</text:a><text:note text:id="n" text:note-class="footnote">'
    "<text:note-citation>1</text:note-citation><text:note-body><text:p>La note est longue.</text:p>"
    "</text:note-body></text:note>.</text:p>"
    '<text:p>La mer est calme.<text:line-break/>Le ciel est gris.<text:s text:c="3"/>Il pleut.</text:p>'
    "<text:list><text:list-item><text:p>Les bateaux</text:p></text:list-item></text:list>"
    '<text:p><draw:frame draw:name="F" svg:width="5cm" svg:height="2cm"><draw:text-box><text:p>Dans le cadre.'
    "</text:p></draw:text-box><svg:desc>Un phare rouge</svg:desc></draw:frame></text:p>"
)
CELLS = (
    '<table:table table:name="Feuille"><table:table-row>'
    '<table:table-cell office:value-type="string"><text:p>Le voilier rouge</text:p></table:table-cell>'
    '<table:table-cell office:value-type="float" office:value="3">'
    "<text:p>3 pièces</text:p></table:table-cell>"
    '<table:table-cell office:value-type="string" table:formula="of:=&quot;Somme&quot;" '
    'office:string-value="Somme"><text:p>Somme</text:p></table:table-cell>'
    "</table:table-row></table:table>"
)
SLIDES = (
    '<draw:page draw:name="p1"><draw:frame svg:width="9cm" svg:height="3cm"><draw:text-box>'
    "<text:p>La mer est calme.</text:p></draw:text-box></draw:frame><presentation:notes>"
    '<draw:frame svg:width="9cm" svg:height="3cm"><draw:text-box><text:p>Dire bonjour.</text:p>'
    "</draw:text-box></draw:frame></presentation:notes></draw:page>"
)
STYLES = (
    f'<office:document-styles {SPACES} office:version="1.2"><office:automatic-styles>'
    '<style:page-layout style:name="L"/></office:automatic-styles><office:master-styles>'
    '<style:master-page style:name="Standard" style:page-layout-name="L"><style:header><text:p>Page '
    "<text:page-number>1</text:page-number> du journal</text:p></style:header></style:master-page>"
    '<style:master-page style:name="D" style:page-layout-name="L">'
    '<draw:frame presentation:placeholder="true">'
    "<draw:text-box><text:p>Cliquez pour ajouter</text:p></draw:text-box></draw:frame></style:master-page>"
    "</office:master-styles></office:document-styles>"
)
META = (
    f'<office:document-meta {SPACES} office:version="1.2"><office:meta>'
    "<dc:title>Le journal du port</dc:title><dc:language>fr-FR</dc:language></office:meta>"
    "</office:document-meta>"
)


FILES_IN_IT = {
    "content.xml": "text/xml",
    "styles.xml": "text/xml",
    "meta.xml": "text/xml",
    "Pictures/a.png": "image/png",
}


def manifest(kind: str, more: str = "") -> str:
    entries = "".join(
        f'<m:file-entry m:full-path="{path}" m:media-type="{media}">{more}</m:file-entry>'
        for path, media in (("/", TYPE + kind), *FILES_IN_IT.items())
    )
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    return f'<m:manifest xmlns:m="{space}" m:version="1.2">{entries}</m:manifest>'


def made(kind: str, body: str) -> bytes:
    content = (
        f'<office:document-content {SPACES} office:version="1.2">{BOLD}<office:body><office:{kind}>{body}'
        f"</office:{kind}></office:body></office:document-content>"
    )
    parts = {
        "content.xml": content,
        "styles.xml": STYLES,
        "meta.xml": META,
        "META-INF/manifest.xml": manifest(kind),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", TYPE + kind, zipfile.ZIP_STORED)
        for name, part in parts.items():
            archive.writestr(name, part)
        archive.writestr("Pictures/a.png", bytes(range(256)))
    return stream.getvalue()


FILES = pytest.mark.parametrize(
    ("kind", "body", "suffix"),
    [("text", TEXT, ".odt"), ("presentation", SLIDES, ".odp"), ("spreadsheet", CELLS, ".ods")],
)


def spoken(data: bytes) -> bytes:
    """What an echo makes of a file."""
    original = read_original(data, "odf", "a.odt")
    return original.render(ECHO.align(original.text))


def content(data: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read("content.xml"))


def test_the_text_and_what_stands_beside_it():
    text = read_original(made("text", TEXT), "odf").text.split("\n\n")
    assert text[:3] == ["Le port", "Le maire a ouvert le quai.", "La note est longue."]
    assert {"Les bateaux", "Dans le cadre.", "Un phare rouge", "Le journal du port"} <= set(text)
    assert "La mer est calme. Le ciel est gris. Il pleut." in text
    assert any(line.startswith("Page ") and line.endswith(" du journal") for line in text)
    assert not {"Un passage effacé.", "Cliquez pour ajouter"} & set(text)


def test_cells_with_numbers_and_formulas_stay():
    text = read_original(made("spreadsheet", CELLS), "odf").text
    assert "Le voilier rouge" in text
    assert "pièces" not in text
    assert "Somme" not in text


@FILES
def test_all_but_the_text_stays(kind, body, suffix):
    data = made(kind, body)
    result = spoken(data)
    assert getattr(read_original(result, "odf"), "suffix", None) == suffix
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(io.BytesIO(result)) as after:
        assert after.namelist() == before.namelist()
        assert after.infolist()[0].compress_type == zipfile.ZIP_STORED
        for one, other in zip(before.infolist(), after.infolist(), strict=True):
            old, new = before.read(one), after.read(other)
            if one.filename.endswith(".xml"):
                old, new = (etree.tostring(etree.fromstring(part), method="c14n") for part in (old, new))
                old = old.replace(b'fo:country="FR" fo:font-weight="bold" fo:language="fr"', ENGLISH_FONT)
                old = old.replace(b">fr-FR<", b">en-US<")
            assert new == old, one.filename
            assert other.date_time == one.date_time


ENGLISH_FONT = b'fo:country="US" fo:font-weight="bold" fo:language="en"'


@FILES
@pytest.mark.model
def test_a_file_in_english(tmp_path, command, kind, body, suffix):
    path, result = tmp_path / f"a{suffix}", tmp_path / f"b{suffix}"
    path.write_bytes(made(kind, body))
    assert command("translate", path, "-o", result).code == 0
    root = content(result.read_bytes())
    words = " ".join(root.itertext())
    found = {"text": "The sea is calm.", "presentation": "The sea is calm.", "spreadsheet": "red sailboat"}
    assert found[kind] in words
    if kind == "text":
        assert ["".join(span.itertext()) for span in root.iter("{*}span")] == ["mayor"]
        assert [link.text for link in root.iter("{*}a")] in (["the quay"], ["the dock"])
        assert len(list(root.iter("{*}note"))) == len(list(root.iter("{*}line-break"))) == 1
        assert "Un passage effacé." in words


def test_formatting_links_and_notes_go_over():
    original = read_original(made("text", TEXT), "odf")
    root = content(original.render(shouted(original.text)))
    written = [etree.tostring(each, method="c14n").decode() for each in root.iter("{*}p")]
    found = next(each for each in written if "MAIRE" in each)
    assert '>LE <text:span text:style-name="B">MAIRE</text:span> A OUVERT <text:a ' in found
    assert ">LE QUAI</text:a><text:note " in found
    assert "<text:p>LA NOTE EST LONGUE.</text:p></text:note-body></text:note>.</text:p>" in found.replace(
        f" {SPACES}", ""
    )
    assert any("CALME.<text:line-break" in each for each in written)


@pytest.mark.office
def test_libreoffice_reads_the_same_from_what_was_written(tmp_path):
    data = made("text", TEXT)
    (tmp_path / "a.odt").write_bytes(data)
    (tmp_path / "b.odt").write_bytes(spoken(data))
    original = read_original(data, "odf")
    (tmp_path / "c.odt").write_bytes(original.render(shouted(original.text)))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    order = ["soffice", profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir"]
    files = [tmp_path / f"{name}.odt" for name in "abc"]
    subprocess.run([*order, tmp_path, *files], check=True, timeout=180, capture_output=True)  # noqa: S603 (ours)
    one, other, loud = ((tmp_path / f"{name}.txt").read_text("utf-8") for name in "abc")
    assert "Le maire a ouvert le quai" in one
    assert other == one
    assert "LE MAIRE A OUVERT LE QUAI" in loud


@FILES
def test_a_file_is_told_by_its_content(tmp_path, kind, body, suffix):
    path = tmp_path / "a.dat"
    path.write_bytes(made(kind, body))
    source = open_source(path)
    assert source.form == "odf"
    assert getattr(source.original, "suffix", None) == suffix


def test_a_manifest_that_is_not_well_formed_does_no_harm():
    data = changed(made("text", TEXT), {"META-INF/manifest.xml": lambda _: b"<manifest:manifest/>"})
    assert "Le port" in read_original(data, "odf").text


ENTITY = b'<!DOCTYPE a [<!ENTITY e "oui">]><a>&e;</a>'


@pytest.mark.parametrize(
    ("part", "told", "words"),
    [
        ("META-INF/manifest.xml", manifest("text", "<m:encryption-data/>").encode(), "encrypted"),
        ("content.xml", b"<office", "cannot be read"),
        ("content.xml", ENTITY, "entities"),
        ("Pictures/a.png", b" " * 100_000_000, "not safe"),
    ],
)
def test_what_cannot_be_read_is_told(part, told, words):
    with pytest.raises(FormatError, match=words):
        read_original(changed(made("text", TEXT), {part: lambda _: told}), "odf", "a.odt")


INLINE = st.recursive(
    st.sampled_from(
        ["le port", " ", ", la mer", "<text:s/>", "<text:tab/>", '<text:bookmark text:name="b"/>']
    )
    | st.sampled_from(["<text:line-break/>", "<text:page-number>1</text:page-number>"]),
    lambda inner: st.builds(
        lambda around, parts: around.format("".join(parts)),
        st.sampled_from(
            ['<text:span text:style-name="B">{}</text:span>', '<text:a xlink:href="u">{}</text:a>', "{}"]
        ),
        st.lists(inner, max_size=4),
    ),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(INLINE, max_size=5))
def test_whatever_stands_in_a_paragraph_its_words_go_over_in_order(parts):
    data = made("text", f"<text:p>Ici {''.join(parts)} là.</text:p>")
    original = read_original(data, "odf")
    result = content(original.render(shouted(original.text)))
    before, after = (" ".join("".join(root.itertext()).split()) for root in (content(data), result))
    assert after.replace(" ", "") == before.upper().replace(" ", "")
    for name in ("bookmark", "page-number"):
        assert len(list(result.iter(f"{{*}}{name}"))) == len(list(content(data).iter(f"{{*}}{name}")))
