"""How good a model is on sentences that were held out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch

from training.batches import Pieces, padded
from training.examples import Development

_SIZE = 50


def translate(model: Any, pieces: Pieces, french: Sequence[str], beam: int = 1) -> list[str]:
    """The model's English of each sentence."""
    sources = pieces.source(french)
    order = sorted(range(len(sources)), key=lambda i: len(sources[i]))
    found: list[str] = []
    device = next(model.parameters()).device
    with torch.inference_mode():
        for first in range(0, len(order), _SIZE):
            rows = [sources[i] for i in order[first : first + _SIZE]]
            ids = torch.from_numpy(padded(rows, pieces.pad)).to(device)
            output = model.generate(
                input_ids=ids,
                attention_mask=(ids != pieces.pad).long(),
                num_beams=beam,
                do_sample=False,
                max_length=None,
                max_new_tokens=2 * ids.shape[1] + 10,
            )
            found += [pieces.text(row[1:]) for row in output.tolist()]
    english = [""] * len(french)
    for i, text in zip(order, found, strict=True):
        english[i] = text
    return english


def bleu(hypotheses: Sequence[str], slice_: Development) -> float:
    """BLEU of sacrebleu; quotation marks of every form count as the same."""
    from sacrebleu.metrics.bleu import BLEU

    return float(
        BLEU()
        .corpus_score([_plain(text) for text in hypotheses], [[_plain(t) for t in slice_.english]])
        .score
    )


def marks_kept(french: Sequence[str], english: Sequence[str]) -> float:
    """The share of the sentences with quotation marks whose English has as many."""
    counts = [(_marks(one), _marks(two)) for one, two in zip(french, english, strict=True)]
    having = [(one, two) for one, two in counts if one]
    return sum(one == two for one, two in having) / max(1, len(having))


def _marks(text: str) -> int:
    return sum(text.count(mark) for mark in "“”")


def _plain(text: str) -> str:
    return text.replace("“", '"').replace("”", '"').replace("’", "'")
