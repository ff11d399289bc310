"""The translation of a sentence with the terms of a glossary in it.

Dinu et al. (2019), "Training Neural Machine Translation to Apply Terminology Constraints", compare ways to do
it. Here the model translates freely, and what the terms became is replaced; so it still sees every word. Only
where a term became nothing that can be told from the rest, the model reads its translation in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bitext.alignment.words import Attention, link_rows
from bitext.languages.pairs import LanguagePair
from bitext.result.links import LinkRow, WordLinks
from bitext.terms.fitting import unplaced
from bitext.terms.glossary import Glossary, Occurrence
from bitext.terms.placing import Placed, TermPlacer
from bitext.text.document import Span
from bitext.text.masking import Replacement
from bitext.text.words import words_of
from bitext.translation.joining import Translation, linked
from bitext.translation.preprocessing import ModelInput
from bitext.translation.protection import Protected
from bitext.translation.repair.non_words import non_words

_DIVISION: Final = re.compile(r"[-‐\u00ad][^\S\n]*\n[^\S\n]*")
"""A hyphen at the end of a line, with the break."""


def terms_in(text: str, read: ModelInput, glossary: Glossary) -> list[Occurrence]:
    """The terms in the sentence ``text``, but for those in what is masked in what the model ``read``."""
    found = _found(text, read, glossary)
    if not found or not read.masks:
        return found
    masked = [Span(read.origin[mask.span.start][0], read.origin[mask.span.end - 1][1]) for mask in read.masks]
    return [
        one
        for one in found
        if not any(one.span.start < span.end and span.start < one.span.end for span in masked)
    ]


def _found(text: str, read: ModelInput, glossary: Glossary) -> list[Occurrence]:
    """The terms in a sentence; a word that the end of a line divides, which the model reads whole, is one."""
    if "\n" not in text:
        return glossary.find(text)
    seen = {start for start, _ in read.origin}
    cuts = [Span(*hit.span()) for hit in _DIVISION.finditer(text) if hit.start() not in seen]
    whole = Replacement(text, [(cut, "") for cut in cuts]).text
    gone = {at for cut in cuts for at in range(cut.start, cut.end)}
    origin = [at for at in range(len(text)) if at not in gone]
    return [
        replace(one, span=Span(origin[one.span.start], origin[one.span.end - 1] + 1))
        for one in glossary.find(whole)
    ]


@dataclass(frozen=True, slots=True)
class Enforced:
    """A ``translation`` with terms in it, those that are ``missing``, and those that may not fit.

    A term is ``doubtful`` if it changed the number of what it replaced, so that a verb may not agree.
    """

    translation: Translation
    missing: tuple[Occurrence, ...]
    doubtful: tuple[Occurrence, ...] = ()


def with_terms(
    source: str, translation: Translation, occurrences: Sequence[Occurrence], pair: LanguagePair
) -> Enforced:
    """``translation`` of ``source`` with the terms in it, as far as it has a place for them."""
    placer = TermPlacer(source, translation.text, translation.words, pair, translation.kept)
    found = placer.place(occurrences)
    placed = [one for one in found if one is not None]
    return Enforced(
        _replaced(source, translation, placed),
        tuple(one for one, at in zip(occurrences, found, strict=True) if at is None),
        tuple(one.occurrence for one in placed if one.changes_number),
    )


def masks_of(missing: Iterable[Occurrence], pair: LanguagePair) -> list[Protected]:
    """What the model is to read in the place of the terms that found no place: their translations."""
    return [Protected(one.span, unplaced(one, pair.target), "{written}") for one in missing]


def flagged(translation: Translation) -> Translation:
    """``translation`` with the flag *term*: it lacks one."""
    return replace(translation, flags=(*translation.flags, "term"))


def reviewed(translation: Translation, source: str, pair: LanguagePair) -> Translation:
    """``translation`` of ``source`` without the flag *non-word* where its terms are the only such words."""
    if "non-word" not in translation.flags:
        return translation
    terms = [Span(link.target.start, link.target.end) for link in translation.terms]
    odd = non_words(source, translation.text, pair)
    if any(not any(one.start < span.end and span.start < one.end for span in terms) for one in odd):
        return translation
    return replace(translation, flags=tuple(flag for flag in translation.flags if flag != "non-word"))


def _replaced(source: str, translation: Translation, placed: Sequence[Placed]) -> Translation:
    changes = {one.span: one.written for one in placed if one.written is not None}
    changes |= dict(one.article for one in placed if one.article is not None)
    if not changes:
        return replace(translation, terms=_links((one.occurrence.span, one.span) for one in placed))
    done = Replacement(translation.text, sorted(changes.items()))
    parts = tuple(
        replace(part, target=tuple(map(done.span, part.target))) for part in translation.attention.parts
    )
    attention = Attention(parts, translation.attention.source_length)
    terms = [(one.occurrence.span, done.span(one.span)) for one in placed]
    new = [spans for one, spans in zip(placed, terms, strict=True) if one.written is not None]
    rows = _relinked(source, done.text, attention, new)
    return replace(
        translation,
        text=done.text,
        words=linked(rows, source, done.text),
        attention=attention,
        kept=tuple(map(done.span, translation.kept)),
        terms=_links(terms),
    )


def _links(spans: Iterable[tuple[Span, Span]]) -> WordLinks:
    return WordLinks((one.start, one.end, other.start, other.end) for one, other in spans)


def _relinked(
    source: str, target: str, attention: Attention, terms: Sequence[tuple[Span, Span]]
) -> list[LinkRow]:
    """The word links, those of the terms that were put in from their first words to their last."""
    rows = [
        row
        for row in link_rows(attention, source, target)
        if not any(_is_within(row[:2], one) or _is_within(row[2:], other) for one, other in terms)
    ]
    for one, other in terms:
        rows += _in_parallel(_words_in(source, one), _words_in(target, other))
    return sorted(rows, key=lambda row: (row[2], row[0]))


def _in_parallel(sources: Sequence[Span], targets: Sequence[Span]) -> Iterator[LinkRow]:
    """The links between the words of two stretches: the first with the first, and so on."""
    for at in range(max(len(sources), len(targets)) if sources and targets else 0):
        one, other = sources[min(at, len(sources) - 1)], targets[min(at, len(targets) - 1)]
        yield one.start, one.end, other.start, other.end


def _is_within(row: tuple[int, int], span: Span) -> bool:
    return span.start < row[1] and row[0] < span.end


def _words_in(text: str, span: Span) -> list[Span]:
    """The words of a text that have something of a stretch."""
    return [word for word in words_of(text) if word.start < span.end and span.start < word.end]
