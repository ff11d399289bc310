"""Two clocks set to each other, and what times say where texts say little."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from bitext import segment
from bitext.aligner.existing import find_pairs
from bitext.alignment.clock import clock_of
from bitext.alignment.similarity import LexicalBridge
from bitext.text.document import Document
from bitext.text.timing import Timing, time_of

COUNT = 80
_Side = tuple[list[str], list[tuple[float, float]]]


def spoken(texts: list[str], times: list[tuple[float, float]], lang: str) -> Document:
    found = segment("\n".join(texts), lang=lang)
    assert len(found) == len(texts)
    timings = tuple(Timing(s.start, s.end, *time) for s, time in zip(found, times, strict=True))
    return Document(found.text, found.sentences, lang=lang, times=timings)


def film(
    seed: int, offset: float, drift: float, jump: float
) -> tuple[Document, Document, list[tuple[int, int]]]:
    """Sentences of a film by number in two languages, a tenth left out of either; which are counterparts."""
    random = Random(seed)  # noqa: S311 - no secret
    sides: tuple[_Side, _Side] = (([], []), ([], []))
    now, gold = 5.0, []
    for number in range(COUNT):
        end = now + random.uniform(1, 3)
        late = offset + (jump if number > COUNT // 2 else 0)
        kept = [random.random() > 0.1 for _ in sides]
        if all(kept):
            gold.append((len(sides[0][0]), len(sides[1][0])))
        for (texts, times), is_kept, time in zip(
            sides, kept, ((now, end), (late + drift * now, late + drift * end)), strict=True
        ):
            if is_kept:
                shaken = time[0] + random.uniform(-0.2, 0.2), time[1] + random.uniform(-0.2, 0.2)
                texts.append(f"Zo {number}." if number % 3 == 0 else "Oui.")
                times.append(shaken)
        now = end + random.uniform(0.1, 3)
    source, target = (spoken(*side, lang) for side, lang in zip(sides, ("fr", "en"), strict=True))
    return source, target, gold


CLOCKS = [(0.0, 1.0, 0.0), (12.5, 1.0, 0.0), (-3.2, 1.0427, 0.0), (60.0, 0.959, 0.0), (2.0, 1.0, 30.0)]


@pytest.mark.parametrize(("offset", "drift", "jump"), CLOCKS)
def test_times_tell_which_of_like_sentences_belong_together(offset: float, drift: float, jump: float):
    source, target, gold = film(1, offset, drift, jump)
    bridge = LexicalBridge([sentence.text for sentence in source])
    right = []
    for sides in ((source, target), (_untimed(source), _untimed(target))):
        pairs = find_pairs(*sides, bridge)
        found = {
            (source.sentences.index(pair.source[0]), target.sentences.index(pair.target[0]))
            for pair in pairs
            if len(pair.source) == len(pair.target) == 1
        }
        right.append(len(found & set(gold)) / len(gold))
    assert right[0] > 0.95
    assert right[0] > right[1]


def _untimed(document: Document) -> Document:
    return Document(document.text, document.sentences, lang=document.lang)


@pytest.mark.parametrize(("offset", "drift"), [(12.5, 1.0), (-3.2, 1.0427), (60.0, 0.959)])
def test_offset_and_drift_are_found_though_a_fifth_of_the_pairs_is_wrong(offset: float, drift: float):
    source, target, gold = film(2, offset, drift, 0)
    paired = [(i, max(0, j - 3 * (at % 5 == 0))) for at, (i, j) in enumerate(gold)]
    clock = clock_of(source, target, paired)
    assert clock is not None
    assert clock.drift == pytest.approx(drift, abs=0.003)
    assert clock.offset == pytest.approx(offset, abs=1)
    distances = [clock.target[j, 0] - clock.source[i, 0] for i, j in gold]
    assert np.median(np.abs(distances)) < 0.4


def test_times_of_another_film_say_nothing():
    source, target, gold = film(3, 0, 1, 0)
    random = Random(3)  # noqa: S311 - no secret
    times = sorted(random.uniform(0, 400) for _ in target)
    other = spoken([s.text for s in target], [(at, at + 1) for at in times], "en")
    assert clock_of(source, other, gold) is None
    assert clock_of(source, target, gold[:3]) is None


def test_the_time_of_a_part_is_its_share():
    times = [Timing(0, 10, 1.0, 2.0), Timing(11, 21, 4.0, 6.0)]
    assert time_of(times, 0, 10) == (1.0, 2.0)
    assert time_of(times, 5, 16) == (1.5, 5.0)
    assert time_of([], 0, 3) is None
