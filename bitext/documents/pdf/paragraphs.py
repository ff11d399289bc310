"""Lines in reading order → paragraphs: words that a line's end divides are mended, notes come behind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Final

from bitext.documents.pdf.lines import PdfLine

_HYPHENS: Final = "-\u2010\u00ad"
_ENDS: Final = re.compile(r"[.!?…:;»”\"')\]][\d⁰¹²³⁴⁵⁶⁷⁸⁹]*\Z")
_FULL_STOP: Final = re.compile(r"[.!?…][»”\"')\]\s\d⁰¹²³⁴⁵⁶⁷⁸⁹]*\Z")
_ITEM: Final = re.compile(r"(?:[—–•‣▪·*-]|\(?(?:\d{1,3}|[a-z])[.)°])\s")
_NOTE: Final = re.compile(r"(?:[\d⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}[.)]?|[*†‡]{1,3})\s*\S")
_CLITIC: Final = re.compile(
    r"(?:je|tu|ils?|elles?|on|nous|vous|ce|ci|là|t|moi|toi|l[aeu]s?|leur|lui|en|y|mêmes?|être|à|dire)(?!\w)",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)+")


@dataclass(slots=True)
class PdfParagraph:
    """A paragraph: its lines, and whether it is a heading, by the size of its characters."""

    lines: list[PdfLine] = field(default_factory=list)
    is_heading: bool = False
    is_note: bool = False

    @property
    def page(self) -> int:
        """The index of the page on which it begins."""
        return self.lines[0].page


def paragraphs_of(pages: Sequence[Sequence[Sequence[PdfLine]]]) -> list[PdfParagraph]:
    """The paragraphs of pages, which are columns of lines: the running text, then the notes."""
    sizes = Counter(
        round(line.size, 1) for page in pages for column in page for line in column for _ in line.text
    )
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    text: list[PdfParagraph] = []
    notes: list[PdfParagraph] = []
    for page in pages:
        for column in page:
            at = _notes_from(column, usual)
            _add(text, column[:at], usual)
            _add(notes, column[at:], usual, is_note=True)
    return [*text, *notes]


def _notes_from(column: Sequence[PdfLine], usual: float) -> int:
    """The index of the first line of the notes at the foot of a column; its length where there are none."""
    at = len(column)
    while at and column[at - 1].size < 0.93 * usual:
        at -= 1
    while at < len(column) and not _NOTE.match(column[at].text):
        at += 1
    return at


def _add(
    found: list[PdfParagraph], column: Sequence[PdfLine], usual: float, *, is_note: bool = False
) -> None:
    """Append the paragraphs of a column; the first line may go on with the last paragraph that there is."""
    if not column:
        return
    left, right = median(line.left for line in column), max(line.right for line in column)
    gaps = [a.bottom - b.bottom for a, b in pairwise(column) if a.bottom > b.bottom]
    leading = median(gaps) if gaps else 0.0
    for at, line in enumerate(column):
        before = column[at - 1] if at else None
        if before is None:
            begins = not found or not _goes_on(found[-1].lines[-1], line, left)
        else:
            begins = _begins(before, line, left, right, leading)
        if is_note and _NOTE.match(line.text):
            begins = True
        if begins:
            found.append(PdfParagraph([], line.size > 1.12 * usual, is_note))
        found[-1].lines.append(line)


def _goes_on(last: PdfLine, line: PdfLine, left: float) -> bool:
    """Whether a paragraph goes on in the next column."""
    alike = abs(last.size - line.size) < 0.08 * last.size
    return alike and _FULL_STOP.search(last.text) is None and line.left < left + 0.7 * line.size


def _begins(before: PdfLine, line: PdfLine, left: float, right: float, leading: float) -> bool:
    """Whether a line begins a paragraph: by its distance, indent and size, and how the last one ended."""
    if before.bottom - line.bottom > 1.35 * max(leading, 0.8 * line.size):
        return True
    if abs(before.size - line.size) > 0.12 * before.size:
        return True
    ended = before.right < right - 0.12 * (right - left) and before.text[-1:] not in _HYPHENS
    if line.left > before.left + 0.7 * line.size and (ended or _ENDS.search(before.text)):
        return True
    return (ended and _ENDS.search(before.text) is not None) or (ended and _ITEM.match(line.text) is not None)


def texts_of(paragraphs: Sequence[PdfParagraph]) -> list[str]:
    """The text of each paragraph on one line."""
    compounds = Counter(
        word.casefold().replace("\u2010", "-")
        for each in paragraphs
        for line in each.lines
        for word in _WORD.findall(line.text)
    )
    return [_joined([line.text for line in each.lines], compounds) for each in paragraphs]


def _joined(lines: Sequence[str], compounds: Counter[str]) -> str:
    text = lines[0]
    for line in lines[1:]:
        if text[-1:] in _HYPHENS and text[-2:-1].isalpha() and line[:1].islower():
            text = text[:-1] + ("-" if _keeps_hyphen(text[:-1], line, compounds) else "") + line
        elif text[-1:] in _HYPHENS and text[-2:-1].isalnum() and line[:1].isalnum():
            text = text[:-1] + "-" + line
        else:
            text = f"{text} {line}"
    return " ".join(text.replace("\u00ad", "").split(" "))


def _keeps_hyphen(text: str, line: str, compounds: Counter[str]) -> bool:
    """Whether a word that a line's end divides has a hyphen anyway."""
    first, second = re.search(r"[^\W\d_]*\Z", text), re.match(r"[^\W\d_]*", line)
    word = f"{first[0] if first else ''}-{second[0] if second else ''}".casefold()
    return word in compounds or _CLITIC.match(line) is not None
