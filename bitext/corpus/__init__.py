"""A corpus of any size as a job that can be stopped at any moment, and goes on where it was."""

from bitext.corpus.documents import CorpusDocument, Outcome
from bitext.corpus.jobs import CorpusJob, CorpusWorker
from bitext.corpus.report import report
from bitext.corpus.runner import CorpusStatus, CorpusSummary, run

__all__ = [
    "CorpusDocument",
    "CorpusJob",
    "CorpusStatus",
    "CorpusSummary",
    "CorpusWorker",
    "Outcome",
    "report",
    "run",
]
