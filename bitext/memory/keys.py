"""What a memory compares of a sentence: one form of its signs, and stems to find like ones by."""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b
from typing import Final

_ONE_FORM: Final = (
    *((sign, "'") for sign in "’‘ʼ´′‛`"),
    ("''", '"'),
    *((sign, "-") for sign in "‐‑"),
    *((sign, "–") for sign in "—―"),
    ("…", "..."),
    *((form, '"') for sign in "«‹“„" for form in (f"{sign} ", sign)),
    *((form, '"') for sign in "»›”" for form in (f" {sign}", sign)),
    ("″", '"'),
    *((f" {sign}", sign) for sign in ";:!?"),
)
"""What stands for what, in the order in which it is replaced."""
_UNSEEN: Final = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_ACCENTS: Final = re.compile("[\u0300-\u036f]")
_WORD: Final = re.compile(r"[^\W_]+")
_LONGEST_STEM: Final = 6
_ENDINGS: Final = "esx"
_MOST_STEMS: Final = 400
"""Stems of one sentence that are kept, at most: what is longer is found by its beginning."""


def key_of(text: str) -> str:
    """A sentence in the form in which it is compared: two with the same one are the same, word for word.

    NFC; spaces of every kind and number, and line breaks, are one space, none at the edges, inside quotation
    marks and before ``; : ! ?``; quotation marks, apostrophes, dashes and hyphens each have one form; signs
    without a width go. Letters keep their case, and digits are compared one by one.
    """
    plain = text if text.isascii() else _UNSEEN.sub("", unicodedata.normalize("NFC", text))
    plain = " ".join(plain.split())
    for sign, form in _ONE_FORM:
        plain = plain.replace(sign, form)
    return plain


def hash_of(key: str) -> int:
    """64 bits that tell keys apart, signed as SQLite has its integers."""
    digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def stems_of(key: str) -> list[str]:
    """The different words of a sentence without accents, case and endings, in order.

    What is cut off is only good enough to find candidates by: « présidentes » and « président » meet.
    """
    plain = key.casefold()
    if not plain.isascii():
        plain = _ACCENTS.sub("", unicodedata.normalize("NFD", plain))
    found = dict.fromkeys((word.rstrip(_ENDINGS) or word)[:_LONGEST_STEM] for word in _WORD.findall(plain))
    return list(found)[:_MOST_STEMS]


def is_storable(text: str) -> bool:
    """Whether a text has UTF-8, which lone surrogates have not."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
