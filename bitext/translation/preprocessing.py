"""Text → what the model reads, with a map back.

MarianMT's tokenizer does not normalise punctuation, and the model loses the marks that it has
seldom seen: curly quotation marks above all. What is made here is read by the model alone; no
reader sees it.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bitext.text.document import Document, Quotation, Span

MarkRole = Literal["open", "close", "continuation", "dash", "stray"]

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


@dataclass(frozen=True, slots=True)
class SentenceMark:
    """A mark that stands in a sentence; offsets count from the sentence's start.

    ``quotation`` is the quotation that the mark belongs to. ``seen``: the model gets to read the
    mark. Marks that are certain without the model (a quotation that wraps the whole sentence or
    began in an earlier one, a dialogue dash) and strays are kept from it.
    """

    start: int
    end: int
    role: MarkRole
    quotation: Quotation
    seen: bool


@dataclass(frozen=True, slots=True)
class ModelInput:
    """What the model reads in place of a sentence.

    ``origin[i]`` is the offset in the sentence of the character that ``text[i]`` came from.
    """

    text: str
    origin: tuple[int, ...]

    def spans_back(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        """Stretches of ``text`` → the stretches of the sentence that they came from."""
        return tuple(
            Span(self.origin[span.start], self.origin[span.end - 1] + 1)
            if span.end > span.start
            else Span(*2 * (self.origin[min(span.start, len(self.origin) - 1)],))
            for span in spans
        )


def sentence_marks(document: Document) -> list[list[SentenceMark]]:
    """The marks that stand in each sentence of ``document``, in order."""
    placed: list[list[SentenceMark]] = [[] for _ in document.sentences]
    ends = [sentence.end for sentence in document.sentences]
    for quotation in (*document.quotations, *document.unpaired):
        for start, end, role in _marks(quotation):
            index = bisect_left(ends, end)
            sentence = document.sentences[index]
            start_in, end_in = start - sentence.start, end - sentence.start
            seen = role in ("open", "close") and not _certain(document, index, quotation, role)
            placed[index].append(SentenceMark(start_in, end_in, role, quotation, seen))
    return [sorted(marks, key=lambda mark: mark.start) for marks in placed]


def prepare(text: str, marks: Sequence[SentenceMark] = (), *, tight: bool = True) -> ModelInput:
    """``text`` in the forms that the model knows: straight quotes, plain spaces, no strays.

    The marks in ``marks`` that the model is not to see are left out. Quotation marks that are in
    ``text`` but not in ``marks`` are mapped like the others; ``tight``: spaces on their inner side go.
    """
    hidden = {i for mark in marks if not mark.seen for i in range(mark.start, mark.end)}
    tight_after = {mark.end for mark in marks if mark.role in ("open", "continuation", "dash")}
    tight_before = {mark.start for mark in marks if mark.role == "close"}
    if tight:
        tight_after |= {index + 1 for index, character in enumerate(text) if character in "«‹“„"}
        tight_before |= {index for index, character in enumerate(text) if character in "»›”"}
    mapped = {mark.start: mark for mark in marks if mark.seen}
    characters: list[str] = []
    origin: list[int] = []
    for index, form in _forms(text, mapped, hidden):
        if form == " " and _is_loose(text, index, characters, tight_after, tight_before):
            continue
        characters.extend(form)
        origin.extend([index] * len(form))
    while characters and characters[-1] == " ":
        characters.pop()
        origin.pop()
    return ModelInput("".join(characters), tuple(origin))


def _marks(quotation: Quotation) -> Iterator[tuple[int, int, MarkRole]]:
    if quotation.kind == "stray":
        yield quotation.start, quotation.end, "stray"
        return
    if quotation.open:
        role: MarkRole = "dash" if quotation.kind == "dialogue" else "open"
        yield quotation.start, quotation.start + len(quotation.open), role
    for offset in quotation.continuations:
        yield offset, offset + len(quotation.open), "continuation"
    if quotation.close:
        yield quotation.end - len(quotation.close), quotation.end, "close"


def _certain(document: Document, index: int, quotation: Quotation, role: MarkRole) -> bool:
    """Whether the mark's place in the English is known without asking the model."""
    sentence = document.sentences[index]
    before = document.text[sentence.start : quotation.start]
    after = document.text[quotation.end : sentence.end]
    starts = quotation.start <= sentence.start or not before.strip()
    ends = quotation.end >= sentence.end or not after.strip(" .\u00a0\u202f")
    if role == "open":
        return starts and (ends or quotation.end > sentence.end)
    return ends and (starts or quotation.start < sentence.start)


def _forms(text: str, mapped: dict[int, SentenceMark], hidden: set[int]) -> Iterator[tuple[int, str]]:
    """Each character's index and the form in which the model reads it."""
    skip_to = 0
    for index, character in enumerate(text):
        if index < skip_to or index in hidden:
            continue
        if index in mapped:
            skip_to = mapped[index].end
            yield index, '"'
        elif character in _FORMS:
            yield index, _FORMS[character]
        elif character.isspace():
            yield index, " "
        elif unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn"):
            yield index, character


def _is_loose(
    text: str, index: int, written: list[str], tight_after: set[int], tight_before: set[int]
) -> bool:
    """Whether a space is one too many: at the head, doubled, or inside a quotation mark."""
    if not written or written[-1] == " ":
        return True
    end = index
    while end > 0 and text[end - 1].isspace():
        end -= 1
    if end in tight_after:
        return True
    while index < len(text) and text[index].isspace():
        index += 1
    return index in tight_before


def reopened(document: Document, marks: Sequence[Sequence[SentenceMark]]) -> list[list[SentenceMark]]:
    """``marks`` with a continuation mark at the head of each later paragraph of a quotation.

    English repeats the opening mark there, whether or not the French did.
    """
    result = [list(found) for found in marks]
    for quotation in document.quotations:
        if quotation.kind != "quotation":
            continue
        for index in quotation.sentences[1:]:
            sentence = document.sentences[index]
            heads = sentence.paragraph != document.sentences[index - 1].paragraph
            has = any(mark.role == "continuation" and mark.quotation is quotation for mark in result[index])
            if heads and not has and quotation.end - len(quotation.close) > sentence.start:
                result[index].insert(0, SentenceMark(0, 0, "continuation", quotation, seen=False))
    return result
