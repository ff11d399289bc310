"""The form of a term in a translation: its number, its capitals, and the article before it."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from bitext.languages import Language
from bitext.result.links import WordLinks
from bitext.terms.glossary import Occurrence
from bitext.text.document import Span

_LAST_WORD: Final = re.compile(r"([^\W_]+)\s+\Z")
_NEXT_WORD: Final = re.compile(r"\s+([^\W\d_]+)")
_FIRST_WORD: Final = re.compile(r"([^\W_]+)\s+")
_WORD: Final = re.compile(r"[^\W\d_]+")
_BEGINNING: Final = re.compile(r"(?:\A|[.!?:…][\"”’)]?\s+)[\W_]*\Z")
"""What stands before the first word of a sentence, or of one within it."""
_VERBS: Final = frozenset(["is", "are", "was", "were", "has", "have", "does", "do"])
"""Words of grammar that agree with what stands before them."""
_NEAR: Final = 60
"""Characters before a term that are looked at."""


@cache
def _pattern(wanted: str, language: Language) -> re.Pattern[str]:
    """Finds a term of the target language in either number; one in small letters with any capitals."""
    forms = dict.fromkeys((wanted, language.inflection.plural(wanted)))
    if not wanted.islower():
        forms |= dict.fromkeys(form.upper() for form in forms)
    some = "|".join(r"\s+".join(map(re.escape, form.split())) for form in sorted(forms, key=len)[::-1])
    return re.compile(rf"(?<![^\W_])(?:{some})(?![^\W_])", re.IGNORECASE if wanted.islower() else 0)


def forms_of(one: Occurrence, language: Language) -> re.Pattern[str]:
    """Finds what a term may be in the target language: its translation, or itself where it is to stay."""
    if one.entry.target is not None:
        return _pattern(one.entry.target, language)
    words = r"\s+".join(map(re.escape, one.text.split()))
    return re.compile(rf"(?<![^\W_]){words}(?![^\W_])", re.IGNORECASE if one.text.islower() else 0)


def unplaced(one: Occurrence, language: Language) -> str:
    """What a term becomes where nothing is known of the sentence around it."""
    wanted = one.entry.target
    if wanted is None:
        return one.text
    if one.is_plural:
        wanted = language.inflection.plural(wanted)
    return wanted.upper() if _is_shouted(one) else wanted


class Fitting:
    """Fits terms into one translation."""

    def __init__(self, source: str, target: str, words: WordLinks, language: Language) -> None:
        """``words`` link the two sentences; ``language`` is that of the target."""
        self._source, self._target, self._words, self._language = source, target, words, language

    def written(self, one: Occurrence, span: Span) -> str:
        """What is to stand at ``span`` of the translation for the term ``one``."""
        before = self._target[max(0, span.start - _NEAR) : span.start]
        starts = _BEGINNING.search(before) is not None and len(before) < _NEAR
        wanted = one.entry.target
        if wanted is None:
            return _capitalised(one.text) if starts else one.text
        if self._is_plural(one, before) and not self._is_modifier(one, span):
            wanted = self._language.inflection.plural(wanted)
        if _is_shouted(one):
            return wanted.upper()
        if self._is_title(one) or self._has_capitals(one, span, starts=starts):
            wanted = self._titled(wanted)
        return _capitalised(wanted) if starts else wanted

    def article(self, span: Span, written: str) -> tuple[Span, str] | None:
        """Where the article before ``span`` is, and what it has to be before ``written``; None if right."""
        found = _LAST_WORD.search(self._target, max(0, span.start - _NEAR), span.start)
        if found is None or found[1].lower() not in ("a", "an") or found[1] == "AN":
            return None
        right = self._language.inflection.article(written)
        if not right or right == found[1].lower():
            return None
        return Span(*found.span(1)), right.capitalize() if found[1][0].isupper() else right

    def _is_plural(self, one: Occurrence, before: str) -> bool:
        """Whether the term is a plural: by the word before it in the translation, or as in the source."""
        inflection = self._language.inflection
        found = _LAST_WORD.search(before)
        word = found[1].lower() if found else ""
        if word in inflection.singular_words:
            return False
        return one.is_plural or word in inflection.plural_words

    def _is_title(self, one: Occurrence) -> bool:
        """Whether a term has a capital that neither the glossary nor its place in the sentence explains."""
        is_raised = one.text[0].isupper() and one.entry.source[0].islower()
        return is_raised and _BEGINNING.search(self._source[: one.span.start]) is None

    def _has_capitals(self, one: Occurrence, span: Span, *, starts: bool) -> bool:
        """Whether the words that a term replaces are a title in English: "the Mayor of Rennes".

        Of the word that ``starts`` a sentence, a capital says nothing.
        """
        old = self._target[span.start : span.end]
        words = [word for word in _WORD.findall(old) if word not in self._language.function_words]
        words = words[1:] if starts else words
        is_copy = old.casefold() == one.text.casefold()
        return not is_copy and bool(words) and all(word.istitle() for word in words)

    def changes_number(self, one: Occurrence, span: Span, written: str) -> bool:
        """Whether a verb right behind the term may not agree with it: one is a plural, what it replaces none.

        Or the other way round.
        """
        origin = self._origin_behind(span)
        if one.entry.target is None or origin is None or origin < one.span.end:
            return False
        is_plural = self._language.inflection.is_plural
        return is_plural(self._target[span.start : span.end]) != is_plural(written)

    def _is_modifier(self, one: Occurrence, span: Span) -> bool:
        """Whether a noun follows that is before the term in the source: « voitures rouges », "red cars"."""
        origin = self._origin_behind(span)
        return origin is not None and origin < one.span.start

    def _origin_behind(self, span: Span) -> int | None:
        """Where in the source the word comes from that stands right behind a stretch; None for no such word.

        Of words of grammar, verbs alone count.
        """
        found = _NEXT_WORD.match(self._target, span.end)
        if found is None or found[1].lower() in self._language.function_words - _VERBS:
            return None
        return next((a for a, _, c, d in self._words.rows() if c <= found.start(1) < d), None)

    def without_article(self, span: Span, one: Occurrence) -> Span:
        """A stretch without an article that it begins with, unless the glossary has one there."""
        old = self._target[span.start : span.end]
        found = _FIRST_WORD.match(old)
        wanted = (one.entry.target or one.text).split(" ", 1)[0].lower()
        articles = self._language.articles
        if found is None or found[1].lower() not in articles or wanted in articles:
            return span
        return Span(span.start + found.end(), span.end)

    def _titled(self, wanted: str) -> str:
        """A term with capitals, as the names of bodies and events have them."""
        return _WORD.sub(
            lambda hit: hit[0] if hit[0] in self._language.function_words else _capitalised(hit[0]), wanted
        )


def _is_shouted(one: Occurrence) -> bool:
    """Whether a term is in capitals, and not in the glossary."""
    return len(one.text) > 1 and one.text.isupper() and not one.entry.source.isupper()


def _capitalised(text: str) -> str:
    """With a capital; what has one within its first word, such as "iPhone", keeps its small letter."""
    first = text.split(maxsplit=1)[0] if text.split() else text
    return text if any(map(str.isupper, first)) else text[:1].upper() + text[1:]
