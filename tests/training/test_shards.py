"""Shards of translations: the teacher's and people's."""

import lzma
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import Any

import msgspec
import pytest

from tests.training.conftest import settings_of
from training import shards, teacher
from training.corpus import Line
from training.settings import Settings
from training.shards import Example


class StandIn:
    """A teacher that writes in capitals what it reads, save what it does not know."""

    def __init__(self) -> None:
        self.read: list[str] = []
        self.reads_curly_marks = False

    def translate(self, sentences: Sequence[str], beam: int) -> list[tuple[str, float] | None]:
        self.read += sentences
        return [None if "inconnu" in text else (text.upper(), -0.5 * beam) for text in sentences]


def lines(pairs: Iterable[tuple[str, str | None]]) -> Iterator[Line]:
    return iter([Line(source, target, "story") for source, target in pairs])


PAIRS = [
    ("« Oui », dit-elle.", '"Yes," she says.'),
    ("Le chat dort.", None),
    ("Un inconnu entre.", "A stranger comes in."),
    ("Un inconnu sort.", None),
    ("Il dit « non ».", "He says no."),
    ("Le chien mange.", "The dog eats."),
]


def configured(size: int, **data: Any) -> Settings:
    table = {"sentences": size, "longest": 100, "quoted": 0, "people": 0.1, "development": 2, "weights": {}}
    return settings_of({"data": {**table, "shard": 4, **data}})


def test_the_teacher_reads_straight_marks_and_its_target_gets_curly_ones(tmp_path):
    reader, told = StandIn(), []
    shards.write_translations(lines(PAIRS), tmp_path, reader, configured(8), lambda *at: told.append(at))
    assert reader.read[0] == '"Oui", dit-elle.'
    assert told == [(1, 2), (2, 2)]
    assert [path.name for path in shards.shards(tmp_path)] == ["00000.jsonl", "00001.jsonl"]
    first, second = map(shards.read, shards.shards(tmp_path))
    assert first == [
        Example("“Oui”, dit-elle.", "“OUI”, DIT-ELLE.", "“Yes,” she says.", "story", -0.5),
        Example("Le chat dort.", "LE CHAT DORT.", None, "story", -0.5),
        Example("Un inconnu entre.", None, "A stranger comes in.", "story"),
    ]
    assert [one.target for one in first] == ["“OUI”, DIT-ELLE.", "LE CHAT DORT.", "A stranger comes in."]
    assert second[0].person is None


def test_shards_that_are_there_are_passed_over(tmp_path):
    shards.write_translations(lines(PAIRS), tmp_path, StandIn(), configured(4), lambda *_: None)
    before = (tmp_path / "00000.jsonl").read_bytes()
    reader = StandIn()
    shards.write_translations(lines(PAIRS), tmp_path, reader, configured(8), lambda *_: None)
    assert reader.read == ['Il dit "non".', "Le chien mange."]
    assert (tmp_path / "00000.jsonl").read_bytes() == before


def test_what_gets_a_quotation_by_rule_has_no_persons_translation(tmp_path):
    pairs = [("La voisine a dit hier soir qu'elle viendrait.", "The neighbour said she would come.")] * 40
    chosen = configured(40, quoted=1, shard=40)
    shards.write_translations(lines(pairs), tmp_path, StandIn(), chosen, lambda *_: None)
    found = shards.read(tmp_path / "00000.jsonl")
    quoted = [one for one in found if "“" in one.source or "”" in one.source]
    assert len(quoted) > 20
    assert all(one.person is None for one in quoted)
    assert all(one.person for one in found if one not in quoted)


@pytest.mark.parametrize(("most", "expected"), [(1, 1), (0, 2), (5, 2)])
def test_peoples_translations_are_put_into_as_many_shards_as_are_wanted(tmp_path, most, expected):
    pairs = [pair for pair in PAIRS if pair[1]] * 2
    shards.write_people(lines(pairs), tmp_path, configured(0), lambda *_: None, most)
    found = [shards.read(path) for path in shards.shards(tmp_path)]
    assert len(found) == expected
    assert found[0][0] == Example("“Oui”, dit-elle.", None, "“Yes,” she says.", "story")
    assert all(one.teacher is None and one.source != "Il dit “non”." for part in found for one in part)


def test_shards_of_the_first_form_and_compressed_ones_are_read(tmp_path):
    old = {"french": "Le chat.", "teacher": "The cat.", "human": None, "source": "news", "score": -0.25}
    with lzma.open(tmp_path / "00003.jsonl.xz", "wb") as file:
        file.write(msgspec.json.encode(old) + b"\n")
    (path,) = shards.shards(tmp_path)
    assert shards.read(path) == [Example("Le chat.", "The cat.", None, "news", -0.25)]
    numbers = (pair for _ in count() for pair in PAIRS)
    shards.write_people(lines([next(numbers) for _ in range(16)]), tmp_path, configured(0), lambda *_: None)
    assert [path.name[:5] for path in shards.shards(tmp_path)] == ["00000", "00001", "00002", "00003"]


class Result:
    def __init__(self, *pieces: str) -> None:
        self.hypotheses = [list(pieces)]
        self.scores = [-1.0]


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        (("▁The", "▁cat"), ("The cat", -1.0)),
        (("▁The", "<unk>"), None),
        ((), None),
        (("▁a",) * 50, None),
    ],
)
def test_a_translation_that_goes_wrong_is_none(pieces, expected):
    assert teacher._checked("Le chat", ("▁Le", "▁chat"), Result(*pieces)) == expected
