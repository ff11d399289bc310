"""Which values of a table of messages are words, and which are not: by their looks, and by their key."""

from __future__ import annotations

import re
from typing import Final

from bitext.documents.html_elements import names

_OTHER_KEYS: Final = names(
    "$schema class classname code color colour css currency dir domain email endpoint file filename format"
    " group height href icon id image img key lang language layout link locale method mime namespace pattern"
    " path prefix ref regex regexp route script selector slug sort src style template theme timezone token"
    " type uri url uuid value_format variant version width"
)
"""Keys, in small letters, whose values are no words."""
_LANGUAGE_KEYS: Final = frozenset(("lang", "language", "locale", "@@locale", "target-language"))
_NO_WORDS: Final = re.compile(
    r"[a-z][a-z0-9+.-]*://\S*|mailto:\S+|www\.\S+"  # addresses
    r"|[\w.+-]+@[\w-]+\.[\w.-]+"
    r"|\.{0,2}/\S*|[\w-]+/[\w./+-]+|\S+\.(?:html?|js|ts|css|png|jpe?g|svg|gif|json|ya?ml|xml|md|pdf)"  # files
    r"|#[0-9a-fA-F]{3,8}|rgba?\(.*\)|hsla?\(.*\)|var\(--.*\)"  # colours
    r"|[a-z]{2,3}[-_][A-Z]{2}|[\w-]*_[\w-]*|[a-z]+(?:[A-Z][a-z0-9]*)+|\w+(?:\.\w+){1,}|:\w+"  # identifiers
    r"|[0-9a-fA-F]{8}-[0-9a-fA-F-]{20,}|\d{4}-\d\d-\d\d\S*"
)
_LETTER: Final = re.compile(r"[^\W\d_]")


def is_text(value: str, key: str = "") -> bool:
    """Whether a value is words: it has letters, and neither it nor its ``key`` says that it is none.

    Example:
        >>> from bitext.documents.messages.values import is_text
        >>> [is_text(value) for value in ("Le quai.", "https://x.fr/a", "btn_ok", "#ff00aa", "12 %")]
        [True, False, False, False, False]
        >>> is_text("port", "icon")
        False
    """
    if key.lower() in _OTHER_KEYS or not _LETTER.search(value):
        return False
    return _NO_WORDS.fullmatch(value.strip()) is None


def says_language(key: str) -> bool:
    """Whether the value of a key says which language the table is in."""
    return key.lower() in _LANGUAGE_KEYS
