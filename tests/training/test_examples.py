"""Examples as flat arrays, epochs and batches."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.examples import Epochs, Examples, plan
from training.ragged import LARGEST, Ragged
from training.subwords import Encoded

ROWS = st.lists(st.lists(st.integers(0, LARGEST), min_size=1, max_size=20), min_size=1, max_size=12)


def examples_of(lengths: Sequence[tuple[int, int]], *, alone: bool = False) -> Examples:
    """Examples of these lengths of source and target; the number of each is in its source."""
    encoded = [
        Encoded(
            np.full(one, number), np.full(one, number), np.full(two, number), np.ones(two, bool), is_same=True
        )
        for number, (one, two) in enumerate(lengths)
    ]
    return Examples.of(encoded, [alone] * len(encoded))


@given(ROWS, st.data())
def test_rows_come_out_of_a_flat_array_as_they_went_in(rows, data):
    flat = Ragged.of(rows)
    assert [flat[i].tolist() for i in range(len(flat))] == rows
    assert flat.lengths.tolist() == [len(row) for row in rows]
    chosen = data.draw(st.lists(st.integers(0, len(rows) - 1), min_size=1))
    found = flat.padded(np.array(chosen), 77)
    width = max(len(rows[i]) for i in chosen)
    assert found.shape[1] % 8 == 0
    assert width <= found.shape[1] < width + 8
    for line, i in zip(found.tolist(), chosen, strict=True):
        assert line == rows[i] + [77] * (len(line) - len(rows[i]))


@given(ROWS, ROWS)
def test_flat_arrays_are_joined_in_order(one, two):
    both = Ragged.joined([Ragged.of(one), Ragged.of([]), Ragged.of(two)])
    assert [both[i].tolist() for i in range(len(both))] == one + two


def test_a_number_that_does_not_fit_is_an_error():
    with pytest.raises(OverflowError, match="65535"):
        Ragged.of([[1], [LARGEST + 1]])


def test_nothing_is_a_flat_array_too():
    assert len(Ragged.joined([])) == len(Ragged.of([])) == len(Examples.joined([])) == 0


def test_examples_are_read_as_they_were_written(tmp_path: Path):
    one, two = examples_of([(2, 3), (4, 1)]), examples_of([(1, 1)], alone=True)
    Examples.joined([one, two]).save(tmp_path / "some.npz")
    assert [path.name for path in tmp_path.iterdir()] == ["some.npz"]
    found = Examples.load(tmp_path / "some.npz")
    assert found.is_alone.tolist() == [False, False, True]
    assert found.is_same.tolist() == [True] * 3
    assert [found.target[i].tolist() for i in range(3)] == [[0, 0, 0], [1], [0]]


def test_a_batch_is_padded_and_shifted():
    encoded = [
        Encoded(np.full(one, 1), np.full(one, 1), np.full(two, 2), np.arange(two) > 0, is_same=one > 2)
        for one, two in [(2, 3), (9, 9), (4, 1)]
    ]
    made = Examples.of(encoded, [True, False, False]).batch(np.array([0, 2]), pad=99)
    rest = [99] * 4
    assert made.source.tolist() == [[1, 1, 99, 99, *rest], [1, 1, 1, 1, *rest]]
    assert made.target.tolist() == [[2, 2, 2, 99, *rest], [2, 99, 99, 99, *rest]]
    assert made.previous.tolist() == [[99, 2, 2, 2, *rest], [99, 2, 99, 99, *rest]]
    assert made.whole.tolist() == [[1, 1, 0, 0, 0, 0, 0, 0], [1, 1, 1, 1, 0, 0, 0, 0]]
    assert made.whole_mask.sum(1).tolist() == [2, 4]
    assert made.is_alone.tolist() == [True, False]
    assert made.is_same.tolist() == [False, True]
    assert made.is_changed.tolist() == [[False, True, True, False, *[False] * 4], [False] * 8]
    assert made.tokens == 4


@given(
    st.lists(st.tuples(st.integers(1, 30), st.integers(1, 30)), min_size=1, max_size=60),
    st.integers(0, 2**32),
)
def test_every_example_is_in_one_batch_of_the_right_size(lengths, seed):
    made = examples_of(lengths)
    numbers = np.arange(len(made))
    batches = plan(made.lengths(), numbers, 64, np.random.default_rng(seed))
    assert sorted(number for one in batches for number in one.tolist()) == numbers.tolist()
    for one in batches:
        batch = made.batch(one, 99)
        widest = max(batch.source.shape[1], batch.target.shape[1], batch.whole.shape[1])
        assert len(one) * widest <= 64 or len(one) == 1
    again = plan(made.lengths(), numbers, 64, np.random.default_rng(seed))
    assert [one.tolist() for one in batches] == [one.tolist() for one in again]


def test_an_epoch_has_the_share_of_peoples_translations_that_was_asked_for():
    made = examples_of([(3, 3)] * 100)
    epochs = Epochs(made, 60, 0.25, 64, 5)
    found = np.concatenate(epochs.plan(0))
    assert set(range(60)) <= set(found.tolist())
    assert len(found) == len(set(found.tolist())) == 80
    other = np.concatenate(epochs.plan(1))
    assert set(other.tolist()) != set(found.tolist())
    assert np.concatenate(Epochs(made, 0, 0.25, 64, 5).plan(0)).size == 100


def test_batches_go_on_from_any_place():
    epochs = Epochs(examples_of([(3, 3)] * 30), 30, 0.0, 40, 5)
    count = len(epochs.plan(0))
    whole = epochs.from_place(0, 0, 99)
    rows = [next(whole) for _ in range(count + 2)]
    assert [place[:2] for place in rows[-3:]] == [(0, count - 1), (1, 0), (1, 1)]
    for start in (2, count, count + 1):
        epoch, number, batch = next(epochs.from_place(*divmod(start, count), 99))
        assert (epoch, number) == rows[start][:2]
        assert (batch.source == rows[start][2].source).all()
