"""A glossary in use: terms that come out, in the form they should have, and what the rest costs.

The terms are drawn from the references: French nouns that the reference of news lines has the same English
for at least twice, and the model alone has not always. So what the glossary asks for is what a person wrote.
*Used*: places where the French has a term and the English one of its forms. *Rest*: chrF without the words
that stand for terms, on either side.
"""

from __future__ import annotations

import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.table import Table

from bitext.languages.inflection import noun_forms
from bitext.languages.language import word_set
from bitext.result.pair import Pair, Side
from bitext.result.projected_pieces import PairProjection
from bitext.terms.fitting import forms_of
from bitext.terms.glossary import Glossary, Occurrence
from bitext.text.document import Sentence, Span
from bitext.text.words import words_of
from bitext.translation.loading import load_model

if TYPE_CHECKING:
    from bitext.translation.joining import Translation
    from bitext.translation.translator import Translator

OWN: Final = Path(__file__).with_name("data") / "glossary_own.jsonl"
_LEAST_SHARE: Final = 0.75
_SHORTEST: Final = 4
_NO_TERMS: Final = word_set(
    """
    autre cadre chose dernier dernière deuxième fois instant jeunes lieu lieux meilleur même nombre part
    plus premier première second seule seul telle troisième
    """
)
"""Words behind an article that are no nouns, or rather parts of idioms."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line, its terms, and its translation."""

    source: str
    terms: tuple[Occurrence, ...]
    translation: Translation


def run(data: Path, model: str) -> None:
    """Print how many terms are used, chrF of everything and of the rest, and the time it takes."""
    translator = load_model(model)
    table = Table("", "terms", "used, %", "flagged", "chrF", "chrF of the rest", "seconds", title="Glossary")
    for name, sources, references in _news(data):
        glossary = Glossary(drawn(translator, sources, references), translator.pair.source)
        terms = [tuple(glossary.find(text)) for text in sources]
        for label, given in ((f"{name}, without", None), (f"{name}, with it", glossary)):
            begin = time.perf_counter()
            found = list(translator.stream(sources, segmented=True, glossary=given))
            seconds = time.perf_counter() - begin
            lines = [_Line(*row) for row in zip(sources, terms, found, strict=True)]
            table.add_row(label, *_figures(lines, references, translator), f"{seconds:.1f}")
    Console().print(table)
    _own(translator)


def _news(data: Path, most: int = 600) -> Iterator[tuple[str, list[str], list[str]]]:
    folder = data / "mt"
    sides = ((folder / f"newstest2013.{code}").read_text("utf-8").splitlines() for code in ("fr", "en"))
    source, target = (lines[:most] for lines in sides)
    yield "newstest2013", source, target
    documents = [json.loads(line) for line in (folder / "ntrex_docs.jsonl").read_text("utf-8").splitlines()]
    source, target = ([line for each in documents for line in each[code]][:most] for code in ("fr", "en"))
    yield "NTREX", source, target


def drawn(translator: Translator, sources: Sequence[str], references: Sequence[str]) -> dict[str, str | None]:
    """Terms of the references that the model does not always have; see the head of this module."""
    language, plural = translator.pair.source, translator.pair.target.inflection.is_plural
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    pairs = list(zip(sources, references, strict=True))
    for (source, target), attention in zip(pairs, translator.align_words(pairs), strict=True):
        words = words_of(source), words_of(target)
        links = list(attention.links(*words))
        once = Counter(i for i, _ in links), Counter(j for _, j in links)
        for i, j in links:
            one, other = (text[s.start : s.end] for text, s in ((source, words[0][i]), (target, words[1][j])))
            behind_article = i and source[words[0][i - 1].start : words[0][i - 1].end].lower().rstrip(
                "'’"
            ) in (language.articles | language.inflection.plural_words)
            is_one = once[0][i] == once[1][j] == 1 and behind_article
            if is_one and all(w.islower() and w.isalpha() and len(w) >= _SHORTEST for w in (one, other)):
                counts[one][other] += 1
    singular = {
        form.text: word for word in counts for form in noun_forms(word, language.inflection) if form.is_plural
    }
    found: dict[str, str | None] = {}
    for word, english in counts.items():
        best, count = english.most_common(1)[0]
        if word in _NO_TERMS or best in translator.pair.target.function_words:
            continue
        if (
            count >= 2
            and count / english.total() >= _LEAST_SHARE
            and word not in singular
            and not plural(best)
        ):
            found[word] = best
    return found


def _figures(lines: Sequence[_Line], references: Sequence[str], translator: Translator) -> Iterator[str]:
    from sacrebleu.metrics.chrf import CHRF

    count = sum(len(line.terms) for line in lines)
    used = sum(sum(_is_used(line, translator)) for line in lines)
    yield str(count)
    yield f"{100 * used / max(1, count):.1f}"
    yield str(sum("term" in line.translation.flags for line in lines))
    yield f"{CHRF().corpus_score([line.translation.text for line in lines], [list(references)]).score:.2f}"
    rest = [_without_terms(line, translator) for line in lines]
    right = [
        _without_forms(text, line.terms, translator) for text, line in zip(references, lines, strict=True)
    ]
    yield f"{CHRF().corpus_score(rest, [right]).score:.2f}"


def _is_used(line: _Line, translator: Translator) -> Iterator[bool]:
    """For each term of a line whether its translation has a form of it that no other term has taken."""
    taken: list[Span] = []
    for term in line.terms:
        hits = forms_of(term, translator.pair.target).finditer(line.translation.text)
        free = (Span(*hit.span()) for hit in hits)
        span = next((span for span in free if span not in taken), None)
        if span is not None:
            taken.append(span)
        yield span is not None


def _without_terms(line: _Line, translator: Translator) -> str:
    """A translation without the words that its terms became."""
    if not line.terms:
        return line.translation.text
    spans = [Span(c, d) for _, _, c, d in line.translation.terms.rows()] or list(_projected(line, translator))
    return _cut(line.translation.text, spans)


def _projected(line: _Line, translator: Translator) -> Iterator[Span]:
    texts = line.source, line.translation.text
    sides = [Side((Sentence(0, len(text), text, 0),)) for text in texts]
    languages = translator.pair.source, translator.pair.target
    pair = Pair(sides[0], sides[1], words=line.translation.words)
    projection = PairProjection(pair, *texts, languages, from_source=True)
    for term in line.terms:
        found = projection.project(term.span)
        yield from found.spans if found else ()


def _without_forms(text: str, terms: Iterable[Occurrence], translator: Translator) -> str:
    """A reference without the forms of the terms that its source has."""
    hits = [forms_of(term, translator.pair.target).search(text) for term in terms]
    return _cut(text, [Span(*hit.span()) for hit in hits if hit])


def _cut(text: str, spans: Iterable[Span]) -> str:
    for span in sorted(set(spans), reverse=True):
        text = text[: span.start] + text[span.end :]
    return " ".join(text.split())


def _own(translator: Translator) -> None:
    """Print which lines of our own lack what they must have, and how many do not."""
    rows = [json.loads(line) for line in OWN.read_text("utf-8").splitlines()]
    wrong = 0
    for row in rows:
        glossary = Glossary(row["terms"], translator.pair.source)
        (found,) = translator.stream([row["fr"]], segmented=True, glossary=glossary)
        lacking = [want for want in row["wanted"] if want not in found.text]
        if lacking:
            wrong += 1
            print(f"{row['fr']}\n  {found.text}\n  lacks: {', '.join(lacking)}")
    print(f"Lines of our own with every term in its form: {len(rows) - wrong} of {len(rows)}")
