"""Text → what the model reads, with a map back.

MarianMT's tokenizer does not normalise punctuation, and the model loses the marks that it has
seldom seen: curly quotation marks above all. What is made here is read by the model alone; no
reader sees it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from bitext.languages import language_of_code
from bitext.quotations.paragraphs import ParagraphHeads
from bitext.text.document import Document, Quotation, Sentence, Span
from bitext.text.masking import ReadMask
from bitext.translation.dialogue import is_turn
from bitext.translation.names import DocumentNames
from bitext.translation.protection import Protected, mask_names, names_read

MarkRole = Literal["open", "close", "continuation", "dash", "stray", "repeated"]
"""What a mark does: it opens or closes a quotation, repeats the opening mark at the head of a paragraph,
opens a turn of a dialogue, or has no partner. "repeated" are continuation marks within a sentence (of a list
that holds several lines in one item): English has no paragraph there, and no mark."""

_FORMS = {
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "´": "'",
    "′": "'",
    "″": '"',
    "“": '"',
    "”": '"',
    "„": '"',
    "«": '"',
    "»": '"',
    "‹": '"',
    "›": '"',
    "…": "...",
    "‐": "-",
    "‑": "-",
    "‒": "-",
    "―": "—",
}
_OF_ONE_CHARACTER = str.maketrans(
    {sign: form for sign, form in _FORMS.items() if len(form) == 1} | {"\u00a0": " ", "\u202f": " "}
)
_OTHER_LENGTH = re.compile(
    f"\\A | \\Z|  |[{''.join(re.escape(sign) for sign, form in _FORMS.items() if len(form) != 1)}]"
)
"""What is not read character by character: spaces that are left out, and signs that become several."""
_OPENING, _CLOSING = re.compile("[«‹“„]"), re.compile("[»›”]")
_WORD = re.compile(r"[^\W_]")
_SPACES = re.compile(r"\s+")
_PLACES = tuple((at, at + 1) for at in range(512))
_BEHIND = re.compile("[ .\u00a0\u202f]*+")
"""What may stand between the closing mark of a quotation and the end of the sentence that it wraps."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A reporting clause within ``quotation``, at which English closes the quotation and opens it again.

    All offsets are those of the document: ``clause`` are the reporter's words, ``close`` is where what is
    said before them ends, ``resume`` where what is said behind them begins, None where nothing is.
    """

    quotation: Quotation
    clause: Span
    close: int
    resume: int | None


@dataclass(frozen=True, slots=True)
class SentenceMark:
    """A mark that stands in a sentence; offsets count from the sentence's start.

    ``quotation`` is the quotation that the mark belongs to. ``seen``: the model gets to read the
    mark. Marks that are certain without the model (a quotation that wraps the whole sentence or
    began in an earlier one, a dialogue dash at the sentence's head) and strays are kept from it.

    A mark that English has and the source has not is empty: ``start == end``. ``cut`` is the reporting clause
    that it stands at (:mod:`bitext.translation.clause_splitting`). ``written``: the translation gets the
    mark; one that it does not get completes the marks that the model sees, or is the source's alone.
    ``read``: where the mark is seen, it is in the text that the model reads; one that is not is put where its
    words went.
    """

    start: int
    end: int
    role: MarkRole
    quotation: Quotation
    seen: bool
    cut: Cut | None = None
    written: bool = True
    read: bool = True


@dataclass(frozen=True, slots=True)
class ModelInput:
    """What the model reads in place of a sentence.

    ``origin[i]`` is the stretch of the sentence that the character ``text[i]`` came from: one character, or
    all that a mask stands for. ``raised`` are stretches of the sentence that are in capitals and are read in
    small letters, so that their translation has to be raised again. ``in_place``: each character of ``text``
    came from the one at its own place. ``names`` are those of the document.
    """

    text: str
    origin: tuple[tuple[int, int], ...]
    masks: tuple[ReadMask, ...] = ()
    raised: tuple[Span, ...] = ()
    in_place: bool = False
    names: DocumentNames | None = field(default=None, compare=False, repr=False)

    @property
    def surnames(self) -> frozenset[str]:
        """The surnames of the document."""
        return self.names.surnames if self.names else frozenset()

    def spans_back(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        """Stretches of ``text``, in order → the stretches of the sentence that they came from."""
        if self.in_place:
            same = tuple(spans)
            if not same or same[-1].start < len(self.text):
                return same
            spans = same
        return tuple(
            Span(self.origin[span.start][0], self.origin[span.end - 1][1])
            if span.end > span.start
            else Span(*2 * (self.origin[min(span.start, len(self.origin) - 1)][0],))
            for span in spans
        )

    def masks_in(self, span: Span) -> tuple[ReadMask, ...]:
        """The masks that lie in a stretch of ``text``."""
        first = bisect_left(self.masks, span.start, key=lambda mask: mask.span.start)
        return self.masks[first : bisect_right(self.masks, span.end, first, key=lambda mask: mask.span.end)]

    def words(self, span: Span) -> str:
        """A stretch of ``text`` without its masks."""
        parts, last = [], span.start
        for mask in self.masks_in(span):
            parts.append(self.text[last : mask.span.start])
            last = mask.span.end
        return "".join([*parts, self.text[last : span.end]])


def sentence_marks(document: Document) -> list[list[SentenceMark]]:
    """The marks that stand in each sentence of ``document``, in order."""
    placed: list[list[SentenceMark]] = [[] for _ in document.sentences]
    ends = [sentence.end for sentence in document.sentences]
    for quotation in (*document.quotations, *document.unpaired):
        for start, end, kind in _marks(quotation):
            index = bisect_left(ends, end)
            sentence = document.sentences[index]
            start_in, end_in = start - sentence.start, end - sentence.start
            inner = quotation.start >= sentence.start or _WORD.search(sentence.text, 0, start_in)
            role: MarkRole = "repeated" if kind == "continuation" and inner else kind
            seen = role in ("open", "close") and not _certain(document, index, quotation, role)
            if role == "dash" and _WORD.search(sentence.text, 0, start_in):
                placed[index] += _turn_within(sentence, start_in, end_in, quotation)
                continue
            placed[index].append(SentenceMark(start_in, end_in, role, quotation, seen))
    return [sorted(marks, key=lambda mark: (mark.start, mark.end)) for marks in placed]


def _turn_within(sentence: Sentence, start: int, end: int, turn: Quotation) -> Iterator[SentenceMark]:
    """The dash of a turn that begins within a sentence; the model reads quotation marks round the turn."""
    yield SentenceMark(start, end, "dash", turn, seen=True)
    last = min(turn.end, sentence.end) - sentence.start
    if last > end:
        yield SentenceMark(last, last, "close", turn, seen=True, written=False)


def with_dashes(
    marks: Sequence[SentenceMark], text: str, was: Mapping[Quotation, Quotation]
) -> list[SentenceMark]:
    """``marks`` of the sentence ``text`` with the dashes of its turns, which the model reads as quotations.

    ``was`` is that of :func:`bitext.translation.dialogue.turns_as_quotations`.
    """
    return [new for mark in marks for new in _with_dash(mark, text, was)]


def _with_dash(mark: SentenceMark, text: str, was: Mapping[Quotation, Quotation]) -> Iterator[SentenceMark]:
    quotation = was.get(mark.quotation, mark.quotation)
    if not is_turn(mark.quotation):
        yield replace(mark, quotation=quotation)
    elif mark.role != "open" or mark.start == mark.end:
        yield replace(mark, quotation=quotation, written=False)
    elif _WORD.search(text, 0, mark.start):
        yield replace(mark, quotation=quotation, role="dash")
    else:
        yield SentenceMark(mark.start, mark.end, "dash", quotation, seen=False)
        if mark.seen:
            yield replace(mark, start=mark.end, quotation=quotation, written=False)


def prepare(
    text: str,
    marks: Sequence[SentenceMark] = (),
    *,
    tight: bool = True,
    protect: Sequence[Protected] = (),
    lowered: str | None = None,
    raised: Sequence[Span] = (),
    left_out: Iterable[int] = (),
) -> ModelInput:
    """``text`` in the forms that the model knows: straight quotes, plain spaces, no strays.

    The marks in ``marks`` that the model is not to see are left out. Quotation marks that are in
    ``text`` but not in ``marks`` are mapped like the others; ``tight``: spaces on their inner side go.
    What is in ``protect`` is masked, unless a mark of a quotation stands in it. ``lowered`` is read in place
    of a text that has stretches in capitals, ``raised``, and differs from it in nothing else. What stands at
    the indices ``left_out`` is not read.
    """
    masked = _masks(text, protect, marks)
    hidden = {i for mark in marks if not mark.seen for i in range(mark.start, mark.end)}
    hidden.update(left_out)
    tight_after = {mark.end for mark in marks if mark.role in ("open", "continuation", "dash")}
    tight_before = {mark.start for mark in marks if mark.role == "close" and mark.start < mark.end}
    if tight:
        tight_after |= {found.end() for found in _OPENING.finditer(text)}
        tight_before |= {found.start() for found in _CLOSING.finditer(text)}
    inside = set(_inner_spaces(text, tight_after, tight_before))
    mapped = {mark.start: mark for mark in marks if mark.seen and mark.start < mark.end}
    added = Counter(mark.start for mark in marks if mark.seen and mark.read and mark.start == mark.end)
    read = text if lowered is None else lowered
    if not (masked or hidden or inside or mapped or added) and (same := _character_by_character(read)):
        return ModelInput(same, _in_place(len(same)), (), tuple(raised), in_place=True)
    characters: list[str] = []
    origin: list[tuple[int, int]] = []
    masks: list[ReadMask] = []
    for index, form, end in _forms(read, mapped, hidden, masked, added):
        if form == " " and (index in inside or not characters or characters[-1] == " "):
            continue
        if index in masked:
            mask = masked[index]
            if mask.glued[0] and characters and characters[-1] != " ":
                characters.append(" ")
                origin.append((index, end))
            masks.append(replace(mask, span=Span(len(characters), len(characters) + len(form))))
        spaces = " " * (index in masked and masked[index].glued[1])
        characters.extend(form + spaces)
        origin.extend([(index, end)] * len(form + spaces))
    while characters and characters[-1] == " ":
        characters.pop()
        origin.pop()
    return ModelInput("".join(characters), tuple(origin), tuple(masks), tuple(raised))


def _in_place(length: int) -> tuple[tuple[int, int], ...]:
    """The origin of each of ``length`` characters that stand where they stood."""
    if length <= len(_PLACES):
        return _PLACES[:length]
    return tuple((at, at + 1) for at in range(length))


def _marks(quotation: Quotation) -> Iterator[tuple[int, int, MarkRole]]:
    if quotation.kind == "stray":
        yield quotation.start, quotation.end, "stray"
        return
    if quotation.open:
        role: MarkRole = "dash" if quotation.kind == "dialogue" else "open"
        yield quotation.start, quotation.start + len(quotation.open), role
    for offset in quotation.continuations:
        yield offset, offset + len(quotation.open), "continuation"
    if quotation.close or is_turn(quotation):
        yield quotation.end - len(quotation.close), quotation.end, "close"


def _certain(document: Document, index: int, quotation: Quotation, role: MarkRole) -> bool:
    """Whether the mark's place in the English is known without asking the model."""
    sentence = document.sentences[index]
    starts = quotation.start <= sentence.start
    ends = _BEHIND.fullmatch(document.text, quotation.end, max(quotation.end, sentence.end)) is not None
    if role == "open":
        return starts and (ends or quotation.end > sentence.end)
    return ends and (starts or quotation.start < sentence.start)


def _masks(text: str, protect: Sequence[Protected], marks: Sequence[SentenceMark]) -> dict[int, ReadMask]:
    """By its offset the mask of each stretch of ``text`` that is protected and has no mark in it."""
    at_marks = {index for mark in marks for index in range(mark.start, mark.end)}
    found = [one for one in protect if at_marks.isdisjoint(range(one.span.start, one.span.end))]
    plain = mask_names(text, len(found))
    return {
        one.span.start: ReadMask(name, one.span, one.written, short, one.glued or (False, False))
        for one, name, short in zip(found, names_read(text, found, plain), plain, strict=True)
    }


def _character_by_character(text: str) -> str:
    """What is read of ``text`` where each character of it stands for itself; empty where not."""
    read = text.translate(_OF_ONE_CHARACTER)
    return "" if _OTHER_LENGTH.search(read) or not read.isprintable() else read


def _inner_spaces(text: str, after: Container[int], before: Container[int]) -> Iterator[int]:
    """The spaces that begin at one of the offsets ``after``, or end at one of ``before``."""
    for run in _SPACES.finditer(text):
        if run.start() in after or run.end() in before:
            yield from range(run.start(), run.end())


def _forms(
    text: str,
    mapped: Mapping[int, SentenceMark],
    hidden: Container[int],
    masked: Mapping[int, ReadMask],
    added: Mapping[int, int],
) -> Iterator[tuple[int, str, int]]:
    """Each character's index, the form in which the model reads it, and the end of what it stands for.

    ``added`` are the offsets before which there are marks that the text has not, and how many.
    """
    skip_to = 0
    for index, character in enumerate(text):
        yield from ((index, '"', index) for _ in range(added.get(index, 0)))
        if index < skip_to or index in hidden:
            continue
        if index in masked:
            skip_to = masked[index].span.end
            yield index, masked[index].name, skip_to
        elif index in mapped:
            skip_to = mapped[index].end
            yield index, '"', index + 1
        elif character in _FORMS:
            yield index, _FORMS[character], index + 1
        elif character.isspace():
            yield index, " ", index + 1
        elif character.isprintable():
            yield index, character, index + 1
    yield from ((len(text), '"', len(text)) for _ in range(added.get(len(text), 0)))


def reopened(document: Document, marks: Sequence[Sequence[SentenceMark]]) -> list[list[SentenceMark]]:
    """``marks`` with a continuation mark at the head of each later paragraph of a quotation.

    English repeats the opening mark there, whether or not the French did.
    """
    result = [list(found) for found in marks]
    heads = ParagraphHeads(document, language_of_code(document.lang))
    for quotation in document.quotations:
        if quotation.kind != "quotation":
            continue
        for index in heads.within(quotation):
            sentence = document.sentences[index]
            has = any(mark.role == "continuation" and mark.quotation is quotation for mark in result[index])
            if not has and quotation.end - len(quotation.close) > sentence.start:
                result[index].append(SentenceMark(0, 0, "continuation", quotation, seen=False))
                result[index].sort(key=_order_at_head)
    return result


def _order_at_head(mark: SentenceMark) -> tuple[bool, int]:
    """Continuation marks before all others, those of outer quotations first."""
    is_other = mark.role != "continuation"
    return is_other, 0 if is_other else mark.quotation.depth
