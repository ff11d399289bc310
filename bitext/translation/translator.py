"""Sentences → translations: preparation, engine, repair, and the way back to the caller's text."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from bitext import catalog
from bitext.alignment.words import Part, Trace, link_rows
from bitext.errors import InputError
from bitext.result.links import WordLinks
from bitext.segmentation.segment import segment
from bitext.text.document import Span
from bitext.text.words import words_of
from bitext.translation.chunking import split_long
from bitext.translation.engines.base import Decoding, Engine, Hypothesis
from bitext.translation.engines.vocabulary import UNKNOWN, Pieces, Vocabulary, decode
from bitext.translation.preprocessing import Prepared, SentenceMark, prepare
from bitext.translation.progress import Tell, _Counter
from bitext.translation.repair.faults import symptoms
from bitext.translation.repair.miscopies import corrected, is_guess, slips
from bitext.translation.repair.omissions import omissions

_WINDOW = 2048
_WIDE = 6
"""The beam of a second try."""
_ONE = np.ones((1, 1), dtype=np.float32)
_LINK = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+")


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
    flags: tuple[str, ...]
    words: WordLinks
    trace: Trace = field(repr=False, compare=False)


@dataclass(slots=True)
class _Job:
    """What the model reads in one go: a sentence, or a part of one that is too long."""

    sentence: int
    pieces: Pieces
    is_part: bool = False
    hypothesis: Hypothesis | None = None
    flags: tuple[str, ...] = ()


class Translator:
    """A model that is loaded and ready; made by :func:`load`."""

    def __init__(self, engine: Engine, vocabulary: Vocabulary, info: catalog.ModelInfo) -> None:
        self.engine = engine
        self.info = info
        self._vocabulary = vocabulary

    def __repr__(self) -> str:
        return f"<Translator {self.info.name}, {self.engine.name} on {self.engine.device}>"

    def translate(
        self,
        sentences: Sequence[str],
        beam: int | None = None,
        *,
        length_penalty: float = 1.0,
        marks: Sequence[Sequence[SentenceMark]] | None = None,
        progress: Tell | None = None,
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
        progress: Tell | None = None,
    ) -> Iterator[Translation]:
        """Like :meth:`translate`, one translation after the other, so that a book fits in memory."""
        if isinstance(sentences, str):
            raise InputError("translate() takes a list of sentences; for one text use bitext.align(text).")
        beam = self.info.decoding.beam if beam is None else beam
        if beam < 1:
            raise InputError(f"beam must be 1 or more, not {beam}.")
        if marks is None:
            marks = [()] * len(sentences)
        decoding = Decoding(beam=beam, length_penalty=length_penalty)
        done = _Counter(len(sentences), progress)
        for first in range(0, len(sentences), _WINDOW):
            window = slice(first, first + _WINDOW)
            yield from self._translate(sentences[window], marks[window], decoding, done)

    def force(self, pairs: Sequence[tuple[Prepared, int, Prepared]]) -> list[Trace]:
        """The attention of translations that are given, from one pass of the model over each.

        ``pairs``: the French that was prepared, the length of the French sentence, the English that was
        prepared. What is longer than the model reads is cut on both sides in proportion. The spans of a
        trace are in the two sentences.
        """
        cuts = [self._cuts(source, target) for source, _, target in pairs]
        flat = [part for parts in cuts for part in parts]
        attention = iter(self.engine.force([one.pieces for one, _ in flat], [two.pieces for _, two in flat]))
        return [
            Trace(
                tuple(
                    Part(source.spans_back(one.spans), target.spans_back(two.spans), next(attention))
                    for one, two in parts
                ),
                length,
            )
            for (source, length, target), parts in zip(pairs, cuts, strict=True)
        ]

    def _cuts(self, source: Prepared, target: Prepared) -> list[tuple[Pieces, Pieces]]:
        """The pieces of both sides in parts that are short enough for the model."""
        french = self._vocabulary.encode_source(source.text)
        english = self._vocabulary.encode_target(target.text)
        longest = self.info.decoding.longest_source
        count = max(1, -(-len(french) // longest), -(-len(english) // longest))
        cuts = [(len(french) * k // count, len(english) * k // count) for k in range(count + 1)]
        return [(french[a:c], english[b:d]) for (a, b), (c, d) in pairwise(cuts) if c > a and d > b]

    def _translate(
        self,
        sentences: Sequence[str],
        marks: Sequence[Sequence[SentenceMark]],
        decoding: Decoding,
        done: _Counter,
    ) -> list[Translation]:
        prepared = [prepare(text, found) for text, found in zip(sentences, marks, strict=True)]
        jobs: list[list[_Job]] = []
        for index, (text, source) in enumerate(zip(sentences, prepared, strict=True)):
            jobs.append(self._jobs(index, text, source) if _has_words(source.text) else [])
        flat = [job for group in jobs for job in group]
        done.skip(sum(1 for group in jobs if not group))
        self._run(flat, prepared, decoding, done)
        return [
            self._join(text, source, group)
            for text, source, group in zip(sentences, prepared, jobs, strict=True)
        ]

    def _jobs(self, index: int, text: str, source: Prepared) -> list[_Job]:
        """The parts to translate: what was given as one sentence may hold several, or a long one."""
        pieces = _known(self._vocabulary.encode_source(source.text))
        jobs = []
        for first, end in pairwise(_borders(text, source.spans_back(pieces.spans))):
            runs = split_long(source.text, pieces.spans[first:end], self.info.decoding.longest_source)
            jobs += [_Job(index, pieces[first + a : first + b], len(runs) > 1) for a, b in runs if b > a]
        return jobs

    def _run(
        self, jobs: list[_Job], prepared: Sequence[Prepared], decoding: Decoding, done: _Counter
    ) -> None:
        """Translate the jobs, and mend what is wrong with the outcome."""
        counts: dict[int, int] = {}
        for job in jobs:
            counts[job.sentence] = counts.get(job.sentence, 0) + 1
        done.expect(len(jobs), len(counts))
        found = self.engine.generate([job.pieces.pieces for job in jobs], decoding, done.advance)
        for job, hypothesis in zip(jobs, found, strict=True):
            job.hypothesis = hypothesis
            job.flags = _symptoms(job, prepared[job.sentence])
        self._try_again([job for job in jobs if job.flags], prepared, decoding)
        self._complete(jobs, prepared, decoding)
        self._mend(jobs, prepared)

    def _try_again(self, wrong: Sequence[_Job], prepared: Sequence[Prepared], decoding: Decoding) -> None:
        """Translate jobs whose outcome is wrong once more, with other settings."""
        if not wrong:
            return
        careful = replace(decoding, beam=max(decoding.beam, _WIDE), repetition_penalty=1.3, no_repeat_ngram=4)
        sources = [job.pieces.pieces for job in wrong]
        again = self.engine.generate(sources, careful, lambda _: None)
        # A penalty changes the scores of the search, too.
        plain = self.engine.score(sources, [hypothesis.pieces for hypothesis in again])
        for job, hypothesis, scores in zip(wrong, again, plain, strict=True):
            scored = replace(hypothesis, score=float(scores.mean()))
            second = replace(job, hypothesis=scored)
            second.flags = _symptoms(second, prepared[job.sentence])
            if len(second.flags) <= len(job.flags):
                job.hypothesis, job.flags = scored, second.flags
            job.flags = (*job.flags, "retried")

    def _complete(self, jobs: Sequence[_Job], prepared: Sequence[Prepared], decoding: Decoding) -> None:
        """Where something was left out, take what a wider search finds with the least left out."""

        def left_out(job: _Job) -> int:
            return len(omissions(prepared[job.sentence].text, job.pieces, _found(job), self._vocabulary))

        wanting = [job for job in jobs if left_out(job)]
        if not wanting:
            return
        wide = replace(decoding, beam=max(decoding.beam, _WIDE))
        found = self.engine.alternatives([job.pieces.pieces for job in wanting], wide)
        for job, hypotheses in zip(wanting, found, strict=True):
            all_found = [job, *(replace(job, hypothesis=hypothesis) for hypothesis in hypotheses)]
            sound = [one for one in all_found if not _symptoms(one, prepared[job.sentence])]
            best = min(sound or [job], key=left_out)
            if best is not job:
                job.hypothesis = best.hypothesis
                job.flags = tuple(flag for flag in job.flags if flag == "retried")
            if left_out(job):
                job.flags = (*job.flags, "omission")

    def _mend(self, jobs: Sequence[_Job], prepared: Sequence[Prepared]) -> None:
        """Write miscopied names and numbers as in the French, unless the model likes its form much better."""
        doubtful = [
            (job, slip)
            for job in jobs
            for slip in slips(prepared[job.sentence].text, job.pieces, _found(job), self._vocabulary)
        ]
        sources = [job.pieces.pieces for job, _ in doubtful]
        right = [corrected(_found(job), slip) for job, slip in doubtful]
        scores = self.engine.score(sources, [one.pieces for one in right])
        losses = [
            _found(job).log_probability - float(score.sum())
            for (job, _), score in zip(doubtful, scores, strict=True)
        ]
        close = [n for n, (_, slip) in enumerate(doubtful) if slip.worse <= losses[n] < slip.guessed_worse]
        own = self.engine.score([sources[n] for n in close], [_found(doubtful[n][0]).pieces for n in close])
        guessed = {n for n, score in zip(close, own, strict=True) if is_guess(score, doubtful[n][1])}
        # From the last one on, so that the places of those before it stay true.
        for n, (job, slip) in reversed(list(enumerate(doubtful))):
            if losses[n] < (slip.guessed_worse if n in guessed else slip.worse):
                job.hypothesis = corrected(_found(job), slip)

    def _join(self, text: str, source: Prepared, jobs: Sequence[_Job]) -> Translation:
        if not jobs:
            return _passed_through(text, source)
        # Emoji and unknown characters at the sentence's edges never reach the model.
        head = source.text[: jobs[0].pieces.spans[0].start]
        tail = source.text[jobs[-1].pieces.spans[-1].end :]
        texts: list[str] = []
        parts: list[Part] = []
        scores: list[float] = []
        position = len(head)
        for job in jobs:
            hypothesis = _found(job)
            text_part, spans = decode(hypothesis.pieces, _unknown_words(job, source))
            position += bool(text_part and texts)
            target = tuple(Span(span.start + position, span.end + position) for span in spans)
            parts.append(Part(source.spans_back(job.pieces.spans), target, hypothesis.attention))
            if text_part:
                texts.append(text_part)
            position += len(text_part)
            scores += [hypothesis.score] * max(1, len(hypothesis.pieces))
        english = head + " ".join(texts) + tail
        trace = Trace(tuple(parts), len(text))
        flags = dict.fromkeys(flag for job in jobs for flag in job.flags)
        if any(job.is_part for job in jobs):
            flags["split"] = None
        links = WordLinks(link_rows(trace, text, english))
        return Translation(english, float(np.exp(np.mean(scores))), tuple(flags), links, trace)


def _known(pieces: Pieces) -> Pieces:
    """The pieces without those at the edges that the model can only lose: unknown ones and emoji."""
    known = [i for i, piece in enumerate(pieces.pieces) if piece != UNKNOWN and not _is_symbol(piece)]
    return pieces[known[0] : known[-1] + 1] if known else pieces[:0]


def _is_symbol(piece: str) -> bool:
    return all(unicodedata.category(character) == "So" for character in piece.removeprefix("▁"))


def _has_words(text: str) -> bool:
    """Whether there is anything to translate: a letter outside links and addresses."""
    return any(character.isalpha() for character in _LINK.sub("", text))


def _borders(text: str, spans: Sequence[Span]) -> list[int]:
    """Where the sentences of ``text`` begin and end, counted in the pieces at ``spans``.

    A sentence without a word stays with the one before it: alone, it makes the model talk.
    """
    borders = [0]
    sentences = segment(text).sentences if len(spans) > 1 else ()
    for sentence in sentences[1:]:
        first = bisect_left(spans, sentence.start, key=lambda span: span.start)
        before = text[spans[borders[-1]].start : sentence.start]
        if borders[-1] < first < len(spans) and _has_words(before) and _has_words(sentence.text):
            borders.append(first)
    return [*borders, len(spans)]


def _found(job: _Job) -> Hypothesis:
    if job.hypothesis is None:
        raise AssertionError("a job was not run")
    return job.hypothesis


def _symptoms(job: _Job, source: Prepared) -> tuple[str, ...]:
    pieces = _found(job).pieces
    spans = job.pieces.spans
    read = source.text[spans[0].start : spans[-1].end]
    return symptoms(read, decode(pieces)[0], job.pieces.pieces, pieces)


def _unknown_words(job: _Job, source: Prepared) -> list[str]:
    """For each piece that the model could not write, the French that it stands for."""
    hypothesis = _found(job)
    words = []
    for row, piece in enumerate(hypothesis.pieces):
        if piece == UNKNOWN:
            span = job.pieces.spans[int(hypothesis.attention[row].argmax())]
            words.append(source.text[span.start : span.end] or "\ufffd")
    return words


def _passed_through(text: str, source: Prepared) -> Translation:
    """Numbers, links and symbols stay as they are."""
    spans = tuple(words_of(source.text))
    origins = source.spans_back(spans)
    links = WordLinks((a.start, a.end, b.start, b.end) for a, b in zip(origins, spans, strict=True))
    trace = Trace(tuple(Part((a,), (b,), _ONE) for a, b in zip(origins, spans, strict=True)), len(text))
    return Translation(source.text, 1.0, ("passed-through",), links, trace)
