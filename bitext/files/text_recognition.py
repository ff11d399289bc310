"""Which kind of text a text is, by how it begins."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from bitext.files import kinds

if TYPE_CHECKING:
    from collections.abc import Callable

    from bitext.files.kinds import FileKind

_PROLOG: Final = re.compile(
    r"(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE(?!\s+html)[^>\[]*(?:\[[^\]]*\]\s*)?>)*", re.DOTALL | re.IGNORECASE
)
_ROOT: Final = re.compile(r"<(?:[\w.-]+:)?(?P<name>[A-Za-z_][\w.-]*)(?P<attributes>[^>]*)>")
_PAGE: Final = re.compile(
    r"<!DOCTYPE\s+html|<html\b|<\?xml[^>]*>\s*(?:<!DOCTYPE\s+html|<html\b)", re.IGNORECASE
)
_FRAGMENT: Final = re.compile(
    r"<(?P<name>body|head|div|p|h[1-6]|ul|ol|table|article|section|main|header|blockquote)\b[^>]*>.*"
    r"</(?P=name)\s*>",
    re.DOTALL | re.IGNORECASE,
)
_OWN_PAGE: Final = re.compile(r"""<meta name="generator" content="bitext">""")
_OWN_JSON: Final = re.compile(r'\{\s*"format"\s*:\s*"bitext"\s*,')
_CORRECTIONS: Final = re.compile(r'\{\s*"format"\s*:\s*"bitext-corrections"')
_OWN_TABLE: Final = re.compile(r"\| *French *\| *English *\|")
_PAIRS: Final = re.compile(r'"pairs"\s*:\s*\[')
_LONG_LINE: Final = 1 << 14
_XML_KINDS: Final = {
    "tmx": kinds.TMX,
    "martif": kinds.TBX,
    "tbx": kinds.TBX,
    "tt": kinds.TTML,
    "tei": kinds.TEI,
    "teicorpus": kinds.TEI,
    "tei.2": kinds.TEI,
    "svg": kinds.SVG,
    "html": kinds.HTML,
    "document-content": kinds.OPEN_DOCUMENT,
    "package": kinds.WORD_XML,
    "worddocument": kinds.WORD_XML,
}
_OWN_XML: Final = {
    "tmx": ('creationtool="bitext"', kinds.OWN_TMX),
    "tei": ('<application ident="bitext"', kinds.OWN_TEI),
}
"""By the first element of a file, what shows that bitext wrote it."""
_SIGNS: Final = (
    (re.compile(r"WEBVTT(?:[ \t\r\n]|\Z)"), kinds.WEBVTT),
    (re.compile(r"\[Script Info\]", re.IGNORECASE), kinds.ASS),
    (re.compile(r"\{\d+\}\{\d+\}\S"), kinds.OTHER_SUBTITLES),
    (re.compile(r"<SAMI>", re.IGNORECASE), kinds.OTHER_SUBTITLES),
    (re.compile(r"\d+[ \t]*\r?\n\d{1,3}:\d\d:\d\d[,.]\d{1,3}[ \t]*-->[ \t]*\d"), kinds.SUBRIP),
    (re.compile(r"BEGIN:(?:VCALENDAR|VCARD)\r?\n"), kinds.CALENDAR),
    (re.compile(r"%YAML[ \t]"), kinds.YAML),
    (re.compile(r"#!\s*/"), kinds.PROGRAM),
    (re.compile(r"<\?php\b"), kinds.PROGRAM),
)
_PO: Final = re.compile(r'^msgid[ \t]+".*"[ \t]*\r?\n(?:.*\n)*?msgstr(?:\[\d+\])?[ \t]+"', re.MULTILINE)
_TEX: Final = re.compile(r"^[ \t]*\\(?:documentclass|documentstyle|begin\{document\})", re.MULTILINE)
_PO_LINES: Final = 1 << 14


def kind_of_text(text: str, by_suffix: FileKind, whole: Callable[[], bytes]) -> FileKind | None:
    """The kind of a text that begins with ``text``; None where it shows none.

    ``whole`` gives all of it, which JSON is told by. In Markdown much may stand at the head: there only
    what bitext itself wrote is looked for.
    """
    text = text.lstrip("\ufeff \t\r\n")
    if _PAGE.match(text) and _OWN_PAGE.search(text):
        return kinds.OWN_PAGE
    if by_suffix is kinds.MARKDOWN:
        return kinds.OWN_TABLE if _OWN_TABLE.match(text) else None
    sign = next((kind for pattern, kind in _SIGNS if pattern.match(text)), None)
    if sign is None and text.startswith("<"):
        sign = _marked_up(text, by_suffix)
    elif sign is None and text.startswith(("{", "[")):
        sign = _json(text, by_suffix, whole)
    return sign or (kinds.PO if _PO.search(text, 0, _PO_LINES) else kinds.TEX if _TEX.search(text) else None)


def _marked_up(text: str, by_suffix: FileKind) -> FileKind | None:
    if _PAGE.match(text):
        return kinds.HTML
    prolog = _PROLOG.match(text)
    root = _ROOT.match(text, prolog.end() if prolog else 0)
    name = root["name"].lower() if root else ""
    if root and name == "xliff":
        return _xliff(text, root["attributes"], by_suffix)
    found = _XML_KINDS.get(name)
    own = _OWN_XML.get(name)
    if own is not None and own[0] in text:
        return own[1]
    if found is None and by_suffix is not kinds.HTML:
        if text.startswith("<?xml"):
            return kinds.XML if by_suffix.form or by_suffix.format else by_suffix
        return kinds.HTML if by_suffix in (kinds.TEXT, kinds.DOCX) and _FRAGMENT.match(text) else None
    return found


def _xliff(text: str, attributes: str, by_suffix: FileKind) -> FileKind:
    is_first = re.search(r"""\bversion\s*=\s*["']1\.|xliff:document:1""", attributes) or (
        "trans-unit" in text and "xliff:document:2" not in attributes
    )
    if "sdl.com/FileTypes/SdlXliff" in text or by_suffix is kinds.SDLXLIFF:
        return kinds.SDLXLIFF
    if re.search("MQXliff", text) or by_suffix is kinds.MQXLIFF:
        return kinds.MQXLIFF
    if is_first:
        return kinds.XLIFF_1
    return kinds.OWN_XLIFF if 'category="bitext"' in text else kinds.XLIFF


def _json(text: str, by_suffix: FileKind, whole: Callable[[], bytes]) -> FileKind | None:
    if _OWN_JSON.match(text):
        return kinds.OWN_JSON_LINES if _is_head(text) else kinds.OWN_JSON
    if _CORRECTIONS.match(text):
        return kinds.CORRECTIONS
    if by_suffix in (kinds.JSON, kinds.JSON_LINES, kinds.NOTEBOOK):
        return by_suffix
    if _parsed(whole()) is not None:
        return kinds.JSON
    first, _, rest = text.partition("\n")
    return kinds.JSON_LINES if rest.strip() and isinstance(_parsed(first), dict) else None


def _parsed(data: bytes | str) -> dict[str, Any] | list[Any] | None:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict | list) else None


def _is_head(text: str) -> bool:
    """Whether the first line is the head of JSON Lines: an object by itself that counts its pairs."""
    line, _, rest = text.partition("\n")
    head = _parsed(line)
    if head is None:
        return not rest and len(line) > _LONG_LINE and _PAIRS.search(line) is None
    return isinstance(head, dict) and isinstance(head.get("pairs"), int)
