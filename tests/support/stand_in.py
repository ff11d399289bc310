"""What the engines that stand for a model in tests have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

import numpy as np

from bitext.translation.engines.base import (
    AttentionMatrix,
    Avoided,
    BatchFound,
    Decoding,
    Hypothesis,
    Scores,
)


class StandIn(ABC):
    """An engine that finds one hypothesis, likes every translation alike, and links along the diagonal."""

    name = "stand-in"
    device = "cpu"

    @abstractmethod
    def generate(
        self, sources: Sequence[Sequence[str]], decoding: Decoding, advance: BatchFound
    ) -> list[Hypothesis]: ...

    def alternatives(self, sources: Sequence[Sequence[str]], decoding: Decoding) -> list[list[Hypothesis]]:
        return [[best] for best in self.generate(sources, decoding, lambda _: None)]

    def alternatives_without(
        self, sources: Sequence[Sequence[str]], avoided: Sequence[Avoided], decoding: Decoding
    ) -> list[list[Hypothesis]]:
        assert len(avoided) == len(sources)
        return self.alternatives(sources, decoding)

    def force(
        self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]
    ) -> list[AttentionMatrix]:
        return [np.eye(len(t), len(s), dtype=np.float32) for s, t in zip(sources, targets, strict=True)]

    def score(self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]) -> list[Scores]:
        return [np.zeros(len(target) + 1, np.float32) for _, target in zip(sources, targets, strict=True)]
