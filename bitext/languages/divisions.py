"""Headings of books: « Chapitre premier », "Chapter One", "IV", « Préface ».

A heading that names its division, or has a number alone, says the same in every language.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from bitext.languages.language import Language
from bitext.text.chapters import Division, Heading

_LONGEST: Final = 120
"""Characters of a heading, at most."""
_LONGEST_NUMBERED: Final = 80
"""Characters of a line that begins with a number alone and is a heading nevertheless."""
_FEW: Final = 4
"""Headings in a row, without a text between them, that make a table of contents."""
_OUTER: Final = frozenset(("part", "book", "volume"))
"""Divisions in which lone numbers may begin again."""
_NUMBERED: Final = _OUTER | {"chapter", "act", "scene", "canto", "letter", "section"}
"""Divisions that always have a number."""
_SCORE: Final = 20
"""Of « quatre-vingts »."""
_TEN: Final = 10
_WORD: Final = re.compile(r"[^\W\d_]+|\d+")
_ROMAN: Final = re.compile(r"(?=[IVXLC])(?:C{0,3})(?:XC|XL|L?X{0,4})(?:IX|IV|V?I{0,4})")
_ROMAN_DIGITS: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_DIGITS: Final = re.compile(r"\d{1,3}")
_LEAD: Final = re.compile(r"[\W_]*")
_AFTER_NUMBER: Final = re.compile(r"[.):°]?(?:\s*[—–:.-]+\s*|\s+|$)")
_SENTENCE_END: Final = re.compile(r"[,;…]\s*$")
_PARAGRAPH: Final = re.compile(r"[^\n]*\S[^\n]*")


def division_of(line: str, language: Language) -> Division | None:
    """What a line says as the heading of a division; None where it is no such heading.

    Example:
        >>> from bitext.languages import language_of_code
        >>> division_of("CHAPITRE PREMIER. Le départ", language_of_code("fr"))
        Division(kind='chapter', number=1)
        >>> division_of("Part the Second", language_of_code("en"))
        Division(kind='part', number=2)
        >>> division_of("Il partit.", language_of_code("fr")) is None
        True
    """
    text = line.strip()
    if not text or len(text) > _LONGEST or _SENTENCE_END.search(text):
        return None
    return _named(text, language) or _numbered(text)


def headings_in(text: str, language: Language, apart: Collection[int] = ()) -> list[Heading]:
    """The headings of a text, a paragraph each, in order.

    ``apart`` are offsets of paragraphs that are none, such as running heads.

    A number alone counts where it goes on from the one before, or begins again at one; a heading that is
    repeated (at the head of each page) counts once, and those of a table of contents do not count.
    """
    found: list[tuple[int, Heading]] = []
    for place, paragraph in enumerate(_PARAGRAPH.finditer(text)):
        line = paragraph[0].strip()
        division = None if paragraph.start() in apart else division_of(line, language)
        if division is not None:
            start = paragraph.start() + paragraph[0].index(line)
            found.append((place, Heading(start, line, division)))
    return list(_in_sequence([each for _, each in _without_contents(found)]))


def _without_contents(found: Sequence[tuple[int, Heading]]) -> list[tuple[int, Heading]]:
    """Without runs of several headings that have no text between them: those of a table of contents."""
    kept: list[tuple[int, Heading]] = []
    run: list[tuple[int, Heading]] = []
    for index, (place, heading) in enumerate(found):
        run.append((place, heading))
        if index + 1 < len(found) and found[index + 1][0] <= place + 1:
            continue
        kept += run if len(run) < _FEW else run[_repeated(run) :]
        run = []
    return kept


def _repeated(run: Sequence[tuple[int, Heading]]) -> int:
    """The index of the first heading that stands in a run for the second time, else that behind the run."""
    seen: set[Division | None] = set()
    for index, (_, heading) in enumerate(run):
        if heading.division in seen:
            return index
        seen.add(heading.division)
    return len(run)


def _in_sequence(headings: Sequence[Heading]) -> Iterator[Heading]:
    """Without repeated ones, and without lone numbers that do not go on from the one before."""
    last: dict[str, int] = {}
    before: Division | None = None
    for heading in headings:
        division = heading.division
        if division is None or division == before:
            continue
        number = division.number
        if not division.kind and number is not None and number not in (1, last.get("", 0) + 1):
            continue
        if number is not None:
            last[division.kind] = number
            if division.kind in _OUTER:
                last.pop("", None)
        before = division
        yield heading


def _named(text: str, language: Language) -> Division | None:
    """« Chapitre IV », « Deuxième partie », « Épilogue »."""
    words = [word.group().lower() for word in _WORD.finditer(text)]
    for place, word in enumerate(words[:4]):
        kind = language.divisions.kinds.get(word)
        if kind is None:
            continue
        before, behind = words[:place], _raw_words(text)[place + 1 :]
        number = number_of(before, language) if before else None
        if number is None and not _only_articles(before, language):
            return None
        if number is None:
            number = _leading_number(behind, language)
        if number is None and (kind in _NUMBERED or not _stands_alone(text, words, place)):
            return None
        return Division(kind, number)
    return None


def _raw_words(text: str) -> list[str]:
    return [word.group() for word in _WORD.finditer(text)]


def _only_articles(words: Sequence[str], language: Language) -> bool:
    return all(word in language.articles for word in words)


def _stands_alone(text: str, words: Sequence[str], place: int) -> bool:
    """Whether a line is a heading by its form: « Préface », « Préface de l'auteur », « AVANT-PROPOS »."""
    is_title = len(words) <= place + 5 and not text.endswith((".", "!", "?", "»", "”"))
    return is_title or len(words) == place + 1


def _leading_number(words: Sequence[str], language: Language) -> int | None:
    """The number that some words, as they are written, begin with; the longest that is one."""
    if not words:
        return None
    if _DIGITS.fullmatch(words[0]):
        return int(words[0])
    if _ROMAN.fullmatch(words[0]):
        return _roman(words[0])
    small = [word.lower() for word in words]
    if small and small[0] in language.articles:
        small = small[1:]
    values = (number_of(small[:size], language) for size in range(min(4, len(small)), 0, -1))
    return next((value for value in values if value is not None), None)


def _numbered(text: str) -> Division | None:
    """A number alone, or before a title: « IV », "2. The storm", « III — LE RETOUR »."""
    start = _LEAD.match(text)
    rest = text[start.end() if start else 0 :]
    found = _DIGITS.match(rest) or _ROMAN.match(rest)
    if found is None or not found[0] or len(text) > _LONGEST_NUMBERED:
        return None
    behind = _AFTER_NUMBER.match(rest, found.end())
    if behind is None:
        return None
    title = rest[behind.end() :]
    is_head = not _LEAD.sub("", title) or _is_title(
        title, mark=behind[0].strip(), lead=text[: text.find(rest)]
    )
    value = int(found[0]) if found[0].isdigit() else _roman(found[0])
    return Division("", value) if is_head and value else None


def _is_title(title: str, mark: str, lead: str) -> bool:
    """Whether what stands behind a number is a title: in capitals, or behind a mark and without a stop."""
    if lead.strip():
        return False
    return title.isupper() or (bool(mark) and title[:1].isupper() and title[-1] not in ".!?»”:;,")


def _roman(numeral: str) -> int:
    values = [_ROMAN_DIGITS[letter] for letter in numeral]
    following = [*values[1:], 0]
    return sum(-one if one < other else one for one, other in zip(values, following, strict=True))


def number_of(words: Sequence[str], language: Language) -> int | None:
    """The whole number that words in small letters say: "vingt et unième" is 21; None for other words."""
    known = language.numbers
    words = [word for word in words if word not in language.articles or word in known.values]
    total = 0
    any_value = False
    for word in words:
        if word in known.joiners:
            continue
        value = known.values.get(word, known.ordinals.get(word))
        if value is None and word in known.scales:
            total = max(total, 1) * known.scales[word]
        elif value is None:
            return None
        elif value == _SCORE and 0 < total < _TEN:
            total *= value
        else:
            total += value
        any_value = True
    return total if any_value else None
