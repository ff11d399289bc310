"""A model on CTranslate2, the large one as a rule, that translates whole shards at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from bitext import catalog
from bitext.translation.engines.vocabulary import END, UNKNOWN, Vocabulary, decode
from bitext.translation.repair.faults import faults

LONGEST = 120
"""Pieces of a sentence, source or target, from which nothing is learnt any more."""
_BATCH = {"cpu": 32, "cuda": 256}
"""Sentences a batch, by kind of device."""
_TYPES = {"cpu": "int8", "cuda": "int8_float16"}
"""Types of CTranslate2's products, by kind of device."""


class SentenceTranslator(Protocol):
    """What translates sentences one by one: :class:`Teacher`, or what stands in for it."""

    @property
    def reads_curly_marks(self) -> bool:
        """Whether its vocabulary has them."""

    def translate(self, sentences: Sequence[str], beam: int) -> list[tuple[str, float] | None]:
        """Targets and their mean log-probability, or None."""


class Teacher:
    """A model for whole shards; ``device`` is *cpu* or *cuda*, ``threads`` its workers of one thread each."""

    def __init__(self, name: str, threads: int, device: str = "cpu") -> None:
        import ctranslate2

        files = catalog.fetch(name)
        self._device = device
        self._vocabulary = Vocabulary(files.folder)
        self._translator: Any = ctranslate2.Translator(
            str(files.ctranslate2()),
            device,
            compute_type=_TYPES[device],
            inter_threads=threads,
            intra_threads=1,
        )

    @property
    def reads_curly_marks(self) -> bool:
        """Whether its vocabulary has them, as those of this recipe do."""
        return "“" in self._vocabulary.ids

    def translate(self, sentences: Sequence[str], beam: int) -> list[tuple[str, float] | None]:
        """Targets and their mean log-probability; None for what is too long, unknown or goes wrong."""
        pieces = [self._vocabulary.encode_source(text).pieces for text in sentences]
        known = [i for i, one in enumerate(pieces) if 0 < len(one) <= LONGEST and UNKNOWN not in one]
        results = self._translator.translate_batch(
            [[*pieces[i], END] for i in known],
            beam_size=beam,
            max_batch_size=_BATCH[self._device],
            max_decoding_length=2 * LONGEST,
            return_scores=True,
        )
        found: list[tuple[str, float] | None] = [None] * len(sentences)
        for i, result in zip(known, results, strict=True):
            found[i] = _checked(sentences[i], pieces[i], result)
        return found


def _checked(sentence: str, pieces: Sequence[str], result: Any) -> tuple[str, float] | None:
    """The translation and its score, if nothing is wrong with it that can be seen from outside."""
    output = result.hypotheses[0]
    text = decode(output)[0]
    is_long = len(output) > 2 * len(pieces) + 10
    if is_long or UNKNOWN in output or faults(sentence, text, pieces, output):
        return None
    return text, float(result.scores[0])
