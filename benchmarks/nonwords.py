"""Words of translations that are no words: with the second search that may not write them, and without it.

A word counts if the language does not have it (``Language.is_word``) and it is neither in the French nor made
of words that are; capitals and accents do not matter. The count forgives nothing else that the repair does:
names that English spells in its own way count, in human translations, too. So words in small letters are told
apart. Letters that touch a digit are no word ("19th").

*Names kept*: words with a capital, no function words, that the French and the human translation share, and
that the translation has, too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.table import Table

from benchmarks.names import Document, documents
from bitext.text.characters import without_accents
from bitext.translation.loading import load_model
from bitext.translation.repair.passes import Repairs

if TYPE_CHECKING:
    from pathlib import Path

    from bitext.languages.language import Language
    from bitext.translation.engines.base import Decoding
    from bitext.translation.job import Job
    from bitext.translation.translator import Translator

_WORD: Final = re.compile(r"(?<![^\W_])[^\W\d_]+(?:['’][^\W\d_]+)*(?![^\W_])")
_PART: Final = re.compile(r"[^\W\d_]+")


class WithoutRewording(Repairs):
    """Repairs that leave non-words as they are."""

    def _reword(self, jobs: Sequence[Job], decoding: Decoding) -> None:
        """Nothing."""


def run(data: Path, model: str, lines: int | None = None) -> None:
    """Print the non-words and the names that are kept in the first ``lines`` of either set, or in all."""
    translator = load_model(model)
    usual = translator._repairs
    bare = WithoutRewording(translator.engine, translator._vocabulary, translator.pair)
    title = "Non-words (and in 1,000 words)"
    table = Table("", "translation", "words", "all", "in small letters", "names kept", "differ", title=title)
    for name, some in sets(list(documents(data)), lines):
        source = [line for one in some for line in one.source]
        human = [line for one in some for line in one.target]
        translator._repairs = bare
        before = translated(translator, some)
        translator._repairs = usual
        after = translated(translator, some)
        for what, target in (("human", human), ("without the search", before), ("with it", after)):
            differ = sum(map(str.__ne__, target, before)) if target is after else ""
            found = figures(source, human, target, translator.pair.target)
            table.add_row(name, what, *found, str(differ))
        table.add_section()
    Console().print(table)


def sets(news: Sequence[Document], lines: int | None) -> Iterator[tuple[str, list[Document]]]:
    """The documents of either set, as many as have the first ``lines``."""
    for name in ("newstest2013", "NTREX"):
        some: list[Document] = []
        for one in news:
            left = None if lines is None else lines - sum(len(other.source) for other in some)
            if one.name == name and left != 0:
                some.append(Document(name, one.source[:left], one.target[:left], is_seen=one.is_seen))
        yield name, some


def translated(translator: Translator, news: Sequence[Document]) -> list[str]:
    """The lines of documents, translated."""
    source = [line for one in news for line in one.source]
    sizes = [len(one.source) for one in news]
    return [found.text for found in translator.stream(source, segmented=True, documents=sizes)]


def figures(
    source: Sequence[str], human: Sequence[str], target: Sequence[str], language: Language
) -> Iterator[str]:
    """The cells of a row: words, non-words, those of them in small letters, names kept."""
    words = sum(len(_WORD.findall(line)) for line in target)
    odd = [
        word for one, other in zip(source, target, strict=True) for word in non_words(one, other, language)
    ]
    small = [word for word in odd if word.islower()]
    shared = [
        (_names(one, language) & _names(other, language), line)
        for one, other, line in zip(source, human, target, strict=True)
    ]
    kept = sum((names & Counter(_PART.findall(line))).total() for names, line in shared)
    yield f"{words:,}"
    for some in (odd, small):
        yield f"{len(some)} ({1000 * len(some) / words:.2f})"
    yield f"{kept} of {sum(names.total() for names, _ in shared)}"


def non_words(source: str, target: str, language: Language) -> list[str]:
    """The words of ``target`` that are neither of its ``language`` nor in ``source``."""
    is_word = language.is_word
    if is_word is None:
        return []
    known = {without_accents(word) for word in _PART.findall(source)}
    return [
        word
        for word in _WORD.findall(target)
        if not is_word(word)
        and not all(without_accents(part) in known or is_word(part) for part in _PART.findall(word))
    ]


def _names(text: str, language: Language) -> Counter[str]:
    return Counter(
        word
        for word in _PART.findall(text)
        if not word.islower() and word.lower() not in language.function_words
    )
