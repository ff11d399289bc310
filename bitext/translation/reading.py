"""Sentences to what a model reads of them: with masks, and in small letters where all is in capitals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from bitext.languages.pairs import LanguagePair
from bitext.translation.capitals import Truecase, speaks_in_capitals
from bitext.translation.engines.vocabulary import Vocabulary
from bitext.translation.line_ends import DividedWords
from bitext.translation.names import DocumentNames
from bitext.translation.preprocessing import ModelInput, SentenceMark, prepare
from bitext.translation.protection import Protected, protected
from bitext.translation.target_language import is_in_target, quoted_in_target, words_in


class Reader:
    """Prepares the sentences of one document."""

    def __init__(self, texts: Sequence[str], pair: LanguagePair, vocabulary: Vocabulary) -> None:
        self._texts = texts
        self._pair = pair
        self._vocabulary = vocabulary

    @cached_property
    def _truecase(self) -> Truecase:
        return Truecase(self._texts, self._vocabulary.forms)

    @cached_property
    def _divided(self) -> DividedWords:
        return DividedWords(self._texts, self._vocabulary, self._pair.source)

    @cached_property
    def _names(self) -> DocumentNames:
        return DocumentNames(self._texts, self._pair.source)

    def read(self, text: str, marks: Sequence[SentenceMark], protect: Sequence[Protected] = ()) -> ModelInput:
        """What the model reads of the sentence ``text`` with its quotation ``marks``.

        ``protect`` is masked beside what the rules protect.
        """
        return replace(self._read(text, marks, protect), names=self._names)

    def _read(self, text: str, marks: Sequence[SentenceMark], protect: Sequence[Protected]) -> ModelInput:
        left_out = frozenset(self._divided.left_out(text))
        if is_in_target(text, self._pair):
            return prepare(text, marks, protect=words_in(text), left_out=left_out)
        found = protected(text, self._pair, quoted_in_target(text, self._pair), protect)
        if not _has_capitals(text):
            return prepare(text, marks, protect=found, left_out=left_out)
        name = self._truecase.speaking_name(text, self._pair.source.function_words)
        if name is not None and all(one.span.start >= name.end for one in found):
            found.insert(0, Protected(name, text[name.start : name.end]))
        raised = self._truecase.spans(text, [one.span for one in found])
        lowered = self._truecase.lowered(text, raised)
        return prepare(text, marks, protect=found, lowered=lowered, raised=raised, left_out=left_out)


def _has_capitals(text: str) -> bool:
    """Whether two words in a row may be in capitals, or one before a dash, or all there is."""
    return (
        text.isupper()
        or speaks_in_capitals(text)
        or any(one.isupper() and other.isupper() for one, other in pairwise(text.split()))
    )
