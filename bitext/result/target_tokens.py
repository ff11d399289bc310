"""A text cut into tokens, each with the links to the words of the other text that it came from.

What annotation projection needs, of spans (:mod:`bitext.result.projection`) as of the tags of a document
(:mod:`bitext.documents.projection`).
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator
from itertools import takewhile
from typing import Final

from bitext.result.links import LinkRow
from bitext.text.document import Span, SpanIndex
from bitext.text.words import words_of

_SIGNS: Final = "%&§@#°"
_UNLINKED: Final = -0.01
_OTHERS: Final = 0.9
"""What a word that came from outside a stretch counts against one from inside."""
_LIGHTNESS: Final = 0.4
"""What a word of grammar counts against another; its links are the least certain."""
_QUOTES: Final = "«»“”„‟\"‹›‘’'"
_STOPS: Final = ".,;:!?…"
_DASHES: Final = "—–-‒―"


class TargetTokens:
    """The target of word links, cut into ``tokens``: words and signs.

    ``rows`` are the links by their place in the source, ``by_token`` the same by the token of the target.
    """

    def __init__(
        self, source: str, target: str, rows: Iterable[LinkRow], function_words: Container[str] = ()
    ) -> None:
        """``function_words``: those of the target's language, in small letters, whose links count less."""
        self.source = source
        self.target = target
        self._function_words = function_words
        self.tokens = _tokens(target)
        self.is_word = [is_word(target[token.start : token.end]) for token in self.tokens]
        self._index = SpanIndex(self.tokens)
        self.rows = sorted(rows)
        self._row_starts = [row[0] for row in self.rows]
        self.by_token: list[list[LinkRow]] = [[] for _ in self.tokens]
        for row in self.rows:
            for at in self._index.touched(row[2], row[3]):
                self.by_token[at].append(row)

    def up_to(self, offset: int) -> int:
        """How many tokens end at ``offset`` of the target or before it."""
        return bisect_right(self._index.ends, offset)

    def tokens_in(self, span: Span) -> range:
        """The tokens that lie wholly in a stretch of the target."""
        return range(bisect_left(self._index.starts, span.start), self.up_to(span.end))

    def tokens_at(self, span: Span) -> range:
        """The tokens that share a character with a stretch of the target."""
        return self._index.touched(span.start, span.end)

    def linked_tokens(self, start: int, end: int) -> list[int]:
        """The tokens that words of ``source[start:end]`` are linked to, sorted."""
        first, last = bisect_left(self._row_starts, start), bisect_left(self._row_starts, end)
        return sorted(at for row in self.rows[first:last] for at in self._index.touched(row[2], row[3]))

    def token_near(self, offset: float) -> int:
        """The first token that begins at ``offset`` of the target or behind it."""
        return bisect_left(self._index.starts, offset)

    def text_of(self, at: int) -> str:
        """A token as it is written."""
        token = self.tokens[at]
        return self.target[token.start : token.end]

    def is_light(self, at: int) -> bool:
        """Whether a token is a word of grammar."""
        return self.text_of(at).lower() in self._function_words

    def score(self, at: int, span: Span) -> float:
        """How much a token came from ``span`` of the source: 1 wholly, below 0 from elsewhere.

        A word belongs to the stretch that its beginning lies in.
        """
        rows = self.by_token[at]
        if not rows:
            return _UNLINKED
        inside = sum(span.start <= a < span.end or a < span.start < span.end <= b for a, b, _, _ in rows)
        value = (2 * inside - len(rows)) / len(rows) * (_LIGHTNESS if self.is_light(at) else 1.0)
        return value if value > 0 else value * _OTHERS


def is_word(text: str) -> bool:
    """Whether a token is more than punctuation: letters, digits, signs of currency and of mathematics."""
    return any(
        character.isalnum() or character in _SIGNS or unicodedata.category(character) in ("Sc", "Sm", "So")
        for character in text
    )


def kind_of_sign(character: str) -> str:
    """What stands for all signs of its kind: quotation marks, stops, dashes."""
    for group in (_QUOTES, _STOPS, _DASHES):
        if character in group:
            return group
    return character


def leading_signs(text: Iterable[str]) -> Iterator[str]:
    """The signs before the first word."""
    signs = takewhile(lambda character: not character.isalnum(), text)
    return (sign for sign in signs if not sign.isspace())


def _tokens(text: str) -> list[Span]:
    """The words and signs of a text; a mask is one word."""
    tokens: list[Span] = []
    for token in words_of(text):
        if text[token.start] == "}" and len(tokens) > 1:
            opening, name = tokens[-2:]
            if (
                text[opening.start : opening.end] == "{"
                and opening.end == name.start
                and name.end == token.start
            ):
                tokens[-2:] = [Span(opening.start, token.end)]
                continue
        tokens.append(token)
    return tokens
