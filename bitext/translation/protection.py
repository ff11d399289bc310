"""What a translation must not touch: addresses, file names, placeholders, codes, symbols, and forms by rule.

Each is masked: the model reads a short name such as ``ZX1`` in its place, and what it stands for is put back.
Whether every mask came back once is checked; where one did not, the sentence is translated around it
(:mod:`bitext.translation.repair.passes`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bitext.languages.pairs import LanguagePair
from bitext.text.document import Span

_DOMAINS: Final = (
    "fr|com|org|net|eu|be|ch|ca|lu|info|io|de|uk|es|it|pt|nl|bzh|paris|gouv|edu|gov|int|dev|app|tv|co|me|ai|biz"
    "|example|test"
)
_FILES: Final = (
    "pdf|docx?|docm|xlsx?|pptx?|od[tsp]|csv|tsv|txt|md|rtf|tex|epub|html?|xml|json|ya?ml|toml|ini|cfg|conf|log|sql"
    "|py|js|ts|jsx|tsx|php|rb|java|c|h|cpp|rs|go|sh|bat|exe|dll|css|scss|ipynb|svg|png|jpe?g|gif|webp|tiff?|bmp"
    "|mp3|mp4|wav|flac|ogg|avi|mkv|mov|srt|vtt|zip|rar|7z|gz|tar\\.gz|tgz|bz2|xz|iso|dwg|dxf|psd|po|pot|tmx|xlf|xliff"
)
_END: Final = r"[^\s<>«»\"“”.,;:!?…)\]}'’]"
_PATTERNS: Final = (
    rf"(?:https?://|ftp://|mailto:|www\.)[^\s<>«»\"“”]*{_END}",
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    rf"(?<![\w@.-])(?:[\w-]+\.)+(?:{_DOMAINS})\b(?![\w-]|\.\w)(?:/[^\s<>«»\"“”]*{_END})?",
    rf"(?<![\w./-])(?:[~.]{{0,2}}/)?(?:[\w-]+/)*[\w-]+(?:\.[\w-]+)*\.(?:{_FILES})\b(?![\w-]|\.\w)",
    r"(?<![\w@])@\w[\w.-]*\w(?:@[\w-]+(?:\.[\w-]+)+)?",
    r"(?<![\w&#])#\w*[^\W\d_]\w*",
    # Placeholders of templates and of messages.
    r"\{\{[^{}\n]{1,80}\}\}|\{%[^{}\n]{1,80}%\}|[$#%]\{[^{}\n]{1,80}\}|<%[^<>\n]{1,80}%>|\{[^{}\n]{0,80}\}",
    r"\[\[[^\[\]\n]{1,80}\]\]|%\(\w{1,40}\)[a-z]|(?<![\w%])%(?:\d\$)?[a-zA-Z@](?!\w)|\$[A-Za-z_]\w*|</?[a-zA-Z]\w*/?>",
    r"(?<![\w:]):[a-z_]{2,}(?![\w:])",
    # Versions, references, codes, telephone numbers.
    r"(?<![\w.,])v?\d+(?:\.\d+){2,}(?:-\w+)?(?![\w.]*\d)|(?<![\w.,])v\d+\.\d+\b|(?<![\w.,])\d+\.\d{1,2}(?![\w.,]?\d)",
    r"(?<![\w/,.])\d+/\d+(?:/[\w-]+)*(?![\w/])|(?<![\w-])\d+(?:-\d+){2,}(?:-[\dX])?(?![\w-])",
    r"(?<![\w-])[A-Z]+\d*(?:-\d+)+(?:-\w+)*(?![\w-])|(?<!\w)[XZQYWKVJ]{1,2}\d{1,4}(?!\w)",
    r"(?<![\w+])(?:\+\d{1,3} ?)?\d{1,2}(?:[ .\u00a0\u202f]\d\d){4}(?![\w.]?\d)",
    # Degrees, minutes and seconds.
    r"(?<!\w)\d+(?:°\d+)?['’′]\d+(?:['’]{2}|[\"”″′'’])\d*|(?<!\w)\d+°\d+(?!\w)",
    # Powers, indices, isotopes: what has a raised or lowered character.
    r"(?<!\w)(?:[+-]?[\d.,]*\d|[^\W\d_]{0,3}\d*)(?:[\u2070\u00b9\u00b2\u00b3\u2074-\u208e]+(?:[A-Z][a-z]?\d*)?)+(?!\w)",
    r"(?<=[^\W\d_]{4})[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]+",
    r"\[(?:sic|\d{1,3}|…|\.\.\.)\]",
)
_SYMBOL: Final = (
    r"(?:[\u2190-\u21ff\u2200-\u22ff\u2300-\u27bf\u2900-\u2bff\U0001f000-\U0001faff\u00a6\u00a7\u00a9\u00ae\u00b1\u00b5"
    r"\u00b6\u00bc-\u00be\u00d7\u00f7\u2016\u2020\u2021\u2030\u2031\u2103\u2109\u2116\u2117\u2120-\u2122\u2126\u212a"
    r"\u2150-\u215f|~^][\u200d\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff]*)+"
)
_LITERAL: Final = re.compile("|".join((*_PATTERNS, _SYMBOL)))
_NO_LETTER: Final = re.compile(r"[^\w«»“”\"]*")


@dataclass(frozen=True, slots=True)
class Protected:
    """A stretch of a sentence that the model must not see, and what the translation has in its place."""

    span: Span
    written: str


def protected(text: str, pair: LanguagePair, kept: Iterable[Span] = ()) -> list[Protected]:
    """What of ``text`` is to be protected, in order and apart from each other.

    ``kept`` are further stretches that stay as they are. Neighbours that no word parts are one.
    """
    found = [Protected(span, text[span.start : span.end]) for span in kept]
    for pattern, form in pair.forms:
        found += [Protected(Span(*hit.span()), form(hit)) for hit in pattern.finditer(text)]
    found += [Protected(Span(*hit.span()), hit.group()) for hit in _LITERAL.finditer(text)]
    return list(_joined(text, _apart(_whole_words(text, found))))


def _whole_words(text: str, found: Iterable[Protected]) -> Iterator[Protected]:
    """Stretches that touch a letter or a digit, with the rest of that word."""
    for one in found:
        start, end = one.span.start, one.span.end
        while start and _is_plain(text[start - 1]) and _is_plain(text[start]):
            start -= 1
        while end < len(text) and _is_plain(text[end]) and (_is_plain(text[end - 1]) or text[end - 1] == "}"):
            end += 1
        before, after = text[start : one.span.start], text[one.span.end : end]
        yield Protected(Span(start, end), before + one.written + after)


def _is_plain(character: str) -> bool:
    """Whether it is a letter or a digit on the line; "²" is not."""
    return character.isalpha() or character.isdecimal()


def _apart(found: Iterable[Protected]) -> Iterator[Protected]:
    """Without those that overlap one that begins earlier, or there with an earlier rule."""
    last = -1
    for one in sorted(found, key=lambda one: one.span.start):
        if one.span.start >= last:
            yield one
            last = one.span.end


def _joined(text: str, found: Iterable[Protected]) -> Iterator[Protected]:
    last: Protected | None = None
    for one in found:
        if last is None:
            last = one
            continue
        between = text[last.span.end : one.span.start]
        if _NO_LETTER.fullmatch(between):
            last = Protected(Span(last.span.start, one.span.end), last.written + between + one.written)
        else:
            yield last
            last = one
    if last is not None:
        yield last


def mask_names(text: str, count: int) -> Sequence[str]:
    """``count`` names that no word of ``text`` looks like."""
    letters, upper = "ZX", text.upper()
    while letters in upper:
        letters += "Q"
    return [f"{letters}{number}" for number in range(1, count + 1)]
