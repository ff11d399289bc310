"""The page at ``/`` in a browser: a text or a file in, the result to read and correct, the document out."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import docx
import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, FrameLocator, Page, ViewportSize, expect

import bitext
from benchmarks.browser import chromium
from bitext.server.settings import Settings
from tests.aligner.test_stream import aligner_with
from tests.server.conftest import serving
from tests.server.test_batches import Slow

TEXT = "Le marché ouvre à l’aube.\n\n« Venez tôt », conseille la fleuriste. Il reste des tulipes."
LINES = ["Le marché ouvre à l’aube.", "“Venez tôt,” conseille la fleuriste.", "Il reste des tulipes."]
DESKTOP = ViewportSize(width=1280, height=800)
PHONE = ViewportSize(width=390, height=844)

in_browser = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@contextmanager
def opened(browser: Browser, url: str, size: ViewportSize = DESKTOP, **options: Any) -> Iterator[Page]:
    """The page of a service; an error of its scripts or against its policy fails the test."""
    context = browser.new_context(viewport=size, has_touch=size is PHONE, **options)
    page = context.new_page()
    trouble: list[str] = []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
    page.on("request", lambda one: None if one.url.startswith((url, "blob:")) else trouble.append(one.url))
    try:
        page.goto(url)
        yield page
    finally:
        context.close()
    assert [one for one in trouble if "Failed to load resource" not in one] == []


def translate(page: Page, text: str = TEXT) -> FrameLocator:
    """Paste a text and wait for the page to read."""
    page.get_by_label("Paste a French text").fill(text)
    page.get_by_role("button", name="Translate").click()
    return result_of(page)


def give(page: Page, name: str, data: bytes) -> FrameLocator:
    """Choose a file and wait for the page to read."""
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose a file").click()
    chooser.value.set_files({"name": name, "mimeType": "application/octet-stream", "buffer": data})
    expect(page.locator("#chosen")).to_contain_text(name)
    page.get_by_role("button", name="Translate").click()
    return result_of(page)


def result_of(page: Page) -> FrameLocator:
    expect(page.get_by_role("button", name="Download")).to_be_visible()
    frame = page.frame_locator("#frame")
    expect(frame.locator("#p1")).to_be_visible()
    return frame


def correct(frame: FrameLocator, number: int, text: str) -> None:
    """Type another English for a pair."""
    frame.locator(f"#p{number} .en").dblclick()
    frame.locator("textarea").fill(text)
    frame.locator("textarea").press("Control+Enter")
    expect(frame.locator(f"#p{number} .en")).to_have_text(text)


def taken(page: Page, button: str | re.Pattern[str]) -> tuple[str, bytes]:
    """The name and the content of what is downloaded."""
    page.get_by_role("button", name="Download…").click()
    dialog = page.get_by_role("dialog")
    with page.expect_download() as download:
        dialog.get_by_role("button", name=button).click()
    expect(dialog).to_contain_text(f"{download.value.suggested_filename} is in your downloads")
    dialog.get_by_role("button", name="Close").click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


@in_browser
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_text_goes_in_is_corrected_and_comes_out(browser: Browser, echoing: str, size, tmp_path):
    with opened(browser, echoing, size) as page:
        frame = translate(page)
        for at, line in enumerate(LINES, start=1):
            expect(frame.locator(f"#p{at} .en")).to_have_text(line)
        correct(frame, 3, "Some tulips are left.")
        name, data = taken(page, "The English text")
        assert name == "text.en.txt"
        assert data.decode() == f"{LINES[0]}\n\n{LINES[1]} Some tulips are left."
        name, data = taken(page, re.compile("^JSON .json"))
    (tmp_path / name).write_bytes(data)
    result = bitext.Bitext.load(tmp_path / name)
    assert [pair.target.text for pair in result.pairs] == [*LINES[:2], "Some tulips are left."]
    assert result.source.text == TEXT
    assert "edited" in result.pairs[2].flags


def word_document() -> bytes:
    document = docx.Document()
    paragraph = document.add_paragraph("Le pont est ")
    paragraph.add_run("fermé").bold = True
    paragraph.add_run(".")
    document.add_paragraph("Il rouvrira lundi.")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@in_browser
def test_a_word_document_comes_back_corrected_in_its_form(browser: Browser, echoing: str):
    with opened(browser, echoing) as page:
        frame = give(page, "pont.docx", word_document())
        expect(frame.get_by_role("heading", level=1)).to_have_text("pont")
        correct(frame, 2, "It reopens on Monday.")
        name, data = taken(page, "pont.docx in English")
    assert name == "pont.en.docx"
    first, second = docx.Document(io.BytesIO(data)).paragraphs
    assert (first.text, second.text) == ("Le pont est fermé.", "It reopens on Monday.")
    assert [run.text for run in first.runs if run.bold] == ["fermé"]


SRT = """1
00:00:01,000 --> 00:00:03,000
Il pleut <i>encore</i>.

2
00:00:04,000 --> 00:00:06,000
Rentrons.
"""
PAGE = """<p class="a">Voir <a href="https://example.org/x">le plan</a>.</p>
<!-- rien -->
<p>Écrivez à a@example.org.</p>
"""
TABLE = "fr,en,note\nLe quai est vide.,,x\nLa mer monte.,The sea rises.,y\n"


@in_browser
@pytest.mark.parametrize(
    ("name", "content", "number", "typed", "wanted"),
    [
        ("film.srt", SRT, 2, "Let us go home.", SRT.replace("Rentrons.", "Let us go home.")),
        (
            "plan.html",
            PAGE,
            2,
            "Write to a@example.org soon.",
            PAGE.replace("Écrivez à a@example.org.", "Write to a@example.org soon."),
        ),
        (
            "todo.csv",
            TABLE,
            1,
            "The quay is empty.",
            TABLE.replace("vide.,,", "vide.,The quay is empty.,"),
        ),
    ],
)
def test_files_keep_their_form(browser: Browser, echoing: str, name, content, number, typed, wanted):
    with opened(browser, echoing) as page:
        frame = give(page, name, content.encode())
        correct(frame, number, typed)
        stem, _, suffix = name.rpartition(".")
        made, data = taken(page, f"{name} in English")
    assert made == f"{stem}.en.{suffix}"
    assert data.decode() == wanted


LONG = " ".join(f"Voici la phrase numéro {number}." for number in range(400))


@pytest.fixture(scope="module")
def slow() -> Iterator[str]:
    """A service that takes its time, and one translation at a time."""
    with serving(aligner_with(Slow()), Settings(most_streams=1)) as url:
        yield url


def _wait_until_free(url: str) -> None:
    """Wait until the translation that was cancelled has ended."""
    end = time.monotonic() + 60
    events = {"accept": "text/event-stream"}
    while httpx.post(f"{url}/align", json={"source": "Il pleut."}, headers=events).status_code == 429:
        assert time.monotonic() < end
        time.sleep(0.1)


@in_browser
def test_sentences_come_one_by_one_and_it_can_be_cancelled(browser: Browser, slow: str):
    with opened(browser, slow) as page:
        page.get_by_label("Paste a French text").fill(LONG)
        page.get_by_role("button", name="Translate").click()
        rows = page.get_by_role("list", name="Sentences").get_by_role("listitem")
        expect(rows.nth(3)).to_contain_text("Voici la phrase numéro 3.")
        expect(page.get_by_role("progressbar", name="Sentences translated")).to_have_attribute("max", "400")
        expect(page.locator("#done")).to_have_text(re.compile(r"^\d+ of 400$"))
        assert page.locator("#done").text_content() != "400 of 400"
        with opened(browser, slow) as other:
            other.get_by_label("Paste a French text").fill("Il pleut.")
            other.get_by_role("button", name="Translate").click()
            told = "The service has much to do just now. Try again in 5 seconds."
            expect(other.get_by_role("alert")).to_have_text(told)
            expect(other.get_by_label("Paste a French text")).to_have_value("Il pleut.")
        page.get_by_role("button", name="Cancel").click()
        expect(page.get_by_label("Paste a French text")).to_have_value(LONG)
        expect(page.get_by_role("button", name="Translate")).to_be_focused()
        _wait_until_free(slow)
        page.get_by_label("Paste a French text").fill("Il neige.")
        page.get_by_role("button", name="Translate").click()
        expect(result_of(page).locator("#p1 .en")).to_have_text("Il neige.")


@in_browser
def test_what_cannot_be_sent_is_told_before(browser: Browser, serve):
    sent: list[str] = []
    with opened(browser, serve(most_characters=20, most_bytes=2000)) as page:
        page.on("request", lambda request: sent.append(request.url))
        expect(page.locator("#limits")).to_contain_text("up to 20 characters, or a file of up to 2 kB")
        alert = page.get_by_role("alert")
        page.get_by_role("button", name="Translate").click()
        expect(alert).to_contain_text("There is no text yet")
        page.get_by_label("Paste a French text").fill("𝄞" * 21)
        expect(page.locator("#count")).to_have_text("21 of 20 characters")
        page.get_by_role("button", name="Translate").click()
        expect(alert).to_contain_text("The text has 21 characters; the service takes 20 at once.")
        page.locator("#file").set_input_files(
            {"name": "a.txt", "mimeType": "text/plain", "buffer": bytes(2001)}
        )
        expect(alert).to_contain_text("the service takes files of at most 2 kB")
        page.get_by_role("button", name="Remove").click()
        expect(page.get_by_label("Paste a French text")).to_be_focused()
    assert sent == []


@in_browser
def test_troubles_are_told_in_words(browser: Browser, serve):
    with opened(browser, serve(keys=("sesame",), most_characters=200)) as page:
        alert = page.get_by_role("alert")
        page.get_by_label("Paste a French text").fill("Il pleut.")
        page.get_by_role("button", name="Translate").click()
        expect(alert).to_have_text("The API key is missing or wrong. Type it, and try again.")
        expect(page.get_by_label("API key")).to_be_focused()
        page.get_by_label("API key").fill("sesame")
        page.keyboard.press("Enter")
        result_of(page)
        assert taken(page, "The English text")[1] == b"Il pleut."
        page.get_by_role("button", name="New text").click()
        for name, data, told in (
            ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(40), "a.png is"),
            ("a.txt", b"Il pleut. " * 30, "has 300 characters, and the service takes 200 at once"),
        ):
            page.locator("#file").set_input_files({"name": name, "mimeType": "", "buffer": data})
            page.get_by_role("button", name="Translate").click()
            expect(alert).to_contain_text(told)
        page.get_by_role("button", name="Remove").click()
        page.route("**/align", lambda route: route.abort())
        page.get_by_role("button", name="Translate").click()
        expect(alert).to_contain_text("The service does not answer.")


@in_browser
@pytest.mark.filterwarnings("ignore::bitext.BitextWarning")
def test_another_language_is_told(browser: Browser, slow: str):
    with opened(browser, slow) as page:
        text = "Heute regnet es in der ganzen Stadt, und die Leute bleiben gern zu Hause. " * 40
        page.get_by_label("Paste a French text").fill(text)
        page.get_by_role("button", name="Translate").click()
        expect(page.locator("#notice")).to_contain_text("This looks like German, not French.")


@in_browser
def test_it_goes_on_after_a_reload_until_it_is_forgotten(browser: Browser, echoing: str):
    with opened(browser, echoing) as page:
        correct(give(page, "pont.docx", word_document()), 2, "It reopens on Monday.")
        page.reload()
        expect(page.locator("#again")).to_contain_text("pont (2 pairs)")
        page.get_by_role("button", name="Go on").click()
        expect(result_of(page).locator("#p2 .en")).to_have_text("It reopens on Monday.")
        name, data = taken(page, "pont.docx in English")
        assert name == "pont.en.docx"
        assert docx.Document(io.BytesIO(data)).paragraphs[1].text == "It reopens on Monday."
        page.get_by_role("button", name="New text").click()
        page.get_by_role("button", name="Forget it").click()
        expect(page.locator("#again")).to_be_hidden()
        assert page.evaluate("Object.keys(localStorage)") == []
        page.reload()
        expect(page.locator("#again")).to_be_hidden()


@in_browser
def test_a_file_is_dropped(browser: Browser, echoing: str):
    with opened(browser, echoing) as page:
        dropped = page.evaluate_handle(
            """() => {
              const data = new DataTransfer();
              data.items.add(new File(["Il pleut."], "été.txt", { type: "text/plain" }));
              return data;
            }"""
        )
        page.dispatch_event("body", "dragover", {"dataTransfer": dropped})
        page.dispatch_event("body", "drop", {"dataTransfer": dropped})
        expect(page.locator("#chosen")).to_contain_text("été.txt")
        page.get_by_role("button", name="Translate").click()
        expect(result_of(page).locator("#p1 .en")).to_have_text("Il pleut.")


@in_browser
def test_by_keyboard_alone(browser: Browser, echoing: str):
    with opened(browser, echoing) as page:
        page.keyboard.press("Tab")
        expect(page.get_by_label("Paste a French text")).to_be_focused()
        page.keyboard.insert_text(TEXT)
        page.keyboard.press("Control+Enter")
        frame = result_of(page)
        expect(page.locator("#reading-title")).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Download…")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_role("dialog")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.get_by_role("button", name="Download…")).to_be_focused()
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == "frame"
        expect(frame.locator(":focus")).to_have_count(1)


@in_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_everyone_can_use_it(browser: Browser, serve, size, scheme: Any):
    with opened(browser, serve(keys=("a",)), size, color_scheme=scheme) as page:
        page.get_by_role("button", name="Translate").click()
        page.get_by_text("Which files it takes").click()
        _check(page, size)
        assert page.get_by_label("Paste a French text").bounding_box()["y"] < size["height"] / 3  # type: ignore[index]
        page.get_by_label("API key").fill("a")
        translate(page)
        _check(page, size)
        page.get_by_role("button", name="Download…").click()
        _check(page, size)


def _check(page: Page, size: ViewportSize) -> None:
    """Nothing that axe finds (the page in the frame has tests of its own), nothing too small or too wide."""
    found = Axe().run(page, options={"iframes": False}).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    for button in page.locator("button:visible, summary:visible, input:visible").all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 44 or box["width"] == 0, button.text_content()
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_the_page_needs_nothing_but_what_the_service_has(echoing: str):
    answer = httpx.get(echoing)
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    links = re.findall(r'(?:src|href)="([^"#]+)"', answer.text)
    assert {"assets/start.css", "assets/start.js"} <= set(links)
    assert all(link.startswith(("assets/", "data:")) or link == "spec" for link in links)
    assert not re.search(r"<script(?![^>]*src=)|<style|\son\w+=|\sstyle=", answer.text)
    for link in links:
        if link.startswith("assets/"):
            assert httpx.get(f"{echoing}/{link}").status_code == 200
    assert httpx.get(f"{echoing}/assets/start.html").status_code == 404
    assert httpx.get(f"{echoing}/assets/..%2Fpage.py").status_code == 404
