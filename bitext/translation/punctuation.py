"""Punctuation and letters around the quotation marks of a translation, as English typography has them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bitext.languages import Language
from bitext.quotations.marks import word_after
from bitext.translation.dialogue import is_turn
from bitext.translation.preprocessing import SentenceMark

_DASHES = frozenset("—–-")
_CALL = re.compile(r"[!?…] ?[\"”»’]? ?(?=[a-zà-öø-ÿœ])")
"""A question or exclamation behind which its sentence goes on."""
_NEW = re.compile(r"[!?] (?=[A-ZÀ-ÖØ-ÞŒ]).")
"""One behind which a new one begins."""


@dataclass(slots=True)
class Item:
    """A character of the English sentence, or a mark."""

    text: str
    origin: int = -1
    mark: SentenceMark | None = None
    restored: bool = False

    @property
    def opens(self) -> bool:
        """Whether it is a mark behind which somebody speaks."""
        return self.mark is not None and self.mark.role in ("open", "continuation", "dash")

    @property
    def closes(self) -> bool:
        """Whether it is a mark that closes a quotation."""
        return self.mark is not None and self.mark.role == "close"

    @property
    def is_dash(self) -> bool:
        """Whether it is the dash of a turn."""
        return self.mark is not None and self.mark.role == "dash"


def with_stops_inside(items: Sequence[Item], source: str = "") -> list[Item]:
    """American order: commas and full stops stand inside the closing marks.

    In British order, for which the ``source`` is given, inside those of a whole utterance alone.
    """
    found: list[Item] = []
    index = 0
    while index < len(items):
        end = index
        while end < len(items) and items[end].closes:
            end += 1
        if end == index:
            found.append(items[index])
            index += 1
            continue
        after = items[end] if end < len(items) else None
        lone = end + 1 >= len(items) or items[end + 1].text != "."
        moves = after is not None and after.mark is None and after.text in {",", "."} and lone
        if source and not any(_is_utterance(item.mark, source) for item in items[index:end]):
            if found and found[-1].text in {",", "."} and not moves:
                outside, found[-1:] = [found[-1]], []
                found += [*items[index:end], *outside]
                index = end
                continue
            moves = False
        if moves and after and found and found[-1].text not in {",", ".", "?", "!", "…"}:
            found.append(after)
        found += items[index:end]
        index = end + moves
    return found


def _is_utterance(mark: SentenceMark | None, source: str) -> bool:
    """Whether what the mark closes is said in full: it begins with a capital, or in another sentence."""
    if mark is None or mark.cut is not None or is_turn(mark.quotation):
        return True
    opened = source.rfind(mark.quotation.open, 0, mark.start)
    return opened < 0 or source[opened + 1 : opened + 4].lstrip()[:1].isupper()


def set_clause_stops(items: list[Item], source: str) -> None:
    """A stop before a reporting clause, within the marks, and one behind it: “Yes,” he said, “and”."""
    for at in range(len(items) - 1, -1, -1):
        mark = items[at].mark
        if mark is None or mark.cut is None:
            continue
        behind = next((i for i in range(at + 1, len(items)) if not items[i].text.isspace()), at)
        if items[at].closes and items[behind].text == ",":
            del items[at + 1 : behind + 1]
        elif items[at].closes and items[behind].text in _DASHES:
            continue
        before = at
        while before and (
            items[before - 1].text.isspace() or (items[at].closes and items[before - 1].closes)
        ):
            before -= 1
        _set_stop(items, before, "," if items[at].closes else source[: mark.start].rstrip()[-1:])


def set_colons(items: Sequence[Item], source: str) -> None:
    """A colon before the dash of a turn where the source has one: English has a comma before a mark alone."""
    for at, item in enumerate(items):
        if item.mark is None or not item.is_dash or not source[: item.mark.start].rstrip().endswith(":"):
            continue
        before = next((other for other in reversed(items[:at]) if not other.text.isspace()), None)
        if before is not None and before.text == ",":
            before.text = ":"


def _set_stop(items: list[Item], end: int, stop: str) -> None:
    """Let what ends before ``end`` end with the comma or the full stop ``stop``, if it has no other."""
    said = "".join(item.text for item in items[max(0, end - 3) : end])
    if stop == "," and said.endswith(".") and not said.endswith(".."):
        items[end - 1].text = stop
    elif stop in {",", "."} and said.rstrip("”’\"'»")[-1:].isalnum():
        items.insert(end, Item(stop))


def set_small_letters(items: Sequence[Item], source: str, language: Language) -> None:
    """A small letter where what goes on behind a reporting clause has one in the source."""
    openings = {*language.opening_words, *language.opening_or_name, *language.opening_elisions}
    for at, item in enumerate(items[:-1]):
        mark = item.mark if item.opens else None
        if mark is None or mark.cut is None or not source[mark.end : mark.end + 1].islower():
            continue
        word = word_after("".join(other.text for other in items[at + 1 : at + 20]), 0)
        common = word in openings or word.lower() in language.function_words
        if common and word not in language.capital_words:
            items[at + 1].text = items[at + 1].text.lower()


def set_small_letters_behind_calls(items: Sequence[Item], source: str, language: Language) -> None:
    """A small letter behind each question or exclamation where the source has one: "— Why? she asked."."""
    if not _CALL.search(source) or _NEW.search(source):
        return
    openings = {*language.opening_words, *language.opening_or_name}
    text = "".join(item.text if len(item.text) == 1 else "\0" for item in items)
    for found in _NEW.finditer(text):
        word = word_after(text, found.end() - 1)
        if (
            word in openings
            and word.lower() in language.function_words
            and word not in language.capital_words
        ):
            items[found.end() - 1].text = word[0].lower()
