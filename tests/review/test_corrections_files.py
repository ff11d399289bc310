"""Files of corrections in the page: checked whole, by the command line's rules, before anything changes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bitext.errors import BitextError, BitextWarning
from bitext.review.edits import read
from bitext.review.merge import merge
from tests.support.pages import (
    GOOD,
    LINES,
    change,
    correct,
    corrected,
    english,
    file_of,
    news,
    now,
    open_file,
    press,
)

pytestmark = pytest.mark.browser

ORIGINAL = [english for _, english in LINES]
STORED = """Object.fromEntries(Object.entries(localStorage).filter(([key]) => !key.endsWith("theme")))"""

DAMAGED = {
    "no edits": {key: value for key, value in file_of().items() if key != "edits"},
    "edits are null": file_of(edits=None),
    "edits are a number": file_of(edits=5),
    "a list": [file_of(GOOD)],
    "null": None,
    "another format": file_of(GOOD, format="corrections"),
    "another text": file_of(GOOD, digest="0"),
    "the version is 0": file_of(GOOD, version=0),
    "the version is 2": file_of(GOOD, version=2),
    "the version is half": file_of(GOOD, version=1.5),
    "far beyond": file_of(change(99999, 99999, now([99999], "Far."))),
    "over everything": file_of(change(0, 1_000_000, now([0], "All."))),
    "the wrong way round": file_of(change(2, 1, now([1, 2], "Back."))),
    "below zero": file_of(change(-1, 0, now([0], "Below."))),
    "a target that is a number": file_of(change(0, 0, {"source": [0], "target": 5})),
    "a target that is a text": file_of(change(0, 0, {"source": [0], "target": "The bridge."})),
    "a line that is null": file_of(change(0, 0, {"source": [0], "target": ["The bridge.", None]})),
    "no source": file_of(change(0, 0, {"target": ["The bridge."]})),
    "no pairs": file_of(change(0, 0)),
    "checked is a text": file_of(change(0, 0, now([0], "The bridge.", checked="yes"))),
    "two faults": {"edits": [{"first": "one", "pairs": []}], "format": "bitext-corrections", "version": 1},
    "a sentence too many": file_of(change(0, 0, now([0, 1], "The bridge."))),
    "a sentence twice": file_of(change(0, 1, now([0], "The bridge."), now([0], "It."))),
    "one good and one bad": file_of(GOOD, change(5, 5, now([4], "Nothing."))),
    "two of one pair": file_of(GOOD, change(1, 1, now([1], "Otherwise."))),
    "overlapping": file_of(change(0, 1, now([0, 1], "Both.")), change(1, 2, now([1, 2], "Both."))),
    "a bad one twice": file_of(
        *[change(2, 2, now([2], "The “firm date”.", quotes=[{"link": 2, "open": 0}]))] * 2
    ),
    "a mark where none is": file_of(
        change(2, 2, now([2], "The “firm date”.", quotes=[{"link": 2, "open": 0}]))
    ),
    "a mark beyond the end": file_of(
        change(2, 2, now([2], "The “firm date”.", quotes=[{"link": 2, "close": 99}]))
    ),
    "a link that is not there": file_of(
        change(2, 2, now([2], "The “firm date”.", quotes=[{"link": 9, "open": 4}]))
    ),
    "marks the wrong way round": file_of(
        change(2, 2, now([2], "The “firm date”.", quotes=[{"link": 2, "open": 14, "close": 4}]))
    ),
}


def test_files_that_do_not_fit_change_nothing_and_are_told_as_on_the_command_line(page: Page, tmp_path: Path):
    correct(page, 1, "The bridge is open again.")
    press(page, 4, "+")
    stored, before = page.evaluate(STORED), page.locator(".pairs").inner_text()
    for name, content in DAMAGED.items():
        with pytest.raises(BitextError) as refused:
            merge(news(), read(json.dumps(content)))
        path = open_file(page, tmp_path, content)
        expect(page.get_by_role("status"), name).to_have_text(f"{path.name}: {refused.value}")
        assert page.evaluate(STORED) == stored, name
        assert page.locator(".pairs").inner_text() == before, name
    assert english(corrected(page)[0])[0] == "The bridge is open again."


@pytest.mark.parametrize("content", ["", "{", '{"format": NaN}', "é".encode("latin-1")])
def test_a_file_that_is_not_json_changes_nothing(page: Page, tmp_path: Path, content: str | bytes):
    correct(page, 1, "The bridge is open again.")
    path = tmp_path / "given.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    page.locator("#file").set_input_files(path)
    expect(page.get_by_role("status")).to_contain_text("given.json: this is not ")
    expect(page.locator("#p1 .en")).to_have_text("The bridge is open again.")


def test_an_edit_that_a_file_has_twice_is_taken_once(page: Page, tmp_path: Path):
    marked = change(2, 2, now([2], "It is a “firm date”.", quotes=[{"link": 2, "open": 8, "close": 18}]))
    open_file(page, tmp_path, file_of(marked, marked))
    expect(page.get_by_role("status")).to_have_text("One correction opened")
    assert english(corrected(page)[0])[2] == "It is a “firm date”."


def test_a_file_about_other_pairs_is_added_as_one_step(page: Page, tmp_path: Path):
    correct(page, 1, "The bridge is open again.")
    open_file(page, tmp_path, file_of(GOOD, change(3, 4, now([3, 4], "“All is ready.", "It remains.”"))))
    expect(page.locator(".pair")).to_have_count(5)
    assert english(corrected(page)[0])[:2] == ["The bridge is open again.", GOOD["pairs"][0]["target"][0]]
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".pair")).to_have_count(6)
    assert english(corrected(page)[0]) == ["The bridge is open again.", *ORIGINAL[1:]]


@pytest.mark.parametrize(
    ("answer", "second"),
    [("Mine", "Mine."), ("The file’s", GOOD["pairs"][0]["target"][0]), ("Cancel", "Mine.")],
)
def test_a_file_about_the_same_pairs_is_asked_about(page: Page, tmp_path: Path, answer: str, second: str):
    correct(page, 2, "Mine.")
    open_file(page, tmp_path, file_of(GOOD, change(5, 5, now([5], "Nothing more."))))
    expect(page.get_by_role("dialog")).to_contain_text(
        "You and given.json have corrected the same pairs, and not in the same way: 2."
    )
    page.get_by_role("button", name=answer, exact=True).click()
    last = ORIGINAL[5] if answer == "Cancel" else "Nothing more."
    expect(page.locator("#p6 .en")).to_have_text(last)
    assert english(corrected(page)[0])[1::4] == [second, last]
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#p6 .en")).to_have_text(ORIGINAL[5])
    expect(page.locator("#p2 .en")).to_have_text(ORIGINAL[1] if answer == "Cancel" else "Mine.")


def test_a_file_that_empties_an_english_is_told_as_on_the_command_line(page: Page, tmp_path: Path):
    content = file_of(GOOD, change(0, 0, now([0], " ")))
    with pytest.warns(BitextWarning) as told:
        merge(news(), read(json.dumps(content)))
    open_file(page, tmp_path, content)
    expect(page.get_by_role("status")).to_have_text(f"2 corrections opened. {told[0].message}")
