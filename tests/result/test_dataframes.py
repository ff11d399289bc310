"""A Bitext as a table of pandas and as a dataset, both without a file or a connection."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks.made_up import bitext_of, quoted
from bitext.errors import BitextWarning, MissingDependencyError
from bitext.result.bitext import Bitext
from bitext.result.pair import Pair, Side
from bitext.text.document import Document
from tests.support.processes import python

COLUMNS = {
    "source": "str",
    "target": "str",
    "score": "float64",
    "flags": "object",
    "checked": "bool",
    "verdicts": "object",
    "words": "object",
    "word_offsets": "object",
    "source_sentences": "int64",
    "target_sentences": "int64",
    "source_start": "Int64",
    "source_end": "Int64",
    "target_start": "Int64",
    "target_end": "Int64",
}


def test_a_row_for_each_pair():
    frame: Any = quoted().to_pandas()
    assert list(frame.source) == [pair.source.text for pair in quoted()]
    assert frame.iloc[0].to_dict() == {
        "source": "Le maire a dit : « J’attends la “réponse”.",
        "target": "The mayor said, “I await the ‘answer’.",
        "score": 0.75,
        "flags": ["retried"],
        "checked": False,
        "verdicts": ["kept", "restored"],
        "words": [("Le", "The"), ("maire", "mayor")],
        "word_offsets": [(0, 2, 0, 3), (3, 8, 4, 9)],
        "source_sentences": 1,
        "target_sentences": 1,
        "source_start": 0,
        "source_end": 42,
        "target_start": 0,
        "target_end": 38,
    }
    assert frame.attrs == {"source": "fr", "target": "en", "model": "opus-mt-fr-en"}
    assert list(frame.verdicts) == [["kept", "restored"], [], ["unpaired"]]
    for row, pair in zip(frame.itertuples(), quoted(), strict=True):
        assert quoted().source.text[row.source_start : row.source_end] == pair.source.text


def test_what_a_reader_would_ask_of_the_table():
    frame: Any = quoted().to_pandas()
    assert list(frame[frame.score < 0.6].target) == ["Nothing else.”"]
    assert frame.explode("verdicts").verdicts.value_counts().to_dict() == {
        "kept": 1,
        "restored": 1,
        "unpaired": 1,
    }
    assert frame.words.explode().dropna().tolist() == [("Le", "The"), ("maire", "mayor")]


@pytest.mark.parametrize("bitext", [quoted(), bitext_of([])], ids=["pairs", "none"])
def test_the_types_of_the_columns(bitext: Bitext):
    frame: Any = bitext.to_pandas()
    expected = {name: kind if kind != "str" else str(frame.source.dtype) for name, kind in COLUMNS.items()}
    assert {name: str(kind) for name, kind in frame.dtypes.items()} == expected
    assert str(frame.source.dtype) in ("str", "object")


def test_a_side_without_a_sentence_has_no_place():
    given = bitext_of([("Oui.", "Yes.")])
    bitext = Bitext(given.source, Document("", (), lang="en"), (Pair(given.pairs[0].source, Side()),))
    frame: Any = bitext.to_pandas()
    assert (frame.target[0], frame.target_sentences[0]) == ("", 0)
    assert frame[["target_start", "target_end"]].isna().all(axis=None)
    assert frame.source_end[0] == 4


def test_a_dataset_as_trainers_read_it():
    dataset: Any = quoted().to_dataset()
    assert dataset[0] == {
        "translation": {"fr": quoted().pairs[0].source.text, "en": quoted().pairs[0].target.text},
        "score": 0.75,
        "flags": ["retried"],
        "checked": False,
    }
    assert dataset.features["translation"].languages == ("fr", "en")
    assert dataset.filter(lambda row: not row["flags"], load_from_cache_file=False).num_rows == 1
    assert bitext_of([]).to_dataset().num_rows == 0


@pytest.mark.parametrize("way", ["to_pandas", "to_dataset"])
def test_halves_of_characters_are_replaced_and_told(way: str):
    bitext = bitext_of([("Oui \ud800.", "Yes.")])
    bitext = replace(bitext, pairs=(replace(bitext.pairs[0], flags=("à voir",)),))
    with pytest.warns(BitextWarning, match="halves of characters became U.FFFD: 1 in all"):
        made = getattr(bitext, way)()
    assert "Oui \ufffd." in str(made[0] if way == "to_dataset" else made.source[0])


@pytest.mark.parametrize(
    ("way", "package", "extra"), [("to_pandas", "pandas", "pandas"), ("to_dataset",) + ("datasets",) * 2]
)
def test_without_the_package_the_extra_is_named(
    monkeypatch: pytest.MonkeyPatch, way: str, package: str, extra: str
):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingDependencyError, match=rf"pip install 'bitext\[{extra}\]'"):
        getattr(quoted(), way)()


OFFLINE = """
import socket
def refuse(*args, **kwargs):
    raise SystemExit("a connection was tried")
socket.socket.connect = refuse
socket.getaddrinfo = refuse
from tests.support.processes import python
from benchmarks.made_up import quoted
assert quoted().to_dataset().num_rows == len(quoted().to_pandas()) == 3
"""


def test_no_file_and_no_connection(tmp_path: Path):
    environment = {
        **os.environ,
        "HOME": str(tmp_path),
        "TMPDIR": str(tmp_path),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    for name in [name for name in environment if name.startswith(("HF_", "XDG_"))]:
        del environment[name]
    root = Path(__file__).parents[2]
    done = python(OFFLINE, cwd=root, env=environment)
    assert (done.stderr, done.returncode) == (b"", 0)
    assert list(tmp_path.rglob("*")) == []
