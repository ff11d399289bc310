"""A row that stands by itself: its two texts, and in offsets of these where sentences and words lie."""

from __future__ import annotations

from collections.abc import Sequence

from bitext.errors import FormatError
from bitext.formats._rows import FilePair, FileSentence
from bitext.result.links import LinkRow, WordLinks

Spans = Sequence[tuple[int, int]]
"""Where the sentences of a side lie in its text."""


def pair_by_offsets(
    texts: tuple[str, str],
    spans: tuple[Spans, Spans],
    links: Sequence[LinkRow],
    score: float = 1.0,
    flags: tuple[str, ...] = (),
    *,
    checked: bool = False,
    terms: Sequence[LinkRow] = (),
) -> FilePair:
    """The row as a pair; ``terms`` are links like those of words.

    Raises FormatError where the sentences leave some of a text out, or a word link is outside its text.
    """
    source, target = _sentences(texts[0], spans[0]), _sentences(texts[1], spans[1])
    for a, b, c, d in (*links, *terms):
        if not (0 <= a < b <= len(texts[0]) and 0 <= c < d <= len(texts[1])):
            raise FormatError(
                f"word link {a}-{b}:{c}-{d} is not in its texts; empty the words of a text that was changed."
            )
    if not links and not terms:
        return FilePair(source, target, score, flags, checked=checked)
    if not (source and target):
        raise FormatError("there are word links, but a side has no sentence; empty them.")
    begins = _first(texts[0], spans[0]), _first(texts[1], spans[1])
    words, of_terms = (WordLinks(rows).shifted(-begins[0], -begins[1]) for rows in (links, terms))
    return FilePair(source, target, score, flags, words, checked, terms=of_terms)


def _sentences(text: str, spans: Spans) -> list[FileSentence]:
    """The sentences with the gaps between them."""
    found: list[FileSentence] = []
    last = 0
    for start, end in spans:
        if not last <= start <= end <= len(text) or text[last:start].strip():
            raise FormatError(
                f"sentence {start}-{end} is not in its text; empty the sentences of a text that was changed."
            )
        found.append(FileSentence(text[start:end], text[last:start] if found else None))
        last = end
    if text[last:].strip():
        raise FormatError(
            "a text goes on behind its last sentence; empty the sentences of a text that was changed."
        )
    return found


def _first(text: str, spans: Spans) -> int:
    """Where the first sentence begins, behind any white space at its edge."""
    start, end = spans[0]
    sentence = text[start:end]
    return start + len(sentence) - len(sentence.lstrip())
