"""How the page looks and who can use it: layout, quiet and loud quotations, large texts, accessibility."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, FloatRect, Locator, Page, ViewportSize, expect

from benchmarks.browser import opened
from bitext.formats._rows import FilePair, FileSentence, bitext_of
from bitext.result.alternatives import Alternative
from bitext.result.bitext import Bitext
from bitext.result.links import QuoteLink, Verdict, WordLinks

pytestmark = pytest.mark.browser

LINES = [
    ("La digue tient.", "The dyke holds."),
    ("« Ouf », dit Rosa Hamel, « elle tient. »", "“Phew,” says Rosa Hamel, “it holds.”"),
    ("Le port reste “fermé”.", "The port remains “closed”."),
    ("« On verra demain.", "“We will see tomorrow."),
    ("Pas avant. »", "Not before.”"),
    ("Voilà tout.", "That is all."),
    ("« Bon.", "Good.”"),
    ("Elle dit « non ».", "She says no."),
    ("Il dit oui.", "He says “yes”."),
]
WIDE: ViewportSize = {"width": 1280, "height": 860}
PHONE: ViewportSize = {"width": 390, "height": 844}
SMALL_PHONE: ViewportSize = {"width": 360, "height": 640}

Scheme = Literal["light", "dark"]


def words(french: str, english: str) -> WordLinks:
    """The words of both sides, first with first, second with second."""
    spans = [[match.span() for match in re.finditer(r"\w+", side)] for side in (french, english)]
    return WordLinks((*a, *b) for a, b in zip(*spans, strict=False))


def harbour() -> Bitext:
    """Nine pairs with quotations of every verdict; one pair has a low score, one has flags."""
    rows = [
        FilePair(
            [FileSentence(fr)],
            [FileSentence(en)],
            0.2 if at == 0 else 0.9,
            ("retried", "truncated") if at == 5 else (),
            words(fr, en),
        )
        for at, (fr, en) in enumerate(LINES)
    ]
    made = bitext_of(rows)
    verdicts: list[Verdict] = ["kept", "restored", "kept", "moved"]
    verdicts += [link.verdict for link in made.quotes[4:]]
    links = [
        QuoteLink(link.source, link.target, verdict)
        for link, verdict in zip(made.quotes, verdicts, strict=True)
    ]
    return Bitext(made.source, made.target, made.pairs, tuple(links))


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pages") / "port.html"
    harbour().save(path)
    return path


@pytest.fixture
def page(browser: Browser, file: Path) -> Iterator[Page]:
    with opened(browser, file, viewport=WIDE) as found:
        yield found


def box(locator: Locator) -> FloatRect:
    """Where an element is on the screen."""
    found = locator.bounding_box()
    assert found is not None
    return found


# The tools of a pair.


@pytest.mark.parametrize("width", [1280, 820])
def test_the_tools_of_a_pair_cover_no_other_pair(browser: Browser, file: Path, width: int):
    with opened(browser, file, viewport={"width": width, "height": 1500}) as page:
        before = [box(pair) for pair in page.locator(".pair").all()]
        for at, pair in enumerate(page.locator(".pair").all()):
            pair.locator(".en .s").hover()
            assert box(pair) == before[at]
            tools = box(pair.get_by_role("toolbar"))
            assert tools["y"] >= before[at]["y"]
            assert tools["y"] + tools["height"] <= before[at]["y"] + before[at]["height"]
            for own in pair.locator(".t .s, .note:visible").all():
                assert apart(tools, box(own))


def apart(a: FloatRect, b: FloatRect) -> bool:
    """Whether two boxes have no point in common."""
    beside = a["x"] >= b["x"] + b["width"] or b["x"] >= a["x"] + a["width"]
    return beside or a["y"] >= b["y"] + b["height"] or b["y"] >= a["y"] + a["height"]


@pytest.mark.parametrize("width", [1280, 820])
def test_all_tools_have_room_in_a_pair_of_one_line(browser: Browser, tmp_path: Path, width: int):
    sides = [FileSentence("Oui."), FileSentence(" Non.")], [FileSentence("Yes."), FileSentence(" No.")]
    rows = [FilePair(*sides, wordings=(Alternative("Yes. Never.", 0.5),)) for _ in range(3)]
    bitext_of(rows).save(tmp_path / "a.html")
    with opened(browser, tmp_path / "a.html", viewport={"width": width, "height": 860}) as page:
        pair = page.locator("#p2")
        pair.focus()
        page.keyboard.press("c")
        assert pair.get_by_role("button").count() == 8
        outer, tools = box(pair), box(pair.get_by_role("toolbar"))
        assert tools["y"] >= outer["y"]
        assert tools["y"] + tools["height"] <= outer["y"] + outer["height"]
        assert apart(tools, box(pair.locator(".en .s").last))
        for button in pair.get_by_role("button").all():
            assert min(box(button)["width"], box(button)["height"]) >= 24


# Quotations.


def test_a_quotation_with_nothing_to_say_is_quiet(page: Page):
    expect(page.locator(".note:not(.speaker):visible")).to_have_text(
        [
            re.compile(f"^{name}")
            for name in ("restored", "moved", "retried", "truncated", "unpaired", "unpaired", "lost", "added")
        ]
    )
    ground = "(q) => getComputedStyle(q).backgroundColor"
    clear = "rgba(0, 0, 0, 0)"
    assert page.locator("#p3 .en .q").first.evaluate(ground) == clear
    assert page.locator("#p4 .en .q").first.evaluate(ground) != clear
    page.locator("#p3 .en .q").first.hover()
    expect(page.locator("#p3 .fr .hot").first).not_to_have_css("background-color", clear)


# On a phone.


@pytest.mark.parametrize("size", [PHONE, SMALL_PHONE])
def test_on_a_phone_the_text_begins_in_the_first_third_and_every_button_can_be_hit(
    browser: Browser, file: Path, size: ViewportSize
):
    with opened(browser, file, viewport=size, has_touch=True, is_mobile=True) as page:
        assert box(page.locator("#p1 .fr .s"))["y"] < size["height"] / 3
        page.locator("#p6 .en .s").tap()
        tools = page.locator("#p6").get_by_role("toolbar")
        expect(tools.get_by_role("button")).to_have_count(5)
        assert box(tools)["y"] >= box(page.locator("#p6 .notes"))["y"]
        for control in page.locator("button:visible, input:visible").all():
            assert min(box(control)["height"], box(control)["width"]) >= 44, control.get_attribute("id")
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


@pytest.mark.parametrize("width", [1280, 820, 390])
def test_nothing_runs_into_its_neighbour(browser: Browser, file: Path, width: int):
    with opened(browser, file, viewport={"width": width, "height": 844}) as page:
        filters = [box(each) for each in page.locator(".filters :is(button, input)").all()]
        for one, other in pairwise(filters):
            assert apart(one, other) or abs(one["x"] + one["width"] - other["x"]) <= 1
        page.locator("#p1").focus()
        page.keyboard.press("c")
        assert page.locator("#p1 .n").evaluate("(n) => n.scrollWidth <= n.clientWidth")


def test_a_finger_that_scrolls_moves_nothing_else(browser: Browser, file: Path):
    with opened(browser, file, viewport=PHONE, has_touch=True, is_mobile=True) as page:
        page.locator("#p2 .en .s").tap()
        before = box(page.locator("#p5"))
        page.locator("#p5").dispatch_event("pointerover", {"pointerType": "touch", "bubbles": True})
        assert box(page.locator("#p5")) == before
        expect(page.locator(".here")).to_have_id("p2")


# Large texts.

WATCH = """
    window.shift = 0; window.long = [];
    const watch = (type, take) =>
      new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
    watch("layout-shift", (entry) => (shift += entry.value));
    watch("longtask", (entry) => long.push(entry.duration));
"""
SCROLL = """() => new Promise((done) => {
    long.length = 0;
    let count = 0;
    const step = () => {
      scrollBy(0, 900);
      if (++count < 60) requestAnimationFrame(step);
      else setTimeout(() => done(Math.max(0, ...long)), 200);
    };
    requestAnimationFrame(step);
})"""


@pytest.fixture(scope="module")
def long_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """5,000 pairs, 15 words each, with a quotation in every third."""
    sold = "tout sera vendu avant midi ce samedi.", "all will be sold before noon this Saturday."
    french = f"Au marché, la voisine dit « {{}} » et le marchand répond que {sold[0]}"
    english = f"At the market the neighbour says “{{}}” and the merchant replies that {sold[1]}"
    rain = "Il est {} heures et le marchand range ses caisses avant la pluie qui vient."
    crates = "It is {} o’clock and the merchant puts his crates away before the coming rain."
    lines = [
        (rain.format(n), crates.format(n)) if n % 3 else (french.format(n), english.format(n))
        for n in range(5000)
    ]
    path = tmp_path_factory.mktemp("long") / "long.html"
    bitext_of(
        [FilePair([FileSentence(fr)], [FileSentence(en)], words=words(fr, en)) for fr, en in lines]
    ).save(path)
    return path


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_five_thousand_pairs_open_within_two_seconds_and_scroll_without_stutter(
    browser: Browser, long_file: Path, size: ViewportSize
):
    """The better of two times where the first is too long, because other programs run beside."""
    for attempt in range(2):
        context = browser.new_context(viewport=size)
        context.add_init_script(WATCH)
        page = context.new_page()
        page.goto(long_file.as_uri())
        took = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
        expect(page.locator(".pair")).to_have_count(5000)
        assert page.evaluate("shift") < 0.1
        pause = page.evaluate(SCROLL)
        assert page.evaluate("scrollY") > 10_000
        context.close()
        if attempt or (took < 2000 and pause < 100):
            break
    assert took < 2000
    assert pause < 100


# For everyone.


def trouble(page: Page) -> list[tuple[str, list[str]]]:
    """All that axe finds, whatever its impact."""
    found = Axe().run(page).response["violations"]
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_axe_finds_nothing_in_any_state(browser: Browser, file: Path, scheme: Scheme, size: ViewportSize):
    with opened(browser, file, color_scheme=scheme, viewport=size, bypass_csp=True) as page:
        assert trouble(page) == []
        page.locator("#p2").focus()
        page.keyboard.press("c")
        page.keyboard.press("ArrowRight")
        page.locator("#p2 .en .q").first.hover()
        page.get_by_role("searchbox").fill("tient")
        assert trouble(page) == []
        page.get_by_role("searchbox").fill("")
        page.locator("#p3").focus()
        page.keyboard.press("m")
        page.keyboard.press("ArrowLeft")
        assert trouble(page) == []
        page.keyboard.press("Escape")
        page.keyboard.press("e")
        assert trouble(page) == []
        page.keyboard.press("Escape")
        page.keyboard.press("?")
        assert trouble(page) == []


def test_each_side_says_its_language(page: Page):
    assert page.locator(".fr").evaluate_all("(all) => [...new Set(all.map((each) => each.lang))]") == ["fr"]
    assert page.locator(".en").evaluate_all("(all) => [...new Set(all.map((each) => each.lang))]") == ["en"]
    page.locator("#p1").focus()
    page.keyboard.press("ArrowRight")
    status = page.get_by_role("status")
    expect(status.locator("[lang=fr]")).to_have_text("La")
    expect(status.locator("[lang=en]")).to_have_text("The")
    page.keyboard.press("e")
    expect(page.get_by_role("textbox", name="English, a line a sentence")).to_have_attribute("lang", "en")


def test_the_score_has_a_name(page: Page):
    assert page.locator("#p1 .score").text_content() == "Score 0.20"


def test_nothing_moves_for_those_who_ask_for_that(browser: Browser, file: Path):
    moving = "[...document.querySelectorAll('*')].filter((each) => {"
    moving += "const { transitionDuration, animationName } = getComputedStyle(each);"
    moving += "return transitionDuration !== '0s' || animationName !== 'none'; }).length"
    for motion, some in (("no-preference", True), ("reduce", False)):
        with opened(browser, file, reduced_motion=motion) as page:
            page.locator("#p2").focus()
            assert (page.evaluate(moving) > 0) == some


def test_the_focus_stays_in_the_tools_when_one_is_pressed(page: Page):
    page.locator("#p3").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Edit the English")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Mark as checked")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Not checked after all")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("#p4")).to_have_count(0)
    expect(page.get_by_role("button", name="Merge with the next pair")).to_be_focused()


def test_a_filter_that_hides_the_pair_in_hand_does_not_stop_the_keyboard(page: Page):
    page.locator("#p3").focus()
    page.keyboard.press("c")
    page.get_by_role("button", name="Not checked").first.press("Enter")
    expect(page.locator("#p3")).to_be_hidden()
    page.keyboard.press("j")
    expect(page.locator("#p4")).to_be_focused()
