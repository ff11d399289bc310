"""Other wordings in files: kept beside an English that was edited, gone with a source that was."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from bitext.errors import ExchangeWarning, FormatError
from bitext.formats._rows import FilePair, FileSentence, bitext_of
from bitext.result.alternatives import Alternative
from bitext.result.bitext import Bitext

OTHERS = (
    Alternative("The tram is\u2028 <late>.\r\n", 0.75),
    Alternative("“A” \\ tramway\x00 \ud800", 0.5),
    Alternative("A tram", 0.93, 93),
)
SUFFIXES = (".tmx", ".xlf", ".tei")


@pytest.fixture
def tram() -> Bitext:
    rows = [
        FilePair([FileSentence("Le tram tarde.")], [FileSentence("The tram lags.")], wordings=OTHERS),
        FilePair([FileSentence("Il gèle.")], [FileSentence("It freezes.")]),
    ]
    return bitext_of(rows, model="made-up")


@pytest.fixture
def edited(tram: Bitext, tmp_path: Path) -> Callable[[str, str, str], Bitext]:
    """What is loaded where another program has changed something in the file."""

    def make(suffix: str, old: str, new: str) -> Bitext:
        path = tmp_path / f"tram{suffix}"
        tram.save(path)
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ExchangeWarning)
            return Bitext.load(path)

    return make


@pytest.mark.parametrize("suffix", [*SUFFIXES, ".json", ".jsonl", ".parquet", ".html"])
def test_every_character_comes_back(tram: Bitext, tmp_path: Path, suffix: str):
    tram.save(tmp_path / f"a{suffix}")
    assert Bitext.load(tmp_path / f"a{suffix}")[0].alternatives() == OTHERS


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_they_stay_beside_an_english_that_was_edited(edited: Callable[..., Bitext], suffix: str):
    found = edited(suffix, "The tram lags.", "The tram dawdles.")
    assert found[0].target.text == "The tram dawdles."
    assert found[0].alternatives() == OTHERS


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_they_go_with_a_source_that_was_edited(edited: Callable[..., Bitext], suffix: str):
    found = edited(suffix, "Le tram tarde.", "Le train tarde.")
    assert found[0].source.text == "Le train tarde."
    assert found[0].alternatives() == ()


@pytest.mark.parametrize("new", ["[0.75]", '["a", 1]', "0.75 x", '[2, "x"]', "[" * 9000])
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_is_none_is_refused(edited: Callable[..., Bitext], suffix: str, new: str):
    with pytest.raises(FormatError):
        edited(suffix, '[0.75, "The tram is\u2028 &lt;late&gt;.\\r\\n"]', new)


def test_xliff_has_them_as_candidates(tram: Bitext, tmp_path: Path):
    tram.save(tmp_path / "a.xlf")
    matches = etree.parse(tmp_path / "a.xlf").findall(".//{*}match")
    assert [(match.get("ref"), match.get("matchQuality")) for match in matches] == [
        ("#s1", "100.00"),
        ("#s1", "75.00"),
        ("#s1", "50.00"),
        ("#s1", "93.00"),
        ("#s2", "100.00"),
    ]
    remembered = [match for match in matches if match.get("type") == "tm"]
    assert [(match.get("origin"), match.get("similarity")) for match in remembered] == [
        ("translation memory", "93")
    ]
    checked = replace(tram, pairs=tuple(replace(pair, checked=True) for pair in tram))
    checked.save(tmp_path / "a.xlf")
    assert not etree.parse(tmp_path / "a.xlf").findall(".//{*}match")
