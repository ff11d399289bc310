"""What is done with documents: a description that can be sent to any process, and its worker."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bitext.aligner import Aligner, Options
from bitext.aligner.batch import BatchResult, BatchText, align_batch
from bitext.corpus.documents import CorpusDocument, Outcome
from bitext.corpus.files import InputChangedError, read_file
from bitext.corpus.rows import encoded, rows_of
from bitext.documents.original import PLAIN
from bitext.errors import BitextError, MissingDependencyError, ModelError
from bitext.result.unmasking import unmasked

if TYPE_CHECKING:
    from bitext.documents.original import Source
    from bitext.text.masking import Mask

AlignerFactory = Callable[[Options], Aligner]
"""Makes the aligner of a worker; a function of a module, so that it can be sent to another process."""


def load_aligner(options: Options) -> Aligner:
    """An aligner whose model is loaded. Raises ModelError where it cannot be."""
    aligner = Aligner(**options)
    if aligner.bridge != "length":
        _ = aligner.translator
    return aligner


@dataclass(frozen=True, slots=True)
class CorpusJob:
    """What a worker does: it can be pickled, and says all that a result depends on but the documents.

    ``options`` are those of :class:`bitext.Aligner`; ``form`` and ``encoding`` are those of the files that
    documents are read from, as for :func:`bitext.documents.original.open_source`.
    """

    options: Options = field(default_factory=Options)
    form: str | None = None
    encoding: str = "auto"
    load: AlignerFactory = load_aligner


_FATAL: Final = (InputChangedError, MissingDependencyError, ModelError)
"""Errors that no other document would fare better with."""
_NOT_MASKED: Final[tuple[Mask, ...]] = ()


@dataclass(frozen=True, slots=True)
class _Read:
    """A document as it goes to the model, and what its masks stand for; ``reason``: it cannot go there."""

    document: CorpusDocument
    text: BatchText
    masks: Sequence[Mask] = _NOT_MASKED
    reason: str = ""


class CorpusWorker:
    """Turns documents into rows; the model is loaded once.

    Example:
        >>> from bitext.corpus.documents import CorpusDocument
        >>> from bitext.corpus.jobs import CorpusJob, CorpusWorker
        >>> worker = CorpusWorker(CorpusJob())
        >>> (outcome,) = worker([CorpusDocument(0, "greeting", "Bonjour. Il pleut.")])
        >>> outcome.pairs
        2
    """

    def __init__(self, job: CorpusJob) -> None:
        self._job = job
        self._aligner = job.load(job.options)

    def __call__(self, documents: Sequence[CorpusDocument]) -> list[Outcome]:
        """What becomes of each of ``documents``, in their order; where there is none, why.

        Raises:
            ModelError: the model cannot be used.
            MissingDependencyError: a package that the work needs is not installed.
            InputChangedError: a file is not what it was when the run began.
        """
        read = [self._read(document) for document in documents]
        results = iter(self._aligned([one for one in read if not one.reason]))
        return [
            Outcome(one.document.number, one.document.name, reason=one.reason)
            if one.reason
            else _outcome(one, next(results))
            for one in read
        ]

    def _read(self, document: CorpusDocument) -> _Read:
        if document.reason or not document.path:
            return _Read(document, BatchText(document.source, document.target), reason=document.reason)
        try:
            source = read_file(document, self._job.form, self._job.encoding)
        except _FATAL:
            raise
        except BitextError as error:
            return _Read(document, BatchText(""), reason=str(error))
        return _Read(document, _batch_text(source), source.original.masks)

    def _aligned(self, read: Sequence[_Read]) -> list[BatchResult | str]:
        """The result of each, or the reason why there is none.

        What no check foresaw is found out document by document, so that one alone is lost.
        """
        try:
            return list(align_batch(self._aligner, [one.text for one in read]))
        except _FATAL:
            raise
        except Exception as error:
            if len(read) == 1:
                return [f"{type(error).__name__}: {error}"]
            return [found for one in read for found in self._aligned([one])]


def _batch_text(source: Source) -> BatchText:
    """A document as it goes to the model; the lines of one with structure are those of its form."""
    return BatchText(source.original.text, unwrap=None if source.form == PLAIN else False)


def _outcome(read: _Read, found: BatchResult | str) -> Outcome:
    number, name = read.document.number, read.document.name
    if isinstance(found, str):
        return Outcome(number, name, reason=found)
    if found.result is None:
        return Outcome(number, name, reason=str(found.error), warnings=found.warnings)
    lines = list(_lines(read, found))
    return Outcome(number, name, b"".join(lines), len(lines), warnings=found.warnings)


def _lines(read: _Read, found: BatchResult) -> Iterator[bytes]:
    if found.result is not None:
        yield from map(encoded, rows_of(read.document, unmasked(found.result, read.masks)))
