"""The paragraphs and sentences of one text of a TEI file, with the quotations in them."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, NamedTuple

from lxml.etree import SubElement

from bitext.formats._quotation_codes import QuotationCode
from bitext.formats.tei.names import ID, KINDS, LETTERS, quotation_id, tag
from bitext.text.document import SpanIndex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bitext.formats._quotation_codes import SegmentPart
    from bitext.result.bitext import Bitext
    from bitext.result.pair import Side, SideName
    from bitext.text.document import Sentence

SAME, NEXT = " ", "\n\n"
"""The usual white space between two sentences: of one paragraph, and of two."""


class _PlacedCode(NamedTuple):
    at: int
    code: QuotationCode


class SentenceWriter:
    """Writes a text; ``written`` are the numbers of the quotations that have an element in it."""

    def __init__(
        self, bitext: Bitext, name: SideName, text: str, parts: Mapping[int, Sequence[SegmentPart]]
    ) -> None:
        """``parts``: index of a pair → its text and the codes in it."""
        self._name: SideName = name
        self._text = text
        self._document = getattr(bitext, name)
        self._codes = [
            code for at, pair in enumerate(bitext.pairs) for code in _placed(getattr(pair, name), parts[at])
        ]
        ends = {code.number: at for at, code in self._codes if not code.opens}
        self._reach = {code.number: (at, ends[code.number]) for at, code in self._codes if code.opens}
        index = SpanIndex(self._document.sentences)
        touched = {number: index.touched(*reach) for number, reach in self._reach.items()}
        self.written = {number for number, found in touched.items() if found}
        self._exact = {
            number
            for number in self.written
            if index.starts[touched[number][0]] <= self._reach[number][0]
            and self._reach[number][1] <= index.ends[touched[number][-1]]
        }
        self._fragments: dict[int, list[Any]] = {}

    def quotation(self, told: str) -> str:
        """The string of a quotation, with its place where the elements do not show it."""
        number = int(told.split(maxsplit=1)[0])
        if number in self._exact or number not in self._reach:
            return told
        start, end = self._reach[number]
        return f"{told} span={start},{end}"

    def gaps(self) -> Iterator[tuple[int, str]]:
        """Index of a sentence, and the white space before it, where that is not the usual."""
        before: Sentence | None = None
        for at, sentence in enumerate(self._document.sentences):
            gap = self._document.text[before.end if before else 0 : sentence.start]
            if gap != usual_gap(before.paragraph if before else None, sentence.paragraph):
                yield at, gap
            before = sentence

    def fill(self, body: Any, counterparts: Mapping[int, str], quoted: Mapping[int, str]) -> None:
        """Put paragraphs and sentences into a body; what each points to is in the two mappings."""
        paragraph, number = None, None
        codes = deque(self._codes)
        open_now: list[QuotationCode] = []
        for at, sentence in enumerate(self._document.sentences):
            if paragraph is None or sentence.paragraph != number:
                number = sentence.paragraph
                paragraph = SubElement(body, tag("p"), n=str(number))
                paragraph.tail = "\n"
            elif len(paragraph):
                paragraph[-1].tail = SAME
            element = SubElement(paragraph, tag("s"))
            element.set(ID, f"{LETTERS[self._name]}{at + 1}")
            if counterparts.get(at):
                element.set("corresp", counterparts[at])
            self._sentence(element, sentence, codes, open_now, quoted)
        if paragraph is None:
            SubElement(body, tag("p"))

    def _sentence(
        self,
        element: Any,
        sentence: Sentence,
        codes: deque[_PlacedCode],
        open_now: list[QuotationCode],
        quoted: Mapping[int, str],
    ) -> None:
        """Fill a sentence; what is open at its end goes on in the next."""
        while codes and codes[0].at <= sentence.start:
            _apply(codes.popleft().code, open_now)
        stack = [element]
        self._begin(stack, open_now, quoted)
        cursor = sentence.start
        while codes and codes[0].at < sentence.end:
            at, code = codes.popleft()
            _append(stack[-1], self._text[cursor:at])
            cursor = at
            if code.opens:
                open_now.append(code)
                self._begin(stack, [code], quoted)
                continue
            place = _apply(code, open_now)
            del stack[place + 1 :]
            self._begin(stack, open_now[place:], quoted)
        _append(stack[-1], self._text[cursor : sentence.end])

    def _begin(self, stack: list[Any], opened: Sequence[QuotationCode], quoted: Mapping[int, str]) -> None:
        """Begin a fragment of each of some quotations, one in the other."""
        for code in opened:
            number = code.number
            before = self._fragments.setdefault(number, [])
            element = SubElement(stack[-1], tag(KINDS[code.kind]))
            if code.kind == "stray":
                element.set("type", "stray")
            key = quotation_id(self._name, number, len(before))
            element.set(ID, key)
            if before:
                element.set("prev", f"#{before[-1].get(ID)}")
                before[-1].set("next", f"#{key}")
            elif number in quoted:
                element.set("corresp", quoted[number])
            before.append(element)
            stack.append(element)


def usual_gap(before: int | None, paragraph: int) -> str:
    """The usual white space before a sentence, by the paragraphs of the one before and of its own."""
    if before is None:
        return ""
    return SAME if before == paragraph else NEXT


def _placed(side: Side, parts: Sequence[SegmentPart]) -> Iterator[_PlacedCode]:
    """The codes of one side of a pair, in offsets of the whole text."""
    at = side.start if side else 0
    for part in parts:
        if isinstance(part, str):
            at += len(part)
        else:
            yield _PlacedCode(at, part)


def _apply(code: QuotationCode, open_now: list[QuotationCode]) -> int:
    """Open or close a quotation; the place among the open ones where it stood."""
    if code.opens:
        open_now.append(code)
        return len(open_now) - 1
    place = next(at for at, each in enumerate(open_now) if each.number == code.number)
    del open_now[place]
    return place


def _append(element: Any, text: str) -> None:
    """Add text behind what is in an element."""
    if not text:
        return
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
