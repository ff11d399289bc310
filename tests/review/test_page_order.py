"""The pairs of a page by falling doubt, and in the order of the text again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from benchmarks.browser import opened
from bitext.result.bitext import Bitext
from bitext.review.edits import read
from bitext.review.merge import merge
from tests.support.pages import english, news, write

pytestmark = pytest.mark.browser

DOUBTS = (0.1, 0.31, 0.1, None, 0.7, 0.02)
"""Of six pairs; one is by another hand, and nothing is known of it."""
BY_DOUBT = ["5", "2", "1", "3", "6", "4"]
BY_TEXT = ["1", "2", "3", "4", "5", "6"]


def doubted() -> Bitext:
    """The news, with a doubt of each pair but one."""
    made = news()
    pairs = tuple(replace(pair, doubt=doubt) for pair, doubt in zip(made.pairs, DOUBTS, strict=True))
    return Bitext(made.source, made.target, pairs, made.quotes, made.model)


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    doubted().save(tmp_path / "pont.html")
    with opened(browser, tmp_path / "pont.html") as found:
        yield found


def order(page: Page) -> list[str]:
    return page.locator(".pair:visible .n a").all_text_contents()


def exported(page: Page) -> Bitext:
    with page.expect_download() as download:
        page.get_by_role("button", name="Export corrections").click()
    return merge(doubted(), read(download.value.path().read_text(encoding="utf-8")))


def test_worst_first_and_back(page: Page):
    page.get_by_role("searchbox").fill("ouvr")
    expect(page.locator(".pair:visible")).to_have_count(2)
    button = page.get_by_role("button", name="Worst first")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    assert order(page) == ["5", "1"]
    page.get_by_role("searchbox").fill("")
    expect(page.locator(".pair:visible .n a")).to_have_text(BY_DOUBT)
    button.press("Enter")
    button.press("Enter")
    expect(page.get_by_role("status")).to_have_text("The most doubtful first")
    expect(page.locator("#p5 .doubt")).to_have_text("Doubt 70%")
    expect(page.locator("#p4 .doubt")).to_have_count(0)
    page.keyboard.press("j")
    expect(page.locator("#p5")).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator("#p2")).to_be_focused()
    page.keyboard.press("w")
    expect(page.locator(".pair:visible .n a")).to_have_text(BY_TEXT)
    expect(page.locator("#p2")).to_be_focused()
    expect(page.locator("#p5 .doubt")).to_be_hidden()


def test_corrections_go_by_the_text(page: Page):
    page.get_by_role("button", name="Worst first").click()
    write(page, 5, "It must still open.”")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#p2")).to_be_focused()
    page.keyboard.press("+")
    assert order(page) == ["5", "2", "1", "6", "4"]
    assert english(exported(page)) == [
        "The bridge reopens.",
        "“At last,” sighs Léa Morin, “we cross.” The prefect 🌉 speaks of a “firm date”.",
        "“All is ready.",
        "It must still open.”",
        "Nothing else.",
    ]
    page.keyboard.press("w")
    assert order(page) == ["1", "2", "4", "5", "6"]


def test_pairs_that_come_back_stand_where_their_doubt_says(page: Page):
    page.locator("#p1").focus()
    page.keyboard.press("w")
    expect(page.locator("#p5")).to_be_focused()
    page.locator("#p3").focus()
    page.keyboard.press("+")
    page.keyboard.press("[")
    assert order(page) == ["5", "2", "1", "3", "6"]
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    assert order(page) == BY_DOUBT
    page.locator("#p4").focus()
    page.keyboard.press("+")
    assert order(page) == ["2", "1", "3", "6", "4"]
    page.keyboard.press("Control+z")
    assert order(page) == BY_DOUBT
    page.keyboard.press("w")
    assert order(page) == BY_TEXT
    expect(page.locator("#export")).to_be_disabled()
