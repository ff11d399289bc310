"""One translation of a term for a whole document: what was chosen is put in, as a correction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bitext.errors import InputError
from bitext.languages.pairs import LanguagePair, pair_of
from bitext.result.bitext import Bitext
from bitext.result.links import LinkRow, WordLinks
from bitext.result.pair import Pair, extent
from bitext.review.edits import VERSION, Corrections, Edit, EditedPair, digest
from bitext.review.merge import merge
from bitext.terms.glossary import Glossary
from bitext.terms.placing import Placed, TermPlacer
from bitext.text.document import Span
from bitext.text.masking import Replacement
from bitext.text.words import words_of


def choose_term(result: Bitext, source: str, target: str | None) -> Bitext:
    """``result`` with one translation of a term or a name wherever its source has it.

    The links of the words say what is replaced; number, article and capitals are fitted, quotations and all
    other links stay. A pair that changes is flagged *edited*, as one that was corrected by hand; where the
    links tell no place for it, the pair gets the flag *term*.

    Args:
        result: A translation, or two texts that were linked.
        source: The term in its dictionary form; all its forms are found.
        target: What it is to be; None for what it is in the source.

    Returns:
        A result of its own.

    Raises:
        InputError: the term or its translation has no word, or the source does not have it.

    Example:
        >>> import bitext
        >>> fr, en = ["Le quai dort.", "Le quai est long."], ["The quay sleeps.", "The dock is long."]
        >>> result = bitext.align(fr, en)
        >>> print(bitext.choose_term(result, "quai", "quay"))
        The quay sleeps.
        The quay is long.
    """
    pair = pair_of(result.source.lang, result.target.lang)
    changed = list(_Choice(result, Glossary({source: target}, pair.source), pair).pairs())
    if not changed:
        raise InputError(f"the source does not have {source!r}; give the term as dictionaries have it.")
    heads = _heads(result)
    edits = tuple(
        Edit(one.number, one.number, (EditedPair(heads[one.number], one.texts, one.pair.checked),))
        for one in changed
        if one.is_changed
    )
    merged = merge(result, Corrections("bitext-corrections", VERSION, digest(result), edits))
    pairs = list(merged.pairs)
    for one in changed:
        pairs[one.number] = one.recorded(pairs[one.number])
    return replace(merged, pairs=tuple(pairs))


def _heads(result: Bitext) -> list[tuple[int, ...]]:
    """The numbers of the source sentences of each pair."""
    found, first = [], 0
    for pair in result.pairs:
        found.append(tuple(range(first, first + len(pair.source))))
        first += len(pair.source)
    return found


@dataclass(frozen=True, slots=True)
class _Changed:
    """A pair that has the term: its target sentences as they are to be, and the links of the term.

    ``links`` and ``words`` count from the start of each side; ``words`` are those of what was put in.
    """

    number: int
    pair: Pair
    texts: tuple[str, ...]
    links: tuple[LinkRow, ...]
    words: tuple[LinkRow, ...]
    is_missing: bool

    @property
    def is_changed(self) -> bool:
        return self.texts != tuple(sentence.text for sentence in self.pair.target)

    def recorded(self, pair: Pair) -> Pair:
        """``pair``, the merged one, with the links of the term and the flag of one that is missing."""
        new, words = (
            WordLinks(rows).shifted(pair.source.start, pair.target.start) for rows in (self.links, self.words)
        )
        here = [row[:2] for row in new.rows()]
        kept = [row for row in pair.terms.rows() if row[:2] not in here]
        flags = tuple(flag for flag in pair.flags if flag != "term")
        return replace(
            pair,
            words=WordLinks(sorted({*pair.words.rows(), *words.rows()}, key=lambda row: (row[2], row[0]))),
            terms=WordLinks(sorted([*kept, *new.rows()])),
            flags=(*flags, "term") if self.is_missing else flags,
        )


class _Choice:
    """Puts one translation of a term into pairs."""

    def __init__(self, result: Bitext, glossary: Glossary, pair: LanguagePair) -> None:
        self._result, self._glossary, self._languages = result, glossary, pair

    def pairs(self) -> Iterator[_Changed]:
        """The pairs that have the term, as they are to be."""
        for number, pair in enumerate(self._result.pairs):
            if not pair.source or not pair.target:
                continue
            source, target = (
                extent(self._result.source, pair.source),
                extent(self._result.target, pair.target),
            )
            found = self._glossary.find(source)
            if not found:
                continue
            words = pair.words.shifted(-pair.source.start, -pair.target.start)
            placed = TermPlacer(source, target, words, self._languages).place(found)
            right = [one for one in placed if one is not None]
            yield _with(number, pair, (source, target), right, is_missing=len(right) < len(found))


def _with(
    number: int, pair: Pair, sides: tuple[str, str], placed: list[Placed], *, is_missing: bool
) -> _Changed:
    """A pair with its terms where they were ``placed``."""
    changes = {one.span: one.written for one in placed if one.written is not None}
    changes |= dict(one.article for one in placed if one.article is not None)
    done = Replacement(sides[1], sorted(changes.items()))
    offset = pair.target.start
    spans = [done.span(Span(one.start - offset, one.end - offset)) for one in pair.target]
    links: list[LinkRow] = []
    words: list[LinkRow] = []
    for one in placed:
        span = done.span(one.span)
        links.append((one.occurrence.span.start, one.occurrence.span.end, span.start, span.end))
        if one.written is not None:
            words += _in_parallel(_words(sides[0], one.occurrence.span), _words(done.text, span))
    texts = tuple(done.text[span.start : span.end] for span in spans)
    return _Changed(number, pair, texts, tuple(links), tuple(words), is_missing)


def _words(text: str, span: Span) -> list[Span]:
    return [word for word in words_of(text) if word.start < span.end and span.start < word.end]


def _in_parallel(sources: list[Span], targets: list[Span]) -> Iterator[LinkRow]:
    """The links between the words of two stretches: the first with the first, and so on."""
    for at in range(max(len(sources), len(targets)) if sources and targets else 0):
        one, other = sources[min(at, len(sources) - 1)], targets[min(at, len(targets) - 1)]
        yield one.start, one.end, other.start, other.end
