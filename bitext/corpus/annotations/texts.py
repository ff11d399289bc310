"""A text with annotations, whatever file it comes from, and what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from bitext.aligner.batch import BatchText, align_batch
from bitext.errors import FormatError, InputError
from bitext.result.projection import Projector
from bitext.text.document import Span

if TYPE_CHECKING:
    from bitext.aligner import Aligner
    from bitext.result.bitext import Bitext

_BATCH: Final = 256
"""Texts that go through the model together."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """A label on a stretch of a text, or on several; ``key`` is its name in the file."""

    label: str
    spans: tuple[Span, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class AnnotatedText:
    """A text with ``annotations``; ``target`` is its translation where there is one already.

    ``rest`` is what else its file has of it.
    """

    text: str
    annotations: tuple[Annotation, ...]
    target: str | None = None
    rest: Any = None


@dataclass(frozen=True, slots=True)
class ProjectedText:
    """A text in translation: ``annotations`` are those of ``source``, in their order.

    Each has its spans in ``text``, with the ``confidence`` in them; None where it has no counterpart.
    """

    source: AnnotatedText
    text: str
    annotations: tuple[Annotation | None, ...]
    confidence: tuple[float, ...] = field(default=())


def project_texts(aligner: Aligner, texts: Iterable[AnnotatedText]) -> Iterator[ProjectedText]:
    """Translate texts, or link them to their translations, and take their annotations along.

    Raises:
        InputError: a text cannot be worked on.
        ModelError: the model cannot be used.
    """
    rest = iter(texts)
    while some := list(islice(rest, _BATCH)):
        found = align_batch(aligner, [BatchText(one.text, one.target, unwrap=False) for one in some])
        for one, done in zip(some, found, strict=True):
            if done.result is None:
                raise InputError(f"no translation of {one.text[:40]!r}: {done.error}") from done.error
            yield _projected(one, done.result)


def _projected(text: AnnotatedText, result: Bitext) -> ProjectedText:
    projector = Projector(result)
    found = [_project(projector, one) for one in text.annotations]
    annotations = tuple(one[0] if one else None for one in found)
    return ProjectedText(
        text, result.target.text, annotations, tuple(one[1] if one else 0.0 for one in found)
    )


def _project(projector: Projector, annotation: Annotation) -> tuple[Annotation, float] | None:
    """An annotation on the other side, all of its stretches together."""
    found = [projector.project(span.start, span.end) for span in annotation.spans]
    there = [one for one in found if one is not None]
    if not there:
        return None
    spans = _merged(Span(span.start, span.end) for one in there for span in one.spans)
    confidence = sum(one.confidence for one in there) / len(found)
    return Annotation(annotation.label, tuple(spans), annotation.key), confidence


def _merged(spans: Iterable[Span]) -> list[Span]:
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def checked(start: object, end: object, label: object, text: str, place: str) -> Annotation:
    """An annotation of a file. Raises FormatError where it is none of ``text``."""
    if type(start) is not int or type(end) is not int or not isinstance(label, str):
        raise FormatError(f"{place}: a span is [start, end, label], not {[start, end, label]!r}.")
    if not 0 <= start < end <= len(text):
        raise FormatError(f"{place}: {start} to {end} is no stretch of the text of {len(text)} characters.")
    return Annotation(label, (Span(start, end),))


def counts(texts: Sequence[ProjectedText]) -> tuple[int, int]:
    """How many annotations the texts have, and how many of them have no counterpart."""
    every = [one for text in texts for one in text.annotations]
    return len(every), every.count(None)
