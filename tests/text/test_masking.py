"""Masks in a translation: where they are, and what takes their place."""

from __future__ import annotations

import pytest

from bitext.text.document import Span
from bitext.text.masking import ReadMask, Unmasking, mask_places


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Write to ZX1 now.", 1),
        ("ZX1, ZX1", 2),
        ("Write to zx1.", 1),
        ("Write to Z X 1.", 1),
        ("The two ZX1s.", 1),
        ("Write to ZX12.", 0),
        ("Write to AZX1.", 0),
        ("Write to ZX1b.", 0),
        ("ZX1.5", 0),
        ("Write to me.", 0),
    ],
)
def test_a_name_is_found_as_models_write_it(text: str, count: int) -> None:
    assert len(mask_places(["ZX1"], text)["ZX1"]) == count


def test_what_is_written_as_it_is_goes_before_what_is_not() -> None:
    assert mask_places(["ZX1"], "zx1 and ZX1") == {"ZX1": [Span(8, 11)]}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("17:30", "at 17:30."),
        ("€57", "It costs €57, no more."),
        ("57 minutes", "a 57-minute walk"),
        ("(ZX1)", "The Act (ZX1) says"),
        ("AF1234", "flight AF1234"),
    ],
)
def test_names_that_tell_more(name: str, text: str) -> None:
    assert len(mask_places([name], text)[name]) == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("7:30", "at 17:30"),
        ("€57", "€57.50"),
        ("€57", "€570"),
        ("57 minutes", "157 minutes"),
        ("17:30", "17:30:10"),
    ],
)
def test_names_are_no_part_of_a_number(name: str, text: str) -> None:
    assert mask_places([name], text)[name] == []


def test_what_masks_stand_for_is_put_back() -> None:
    masks = [ReadMask("ZX1", Span(0, 3), "a@b.fr", "ZX1"), ReadMask("17:30", Span(4, 9), "17:30", "ZX2")]
    done = Unmasking("Write to ZX1 before 17:30.", masks)
    assert done.text == "Write to a@b.fr before 17:30."
    assert done.masks == (Span(9, 12), Span(20, 25))
    assert [done.span(span) for span in done.masks] == [Span(9, 15), Span(23, 28)]
    assert done.span(Span(0, 5)) == Span(0, 5)
    assert done.span(Span(10, 11)) == Span(9, 15)
    assert done.span(Span(13, 19)) == Span(16, 22)


@pytest.mark.parametrize(
    ("glued", "text"),
    [((False, False), "A | B"), ((True, True), "A|B"), ((True, False), "A| B"), ((False, True), "A |B")],
)
def test_spaces_that_the_model_alone_read_are_taken_out(glued: tuple[bool, bool], text: str) -> None:
    assert Unmasking("A ZX1 B", [ReadMask("ZX1", Span(2, 5), "|", "ZX1", glued)]).text == text
