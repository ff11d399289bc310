"""What is known of HTML's inline elements: data, and the pairing of opening and closing tags."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final, Literal

from bitext.documents.blocks import TagKind


def names(text: str) -> frozenset[str]:
    """The words of ``text`` as a set."""
    return frozenset(text.split())


VOID: Final = names("area base br col embed hr img input link meta param source track wbr")
LITERAL: Final = names("code kbd samp var tt math")
"""Their words stay as they are, in their place in the sentence."""
OPAQUE: Final = names(
    "script style svg textarea iframe object video audio canvas template map datalist progress meter "
    "noembed noframes xmp plaintext"
)
"""They hold nothing to translate and stand between the words."""
STYLES: Final = names("b strong i em u s small mark font big strike del ins cite dfn span sup sub bdi bdo")
"""They are mere style; of every other inline element it matters what it lies over."""
WITHIN_WORDS: Final = names("sub sup wbr")
"""They stand in the middle of words."""
BLOCKS: Final = names(
    "html head body title base link meta address article aside blockquote center dd details dialog dir "
    "div dl dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr "
    "legend li main menu nav noscript ol optgroup option p pre search section select summary table "
    "caption colgroup col tbody thead tfoot tr td th ul"
)
"""They begin and end blocks of text; what is not here stands in a line of text."""

_TAG: Final = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][^\s/>]*)")
_WITH_CLASS: Final = re.compile(r"<span\s[^<>]*\bclass\s*=", re.IGNORECASE)
_NAMED: Final = re.compile(r"""\s(?:id|name)\s*=""", re.IGNORECASE)

TagEvent = tuple[Literal["open", "close"], str]


def tag_name(raw: str) -> tuple[str, bool]:
    """The name in a raw tag, and whether it is a closing one; an empty name for a comment."""
    found = _TAG.match(raw)
    return (found["name"].lower(), bool(found["end"])) if found else ("", False)


def kind_of(name: str, raw: str) -> TagKind:
    """Whether the element that the tag ``raw`` opens is mere style: what it lies over matters less."""
    return "element" if name in STYLES and not _NAMED.search(raw) else "link"


def begins_word(raw: str, before: str) -> bool:
    """Whether what the tag ``raw`` opens is seldom one word with what stands right before it.

    ``before`` is the raw tag of the element that ends there, else empty.
    """
    return before not in ("", raw) or _WITH_CLASS.match(raw) is not None


def pair_tags(events: Sequence[TagEvent | None]) -> dict[int, int]:
    """Index of an opening tag ↔ index of its closing tag; tags without a partner are left out.

    A closing tag takes the nearest open one of its name; those opened since then stay without.
    """
    pairs: dict[int, int] = {}
    stack: list[tuple[int, str]] = []
    waiting: Counter[str] = Counter()
    for at, event in enumerate(events):
        if event is None:
            continue
        kind, name = event
        if kind == "open":
            stack.append((at, name))
            waiting[name] += 1
        elif waiting[name]:
            while stack:
                opened, other = stack.pop()
                waiting[other] -= 1
                if other == name:
                    pairs[opened], pairs[at] = at, opened
                    break
    return pairs
