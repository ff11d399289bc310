"""XML in and out, safely and as a stream: what the formats in XML share.

In: no entity is expanded, no external DTD or schema is fetched, nothing goes to the network, and the
parser's limits on size and depth stay on; a file that declares entities of its own (the carrier of
"billion laughs" and of XXE) is refused. Elements are freed once they have been used.

Out: elements go to the stream one by one. A few characters have no form in XML 1.0; each is replaced by
one that shows what stood there, so that offsets stay true, and a CharacterWarning says so.
"""

from __future__ import annotations

import re
import warnings
from codecs import getincrementaldecoder
from contextlib import contextmanager
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TextIO

from lxml import etree

from bitext.errors import CharacterWarning, FormatError, InputError
from bitext.text.characters import NOT_XML

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from bitext.result.bitext import Bitext
    from bitext.text.document import Document

LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"

_DECLARATION = re.compile(r"^(\s*<\?xml[^>]*?)\s+encoding\s*=\s*(?:'[^']*'|\"[^\"]*\")", re.IGNORECASE)
_NOT_XML_SPACE = re.compile("[\v\f\x1c-\x1f]")
_PICTURES = 0x2400
_SHOWN = 5
_AGAIN = "export it again from the program that made it"


def elements(path: Path | bytes, roots: Sequence[str], tags: Collection[str]) -> Iterator[Any]:
    """The elements of a file whose tag is in ``tags``, each when it is complete, in the order of their ends.

    An element is emptied when the next one is asked for, and what came before it is freed: take what
    you need at once, and nothing outside the element. Comments and processing instructions are left out.
    ``path`` may be the bytes of the file. ``roots`` are the tags that it may begin with, the usual one
    first; tags with a namespace are written ``{uri}name``.

    Raises:
        FormatError: it is not XML that is well formed, its first element is another one, or it declares
            or uses entities.
        InputError: the file cannot be read.
    """
    try:
        with BytesIO(path) if isinstance(path, bytes) else path.open("rb") as stream:
            yield from elements_of(stream, roots, tags)
    except OSError as error:
        raise InputError(f"cannot read {path!s}: {error.strerror or error}; check the name.") from error


def elements_of(stream: Any, roots: Sequence[str], tags: Collection[str]) -> Iterator[Any]:
    """Those of a binary stream, see :func:`elements`."""
    events = etree.iterparse(
        stream,
        events=("start", "end"),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    first = True
    try:
        for event, element in events:
            if first:
                _check_head(element, roots)
                first = False
            if event == "end" and element.tag in tags:
                _check_entities(element)
                yield element
                _free(element)
    except etree.XMLSyntaxError:
        raise FormatError(_syntax(events.error_log)) from None


def _check_head(element: Any, roots: Sequence[str]) -> None:
    dtd = element.getroottree().docinfo.internalDTD
    if dtd is not None and next(dtd.iterentities(), None) is not None:
        raise FormatError(
            "the DOCTYPE declares entities, which are not read, since they can be made to flood the memory "
            "or to fetch other files; export it again without them."
        )
    if element.tag not in roots:
        found, wanted = (etree.QName(tag) for tag in (element.tag, roots[0]))
        if found.localname != wanted.localname:
            raise FormatError(
                f"its first element is <{found.localname}>, not <{wanted.localname}>; {_AGAIN}."
            )
        raise FormatError(
            f"<{found.localname}> is in the namespace {found.namespace or '(none)'}, "
            f"not {wanted.namespace or '(none)'}; {_AGAIN}."
        )


def _check_entities(element: Any) -> None:
    for entity in element.iter(etree.Entity):
        raise FormatError(
            f"{place(element)}: the entity {entity.text} is not one of XML; "
            "put the character itself in its place."
        )


def _free(element: Any) -> None:
    parent = element.getparent()
    element.clear(keep_tail=True)
    while element.getprevious() is not None:
        del parent[0]


def _syntax(log: Any) -> str:
    """What the parser found wrong first."""
    for entry in log:
        return f"line {entry.line}: this is not well-formed XML ({entry.message.strip()}); {_AGAIN}."
    return f"this is not XML: it is empty; {_AGAIN}."


def place(element: Any) -> str:
    """Where an element stands, for a message."""
    return f"line {element.sourceline}: <{etree.QName(element).localname}>"


@contextmanager
def writing_xml(stream: TextIO) -> Iterator[Any]:
    """An ``lxml.etree.xmlfile`` whose output goes to a text stream, behind the XML declaration (UTF-8)."""
    out = _Encoded(stream)
    with etree.xmlfile(out, encoding="utf-8") as xml:
        xml.write_declaration()
        yield xml
    stream.write("\n")


class _Encoded:
    """A binary stream on a text stream; a character may come in several parts."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._decoder = getincrementaldecoder("utf-8")()

    def write(self, data: bytes) -> None:
        self._stream.write(self._decoder.decode(data))


def fit_for_xml(text: str) -> str:
    """``text`` without the characters that XML 1.0 cannot hold.

    Each is replaced by one: control characters by their pictures (U+2400 and following), lone surrogates,
    U+FFFE and U+FFFF by U+FFFD. To be used for every string that does not come from :func:`texts`.
    """
    return NOT_XML.sub(_picture, text)


def _picture(hit: re.Match[str]) -> str:
    return chr(_PICTURES + ord(hit[0])) if hit[0] < " " else "\ufffd"


def texts(bitext: Bitext) -> tuple[str, str]:
    """The two whole texts as XML can hold them, with the same offsets.

    Gives one CharacterWarning with the count and the first offsets where a pair holds such characters.
    Those in white space between sentences become spaces; what stands between pairs is not looked at.
    """
    found = []
    for name in ("source", "target"):
        text = getattr(bitext, name).text
        for pair in bitext.pairs:
            side = getattr(pair, name)
            if side:
                found += [(name, hit.start()) for hit in NOT_XML.finditer(text, side.start, side.end)]
    if found:
        _warn(found)
    return _fit_text(bitext.source), _fit_text(bitext.target)


def _fit_text(document: Document) -> str:
    if not NOT_XML.search(document.text):
        return document.text
    *gaps, tail = (fit_for_xml(_NOT_XML_SPACE.sub(" ", gap)) for gap in document.gaps())
    parts = zip(gaps, (fit_for_xml(sentence.text) for sentence in document.sentences), strict=True)
    return "".join([*chain.from_iterable(parts), tail])


def _warn(found: list[tuple[str, int]]) -> None:
    places = ", ".join(f"{name} {offset}" for name, offset in found[:_SHOWN])
    more = ", …" if len(found) > _SHOWN else ""
    noun = "character that XML cannot hold was" if len(found) == 1 else "characters that XML cannot hold were"
    warnings.warn(
        f"{len(found)} {noun} replaced (at {places}{more}); save as JSON to keep them.",
        CharacterWarning,
        stacklevel=3,
    )


def xml_text(data: bytes) -> str:
    """A file as the text of one in UTF-8: its declaration says so, and all else is as it was."""
    tree = parsed(data)
    try:
        text = data.decode(_python_name(tree.docinfo.encoding or "utf-8", data))
    except (LookupError, UnicodeDecodeError):
        return serialized(tree)
    return _DECLARATION.sub(r'\1 encoding="UTF-8"', text.removeprefix("\ufeff"), count=1)


def _python_name(encoding: str, data: bytes) -> str:
    """The name of an encoding; that of UTF-16 without a mark says the order of its bytes."""
    if encoding.lower() == "utf-16" and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"
    return encoding


def parsed(data: bytes) -> Any:
    """The tree of a file, with comments and all that is in it; what it declares is not followed."""
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    return etree.fromstring(data, parser).getroottree()


def serialized(tree: Any) -> str:
    """A tree as the text of a file in UTF-8."""
    body = etree.tostring(tree, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'
