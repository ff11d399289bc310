"""`bitext segment`: the sentences of a text."""

from __future__ import annotations

import sys
from dataclasses import asdict

import bitext
from bitext.cli._files import open_file
from bitext.cli._shared import (
    UNWRAP,
    Encoding,
    File,
    Form,
    Json,
    Language,
    Quiet,
    Strict,
    Unwrap,
    print_json,
)
from bitext.result.unmasking import unmasked_document
from bitext.text.characters import visible


def segment(
    file: File,
    lang: Language = "fr",
    from_: Form = None,
    encoding: Encoding = "auto",
    unwrap: Unwrap = "auto",
    strict: Strict = False,
    json: Json = False,
    quiet: Quiet = False,  # noqa: ARG001 (what it does is done by its callback)
) -> None:
    """Split a text or the text of a document into sentences, one a line."""
    original = open_file(file, from_, encoding, strict=strict).original
    document = unmasked_document(bitext.segment(original.text, lang, unwrap=UNWRAP[unwrap]), original.masks)
    if json:
        print_json({"lang": document.lang, "sentences": [asdict(sentence) for sentence in document]})
        return
    for sentence in document:
        line = _in_one_line(sentence.text)
        sys.stdout.write(f"{visible(line) if sys.stdout.isatty() else line}\n")


def _in_one_line(text: str) -> str:
    """A sentence that runs over wrapped lines, without their breaks."""
    lines = [line.strip() for line in text.splitlines()]
    return "".join(line if line.endswith("-") else f"{line} " for line in lines).rstrip()
