"""An Aligner without a model, for the tests of the command line."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import Any, ClassVar

import bitext
from benchmarks.made_up import bitext_of
from bitext.errors import LanguageWarning
from bitext.result.alternatives import Alternative


class Shouting:
    """An Aligner that translates into capitals and remembers its options."""

    made: ClassVar[list[dict[str, Any]]] = []
    translator = None
    unwrap = "auto"

    def __init__(self, model: str, **options: Any) -> None:
        self.made.append({"model": model, **options})

    def align(
        self,
        french: str | Sequence[str],
        *,
        alternatives: int = 0,
        progress: Callable[[int, int], None] = lambda *_: None,
    ) -> bitext.Bitext:
        lines = french if not isinstance(french, str) else [s.text for s in bitext.segment(french)]
        progress(len(lines), len(lines))
        warnings.warn("the text looks like Breton.", LanguageWarning, stacklevel=2)
        made = bitext_of([(line, line.upper()) for line in lines])
        others = [
            tuple(Alternative(f"{line} {number}", 0.5) for number in range(alternatives)) for line in lines
        ]
        pairs = (replace(pair, wordings=some) for pair, some in zip(made, others, strict=True))
        return replace(made, pairs=tuple(pairs))

    def stream(
        self, french: str | Sequence[str], *, alternatives: int = 0
    ) -> AbstractContextManager[AllAtOnce]:
        return nullcontext(AllAtOnce(self.align(french, alternatives=alternatives)))


class AllAtOnce:
    """A stream of pairs that are all there."""

    def __init__(self, whole: bitext.Bitext) -> None:
        self._whole = whole

    def __len__(self) -> int:
        return len(self._whole)

    def settled(self) -> Iterator[bitext.Bitext]:
        yield self._whole

    def result(self) -> bitext.Bitext:
        return self._whole
