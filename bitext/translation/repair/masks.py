"""Translation around masks that a model dropped, doubled or changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from bitext.text.document import Span
from bitext.text.masking import mask_spans
from bitext.translation.engines.base import Hypothesis
from bitext.translation.engines.vocabulary import Subwords, Vocabulary
from bitext.translation.job import Job, has_words

_SPACE = "▁"


def has_lost_a_mask(job: Job) -> bool:
    """Whether a mask that the job reads is not once in its outcome."""
    text, _ = job.decoded()
    return any(len(mask_spans(mask.name, text)) != 1 for mask in job.masks)


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
    found = vocabulary.encode_source(body)
    subwords = Subwords(found.pieces, tuple(Span(s.start + start, s.end + start) for s in found.spans))
    is_glued = start > 0 and not job.read.text[start - 1].isspace()
    part = Job(job.sentence, job.read, subwords, is_glued=is_glued, is_stretch=True)
    if is_mask or not has_words(body):
        echo = np.eye(len(subwords), dtype=np.float32)
        part.hypothesis = Hypothesis(subwords.pieces, 0.0, echo)
    yield part
