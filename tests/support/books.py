"""A French book with all that books have, and what can be read in a bilingual one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from bitext.documents.html_elements import names

XHTML = "{http://www.w3.org/1999/xhtml}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
OPS = "{http://www.idpf.org/2007/ops}"
CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="OPS/livre.opf" media-type="application/oebps-package+xml"/></rootfiles>'
    "</container>"
)
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" '
    'xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="fr" lang="fr"><head><title>Le canal</title>'
    '<link rel="stylesheet" type="text/css" href="style.css"/></head>\n<body>\n'
)
FIRST = """<section epub:type="chapter" id="ch1">
<h1><span class="num">I</span><br/>L’<em>écluse</em></h1>
<p class="first"><span class="lettrine">L</span>e marinier descendit du pont. <em>Il avait froid. Il avait
faim</em>, et la nuit tombait sur le <a href="deux.xhtml#fin">canal de Bourgogne</a>.</p>
<p>Il cria : « Ouvrez donc ! Je suis attendu à Dijon. » Personne ne répondit<a epub:type="noteref" href="#n1"
id="r1">1</a>. <span epub:type="pagebreak" id="p12" role="doc-pagebreak" aria-label="12"/>L’éclusier
dormait&nbsp;: sa femme, elle, lisait le <i>Jour<b>nal</b></i> du dimanche.</p>
<div class="stanza">
<p class="vers">Le bateau va sans bruit,</p><p class="vers">La lune est dans l’eau noire,</p>
<p class="vers">Et le vent de la nuit</p><p class="vers">Raconte son histoire.</p></div>
<p class="lettre">Ma chère Louise,<br/>Je rentre demain. Garde-moi du pain.<br/>Ton père</p>
<figure><img src="pont.png" alt="Un pont"/><figcaption>Le pont de pierre, en hiver.</figcaption></figure>
<hr/>
<p>***</p>
<aside epub:type="footnote" id="n1"><p><a href="#r1">1</a> L’écluse fermait à huit heures.</p></aside>
</section>
"""
SECOND = """<section epub:type="chapter" id="ch2">
<h2>La maison</h2>
<p>« Entrez, dit-elle. Le feu est encore chaud.</p>
<p>« Vous mangerez bien quelque chose ? » ajouta-t-elle.</p>
<ul><li>du pain noir ;</li><li>un reste de soupe.<ul><li>avec des poireaux</li></ul></li></ul>
<table><caption>Prix de l’an passé</caption><tr><th>Denrée</th><th>Sous</th></tr>
<tr><td>Le beurre salé</td><td>12</td></tr></table>
<blockquote>Qui part trop tôt attend longtemps.</blockquote>
<div>Elle ouvrit la porte <img src="pont.png" alt=""/> du fond.<p>Il pleuvait encore.</p></div>
<p id="fin" title="La fin">Il tapa <code>x = 1</code> &amp; sourit. <i lang="la">Finis coronat opus.</i></p>
</section>
"""
PACKAGE = """<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:5d0e6b1c-51a3-4a4e-8f7e-0d8a5e3f9b11</dc:identifier>
<dc:title>Le canal</dc:title><dc:creator>Anonyme</dc:creator><dc:language>fr</dc:language>
<meta property="dcterms:modified">2026-01-01T00:00:00Z</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
<item id="c1" href="un.xhtml" media-type="application/xhtml+xml"/>
<item id="c2" href="deux.xhtml" media-type="application/xhtml+xml"/>
<item id="css" href="style.css" media-type="text/css"/>
<item id="img" href="pont.png" media-type="image/png" properties="cover-image"/>
</manifest>
<spine toc="ncx"><itemref idref="c1"/><itemref idref="c2"/></spine>
</package>
"""
NAV = (
    HEAD + '<nav epub:type="toc"><ol><li><a href="un.xhtml">L’écluse</a></li>'
    '<li><a href="deux.xhtml">La maison</a></li></ol></nav></body></html>'
)
NCX = """<?xml version="1.0" encoding="UTF-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">
<head><meta name="dtb:uid" content="urn:uuid:5d0e6b1c-51a3-4a4e-8f7e-0d8a5e3f9b11"/></head>
<docTitle><text>Le canal</text></docTitle><navMap>
<navPoint id="n1" playOrder="1"><navLabel><text>L’écluse</text></navLabel>
<content src="un.xhtml"/></navPoint></navMap></ncx>
"""
STYLE = (
    ".lettrine{float:left;font-size:2.6em;line-height:.8}.first{text-indent:0}p{text-indent:1.2em;margin:0}"
    ".stanza{margin:1em 2em;font-style:italic}.lettre{margin:1em 2em}\n"
)
# One grey pixel.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c636868680000020f0107"
    "c6c4e2d20000000049454e44ae426082"
)


def french_book(**changed: str | bytes | None) -> bytes:
    """The book, some files of which may be other ones, or missing (None)."""
    files: dict[str, str | bytes | None] = {
        "META-INF/container.xml": CONTAINER,
        "OPS/livre.opf": PACKAGE,
        "OPS/nav.xhtml": NAV,
        "OPS/un.xhtml": page(FIRST),
        "OPS/deux.xhtml": page(SECOND),
        "OPS/toc.ncx": NCX,
        "OPS/style.css": STYLE,
        "OPS/pont.png": PNG,
        **changed,
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        for name, content in files.items():
            if content is not None:
                archive.writestr(name, content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def page(body: str) -> str:
    """A chapter of the book."""
    return f"{HEAD}{body}</body>\n</html>\n".replace("&nbsp;", "\u00a0")


def files_of(data: bytes) -> dict[str, bytes]:
    """The files of an archive by their names."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pages_of(data: bytes) -> list[Any]:
    """The bodies of the chapters, in the order of the spine."""
    files = files_of(data)
    container = etree.fromstring(files["META-INF/container.xml"])
    package = next(container.iter("{*}rootfile")).get("full-path")
    root = etree.fromstring(files[package])
    hrefs = {item.get("id"): item.get("href") for item in root.iter("{*}item")}
    folder = package.rpartition("/")[0]
    names = [f"{folder}/{hrefs[each.get('idref')]}".lstrip("/") for each in root.iter("{*}itemref")]
    return [etree.fromstring(files[name]).find(f"{XHTML}body") for name in names]


def text_by_language(data: bytes, lang: str) -> str:
    """The text of the chapters that is in a language by ``xml:lang``, its white space as single spaces."""
    return " ".join("".join(words for body in pages_of(data) for words in _words(body, "fr", lang)).split())


def _words(node: Any, current: str, lang: str) -> Iterator[str]:
    current = node.get(XML_LANG, current)
    if not isinstance(node.tag, str):
        return
    if node.tag.removeprefix(XHTML) not in INLINE:
        yield " "
    if current == lang:
        yield node.text or ""
    for child in node:
        yield from _words(child, current, lang)
        if current == lang:
            yield child.tail or ""
    if node.tag.removeprefix(XHTML) not in INLINE:
        yield " "


INLINE = names("a abbr b cite code em i q s small span strong sub sup u")


def text_of(data: bytes) -> str:
    """All the text of the chapters, its white space as single spaces."""
    return " ".join("".join(words for body in pages_of(data) for words in _all_words(body)).split())


def _all_words(node: Any) -> Iterator[str]:
    if isinstance(node.tag, str):
        if node.tag.removeprefix(XHTML) not in INLINE:
            yield " "
        yield node.text or ""
        for child in node:
            yield from _all_words(child)
            yield child.tail or ""
        if node.tag.removeprefix(XHTML) not in INLINE:
            yield " "
