"""Names and terms of a document, and whether each has one translation.

What counts: terms of a glossary (:attr:`bitext.Pair.terms`), names by their capitals, and nouns behind an
article that come more than once. The word links say what each became; number, capitals and articles do not
matter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from bitext.languages import language_or_unknown
from bitext.languages.inflection import noun_forms
from bitext.result.projection import Projector
from bitext.text.document import TextSpan
from bitext.text.glimpse import count

if TYPE_CHECKING:
    from bitext.languages import Language
    from bitext.result.linked_texts import LinkedTexts
    from bitext.text.document import Sentence

TermKind = Literal["glossary", "name", "noun"]
"""Where a term is known from."""

_ORDER: Final[tuple[TermKind, ...]] = ("glossary", "name", "noun")
_SURE: Final = 0.5
"""The confidence in a projection from which on it tells a translation."""
_SHORTEST: Final = 4
"""Letters of a noun."""
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_APART: Final = re.compile(r"[^\S\n]+\Z|[^\S\n]*-[^\S\n]*\Z")
"""What stands between two words of a name."""
_HEAD: Final = re.compile(r"(?:\A|[.!?:…;]\s+|\n\s*)[\W_]*\Z")
"""What stands before a word that has a capital anyway."""
_BEFORE: Final = re.compile(r"([^\W\d_]+)(?:['’]|\s+)\Z")
_NEAR: Final = 24
_GENITIVE: Final = re.compile(r"['’]s?\Z")


class TermUse(NamedTuple):
    """A place where a term stands: in the source, in the target, and the number of its pair.

    Example:
        >>> import bitext
        >>> fr, en = ["Le quai dort.", "Le quai est long."], ["The quay sleeps.", "The dock is long."]
        >>> (term,) = bitext.align(fr, en).terms()
        >>> [(use.pair, use.source.text, use.target.text) for use in term.uses]
        [(0, 'quai', 'quay'), (1, 'quai', 'dock')]
    """

    source: TextSpan
    target: TextSpan
    pair: int


@dataclass(frozen=True, slots=True, repr=False)
class DocumentTerm:
    """A name or a term of a document with all its uses, in their order.

    ``source`` is the form that the text has most often, ``kind`` says where it is known from; ``uses`` are
    its places. ``targets`` are its translations, the most frequent first, each in the form that the text has
    most often.

    Example:
        >>> import bitext
        >>> fr, en = ["Le quai dort.", "Le quai est long."], ["The quay sleeps.", "The dock is long."]
        >>> (term,) = bitext.align(fr, en).terms()
        >>> term.source, term.kind, term.targets, term.is_consistent
        ('quai', 'noun', ('quay', 'dock'), False)
    """

    source: str
    kind: TermKind
    uses: tuple[TermUse, ...]
    targets: tuple[str, ...]

    @property
    def is_consistent(self) -> bool:
        """Whether it has one translation."""
        return len(self.targets) == 1

    def __repr__(self) -> str:
        shown = " / ".join(self.targets)
        return f"<DocumentTerm {self.source} → {shown}, {self.kind}, {count(len(self.uses), 'use')}>"


def document_terms(result: LinkedTexts, *, consistent: bool = False) -> tuple[DocumentTerm, ...]:
    """The terms of ``result`` that have more than one translation; ``consistent``: the others as well."""
    language, target = language_or_unknown(result.source.lang), language_or_unknown(result.target.lang)
    uses: dict[tuple[TermKind, str], list[TermUse]] = {}
    for kind, key, use in _Uses(result, language).all():
        uses.setdefault((kind, key), []).append(use)
    found = [
        DocumentTerm(_usual(use.source.text for use in some), kind, tuple(some), _targets(some, target))
        for (kind, _), some in uses.items()
        if len(some) > 1
    ]
    wanted = [one for one in found if consistent or not one.is_consistent]
    return tuple(sorted(wanted, key=lambda one: (_ORDER.index(one.kind), -len(one.uses), one.source)))


def _targets(uses: Sequence[TermUse], language: Language) -> tuple[str, ...]:
    """The translations among ``uses``; what differs in number alone is one."""
    counts = Counter(_bare(use.target.text, language) for use in uses)
    groups: dict[str, str] = {}
    for form in sorted(counts, key=len):
        plural = language.inflection.plural(form) if len(counts) > 1 else form
        groups.setdefault(form, form)
        groups.setdefault(plural, groups[form])
    totals: Counter[str] = Counter()
    for form, number in counts.items():
        totals[groups[form]] += number
    return tuple(
        _usual(use.target.text for use in uses if groups[_bare(use.target.text, language)] == form)
        for form, _ in totals.most_common()
    )


def _bare(text: str, language: Language) -> str:
    """A translation in small letters, without its article and its genitive."""
    words = _GENITIVE.sub("", text.casefold()).split()
    while len(words) > 1 and words[0] in language.articles:
        words = words[1:]
    return " ".join(words)


def _usual(texts: Iterable[str]) -> str:
    return Counter(texts).most_common(1)[0][0]


class _Uses:
    """Finds the names and nouns of a source, and what they became."""

    def __init__(self, result: LinkedTexts, language: Language) -> None:
        self._result, self._language = result, language
        self._text = result.source.text
        self._project = Projector(result)
        self._nouns = _singulars(_WORD.findall(self._text), language)

    def all(self) -> Iterator[tuple[TermKind, str, TermUse]]:
        """Every use of a term with its kind and what all uses of one term have in common."""
        names = {key for pair in self._result.pairs for key, at, _ in self._names(pair.source) if at}
        for number, pair in enumerate(self._result.pairs):
            if not pair.source or not pair.target:
                continue
            taken: list[TextSpan] = []
            for link in pair.terms:
                taken.append(link.source)
                key = self._nouns.get(link.source.text.casefold(), link.source.text.casefold())
                yield "glossary", key, TermUse(link.source, link.target, number)
            for key, _, span in self._names(pair.source):
                if key in names and not _touches(span, taken):
                    taken.append(span)
                    yield from self._projected("name", key, span, number)
            for key, span in self._behind_articles(pair.source):
                if not _touches(span, taken):
                    yield from self._projected("noun", key, span, number)

    def _projected(
        self, kind: TermKind, key: str, span: TextSpan, number: int
    ) -> Iterator[tuple[TermKind, str, TermUse]]:
        found = self._project.project(span.start, span.end)
        if found is not None and found.confidence >= _SURE and len(found.spans) == 1:
            yield kind, key, TermUse(span, found.spans[0], number)

    def _names(self, sentences: Iterable[Sentence]) -> Iterator[tuple[str, bool, TextSpan]]:
        """The names in some sentences; whether each is one for sure, since no sentence begins with it."""
        for sentence in sentences:
            run: list[re.Match[str]] = []
            for word in _WORD.finditer(self._text, sentence.start, sentence.end):
                joins = run and _APART.fullmatch(self._text, run[-1].end(), word.start())
                if run and not (joins and word[0][0].isupper()):
                    yield from self._name(run)
                    run = []
                if word[0][0].isupper() and word[0].lower() not in self._language.function_words:
                    run.append(word)
            if run:
                yield from self._name(run)

    def _name(self, run: Sequence[re.Match[str]]) -> Iterator[tuple[str, bool, TextSpan]]:
        """A run of words with capitals; without its first one, too, where that begins a sentence."""
        start, end = run[0].start(), run[-1].end()
        text = self._text[start:end]
        begins = _HEAD.search(self._text[max(0, start - _NEAR) : start]) is not None
        is_sure = not begins or (text.isupper() and len(text) > 1)
        yield " ".join(text.casefold().split()), is_sure, TextSpan(start, end, text)
        if begins and len(run) > 1:
            yield from self._name(run[1:])

    def _behind_articles(self, sentences: Iterable[Sentence]) -> Iterator[tuple[str, TextSpan]]:
        """The nouns in some sentences: words in small letters right behind an article or the like."""
        language = self._language
        heads = (
            language.articles
            | language.fused_articles
            | language.inflection.plural_words
            | language.inflection.singular_words
        )
        for sentence in sentences:
            for word in _WORD.finditer(self._text, sentence.start, sentence.end):
                if len(word[0]) < _SHORTEST or not word[0].islower() or word[0] in language.function_words:
                    continue
                before = _BEFORE.search(self._text, max(sentence.start, word.start() - _NEAR), word.start())
                if before is not None and before[1].lower() in heads:
                    yield self._nouns.get(word[0], word[0]), TextSpan(*word.span(), word[0])


def _singulars(words: Iterable[str], language: Language) -> Mapping[str, str]:
    """By each plural among ``words`` its singular, where that is among them, too."""
    known = {word.casefold() for word in words}
    return {
        form.text: word
        for word in sorted(known)
        for form in noun_forms(word, language.inflection)
        if form.is_plural and not form.is_feminine and form.text != word and form.text in known
    }


def _touches(span: TextSpan, others: Iterable[TextSpan]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)
