"""What is written all in capitals: read in small letters, and its translation raised again.

A model has seen little of it; the same words in sentence case it translates as well as any. Which words have
capitals of their own, and accents that capitals lack, is told by the rest of the text, and by the model's
vocabulary: of the forms of a word it has the likelihood (as in truecasing, Lita et al. 2003, "tRuEcasIng").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import Final

from bitext.text.characters import without_accents
from bitext.text.document import Span

_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_UPPER: Final = "[A-ZÀ-ÖØ-ÞŒŸ]++(?![a-zà-öø-ÿœ])"
_RUN: Final = re.compile(rf"(?<![^\W_]){_UPPER}(?:(?:['’ \u00a0\u202f-]|, ){_UPPER})++")
_SPEAKER: Final = re.compile(
    rf"\A(?:(?:MM?|Mmes?|Mlles?|Mgr|Dr|Me)\.? )?(?P<name>(?=[^\W\d_]{{2}}|[^\W\d_]['’]){_UPPER}"
    rf"(?:(?:['’ \u00a0\u202f-]|, ){_UPPER})*+)(?=[^.!?…]{{0,80}}\.[ \u00a0\u202f][—–-][ \u00a0\u202f])"
)
"""Who speaks, in capitals: ``LE MAIRE. – Oui``."""
_OPENS: Final = re.compile(r"(?:\A|[.!?…:«»“”\"(—–-])\s*\Z")
_FEWEST_WORDS: Final = 2
_FEWEST_LETTERS: Final = 8
_SHORTEST_LINE: Final = 5
"""Letters of a line of words that are known in small letters."""
_FEWEST_IN_SENTENCE: Final = 4
"""Words in capitals that are lowered where the rest of the sentence is not."""
_ACRONYM: Final = 4
"""Letters up to which a word that is not known is an acronym."""
_REACH: Final = 3

Forms = Mapping[str, Sequence[str]]
"""By a word in small letters without accents the forms that it has, the likeliest first."""


class Truecase:
    """Small letters for words in capitals, one character for one."""

    def __init__(self, texts: Iterable[str], forms: Forms) -> None:
        """``texts``: the whole document, which tells names; ``forms``: those of the model's vocabulary."""
        self._names = names_in(texts)
        self._forms = forms

    def spans(self, text: str, apart: Iterable[Span] = ()) -> tuple[Span, ...]:
        """What of ``text`` is to be lowered: all of it, or runs of words in a sentence that is not.

        What stands ``apart`` from the words, such as an address, does not count.
        """
        rest = _without(text, apart)
        if not any(map(str.islower, rest)):
            return (Span(0, len(text)),) if self._is_line(rest) else ()
        speaker = _SPEAKER.match(rest)
        head = (Span(*speaker.span("name")),) if speaker else ()
        runs = (run for run in _RUN.finditer(rest, speaker.end() if speaker else 0))
        return (*head, *(Span(*run.span()) for run in runs if self._is_run(run.group())))

    def speaking_name(self, text: str, function_words: Container[str]) -> Span | None:
        """The name of who speaks, in capitals, at the head of ``text``; None for a common noun."""
        speaker = _SPEAKER.match(text)
        words = _LETTERS.findall(speaker["name"].lower()) if speaker else []
        if speaker is None or (words[0] in function_words and not speaker.start("name")):
            return None
        own = [word for word in words if word not in function_words]
        return None if all(map(self._is_known_small, own)) else Span(*speaker.span("name"))

    def lowered(self, text: str, spans: Iterable[Span]) -> str:
        """``text`` with small letters in ``spans``; what begins a sentence keeps its capital."""
        parts, last = [], 0
        for span in spans:
            parts += [text[last : span.start], self._small(text, span)]
            last = span.end
        return "".join([*parts, text[last:]])

    def _is_line(self, text: str) -> bool:
        words = _WORD.findall(text)
        letters = sum(map(str.isalpha, text))
        if len(words) >= _FEWEST_WORDS and letters >= _FEWEST_LETTERS:
            return True
        return letters >= _SHORTEST_LINE and all(map(self._is_known_small, words))

    def _is_run(self, text: str) -> bool:
        """Whether words in capitals within a sentence are no row of acronyms and names."""
        words = _WORD.findall(text)
        known = sum(map(self._is_known_small, words))
        return len(words) >= _FEWEST_IN_SENTENCE and 2 * known > len(words)

    def _is_known_small(self, word: str) -> bool:
        forms = self._forms.get(without_accents(word), ())
        return bool(forms) and forms[0].islower()

    def _small(self, text: str, span: Span) -> str:
        shouted = text[span.start : span.end]
        has_accents = shouted.casefold() != without_accents(shouted)
        small = _LETTERS.sub(lambda word: self._form(word, has_accents=has_accents), shouted)
        if not _OPENS.search(text, max(0, span.start - _REACH), span.start):
            return small
        first = next((index for index, character in enumerate(small) if character.isalpha()), 0)
        return small[:first] + raised(small[first : first + 1]) + small[first + 1 :]

    def _form(self, word: re.Match[str], *, has_accents: bool) -> str:
        """The form of a word in capitals; ``has_accents``: what stands around it is written with accents."""
        shouted = word.group()
        low = _one_for_one(shouted, str.lower)
        if low in self._names:
            return _of_length(self._names[low], low)
        forms = [
            form
            for form in self._forms.get(without_accents(shouted), ())
            if len(form) == len(low) and (not has_accents or form.lower() == low)
        ]
        if forms:
            return forms[0]
        is_acronym = len(low) <= _ACRONYM and len(low) > 1 and without_accents(shouted) not in self._forms
        return shouted if is_acronym else low


def speaks_in_capitals(text: str) -> bool:
    """Whether ``text`` begins with who speaks, in capitals, and a dash."""
    return _SPEAKER.match(text) is not None


def names_in(texts: Iterable[str]) -> dict[str, str]:
    """Words that have a capital within a sentence and are nowhere small, by their small letters.

    What is all in capitals tells nothing, nor who speaks, in capitals, nor the first word of a sentence.
    """
    found: dict[str, str] = {}
    small: set[str] = set()
    for text in texts:
        if not any(map(str.islower, text)):
            continue
        speaker = _SPEAKER.match(text)
        for word in _WORD.finditer(text, speaker.end() if speaker else 0):
            form = word.group()
            if form[0].islower():
                small.add(form)
            elif not _OPENS.search(text, max(0, word.start() - _REACH), word.start()):
                found.setdefault(form.lower(), form)
    return {low: form for low, form in found.items() if low not in small}


def raised(text: str) -> str:
    """``text`` in capitals, one character for one."""
    return _one_for_one(text, str.upper)


def _one_for_one(text: str, change: Callable[[str], str]) -> str:
    return "".join(new if len(new := change(character)) == 1 else character for character in text)


def _of_length(form: str, low: str) -> str:
    return form if len(form) == len(low) else low


def _without(text: str, apart: Iterable[Span]) -> str:
    """``text`` with a stop in the place of each character that stands ``apart``."""
    parts, last = [], 0
    for span in apart:
        parts += [text[last : span.start], ";" * len(span)]
        last = span.end
    return "".join([*parts, text[last:]])
