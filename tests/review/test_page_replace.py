"""Find and replace in the page: what matches, what is replaced, what stays, and the way back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from benchmarks.browser import opened
from bitext.formats._rows import FilePair, FileSentence, bitext_of
from bitext.result.bitext import Bitext
from bitext.review.edits import read
from bitext.review.merge import merge

pytestmark = pytest.mark.browser

LINES = [
    ("Le bac part à l’aube.", "The ferry leaves at dawn."),
    ("Aucun bac ne part.", "No Ferry leaves, and the ferryman sleeps."),
    ("« Le bac est plein », dit-il.", "“The ferry is full,” he says."),
    ("Ce n’est pas le bac.", "It isn’t the ferry. It is a ferry."),
    ("Rien.", "Nothing."),
    ("Le prix : 4 € (aller).", "The price: €4.50 (one way)."),
]


def crossing() -> Bitext:
    return bitext_of([FilePair([FileSentence(fr)], [FileSentence(en)]) for fr, en in LINES])


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    crossing().save(tmp_path / "bac.html")
    with opened(browser, tmp_path / "bac.html") as found:
        yield found


def find(page: Page, wanted: str, other: str = "", *options: str) -> None:
    """Opens the panel and says what is looked for."""
    page.keyboard.press("r")
    page.get_by_role("textbox", name="Find in the English").fill(wanted)
    page.get_by_role("textbox", name="Replace with").fill(other)
    for option in options:
        page.get_by_role("checkbox", name=option).check()


def matches(page: Page, text: str) -> None:
    expect(page.locator("#matches")).to_have_text(text)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def english(page: Page) -> list[str]:
    return page.locator(".en").all_text_contents()


def corrected(page: Page) -> Bitext:
    """The crossing with what the page exports."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Export corrections").click()
    return merge(crossing(), read(download.value.path().read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("wanted", "options", "number"),
    [
        ("ferry", (), "6 matches in 4 pairs"),
        ("ferry", ("Match case",), "5 matches in 4 pairs"),
        ("ferry", ("Whole words",), "5 matches in 4 pairs"),
        ("ferry", ("Match case", "Whole words"), "4 matches in 3 pairs"),
        ("isn't", (), "1 match in 1 pair"),
        ("€4.50 (", (), "1 match in 1 pair"),
        ("4x50", (), "0 matches in 0 pairs"),
        ("bac", (), "0 matches in 0 pairs"),
        ("   ", (), ""),
    ],
)
def test_matches_are_counted(page: Page, wanted: str, options: tuple[str, ...], number: str):
    find(page, wanted, "", *options)
    matches(page, number)
    lit = page.evaluate("CSS.highlights.get('match')?.size ?? 0")
    assert lit == int(number.split(maxsplit=1)[0] if number else 0)
    expect(page.get_by_role("button", name="Replace all")).to_be_enabled(enabled=lit > 0)


def test_all_are_replaced_as_one_step(page: Page):
    before = english(page)
    find(page, "ferry", "boat", "Whole words")
    press(page, "Replace all")
    now = [re.sub(r"(?i)\bferry\b", "boat", line) for line in before]
    assert english(page) == now
    matches(page, "0 matches in 0 pairs")
    expect(page.get_by_role("status")).to_have_text("5 replaced; Ctrl+Z takes it back")
    result = corrected(page)
    assert [pair.target.text for pair in result.pairs] == now
    assert [link.verdict for link in result.quotes] == ["kept"]
    assert [bool(pair.flags) for pair in result.pairs] == [True] * 4 + [False] * 2
    page.get_by_role("button", name="Undo").click()
    assert english(page) == before
    page.keyboard.press("Control+Shift+z")
    assert english(page) == now
    page.reload()
    assert english(page) == now


def test_one_after_another_from_the_keyboard(page: Page):
    find(page, "ferry", "ferry boat", "Whole words")
    box = page.get_by_role("textbox", name="Replace with")
    box.press("Enter")
    matches(page, "1 of 5 matches in 4 pairs")
    box.press("Enter")
    matches(page, "2 of 5 matches in 4 pairs")
    assert english(page)[0] == "The ferry boat leaves at dawn."
    expect(page.locator(".here")).to_have_id("p2")
    page.get_by_role("textbox", name="Find in the English").press("Enter")
    matches(page, "3 of 5 matches in 4 pairs")
    box.press("Enter")
    box.press("Enter")
    box.press("Enter")
    assert english(page)[2:4] == [
        "“The ferry boat is full,” he says.",
        "It isn’t the ferry boat. It is a ferry boat.",
    ]
    matches(page, "1 of 5 matches in 4 pairs")
    page.get_by_role("textbox", name="Find in the English").press("Shift+Enter")
    matches(page, "5 of 5 matches in 4 pairs")
    page.keyboard.press("Escape")
    expect(page.get_by_role("group", name="Find and replace in the English")).to_be_hidden()
    expect(page.locator("#p4")).to_be_focused()
    page.keyboard.press("Control+z")
    assert english(page)[3] == "It isn’t the ferry boat. It is a ferry."


def test_quotation_marks_are_not_replaced_away(page: Page):
    find(page, '"', "*")
    matches(page, "0 matches in 0 pairs")
    find(page, "“The", "A")
    matches(page, "0 matches in 0 pairs")
    find(page, "“The", "“This")
    matches(page, "1 match in 1 pair")
    press(page, "Replace all")
    assert english(page)[2] == "“This ferry is full,” he says."
    assert page.locator("#p3 .en .q").all_text_contents() == ["“", "This ferry is full,", "”"]


def test_a_pair_is_never_emptied(page: Page):
    find(page, "Nothing.")
    matches(page, "1 match in 1 pair")
    press(page, "Replace all")
    assert english(page)[4] == "Nothing."
    expect(page.get_by_role("status")).to_contain_text("0 replaced, 1 left where nothing else would be")
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()


def test_what_is_written_is_taken_as_it_is(page: Page):
    find(page, "(one way)", r"$& \1 [a.b]")
    press(page, "Replace all")
    assert english(page)[5] == r"The price: €4.50 $& \1 [a.b]."


def test_only_pairs_that_are_shown_and_what_is_half_written_first(page: Page):
    page.get_by_role("searchbox").fill("aube")
    expect(page.locator(".pair:visible")).to_have_count(1)
    page.locator("#p1").focus()
    page.keyboard.press("e")
    page.get_by_role("textbox", name="English, a line a sentence").fill("The ferry leaves early.")
    page.get_by_role("button", name="Replace…").click()
    page.get_by_role("textbox", name="Find in the English").fill("ferry")
    page.get_by_role("textbox", name="Replace with").fill("boat")
    press(page, "Replace all")
    assert english(page)[:2] == ["The boat leaves early.", LINES[1][1]]


def test_pairs_that_were_merged_and_split_are_replaced_together(page: Page):
    page.locator("#p1").focus()
    for key in "+-":
        page.keyboard.press(key)
    before = english(page)
    find(page, "ferry", "boat")
    press(page, "Replace all")
    assert english(page)[:2] == ["The boat leaves at dawn.", "No boat leaves, and the boatman sleeps."]
    assert len(page.evaluate("bitext.corrections()")["edits"]) == 3
    page.keyboard.press("Control+z")
    assert english(page) == before


def test_a_filter_and_an_undone_step_renew_the_number(page: Page):
    find(page, "ferry", "boat")
    press(page, "Replace all")
    matches(page, "0 matches in 0 pairs")
    page.get_by_role("button", name="Undo").click()
    matches(page, "6 matches in 4 pairs")
    page.get_by_role("button", name="Kept 1").click()
    matches(page, "1 match in 1 pair")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_panel_is_for_everyone(browser: Browser, tmp_path: Path, width: int):
    crossing().save(tmp_path / "bac.html")
    for scheme in ("light", "dark"):
        size = {"width": width, "height": 844}
        with opened(
            browser, tmp_path / "bac.html", viewport=size, color_scheme=scheme, bypass_csp=True
        ) as page:
            page.locator("#p1").focus()
            page.keyboard.press("Control+h")
            expect(page.get_by_role("textbox", name="Find in the English")).to_be_focused()
            page.keyboard.type("ferry")
            page.keyboard.press("Enter")
            matches(page, "1 of 6 matches in 4 pairs")
            assert Axe().run(page).response["violations"] == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            if width < 600:
                for button in page.locator("#replace button").all():
                    box = button.bounding_box()
                    assert box is not None
                    assert box["height"] >= 44
