"""Masks that a model dropped, doubled or changed: read by plain names, and in the end translated around."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from bitext.text.document import Span
from bitext.text.masking import ReadMask, mask_places
from bitext.translation.engines.base import Hypothesis
from bitext.translation.engines.vocabulary import Subwords, Vocabulary
from bitext.translation.job import Job, has_words
from bitext.translation.preprocessing import ModelInput
from bitext.translation.protection import mask_names

_SPACE: Final = "▁"
_DIGITS: Final = "0123456789"


def has_lost_a_mask(job: Job) -> bool:
    """Whether a mask that the job reads is not once in its outcome."""
    masks = job.masks
    if not masks:
        return False
    text, _ = job.decoded()
    return any(len(found) != 1 for found in mask_places([mask.name for mask in masks], text).values())


def with_plain_names(
    job: Job, vocabulary: Vocabulary, further: Iterable[tuple[Span, str]] = ()
) -> Job | None:
    """The job, still to be run, with plain names in the place of all its masks; None if it has them.

    ``further`` are stretches of what it reads to mask as well, each with what the translation is to
    have there.
    """
    added = list(further)
    if not added and all(mask.name == mask.plain for mask in job.masks):
        return None
    read, moved = _remasked(job.read, added)
    spans = job.subwords.spans
    subwords = _encoded(read.text, Span(moved[spans[0].start], moved[spans[-1].end]), vocabulary)
    return replace(job, read=read, subwords=subwords, hypothesis=None)


def parts_around(job: Job, vocabulary: Vocabulary) -> list[Job]:
    """The job as one for each stretch between its masks, and for each mask one that is done."""
    spans = job.subwords.spans
    last, parts = spans[0].start, list[Job]()
    for mask in job.masks:
        parts += _part(job, Span(last, mask.span.start), vocabulary)
        parts += _part(job, mask.span, vocabulary, is_mask=True)
        last = mask.span.end
    return [*parts, *_part(job, Span(last, spans[-1].end), vocabulary)]


def fitted(job: Job) -> Hypothesis:
    """The outcome of a part of a sentence without the capital and the stop that make a sentence of it."""
    found, text = job.outcome, job.text.strip()
    pieces, rows = list(found.pieces), found.attention
    if pieces and pieces[-1] == "." and not text.endswith("."):
        pieces, rows = pieces[:-1], rows[:-1]
    if pieces and text[:1].islower() and pieces[0].startswith(_SPACE) and pieces[0] != f"{_SPACE}I":
        pieces[0] = _SPACE + pieces[0][1:2].lower() + pieces[0][2:]
    return replace(found, pieces=tuple(pieces), attention=rows)


def _part(job: Job, span: Span, vocabulary: Vocabulary, *, is_mask: bool = False) -> Iterator[Job]:
    """The job for a stretch of what is read, if anything is there; one without words is done."""
    stretch = job.read.text[span.start : span.end]
    body = stretch.strip()
    if not body:
        return
    start = span.start + stretch.index(body)
    subwords = _encoded(job.read.text, Span(start, start + len(body)), vocabulary)
    is_glued = start > 0 and not job.read.text[start - 1].isspace()
    part = Job(job.sentence, job.read, subwords, is_glued=is_glued, is_stretch=True)
    if is_mask or not has_words(body):
        echo = np.eye(len(subwords), dtype=np.float32)
        part.hypothesis = Hypothesis(subwords.pieces, 0.0, echo)
    yield part


def _encoded(text: str, span: Span, vocabulary: Vocabulary) -> Subwords:
    """A stretch of a text as subwords, with their places in the text."""
    found = vocabulary.encode_source(text[span.start : span.end])
    return Subwords(found.pieces, tuple(Span(s.start + span.start, s.end + span.start) for s in found.spans))


def _remasked(read: ModelInput, further: Sequence[tuple[Span, str]]) -> tuple[ModelInput, tuple[int, ...]]:
    """``read`` with plain names alone, and where each of its characters, and its end, now stand."""
    masks = [replace(mask, name=mask.plain) for mask in read.masks]
    stem = (masks[0].plain if masks else mask_names(read.text, 1)[0]).rstrip(_DIGITS)
    for number, (span, written) in enumerate(further, len(masks) + 1):
        masks.append(ReadMask(f"{stem}{number}", span, written, f"{stem}{number}"))
    parts, origin, placed, moved, length = (
        list[str](),
        list[tuple[int, int]](),
        list[ReadMask](),
        list[int](),
        0,
    )
    for span, mask in _stretches(len(read.text), sorted(masks, key=lambda mask: mask.span)):
        old = read.origin[span.start : span.end]
        new = mask.name if mask else read.text[span.start : span.end]
        moved += [length] * len(span) if mask else range(length, length + len(span))
        origin += [(old[0][0], old[-1][1])] * len(new) if mask else old
        if mask:
            placed.append(replace(mask, span=Span(length, length + len(new))))
        parts.append(new)
        length += len(new)
    remasked = replace(read, text="".join(parts), origin=tuple(origin), masks=tuple(placed), in_place=False)
    return remasked, (*moved, length)


def _stretches(length: int, masks: Iterable[ReadMask]) -> Iterator[tuple[Span, ReadMask | None]]:
    """What is before, between and behind the masks, if anything, and the masks."""
    last = 0
    for mask in masks:
        if mask.span.start > last:
            yield Span(last, mask.span.start), None
        yield mask.span, mask
        last = mask.span.end
    if length > last:
        yield Span(last, length), None
