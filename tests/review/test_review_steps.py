"""Working through a page: step by step back and forth, from one open pair to the next, and how far it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from benchmarks.browser import opened
from tests.support.pages import LINES, corrected, english, press

pytestmark = pytest.mark.browser

ORIGINAL = [english for _, english in LINES]
TEXTS = "[...document.querySelectorAll('.pair .t')].map((cell) => cell.textContent)"


def test_every_step_can_be_taken_back_and_done_again(page: Page):
    states = [page.evaluate(TEXTS)]
    for number, keys in ((4, "+"), (3, "mArrowLeft Escape"), (4, "-"), (4, "]"), (1, "c"), (4, "z")):
        press(page, number, *re.findall(r"Arrow\w+|Escape|\S", keys))
        states.append(page.evaluate(TEXTS))
    press(page, 6, "e")
    page.keyboard.insert_text(" At all.")
    page.keyboard.press("Control+s")
    states.append(page.evaluate(TEXTS))
    exported = corrected(page)[1]
    for state in states[-2::-1]:
        page.keyboard.press("Control+z")
        assert page.evaluate(TEXTS) == state
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()
    expect(page.get_by_role("button", name="Export corrections")).to_be_disabled()
    for state in states[1:]:
        page.keyboard.press("Control+Shift+z")
        assert page.evaluate(TEXTS) == state
    expect(page.get_by_role("button", name="Redo")).to_be_disabled()
    assert corrected(page)[1] == exported


def test_what_is_taken_back_is_taken_from_the_store(page: Page):
    press(page, 1, "c")
    press(page, 4, "+", "Control+z")
    page.reload()
    assert [edit["first"] for edit in corrected(page)[1]["edits"]] == [0]


def test_steps_that_take_the_pair_in_hand_away_lead_to_the_one_that_is_there(page: Page):
    for number, keys in ((5, "+"), (4, "+"), (4, "-"), (4, "-"), (4, "+")):
        press(page, number, *keys)
    page.keyboard.press("End")
    while page.get_by_role("button", name="Undo").is_enabled():
        page.keyboard.press("Control+z")
        expect(page.locator(".pair.here")).to_have_count(1)
        expect(page.locator(".pair:focus")).to_have_count(1)
    assert page.evaluate(TEXTS) == [text for line in LINES for text in line]


def test_a_new_step_ends_what_could_be_done_again(page: Page):
    press(page, 1, "c", "Control+z")
    press(page, 2, "c")
    expect(page.get_by_role("button", name="Redo")).to_be_disabled()


def test_a_step_goes_to_its_pair_though_a_filter_hides_it(page: Page):
    press(page, 1, "c")
    page.get_by_role("searchbox").fill("Rien")
    expect(page.locator("#p1")).to_be_hidden()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#p1")).to_be_focused()


def test_control_and_enter_confirm_and_go_to_the_next_open_pair(page: Page):
    press(page, 3, "c")
    press(page, 1, "Control+Enter")
    expect(page.locator("#p2")).to_be_focused()
    page.keyboard.press("e")
    page.keyboard.insert_text(" At last.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#p4")).to_be_focused()
    for _ in range(3):
        page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status")).to_have_text("Confirmed; every pair here is checked")
    result, _ = corrected(page)
    assert [pair.checked for pair in result.pairs] == [True] * 6
    assert english(result) == [ORIGINAL[0], f"{ORIGINAL[1]} At last.", *ORIGINAL[2:]]
    assert [pair.flags for pair in result.pairs][:2] == [(), ("edited",)]


def test_after_the_last_pair_comes_the_first_open_one(page: Page):
    press(page, 6, "Control+Enter")
    expect(page.locator("#p1")).to_be_focused()


def test_the_page_says_how_far_it_is(browser: Browser, page: Page, tmp_path: Path):
    said = page.locator("#progress")
    expect(said).to_have_text("0 of 6 checked, 0 of 24 words")
    press(page, 1, "c")
    expect(said).to_have_text("1 of 6 checked, 3 of 24 words")
    press(page, 4, "+", "c")
    expect(said).to_have_text("2 of 5 checked, 10 of 24 words")
    page.keyboard.press("Control+z")
    expect(said).to_have_text("1 of 5 checked, 3 of 24 words")
    expect(page.get_by_role("progressbar", name="Checked")).to_have_js_property("value", 3)
    corrected(page)[0].save(tmp_path / "later.html")
    with opened(browser, tmp_path / "later.html") as later:
        expect(later.locator("#progress")).to_have_text("1 of 5 checked, 3 of 24 words")
