"""The heaviest run is the one that trying them all finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bitext.text.runs import heaviest_run

WEIGHTS = st.lists(st.integers(-5, 5), max_size=9)
OFFSETS = st.none() | st.sets(st.integers(0, 9))


def every_run(
    weights: list[int], starts: set[int] | None, ends: set[int] | None
) -> list[tuple[int, int, float]]:
    return [
        (start, end, sum(weights[start:end]))
        for start in range(len(weights))
        for end in range(start + 1, len(weights) + 1)
        if (starts is None or start in starts) and (ends is None or end in ends)
    ]


@given(WEIGHTS, OFFSETS, OFFSETS)
def test_no_run_is_heavier(weights: list[int], starts: set[int] | None, ends: set[int] | None):
    runs = every_run(weights, starts, ends)
    # Of equals the first to end, and of those the shortest.
    best = min(runs, key=lambda run: (-run[2], run[1], -run[0]), default=None)
    assert heaviest_run(weights, starts, ends) == best


def test_what_may_not_be_in_a_run_divides_it():
    never = float("-inf")
    assert heaviest_run([2, never, 1, 2]) == (2, 4, 3)
    assert heaviest_run([]) is None
