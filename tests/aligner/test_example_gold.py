"""The example article: French, English and gold agree, and the library finds what the gold says."""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from bitext.segmentation.segment import segment
from bitext.text.document import Document, Quotation

EXAMPLES = Path(__file__).parents[2] / "examples"


def read(name: str) -> str:
    return (EXAMPLES / name).read_bytes().decode("utf-8")


@pytest.fixture(scope="module")
def gold() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(read("article.gold.json"))
    return loaded


@pytest.fixture(scope="module")
def document() -> Document:
    return segment(read("article.fr.txt"))


def as_gold(index: int, quotation: Quotation, text: str) -> dict[str, Any]:
    return {
        "id": index,
        "start": quotation.start,
        "end": quotation.end,
        "open": quotation.open,
        "close": quotation.close,
        "text": text[quotation.start : quotation.end],
        "depth": quotation.depth,
        "kind": quotation.kind,
        "sentences": list(quotation.sentences),
        "continuations": list(quotation.continuations),
    }


def test_sentences_are_those_of_the_gold(document: Document, gold: dict[str, Any]) -> None:
    found = [
        {"id": i, "start": s.start, "end": s.end, "text": s.text, "paragraph": s.paragraph}
        for i, s in enumerate(document.sentences)
    ]
    assert found == gold["sentences"]


def test_quotations_are_those_of_the_gold(document: Document, gold: dict[str, Any]) -> None:
    found = [as_gold(i, q, document.text) for i, q in enumerate(document.quotations)]
    assert found == gold["quotations"]


def test_stray_marks_are_those_of_the_gold(document: Document, gold: dict[str, Any]) -> None:
    closing = [
        {"start": q.start, "mark": q.close, "kind": "close without open", "sentences": list(q.sentences)}
        for q in document.unpaired
        if q.close
    ]
    assert closing == gold["unpaired"]
    assert [q.start for q in document.unpaired if q.open] == gold["open_left"]


@pytest.mark.parametrize("kind", ["sentences", "quotations"])
def test_gold_offsets_cut_the_text_they_name(gold: dict[str, Any], kind: str) -> None:
    text = read("article.fr.txt")
    assert [text[row["start"] : row["end"]] for row in gold[kind]] == [row["text"] for row in gold[kind]]


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("article.fr.txt", lambda gold: [row["text"] for row in gold["sentences"]]),
        ("article.en.txt", lambda gold: gold["reference"]),
    ],
)
def test_both_articles_are_made_of_the_same_paragraphs_and_sentences(
    gold: dict[str, Any], name: str, lines: Any
) -> None:
    pairs = zip(gold["sentences"], lines(gold), strict=True)
    paragraphs = [
        " ".join(line for _, line in group) for _, group in groupby(pairs, lambda pair: pair[0]["paragraph"])
    ]
    assert len(paragraphs) == gold["paragraphs"]
    assert "\n\n".join(paragraphs) + "\n" == read(name)
