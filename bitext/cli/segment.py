"""Commands that look at a text or a translation and change nothing: segment, quotes, score."""

from __future__ import annotations

import sys
from dataclasses import asdict

import bitext
from bitext.cli._shared import File, Json, Language, print_json
from bitext.files import read_text
from bitext.text.characters import visible


def segment(file: File, lang: Language = "fr", json: Json = False) -> None:
    """Split a text into sentences, one a line."""
    document = bitext.segment(read_text(file), lang)
    if json:
        print_json({"lang": document.lang, "sentences": [asdict(sentence) for sentence in document]})
        return
    for sentence in document:
        shown = visible(sentence.text) if sys.stdout.isatty() else sentence.text
        sys.stdout.write(f"{shown}\n")
