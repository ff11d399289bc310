"""From attention to word links."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitext.alignment.words import Attention, AttentionPart, link_words
from bitext.text.document import Span
from bitext.text.words import overlaps, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("l’été d'août", ["l’", "été", "d'", "août"]),
        ("aujourd'hui", ["aujourd'", "hui"]),
        ("don’t stop", ["don’t", "stop"]),
        ("Jean-Pierre a 3,5 %.", ["Jean-Pierre", "a", "3", ",", "5", "%", "."]),
        ("3.5", ["3.5"]),
        ("", []),
    ],
)
def test_words_of(text, words):
    assert [text[word.start : word.end] for word in words_of(text)] == words


def test_overlaps():
    pieces = [Span(0, 2), Span(2, 4), Span(4, 4), Span(4, 6), Span(7, 9)]
    words = [Span(0, 3), Span(4, 6), Span(7, 8), Span(8, 9)]
    assert list(overlaps(pieces, words)) == [(0, 0), (1, 0), (3, 1), (4, 2), (4, 3)]


def matrix(*rows: list[float]) -> np.ndarray:
    return np.array(rows, dtype=np.float32)


def test_both_directions_have_to_agree():
    # The second target word looks at the first source word, which belongs to the first.
    assert link_words(matrix([0.9, 0.0], [0.3, 0.0])) == [(0, 0)]


def test_a_source_word_that_is_left_over_takes_its_best():
    # "ne … pas" → "not": the target word takes "pas", "ne" is left over.
    assert link_words(matrix([0.35, 0.6])) == [(0, 0), (1, 0)]
    assert link_words(matrix([0.2, 0.6])) == [(1, 0)]


@st.composite
def matrices(draw: st.DrawFn) -> np.ndarray:
    """Attention between up to six words a side: each row sums to 1 at most."""
    shape = draw(st.tuples(st.integers(1, 6), st.integers(1, 6)))
    cells = draw(st.lists(st.sampled_from((0, 1, 2, 5)), min_size=36, max_size=36))
    found = np.array(cells[: shape[0] * shape[1]], dtype=np.float32).reshape(shape)
    return np.asarray(found / np.maximum(found.sum(1, keepdims=True), 1))


@given(matrices())
def test_links_by_the_definition(found: np.ndarray):
    """Each target word takes its best source word; one that nobody took, the target word it shares most."""
    shares = found / np.maximum(found.sum(0, keepdims=True), 1e-3)
    agreement = np.sqrt(found * shares)
    rows, columns = (range(length) for length in found.shape)
    best = {j: max(columns, key=lambda i: (agreement[j, i], -i)) for j in rows}
    links = {(i, j) for j, i in best.items() if agreement[j, i] >= 0.5}
    for i in set(columns) - {i for i, _ in links}:
        j = max(rows, key=lambda j: (shares[j, i], -j))
        links |= {(i, j)} if found[j, i] >= 0.3 else set()
    assert link_words(found) == sorted(links, key=lambda link: link[::-1])


def test_no_words_no_links():
    assert link_words(np.zeros((0, 3), dtype=np.float32)) == []


def attention(source: str, target: str, *cells: tuple[int, int]) -> Attention:
    left, right = words_of(source), words_of(target)
    attention = np.zeros((len(right), len(left)), dtype=np.float32)
    for i, j in cells:
        attention[j, i] = 1
    return Attention((AttentionPart(tuple(left), tuple(right), attention),), len(source))


def test_where_a_stretch_went():
    source, target = "il a dit oui hier", "yesterday he said yes"
    way = attention(source, target, (0, 1), (1, 2), (2, 2), (3, 3), (4, 0))
    start, end, fit = way.profile(target, Span(9, 12)).best(None, None)
    assert target[start:end] == "yes"
    assert fit == pytest.approx(1.0)
    start, end, _ = way.profile(target, Span(0, 12)).best(None, None)
    assert target[start:end] == "he said yes"


def test_links_of_a_sentence_in_two_parts():
    left, right = words_of("un deux trois quatre"), words_of("one two three four")
    eye = np.eye(2, dtype=np.float32)
    parts = tuple(
        AttentionPart(tuple(left[a:b]), tuple(right[a:b]), eye if a else eye[::-1].copy())
        for a, b in ((0, 2), (2, 4))
    )
    assert list(Attention(parts, 20).links(left, right)) == [(1, 0), (0, 1), (2, 2), (3, 3)]
