"""The CTranslate2 engine: the same weights in int8 on the processor, in float16 on CUDA."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from bitext.engines.base import Advance, Attention, Decoding, Engine, Hypothesis, in_batches, longest_output


class CTranslateEngine:
    """A MarianMT model converted to CTranslate2, with its aligning head put first."""

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
        for. ``threads`` is the number of processor cores to use (default: all that this process may
        use); each works on a batch of its own.
        """
        import ctranslate2

        if device == "auto":
            device = "cuda" if ctranslate2.get_cuda_device_count() else "cpu"
        self.device = device
        on_cuda = device.startswith("cuda")
        self._workers = 1 if on_cuda else threads or _cores()
        kind, _, index = device.partition(":")
        self._translator = ctranslate2.Translator(
            str(folder),
            device=kind,
            device_index=int(index or 0),
            compute_type="int8_float16" if on_cuda else "int8",
            inter_threads=self._workers,
            intra_threads=1,
        )
        self._batch_size = batch_size or (64 if on_cuda else 16)
        self._make_forced = forced
        self._forced: Engine | None = None

    def generate(
        self, sources: Sequence[Sequence[str]], decoding: Decoding, advance: Advance
    ) -> list[Hypothesis]:
        found: dict[int, Hypothesis] = {}

        def run(batch: Sequence[int]) -> None:
            found.update(zip(batch, self._search([sources[i] for i in batch], decoding), strict=True))

        order = sorted(range(len(sources)), key=lambda i: (-len(sources[i]), i))
        in_batches(order, self._workers * self._batch_size, run, advance)
        return [found[i] for i in range(len(sources))]

    def force(self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]) -> list[Attention]:
        if self._forced is None:
            self._forced = self._make_forced()
        return self._forced.force(sources, targets)

    def _search(self, sources: list[Sequence[str]], decoding: Decoding) -> list[Hypothesis]:
        results = self._translator.translate_batch(
            [list(source) for source in sources],
            max_batch_size=self._batch_size,
            beam_size=decoding.beam,
            length_penalty=decoding.length_penalty,
            repetition_penalty=decoding.repetition_penalty,
            no_repeat_ngram_size=decoding.no_repeat_ngram,
            max_input_length=0,
            max_decoding_length=longest_output(max(map(len, sources))),
            return_scores=True,
            return_attention=True,
            return_end_token=True,
        )
        return [_hypothesis(result, len(source)) for result, source in zip(results, sources, strict=True)]


def _hypothesis(result: object, source_length: int) -> Hypothesis:
    raise NotImplementedError


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


_ = (np, Attention)
