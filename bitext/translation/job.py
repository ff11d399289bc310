"""What the model reads in one go, and what it made of it."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from bitext.coreference import Reference
from bitext.result.flags import Flag
from bitext.segmentation.segment import split_sentences
from bitext.text.document import Span
from bitext.text.masking import ReadMask
from bitext.translation.chunking import split_long
from bitext.translation.engines.base import Hypothesis, Scores
from bitext.translation.engines.vocabulary import UNKNOWN, Subwords, Vocabulary, decode
from bitext.translation.preprocessing import ModelInput

ReferencesOf = Callable[[int], tuple[Reference, ...]]
"""What the pronouns of the sentence with a number may stand for."""
_BEGINNING: Final = re.compile(r"[\w\"(]")
_STOPS: Final = (".", "!", "?", ")", '"')
_DASH: Final = re.compile(r"(?<=[.)]) [—–-] (?=[\"(]?[A-ZÀ-ÖØ-ÞŒ])")
_LABEL: Final = re.compile(r"(?<!\w)\(?(?:[a-zA-Z]|[ivx]{2,4}|\d{1,3})\) (?=[\w\"])")
"""The label of an item of a list, which models write in another way: « a) », « (ii) »."""
_OPENING: Final = re.compile(f" ?(?:(?:[—–•*-] )?(?P<label>{_LABEL.pattern})|[—–] )")
"""A dash or such a label at the head of a sentence."""
_PICTURES: Final = frozenset({"So", "Sk", "Mn", "Me", "Cf", "Zs"})
"""General categories of emoji and what goes with them."""


@dataclass(slots=True)
class Job:
    """What the model reads in one go: a sentence, or a part of one that is too long.

    ``sentence`` is the number of the sentence, ``read`` all of it as the model reads it, ``subwords`` the
    part that this job has. ``hypothesis`` is the translation once there is one, ``flags`` what is wrong with
    it. ``is_stretch``: it is what stands between two masks, or a mask; ``is_glued``: no space parts it from
    the job before it, ``lead``: these signs do, which the model does not read. ``references`` are those of
    its sentence, ``previous`` is the job before it in its document, as long as that is needed.
    """

    sentence: int
    read: ModelInput
    subwords: Subwords
    is_part: bool = False
    is_glued: bool = False
    is_stretch: bool = False
    lead: str = ""
    hypothesis: Hypothesis | None = None
    flags: tuple[Flag, ...] = ()
    references: tuple[Reference, ...] = ()
    previous: Job | None = field(default=None, repr=False)
    _decoded: tuple[Hypothesis, tuple[str, tuple[Span, ...]]] | None = field(default=None, repr=False)
    """A hypothesis, and what it is decoded: asked for more than once."""
    scored: tuple[Hypothesis, Scores] | None = field(default=None, repr=False)
    """A hypothesis, and the scores of its pieces and its end."""

    @property
    def outcome(self) -> Hypothesis:
        """The hypothesis of a job that was run."""
        if self.hypothesis is None:
            raise AssertionError("a job was not run")
        return self.hypothesis

    @property
    def scores(self) -> Scores | None:
        """The scores of the pieces of the outcome and of its end, where they are known."""
        return self.scored[1] if self.scored is not None and self.scored[0] is self.hypothesis else None

    @property
    def masks(self) -> tuple[ReadMask, ...]:
        """The masks in the stretch that the model reads."""
        return self.read.masks_in(Span(self.subwords.spans[0].start, self.subwords.spans[-1].end))

    @property
    def text(self) -> str:
        """The stretch of the sentence that the model reads."""
        spans = self.subwords.spans
        return self.read.text[spans[0].start : spans[-1].end]

    def decoded(self) -> tuple[str, tuple[Span, ...]]:
        """The outcome as text, and the span of each subword in it.

        A subword that the model could not write is the source's word that its attention points to.
        """
        if self._decoded is None or self._decoded[0] is not self.outcome:
            self._decoded = self.outcome, decode(self.outcome.pieces, self._unknown())
        return self._decoded[1]

    def _unknown(self) -> list[str]:
        words = []
        for row, piece in enumerate(self.outcome.pieces):
            if piece == UNKNOWN:
                span = self.subwords.spans[int(self.outcome.attention[row].argmax())]
                words.append(self.read.text[span.start : span.end] or "\ufffd")
        return words


class JobLinker:
    """Tells jobs, sentence by sentence, what their pronouns may stand for, and which job is before them."""

    def __init__(self, references: ReferencesOf | None) -> None:
        self._references = references
        self._last: Job | None = None
        self._document: object = None

    def link(self, groups: Iterable[Sequence[Job]], documents: Iterable[object], first: int) -> None:
        """Link the jobs of sentences, the first of which has the number ``first``.

        ``documents``: an object for each sentence, the same one for all of a document.
        """
        if self._references is None:
            return
        for number, (jobs, document) in enumerate(zip(groups, documents, strict=True), first):
            if document is not self._document:
                self._document, self._last = document, None
            found = self._references(number)
            for job in jobs:
                job.references, job.previous = found, self._last
                self._last = job


def jobs_of(
    number: int, text: str, read: ModelInput, vocabulary: Vocabulary, longest: int, lang: str | None
) -> list[Job]:
    """The jobs for item ``number`` of a list: its ``text``, and the form of it that the model reads.

    None where there is nothing to translate. ``longest``: subwords that the model reads well. ``lang`` is the
    language of an item that may hold several sentences, each of which the model reads by itself; None for one
    that is a sentence.
    """
    if not has_words(read.words(Span(0, len(read.text)))):
        return []
    subwords = _without_symbols(vocabulary.encode_source(read.text), read)
    spans = read.spans_back(subwords.spans)
    borders = [0, len(spans)] if lang is None else _borders(text, read, subwords.spans, spans, lang)
    jobs: list[Job] = []
    for first, end, lead in _between_dashes(read, subwords.spans, borders):
        parts = split_long(read.text, subwords.spans[first:end], longest)
        found = [
            Job(number, read, subwords[first + a : first + b], len(parts) > 1) for a, b in parts if b > a
        ]
        if found and jobs:
            found[0].lead = lead
        jobs += found
    return jobs


def _between_dashes(
    read: ModelInput, spans: Sequence[Span], borders: Sequence[int]
) -> Iterator[tuple[int, int, str]]:
    """The stretches between ``borders``, divided at dashes behind a full stop, which models drop.

    ``SUZANNE. — J'aime la lune !`` is two. Each comes with the dash before it, which is in neither.
    """
    ends = borders[1:]
    first, lead, at = borders[0], "", 0
    for dash in _DASH.finditer(read.text):
        begin = bisect_left(spans, dash.start() + 1, key=lambda span: span.end)
        behind = bisect_left(spans, dash.end(), key=lambda span: span.start)
        while ends[at] <= begin:
            yield first, ends[at], lead
            first, lead, at = ends[at], "", at + 1
        before, after = Span(spans[first].start, dash.start()), Span(dash.end(), spans[ends[at] - 1].end)
        if (
            first < begin < behind < ends[at]
            and has_words(read.words(before))
            and has_words(read.words(after))
        ):
            yield first, begin, lead
            first, lead = behind, dash.group()
    for end in ends[at:]:
        yield first, end, lead
        first, lead = end, ""


def has_words(text: str) -> bool:
    """Whether there is anything to translate: a letter."""
    return any(map(str.isalpha, text))


def _without_symbols(subwords: Subwords, read: ModelInput) -> Subwords:
    """Without what the model can only lose at the edges: unknown pieces, emoji, symbols that are masked."""
    inner = _within_symbols(read)
    known = [
        index
        for index, (piece, span) in enumerate(zip(subwords.pieces, subwords.spans, strict=True))
        if piece != UNKNOWN and not _is_symbol(piece) and inner.start <= span.start and span.end <= inner.end
    ]
    return subwords[known[0] : known[-1] + 1] if known else subwords[:0]


def _within_symbols(read: ModelInput) -> Span:
    """What is read without symbols, a dash or a label at the head, and symbols behind the last stop."""
    text, start, end = read.text, 0, len(read.text)
    masks = read.masks
    if masks and _is_edge(masks[0], text[: masks[0].span.start]):
        behind = text[masks[0].span.end :].lstrip()
        start = masks[0].span.end if _BEGINNING.match(behind) else 0
    if masks and _is_edge(masks[-1], text[masks[-1].span.end :]):
        before = text[: masks[-1].span.start].rstrip()
        end = masks[-1].span.start if before.endswith(_STOPS) or _is_symbol(masks[-1].written) else end
    opening = _OPENING.match(text, start)
    if opening and not (opening["label"] and _LABEL.search(text, opening.end())):
        start = opening.end()
    return Span(start, end) if start < end else Span(0, len(text))


def _is_edge(mask: ReadMask, outside: str) -> bool:
    return not outside.strip() and not any(c.isalpha() or c.isdecimal() for c in mask.written)


def _is_symbol(piece: str) -> bool:
    # A letter or a digit at the end, as most pieces have it, is none of these.
    return not piece[-1:].isalnum() and all(
        unicodedata.category(character) in _PICTURES for character in piece.removeprefix("▁")
    )


def _borders(
    text: str, read: ModelInput, spans: Sequence[Span], origin: Sequence[Span], lang: str
) -> list[int]:
    """Where the sentences of ``text`` begin and end, counted in subwords.

    These are at ``spans`` of what is ``read`` and at ``origin`` in ``text``. A sentence without a word
    stays with
    the one before it: alone, it makes the model talk.
    """
    borders = [0]
    sentences = split_sentences(text, lang) if len(spans) > 1 else ()
    for sentence in sentences[1:]:
        first, end = (
            bisect_left(origin, offset, key=lambda span: span.start)
            for offset in (sentence.start, sentence.end)
        )
        # One that begins within a mask is none.
        if not borders[-1] < first < end or origin[first - 1].end > sentence.start:
            continue
        before = Span(spans[borders[-1]].start, spans[first].start)
        if has_words(read.words(before)) and has_words(read.words(Span(before.end, spans[end - 1].end))):
            borders.append(first)
    return [*borders, len(spans)]
