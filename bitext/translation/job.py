"""What the model reads in one go, and what it made of it."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bitext.result.flags import Flag
from bitext.segmentation.segment import split_sentences
from bitext.text.document import Span
from bitext.translation.chunking import split_long
from bitext.translation.engines.base import Hypothesis
from bitext.translation.engines.vocabulary import UNKNOWN, Subwords, Vocabulary, decode
from bitext.translation.preprocessing import ModelInput, ReadMask

_LINK = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+")


@dataclass(slots=True)
class Job:
    """What the model reads in one go: a sentence, or a part of one that is too long.

    ``sentence`` is the number of the sentence, ``read`` all of it as the model reads it, ``subwords`` the
    part that this job has. ``hypothesis`` is the translation once there is one, ``flags``
    what is wrong with it. ``is_stretch``: it is what stands between two masks, or a
    mask; ``is_glued``: no space parts it from the job before it.
    """

    sentence: int
    read: ModelInput
    subwords: Subwords
    is_part: bool = False
    is_glued: bool = False
    is_stretch: bool = False
    hypothesis: Hypothesis | None = None
    flags: tuple[Flag, ...] = ()

    @property
    def outcome(self) -> Hypothesis:
        """The hypothesis of a job that was run."""
        if self.hypothesis is None:
            raise AssertionError("a job was not run")
        return self.hypothesis

    @property
    def masks(self) -> tuple[ReadMask, ...]:
        """The masks in the stretch that the model reads."""
        first, last = self.subwords.spans[0].start, self.subwords.spans[-1].end
        return tuple(mask for mask in self.read.masks if first <= mask.span.start and mask.span.end <= last)

    @property
    def text(self) -> str:
        """The stretch of the sentence that the model reads."""
        spans = self.subwords.spans
        return self.read.text[spans[0].start : spans[-1].end]

    def decoded(self) -> tuple[str, tuple[Span, ...]]:
        """The outcome as text, and the span of each subword in it.

        A subword that the model could not write is the source's word that its attention points to.
        """
        words = []
        for row, piece in enumerate(self.outcome.pieces):
            if piece == UNKNOWN:
                span = self.subwords.spans[int(self.outcome.attention[row].argmax())]
                words.append(self.read.text[span.start : span.end] or "\ufffd")
        return decode(self.outcome.pieces, words)


def jobs_of(
    number: int, text: str, read: ModelInput, vocabulary: Vocabulary, longest: int, lang: str | None
) -> list[Job]:
    """The jobs for item ``number`` of a list: its ``text``, and the form of it that the model reads.

    None where there is nothing to translate. ``longest``: subwords that the model reads well. ``lang`` is the
    language of an item that may hold several sentences, each of which the model reads by itself; None for one
    that is a sentence.
    """
    if not has_words(read.unmasked):
        return []
    subwords = _without_symbols(vocabulary.encode_source(read.text))
    spans = read.spans_back(subwords.spans)
    borders = [0, len(spans)] if lang is None else _borders(text, spans, lang)
    jobs = []
    for first, end in pairwise(borders):
        parts = split_long(read.text, subwords.spans[first:end], longest)
        jobs += [
            Job(number, read, subwords[first + a : first + b], len(parts) > 1) for a, b in parts if b > a
        ]
    return jobs


def has_words(text: str) -> bool:
    """Whether there is anything to translate: a letter outside links and addresses."""
    return any(character.isalpha() for character in _LINK.sub("", text))


def _without_symbols(subwords: Subwords) -> Subwords:
    """Without those at the edges that the model can only lose: unknown ones and emoji."""
    known = [i for i, piece in enumerate(subwords.pieces) if piece != UNKNOWN and not _is_symbol(piece)]
    return subwords[known[0] : known[-1] + 1] if known else subwords[:0]


def _is_symbol(piece: str) -> bool:
    return all(unicodedata.category(character) == "So" for character in piece.removeprefix("▁"))


def _borders(text: str, spans: Sequence[Span], lang: str) -> list[int]:
    """Where the sentences of ``text`` begin and end, counted in the subwords at ``spans``.

    A sentence without a word stays with the one before it: alone, it makes the model talk.
    """
    borders = [0]
    sentences = split_sentences(text, lang) if len(spans) > 1 else ()
    for sentence in sentences[1:]:
        first = bisect_left(spans, sentence.start, key=lambda span: span.start)
        before = text[spans[borders[-1]].start : sentence.start]
        if borders[-1] < first < len(spans) and has_words(before) and has_words(sentence.text):
            borders.append(first)
    return [*borders, len(spans)]
