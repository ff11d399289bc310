"""A glossary: terms of the source language, and what each is to be in the target language.

A term is found in every form that the rules of its language know: plurals, feminines, behind an elided
article, with a capital or in capitals. Of terms that overlap, the one that begins first wins, of those the
longest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from unicodedata import normalize

from bitext.errors import InputError
from bitext.languages import Language
from bitext.languages.inflection import Inflection, WordForm, adjective_forms, noun_forms
from bitext.text.characters import without_accents
from bitext.text.document import Span

_WORD: Final = re.compile(r"[^\W_]+")
_SPACES: Final = re.compile(r"\s+")
_ONE_FORM: Final = str.maketrans("’ʼ‘‐‑‒", "'''---")
_BEHIND_HYPHEN: Final = re.compile(r"[-‐‑]([^\W_]+)")
_BEFORE_HYPHEN: Final = re.compile(r"[^\W_][-‐‑]\Z")
_DETERMINER: Final = re.compile(r"([^\W_]+)(?:['’]|\s+)(?:([^\W_]+)\s+)?\Z")
"""One word or two before a term, the last of them perhaps an adjective."""
_NEAR: Final = 40
"""Characters before a term in which its determiner is looked for."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A term of the glossary; ``target`` is None where it stays as it is."""

    source: str
    target: str | None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Where a text has a term: ``span``, the words there as ``text``, and whether these are a plural."""

    span: Span
    text: str
    entry: Entry
    is_plural: bool


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a term: its forms by the key of the index, and what stands between it and the one before."""

    text: str
    gap: str
    forms: Mapping[str, tuple[WordForm, ...]]


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A term in its words; ``before`` and ``behind`` are what it begins and ends with that is no word."""

    entry: Entry
    words: tuple[_Word, ...]
    before: str
    behind: str


def check_terms(terms: Mapping[str, str | None]) -> None:
    """Make sure that a glossary can be used.

    Raises:
        InputError: it is no mapping, a term or a translation is empty or no text, a term has no word, or two
            that are one but for spaces and apostrophes are to be translated differently.
    """
    if not isinstance(terms, Mapping):
        raise InputError("glossary must be a mapping from French terms to English ones, or to None.")
    known: dict[str, tuple[str, str | None]] = {}
    for term, target in terms.items():
        check_entry(term, target)
        before = known.setdefault(_plain(term), (term, target))
        if before[1] != target:
            raise InputError(
                f"the glossary has {before[0]!r} as {before[1]!r} and {term!r} as {target!r}; keep "
                "one of them."
            )


def check_entry(term: object, target: object) -> None:
    """Raises InputError where a term or its translation is empty, or no text."""
    if not isinstance(term, str) or not _WORD.search(term):
        raise InputError(f"the glossary has the term {term!r}, which has no word; give one or leave it out.")
    if target is not None and (not isinstance(target, str) or not _WORD.search(target)):
        raise InputError(
            f"the glossary has {target!r} for {term!r}, which has no word; give one, or None to leave it."
        )


class Glossary:
    """The terms of a glossary, ready to be found in sentences of ``language``."""

    def __init__(self, terms: Mapping[str, str | None], language: Language) -> None:
        """``terms``: by a term in its dictionary form its translation, None where it stays as it is.

        Raises:
            InputError: see :func:`check_terms`.
        """
        check_terms(terms)
        self.terms = dict(terms)
        self._inflection: Inflection = language.inflection
        self._clitics = language.hyphenated_endings
        self._by_first: dict[str, list[_Pattern]] = {}
        for term, target in terms.items():
            stays = target is None or _plain(target) == _plain(term)
            pattern = _pattern(
                Entry(term, None if stays else _SPACES.sub(" ", target or "").strip()), language
            )
            for key in pattern.words[0].forms:
                self._by_first.setdefault(key, []).append(pattern)

    def find(self, text: str) -> list[Occurrence]:
        """The terms in the sentence ``text``, in order, apart from each other."""
        words = list(_WORD.finditer(text))
        found: list[Occurrence] = []
        at = 0
        while at < len(words):
            best = self._longest(text, words, at)
            if best is None:
                at += 1
                continue
            found.append(best)
            while at < len(words) and words[at].start() < best.span.end:
                at += 1
        return found

    def _longest(self, text: str, words: Sequence[re.Match[str]], at: int) -> Occurrence | None:
        candidates = self._by_first.get(without_accents(words[at][0]), ())
        matches = [match for one in candidates if (match := self._match(one, text, words, at))]
        return max(matches, key=lambda match: match.span.end, default=None)

    def _match(
        self, pattern: _Pattern, text: str, words: Sequence[re.Match[str]], at: int
    ) -> Occurrence | None:
        here = words[at : at + len(pattern.words)]
        if len(here) < len(pattern.words):
            return None
        start, end = here[0].start() - len(pattern.before), here[-1].end() + len(pattern.behind)
        if start < 0 or not _is_same(text[start : here[0].start()], pattern.before):
            return None
        if not _is_same(text[here[-1].end() : end], pattern.behind):
            return None
        forms: list[WordForm] = []
        last = here[0].start()
        for word, hit in zip(pattern.words, here, strict=True):
            form = _form_of(word, hit[0])
            if form is None or not _is_same(text[last : hit.start()], word.gap):
                return None
            forms.append(form)
            last = hit.end()
        if self._is_in_compound(text, start, end):
            return None
        is_plural = self._is_plural(pattern, forms, text[max(0, start - _NEAR) : start])
        return Occurrence(Span(start, end), text[start:end], pattern.entry, is_plural)

    def _is_in_compound(self, text: str, start: int, end: int) -> bool:
        """Whether a hyphen joins the stretch to another word: « porte-avions », but « cet avion-là »."""
        behind = _BEHIND_HYPHEN.match(text, end)
        is_joined = behind is not None and behind[1].lower() not in self._clitics
        return is_joined or _BEFORE_HYPHEN.search(text, max(0, start - 2), start) is not None

    def _is_plural(self, pattern: _Pattern, forms: Sequence[WordForm], before: str) -> bool:
        """Whether a term is a plural here, and the one of the glossary is none.

        The first word tells it, behind a part that never changes the next; of a word that is the same in both
        numbers, the words before it.
        """
        head = 0
        while head + 1 < len(forms) and forms[head].text.lower() in self._inflection.leading_parts:
            head += 1
        if forms[head].is_plural:
            return True
        if pattern.words[head].text[-1:].lower() not in {"s", "x", "z"}:
            return False
        found = _DETERMINER.search(before)
        nearest = [word.lower() for word in (found.groups() if found else ()) if word][::-1]
        for word in nearest:
            if word in self._inflection.plural_words or word.isdecimal():
                return True
            if word in self._inflection.singular_words:
                return False
        return False


def _pattern(entry: Entry, language: Language) -> _Pattern:
    term = _plain(entry.source)
    hits = list(_WORD.finditer(term))
    words, last, is_noun = [], hits[0].start(), True
    for hit in hits:
        gap = term[last : hit.start()]
        words.append(_Word(hit[0], gap, _by_key(_forms_of(hit[0], language, is_noun=is_noun or "-" in gap))))
        last, is_noun = hit.end(), hit[0].lower() in language.function_words
    return _Pattern(entry, tuple(words), term[: hits[0].start()], term[hits[-1].end() :])


def _forms_of(word: str, language: Language, *, is_noun: bool) -> list[WordForm]:
    """The forms of a word of a term; words of grammar have one."""
    if word.lower() in language.function_words:
        return [WordForm(word)]
    forms = noun_forms if is_noun else adjective_forms
    return _cased(word, forms(word.lower(), language.inflection))


def _cased(word: str, forms: Iterable[WordForm]) -> list[WordForm]:
    """The forms of a word in small letters with the capitals of ``word``; an acronym has none but itself."""
    if word.islower() or not any(map(str.isalpha, word)):
        return list(forms)
    if word != word.capitalize() or len(word) == 1:
        return [WordForm(word)]
    return [form._replace(text=form.text.capitalize()) for form in forms]


def _by_key(forms: Iterable[WordForm]) -> dict[str, tuple[WordForm, ...]]:
    found: dict[str, tuple[WordForm, ...]] = {}
    for form in forms:
        key = without_accents(form.text)
        found[key] = (*found.get(key, ()), form)
    return found


def _form_of(word: _Word, written: str) -> WordForm | None:
    """The form of a term's word that is ``written`` in a text; None where it is none.

    A form in small letters may have any capitals in the text, one with a capital needs it. A capital may lack
    its accent: « Etat », « GENETS ».
    """
    for form in word.forms.get(without_accents(written), ()):
        rest = written[1:] if written[0].isupper() else written
        wanted = form.text[len(form.text) - len(rest) :]
        is_same = rest == wanted or (form.text.islower() and rest.casefold() == wanted.casefold())
        has_case = form.text.islower() or written[0].isupper() == form.text[0].isupper()
        if (is_same and has_case) or (written.isupper() and len(written) > 1 and not form.text.isupper()):
            return form
    return None


def _plain(text: str) -> str:
    """A term with plain spaces, apostrophes and hyphens, none at its edges."""
    return _SPACES.sub(" ", normalize("NFC", text)).strip().translate(_ONE_FORM)


def _is_same(written: str, wanted: str) -> bool:
    """Whether what stands between two words of a text is what stands between them in a term."""
    return written == wanted or _SPACES.sub(" ", written).translate(_ONE_FORM) == wanted
