"""What the engines share: subwords with offsets, long sentences, faults, memory, devices."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import bitext
from bitext import InputError, ModelError
from bitext.text.document import Span
from bitext.text.words import words_of
from bitext.translation.chunking import split_long
from bitext.translation.engines.base import in_batches
from bitext.translation.engines.transformers import by_area
from bitext.translation.engines.vocabulary import UNKNOWN, Vocabulary, decode
from bitext.translation.repair.faults import faults
from tests.support import models


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return models.vocabulary()


@pytest.mark.parametrize(
    "text",
    [
        "Le chat noir dort.",
        "9 000 voitures",
        "L'été, il pleut : tant mieux !",
        "½ litre ﬁn",  # SentencePiece makes 1⁄2 and fi of them
        "Prix ：５０€",
        "e\u0301te\u0301",
    ],
)
def test_pieces_know_where_they_stand(vocabulary, text):
    found = vocabulary.encode_source(text)
    covered = set()
    for span in found.spans:
        assert 0 <= span.start <= span.end <= len(text)
        covered |= set(range(span.start, span.end))
    assert {index for index, character in enumerate(text) if character.isalpha()} <= covered
    starts = [span.start for span in found.spans]
    assert starts == sorted(starts)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet="abcé '’.,\"«»½ﬁ", max_size=30).map(lambda text: " ".join(text.split())))
def test_pieces_are_in_order(vocabulary, text):
    found = vocabulary.encode_source(text)
    starts = [span.start for span in found.spans]
    assert starts == sorted(starts)
    assert all(span.end <= len(text) for span in found.spans)


def test_decode_gives_the_span_of_each_piece():
    text, spans = decode(["▁The", "▁black", "▁c", "at", "."])
    assert text == "The black cat."
    assert [text[span.start : span.end] for span in spans] == ["The", "black", "c", "at", "."]


def test_decode_puts_words_in_for_what_the_model_could_not_write():
    text, spans = decode(["▁The", UNKNOWN, UNKNOWN, "."], ["č"])
    assert text == "The č \ufffd."
    assert [text[span.start : span.end] for span in spans] == ["The", "č", "\ufffd", "."]


def test_long_sentences_end_their_parts_at_the_best_place():
    text = "il part, elle reste ; nul ne sait où, ni quand on rentre"
    spans = words_of(text)
    runs = split_long(text, spans, 8)
    parts = [text[spans[first].start : spans[end - 1].end] for first, end in runs]
    assert parts == ["il part, elle reste ;", "nul ne sait où,", "ni quand on rentre"]


@given(st.integers(0, 200), st.integers(2, 20))
def test_parts_hold_every_piece(count, longest):
    spans = [Span(3 * index, 3 * index + 2) for index in range(count)]
    runs = split_long("ab " * count, spans, longest)
    assert [index for first, end in runs for index in range(first, end)] == list(range(count))
    assert all(end - first <= longest for first, end in runs)


@pytest.mark.parametrize(
    ("source", "target", "found"),
    [
        ("Il part.", "He leaves.", ()),
        ("Il part.", " ", ("empty",)),
        ("Il part ce soir encore.", "Il part ce soir encore.", ("copy",)),
        ("Paris, Lyon", "Paris, Lyon", ()),
        ("Il part.", "He leaves " + "and leaves " * 5, ("loop",)),
        ("Non, non, non, non, non !", "No, no, no, no, no!", ()),
        ("Il part.", " ".join(f"word{n}" for n in range(60)), ("loop",)),
    ],
)
def test_faults(source, target, found):
    assert faults(source, target, source.split(), target.split()) == found


def test_batches_are_halved_where_memory_runs_out():
    tried: list[int] = []
    done: list[int] = []

    def run(batch: Sequence[int]) -> None:
        tried.append(len(batch))
        if len(batch) > 3:
            raise RuntimeError("CUDA out of memory")
        done.extend(batch)

    in_batches(range(10), 8, run)
    assert done == list(range(10))
    assert tried == [8, 4, 2, 2, 2, 2, 2]


@given(st.lists(st.integers(1, 200_000), max_size=80).map(sorted), st.integers(1, 40))
def test_forced_passes_take_fewer_sentences_at_a_time_where_they_are_long(areas, size):
    parts = list(by_area(areas, size))
    assert [i for part in parts for i in range(part.start, part.stop)] == list(range(len(areas)))
    for part in parts:
        count = part.stop - part.start
        assert count <= size
        assert count == 1 or count * max(areas[part]) <= size * 2_500


def test_no_memory_for_one_sentence_is_told():
    def run(_: Sequence[int]) -> None:
        raise MemoryError

    with pytest.raises(ModelError, match="smaller beam"):
        in_batches(range(3), 2, run)


def test_other_errors_of_an_engine_are_not_taken_for_lack_of_memory():
    def run(_: Sequence[int]) -> None:
        raise RuntimeError("shapes do not match")

    with pytest.raises(RuntimeError, match="shapes"):
        in_batches(range(3), 2, run)


@pytest.mark.model
@pytest.mark.parametrize("engine", ["auto", "ctranslate2", "transformers"])
@pytest.mark.parametrize("device", ["cudax", "cpu:x", "cuda:99", ""])
def test_a_device_that_is_not_there(engine, device):
    with pytest.raises(InputError, match=r"cannot run on the device .* Here are: cpu"):
        bitext.load(engine=engine, device=device)
