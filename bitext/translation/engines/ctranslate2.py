"""The CTranslate2 engine: the same weights in int8 on the processor, in float16 on CUDA."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any, Final

import msgspec
import numpy as np

from bitext.catalog.conversion_settings import WRITABLE
from bitext.translation.engines.base import (
    LONGEST_OUTPUT,
    AttentionMatrix,
    Avoided,
    BatchFound,
    Decoding,
    Engine,
    Hypothesis,
    Scores,
    in_batches,
    unusable,
)
from bitext.translation.engines.processors import usable_processors
from bitext.translation.engines.vocabulary import END

_LENGTHS = (16, 32, 48, 64, 96, 128, 192, 256, 384, 512)
"""The lengths that rows are padded to: near enough that little is padded, few enough that rows share them."""
_QUEUED = 4
"""Batches that wait for each worker: enough to keep it busy, few enough to be interrupted."""
_SEARCHED_PIECES = 64
"""Pieces of the source, padding included, up to which a batch is full: of longer ones it has fewer rows."""
_SCORED_PIECES = 16
"""The same for pieces of the target where they are scored: each takes a number for the whole vocabulary."""

_INHERITED: Final[list[object]] = []
"""Engines of a parent process, which are never deleted: that would wait for their threads."""

Kind = tuple[int, Hashable]
"""A length of a row, and whatever else the rows of a batch have in common."""


class CTranslateEngine:
    """A MarianMT model converted to CTranslate2, with its aligning head put first.

    What a sentence is padded to changes the last bits of its numbers, and now and then its translation. So
    each is padded to one of a few fixed lengths, which depends on its own alone: then both are the same to
    the last bit, whatever else is in the batch. CTranslate2 pads to the longest row of a batch; where no
    sentence has exactly the fixed length, a row of end tokens has it, the search for which ends at once.
    """

    name = "ctranslate2"

    def __init__(
        self,
        folder: Path,
        forced: Callable[[], Engine],
        device: str = "auto",
        batch_size: int | None = None,
        threads: int | None = None,
    ) -> None:
        """Load the model in ``folder``.

        ``forced`` makes the engine that runs forced passes; it is called when the first is asked
        for. ``threads`` is the number of processor cores to use (default: see
        :func:`usable_processors`); each works on a batch of its own.
        """
        import ctranslate2

        kind, index = _device(device, ctranslate2.get_cuda_device_count())
        on_cuda = kind == "cuda"
        self.device = f"cuda:{index}" if index else kind
        self._workers = 1 if on_cuda else threads or usable_processors()
        self._load: Callable[[], Any] = partial(
            ctranslate2.Translator,
            str(folder),
            device=kind,
            device_index=index,
            compute_type="int8_float16" if on_cuda else "int8",
            inter_threads=self._workers,
            intra_threads=1,
        )
        self._loaded = self._load()
        self._process = os.getpid()
        self._writable = _writable(folder / WRITABLE)
        self._batch_size = batch_size or (64 if on_cuda else 32)
        self._make_forced = forced
        self._forced: Engine | None = None
        self._forced_lock = Lock()

    @property
    def _translator(self) -> Any:
        """The engine of this process: in one that was forked, the threads of the parent's are not there."""
        if self._process != os.getpid():
            _INHERITED.append((self._loaded, self._forced))
            self._loaded, self._forced = self._load(), None
            self._forced_lock = Lock()
            self._process = os.getpid()
        return self._loaded

    def generate(
        self, sources: Sequence[Sequence[str]], decoding: Decoding, advance: BatchFound
    ) -> list[Hypothesis]:
        """See :meth:`bitext.translation.engines.base.Engine.generate`."""
        return [best for (best,) in self._generate(sources, decoding, 1, advance)]

    def alternatives(self, sources: Sequence[Sequence[str]], decoding: Decoding) -> list[list[Hypothesis]]:
        """See :meth:`bitext.translation.engines.base.Engine.alternatives`."""
        return self._generate(sources, decoding, decoding.beam, lambda _: None)

    def alternatives_without(
        self, sources: Sequence[Sequence[str]], avoided: Sequence[Avoided], decoding: Decoding
    ) -> list[list[Hypothesis]]:
        """See :meth:`bitext.translation.engines.base.Engine.alternatives_without`."""
        return self._generate(sources, decoding, decoding.beam, lambda _: None, avoided)

    def force(
        self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]
    ) -> list[AttentionMatrix]:
        """See :meth:`bitext.translation.engines.base.Engine.force`."""
        _ = self._translator  # in a forked process, first of all loaded anew
        with self._forced_lock:
            if self._forced is None:
                self._forced = self._make_forced()
        return self._forced.force(sources, targets)

    def score(self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]) -> list[Scores]:
        """See :meth:`bitext.translation.engines.base.Engine.score`."""
        kinds = [(len(target) + 1, len(source) + 1) for source, target in zip(sources, targets, strict=True)]
        waiting = [
            (batch, self._score([sources[i] for i in batch], [targets[i] for i in batch]))
            for batch in _batches(kinds, self._batch_size, _SCORED_PIECES * self._batch_size)
        ]
        found: dict[int, Scores] = {}
        for batch, results in waiting:
            for index, result in zip(batch, results, strict=True):
                scores = np.array(result.result().log_probs, dtype=np.float32)
                lacking = [i for i, piece in enumerate(targets[index]) if not self._can_write(piece)]
                scores[lacking] = -np.inf
                found[index] = scores
        return [found[index] for index in range(len(sources))]

    def _score(self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]) -> list[Any]:
        """The scores to come."""
        results: list[Any] = self._translator.score_batch(
            [[*source, END] for source in sources],
            # CTranslate2 adds the end token of a target itself.
            [*map(list, targets)],
            max_input_length=0,
            asynchronous=True,
        )
        return results

    def _can_write(self, piece: str) -> bool:
        return self._writable is None or piece in self._writable

    def _generate(
        self,
        sources: Sequence[Sequence[str]],
        decoding: Decoding,
        count: int,
        advance: BatchFound,
        avoided: Sequence[Avoided] | None = None,
    ) -> list[list[Hypothesis]]:
        """The ``count`` best hypotheses of each source, without what is ``avoided`` in each."""
        avoided = avoided or [()] * len(sources)
        waiting: deque[tuple[list[int], list[Any]]] = deque()
        found: dict[int, list[Hypothesis]] = {}

        def search(batch: Sequence[int]) -> list[Any]:
            return self._search([sources[i] for i in batch], decoding, count, avoided[batch[0]])

        def finish() -> None:
            """Wait for the results of a batch; where memory ran out, compute it in smaller parts."""
            batch, results = waiting.popleft()

            def run(part: Sequence[int]) -> None:
                pending = results if len(part) == len(batch) else search(part)
                for index, result in zip(part, pending, strict=False):
                    found[index] = _hypotheses(result.result(), len(sources[index]), decoding.length_penalty)

            in_batches(batch, len(batch), run)
            advance({index: found[index][0] for index in batch})

        kinds = [
            (padded_length(len(source) + 1), runs) for source, runs in zip(sources, avoided, strict=True)
        ]
        for batch in _batches(kinds, self._batch_size, _SEARCHED_PIECES * self._batch_size):
            if len(waiting) >= _QUEUED * self._workers:
                finish()
            waiting.append((batch, search(batch)))
        while waiting:
            finish()
        return [found[i] for i in range(len(sources))]

    def _search(
        self, sources: Sequence[Sequence[str]], decoding: Decoding, count: int, avoided: Avoided
    ) -> list[Any]:
        longest = padded_length(max(map(len, sources)) + 1)
        rows = [[*source, END] for source in sources]
        if all(len(row) < longest for row in rows):
            rows.append([END] * longest)
        results: list[Any] = self._translator.translate_batch(
            rows,
            beam_size=decoding.beam,
            num_hypotheses=count,
            length_penalty=decoding.length_penalty,
            repetition_penalty=decoding.repetition_penalty,
            no_repeat_ngram_size=decoding.no_repeat_ngram,
            suppress_sequences=[list(pieces) for pieces in avoided] or None,
            max_input_length=0,
            max_decoding_length=LONGEST_OUTPUT,
            return_scores=True,
            return_attention=True,
            return_end_token=True,
            asynchronous=True,
        )
        return results


def _writable(file: Path) -> frozenset[str] | None:
    """The pieces that a model can write, kept in ``file``; none where these are all."""
    return frozenset(msgspec.json.decode(file.read_bytes(), type=list[str])) if file.is_file() else None


def padded_length(length: int) -> int:
    """The fixed length that a row of ``length`` pieces, its end included, is padded to."""
    return next((fixed for fixed in _LENGTHS if length <= fixed), -(-length // _LENGTHS[-1]) * _LENGTHS[-1])


def _batches(kinds: Sequence[Kind], size: int, pieces: int) -> Iterator[list[int]]:
    """Indices of at most ``size`` rows of the same kind, the longest first; ``pieces``: so many in all."""
    by_kind: dict[Kind, list[int]] = {}
    for index, kind in enumerate(kinds):
        by_kind.setdefault(kind, []).append(index)
    for kind in sorted(by_kind, key=lambda kind: kind[0], reverse=True):
        order = by_kind[kind]
        rows = max(1, min(size, pieces // kind[0]))
        for first in range(0, len(order), rows):
            yield order[first : first + rows]


def _hypotheses(result: Any, source_length: int, length_penalty: float) -> list[Hypothesis]:
    return [
        _hypothesis(list(pieces), attention, score * len(pieces) ** (length_penalty - 1), source_length)
        for pieces, attention, score in zip(result.hypotheses, result.attention, result.scores, strict=True)
    ]


def _hypothesis(pieces: list[str], rows: Sequence[Any], score: float, source_length: int) -> Hypothesis:
    if pieces and pieces[-1] == END:
        pieces.pop()
    attention = np.zeros((len(pieces), source_length), dtype=np.float32)
    # Row t + 1 has piece t as its input: the attention is sharpest one step after the word.
    after = np.array(rows[1 : len(pieces) + 1], dtype=np.float32)
    if after.size:
        attention[: len(after)] = after[:, :source_length]
    return Hypothesis(tuple(pieces), float(score), attention)


def _device(device: str, cards: int) -> tuple[str, int]:
    """The kind and the number of a device; ``cards`` is how many CUDA devices there are."""
    if device == "auto":
        return ("cuda" if cards else "cpu"), 0
    here = ["cpu", *(f"cuda:{number}" for number in range(cards))]
    kind, _, index = device.partition(":")
    if device != "cpu" and f"{kind}:{index or 0}" not in here:
        raise unusable(device, CTranslateEngine.name, "there is none of that name", here)
    return kind, int(index or 0)
