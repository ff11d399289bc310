"""Sentences to translations: what the model reads, the engine, the repairs, and back to the text given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from bitext import catalog
from bitext.alignment.words import Attention, AttentionPart, link_rows
from bitext.errors import InputError
from bitext.languages.pairs import pair_of
from bitext.result.flags import Flag
from bitext.result.links import WordLinks
from bitext.text.document import Span
from bitext.text.words import words_of
from bitext.translation.engines.base import Decoding, Engine
from bitext.translation.engines.vocabulary import Subwords, Vocabulary
from bitext.translation.job import Job, jobs_of
from bitext.translation.preprocessing import ModelInput, SentenceMark, prepare
from bitext.translation.progress import Progress, SentenceCounter
from bitext.translation.repair.passes import Repairs

_WINDOW = 2048
_ONE = np.ones((1, 1), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Translation:
    """One translated sentence.

    ``score`` is the geometric mean of the probabilities of its pieces, 0 to 1. ``words`` are links
    in the offsets of the sentence that was given and of ``text``. ``flags``: *empty*, *copy*, *loop*
    (still wrong after a second try), *retried*, *omission* (a name, a number or a clause that nothing in
    ``text`` comes from), *split* (too long for the model), *passed-through* (nothing to translate).
    """

    text: str
    score: float
    flags: tuple[Flag, ...]
    words: WordLinks
    attention: Attention = field(repr=False, compare=False)


class Translator:
    """A model that is loaded and ready; made by :func:`load`."""

    def __init__(self, engine: Engine, vocabulary: Vocabulary, info: catalog.ModelInfo) -> None:
        self.engine = engine
        self.info = info
        self._vocabulary = vocabulary
        self.pair = pair_of(info.source, info.target)
        self._repairs = Repairs(engine, vocabulary, self.pair)

    def __repr__(self) -> str:
        return f"<Translator {self.info.name}, {self.engine.name} on {self.engine.device}>"

    def translate(
        self,
        sentences: Sequence[str],
        beam: int | None = None,
        *,
        length_penalty: float = 1.0,
        marks: Sequence[Sequence[SentenceMark]] | None = None,
        progress: Progress | None = None,
    ) -> list[Translation]:
        """Translate each of ``sentences`` by itself; one translation each, in the same order.

        ``beam`` is the number of hypotheses kept (default: the model's own). ``marks`` are the
        quotation marks of each sentence; without them the model reads every mark as a straight one
        and the text has what it makes of them. :class:`bitext.Aligner` puts marks in their place.

        Raises:
            InputError: if ``sentences`` is one string, or ``beam`` is below 1.
        """
        return list(
            self.stream(sentences, beam, length_penalty=length_penalty, marks=marks, progress=progress)
        )

    def stream(
        self,
        sentences: Sequence[str],
        beam: int | None = None,
        *,
        length_penalty: float = 1.0,
        marks: Sequence[Sequence[SentenceMark]] | None = None,
        segmented: bool = False,
        progress: Progress | None = None,
    ) -> Iterator[Translation]:
        """Like :meth:`translate`, one translation after the other, so that a book fits in memory.

        ``segmented``: each item is known to be one sentence, as those of :func:`bitext.segment` are.
        Otherwise an item may hold several, and each is translated by itself.
        """
        if isinstance(sentences, str):
            raise InputError("translate() takes a list of sentences; for one text use bitext.align(text).")
        beam = self.info.decoding.beam if beam is None else beam
        if beam < 1:
            raise InputError(f"beam must be 1 or more, not {beam}.")
        if marks is None:
            marks = [()] * len(sentences)
        decoding = Decoding(beam=beam, length_penalty=length_penalty)
        lang = None if segmented else self.info.source
        counter = SentenceCounter(len(sentences), progress)
        for first in range(0, len(sentences), _WINDOW):
            window = slice(first, first + _WINDOW)
            yield from self._translate(sentences[window], marks[window], decoding, lang, counter)

    def align_words(self, pairs: Sequence[tuple[str, str]], *, tight: bool = True) -> list[Attention]:
        """The attention between sentences and translations that are given, from one pass over each pair.

        What is longer than the model reads is cut on both sides in proportion. The spans of an attention are
        in the two sentences as they were given. ``tight`` is that of :func:`prepare`.
        """
        inputs = [(prepare(source, tight=tight), prepare(target, tight=tight)) for source, target in pairs]
        parts = [self._parts(source, target) for source, target in inputs]
        flat = [part for group in parts for part in group]
        found = iter(self.engine.force([one.pieces for one, _ in flat], [two.pieces for _, two in flat]))
        return [
            Attention(
                tuple(
                    AttentionPart(source.spans_back(one.spans), target.spans_back(two.spans), next(found))
                    for one, two in group
                ),
                len(text),
            )
            for (text, _), (source, target), group in zip(pairs, inputs, parts, strict=True)
        ]

    def _parts(self, source: ModelInput, target: ModelInput) -> list[tuple[Subwords, Subwords]]:
        """The subwords of both sides in parts that are short enough for the model."""
        one = self._vocabulary.encode_source(source.text)
        two = self._vocabulary.encode_target(target.text)
        longest = self.info.decoding.longest_source
        count = max(1, -(-len(one) // longest), -(-len(two) // longest))
        cuts = [(len(one) * k // count, len(two) * k // count) for k in range(count + 1)]
        return [(one[a:c], two[b:d]) for (a, b), (c, d) in pairwise(cuts) if c > a and d > b]

    def _translate(
        self,
        texts: Sequence[str],
        marks: Sequence[Sequence[SentenceMark]],
        decoding: Decoding,
        lang: str | None,
        counter: SentenceCounter,
    ) -> list[Translation]:
        inputs = [prepare(text, found) for text, found in zip(texts, marks, strict=True)]
        longest = self.info.decoding.longest_source
        groups = [
            jobs_of(number, text, read, self._vocabulary, longest, lang)
            for number, (text, read) in enumerate(zip(texts, inputs, strict=True))
        ]
        jobs = [job for group in groups for job in group]
        counter.skip(sum(1 for group in groups if not group))
        counter.expect(len(jobs), len(groups))
        found = self.engine.generate([job.subwords.pieces for job in jobs], decoding, counter.advance)
        for job, hypothesis in zip(jobs, found, strict=True):
            job.hypothesis = hypothesis
        self._repairs.run(jobs, decoding)
        return [joined(*row) for row in zip(texts, inputs, groups, strict=True)]


def joined(text: str, read: ModelInput, jobs: Sequence[Job]) -> Translation:
    r"""The translation of ``text``, of which the model ``read``\ s what is in ``jobs``."""
    if not jobs:
        return _passed_through(text, read)
    # Emoji and unknown characters at the sentence's edges never reach the model.
    head = read.text[: jobs[0].subwords.spans[0].start]
    tail = read.text[jobs[-1].subwords.spans[-1].end :]
    texts: list[str] = []
    parts: list[AttentionPart] = []
    scores: list[float] = []
    position = len(head)
    for job in jobs:
        part, spans = job.decoded()
        position += bool(part and texts)
        target = tuple(Span(span.start + position, span.end + position) for span in spans)
        parts.append(AttentionPart(read.spans_back(job.subwords.spans), target, job.outcome.attention))
        if part:
            texts.append(part)
        position += len(part)
        scores += [job.outcome.score] * max(1, len(job.outcome.pieces))
    translated = head + " ".join(texts) + tail
    attention = Attention(tuple(parts), len(text))
    links = WordLinks(link_rows(attention, text, translated))
    return Translation(translated, float(np.exp(np.mean(scores))), _flags(jobs), links, attention)


def _flags(jobs: Sequence[Job]) -> tuple[Flag, ...]:
    flags: dict[Flag, None] = dict.fromkeys(flag for job in jobs for flag in job.flags)
    if any(job.is_part for job in jobs):
        flags["split"] = None
    return tuple(flags)


def _passed_through(text: str, read: ModelInput) -> Translation:
    """Numbers, links and symbols stay as they are."""
    spans = tuple(words_of(read.text))
    origins = read.spans_back(spans)
    links = WordLinks((a.start, a.end, b.start, b.end) for a, b in zip(origins, spans, strict=True))
    parts = tuple(AttentionPart((a,), (b,), _ONE) for a, b in zip(origins, spans, strict=True))
    return Translation(read.text, 1.0, ("passed-through",), links, Attention(parts, len(text)))
