"""The page at ``/`` in a browser: a text or a file in, the result to read and correct, the document out."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import docx
import pytest
from playwright.sync_api import Browser, FrameLocator, Page, ViewportSize, expect

import bitext
from benchmarks.browser import chromium

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
