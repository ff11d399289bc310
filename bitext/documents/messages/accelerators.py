"""Accelerators: the sign in a label before the letter that a key chooses it by (``&Fichier``, ``_Fichier``).

The model reads the label without the sign; the translation gets it before the same letter, else before its
first one.
"""

from __future__ import annotations

import re
from typing import Final

_LONGEST: Final = 80
"""Characters of a label; a longer text has no accelerator."""
_CANDIDATE: Final = {
    # Not an entity, not the address of a page, not "R&D".
    "&": re.compile(r"(?:(?<![^\s(\[«\"'])&(?=[^\W\d_])|(?<=[^\W\d_])&(?=[a-zà-ÿ]))(?!#?\w{1,10};|\w*=)"),
    # Not an identifier: a capital begins the word, or the sign does.
    "_": re.compile(
        r"(?<![\w.-])_(?=[^\W\d_]+(?!\w))|(?<=[A-ZÀ-Þ])_(?=[a-zà-ÿ]+(?!\w))"
        r"|(?<=[a-zà-ÿ])_(?=[a-zà-ÿ]+(?!\w))"
    ),
}
_INNER: Final = re.compile(r"(?<!\w)[A-ZÀ-Þ][a-zà-ÿ]*_[a-zà-ÿ]+(?!\w)")
_CODES: Final = re.compile(r"<[^<>]*>|\{[^{}]*\}|%\S+|&#?\w+;|\ue000\d+\ue001")


def take_accelerator(text: str, signs: str) -> tuple[str, str, str]:
    """The label without its accelerator, the sign (one of ``signs``) and the letter; both empty for none."""
    if len(text) > _LONGEST or "\n" in text:
        return text, "", ""
    for sign in signs:
        if text.count(sign) != 1:
            continue
        hit = _CANDIDATE[sign].search(text)
        if hit and (sign == "&" or _begins_word(text, hit.start()) or _INNER.search(text)):
            at = hit.start()
            return text[:at] + text[at + 1 :], sign, text[at + 1]
    return text, "", ""


def set_accelerator(text: str, sign: str, letter: str) -> str:
    """The translation with ``sign`` before ``letter``: where a word begins if it can be, else anywhere.

    Where the letter is not in it, the sign stands before the first letter; placeholders and tags have none.
    """
    covered = _CODES.sub(lambda code: " " * len(code[0]), text)
    wanted = re.escape(letter)
    for pattern in (rf"(?<!\w){wanted}", wanted, r"[^\W\d_]"):
        hit = re.search(pattern, covered, re.IGNORECASE)
        if hit:
            return text[: hit.start()] + sign + text[hit.start() :]
    return text


def _begins_word(text: str, at: int) -> bool:
    return at == 0 or not text[at - 1].isalnum()
