"""The translation of a sentence, from what the model made of its parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from bitext.alignment.words import Attention, AttentionPart, link_rows
from bitext.result.flags import Flag
from bitext.result.links import LinkRow, WordLinks
from bitext.text.document import Sentence, Span
from bitext.text.glimpse import count, glimpse
from bitext.text.masking import ReadMask, Unmasking
from bitext.text.words import words_of
from bitext.translation.capitals import raised
from bitext.translation.job import Job
from bitext.translation.preprocessing import ModelInput

_FIT = 0.5
"""How well what comes from a stretch in capitals has to fit, 1 at most, to be raised."""
_ONE = np.ones((1, 1), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class GivenMark:
    """A quotation mark of a translation that was given.

    ``span`` is where it stands now, one straight mark; ``written`` is what stood there. ``number`` is that of
    its quotation, ``depth`` 0 for an outer one; ``opens``: it is the opening mark.
    """

    span: Span
    number: int
    depth: int
    written: str
    opens: bool


@dataclass(frozen=True, slots=True, repr=False)
class Translation:
    """One translated sentence; ``str()`` of it is its text.

    ``score`` is the geometric mean of the probabilities of its pieces, 0 to 1. ``words`` are links
    in the offsets of the sentence that was given and of ``text``. ``flags``: *empty*, *copy*, *loop*
    (still wrong after a second try), *retried*, *omission* (a name, a number or a clause that nothing in
    ``text`` comes from), *number* (one that is not that of the source), *non-word* (a word that is neither in
    the source nor one of the target's language), *split* (too long for the model), *passed-through*
    (nothing to translate).
    ``kept`` are the stretches of ``text`` that stand there as in the source, or by a rule. ``attention`` is
    what the word links were read off. ``others`` are other translations of the sentence, where some were
    asked for, the best first. ``terms`` are links between the terms of a glossary and what stands for
    them; *term* is the flag of a translation that lacks one. ``marks`` are the quotation marks of one that
    comes from a translation memory (flag *memory*); None where the model has made it. ``doubt``: see
    :class:`bitext.Pair`.

    Example:
        >>> import bitext
        >>> (translation,) = bitext.load_model().translate(["Le vent se lève."])
        >>> 0 < translation.score <= 1
        True
        >>> [(link.source.text, link.target.text) for link in translation.words][:2]
        [('Le', 'The'), ('vent', 'wind')]
    """

    text: str
    score: float
    flags: tuple[Flag, ...]
    words: WordLinks
    attention: Attention = field(repr=False, compare=False)
    kept: tuple[Span, ...] = field(default=(), repr=False)
    others: tuple[Translation, ...] = field(default=(), repr=False)
    terms: WordLinks = field(default_factory=WordLinks, repr=False)
    marks: tuple[GivenMark, ...] | None = field(default=None, repr=False)
    doubt: float | None = None

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        shown = [count(len(self.words), "word link"), *self.flags]
        return f"<Translation {self.score:.2f}: {glimpse(self.text)}, {', '.join(shown)}>"


def joined(text: str, read: ModelInput, jobs: Sequence[Job]) -> Translation:
    r"""The translation of ``text``, of which the model ``read``\ s what is in ``jobs``."""
    if not jobs:
        return _passed_through(text, read)
    # Emoji and unknown characters at the sentence's edges never reach the model.
    first, last = jobs[0], jobs[-1]
    head = first.read.text[: first.subwords.spans[0].start]
    tail = last.read.text[last.subwords.spans[-1].end :]
    texts: list[str] = []
    parts: list[AttentionPart] = []
    scores: list[float] = []
    position = len(head)
    for job in jobs:
        part, spans = job.decoded()
        gap = job.lead or (" " if part and texts and not job.is_glued else "")
        position += len(gap)
        target = _moved(spans, position)
        parts.append(AttentionPart(job.read.spans_back(job.subwords.spans), target, job.outcome.attention))
        texts.append(gap + part)
        position += len(part)
        scores += [job.outcome.score] * max(1, len(job.outcome.pieces))
    masks = {mask.name: mask for one in (read, *(job.read for job in jobs)) for mask in one.masks}
    found = _raised(head + "".join(texts) + tail, Attention(tuple(parts), len(text)), read)
    translated, parts, kept = _restored(found, parts, masks.values())
    attention = Attention(tuple(parts), len(text))
    links = linked(link_rows(attention, text, translated), text, translated)
    return Translation(translated, float(np.exp(np.mean(scores))), _flags(jobs), links, attention, kept)


def _raised(text: str, attention: Attention, read: ModelInput) -> str:
    """The translation ``text`` with capitals where the sentence has them: all of it, or stretches."""
    for span in read.raised:
        if span == Span(0, attention.source_length):
            return raised(text)
        start, end, fit = attention.profile(text, span).best(None, None)
        if fit >= _FIT:
            text = text[:start] + raised(text[start:end]) + text[end:]
    return text


def _restored(
    text: str, parts: Sequence[AttentionPart], masks: Iterable[ReadMask]
) -> tuple[str, list[AttentionPart], tuple[Span, ...]]:
    """The translation with what was masked in its place, and where its parts and the masked now stand."""
    wanted = list(masks)
    if not wanted:
        return text, list(parts), ()
    shown = Unmasking(text, wanted)
    moved = [replace(part, target=tuple(map(shown.span, part.target))) for part in parts]
    return shown.text, moved, tuple(map(shown.span, shown.masks))


def _moved(spans: tuple[Span, ...], by: int) -> tuple[Span, ...]:
    """Spans of a part of a text where its ``by`` characters before it count."""
    return tuple(Span(span.start + by, span.end + by) for span in spans) if by else spans


def _flags(jobs: Sequence[Job]) -> tuple[Flag, ...]:
    flags: dict[Flag, None] = dict.fromkeys(flag for job in jobs for flag in job.flags)
    if any(job.is_part for job in jobs):
        flags["split"] = None
    return tuple(flags)


def _passed_through(text: str, read: ModelInput) -> Translation:
    """Numbers, links and symbols stay as they are."""
    spans = words_of(read.text)
    parts = [AttentionPart((a,), (b,), _ONE) for a, b in zip(read.spans_back(spans), spans, strict=True)]
    translated, parts, kept = _restored(read.text, parts, read.masks)
    rows = ((p.source[0].start, p.source[0].end, p.target[0].start, p.target[0].end) for p in parts)
    links = linked(rows, text, translated)
    return Translation(translated, 1.0, ("passed-through",), links, Attention(tuple(parts), len(text)), kept)


def linked(rows: Iterable[LinkRow], source: str, target: str) -> WordLinks:
    """The word links of a sentence and its translation."""
    sides = [(Sentence(0, len(text), text, 0),) for text in (source, target)]
    return WordLinks(rows).within(*sides)
