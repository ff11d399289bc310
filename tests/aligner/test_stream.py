"""A translation as it comes: the same pairs as all at once, settled parts, and a way to stop."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import pytest

from bitext import Aligner, InputError, catalog
from bitext.result.quotation_spans import QuotationSpans
from bitext.result.terminal import SideBySide, side_by_side
from bitext.result.validation import check
from bitext.translation.engines.base import BatchFound, Decoding, Hypothesis
from bitext.translation.engines.vocabulary import Vocabulary
from bitext.translation.translator import Translator
from tests.aligner.test_invariants import Echo, keep

TEXT = (
    """Le port rouvre.

« Nous partons demain.
Nous reviendrons jeudi », dit Anne. Elle sourit : « Promis ! »
— Et toi ?
— Moi aussi. Il reste » un doute.
"""
    + "Une phrase de plus. « Une autre », dit-il.\n" * 40
)


class Slow(Echo):
    """Counts the batches that were searched, of eight sentences each."""

    def __init__(self) -> None:
        super().__init__(keep)
        self.done = 0
        self.stopped = threading.Event()

    def generate(
        self, sources: Sequence[Sequence[str]], decoding: Decoding, advance: BatchFound
    ) -> list[Hypothesis]:
        found = super().generate(sources, decoding, lambda _: None)
        try:
            for first in range(0, len(sources), 8):
                self.done += 1
                advance(dict(list(enumerate(found))[first : first + 8]))
        except Exception:
            self.stopped.set()
            raise
        return found


def aligner_with(engine: Echo) -> Aligner:
    files = catalog.fetch()
    aligner = Aligner()
    aligner.translator = Translator(engine, Vocabulary(files.folder), files.info)
    return aligner


@pytest.fixture
def aligner() -> Aligner:
    return aligner_with(Echo(keep))


def test_the_pairs_are_those_of_the_whole(aligner: Aligner):
    whole = aligner.align(TEXT)
    with aligner.stream(TEXT) as stream:
        assert len(stream) == len(whole)
        assert tuple(stream) == whole.pairs
        assert stream.result() == whole


def test_settled_parts_are_the_whole_in_pieces(aligner: Aligner):
    whole = aligner.align(TEXT)
    with aligner.stream(TEXT) as stream:
        parts = list(stream.settled())
    for part in parts:
        check(part)
    assert [pair.target.text for part in parts for pair in part] == [pair.target.text for pair in whole]
    assert [link.verdict for part in parts for link in part.quotes] == [link.verdict for link in whole.quotes]
    assert len(parts) > len(whole) // 2


def test_parts_are_printed_as_the_whole_is(aligner: Aligner):
    whole = list(side_by_side(QuotationSpans.of(aligner.align(TEXT)), 80))
    with aligner.stream(TEXT) as stream:
        rows = SideBySide(len(stream), 80)
        lines = [line for part in stream.settled() for line in rows.lines(QuotationSpans.of(part))]
    assert lines == whole[:-2]
    assert [line.spans for line in lines] == [line.spans for line in whole[:-2]]


def test_a_stream_that_is_closed_ends_the_search():
    engine = Slow()
    stream = aligner_with(engine).stream("Une phrase. " * 4000)
    next(stream)
    stream.close()
    with pytest.raises(InputError, match="was stopped"):
        stream.result()
    assert engine.done < 4000 // 8


def test_a_text_without_sentences(aligner: Aligner):
    with aligner.stream("\n \n") as stream:
        assert list(stream) == []
        assert stream.result() == aligner.align("\n \n")
