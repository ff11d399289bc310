"""A small result for the tests of the page, and what a page of it exports."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from bitext.formats._rows import FilePair, FileSentence, bitext_of
from bitext.result.bitext import Bitext
from bitext.result.links import QuoteLink, Verdict, WordLinks
from bitext.review.edits import digest, read
from bitext.review.merge import merge

LINES = [
    ("Le pont rouvre.", "The bridge reopens."),
    ("« Enfin », soupire Léa Morin, « on passe. »", "“At last,” sighs Léa Morin, “we cross.”"),
    ("Le préfet 🌉 parle d’une “date ferme”.", "The prefect 🌉 speaks of a “firm date”."),
    ("« Tout est prêt.", "“All is ready."),
    ("Il reste à ouvrir. »", "It remains to open.”"),
    ("Rien d’autre.", "Nothing else."),
]


def words(french: str, english: str) -> WordLinks:
    """The tokens of both sides, first with first, second with second."""
    spans = [[match.span() for match in re.finditer(r"\w+", side)] for side in (french, english)]
    return WordLinks((*a, *b) for a, b in zip(*spans, strict=False))


def news() -> Bitext:
    """Six pairs with quotations that were kept, restored, lost; one flagged, one with a low score."""
    rows = [
        FilePair(
            [FileSentence(fr)],
            [FileSentence(en)],
            0.3 if at == 0 else 0.9,
            ("retried",) if at == 5 else (),
            words(fr, en),
        )
        for at, (fr, en) in enumerate(LINES)
    ]
    made = bitext_of(rows, model="made-up")
    verdicts: tuple[Verdict, ...] = ("kept", "restored", "kept", "moved")
    links = tuple(
        QuoteLink(link.source, link.target, verdict)
        for link, verdict in zip(made.quotes, verdicts, strict=True)
    )
    return Bitext(made.source, made.target, made.pairs, links, made.model)


def corrected(page: Page) -> tuple[Bitext, dict[str, Any]]:
    """What the page exports, and the news with it."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Export corrections").click()
    assert download.value.suggested_filename == "pont.corrections.json"
    text = download.value.path().read_text(encoding="utf-8")
    return merge(news(), read(text)), json.loads(text)


def english(result: Bitext) -> list[str]:
    """The English of each pair."""
    return [pair.target.text for pair in result.pairs]


def box(page: Page) -> Locator:
    """The editor of the page."""
    return page.get_by_role("textbox", name="English, a line a sentence")


def write(page: Page, number: int, text: str) -> None:
    """Opens the editor of a pair and writes, no more."""
    page.locator(f"#p{number}").focus()
    page.keyboard.press("Enter")
    box(page).fill(text)


def correct(page: Page, number: int, text: str) -> None:
    """Writes another English for a pair."""
    write(page, number, text)
    page.get_by_role("button", name="Keep the change").click()
    expect(page.locator(f"#p{number} .en")).to_have_text(text)


def press(page: Page, number: int, *keys: str) -> None:
    """Presses keys on a pair."""
    page.locator(f"#p{number}").focus()
    for key in keys:
        page.keyboard.press(key)


def change(first: int, last: int, *pairs: dict[str, Any]) -> dict[str, Any]:
    """An edit as a file has it."""
    return {"first": first, "last": last, "pairs": list(pairs)}


def now(source: list[int], *target: str, **more: Any) -> dict[str, Any]:
    """A pair as an edit has it."""
    return {"source": source, "target": list(target), **more}


GOOD = change(1, 1, now([1], "“Finally,” sighs Léa Morin, “we cross.”"))


def file_of(*edits: Any, **fields: Any) -> dict[str, Any]:
    """A file of corrections of the news; ``fields`` stand in the place of what is right."""
    header = {"format": "bitext-corrections", "version": 1, "digest": digest(news())}
    return {**header, "edits": list(edits), **fields}


def open_file(page: Page, folder: Path, content: object) -> Path:
    """Opens a file with this content in the page, and gives its path."""
    path = folder / "given.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    page.locator("#file").set_input_files(path)
    return path
