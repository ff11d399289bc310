"""`bitext segment`: the sentences of a text."""

from __future__ import annotations

import sys
from dataclasses import asdict

import bitext
from bitext.cli._files import open_file
from bitext.cli._shared import Encoding, File, Form, Json, Language, Quiet, Strict, print_json
from bitext.result.unmasking import unmasked_document
from bitext.text.characters import visible


def segment(
    file: File,
    lang: Language = "fr",
    from_: Form = None,
    encoding: Encoding = "auto",
    strict: Strict = False,
    json: Json = False,
    quiet: Quiet = False,  # noqa: ARG001 (what it does is done by its callback)
) -> None:
    """Split a text or the text of a document into sentences, one a line."""
    original = open_file(file, from_, encoding, strict=strict).original
    document = unmasked_document(bitext.segment(original.text, lang), original.masks)
    if json:
        print_json({"lang": document.lang, "sentences": [asdict(sentence) for sentence in document]})
        return
    for sentence in document:
        shown = visible(sentence.text) if sys.stdout.isatty() else sentence.text
        sys.stdout.write(f"{shown}\n")
