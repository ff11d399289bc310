"""A text that is translated, as a stream of pairs."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING, Protocol

from bitext.aligner.documents import read_document
from bitext.aligner.stream import PairStream
from bitext.aligner.translating import DocumentTranslation
from bitext.text.language import check_language

if TYPE_CHECKING:
    from bitext.aligner.translating import MarkStyle
    from bitext.memory import TranslationMemory
    from bitext.result.pair import Pair
    from bitext.segmentation.wrapping import Unwrap
    from bitext.terms.glossary import Glossary
    from bitext.translation.options import Quality
    from bitext.translation.progress import Progress
    from bitext.translation.translator import Translator


class TranslationOptions(Protocol):
    """What a translation depends on, as :class:`bitext.Aligner` has it."""

    unwrap: Unwrap
    beam: int | None
    quality: Quality

    @property
    def mark_style(self) -> MarkStyle:
        """What the quotation marks are like."""
        ...

    @property
    def translator(self) -> Translator:
        """The loaded model."""
        ...

    @property
    def prepared_glossary(self) -> Glossary | None:
        """The terms that the translation is to have."""
        ...

    @property
    def prepared_memory(self) -> TranslationMemory | None:
        """The translations that there are already."""
        ...


def translation_stream(
    aligner: TranslationOptions,
    source: str | Sequence[str],
    alternatives: int,
    progress: Progress | None,
    *,
    early: bool,
    unwrap: Unwrap | None = None,
) -> PairStream:
    """The pairs of ``source`` and its translation; ``early``: the first are wanted as soon as possible."""
    whole = isinstance(source, str)
    document, flat = read_document(source, "fr", aligner.unwrap if unwrap is None else unwrap)
    check_language(document)
    model = aligner.translator.info.name if document.sentences else None
    work = DocumentTranslation(
        document,
        flat,
        aligner.mark_style,
        model,
        whole=whole,
        alternatives=alternatives,
        memory=aligner.prepared_memory,
    )

    def pairs() -> Generator[Pair]:
        if not work.texts:
            return
        shown = work.shown(aligner.translator.pair.source)
        found = aligner.translator.stream(
            work.texts,
            aligner.beam,
            quality=aligner.quality,
            marks=shown,
            segmented=whole,
            alternatives=alternatives,
            early=early,
            glossary=aligner.prepared_glossary,
            references=work.references(aligner.translator.pair.source),
            given=work.given,
            progress=progress,
        )
        yield from work.pairs(shown, found, aligner.translator.pair.target)

    return PairStream(document, pairs(), work.target)
