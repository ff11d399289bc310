"""Several documents at once: their sentences share the batches of the model.

A short text alone leaves most of a batch empty and all processor cores but one idle. Here the sentences of
many go through the model together; what each becomes depends on its own document alone, so that every result
equals that of :meth:`bitext.Aligner.align` for the same text.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from threading import Lock
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from bitext.aligner.documents import flag_unwrapped, read_document
from bitext.aligner.translating import DocumentTranslation, references_of
from bitext.errors import BitextWarning, InputError
from bitext.text.language import check_language

if TYPE_CHECKING:
    from bitext.aligner.aligner import Aligner
    from bitext.result.bitext import Bitext
    from bitext.result.pair import Pair
    from bitext.segmentation.wrapping import Unwrap
    from bitext.text.document import Document
    from bitext.translation.translator import Translator

_READING: Final = Lock()
"""Held while warnings of a document are caught, which Python does for all threads at once."""

Given = TypeVar("Given")
Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class BatchText:
    """A text to translate, or to link to its translation ``target`` where there is one.

    ``unwrap``: as for :class:`bitext.Aligner`, whose own it is where this is None. ``alternatives``: how many
    other wordings each pair of a translation gets.
    """

    source: str
    target: str | None = None
    unwrap: Unwrap | None = None
    alternatives: int = 0


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What became of a text: its ``result``, or the ``error`` that tells why there is none.

    ``warnings`` are what :meth:`bitext.Aligner.align` would have warned of.
    """

    result: Bitext | None
    error: InputError | None = None
    warnings: tuple[str, ...] = ()


@dataclass(slots=True)
class _Read(Generic[Read]):
    """A text as a document that can be worked on; None where an ``error`` says why it is none."""

    document: Read | None
    error: InputError | None
    warnings: tuple[str, ...]


def align_batch(aligner: Aligner, texts: Sequence[BatchText]) -> list[BatchResult]:
    """Translate or link each of ``texts``; a result each, in the same order.

    A text that cannot be worked on has its error; the others do without it. Texts with and without a target
    may stand side by side.

    Raises:
        ModelError: the model cannot be loaded.
        MissingDependencyError: what the texts are compared by is not installed.
    """
    alone = [text for text in texts if text.target is None]
    paired = [text for text in texts if text.target is not None]
    found = iter(_translated(aligner, alone)), iter(_linked(aligner, paired))
    return [next(found[text.target is not None]) for text in texts]


def _each(texts: Sequence[Given], read: Callable[[Given], Read]) -> list[_Read[Read]]:
    """What ``read`` makes of each of ``texts``, with its own errors and warnings."""
    found: list[_Read[Read]] = []
    for text in texts:
        with _READING, warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            try:
                document, error = read(text), None
            except InputError as raised:
                document, error = None, raised
        told = (str(each.message) for each in caught if issubclass(each.category, BitextWarning))
        found.append(_Read(document, error, tuple(told)))
    return found


def _unwrap(aligner: Aligner, text: BatchText) -> Unwrap:
    return aligner.unwrap if text.unwrap is None else text.unwrap


def _translated(aligner: Aligner, texts: Sequence[BatchText]) -> list[BatchResult]:
    def read(text: BatchText) -> DocumentTranslation:
        document, flat = read_document(text.source, "fr", _unwrap(aligner, text))
        check_language(document)
        model = aligner.translator.info.name if document.sentences else None
        return DocumentTranslation(
            document,
            flat,
            aligner.mark_style,
            model,
            whole=True,
            alternatives=text.alternatives,
            memory=aligner.prepared_memory,
        )

    found = _each(texts, read)
    _translate(aligner, [one.document for one in found if one.document is not None and one.document.texts])
    return [
        BatchResult(None if one.document is None else one.document.target.bitext(), one.error, one.warnings)
        for one in found
    ]


def _translate(aligner: Aligner, works: Sequence[DocumentTranslation]) -> None:
    """Translate the sentences of all of ``works``, which hold their results then."""
    if not works:
        return
    pair = aligner.translator.pair
    shown = [work.shown(pair.source) for work in works]
    translations = aligner.translator.stream(
        [text for work in works for text in work.texts],
        aligner.beam,
        quality=aligner.quality,
        marks=[marks for each in shown for marks in each],
        segmented=True,
        documents=[len(work.texts) for work in works],
        alternatives=[work.alternatives for work in works for _ in work.texts],
        glossary=aligner.prepared_glossary,
        references=references_of(works, pair.source),
        given=_given(works),
    )
    for work, marks in zip(works, shown, strict=True):
        for _ in work.pairs(marks, islice(translations, len(work.texts)), pair.target):
            pass


def _given(works: Sequence[DocumentTranslation]) -> dict[int, str]:
    """The translations that the memory has, by the number of their sentence among those of all ``works``."""
    starts = accumulate((len(work.texts) for work in works), initial=0)
    return {
        start + number: text
        for start, work in zip(starts, works, strict=False)
        for number, text in work.given.items()
    }


def _linked(aligner: Aligner, texts: Sequence[BatchText]) -> list[BatchResult]:
    if not texts:
        return []
    # What the search for beads needs takes as long to import as a short text to translate.
    from bitext.aligner.existing import check_sides, is_mismatch, linked, mismatch

    def read(text: BatchText) -> tuple[Document, Document]:
        unwrap = _unwrap(aligner, text)
        sides = read_document(text.source, "fr", unwrap)[0], read_document(text.target or "", "en", unwrap)[0]
        check_sides(*sides)
        return sides

    found = _each(texts, read)
    linking = None if aligner.bridge == "length" else aligner.translator
    model = linking.info.name if linking else None
    pairs = iter(_pairs(aligner, [one.document for one in found if one.document is not None], linking))
    results: list[BatchResult] = []
    for one in found:
        if one.document is None:
            results.append(BatchResult(None, one.error, one.warnings))
            continue
        result = flag_unwrapped(linked(*one.document, next(pairs), model), True, True)
        told = (mismatch(result),) if is_mismatch(result) else ()
        results.append(BatchResult(result, None, (*one.warnings, *told)))
    return results


def _pairs(
    aligner: Aligner, documents: Sequence[tuple[Document, Document]], linking: Translator | None
) -> list[list[Pair]]:
    """The pairs of each two documents, with their word links where ``linking`` finds them."""
    from bitext.aligner.existing import find_pairs, with_words

    found = [
        find_pairs(source, target, aligner.bridge_of(translations))
        for (source, target), translations in zip(documents, _bridging(aligner, documents), strict=True)
    ]
    if linking is None:
        return found
    rows = [(*sides, pair) for sides, pairs in zip(documents, found, strict=True) for pair in pairs]
    words = with_words(rows, linking)
    return [list(islice(words, len(pairs))) for pairs in found]


def _bridging(aligner: Aligner, documents: Sequence[tuple[Document, Document]]) -> Iterator[list[str] | None]:
    """The translations of each first document that the second is compared with; None where it is not."""
    if not aligner.compares_translations:
        yield from (None for _ in documents)
        return
    sources = [[sentence.text for sentence in source] for source, _ in documents]
    translations = aligner.translator.stream(
        [text for texts in sources for text in texts],
        aligner.beam or 1,
        documents=[len(texts) for texts in sources],
    )
    for texts in sources:
        yield [translation.text for translation in islice(translations, len(texts))]
