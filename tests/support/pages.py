"""A small result for the tests of the page, and what a page of it exports."""

from __future__ import annotations

import json
import re
from typing import Any

from playwright.sync_api import Page

from bitext.formats._rows import FilePair, FileSentence, bitext_of
from bitext.result.bitext import Bitext
from bitext.result.links import QuoteLink, Verdict, WordLinks
from bitext.review.edits import read
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
