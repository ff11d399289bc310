"""What of a result a file can hold: the parts by name, each with a sentence that says what it is."""

from __future__ import annotations

from typing import Final, Literal, get_args

Content = Literal[
    "source",
    "target",
    "pairs",
    "scores",
    "flags",
    "checked",
    "words",
    "alternatives",
    "terms",
    "quotations",
    "layout",
    "model",
]
"""The name of a part of a result."""

CONTENTS: Final[dict[Content, str]] = {
    "source": "the text of each pair in the source",
    "target": "the text of each pair in the target",
    "pairs": "what belongs together",
    "scores": "the score of each pair",
    "flags": "the flags of each pair",
    "checked": "which pairs a person has found right",
    "words": "the word links",
    "alternatives": "the other wordings of each pair",
    "terms": "which words stand for terms of a glossary",
    "quotations": "the quotations and marks of both texts, their links and verdicts",
    "layout": "the white space between sentences, and the paragraphs",
    "model": "which model translated or linked the texts",
}

EVERYTHING: Final[tuple[Content, ...]] = get_args(Content)
"""All of it: what is loaded equals what was saved."""
