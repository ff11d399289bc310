"""Quotation marks of training sentences, in one form: “ and ”, as the model reads and writes them.

The teacher reads straight marks, which it keeps. Which of them opens and which closes is known from the
source, so its target can be written with curly ones.
"""

from __future__ import annotations

import random
import re

from bitext.segmentation.segment import segment
from bitext.translation.preprocessing import prepare

_MARK = re.compile("[“”]")
_OTHER = re.compile('["«»‹›„]')
_ANGLED = re.compile(r"[«‹„]\s*|\s*[»›]")
"""Marks of a target that writes none of the straight ones, with the spaces on their inner side."""
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'"})
_WORD = re.compile(r"[^\s]+")
_LEAST, _MOST = 4, 12
"""Words that a sentence must have for a part of it to be quoted, and the most that are, save to its end."""
_KINDS = {"whole": 0.15, "head": 0.15, "tail": 0.15, "inside": 0.45, "opens": 0.05, "closes": 0.05}
"""Which part of a sentence is quoted, and how often; a quotation may begin in it or end in it only."""
_NESTED = 0.15
"""How often the end of a quotation that is long enough is quoted in it."""


def curly(text: str, language: str) -> str:
    """``text`` with “ and ” for all its quotation marks, whatever their form and depth.

    ``language`` is the code of its language.

    Raises:
        InputError: if there are no rules for the language.
    """
    document = segment(text, language)
    edits: list[tuple[int, int, str]] = []
    for quotation in (*document.quotations, *document.unpaired):
        if quotation.kind == "dialogue" or (quotation.open or quotation.close) in ("‘", "’", "'"):
            continue
        if quotation.open:
            end = quotation.start + len(quotation.open)
            edits.append((quotation.start, end + _spaces(text[end:]), "“"))
        if quotation.close:
            start = quotation.end - len(quotation.close)
            edits.append((start - _spaces(text[:start][::-1]), quotation.end, "”"))
    for start, end, mark in sorted(edits, reverse=True):
        text = text[:start] + mark + text[end:]
    return text


def is_clean(text: str) -> bool:
    """Whether ``text`` has no quotation marks but curly ones."""
    return not _OTHER.search(text)


def count(text: str) -> int:
    """How many curly quotation marks there are."""
    return len(_MARK.findall(text))


def for_teacher(source: str) -> str:
    """The form in which the teacher reads ``source``."""
    return prepare(source).text


def straight(source: str) -> str:
    """Near enough to :func:`for_teacher` for text that :func:`curly` made, and much faster."""
    return source.translate(_STRAIGHT)


def transferred(source: str, target: str) -> str | None:
    """``target``, whatever its marks, with the curly ones of ``source``; None if they do not match."""
    marks = _MARK.findall(source)
    target = _ANGLED.sub('"', target).replace("''", '"').replace("“", '"').replace("”", '"')
    if target.count('"') != len(marks):
        return None
    parts = target.split('"')
    return parts[0] + "".join(mark + part for mark, part in zip(marks, parts[1:], strict=True))


def quoted(source: str, order: random.Random) -> str:
    """``source`` with a quotation put round some of its words, or one that begins or ends in it.

    The quotation may end in another one.
    """
    words = list(_WORD.finditer(source))
    if len(words) < _LEAST:
        return source
    kind = order.choices(list(_KINDS), list(_KINDS.values()))[0]
    first = 0 if kind in ("whole", "head") else order.randrange(len(words))
    last = order.randrange(first, min(len(words), first + _MOST))
    if kind in ("whole", "tail"):
        last = len(words) - 1
    start, end = words[first].start(), words[last].end()
    if kind != "whole":
        end -= len(source[:end]) - len(source[:end].rstrip(".,;:!?…)"))
    if end <= start + 1 or not source[start].isalnum() or (kind != "whole" and not source[end - 1].isalnum()):
        return source
    opening = "" if kind == "closes" else "“"
    closing = "" if kind == "opens" else "”"
    inner = source[start:end]
    if last - first >= _LEAST and order.random() < _NESTED:
        at = words[order.randrange(first + 1, last)].start() - start
        if inner[at].isalnum():
            inner = f"{inner[:at]}“{inner[at:]}”"
    return source[:start] + opening + inner + closing + source[end:]


def _spaces(text: str) -> int:
    return len(text) - len(text.lstrip())
