"""Bitexts without a model, for documents with structure: echoes, capitals, and nonsense."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from bitext import Bitext, segment
from bitext.documents.original import Original, read_original
from bitext.result.links import QuoteLink, WordLinks
from bitext.result.pair import Pair, Side
from bitext.text.document import Document, Quotation, Sentence
from bitext.text.words import words_of

Sentences = Callable[[str], tuple[str, list[tuple[int, int, int, int]]]]
"""A sentence → its translation and the word links between the two."""


def document(source: str, form: str) -> Original:
    return read_original(source.encode(), form)


def made(text: str, translate: Sentences) -> Bitext:
    """The Bitext of a text of which each sentence is translated by ``translate``."""
    source = segment(text)
    gaps = list(source.gaps())
    english, sentences, pairs = gaps[0], [], []
    for sentence, gap in zip(source, gaps[1:], strict=True):
        target, rows = translate(sentence.text)
        start = len(english)
        sentences.append(Sentence(start, start + len(target), target, sentence.paragraph))
        words = WordLinks(rows).shifted(sentence.start, start)
        pairs.append(Pair(Side((sentence,)), Side((sentences[-1],)), words=words))
        english += target + gap
    return Bitext(source, Document(english, tuple(sentences), lang="en"), tuple(pairs))


def echoed(text: str) -> Bitext:
    """The text as its own translation."""
    return made(text, lambda sentence: (sentence, _same(sentence)))


def shouted(text: str) -> Bitext:
    """The text in capitals; only letters that keep their number when they become capitals may be in it."""
    return made(text, lambda sentence: (sentence.upper(), _same(sentence)))


def quoted(bitext: Bitext) -> Bitext:
    """The same with the quotations of the source, which stand at the same offsets in the target."""
    target = Document(
        bitext.target.text, bitext.target.sentences, bitext.source.quotations, bitext.source.unpaired, "en"
    )
    links = tuple(QuoteLink(q, q, "kept") for q in bitext.source.quotations)
    return Bitext(bitext.source, target, bitext.pairs, links)


def garbled(text: str, random: Random) -> Bitext:
    """Words dropped, doubled, swapped, and linked to anything."""
    return made(text, lambda sentence: _garbled(sentence, random))


def phrase(target: str, *links: tuple[int, int]) -> Sentences:
    """A translation of one sentence; ``links`` join the words of the two by number."""

    def translate(sentence: str) -> tuple[str, list[tuple[int, int, int, int]]]:
        french, english = words_of(sentence), words_of(target)
        return target, [(french[i].start, french[i].end, english[j].start, english[j].end) for i, j in links]

    return translate


def one_to_one(target: str) -> Sentences:
    """A translation word by word, in order."""
    number = len(words_of(target))
    return phrase(target, *((i, i) for i in range(number)))


def carried(source: str, form: str, translate: Sentences) -> str:
    """A document of one sentence, translated."""
    original = document(source, form)
    return original.render(made(original.text, translate)).decode()


def quotation(start: int, end: int) -> Quotation:
    return Quotation(start, end, "“", "”")


def _same(sentence: str) -> list[tuple[int, int, int, int]]:
    return [(word.start, word.end, word.start, word.end) for word in words_of(sentence)]


def _garbled(sentence: str, random: Random) -> tuple[str, list[tuple[int, int, int, int]]]:
    words = [sentence[word.start : word.end] for word in words_of(sentence)]
    chosen = [word for word in words for _ in range(random.choice((0, 1, 1, 1, 2)))]
    random.shuffle(chosen)
    target = " ".join(chosen)
    here, there = words_of(sentence), words_of(target)
    links = set()
    for _ in range(random.randint(0, 2 * len(here)) if there else 0):
        links.add((random.choice(here), random.choice(there)))
    return target, sorted((a.start, a.end, b.start, b.end) for a, b in links)
