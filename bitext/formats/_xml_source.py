"""An XML file as its bytes and where its elements stand in them, so that parts of it can be replaced.

What is not replaced stays byte for byte: quotation marks of attributes, entities, CDATA, white space, the
order of attributes, the declaration. Safe as :mod:`bitext.formats._xml` is: a file that declares entities,
or uses some that are not of XML, is refused, nothing is fetched, and there is a limit to the depth.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from bitext.errors import FormatError
from bitext.formats._xml import fit_for_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEEPEST: Final = 256
_START_TAG: Final = re.compile(rb"""<[^"'>]*(?:"[^"]*"[^"'>]*|'[^']*'[^"'>]*)*>""")
_END_TAG: Final = re.compile(rb"</[^>]*>")
_DECLARED: Final = re.compile(rb"""^\s*<\?xml\s[^>]*?\bencoding\s*=\s*["']([\w.-]+)["']""")
_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_AGAIN: Final = "export it again from the program that made it"


class XmlElement:
    """An element: names as ``{uri}name``, and the offsets of its tags in the bytes of the file (UTF-8).

    ``start`` is where it begins, ``inside`` the end of its start tag, ``closing`` where its end tag begins,
    ``end`` its end; in an empty-element tag the last three are equal.
    """

    __slots__ = ("attributes", "children", "closing", "end", "inside", "name", "parent", "prefix", "start")

    def __init__(self, name: str, prefix: str, attributes: dict[str, str], parent: XmlElement | None) -> None:
        self.name = name
        self.prefix = prefix
        """What stands before its name in the file, with the colon; empty where nothing does."""
        self.attributes = attributes
        self.parent = parent
        self.children: list[XmlElement | str] = []
        self.start = self.inside = self.closing = self.end = 0

    @property
    def local(self) -> str:
        """Its name without the namespace."""
        return self.name.rpartition("}")[2]

    def elements(self, *names: str) -> Iterator[XmlElement]:
        """The elements right inside it; with ``names`` (without namespace), those that have one of them."""
        for child in self.children:
            if isinstance(child, XmlElement) and (not names or child.local in names):
                yield child

    def first(self, name: str) -> XmlElement | None:
        """The first element of that name (without namespace) right inside it."""
        return next(self.elements(name), None)

    def iter(self) -> Iterator[XmlElement]:
        """It and every element in it, in the order of the file."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += reversed(list(element.elements()))

    @property
    def text(self) -> str:
        """All text in it."""
        pieces: list[str] = []
        waiting: list[XmlElement | str] = [self]
        while waiting:
            each = waiting.pop()
            if isinstance(each, str):
                pieces.append(each)
            else:
                waiting += reversed(each.children)
        return "".join(pieces)

    def inherited(self, attribute: str, default: str = "") -> str:
        """The value of an attribute in the innermost element around, itself included, that has it."""
        element: XmlElement | None = self
        while element is not None:
            if attribute in element.attributes:
                return element.attributes[attribute]
            element = element.parent
        return default


class XmlSource:
    """A file in XML, and edits of it.

    Raises FormatError where it is not well-formed, nests too deeply, declares entities or uses such.
    """

    def __init__(self, data: bytes) -> None:
        self._mark, self._encoding = _encoding(data)
        self.data = self._utf_8(data)
        self.root = _Reader(self.data).root()
        self._edits: list[tuple[int, int, bytes]] = []
        self._line_end = "\r\n" if b"\r\n" in self.data else "\n"

    def _utf_8(self, data: bytes) -> bytes:
        body = data.removeprefix(self._mark)
        if self._encoding == "utf-8":
            return body
        try:
            return body.decode(self._encoding).encode("utf-8")
        except (LookupError, UnicodeError) as error:
            raise FormatError(f"its characters are not in {self._encoding}, as it says; {_AGAIN}.") from error

    def raw(self, start: int, end: int) -> str:
        """What stands at ``start:end``, as it is in the file."""
        return self.data[start:end].decode("utf-8")

    def replace(self, start: int, end: int, raw: str) -> None:
        """Put ``raw`` (XML) in the place of ``start:end``; edits must not overlap."""
        raw = raw.replace("\r\n", "\n").replace("\n", self._line_end)
        self._edits.append((start, end, raw.encode("utf-8")))

    def fill(self, element: XmlElement, raw: str, **attributes: str | None) -> None:
        """Put ``raw`` (XML) in the place of all that is in an element, and :meth:`set` its attributes."""
        if element.inside < element.end or not self.data.endswith(b"/>", element.start, element.end):
            self.set(element, **attributes)
            self.replace(element.inside, element.closing, raw)
            return
        tag = with_attributes(self.raw(element.start, element.end), attributes)
        body = tag.removesuffix("/>").rstrip()
        self.replace(element.start, element.end, f"{body}>{raw}</{element.prefix}{element.local}>")

    def set(self, element: XmlElement, **attributes: str | None) -> None:
        """Give an element other attributes, once; None takes one away."""
        changed = {name: value for name, value in attributes.items() if element.attributes.get(name) != value}
        if changed:
            tag = self.raw(element.start, element.inside)
            self.replace(element.start, element.inside, with_attributes(tag, changed))

    def insert_behind(self, element: XmlElement, raw: str) -> None:
        """Put ``raw`` (XML) behind an element, on a line of its own where the element has one."""
        lead = self.raw(self.data.rfind(b">", 0, element.start) + 1, element.start)
        is_line = "\n" in lead and not lead.strip()
        self.replace(element.end, element.end, (lead if is_line else "") + raw)

    def written(self) -> bytes:
        """The file with the edits."""
        pieces, last = [], 0
        for start, end, raw in sorted(self._edits, key=lambda edit: edit[:2]):
            pieces += [self.data[last:start], raw]
            last = end
        whole = b"".join([*pieces, self.data[last:]])
        if self._encoding != "utf-8":
            whole = whole.decode("utf-8").encode(self._encoding, "xmlcharrefreplace")
        return self._mark + whole


def with_attributes(tag: str, attributes: dict[str, str | None]) -> str:
    """A start tag with some attributes set, or taken away where the value is None."""
    for name, value in attributes.items():
        found = re.search(rf"""\s+{re.escape(name)}\s*=\s*("[^"]*"|'[^']*')""", tag)
        new = "" if value is None else f" {name}={quoteattr(value)}"
        if found:
            tag = tag[: found.start()] + new + tag[found.end() :]
        else:
            body = tag.removesuffix(">").removesuffix("/").rstrip()
            tag = body + new + tag[len(body) :]
    return tag


def xml_escaped(text: str) -> str:
    """Text as it stands between tags; what XML cannot hold becomes visible (:func:`fit_for_xml`)."""
    return escape(fit_for_xml(text)).replace("\r", "&#13;")


def _encoding(data: bytes) -> tuple[bytes, str]:
    """The byte order mark of a file, and its encoding as Python names it."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return mark, encoding
    if data[1:2] == b"\0" or data[:1] == b"\0":
        return b"", "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"
    declared = _DECLARED.match(data)
    name = declared[1].decode().lower() if declared else "utf-8"
    return b"", "utf-8" if name in ("utf8", "us-ascii", "ascii") else name


class _Reader:
    """Reads the elements of a file in UTF-8, whatever it says of its encoding."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._roots: list[XmlElement] = []
        self._open: list[XmlElement] = []
        parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        parser.namespace_prefixes = True
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.EntityDeclHandler = self._entity
        parser.SkippedEntityHandler = self._skipped
        self._parser = parser

    def root(self) -> XmlElement:
        """The first element."""
        try:
            self._parser.Parse(self._data, True)
        except expat.ExpatError as error:
            message = expat.ErrorString(error.code)
            raise FormatError(
                f"line {error.lineno}: this is not well-formed XML ({message}); {_AGAIN}."
            ) from None
        return self._roots[0]

    def _start(self, told: str, attributes: dict[str, str]) -> None:
        if len(self._open) >= _DEEPEST:
            raise FormatError(f"its elements nest more than {_DEEPEST} deep; {_AGAIN}.")
        name, prefix = _name(told)
        parent = self._open[-1] if self._open else None
        element = XmlElement(name, prefix, {_name(key)[0]: attributes[key] for key in attributes}, parent)
        element.start = self._parser.CurrentByteIndex
        element.inside = _end_of(_START_TAG, self._data, element.start)
        if parent is None:
            self._roots.append(element)
        else:
            parent.children.append(element)
        self._open.append(element)

    def _end(self, _: str) -> None:
        element = self._open.pop()
        at = self._parser.CurrentByteIndex
        if self._data.endswith(b"/>", element.start, element.inside):
            element.closing = element.end = element.inside
            return
        element.closing = at
        element.end = _end_of(_END_TAG, self._data, at)

    def _text(self, text: str) -> None:
        children = self._open[-1].children
        if children and isinstance(children[-1], str):
            children[-1] += text
        else:
            children.append(text)

    def _entity(self, *_: Any) -> None:
        raise FormatError(
            "the DOCTYPE declares entities, which are not read, since they can be made to flood the memory "
            "or to fetch other files; export it again without them."
        )

    def _skipped(self, name: str, _: Any) -> None:
        line = self._parser.CurrentLineNumber
        raise FormatError(
            f"line {line}: the entity {name} is not one of XML; put the character itself in its place."
        )


def _end_of(tag: re.Pattern[bytes], data: bytes, at: int) -> int:
    """The end of the tag that begins at an offset."""
    found = tag.match(data, at)
    return found.end() if found else len(data)


def _name(told: str) -> tuple[str, str]:
    """``uri name prefix`` as ``{uri}name`` and the prefix with its colon."""
    uri, name, prefix, *_ = (*told.split(" "), "", "")
    return (f"{{{uri}}}{name}", f"{prefix}:" if prefix else "") if name else (told, "")
