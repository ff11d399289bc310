"""Laws, press, theatre, recipes, notes: an example a line in ``data/french_kinds.txt``."""

from __future__ import annotations

from pathlib import Path

import pytest

from bitext.segmentation.segment import segment

LINES = (Path(__file__).parent / "data" / "french_kinds.txt").read_text(encoding="utf-8").splitlines()
EXAMPLES = [line for line in LINES if line and not line.startswith("#")]


@pytest.mark.parametrize("example", EXAMPLES)
def test_sentences_part_where_they_should(example: str) -> None:
    text = example.replace("|", " ").replace("¦", "")
    assert [sentence.text for sentence in segment(text)] == example.replace("¦", "|").split("|")


@pytest.mark.parametrize("space", ["\u00a0", "\u202f"])
def test_they_part_there_with_french_spaces_too(space: str) -> None:
    for example in EXAMPLES:
        spaced = example
        for mark in "»!?;:":
            spaced = spaced.replace(f" {mark}", f"{space}{mark}")
        spaced = spaced.replace("« ", f"«{space}")
        text = spaced.replace("|", " ").replace("¦", "")
        assert [sentence.text for sentence in segment(text)] == spaced.replace("¦", "|").split("|")


def test_there_are_enough_examples() -> None:
    assert len(EXAMPLES) > 100
