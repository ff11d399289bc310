"""Quotation marks of training sentences, in one form: “ and ”, as the small model reads and writes them.

The teacher reads straight marks, which it keeps. Which of them opens and which closes is known from the
French, so its English can be written with curly ones.
"""

from __future__ import annotations

import random
import re

from bitext.segmentation.segment import segment
from bitext.translation.preprocessing import prepare

_MARK = re.compile("[“”]")
_OTHER = re.compile('["«»‹›„]')
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'"})
_WORD = re.compile(r"[^\s]+")
_LEAST, _MOST = 4, 12
"""Words that a sentence must have for a part of it to be quoted, and the most that are, save to its end."""
_KINDS = {"whole": 0.15, "head": 0.15, "tail": 0.15, "inside": 0.45, "opens": 0.05, "closes": 0.05}
"""Which part of a sentence is quoted, and how often; a quotation may begin in it or end in it only."""
_NESTED = 0.15
"""How often the end of a quotation that is long enough is quoted in it."""


def curly(french: str) -> str:
    """``french`` with “ and ” for all its quotation marks, whatever their form and depth."""
    document = segment(french)
    edits: list[tuple[int, int, str]] = []
    for quotation in (*document.quotations, *document.unpaired):
        if quotation.kind == "dialogue" or (quotation.open or quotation.close) in ("‘", "’", "'"):
            continue
        if quotation.open:
            end = quotation.start + len(quotation.open)
            edits.append((quotation.start, end + _spaces(french[end:]), "“"))
        if quotation.close:
            start = quotation.end - len(quotation.close)
            edits.append((start - _spaces(french[:start][::-1]), quotation.end, "”"))
    for start, end, mark in sorted(edits, reverse=True):
        french = french[:start] + mark + french[end:]
    return french


def without(text: str) -> str:
    """``text`` without its curly quotation marks."""
    return _MARK.sub("", text)


def is_clean(text: str) -> bool:
    """Whether ``text`` has no quotation marks but curly ones."""
    return not _OTHER.search(text)


def count(text: str) -> int:
    """How many curly quotation marks there are."""
    return len(_MARK.findall(text))


def for_teacher(french: str) -> str:
    """The form in which the teacher reads ``french``."""
    return prepare(french).text


def straight(french: str) -> str:
    """Near enough to :func:`for_teacher` for text that :func:`curly` made, and much faster."""
    return french.translate(_STRAIGHT)


def transferred(french: str, english: str) -> str | None:
    """``english``, which has straight marks, with the curly ones of ``french``; None if they do not match."""
    marks = _MARK.findall(french)
    english = english.replace("''", '"').replace("“", '"').replace("”", '"')
    if english.count('"') != len(marks) or _OTHER.search(english.replace('"', "")):
        return None
    parts = english.split('"')
    return parts[0] + "".join(mark + part for mark, part in zip(marks, parts[1:], strict=True))


def quoted(french: str, order: random.Random) -> str:
    """``french`` with a quotation put round some of its words, or one that begins or ends in it.

    The quotation may end in another one.
    """
    words = list(_WORD.finditer(french))
    if len(words) < _LEAST:
        return french
    kind = order.choices(list(_KINDS), list(_KINDS.values()))[0]
    first = 0 if kind in ("whole", "head") else order.randrange(len(words))
    last = order.randrange(first, min(len(words), first + _MOST))
    if kind in ("whole", "tail"):
        last = len(words) - 1
    start, end = words[first].start(), words[last].end()
    if kind != "whole":
        end -= len(french[:end]) - len(french[:end].rstrip(".,;:!?…)"))
    if end <= start + 1 or not french[start].isalnum() or (kind != "whole" and not french[end - 1].isalnum()):
        return french
    opening = "" if kind == "closes" else "“"
    closing = "" if kind == "opens" else "”"
    inner = french[start:end]
    if last - first >= _LEAST and order.random() < _NESTED:
        at = words[order.randrange(first + 1, last)].start() - start
        if inner[at].isalnum():
            inner = f"{inner[:at]}“{inner[at:]}”"
    return french[:start] + opening + inner + closing + french[end:]


def _spaces(text: str) -> int:
    return len(text) - len(text.lstrip())
