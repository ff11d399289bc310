"""Shards as examples: what is learnt, from what, and what is held out."""

from pathlib import Path

import msgspec
import numpy as np
import pytest

from bitext.errors import InputError
from tests.training.conftest import PAIRS, settings_of, write_shard
from training import encoding, shards
from training.examples import Epochs
from training.settings import Settings
from training.subwords import Encoder, Tokenizer, changed


def told(work: Path, teacher: Path, settings: Settings) -> list[tuple[int, int]]:
    """What encoding reports."""
    found: list[tuple[int, int]] = []
    encoding.encode(work, teacher, settings, lambda done, total: found.append((done, total)))
    return found


def texts(work: Path, epochs: Epochs) -> list[tuple[str, str, bool]]:
    """Source and target of each example, and whether it is learnt from the reference alone."""
    tokenizer, made = Tokenizer(work / "vocabulary"), epochs.examples
    return [
        (
            tokenizer.text(made.source[i].tolist()),
            tokenizer.text(made.target[i].tolist()),
            bool(made.is_alone[i]),
        )
        for i in range(len(made))
    ]


def test_held_out_sentences_are_not_learnt_from(work, teacher_folder):
    settings = settings_of({"variations": {}})
    encoding.encode(work, teacher_folder, settings, lambda *_: None)
    held = encoding.held_out(work)
    assert held == {one.source for one in shards.read(work / "teacher" / "00000.jsonl")}
    epochs = encoding.read(work, settings)
    found = texts(work, epochs)
    assert found == [(*pair, False) for pair in PAIRS[4:] * 2]
    assert epochs.taught == 2


def test_variations_are_added_and_marked(work, teacher_folder):
    settings = settings_of({"variations": {"capitals": 1.0, "untranslated": 1.0}})
    encoding.encode(work, teacher_folder, settings, lambda *_: None)
    found = texts(work, encoding.read(work, settings))
    for source, target in PAIRS[4:]:
        assert found.count((source, target, False)) == 2
        assert found.count((source.upper(), target.upper(), True)) == 2
        assert found.count((target, target, True)) == 2
    assert len(found) == 12


def test_each_shard_is_encoded_once(work, teacher_folder):
    settings = settings_of()
    assert told(work, teacher_folder, settings) == [(1, 3), (2, 3), (3, 3)]
    times = {path: path.stat().st_mtime_ns for path in (work / "encoded").glob("*.npz")}
    write_shard(work / "people" / "00002.jsonl", PAIRS[4:], taught=False)
    assert told(work, teacher_folder, settings) == [(4, 4)]
    assert all(path.stat().st_mtime_ns == time for path, time in times.items())


@pytest.mark.parametrize("changed", ["variations", "vocabulary"])
def test_examples_of_other_settings_are_made_anew(work, teacher_folder, changed):
    told(work, teacher_folder, settings_of())
    settings = settings_of({"variations": {"dash": 0.5}} if changed == "variations" else None)
    if changed == "vocabulary":
        path = work / "vocabulary" / "rows.json"
        rows = msgspec.json.decode(path.read_bytes())
        path.write_bytes(msgspec.json.encode({**rows, "closed": []}))
    assert told(work, teacher_folder, settings)[-1] == (3, 3)
    assert told(work, teacher_folder, settings) == []


def test_what_a_variation_changed_is_marked(work, teacher_folder):
    settings = settings_of({"variations": {"no_stop": 1.0, "untranslated": 1.0, "capitals": 1.0}})
    encoding.encode(work, teacher_folder, settings, lambda *_: None)
    made, found = encoding.read(work, settings).examples, texts(work, encoding.read(work, settings))
    flags = {text: made.is_changed[i].tolist() for i, text in enumerate(found)}
    for source, target in PAIRS[4:]:
        assert set(flags[target, target, True]) == {1}
        assert 0 in flags[source[:-1], target[:-1], True]
        assert flags[source[:-1], target[:-1], True][-1] == 1
        assert 1 in flags[source.upper(), target.upper(), True]


@pytest.mark.slow
def test_several_processes_make_the_same_examples(work, teacher_folder):
    settings = settings_of({"variations": {"capitals": 0.7, "email": 0.7, "names": 0.7}})
    encoding.encode(work, teacher_folder, settings, lambda *_: None)
    one = texts(work, encoding.read(work, settings))
    for path in (work / "encoded").glob("*.npz"):
        path.unlink()
    several = msgspec.structs.replace(settings, run=msgspec.structs.replace(settings.run, threads=2))
    assert told(work, teacher_folder, several)[-1] == (3, 3)
    assert texts(work, encoding.read(work, several)) == one


def test_nothing_to_learn_from_is_an_error(work, teacher_folder):
    with pytest.raises(InputError, match="encode some first"):
        encoding.read(work, settings_of())
    for path in (work / "teacher" / "00001.jsonl", *(work / "people").iterdir()):
        path.unlink()
    with pytest.raises(InputError, match="translate two shards"):
        encoding.encode(work, teacher_folder, settings_of(), lambda *_: None)


def test_what_is_too_long_or_unknown_is_left_out(vocabulary_folder):
    tokenizer = Tokenizer(vocabulary_folder / "vocabulary")
    encoder = Encoder(tokenizer, tokenizer, range(len(tokenizer.ids)))
    pairs = [
        PAIRS[0],
        ("Le chat 日.", "The cat."),
        ("Le chat.", "The 日."),
        (PAIRS[0][0] * 9, "The cat."),
        ("", ""),
    ]
    (only,) = encoder(pairs, 30)
    assert tokenizer.text(only.source.tolist()) == PAIRS[0][0]
    assert only.is_same
    (turned,) = Encoder(tokenizer, tokenizer, range(len(tokenizer.ids))[::-1])(pairs[:1], 30)
    assert not turned.is_same


@pytest.mark.parametrize(
    ("before", "target", "expected"),
    [
        ([1, 2, 3, 4, 0], [1, 2, 9, 4, 0], [0, 1, 1, 1, 0]),
        ([1, 2, 3, 4, 0], [1, 2, 3, 4, 8, 9, 0], [0, 0, 0, 1, 1, 1, 1]),
        ([1, 2, 3, 4, 0], [1, 2, 4, 0], [0, 1, 1, 0]),
        ([1, 2, 0], [9, 1, 2, 0], [1, 1, 0, 0]),
        ([1, 2, 0], [1, 2, 0], [1, 1, 1]),
    ],
)
def test_pieces_that_differ_and_their_neighbours_are_changed(before, target, expected):
    assert changed(np.array(before, np.int32), np.array(target, np.int32)).tolist() == [
        bool(flag) for flag in expected
    ]
