"""What a file of corrections must be, as data: the command line and the page check it by the same rules.

The page holds :func:`page_rules` and says the same words where it refuses a file; ``rules.js`` is its reader.
Placeholders in the messages are bare names in braces.
"""

from __future__ import annotations

from typing import Any, Final

import msgspec

from bitext.quotations.marks import DASHES, STYLES
from bitext.review.edits import FORMS, Corrections

MESSAGES: Final = {
    "version": (
        "these corrections were made in another version of the text; merge them with the file that their "
        "page was made from. Corrections of several people are merged in one go."
    ),
    "older": (
        "these corrections come from a page of an older bitext, which does not say how the pairs were cut, "
        "and pairs of this text were edited since; merge them with the file that their page was made from."
    ),
    "range": "{name} replaces {pairs}; there are {count}, counted from 0. Export the corrections again.",
    "sentences": (
        "{name} replaces {pairs} and has to hold the sentences {wanted} of the source, each once and in "
        "order; it holds {given}. Export the corrections again."
    ),
    "overlap": (
        "{pairs} (counted from 0) are changed by both {one} and {other}, and not in the same way; take one "
        "of the two out."
    ),
    "no-mark": "{name} is {at}, where the English of the pair has no mark.",
    "link": "{name} is of link {link}; there are {count}, counted from 0.",
    "not-a-mark": (
        "{name} points to {text}, which is no quotation mark; offsets count code points, not UTF-16 units."
    ),
    "emptied": "{name} leaves a pair without any English; where that was a slip, take the edit out.",
    "second": "{name} is the second place for the same mark; take one out.",
    "swapped": "the marks of {name} were placed the wrong way round. Swap them.",
}


def message(rule: str, **values: object) -> str:
    """The words for a rule that is broken; ``values`` are what its placeholders stand for."""
    return MESSAGES[rule].format(**values)


def page_rules() -> dict[str, Any]:
    """The rules for the page: the schema of a file, the words of its errors, the quotation marks."""
    return {
        "schema": _bare(msgspec.json.schema(Corrections)),
        "forms": FORMS,
        "messages": MESSAGES,
        "marks": sorted(STYLES),
        "dashes": sorted({*DASHES, "-"}),
    }


def _bare(schema: Any) -> Any:
    """A schema without its descriptions, which are for readers of the code."""
    if isinstance(schema, list):
        return [_bare(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    return {key: _bare(value) for key, value in schema.items() if key not in ("description", "title")}
