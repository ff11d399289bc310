"""The page in a real browser: reading, links, filters, keys, corrections, and what must not happen."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from benchmarks.browser import opened
from benchmarks.made_up import quoted
from bitext.formats._rows import FilePair, FileSentence, bitext_of
from bitext.result.links import WordLinks
from bitext.review.edits import read
from bitext.review.merge import merge
from tests.support.pages import LINES, corrected, english, news

pytestmark = pytest.mark.browser


def lit(page: Page, selector: str) -> list[str]:
    return page.locator(selector).all_text_contents()


# Reading.


def test_it_can_be_read_with_scripts_blocked(browser: Browser, tmp_path: Path):
    news().save(tmp_path / "a.html")
    with opened(browser, tmp_path / "a.html", java_script_enabled=False) as page:
        for at, (fr, en) in enumerate(LINES, start=1):
            expect(page.locator(f"#p{at} .fr")).to_have_text(fr)
            expect(page.locator(f"#p{at} .en")).to_have_text(en)
        expect(page.locator("#p2 .note").nth(1)).to_contain_text("restored")
        expect(page.get_by_role("searchbox")).to_be_hidden()
        expect(page.get_by_role("heading", level=1)).to_have_text("a")
        expect(page.locator(".summary")).to_contain_text(
            "6 pairs, 4 quotations (2 kept, 1 restored, 1 moved)"
        )


def test_a_sentence_lights_its_pair_and_a_word_its_links(page: Page):
    page.locator("#p3 .fr .s").hover()
    expect(page.locator("#p3")).to_have_class(re.compile("here"))
    page.locator("#p3 .fr .w", has_text="préfet").hover()
    assert lit(page, ".w.on") == ["préfet", "prefect"]
    page.locator("#p3 .en .w", has_text="speaks").hover()
    assert lit(page, ".w.on") == ["parle", "speaks"]
    page.locator("#p1 .en .s").hover()
    assert lit(page, ".here .n a") == ["1"]


def test_words_stand_in_the_page_where_the_links_say(page: Page):
    bitext = news()
    for at, pair in enumerate(bitext.pairs, start=1):
        page.locator(f"#p{at}").focus()
        for side, cell in (("source", "fr"), ("target", "en")):
            text = getattr(bitext, side).text
            spans = {getattr(link, side) for link in pair.words}
            wanted = [text[span.start : span.end] for span in sorted(spans)]
            assert "".join(lit(page, f"#p{at} .{cell} .w")) == "".join(wanted)


def test_a_quotation_lights_up_on_both_sides_and_in_every_pair_it_touches(page: Page):
    page.locator("#p5 .fr .q").first.hover()
    assert lit(page, ".hot[data-m]") == ["«", "“", "»", "”"]
    hot = page.evaluate(
        "[...document.querySelectorAll('.pair')].filter((p) => p.querySelector('.hot')).map((p) => p.id)"
    )
    assert hot == ["p4", "p5"]


def test_each_quotation_has_its_colour_and_its_verdict_in_words(page: Page):
    first, second = page.locator("#p2 .note").all()
    expect(first).to_have_text(re.compile("^kept"))
    expect(second).to_have_text(re.compile("^restored"))
    colours = [
        page.locator(f"#p2 .{cell} .q").first.evaluate("(q) => getComputedStyle(q).borderBottomColor")
        for cell in ("fr", "en")
    ]
    assert colours[0] == colours[1]
    expect(page.locator("#p6 .note")).to_have_text("retried")


def test_a_link_leads_to_its_pair(browser: Browser, page: Page, tmp_path: Path):
    assert page.locator("#p4 .n a").get_attribute("href") == "#p4"
    with opened(browser, tmp_path / "pont.html", "#p4") as linked:
        expect(linked.locator(".here")).to_have_id("p4")
    page.get_by_role("searchbox").fill("Rien")
    expect(page.locator("#p4")).to_be_hidden()
    page.evaluate("location.hash = '#p4'")
    expect(page.locator("#p4")).to_be_visible()


# Filters and search.


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Restored 1", ["2"]),
        ("Moved 1", ["4"]),
        ("Flagged 1", ["6"]),
        ("Score below", ["1"]),
        ("Not checked", ["1", "2", "3", "4", "5", "6"]),
        ("Edited 0", []),
    ],
)
def test_filters_show_what_they_say(page: Page, name: str, shown: list[str]):
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.locator(".pair:visible .n a")).to_have_text(shown)
    expect(page.get_by_role("status")).to_have_text(f"{len(shown)} of 6 pairs")
    assert page.locator(".none").is_visible() == (not shown)
    page.get_by_role("button", name="All 6").click()
    expect(page.locator(".pair:visible")).to_have_count(6)


def test_the_border_of_low_scores_can_be_moved(page: Page):
    page.get_by_role("spinbutton", name="Score below").fill("0.95")
    expect(page.locator(".pair:visible")).to_have_count(6)
    page.get_by_role("spinbutton", name="Score below").fill("0.2")
    expect(page.locator(".pair:visible")).to_have_count(0)


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        ("PREFET", ["3"]),
        ("d'autre", ["6"]),
        ('"date', ["3"]),
        ("« enfin », soupire", ["2"]),
        ("ready", ["4"]),
        ("zzz", []),
    ],
)
def test_search_finds_in_both_texts_whatever_the_accents_marks_and_case(
    page: Page, wanted: str, shown: list[str]
):
    page.get_by_role("searchbox").fill(wanted)
    expect(page.get_by_role("status")).to_have_text(f"{len(shown)} of 6 pairs")
    expect(page.locator(".pair:visible .n a")).to_have_text(shown)
    assert (page.evaluate("CSS.highlights.get('found')?.size ?? 0") > 0) == bool(shown)


# Keys.


def test_the_keyboard_goes_everywhere(page: Page):
    page.keyboard.press("j")
    expect(page.locator("#p1")).to_be_focused()
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    expect(page.locator("#p3")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert lit(page, ".w.on") == ["préfet", "prefect"]
    expect(page.get_by_role("status")).to_have_text("préfet ↔ prefect")
    page.keyboard.press("End")
    expect(page.locator("#p6")).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator("#p5")).to_be_focused()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("pont")
    page.keyboard.press("Enter")
    expect(page.locator("#p1")).to_be_focused()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()


def test_one_tab_stop_leads_into_the_pairs_and_its_tools_follow(page: Page):
    assert page.locator(".pair[tabindex='0']").count() == 1
    page.locator("#p2").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Edit the English")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="English, a line a sentence")).to_be_focused()


# Corrections.


def test_an_edited_line_comes_back_with_its_links(page: Page):
    page.locator("#p3").focus()
    page.keyboard.press("Enter")
    box = page.get_by_role("textbox", name="English, a line a sentence")
    expect(box).to_have_value(LINES[2][1])
    box.fill("The prefect 🌉 talks of a “firm date”.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#p3 .en")).to_have_text("The prefect 🌉 talks of a “firm date”.")
    assert lit(page, "#p3 .en .q") == ["“", "firm date", "”"]
    result, _ = corrected(page)
    assert english(result)[2] == "The prefect 🌉 talks of a “firm date”."
    assert result.pairs[2].flags == ("edited",)
    (link,) = result.quotes_in(result.pairs[2])
    assert link.target is not None
    assert result.target.text[link.target.start : link.target.end] == "“firm date”"
    assert ("préfet", "prefect") in {
        (result.source.text[a.start : a.end], result.target.text[b.start : b.end])
        for a, b in result.pairs[2].words
    }


def test_escape_leaves_a_line_as_it_was(page: Page):
    page.locator("#p1 .en").dblclick()
    page.get_by_role("textbox", name="English, a line a sentence").fill("Nothing of that.")
    page.keyboard.press("Escape")
    expect(page.locator("#p1 .en")).to_have_text(LINES[0][1])
    expect(page.get_by_role("button", name="Export corrections")).to_be_disabled()


def test_a_mark_is_moved_word_by_word(page: Page):
    page.locator("#p3").focus()
    page.keyboard.press("m")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#p3 .en")).to_have_text("The prefect 🌉 speaks of “a firm date”.")
    page.keyboard.press("Escape")
    result, exported = corrected(page)
    assert exported["edits"][0]["pairs"][0]["quotes"] == [{"link": 2, "open": 24, "close": 36}]
    assert english(result)[2] == "The prefect 🌉 speaks of “a firm date”."
    (link,) = result.quotes_in(result.pairs[2])
    assert link.target is not None
    assert result.target.text[link.target.start : link.target.end] == "“a firm date”"


def test_a_mark_that_is_clicked_can_be_taken_out(page: Page):
    page.locator("#p3 .en .q[data-m=close]").click()
    page.get_by_role("button", name="Take the mark out").click()
    expect(page.locator("#p3 .en")).to_have_text("The prefect 🌉 speaks of a “firm date.")
    result, _ = corrected(page)
    assert english(result)[2] == "The prefect 🌉 speaks of a “firm date."


def test_pairs_are_merged_and_split(page: Page):
    page.locator("#p4").focus()
    page.keyboard.press("+")
    expect(page.locator("#p5")).to_have_count(0)
    expect(page.locator("#p4 .en")).to_have_text("“All is ready. It remains to open.”")
    result, _ = corrected(page)
    assert [(len(pair.source), len(pair.target)) for pair in result.pairs] == [(1, 1)] * 3 + [(2, 2), (1, 1)]
    page.locator("#p4").focus()
    page.keyboard.press("-")
    expect(page.locator("#p5 .en")).to_have_text("It remains to open.”")
    again, _ = corrected(page)
    assert english(again) == english(news())
    assert [pair.words for pair in again.pairs] == [pair.words for pair in news().pairs]
    assert again.quotes == news().quotes


def test_a_sentence_goes_to_the_pair_before_and_the_next_one(page: Page):
    page.locator("#p4").focus()
    page.keyboard.press("+")
    page.keyboard.press("]")
    result, _ = corrected(page)
    assert [(len(pair.source), len(pair.target)) for pair in result.pairs][3:] == [(2, 1), (1, 2)]
    assert result.target.text == news().target.text


def test_checked_pairs_and_the_original_again(page: Page):
    page.locator("#p1").focus()
    page.keyboard.press("c")
    result, exported = corrected(page)
    assert [pair.checked for pair in result.pairs] == [True] + [False] * 5
    assert len(exported["edits"]) == 1
    assert result.pairs[0].flags == ()
    page.get_by_role("button", name="Not checked").first.click()
    expect(page.locator("#p1")).to_be_hidden()
    page.get_by_role("button", name="All 6").click()
    page.locator("#p1").focus()
    page.keyboard.press("z")
    expect(page.locator("#p1")).not_to_have_class(re.compile("checked"))
    expect(page.get_by_role("button", name="Export corrections")).to_be_disabled()


def test_corrections_outlive_the_page_and_can_be_opened_elsewhere(
    browser: Browser, page: Page, tmp_path: Path
):
    page.locator("#p2").focus()
    page.keyboard.press("e")
    page.get_by_role("textbox", name="English, a line a sentence").fill(
        "“Finally,” sighs Léa Morin.\n“We cross.”"
    )
    page.get_by_role("button", name="Keep the change").click()
    page.locator("#p4").focus()
    page.keyboard.press("+")
    result, exported = corrected(page)
    page.reload()
    expect(page.locator("#p2 .en .s")).to_have_text(["“Finally,” sighs Léa Morin.", "“We cross.”"])
    assert corrected(page)[1] == exported
    (tmp_path / "c.json").write_text(json.dumps(exported), encoding="utf-8")
    with opened(browser, tmp_path / "pont.html") as fresh:
        expect(fresh.locator("#p2 .en")).to_have_text(LINES[1][1])
        fresh.locator("#file").set_input_files(tmp_path / "c.json")
        expect(fresh.locator("[data-count=edited]")).to_have_text("2")
        assert corrected(fresh) == (result, exported)
        (tmp_path / "d.json").write_text(json.dumps({**exported, "digest": "0"}), encoding="utf-8")
        fresh.locator("#file").set_input_files(tmp_path / "d.json")
        expect(fresh.get_by_role("status")).to_contain_text("another version of the text")


# Every place to read it.


def test_on_a_phone_the_english_stands_below_the_french(browser: Browser, tmp_path: Path):
    news().save(tmp_path / "a.html")
    with opened(browser, tmp_path / "a.html", viewport={"width": 360, "height": 740}) as page:
        french, english = (page.locator(f"#p3 .{cell}").bounding_box() for cell in ("fr", "en"))
        assert french is not None
        assert english is not None
        assert english["y"] >= french["y"] + french["height"]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_paper_there_is_the_text_and_nothing_to_press(page: Page, scheme: Literal["light", "dark"]):
    page.locator("#p2").focus()
    page.emulate_media(media="print", color_scheme=scheme)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    for gone in (".bar", ".acts"):
        expect(page.locator(gone)).to_be_hidden()
    expect(page.locator("#p6 .en")).to_be_visible()
    assert (
        page.locator(".group").first.evaluate("(group) => getComputedStyle(group).contentVisibility")
        == "visible"
    )
    assert page.pdf()[:5] == b"%PDF-"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1300, 380])
def test_axe_finds_nothing_serious(browser: Browser, tmp_path: Path, scheme: str, width: int):
    news().save(tmp_path / "a.html")
    with opened(
        browser,
        tmp_path / "a.html",
        color_scheme=scheme,
        viewport={"width": width, "height": 900},
        bypass_csp=True,
    ) as page:
        page.locator("#p3").focus()
        page.keyboard.press("m")
        found = [Axe().run(page)]
        page.keyboard.press("Escape")
        page.keyboard.press("e")
        found.append(Axe().run(page))
        serious = [
            (violation["id"], [node["html"] for node in violation["nodes"]])
            for result in found
            for violation in result.response["violations"]
            if violation["impact"] in ("serious", "critical")
        ]
        assert serious == []


def test_the_colours_can_be_turned(page: Page):
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.get_by_role("button", name="Light or dark").click()
    dark = page.evaluate(ground)
    assert light != dark
    page.reload()
    assert page.evaluate(ground) == dark


def test_ten_thousand_pairs(browser: Browser, tmp_path: Path):
    rows = [
        FilePair(
            [FileSentence(f"Phrase {n}.")], [FileSentence(f"Sentence {n}.")], words=WordLinks([(0, 6, 0, 8)])
        )
        for n in range(10_000)
    ]
    bitext_of(rows).save(tmp_path / "a.html")
    with opened(browser, tmp_path / "a.html") as page:
        expect(page.locator(".pair")).to_have_count(10_000)
        page.get_by_role("searchbox").fill("phrase 9999.")
        expect(page.locator(".pair:visible")).to_have_count(1, timeout=60_000)
        expect(page.locator(".pair:visible .n a")).to_have_text(["10000"])
        page.get_by_role("searchbox").fill("")
        expect(page.locator("#p5000")).not_to_have_attribute("hidden", "")
        page.evaluate("location.hash = '#p9000'")
        expect(page.locator("#p9000")).to_be_in_viewport()
        page.locator("#p9000 .fr .w").hover()
        assert lit(page, ".w.on") == ["Phrase", "Sentence"]


# What must not happen.

EVIL = [
    "<script>document.body.remove()</script>",
    "</script><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "&lt;b&gt; &amp; ' ` ${1}",
    "<!-- --> ]]> {{ 7 * 7 }} {% raw %}",
    "a\u2028b\u2029c",
    "droite \u202eauteur\u202c \u2067fin\u2069 \u200e\u200f",
    "cloche \x07 nul \x00 echap \x1b[31m",
    "retour\rchariot",
]


@pytest.mark.parametrize("text", EVIL)
def test_whatever_the_text_says_it_is_text(browser: Browser, tmp_path: Path, text: str):
    bitext_of([FilePair([FileSentence(text)], [FileSentence(text[::-1])], flags=(text,))], model=text).save(
        tmp_path / "a.html"
    )
    with opened(browser, tmp_path / "a.html") as page:
        page.on("dialog", lambda dialog: pytest.fail(dialog.message))
        assert page.locator("script").count() == 4
        assert page.locator("img, [onmouseover], [onerror]").count() == 0
        read_back = page.evaluate("[...document.querySelectorAll('#p1 .t')].map((cell) => Cells.raw(cell))")
        assert read_back == [text, text[::-1]]


def test_signs_that_turn_the_direction_are_named(browser: Browser, tmp_path: Path):
    bitext_of([FilePair([FileSentence("le \u202eliorp\u202c")], [FileSentence("x")])]).save(
        tmp_path / "a.html"
    )
    with opened(browser, tmp_path / "a.html") as page:
        assert "\u202e" not in page.content()
        expect(page.locator("#p1 .fr .ctl").first).to_have_attribute("title", "U+202E RIGHT-TO-LEFT OVERRIDE")


def test_control_characters_survive_a_correction_made_beside_them(browser: Browser, tmp_path: Path):
    original = bitext_of([FilePair([FileSentence("Un \x07 mot.")], [FileSentence("A \x07 word.")])])
    original.save(tmp_path / "pont.html")
    with opened(browser, tmp_path / "pont.html") as page:
        page.locator("#p1").focus()
        page.keyboard.press("c")
        with page.expect_download() as download:
            page.get_by_role("button", name="Export corrections").click()
        text = download.value.path().read_text(encoding="utf-8")
    assert merge(original, read(text)).target == original.target


def test_a_page_without_pairs_is_quiet(browser: Browser, tmp_path: Path):
    bitext_of([]).save(tmp_path / "a.html")
    with opened(browser, tmp_path / "a.html") as page:
        for key in ("j", "ArrowDown", "f", "Enter", "End", "m"):
            page.keyboard.press(key)
        expect(page.get_by_role("status")).to_have_text("0 of 0 pairs")


def test_the_sample_with_everything_is_a_page_too(browser: Browser, tmp_path: Path):
    quoted().save(tmp_path / "a.html")
    with opened(browser, tmp_path / "a.html") as page:
        assert lit(page, "#p1 .en .q") == ["“", "I await the ", "‘", "answer", "’", "."]
        expect(page.locator("#p3 .fr .unpaired")).to_have_text("”")
