"""What an engine is: pieces in, pieces out, with the attention that links them.

Two engines run the same weights on the same pieces: ``marian`` (transformers) and ``ctranslate``
(CTranslate2). Everything above this protocol is the same for both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bitext.errors import InputError, ModelError

AttentionMatrix = NDArray[np.float32]
"""Shape (target pieces, source pieces). Row ``t`` says which source pieces target piece ``t``
came from; the row's sum is at most 1, the rest lies on the source's end token."""

Scores = NDArray[np.float32]
"""Shape (target pieces + 1,): log probabilities in nats, the last one that of the end."""

Avoided = tuple[tuple[str, ...], ...]
"""Runs of pieces that a translation may not have."""


@dataclass(frozen=True, slots=True)
class Decoding:
    """How a translation is searched for.

    ``beam``: hypotheses kept at each step (1 is greedy search). ``length_penalty``: exponent of the
    length by which a hypothesis' log probability is divided. ``repetition_penalty`` above 1 and
    ``no_repeat_ngram`` above 0 work against loops.
    """

    beam: int = 4
    length_penalty: float = 1.0
    repetition_penalty: float = 1.0
    no_repeat_ngram: int = 0


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A translation that was found. ``score`` is the mean log probability of its pieces and its end."""

    pieces: tuple[str, ...]
    score: float
    attention: AttentionMatrix

    @property
    def log_probability(self) -> float:
        """That of the whole translation, in nats, its end included."""
        return self.score * (len(self.pieces) + 1)


BatchFound = Callable[[Mapping[int, Hypothesis]], None]
"""Called with the hypotheses that have just been found, by the index of their sources."""


class Engine(Protocol):
    """A model, loaded and ready."""

    @property
    def name(self) -> str:
        """``ctranslate2`` or ``transformers``."""

    @property
    def device(self) -> str:
        """Where it runs, for example ``cpu`` or ``cuda``."""

    def generate(
        self, sources: Sequence[Sequence[str]], decoding: Decoding, advance: BatchFound
    ) -> list[Hypothesis]:
        """Translate: the best hypothesis of each source, in the same order.

        A source must not be empty, nor longer than the model reads. ``advance`` is called with each of them
        once, while the search of the others goes on.
        """

    def alternatives(self, sources: Sequence[Sequence[str]], decoding: Decoding) -> list[list[Hypothesis]]:
        """Translate: all the hypotheses in each source's beam, the best first."""

    def alternatives_without(
        self, sources: Sequence[Sequence[str]], avoided: Sequence[Avoided], decoding: Decoding
    ) -> list[list[Hypothesis]]:
        """Like :meth:`alternatives`; ``avoided`` says of each source what its hypotheses may not have."""

    def force(
        self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]
    ) -> list[AttentionMatrix]:
        """The attention of translations that are given, from one pass over each."""

    def score(self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]) -> list[Scores]:
        """The log probabilities of the pieces of translations that are given, and of their ends.

        Each is computed by itself, so that it does not depend on the others.
        """


LONGEST_OUTPUT = 512
"""How many pieces a translation may have: the model's last position."""


def unusable(device: str, engine: str, why: object, here: Sequence[str]) -> InputError:
    """The error for a device that an engine cannot run on; ``here`` are those that it can."""
    return InputError(f"{engine} cannot run on the device {device!r}: {why}. Here are: {', '.join(here)}.")


def in_batches(order: Sequence[int], size: int, run: Callable[[Sequence[int]], None]) -> None:
    """Call ``run`` on ``size`` of ``order`` at a time; where memory runs out, on half as many.

    Raises:
        ModelError: if the memory does not even hold one.
    """
    done = 0
    while done < len(order):
        batch = order[done : done + size]
        try:
            run(batch)
        except (MemoryError, RuntimeError) as error:
            if not _is_memory(error):
                raise
            if size == 1:
                raise ModelError(
                    "Not enough memory to translate even one sentence. Free some memory, use a smaller "
                    'beam, or use device="cpu".'
                ) from error
            size = max(1, min(size, len(batch)) // 2)
            continue
        done += len(batch)


def _is_memory(error: Exception) -> bool:
    return isinstance(error, MemoryError) or "out of memory" in str(error) or "bad_alloc" in str(error)
