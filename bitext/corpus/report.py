"""A report of a corpus: one page of HTML by itself, with plots and a sample to check by hand."""

from __future__ import annotations

from contextlib import closing
from itertools import pairwise, starmap
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bitext.corpus.journal import NAME, CorpusCounts, Journal
from bitext.corpus.plots import HEIGHT, WIDTH, Chart, chart
from bitext.corpus.statistics import DOUBTFUL, LENGTHS, PARTS, CorpusStatistics, has_beads, statistics_of
from bitext.errors import InputError
from bitext.files import writing
from bitext.result.flags import explained
from bitext.text.templates import templates_of

if TYPE_CHECKING:
    import os

_VERDICTS: Final = ("kept", "moved", "restored", "lost", "added", "unpaired")
REPORT: Final = "report.html"


def report(folder: str | os.PathLike[str], path: str | os.PathLike[str] | None = None) -> Path:
    """Write a report of the run in ``folder``, finished or not, to ``path`` (``report.html`` in the folder).

    Returns:
        Where it is.

    Raises:
        InputError: No run was begun in ``folder``, or the report cannot be written.
    """
    place = Path(folder)
    if not (place / NAME).is_file():
        raise InputError(f"{folder} holds no run; name the folder that bitext corpus has written into.")
    with closing(Journal(place)) as journal:
        shards, counts = journal.shards(), journal.counts()
        settings = journal.settings() or {}
    found = statistics_of(place / shard.name for shard in shards)
    written = Path(path) if path is not None else place / REPORT
    page = (
        templates_of("bitext.corpus")
        .get_template("report.html")
        .render(
            folder=str(place),
            settings=settings,
            counts=counts,
            statistics=found,
            waiting=_waiting(counts, found),
            charts=list(_charts(found)),
            flags=[(explained(flag), number) for flag, number in found.flags.most_common()],
            doubtful=DOUBTFUL,
            width=WIDTH,
            height=HEIGHT,
        )
    )
    with writing(written) as stream:
        stream.write(page)
    return written


def _waiting(counts: CorpusCounts, found: CorpusStatistics) -> int:
    """Pairs that are done, but not yet in a shard."""
    return counts.pairs - found.pairs


def _charts(found: CorpusStatistics) -> list[Chart]:
    lengths = [str(LENGTHS[0] - 1), *starmap(_between, pairwise(LENGTHS))]
    lengths.append(f"{LENGTHS[-1]}+")
    parts = [f"{100 * at // PARTS}–{100 * (at + 1) // PARTS} %" for at in range(PARTS)]
    scores = [f"{at / PARTS:.2f}" for at in range(PARTS)]
    flags = [flag for flag, _ in found.flags.most_common()]
    charts = [
        chart(
            "lengths",
            "Lengths",
            "words of a side",
            lengths,
            {"source": found.source_lengths, "target": found.target_lengths},
        ),
        chart("scores", "Scores", "score of a pair, from", scores, {"pairs": found.scores}, every=2),
    ]
    if flags:
        charts.append(
            chart("flags", "Flags", "flag", flags, {"pairs": [found.flags[flag] for flag in flags]})
        )
    if found.verdicts:
        values = [found.verdicts[verdict] for verdict in _VERDICTS]
        charts.append(chart("verdicts", "Quotations", "verdict", _VERDICTS, {"quotations": values}))
    charts.append(
        chart(
            "doubtful",
            "Doubtful pairs by document",
            "share of the pairs of a document",
            parts,
            {"documents": found.doubtful},
            every=4,
        )
    )
    if has_beads(found):
        series = {"deletions": found.deletions, "insertions": found.insertions}
        charts.append(
            chart("beads", "Deletions and insertions", "place in the document", parts, series, every=4)
        )
    return charts


def _between(first: int, end: int) -> str:
    return f"{first}–{end - 1}"
