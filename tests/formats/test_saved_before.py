"""Files that version 0.1 saved load equal: a translated text, and two texts that were aligned.

``tests/data/saved`` has each of them in the five formats that hold everything, as bitext 0.1.0 wrote them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from bitext.formats._schema import VERSION
from bitext.result.bitext import Bitext
from bitext.text.document import Document, Quotation

SAVED = Path(__file__).resolve().parents[1] / "data" / "saved"
NAMES = ("translated", "aligned")
SUFFIXES = (".json", ".jsonl", ".tmx", ".xlf", ".parquet")


def fields_of(name: str) -> dict[str, Any]:
    """What the JSON file says, read without the package."""
    fields: dict[str, Any] = json.loads((SAVED / f"{name}.json").read_text(encoding="utf-8"))
    return fields


def quotation_fields(quotation: Quotation, text: str) -> dict[str, Any]:
    return {
        "start": quotation.start,
        "end": quotation.end,
        "open": quotation.open,
        "close": quotation.close,
        "depth": quotation.depth,
        "kind": quotation.kind,
        "sentences": list(quotation.sentences),
        "continuations": list(quotation.continuations),
        "text": text[quotation.start : quotation.end],
    }


def index_of(quotation: Quotation | None, document: Document) -> int | None:
    found = (*document.quotations, *document.unpaired)
    return None if quotation is None else found.index(quotation)


def sentence_fields(sentences: Sequence[Any]) -> list[dict[str, Any]]:
    return [{"start": s.start, "end": s.end, "paragraph": s.paragraph, "text": s.text} for s in sentences]


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("name", NAMES)
def test_each_file_says_what_the_json_says(name: str, suffix: str):
    bitext, fields = Bitext.load(SAVED / f"{name}{suffix}"), fields_of(name)
    assert bitext.model == fields["model"]
    for side in ("source", "target"):
        document: Document = getattr(bitext, side)
        assert (document.lang, document.text) == (fields[side]["lang"], fields[side]["text"])
        found = (*document.quotations, *document.unpaired)
        assert [quotation_fields(each, document.text) for each in found] == fields[side]["quotations"]
        assert all(each.kind == "stray" for each in document.unpaired)
        of_pairs = chain.from_iterable(pair[side] for pair in fields["pairs"])
        assert sentence_fields(document.sentences) == list(of_pairs)
    assert [
        {
            "source": index_of(link.source, bitext.source),
            "target": index_of(link.target, bitext.target),
            "verdict": link.verdict,
        }
        for link in bitext.quotes
    ] == fields["quotes"]


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("name", NAMES)
def test_each_file_has_the_pairs_of_the_json(name: str, suffix: str):
    bitext = Bitext.load(SAVED / f"{name}{suffix}")
    assert [
        {
            "source": sentence_fields(pair.source),
            "target": sentence_fields(pair.target),
            "score": pair.score,
            "flags": list(pair.flags),
            "words": [list(row) for row in pair.words.rows()],
        }
        for pair in bitext.pairs
    ] == fields_of(name)["pairs"]
    assert not any(pair.checked for pair in bitext.pairs)


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("name", NAMES)
def test_each_file_loads_equal_and_gives_the_json_again_but_for_its_version(
    name: str, suffix: str, tmp_path: Path
):
    before = SAVED / f"{name}.json"
    bitext = Bitext.load(SAVED / f"{name}{suffix}")
    assert bitext == Bitext.load(before)
    bitext.save(tmp_path / "again.json")
    told, tells = (f'"version": {version},\n'.encode() for version in (1, VERSION))
    assert before.read_bytes().count(told) == 1
    assert (tmp_path / "again.json").read_bytes() == before.read_bytes().replace(told, tells)


def test_the_saved_texts_have_what_is_hard_to_keep():
    """So that the tests above would notice it missing."""
    translated, aligned = (Bitext.load(SAVED / f"{name}.json") for name in NAMES)
    kinds = {quotation.kind for quotation in (*translated.source.quotations, *translated.source.unpaired)}
    assert kinds == {"quotation", "dialogue", "stray"}
    assert any(quotation.depth for quotation in translated.source.quotations)
    assert any(quotation.continuations for quotation in translated.source.quotations)
    assert {"kept", "restored", "unpaired"} <= set(translated.verdicts())
    assert "added" in aligned.verdicts()
    assert all(any(pair.words for pair in bitext.pairs) for bitext in (translated, aligned))
    assert translated.source.text.endswith("\n")
