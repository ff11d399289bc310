"""Which languages a PO file has: by its header, else by its text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bitext.text.language import language_of, language_of_tag, likelihood

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bitext.formats.po.catalogue import Catalogue

_CODE: Final = re.compile(r"<[^<>]*>|[%$]?\{[^{}]*\}|%\S+|[&_\\]|https?:\S+")
_NAMED: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_@.]\w+)*")
_SAMPLE: Final = 4000
_EVEN: Final = 0.5
_FEWEST: Final = 3
"""Letters from which on a text is asked for its language."""


def languages_of(catalogue: Catalogue) -> tuple[str, str]:
    """The languages of ``msgid`` and ``msgstr``.

    ``X-Source-Language`` and ``Language`` name them; where they do not, the text tells: French, else English,
    else any other. Of a template, French goes into English, and all else into French.
    """
    source = _named(catalogue.header.get("X-Source-Language", ""))
    target = _named(catalogue.header.get("Language", ""))
    if not source:
        source = _of_text((entry.source for entry in catalogue.entries), "en" if target == "fr" else "fr")
    if not target:
        other = "en" if source == "fr" else "fr"
        target = _of_text((text for entry in catalogue.entries for text in entry.targets), other)
    return source, target


def _named(tag: str) -> str:
    return language_of_tag(re.split("[@.]", tag)[0]) if _NAMED.fullmatch(tag.strip()) else ""


def _of_text(texts: Iterable[str], default: str) -> str:
    parts: list[str] = []
    length = 0
    for text in texts:
        plain = _CODE.sub(" ", text).strip()
        if plain:
            parts.append(plain)
            length += len(plain)
        if length > _SAMPLE:
            break
    sample = "\n".join(parts)
    if sum(map(str.isalpha, sample)) < _FEWEST:
        return default
    found = language_of(sample)
    if found in (None, "fr", "en"):
        return "fr" if likelihood(sample, "fr", "en") > _EVEN else "en"
    return str(found)
