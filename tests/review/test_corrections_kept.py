"""What a person has corrected is never lost: by a slip, a damaged file, a second tab, a full store."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from benchmarks.browser import opened
from bitext.errors import BitextWarning
from bitext.formats._rows import FilePair, FileSentence, bitext_of
from bitext.review.edits import digest, older_digest
from tests.support.pages import (
    GOOD,
    LINES,
    box,
    change,
    correct,
    corrected,
    english,
    file_of,
    news,
    now,
    open_file,
    press,
    write,
)

pytestmark = pytest.mark.browser

ORIGINAL = [english for _, english in LINES]


@pytest.fixture
def asked(page: Page) -> list[str]:
    """The questions of the browser that the page has brought about; each is answered with yes."""
    kinds: list[str] = []

    def answer(dialog: Dialog) -> None:
        kinds.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    return kinds


# The editor.


@pytest.mark.parametrize(("key", "lines"), [("c", ORIGINAL), ("+", ORIGINAL)])
def test_the_original_again_leaves_no_editor_behind(page: Page, key: str, lines: list[str]):
    correct(page, 2, "“At last,” says Léa Morin.")
    press(page, 2, "z")
    expect(box(page)).to_have_count(0)
    expect(page.locator("#p2 .en")).to_have_text(ORIGINAL[1])
    press(page, 2, key)
    result, _ = corrected(page)
    assert " ".join(english(result)) == " ".join(lines)


def test_an_english_that_becomes_empty_is_asked_about_and_told(page: Page):
    write(page, 1, " \n ")
    page.get_by_role("button", name="Keep the change").click()
    expect(box(page)).to_be_focused()
    expect(page.get_by_role("status")).to_contain_text("The English is empty now")
    page.get_by_role("button", name="Keep the change").click()
    expect(box(page)).to_have_count(0)
    with pytest.warns(BitextWarning, match="leaves a pair without any English"):
        result, _ = corrected(page)
    assert english(result)[0] == ""


@pytest.mark.filterwarnings("ignore:.*without any English")
@pytest.mark.parametrize(
    ("number", "keys", "there"),
    [
        (4, "+", "“All is ready.\nIt stays sh"),
        (4, "c", "“All is ready."),
        (6, "c", "Nothing else."),
        (6, "[", "It stays sh\nNothing else."),
        (3, "+", "The prefect 🌉 speaks of a “firm date”.\n“All is ready."),
    ],
)
def test_a_half_written_line_is_kept_by_what_is_done_beside_it(
    page: Page, number: int, keys: str, there: str
):
    write(page, 5, "It stays sh")
    press(page, number, keys)
    result, _ = corrected(page)
    assert "It stays sh" in result.target.text
    assert "It remains" not in result.target.text
    assert there in ["\n".join(sentence.text for sentence in pair.target) for pair in result.pairs]


def test_a_half_written_line_is_asked_about_and_survives_a_reload(page: Page, asked: list[str]):
    write(page, 3, "The prefect 🌉 sp")
    page.keyboard.type("oke")
    page.reload()
    assert asked == ["beforeunload"]
    expect(box(page)).to_have_value("The prefect 🌉 spoke")
    page.keyboard.press("Escape")
    expect(page.locator("#p3 .en")).to_have_text(ORIGINAL[2])
    page.reload()
    assert asked == ["beforeunload"]
    expect(box(page)).to_have_count(0)


def test_an_export_holds_what_is_half_written(page: Page):
    write(page, 6, "Nothing mo")
    result, _ = corrected(page)
    assert english(result)[5] == "Nothing mo"


# The same corrections twice.


def test_corrections_that_only_merge_pairs_are_not_applied_to_the_merged_result(page: Page, tmp_path: Path):
    press(page, 4, "+")
    result, exported = corrected(page)
    result.save(tmp_path / "merged.html")
    page.goto((tmp_path / "merged.html").as_uri())
    expect(page.locator(".pair")).to_have_count(5)
    open_file(page, tmp_path, exported)
    expect(page.get_by_role("status")).to_contain_text("another version of the text")
    expect(page.locator(".pair")).to_have_count(5)


# Two tabs.


@pytest.fixture
def other(page: Page) -> Page:
    """The page in a second tab."""
    second = page.context.new_page()
    second.goto(page.url)
    return second


def test_two_tabs_keep_the_corrections_of_both(page: Page, other: Page):
    correct(page, 1, "The bridge is open again.")
    expect(other.locator("#p1 .en")).to_have_text("The bridge is open again.")
    expect(other.get_by_role("status")).to_have_text("Another tab changed a pair")
    correct(other, 2, "“At last!”")
    press(other, 4, "+")
    expect(page.locator("#p2 .en")).to_have_text("“At last!”")
    expect(page.locator(".pair")).to_have_count(5)
    both = corrected(page)[1]
    assert [edit["first"] for edit in both["edits"]] == [0, 1, 3]
    assert corrected(other)[1] == both
    for tab in (page, other):
        tab.reload()
        assert corrected(tab)[1] == both


def test_what_one_tab_takes_back_the_other_takes_back(page: Page, other: Page):
    press(page, 4, "+")
    expect(other.locator(".pair")).to_have_count(5)
    press(other, 4, "z")
    expect(page.locator(".pair")).to_have_count(6)
    expect(page.locator("#p5 .en")).to_have_text(ORIGINAL[4])
    expect(page.get_by_role("button", name="Export corrections")).to_be_disabled()


def test_what_is_being_written_stays_when_another_tab_changes_the_pair(page: Page, other: Page):
    write(page, 5, "It stays sh")
    press(other, 4, "+")
    expect(page.locator(".pair")).to_have_count(5)
    expect(box(page)).to_have_value("“All is ready.\nIt stays sh")
    assert english(corrected(page)[0])[3] == "“All is ready. It stays sh"


# The store.


def fill_up(page: Page) -> None:
    """Leaves no room in the browser's store."""
    page.evaluate(
        """() => {
          for (let size = 1 << 22; size; size >>= 1)
            try {
              for (let n = 0; ; n++) localStorage.setItem(`other:${size}:${n}`, "x".repeat(size));
            } catch {}
        }"""
    )


def test_a_full_store_is_told_at_once_and_on_leaving(page: Page, asked: list[str]):
    correct(page, 1, "The bridge is open again.")
    fill_up(page)
    correct(page, 2, "“At last!”")
    expect(page.get_by_role("alert")).to_contain_text("Your browser stores no more")
    page.set_viewport_size({"width": 500, "height": 300})
    press(page, 6, "c")
    expect(page.get_by_role("alert")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("alert")).to_contain_text("2 corrections are in this page only")
    assert [edit["first"] for edit in corrected(page)[1]["edits"]] == [0, 1, 5]
    expect(page.get_by_role("alert")).to_have_count(0)
    press(page, 5, "c")
    expect(page.get_by_role("alert")).to_contain_text("3 corrections are in this page only")
    page.reload()
    assert asked == ["beforeunload"]
    expect(page.locator("#p1 .en")).to_have_text("The bridge is open again.")


def test_what_a_full_store_did_not_take_is_stored_when_there_is_room(page: Page, asked: list[str]):
    fill_up(page)
    correct(page, 2, "“At last!”")
    expect(page.get_by_role("alert")).to_have_count(1)
    page.evaluate(
        "for (const key of Object.keys(localStorage)) if (key.startsWith('other')) delete localStorage[key]"
    )
    press(page, 6, "c")
    expect(page.get_by_role("alert")).to_have_count(0)
    page.reload()
    assert asked == []
    assert [edit["first"] for edit in corrected(page)[1]["edits"]] == [1, 5]


def test_a_store_that_was_cleared_from_elsewhere_costs_nothing(page: Page, other: Page):
    correct(page, 1, "The bridge is open again.")
    other.evaluate("localStorage.clear()")
    correct(page, 2, "“At last!”")
    page.reload()
    assert [edit["first"] for edit in corrected(page)[1]["edits"]] == [0, 1]


def values(result_digest: str) -> list[tuple[str, str]]:
    """What a browser may hold under the names of this page: of now, of earlier pages."""
    good = json.dumps(GOOD)
    return [
        (f"bitext:{result_digest}:1", good[:40]),
        (f"bitext:{result_digest}:1", json.dumps({**GOOD, "pairs": []})),
        (f"bitext:{result_digest}:0", good),
        (f"bitext:{result_digest}:nonsense", good),
        (f"bitext:{result_digest}:99999", json.dumps(change(99999, 99999, now([1], "Far.")))),
        (f"bitext:{older_digest(news())}", "{"),
        (f"bitext:{older_digest(news())}", json.dumps({"edits": None})),
    ]


@pytest.mark.parametrize("at", range(len(values(""))))
def test_stored_values_that_cannot_be_read_are_told_and_kept_for_download(page: Page, at: int):
    key, value = values(digest(news()))[at]
    page.evaluate("([key, value]) => localStorage.setItem(key, value)", [key, value])
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("1 cannot be read")
    for number in (1, 2):
        correct(page, number, "Corrected.")
    page.reload()
    expect(page.locator("#p2 .en")).to_have_text("Corrected.")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save what is damaged").click()
    assert json.loads(download.value.path().read_text(encoding="utf-8")) == [value]
    page.get_by_role("button", name="Throw what is damaged away").click()
    page.reload()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_corrections_that_an_earlier_page_stored_are_taken_over(page: Page):
    earlier = file_of(GOOD, change(3, 4, now([3, 4], *ORIGINAL[3:5])), digest=older_digest(news()))
    page.evaluate(
        "([key, value]) => localStorage.setItem(key, value)",
        [f"bitext:{older_digest(news())}", json.dumps(earlier)],
    )
    page.reload()
    expect(page.locator(".pair")).to_have_count(5)
    press(page, 2, "z")
    page.reload()
    expect(page.locator("#p2 .en")).to_have_text(ORIGINAL[1])
    assert [edit["first"] for edit in corrected(page)[1]["edits"]] == [3]


@pytest.fixture
def long_page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    rows = [FilePair([FileSentence(f"Phrase {n}.")], [FileSentence(f"Sentence {n}.")]) for n in range(2000)]
    bitext_of(rows).save(tmp_path / "long.html")
    with opened(browser, tmp_path / "long.html") as found:
        yield found


def test_an_edit_stores_what_it_changed_and_no_more(long_page: Page):
    written = long_page.evaluate(
        """() => {
          let size = 0;
          const set = Storage.prototype.setItem;
          Storage.prototype.setItem = function (key, value) {
            size += value.length;
            set.call(this, key, value);
          };
          for (const li of [...document.querySelectorAll(".pair")]) {
            li.focus();
            li.dispatchEvent(new KeyboardEvent("keydown", { key: "c", bubbles: true }));
          }
          return size;
        }"""
    )
    expect(long_page.locator(".checked")).to_have_count(2000)
    assert written < 2000 * 200
    long_page.reload()
    expect(long_page.locator(".checked")).to_have_count(2000)
