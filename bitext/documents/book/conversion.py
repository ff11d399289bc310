"""Pages, Markdown and Word documents as books of one language: text, headings, lists, tables, pictures.

What a page is beside its text (navigation, scripts, forms, styles) is no part of a book.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final
from urllib.parse import unquote_to_bytes

from lxml import etree, html
from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from bitext.documents.book.packing import PackedChapter, packed_book, page_name
from bitext.documents.book.tree import remove, text_in, unwrap
from bitext.documents.html_elements import BLOCKS, names
from bitext.documents.html_encoding import declared_encoding, decoded_page
from bitext.documents.zip_archive import ZipArchive
from bitext.files import decoded
from bitext.text.characters import NOT_XML

_GONE: Final = names(
    "script style noscript template iframe object embed applet svg math canvas audio video map form input "
    "button select textarea link meta base nav dialog head col colgroup"
)
_BLOCKS: Final = names(
    "h1 h2 h3 h4 h5 h6 p blockquote ul ol li dl dt dd table caption thead tbody tfoot tr td th pre figure "
    "figcaption hr div"
)
_INLINE: Final = names(
    "a abbr b bdi bdo br cite code del dfn em i img ins kbd mark q s samp small span strong sub sup u var wbr"
)
_KEPT: Final = {
    "": names("id lang dir title"),
    "a": names("href"),
    "img": names("src alt"),
    "td": names("colspan rowspan"),
    "th": names("colspan rowspan scope"),
    "ol": names("start reversed type"),
    "li": names("value"),
}
"""The attributes that stay, of every element and of some."""
_DATA: Final = re.compile(r"data:(image/(?:png|jpeg|gif|webp|svg\+xml))(;base64)?,(.*)", re.DOTALL)
_SUFFIXES: Final = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}
_ABSOLUTE: Final = re.compile(r"(?:https?|mailto):\S+", re.IGNORECASE)
_FRONT_MATTER: Final = re.compile(r"\A(---|\+\+\+)[ \t]*\n.*?\n\1[ \t]*\n", re.DOTALL)
_PARENTS: Final = {
    "li": names("ul ol"),
    "dt": names("dl"),
    "dd": names("dl"),
    "tr": names("table thead tbody tfoot"),
    "td": names("tr"),
    "th": names("tr"),
    "thead": names("table"),
    "tbody": names("table"),
    "tfoot": names("table"),
    "caption": names("table"),
    "figcaption": names("figure"),
}
"""Where elements may stand that do not stand everywhere."""
_CHILDREN: Final = {
    "ul": ("li", names("li")),
    "ol": ("li", names("li")),
    "dl": ("dd", names("dt dd")),
}
"""What lists hold: what is made of anything else, and what may be there."""
_LONG: Final = 30_000
"""A page of more characters is divided at its headings of the second level, too."""


def page_book(data: bytes, name: str, title: str, encoding: str, lang: str) -> bytes:
    """An EPUB of a page of HTML. Raises EncodingError where its characters cannot be told."""
    return _book(decoded_page(data, name, encoding, declared_encoding(data, name)).text, title, lang)


def markdown_book(data: bytes, name: str, title: str, encoding: str, lang: str) -> bytes:
    """An EPUB of a Markdown file, whose front matter is no part of it. Raises EncodingError."""
    text = _FRONT_MATTER.sub("", decoded(data, name, encoding).text, count=1)
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return _book(parser.use(footnote_plugin).use(deflist_plugin).render(text), title, lang)


def word_book(data: bytes, name: str, title: str, lang: str) -> bytes:
    """An EPUB of a Word document (DOCX): its paragraphs by their styles, notes, tables and pictures.

    Raises FormatError where ``data`` is none, or is not safe to open.
    """
    import mammoth

    ZipArchive(data, name, "a Word document").xml("word/document.xml")
    return _book(str(mammoth.convert_to_html(BytesIO(data)).value), title, lang)


def _book(text: str, title: str, lang: str) -> bytes:
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    text = NOT_XML.sub("", text)
    root = html.document_fromstring((text if text.strip() else "<p></p>").encode(), parser=parser)
    named = " ".join((root.findtext(".//head/title") or "").split())
    body = next(iter(root.xpath("//main")), root.find("body"))
    body.tag = "body"
    files: dict[str, bytes] = {}
    _clean(body, files)
    heading = next((" ".join(text_in(each).split()) for each in body.iter("h1", "h2")), "")
    title = heading or named or title
    chapters = _linked(list(_divided(body)))
    packed = [PackedChapter(_name(chapter, title), _written(chapter)) for chapter in chapters]
    return packed_book(packed, title, lang, files)


def _clean(body: Any, files: dict[str, bytes]) -> None:
    """Leave of a page what a book may hold; its pictures become ``files``."""
    for each in _elements(body):
        is_picture = each.tag == "img"
        if (
            not isinstance(each.tag, str)
            or each.tag in _GONE
            or (is_picture and not _take_picture(each, files))
        ):
            remove(each)
    for each in _elements(body):
        if each.tag not in _BLOCKS | _INLINE:
            _rename(each)
        elif each.tag in _INLINE and any(inner.tag in _BLOCKS for inner in each.iterdescendants()):
            unwrap(each)
    for each in _elements(body):
        if each.getparent().tag not in _PARENTS.get(each.tag, (each.getparent().tag,)):
            each.tag = "div"
        if each.tag in _CHILDREN:
            _mend_list(each)
        _clean_attributes(each)
    _clean_links(body)


def _elements(body: Any) -> list[Any]:
    """What is in a page, the innermost last; a list, so that the tree may change."""
    return list(body.iterdescendants())


def _rename(node: Any) -> None:
    """An element that no book has becomes a plain one, or goes; what is in it stays."""
    if node.tag in BLOCKS:
        node.tag = "div"
    else:
        unwrap(node)


def _mend_list(node: Any) -> None:
    """What lies in a list beside its items becomes an item."""
    item, allowed = _CHILDREN[node.tag]
    for child in list(node):
        if child.tag not in allowed:
            made = etree.Element(item)
            made.tail, child.tail = child.tail, None
            child.addprevious(made)
            made.append(child)
    if (node.text or "").strip():
        made = etree.Element(item)
        made.text, node.text = node.text, None
        node.insert(0, made)
    for child in list(node):
        if (child.tail or "").strip():
            made = etree.Element(item)
            made.text, child.tail = child.tail, None
            child.addnext(made)


def _clean_attributes(node: Any) -> None:
    kept = _KEPT[""] | _KEPT.get(node.tag, frozenset())
    for key, value in node.attrib.items():
        is_number = key not in ("colspan", "rowspan", "start", "value") or value.strip().isdecimal()
        if key not in kept or not is_number or not value.strip() or (key == "id" and " " in value):
            del node.attrib[key]


def _clean_links(body: Any) -> None:
    """Leave ids that stand once, and links that lead somewhere."""
    known: set[str] = set()
    for each in body.iter():
        number = each.get("id")
        if number in known:
            del each.attrib["id"]
        elif number:
            known.add(number)
    for link in list(body.iter("a")):
        href = link.get("href", "")
        if not (_ABSOLUTE.fullmatch(href) or (href.startswith("#") and href[1:] in known)):
            link.attrib.pop("href", None)
        if link.get("href") and any(each.tag == "a" for each in link.iterancestors()):
            unwrap(link)


def _take_picture(node: Any, files: dict[str, bytes]) -> bool:
    """Make a file of a picture that is in the page itself; tells whether it is one."""
    found = _DATA.fullmatch(node.get("src", "").strip())
    if found is None or found[1] not in _SUFFIXES:
        return False
    try:
        data = base64.b64decode(found[3]) if found[2] else unquote_to_bytes(found[3])
    except binascii.Error:
        return False
    name = f"image{len(files) + 1:04}.{_SUFFIXES[found[1]]}"
    files[name] = data
    node.set("src", name)
    node.set("alt", node.get("alt", ""))
    return True


def _divided(body: Any) -> Iterator[Any]:
    """The chapters of a page, which begin at headings."""
    for level in ("h1", "h2"):
        headings = list(body.iter(level))
        if len(headings) > 1 and (level == "h1" or len(text_in(body)) > _LONG):
            break
    else:
        yield body
        return
    for heading in headings:
        for around in list(heading.iterancestors()):
            if around is not body and around.tag == "div":
                unwrap(around)
    chapter = etree.Element("body")
    chapter.text, body.text = body.text, None
    for child in list(body):
        if child.tag == level and text_in(chapter).strip():
            yield chapter
            chapter = etree.Element("body")
        chapter.append(child)
    yield chapter


def _linked(chapters: list[Any]) -> list[Any]:
    """The chapters with links that lead from one to another."""
    homes = {each.get("id"): at for at, chapter in enumerate(chapters) for each in chapter.iter()}
    for at, chapter in enumerate(chapters):
        for link in chapter.iter("a"):
            href = link.get("href", "")
            home = homes.get(href[1:], at) if href.startswith("#") else at
            if home != at:
                link.set("href", page_name(home) + href)
    return chapters


def _name(chapter: Any, title: str) -> str:
    """What the contents call a chapter."""
    headings = (" ".join(text_in(each).split()) for each in chapter.iter("h1", "h2"))
    return next((heading for heading in headings if heading), title)


def _written(chapter: Any) -> str:
    """The XHTML of a chapter."""
    text: str = etree.tostring(chapter, encoding="unicode", with_tail=False)
    return text.removeprefix("<body>").removesuffix("</body>").removesuffix("<body/>")
