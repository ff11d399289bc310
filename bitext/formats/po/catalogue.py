"""A PO file: its entries as polib reads them, and the lines where their translations stand.

Nothing but those lines, the flag *fuzzy* and the placeholders of a template's header is ever written anew;
every other line stays as it is, byte for byte.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from gettext import c2py
from typing import Any, Final

from bitext.errors import DecodingWarning, FormatError
from bitext.files import AUTO, decoded
from bitext.files.encodings import DecodedText, shown_name
from bitext.text.characters import SURROGATES

_CHARSET: Final = re.compile(rb'^"Content-Type:[^\n"]{0,200}?charset=([\w.:+-]{1,40})', re.MULTILINE)
_KEYWORD: Final = re.compile(r"[ \t]*(msgctxt|msgid_plural|msgid|msgstr(?:\[(\d{1,9})\])?)[ \t]*\"")
_STRING: Final = re.compile(r'"(.*)"', re.DOTALL)
_BEGINS_STRING: Final = re.compile(r"[ \t]*+(?:msg(?:ctxt|id|id_plural|str(?:\[\d+\])?)[ \t]*+)?\"")
_WHOLE_STRING: Final = re.compile(r"[^\"]*+\"(?:[^\"\\]|\\.)*+\"", re.DOTALL)
_ESCAPE: Final = re.compile(r"\\([ntrvbfa\"\\]|[0-7]{1,3}|x[\da-fA-F]{1,8})")
_ESCAPED: Final = {"n": "\n", "t": "\t", "r": "\r", "v": "\v", "b": "\b", "f": "\f", "a": "\a"}
_WRITTEN: Final = {ord(value): f"\\{name}" for name, value in _ESCAPED.items()} | {34: '\\"', 92: "\\\\"}
_CONTROLS: Final = re.compile(r"[\x00-\x06\x0e-\x1f\x7f]")
_ODD_BREAKS: Final = "\v\f\x1c\x1d\x1e\x85\u2028\u2029"
"""What polib takes for line ends, and gettext does not."""
_GUARDED: Final = {ord(sign): "\ufdd0" for sign in _ODD_BREAKS}
_WHERE: Final = re.compile(r"\(line (\d+)\)(?:: (.*))?")
_WIDTH: Final = 77
"""Characters of a string in a line; with its marks and a keyword as gettext writes them, 80."""
_LONG: Final = 100
"""Characters of a line that no program would have left whole if it wrapped lines."""
_FORMS: Final = re.compile(r"nplurals\s*=\s*(\d{1,2})\s*;\s*plural\s*=\s*([^;\n]{1,500})")
_MOST_FORMS: Final = 10
ENGLISH_FORMS: Final = "nplurals=2; plural=(n != 1);"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry that is in use: what is translated, and where in the file its translations stand.

    ``targets`` are the translations, one for each plural form. ``begin`` is the number of its first line with
    a keyword, ``flags_line`` that of its flags (-1: it has none), ``body`` the lines of ``msgstr``.
    """

    source: str
    plural: str
    targets: tuple[str, ...]
    flags: tuple[str, ...]
    begin: int
    flags_line: int
    body: range
    extras: tuple[str, ...] = ()

    @property
    def is_fuzzy(self) -> bool:
        """Whether its translation is a proposal."""
        return "fuzzy" in self.flags


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A PO file: its ``lines`` as they are, its ``entries``, and the fields of its ``header``.

    ``header_entry`` is None where it has no header; ``obsolete`` counts the entries that are out of use;
    ``newline`` is how its lines end, ``width`` how long a string in a line may be.
    """

    decoded: DecodedText
    lines: tuple[str, ...]
    entries: tuple[Entry, ...]
    header: Mapping[str, str]
    header_entry: Entry | None
    obsolete: int
    newline: str
    width: int

    @property
    def forms(self) -> tuple[int, int]:
        """How many plural forms its translations have, and which of them stands for one thing."""
        found = _FORMS.search(self.header.get("Plural-Forms", ""))
        if found is None or not 1 <= int(found[1]) <= _MOST_FORMS:
            return 2, 0
        try:
            return int(found[1]), min(int(c2py(found[2])(1)), int(found[1]) - 1)
        except (ValueError, ArithmeticError, RecursionError):
            return int(found[1]), 0

    def written(self, replaced: Mapping[int, tuple[int, str]]) -> bytes:
        """The file with other lines: number of the first → (that behind the last, what stands there)."""
        parts, at = [], 0
        for first, (behind, text) in sorted(replaced.items()):
            parts += [*self.lines[at:first], text]
            at = max(at, behind)
        text = "".join([*parts, *self.lines[at:]])
        try:
            text.encode(self.decoded.encoding)
        except UnicodeEncodeError as error:
            return _in_utf_8(text, self.decoded.encoding, text[error.start])
        return self.decoded.encoded(text)


def read_catalogue(data: bytes, name: str, encoding: str = AUTO) -> Catalogue:
    """The entries of a file. Raises EncodingError, or FormatError with the line of what is wrong."""
    declared = _CHARSET.search(data)
    if encoding == AUTO and declared and declared[1] != b"CHARSET":
        encoding = declared[1].decode("ascii")
    found = decoded(data, name, encoding)
    guarded = found.text.translate(_GUARDED)
    lines: list[str] = []
    at = 0
    for line in guarded.splitlines(keepends=True):
        lines.append(found.text[at : at + len(line)])
        at += len(line)
    _check_strings(lines)
    parsed = _parsed(guarded)
    entries = [_entry(each, lines) for each in parsed if not each.obsolete]
    obsolete = len(parsed.obsolete_entries())
    newline = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    return Catalogue(
        *(
            found,
            tuple(lines),
            tuple(entries),
            parsed.metadata,
            _at_head(lines),
            obsolete,
            newline,
            _width(lines),
        )
    )


def _check_strings(lines: Iterable[str]) -> None:
    """Raises FormatError for a string without an end, which polib takes for one that is empty."""
    for number, line in enumerate(lines, start=1):
        if _BEGINS_STRING.match(line) and not _WHOLE_STRING.fullmatch(line.strip()):
            raise FormatError(f"line {number}: a string has no end; check it with: msgfmt -c FILE.")


def target_lines(entry: Entry, targets: Iterable[str], catalogue: Catalogue) -> str:
    """The lines of ``msgstr`` with other translations."""
    written = [
        quoted(f"msgstr[{number}]" if entry.plural else "msgstr", text, catalogue.width, catalogue.newline)
        for number, text in enumerate(targets)
    ]
    last = catalogue.lines[entry.body.stop - 1]
    text = "".join(written)
    return text if last.endswith(("\n", "\r")) else text.removesuffix(catalogue.newline)


def flag_lines(entry: Entry, catalogue: Catalogue, *, fuzzy: bool) -> tuple[int, tuple[int, str]] | None:
    """The line of the flags with *fuzzy* or without it, to be replaced; None where nothing changes."""
    if fuzzy == entry.is_fuzzy:
        return None
    if entry.flags_line < 0:
        return entry.begin, (entry.begin, f"#, fuzzy{catalogue.newline}")
    flags = [flag for flag in entry.flags if flag != "fuzzy"]
    line = f"#, {', '.join([*(['fuzzy'] * fuzzy), *flags])}{catalogue.newline}" if fuzzy or flags else ""
    return entry.flags_line, (entry.flags_line + 1, line)


def quoted(keyword: str, text: str, width: int, newline: str) -> str:
    """A keyword and its string, in as many lines as gettext would take."""
    pieces = [escaped(piece) for piece in re.findall(r"[^\n]*\n|[^\n]+", text)]
    if len(pieces) <= 1 and len("".join(pieces)) + len(keyword) + 1 <= width + 1:
        return f'{keyword} "{"".join(pieces)}"{newline}'
    rows = [f'{keyword} ""']
    for piece in pieces:
        rows += [f'"{row}"' for row in _wrapped(piece, width)]
    return newline.join(rows) + newline


def escaped(text: str) -> str:
    """A text as it stands between marks in a file."""
    safe = re.sub(f"[{SURROGATES}]", "\ufffd", text.translate(_WRITTEN))
    return _CONTROLS.sub(lambda sign: f"\\{ord(sign[0]):03o}", safe)


def _wrapped(text: str, width: int) -> Iterator[str]:
    row = ""
    for word in re.findall(r"[^ ]* +|[^ ]+", text):
        if row and len(row) + len(word) > width:
            yield row
            row = ""
        row += word
    if row:
        yield row


def _parsed(text: str) -> Any:
    """The file as polib reads it. A text that is the name of a file is none: it has a line end."""
    import polib

    try:
        return polib.pofile(f"{text}\n", check_for_duplicates=False)
    except (OSError, ValueError, IndexError, AttributeError) as error:
        where = _WHERE.search(str(error))
        line = f"line {where[1]}: {where[2] or 'this is no line of a PO file'}" if where else str(error)
        raise FormatError(
            f"{line}; msgfmt -c FILE tells what is wrong, msgcat FILE -o NEW writes it in the usual form."
        ) from None


def _entry(found: Any, lines: list[str]) -> Entry:
    """An entry, whose lines begin with the one that polib counts, or behind it."""
    place = _place(lines, max(0, found.linenum - 1))
    extras = [
        *(["comment"] * bool(found.tcomment)),
        *(["extracted comment"] * bool(found.comment)),
        *(["reference"] * len(found.occurrences)),
        *(["context"] * (found.msgctxt is not None)),
        *(["flag"] * sum(flag != "fuzzy" for flag in found.flags)),
        *(["previous text"] * bool(found.previous_msgid)),
    ]
    return replace(place, flags=tuple(found.flags), extras=tuple(extras))


def _width(lines: Iterable[str]) -> int:
    """How long a string in a line may be: without end in a file that does not wrap its lines."""
    strings = (line.strip() for line in lines if line.lstrip().startswith(("msg", '"')))
    return 10**9 if any(len(line) > _LONG and " " in line[10:_LONG] for line in strings) else _WIDTH


def _at_head(lines: list[str]) -> Entry | None:
    """The first entry, if it is the header."""
    try:
        head = _place(lines, 0)
    except FormatError:
        return None
    return head if not head.source and head.targets else None


def _place(lines: list[str], at: int) -> Entry:
    """The strings and the places of the entry whose lines begin at a line."""
    flags_line, begin, first = -1, -1, -1
    strings: dict[str, str] = {}
    key = ""
    while at < len(lines):
        line = lines[at]
        keyword = _KEYWORD.match(line)
        if keyword:
            if first >= 0 and not keyword[1].startswith("msgstr"):
                break
            key = keyword[1]
            begin = at if begin < 0 else begin
            first = at if first < 0 and key.startswith("msgstr") else first
            strings[key] = ""
        elif line.lstrip().startswith("#"):
            if begin >= 0:
                break
            flags_line = at if line.lstrip().startswith("#,") else flags_line
        if key and (string := _STRING.search(line)):
            strings[key] += _unescaped(string[1])
        at += 1
    if first < 0:
        raise FormatError(f"line {at}: an entry has no msgstr; check it with: msgfmt -c FILE.")
    end = at
    while not lines[end - 1].strip():
        end -= 1
    targets = tuple(text for key, text in strings.items() if key.startswith("msgstr"))
    source, plural = strings.get("msgid", ""), strings.get("msgid_plural", "")
    return Entry(source, plural, targets, (), begin, flags_line, range(first, end))


def _unescaped(raw: str) -> str:
    def value(found: re.Match[str]) -> str:
        sign = found[1]
        if sign[0] == "x":
            return chr(int(sign[1:], 16) & 0xFF)
        return chr(int(sign, 8) & 0xFF) if sign[0].isdigit() else _ESCAPED.get(sign, sign)

    return _ESCAPE.sub(value, raw)


def _in_utf_8(text: str, encoding: str, lacking: str) -> bytes:
    """A file whose charset has no room for what is written, in UTF-8, as its header then says."""
    warnings.warn(
        f"{shown_name(encoding)} has no {lacking!r}; the file is written in UTF-8, as its header now says.",
        DecodingWarning,
        stacklevel=3,
    )
    text = re.sub(r'^("Content-Type:[^\n"]*charset=)[\w.:+-]+', r"\1UTF-8", text, count=1, flags=re.MULTILINE)
    return text.encode("utf-8", "backslashreplace")
