"""TTML, the Timed Text Markup Language of the W3C (.ttml, .dfxp): the texts of its paragraphs.

Only what stands in ``p`` is touched; ``<br/>`` ends a line, ``span`` and the like stay around their words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from html import escape, unescape
from typing import Final

from lxml import etree

from bitext.documents.subtitle_cues import CueText, Notation
from bitext.documents.subtitles import Subtitles
from bitext.errors import FormatError
from bitext.files import AUTO, decoded
from bitext.text.document import Span

_DECLARED: Final = re.compile(rb"""\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w:.-]+)""")
_COMMENT: Final = r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"
_PARAGRAPH: Final = re.compile(
    rf"{_COMMENT}|<(?P<name>(?:[\w.-]+:)?p)(?P<attributes>\s[^<>]*?)?(?<!/)>(?P<text>.*?)</(?P=name)\s*>",
    re.DOTALL,
)
_TIME: Final = re.compile(
    r"(?:(?P<h>\d{1,6}):(?P<m>\d{1,6}):(?P<s>\d{1,6})(?P<f>[.,]\d+|:\d+(?:\.\d+)?)?"
    r"|(?P<n>\d{1,15}(?:\.\d+)?)(?P<u>h|ms|m|s|f|t))"
)
_LONGEST: Final = 1e7
"""Seconds that a time may have; more cannot be meant, and no date could hold many of them."""
_UNITS: Final = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001, "f": 0.04, "t": 1e-7}
_TAGS: Final = re.compile(rf"</?[A-Za-z][^<>]*>|{_COMMENT}", re.DOTALL)
_LINE_BREAK: Final = re.compile(r"(?<!\s)\s*+<(?:[\w.-]+:)?br\b[^<>]*+(?:(?<=/)>|>\s*+</[^<>]*br>)\s*+")
_FRENCH: Final = re.compile(r"""(?<=xml:lang=["'])fr(?:-\w+)*(?=["'])""")


def read(data: bytes, name: str, encoding: str = AUTO) -> Subtitles:
    """Take subtitles apart. Raises EncodingError or FormatError."""
    declared = _DECLARED.match(data)
    if encoding == AUTO and declared:
        encoding = declared[1].decode("ascii")
    found = decoded(data, name, encoding)
    _check(data, name)

    def write(text: str) -> str:
        return escape(text, quote=False).encode(found.encoding, "xmlcharrefreplace").decode(found.encoding)

    notation = Notation("ttml", _TAGS, _LINE_BREAK, "<br/>", unescape, write, _in_english)
    return Subtitles(found, list(_cues(found.text)), notation)


def _check(data: bytes, name: str) -> None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FormatError(f"{name} cannot be read: {error}.") from None
    if etree.QName(root).localname != "tt":
        raise FormatError(f"{name} does not begin with <tt>; check that it is a TTML file.")


def _cues(text: str) -> Iterator[CueText]:
    """The paragraphs; those without times follow one another."""
    last = timedelta()
    for found in _PARAGRAPH.finditer(text):
        inner = found["text"]
        if inner is None or not inner.strip():
            continue
        start = _attribute("begin", found["attributes"] or "")
        end = _attribute("end", found["attributes"] or "")
        duration = _attribute("dur", found["attributes"] or "")
        begins = last if start is None else start
        last = end if end is not None else begins + (duration or timedelta())
        at = found.start("text") + len(inner) - len(inner.lstrip())
        yield CueText(Span(at, found.start("text") + len(inner.rstrip())), begins, last)


def _attribute(name: str, attributes: str) -> timedelta | None:
    found = re.search(rf"""(?:^|\s){name}\s*=\s*["']([^"']*)["']""", attributes)
    time = _TIME.fullmatch(found[1].strip()) if found else None
    if time is None:
        return None
    if time["n"]:
        return timedelta(seconds=min(float(time["n"]) * _UNITS[time["u"]], _LONGEST))
    seconds: float = int(time["h"]) * 3600 + int(time["m"]) * 60 + int(time["s"])
    fraction = time["f"] or ""
    seconds += float(f"0.{fraction[1:]}") if fraction[:1] in (".", ",") else 0.0
    return timedelta(seconds=min(seconds, _LONGEST))


def _in_english(text: str) -> str:
    return _FRENCH.sub("en", text)
