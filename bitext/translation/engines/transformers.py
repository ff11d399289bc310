"""The transformers engine: ``MarianMTModel`` on any device.

It also serves the other engine for forced passes, since it shows the attention of every head.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bitext.translation.engines.base import (
    LONGEST_OUTPUT,
    AttentionMatrix,
    Avoided,
    BatchFound,
    Decoding,
    Hypothesis,
    Scores,
    in_batches,
    unusable,
)
from bitext.translation.engines.vocabulary import END, Vocabulary

_AREA = 2_500
"""Source pieces times target pieces of a sentence of the usual length."""

LENGTH_STEP = 8
"""Sources are padded to a multiple of this, whatever their batch-mates are."""


def _use_one_thread() -> None:
    """In a forked process: the threads of the parent are not there, and several would wait for them."""
    if "torch" in sys.modules:
        sys.modules["torch"].set_num_threads(1)


if hasattr(os, "register_at_fork"):  # not on Windows, which does not fork
    os.register_at_fork(after_in_child=_use_one_thread)


class MarianEngine:
    """A MarianMT model run by transformers.

    A batch is padded to a length that depends on each sentence alone and filled up to its full
    size, so that every sentence is computed in the same shapes whoever shares its batch.
    """

    name = "transformers"

    def __init__(
        self,
        folder: Path,
        vocabulary: Vocabulary,
        heads: Sequence[tuple[int, int, float]],
        device: str = "auto",
        batch_size: int | None = None,
    ) -> None:
        """Load the model in ``folder``; ``heads`` are (layer, head, weight) of the aligning heads."""
        import torch
        from transformers import MarianMTModel
        from transformers.utils import logging

        quiet: Any = logging.disable_progress_bar
        quiet()
        self._torch = torch
        self.device = _device(device)
        on_cuda = self.device.startswith("cuda")
        dtype = torch.float16 if on_cuda else torch.float32
        model: Any = MarianMTModel.from_pretrained(folder, attn_implementation="eager", dtype=dtype)
        self._model = model.to(self.device).eval()
        self._ids = vocabulary.ids
        self._pieces = vocabulary.pieces
        self._heads = tuple(heads)
        self._batch_size = batch_size or (64 if on_cuda else 8)
        self._pad: int = model.config.pad_token_id
        self._start: int = model.config.decoder_start_token_id

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
        return [
            self._generate([source], decoding, decoding.beam, lambda _: None, runs)[0]
            for source, runs in zip(sources, avoided, strict=True)
        ]

    def force(
        self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]
    ) -> list[AttentionMatrix]:
        """See :meth:`bitext.translation.engines.base.Engine.force`."""
        found: dict[int, AttentionMatrix] = {}

        def run(batch: Sequence[int]) -> None:
            found.update(zip(batch, self._attend(sources, targets, batch), strict=True))

        order = sorted(range(len(sources)), key=lambda i: len(sources[i]) + len(targets[i]))
        areas = [(len(sources[i]) + 1) * (len(targets[i]) + 1) for i in order]
        for part in by_area(areas, 4 * self._batch_size):
            in_batches(order[part], part.stop - part.start, run)
        return [found[i] for i in range(len(sources))]

    def score(self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]) -> list[Scores]:
        """See :meth:`bitext.translation.engines.base.Engine.score`."""
        return [self._score(*pair) for pair in zip(sources, targets, strict=True)]

    def _score(self, source: Sequence[str], target: Sequence[str]) -> Scores:
        wanted = self._numbers(target)
        ids, mask = self._padded([self._numbers(source)], len(source) + 1)
        previous, _ = self._padded([[self._start, *wanted[:-1]]], len(wanted))
        with self._torch.inference_mode():
            scores = self._model(
                input_ids=ids, attention_mask=mask, decoder_input_ids=previous, use_cache=False
            ).logits[0]
        chosen = self._torch.tensor(wanted, device=self.device)[:, None]
        found: Scores = scores.float().log_softmax(-1).gather(1, chosen)[:, 0].cpu().numpy()
        return found

    def _generate(
        self,
        sources: Sequence[Sequence[str]],
        decoding: Decoding,
        count: int,
        advance: BatchFound,
        avoided: Avoided = (),
    ) -> list[list[Hypothesis]]:
        """The ``count`` best hypotheses of each source, without the pieces that are ``avoided``."""
        found: dict[int, list[Hypothesis]] = {}

        def run(batch: Sequence[int]) -> None:
            rows = [self._numbers(sources[i]) for i in batch]
            rows += [rows[0]] * (self._batch_size - len(rows))
            outcomes = self._search(rows, decoding, count, avoided)[: count * len(batch)]
            targets = [target for target, _ in outcomes]
            attentions = self.force([sources[i] for i in batch for _ in range(count)], targets)
            hypotheses = [
                Hypothesis(tuple(target), score, attention)
                for (target, score), attention in zip(outcomes, attentions, strict=True)
            ]
            for number, index in enumerate(batch):
                found[index] = hypotheses[count * number : count * (number + 1)]
            advance({index: found[index][0] for index in batch})

        for width in sorted({_width(source) for source in sources}, reverse=True):
            order = [i for i, source in enumerate(sources) if _width(source) == width]
            in_batches(order, self._batch_size, run)
        return [found[i] for i in range(len(sources))]

    def _search(
        self, rows: list[list[int]], decoding: Decoding, count: int, avoided: Avoided
    ) -> list[tuple[list[str], float]]:
        longest = max(len(row) for row in rows)
        width = -(-longest // LENGTH_STEP) * LENGTH_STEP
        ids, mask = self._padded(rows, width)
        with self._torch.inference_mode():
            output = self._model.generate(
                input_ids=ids,
                attention_mask=mask,
                num_beams=decoding.beam,
                num_return_sequences=count,
                do_sample=False,
                length_penalty=decoding.length_penalty,
                repetition_penalty=decoding.repetition_penalty,
                no_repeat_ngram_size=decoding.no_repeat_ngram,
                bad_words_ids=[self._numbers(pieces)[:-1] for pieces in avoided] or None,
                max_new_tokens=LONGEST_OUTPUT - 1,
                max_length=None,
                return_dict_in_generate=True,
                output_scores=True,
                output_attentions=False,
            )
        return self._read(output, decoding)

    def _read(self, output: Any, decoding: Decoding) -> list[tuple[list[str], float]]:
        sequences = output.sequences[:, 1:].tolist()
        if decoding.beam > 1:
            scores = output.sequences_scores.tolist()
        else:
            steps = self._model.compute_transition_scores(
                output.sequences, output.scores, normalize_logits=True
            )
            kept = output.sequences[:, 1:] != self._pad
            scores = ((steps * kept).nan_to_num(0.0).sum(1) / kept.sum(1)).tolist()
        end = self._ids[END]
        found = []
        for sequence, score in zip(sequences, scores, strict=True):
            length = sequence.index(end) if end in sequence else len(sequence)
            mean = score * (length + 1) ** (decoding.length_penalty - 1) if decoding.beam > 1 else score
            found.append(([self._pieces[number] for number in sequence[:length]], float(mean)))
        return found

    def _attend(
        self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]], batch: Sequence[int]
    ) -> list[AttentionMatrix]:
        rows = [self._numbers(sources[i]) for i in batch]
        outputs = [[self._start, *self._numbers(targets[i])[:-1]] for i in batch]
        ids, mask = self._padded(rows, max(map(len, rows)))
        outputs_ids, _ = self._padded(outputs, max(map(len, outputs)))
        with self._torch.inference_mode():
            layers = self._model.model(
                input_ids=ids,
                attention_mask=mask,
                decoder_input_ids=outputs_ids,
                output_attentions=True,
                use_cache=False,
            ).cross_attentions
        mixed = sum(weight * layers[layer][:, head] for layer, head, weight in self._heads)
        mixed = mixed.float().cpu().numpy()
        # Row t + 1 has piece t as its input: the attention is sharpest one step after the word.
        return [
            np.ascontiguousarray(mixed[row, 1 : len(targets[i]) + 1, : len(sources[i])])
            for row, i in enumerate(batch)
        ]

    def _numbers(self, pieces: Sequence[str]) -> list[int]:
        return [*(self._ids[piece] for piece in pieces), self._ids[END]]

    def _padded(self, rows: Sequence[Sequence[int]], width: int) -> tuple[Any, Any]:
        """Two tensors of shape (rows, width): ids and attention mask."""
        ids = self._torch.full((len(rows), width), self._pad)
        for index, row in enumerate(rows):
            ids[index, : len(row)] = self._torch.tensor(row)
        mask = self._torch.zeros_like(ids)
        for index, row in enumerate(rows):
            mask[index, : len(row)] = 1
        return ids.to(self.device), mask.to(self.device)


def by_area(areas: Sequence[int], size: int) -> Iterator[slice]:
    """Runs of at most ``size`` items, fewer where their attention is large: it is what fills memory."""
    first = 0
    for end in range(1, len(areas) + 1):
        largest = max(areas[first : end + 1])
        if end == len(areas) or end - first == size or (end + 1 - first) * largest > size * _AREA:
            yield slice(first, end)
            first = end


def _width(source: Sequence[str]) -> int:
    return -(-(len(source) + 1) // LENGTH_STEP)


def _device(device: str) -> str:
    import torch

    if device == "auto":
        return "cuda" if torch.cuda.is_available() else "cpu"
    try:
        torch.zeros(1, device=device).cpu()
    except (RuntimeError, AssertionError, NotImplementedError) as error:
        here = ["cpu", *(f"cuda:{index}" for index in range(torch.cuda.device_count()))]
        why = str(error).partition("\n")[0].partition(". ")[0].rstrip(".")
        raise unusable(device, MarianEngine.name, why, here) from error
    return device
