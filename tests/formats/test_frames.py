"""Tables of pandas are read as they are written: from the frame, and from the CSV that pandas makes of it."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any, cast

import pandas
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bitext
from bitext import Bitext, BitextWarning, FormatError, InputError, WordLinks
from bitext.formats import csv as formats_csv
from bitext.formats._rows import FilePair, FileSentence, bitext_of


def sample() -> Bitext:
    rows = [
        FilePair(
            [FileSentence("La nuit tombe, dit-il."), FileSentence("La nuit, « enfin » !", gap="\n  ")],
            [FileSentence("Night is falling, he said; night, “at last”!")],
            0.75,
            ("retried", "odd flag, it's"),
            WordLinks([(3, 7, 0, 5), (28, 32, 27, 32)]),
            checked=True,
        ),
        FilePair([FileSentence("Rien, «\u00a0rien\u00a0».")], [], 0.0, ("deletion",)),
        FilePair([FileSentence("Fin ; \"dit\", 'oui'.")], [FileSentence("The end; \"said\", 'yes'.")], 1 / 3),
    ]
    return bitext_of(rows, model="fr-en")


def held(found: Bitext) -> object:
    """What a table holds."""
    pairs = [
        (
            [each.text for each in pair.source],
            [each.text for each in pair.target],
            pair.score,
            pair.flags,
            pair.checked,
            [(word.source.text, word.target.text) for word in pair.words],
        )
        for pair in found
    ]
    return found.source.lang, found.target.lang, pairs


def test_the_frame_is_the_result_again():
    again = Bitext.from_pandas(sample().to_pandas())
    assert held(again) == held(sample())
    assert again.model == "fr-en"
    assert [link.verdict for link in again.quotes] == [link.verdict for link in sample().quotes]


@pytest.mark.parametrize(
    "options", [{}, {"index": False}, {"sep": ";"}, {"sep": "\t"}, {"quoting": 1}], ids=str
)
def test_the_csv_of_pandas_loads(options: dict[str, Any], tmp_path: Path):
    path = tmp_path / "table.csv"
    sample().to_pandas().to_csv(path, **options)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert held(Bitext.load(path)) == held(sample())


def test_a_csv_read_by_pandas_is_a_frame(tmp_path: Path):
    path = tmp_path / "table.csv"
    sample().to_pandas().to_csv(path, index=False)
    assert held(Bitext.from_pandas(pandas.read_csv(path))) == held(sample())


@pytest.mark.parametrize(
    "columns", [["source", "target"], ["source", "target", "score", "flags", "checked"]], ids=len
)
def test_some_of_the_columns(columns: list[str], tmp_path: Path):
    path = tmp_path / "table.csv"
    frame = sample().to_pandas()[columns]
    frame.to_csv(path)
    for found in (Bitext.load(path), Bitext.from_pandas(frame)):
        assert [pair.target.text for pair in found] == [pair.target.text for pair in sample()]
        if "flags" in columns:
            assert [pair.flags for pair in found] == [pair.flags for pair in sample()]
            assert [pair.checked for pair in found] == [pair.checked for pair in sample()]
            assert [pair.score for pair in found] == [pair.score for pair in sample()]


def test_rows_may_be_dropped_sorted_and_edited():
    frame: Any = sample().to_pandas()
    frame.loc[0, "target"] = "At nightfall he said: night, “at last”!"
    frame = frame[frame.source != "Fin ; \"dit\", 'oui'."].iloc[::-1]
    found = Bitext.from_pandas(frame)
    assert found[0].source.text == "Rien, «\u00a0rien\u00a0»."
    assert [(word.source.text, word.target.text) for word in found[1].words] == []
    kept = frame.assign(target=list(sample().to_pandas().target[[1, 0]]))
    assert len(Bitext.from_pandas(kept)[1].words) == 2


def test_tables_of_others():
    frame = pandas.DataFrame(
        {"Français": ["Il neige.", None], "English": ["It snows.", "Odd."], "who": [1, 2]}
    )
    with pytest.warns(BitextWarning, match="no place for who"):
        found = Bitext.from_pandas(frame)
    assert [(pair.source.text, pair.target.text) for pair in found] == [
        ("Il neige.", "It snows."),
        ("", "Odd."),
    ]
    assert (found.source.lang, found.target.lang) == ("fr", "en")


def test_what_is_no_table_is_told():
    with pytest.raises(InputError, match="takes a DataFrame of pandas, not list"):
        Bitext.from_pandas(cast(Any, [1]))
    with pytest.raises(FormatError, match="columns one, two; name them fr and en"):
        Bitext.from_pandas(pandas.DataFrame({"one": ["a"], "two": ["b"]}))
    wrong = sample().to_pandas().astype({"flags": object})
    wrong["flags"] = "retried"
    with pytest.raises(FormatError, match=r"row 0: flags is 'retried'; write a list such as"):
        Bitext.from_pandas(wrong)
    with pytest.raises(FormatError, match="row 1: source is int, not text"):
        Bitext.from_pandas(pandas.DataFrame({"source": ["a", 2], "target": ["b", "c"]}))


@st.composite
def results(draw: st.DrawFn) -> Bitext:
    """Pairs of sentences, each of a few words that may be the same, with any word links."""
    sentence = st.lists(
        st.sampled_from(["un", "de", "«", "»", "l’un", "=1", "a,b", "'", '"']), min_size=1, max_size=5
    )
    rows = []
    for _ in range(draw(st.integers(1, 3))):
        left, right = draw(sentence), draw(sentence)
        links = {
            (
                *place(left, draw(st.integers(0, len(left) - 1))),
                *place(right, draw(st.integers(0, len(right) - 1))),
            )
            for _ in range(draw(st.integers(0, 3)))
        }
        sides = [FileSentence(" ".join(left))], [FileSentence(" ".join(right))]
        score, flags = (
            draw(st.floats(0, 1)),
            tuple(draw(st.lists(st.sampled_from(["copy", "it's", "a b"]), max_size=2))),
        )
        rows.append(FilePair(*sides, score, flags, WordLinks(sorted(links)), draw(st.booleans())))
    return bitext_of(rows)


def place(words: list[str], number: int) -> tuple[int, int]:
    start = len(" ".join([*words[:number], ""]))
    return start, start + len(words[number])


@given(found=results())
@settings(max_examples=50, deadline=None)
def test_any_result_comes_back(found: Bitext):
    frame = found.to_pandas()
    assert held(Bitext.from_pandas(frame)) == held(found)
    written = formats_csv.read(frame.to_csv())
    assert held(written) == held(found)


def test_an_empty_table():
    assert len(Bitext.from_pandas(bitext_of([]).to_pandas())) == 0


@pytest.mark.model
def test_a_translation_as_a_table(tmp_path: Path):
    found = bitext.translate("Il pleut. « Restons ici », dit-elle. Le vent se lève.")
    again = Bitext.from_pandas(found.to_pandas())
    assert held(again) == held(found)
    assert [link.verdict for link in again.quotes] == [link.verdict for link in found.quotes]
    found.to_pandas().to_csv(tmp_path / "a.csv")
    assert held(Bitext.load(tmp_path / "a.csv")) == held(found)
