"""Other wordings on the page: chosen by key, number or touch; a correction like any other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from benchmarks.browser import opened
from bitext.errors import BitextWarning
from bitext.formats._rows import FilePair, FileSentence, bitext_of
from bitext.result.alternatives import Alternative
from bitext.result.bitext import Bitext
from bitext.review.edits import Corrections, Edit, EditedPair, digest, read
from bitext.review.merge import merge

ROWS = [
    ("La halle ferme.", "The market closes.", ["The hall closes.", "The hall is <closing>."]),
    ("« Dommage », dit Paul.", "“Pity,” says Paul.", ["“What a pity,” says Paul.", "“Too bad,” Paul says."]),
    ("12", "12", []),
]


def market() -> Bitext:
    """Three pairs, two of them with other wordings."""
    rows = [
        FilePair(
            [FileSentence(french)],
            [FileSentence(english)],
            0.9,
            wordings=tuple(Alternative(text, 0.75 - at / 4) for at, text in enumerate(others)),
        )
        for french, english, others in ROWS
    ]
    return bitext_of(rows, model="made-up")


def texts(result: Bitext, at: int) -> list[str]:
    return [one.text for one in result[at].alternatives()]


def corrected(*edits: Edit) -> Bitext:
    whole = market()
    return merge(whole, Corrections("bitext-corrections", 1, digest(whole), edits))


# What becomes of them where pairs are corrected.


def test_a_wording_that_was_chosen_changes_places_with_the_translation():
    result = corrected(Edit(0, 0, (EditedPair((0,), ("The hall closes.",)),)))
    assert (result[0].target.text, result[0].score, result[0].flags) == (
        "The hall closes.",
        0.75,
        ("edited",),
    )
    assert [(one.text, one.score) for one in result[0].alternatives()] == [
        ("The market closes.", 0.9),
        ("The hall is <closing>.", 0.5),
    ]
    assert texts(result, 1) == texts(market(), 1)


def test_what_a_person_wrote_leaves_the_wordings_that_differ_from_it():
    result = corrected(Edit(0, 0, (EditedPair((0,), ("The  hall, is <closing>!",)),)))
    assert texts(result, 0) == ["The hall closes."]
    assert result[0].score == 0.9
    with pytest.warns(BitextWarning, match="without any English"):
        emptied = corrected(Edit(0, 0, (EditedPair((0,), ()),)))
    assert texts(emptied, 0) == []


def test_merged_pairs_are_said_otherwise_in_one_of_them_at_a_time():
    both = ("The market closes.", "“Pity,” says Paul.")
    result = corrected(Edit(0, 1, (EditedPair((0, 1), both),)))
    assert set(texts(result, 0)) < {
        *(f"{text} {both[1]}" for text in ROWS[0][2]),
        *(f"{both[0]} {text}" for text in ROWS[1][2]),
    }
    assert len(texts(result, 0)) == 2
    rewritten = corrected(Edit(0, 1, (EditedPair((0, 1), ("Otherwise.", both[1])),)))
    assert texts(rewritten, 0) == []


# The page.


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    market().save(tmp_path / "halle.html")
    with opened(browser, tmp_path / "halle.html") as found:
        yield found


def exported(page: Page) -> Bitext:
    with page.expect_download() as download:
        page.get_by_role("button", name="Export corrections").click()
    return merge(market(), read(download.value.path().read_text(encoding="utf-8")))


def offered(page: Page) -> list[str]:
    return page.get_by_role("dialog", name="Other wordings").get_by_role("listitem").all_text_contents()


@pytest.mark.browser
def test_a_key_shows_them_and_another_takes_one(page: Page):
    page.locator("#p1").focus()
    page.keyboard.press("a")
    assert offered(page) == ROWS[0][2]
    expect(page.get_by_role("dialog")).to_contain_text("La halle ferme.")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("button", name="The hall is <closing>.")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#p1 .en")).to_have_text("The hall is <closing>.")
    expect(page.locator("#status")).to_have_text("Other wording taken")
    expect(page.locator("#p1")).to_be_focused()
    assert exported(page)[0].target.text == "The hall is <closing>."


@pytest.mark.browser
def test_it_is_a_step_that_can_be_taken_back(page: Page):
    page.locator("#p2").focus()
    page.keyboard.press("a")
    page.keyboard.press("2")
    expect(page.locator("#p2 .en")).to_have_text("“Too bad,” Paul says.")
    result = exported(page)
    assert (result.quotes[0].verdict, texts(result, 1)[0]) == ("kept", "“Pity,” says Paul.")
    page.locator("#p2").focus()
    page.keyboard.press("a")
    assert offered(page) == ["“Pity,” says Paul.", "“What a pity,” says Paul."]
    page.keyboard.press("1")
    expect(page.locator("#p2 .en")).to_have_text("“Pity,” says Paul.")
    assert exported(page) == market()
    page.locator("#p2").focus()
    page.keyboard.press("Control+z")
    expect(page.locator("#p2 .en")).to_have_text("“Too bad,” Paul says.")
    page.keyboard.press("Control+z")
    expect(page.locator("#p2 .en")).to_have_text("“Pity,” says Paul.")


@pytest.mark.browser
def test_leaving_changes_nothing(page: Page):
    page.locator("#p1").focus()
    page.keyboard.press("a")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("#p1")).to_be_focused()
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()


@pytest.mark.browser
def test_fingers_choose_as_well(browser: Browser, tmp_path: Path):
    market().save(tmp_path / "halle.html")
    phone = {"width": 390, "height": 844}
    with opened(browser, tmp_path / "halle.html", viewport=phone, has_touch=True, is_mobile=True) as page:
        page.locator("#p1 .en").tap()
        page.get_by_role("button", name="Other wordings").tap()
        choice = page.get_by_role("button", name="The hall closes.")
        size = choice.bounding_box()
        assert size is not None
        assert size["height"] >= 44
        choice.tap()
        expect(page.locator("#p1 .en")).to_have_text("The hall closes.")


@pytest.mark.browser
def test_a_pair_without_any_says_so(page: Page):
    page.locator("#p3").focus()
    expect(page.locator("#p3").get_by_role("button", name="Other wordings")).to_have_count(0)
    page.keyboard.press("a")
    expect(page.locator("#status")).to_contain_text("no other wordings")
    page.locator("#p1").focus()
    page.keyboard.press("+")
    page.keyboard.press("a")
    expect(page.locator("#status")).to_contain_text("no other wordings")


@pytest.mark.browser
def test_a_page_without_any_has_nothing_of_them(browser: Browser, tmp_path: Path):
    rows = [FilePair([FileSentence(french)], [FileSentence(english)]) for french, english, _ in ROWS]
    bitext_of(rows).save(tmp_path / "a.html")
    with opened(browser, tmp_path / "a.html") as page:
        page.locator("#p1").focus()
        page.keyboard.press("a")
        expect(page.locator("#status")).to_contain_text("no other wordings")
        page.keyboard.press("?")
        expect(page.get_by_role("dialog")).not_to_contain_text("other wordings")


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_list_can_be_used_by_everybody(browser: Browser, tmp_path: Path, scheme: str):
    market().save(tmp_path / "halle.html")
    with opened(browser, tmp_path / "halle.html", color_scheme=scheme) as page:
        page.locator("#p2").focus()
        page.keyboard.press("a")
        assert page.locator(".choices button").first.get_attribute("lang") == "en"
        assert Axe().run(page).response["violations"] == []
