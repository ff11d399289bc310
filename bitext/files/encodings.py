"""In which encoding a text is: by its mark, by its form, or found out from its characters.

UTF-8 is what most files are in, and can be told with certainty. What is not UTF-8 is tried by
charset-normalizer; of the encodings that it holds possible the one wins in which the text has the fewest
characters that French and English do not have.
"""

from __future__ import annotations

import codecs
import re
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bitext.errors import DecodingWarning, EncodingError, InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

AUTO: Final = "auto"

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NAMES: Final = {
    "cp1252": "Windows-1252",
    "iso8859-15": "ISO-8859-15",
    "mac-roman": "Mac Roman",
    "cp850": "code page 850",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32-le": "UTF-32",
    "utf-32-be": "UTF-32",
}
_WESTERN: Final = ("cp1252", "iso8859-15", "mac-roman", "cp850")
"""What French and English were written in before UTF-8, the most common first."""
_CONTROL: Final = r"\x00-\x08\x0b\x0e-\x1a\x7f-\x9f"
_UNUSUAL: Final = re.compile(
    r"[^\x09-\x0d\x1b-\x7e\u00a0\u202f\u2009àâæçéèêëîïôœùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ"
    r"«»‹›’‘“”„–—…€£°§²³¼½¾•·×ªº©®™†‡]"
    r"|(?<=[^\W\d_])[¼½¾¤]|[¼½¾¤](?=[^\W\d_])|(?<=[a-zà-ÿ])[À-Þ]"
)
_MOST_UNUSUAL: Final = 0.15
"""How many of a text's characters beyond ASCII and its letters may be unusual."""
_SAMPLE: Final = 1 << 16
_FEWEST: Final = 3
"""Characters from which on a text may be told to be UTF-16."""
_FEWEST_LETTERS: Final = 8
"""Text has at least so many bytes to one that is NUL."""
_CONTROLS: Final = re.compile(f"[{_CONTROL}]")


@dataclass(frozen=True, slots=True)
class DecodedText:
    """A text, the encoding that it was in (a name that Python knows), and the mark before it."""

    text: str
    encoding: str = "utf-8"
    mark: bytes = b""

    def encoded(self, text: str) -> bytes:
        """Another text in the same encoding, behind the same mark.

        What the encoding cannot hold brings the text into UTF-8, behind a mark, with an DecodingWarning.
        """
        if self.encoding == "utf-8":
            return self.mark + text.encode("utf-8", "backslashreplace")
        try:
            return self.mark + text.encode(self.encoding)
        except UnicodeEncodeError as error:
            lacking = text[error.start : error.start + 1]
            warnings.warn(
                f"{shown_name(self.encoding)} has no {lacking!r}; what is written is in UTF-8.",
                DecodingWarning,
                stacklevel=2,
            )
            return codecs.BOM_UTF8 + text.encode("utf-8", "backslashreplace")


def decode(data: bytes, name: str) -> str:
    """UTF-8 bytes as text; ``name`` says in the message where they came from.

    Raises EncodingError with the byte offset and the line of the first byte that is wrong.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark) and encoding != "utf-8":
            raise EncodingError(f"{name} is {shown_name(encoding)}, not UTF-8; {_advice(encoding)}")
    _check_nuls(data, name)
    bom = len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0
    try:
        return data[bom:].decode("utf-8")
    except UnicodeDecodeError as error:
        offset = error.start + bom
        line = data.count(b"\n", 0, offset) + 1
        raise EncodingError(
            f"{name} is not UTF-8: byte 0x{data[offset]:02x} at offset {offset} (line {line}); "
            f"{_advice('WINDOWS-1252')}"
        ) from None


def decoded(data: bytes, name: str, encoding: str | None = AUTO) -> DecodedText:
    """Bytes as text, ``name`` where they came from.

    ``encoding``: None for UTF-8 and nothing else; *auto* to go by the mark, then UTF-8, then what the
    characters look like, which an DecodingWarning tells; or the name of an encoding.

    Raises:
        EncodingError: the bytes are not text in that encoding, or in none that can be told.
        InputError: there is no encoding of that name.
    """
    if encoding is None:
        return DecodedText(decode(data, name), mark=_mark(data, "utf-8"))
    if encoding != AUTO:
        return _named(data, name, encoding)
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return _strictly(data, name, marked)
    found = unmarked_utf_16(data)
    if found is None:
        _check_nuls(data, name)
        try:
            return DecodedText(data.decode("utf-8"))
        except UnicodeDecodeError:
            found = _guessed(data)
    if found is None:
        raise EncodingError(
            f"{name} is not UTF-8, nor text in an encoding that can be told; name its encoding "
            "(--encoding), or save it as UTF-8."
        )
    warnings.warn(
        f"{name} is not UTF-8; it was read as {shown_name(found)}. If that is wrong, name its encoding "
        "(--encoding).",
        DecodingWarning,
        stacklevel=2,
    )
    return _strictly(data, name, found)


def known_encoding(name: str) -> str:
    """Python's name of an encoding. Raises InputError where there is none."""
    try:
        info = codecs.lookup(name)
        "".encode(info.name)
    except (LookupError, ValueError, UnicodeError):
        raise InputError(
            f"there is no encoding {name!r}; use one such as utf-8, utf-16, windows-1252."
        ) from None
    return info.name


def shown_name(encoding: str) -> str:
    """What a reader calls an encoding."""
    return _NAMES.get(encoding, encoding.upper() if encoding.startswith(("utf", "iso")) else encoding)


def unmarked_utf_16(data: bytes) -> str | None:
    """UTF-16 without a mark, by the zeros that stand at every other place of a text in Latin letters."""
    head = data[:_SAMPLE]
    half = len(head) // 2
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if half < _FEWEST or len(data) % 2 or 2 * max(even, odd) <= half or 20 * min(even, odd) > half:
        return None
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if _CONTROLS.search(text, 0, _SAMPLE) else encoding


def _check_nuls(data: bytes, name: str) -> None:
    """Raises EncodingError where what should be UTF-8 is full of NUL bytes, as other encodings are."""
    if data.count(0) * _FEWEST_LETTERS > len(data):
        encoding = unmarked_utf_16(data) or "utf-16-le"
        raise EncodingError(
            f"{name} is full of NUL bytes, as text in UTF-16 or UTF-32 is that does not say so; "
            f"{_advice(encoding.upper())}"
        )


def has_controls(text: str) -> bool:
    """Whether so many control characters are in a text that it is none."""
    return len(_CONTROLS.findall(text)) > len(text) // 20


def _named(data: bytes, name: str, encoding: str) -> DecodedText:
    known = known_encoding(encoding)
    if known in ("utf-16", "utf-32"):
        marked = next((each for mark, each in _MARKS if data.startswith(mark)), "")
        known = marked if marked.startswith(known) else (unmarked_utf_16(data) or f"{known}-le")
    return _strictly(data, name, "utf-8" if known == "utf-8-sig" else known)


def _strictly(data: bytes, name: str, encoding: str) -> DecodedText:
    mark = _mark(data, encoding)
    try:
        return DecodedText(data[len(mark) :].decode(encoding), encoding, mark)
    except UnicodeDecodeError as error:
        raise EncodingError(
            f"{name} is not {shown_name(encoding)}: {error.reason} at offset {len(mark) + error.start}; "
            "name its encoding (--encoding), or save it as UTF-8."
        ) from None


def _mark(data: bytes, encoding: str) -> bytes:
    return next((mark for mark, marked in _MARKS if marked == encoding and data.startswith(mark)), b"")


def _guessed(data: bytes) -> str | None:
    """The encoding in which the bytes look most like French or English; else any that they look like."""
    from charset_normalizer import from_bytes

    if b"\x00" in data:
        return None
    possible = [_name(match.encoding) for match in from_bytes(data, cp_isolation=list(_WESTERN))]
    likely = [each for each in _WESTERN if each in possible]
    found = _least_unusual(data, likely, _MOST_UNUSUAL) if likely else _least_unusual(data, ["cp1252"], 0)
    if found is None:
        best = from_bytes(data).best()
        found = None if best is None else _name(best.encoding)
    return found


def _least_unusual(data: bytes, encodings: Sequence[str], most: float) -> str | None:
    """The encoding that reads best, if no larger share of the characters than ``most`` is unusual in it."""
    counts = []
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        beyond = sum(map(str.isalpha, text)) + sum(character > "\x7f" for character in text)
        unusual = len(_UNUSUAL.findall(text))
        if unusual <= most * beyond:
            counts.append((unusual, encodings.index(encoding), encoding))
    return min(counts)[2] if counts else None


def _name(encoding: str) -> str:
    """Python's own name; Latin-1 is taken for the superset of it that Windows uses, as browsers do."""
    name = codecs.lookup(encoding).name
    return "cp1252" if name in ("iso8859-1", "ascii") else name


def _advice(encoding: str) -> str:
    return f"convert it first, for example with: iconv -f {encoding} -t UTF-8 FILE > NEW"
