"""The attention between sentences and translations that are given, from one forced pass over each pair."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bitext.alignment.words import Attention, AttentionPart
from bitext.languages.pairs import LanguagePair
from bitext.translation.engines.base import Engine
from bitext.translation.engines.vocabulary import Subwords, Vocabulary
from bitext.translation.line_ends import DividedWords
from bitext.translation.preprocessing import ModelInput, prepare


class ForcedPass:
    """Reads both sides with the subwords of a model, and its attention off the given translation."""

    def __init__(self, engine: Engine, vocabulary: Vocabulary, pair: LanguagePair, longest: int) -> None:
        """``longest``: subwords that the model reads well."""
        self._engine = engine
        self._vocabulary = vocabulary
        self._pair = pair
        self._longest = longest

    def run(self, pairs: Sequence[tuple[str, str]], *, tight: bool) -> list[Attention]:
        """The attention of each pair; see :meth:`bitext.Translator.align_words`."""
        divided = [
            DividedWords([pair[side] for pair in pairs], self._vocabulary, language)
            for side, language in enumerate((self._pair.source, self._pair.target))
        ]
        inputs = [
            (
                prepare(source, tight=tight, left_out=divided[0].left_out(source)),
                prepare(target, tight=tight, left_out=divided[1].left_out(target)),
            )
            for source, target in pairs
        ]
        parts = [self._parts(source, target) for source, target in inputs]
        flat = [part for group in parts for part in group]
        found = iter(self._engine.force([one.pieces for one, _ in flat], [two.pieces for _, two in flat]))
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
        count = max(1, -(-len(one) // self._longest), -(-len(two) // self._longest))
        cuts = [(len(one) * k // count, len(two) * k // count) for k in range(count + 1)]
        return [(one[a:c], two[b:d]) for (a, b), (c, d) in pairwise(cuts) if c > a and d > b]
