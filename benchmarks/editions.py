"""Two editions of a book as EPUB: beads beside those of the same texts as they are; time and memory.

The novels that are aligned by hand become books: French with a file a chapter, English with two chapters a
file and one heading for both, a preface, and a tenth of the paragraphs dropped. Sentences are those that the
library finds; a bead is scored by the sentences of the gold that it touches, as in :mod:`benchmarks.beads`.
*Time and memory*: a long book made of the first novel, with an echo in the place of the model's search.
"""

from __future__ import annotations

import io
import json
import random
import re
import resource
import time
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.table import Table

import bitext
from benchmarks.beads import Indices, Text, scores
from benchmarks.memory import Echo
from bitext import catalog
from bitext.aligner.aligner import Aligner
from bitext.aligner.existing import Editions, find_pairs
from bitext.alignment.similarity import LexicalBridge
from bitext.documents.book import open_book
from bitext.documents.book.chapters import book_chapters
from bitext.errors import MismatchWarning
from bitext.languages import language_of_code
from bitext.languages.divisions import division_of
from bitext.segmentation.segment import segment
from bitext.translation.engines.vocabulary import Vocabulary
from bitext.translation.translator import Translator

if TYPE_CHECKING:
    from pathlib import Path

    from bitext.result.pair import Pair, Side
    from bitext.text.document import Document

_DROPPED: Final = 0.1
_SEEDS: Final = range(10)
_GROUP: Final = 4
"""Sentences of a paragraph where the data have none."""
_TARGET: Final = "target: within 0.5 of the texts as they are, lax F1"
_PREFACE: Final = (
    "A Note to the Reader",
    "The pages that follow were set from a copy that had spent forty years under a billiard table.",
    "I thank the innkeeper who parted with it, and who has had to buy a wedge since.",
    "No two printers have ever agreed on the spelling of this author, and I have agreed with neither.",
    "Where a sentence is long, it is long in the original; I was tempted to cut it, and I did not.",
    "A map that was promised in the first printing has never been found, and is not found here.",
    "Critics have called the ending hasty, which is what I should have called it at the time.",
    "The footnotes of the second printing are left out, for they explained what nobody had asked.",
    "My daughter read the proofs on trains; whatever errors are left were made in tunnels.",
)
"""A preface, a sentence a paragraph; it was written for this benchmark."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of one side: the numbers of its sentences in the gold, and their texts."""

    numbers: tuple[int, ...]
    texts: tuple[str, ...]
    is_heading: bool

    @property
    def text(self) -> str:
        """The paragraph as it stands in the book."""
        return " ".join(self.texts)


@dataclass(frozen=True, slots=True)
class Novel:
    """Both sides of a novel, and its beads."""

    name: str
    french: list[Paragraph]
    english: list[Paragraph]
    gold: list[Indices]


def run(data: Path, model: str) -> None:
    """Print F1 of the texts as they are and of the editions, then time and memory."""
    console = Console()
    novels = [_novel(path) for path in sorted((data / "sentalign").glob("*/*.json"))]
    with console.status("Translating …"):
        known = _Translations(model, novels)
    console.print(f"{known.speed:.1f} French sentences a second are translated for the comparison")
    table = Table("", "strict F1", "lax P", "lax R", "lax F1", title="Two editions, %", caption=_TARGET)
    table.add_row("texts as they are", *_row([_as_texts(novel, known) for novel in novels]))
    for label, sides in (("dropped in English", "e"), ("dropped in French", "f"), ("dropped in both", "fe")):
        rows = [[_as_books(novel, known, seed, sides) for novel in novels] for seed in _SEEDS]
        table.add_row(f"books, {label}", *_row([one for row in rows for one in row]))
    console.print(table, _growth(novels[0], model))


def _row(found: Sequence[tuple[Text, list[Indices]]]) -> list[str]:
    """The scores of some texts and the beads that were found in each."""
    named = [(Text(f"{text.name} {at}", *_sides(text)), beads) for at, (text, beads) in enumerate(found)]
    strict, lax = scores([text for text, _ in named], {text.name: beads for text, beads in named})
    return [f"{100 * value:.2f}" for value in (strict[2], *lax)]


def _sides(text: Text) -> tuple[list[str], list[str], list[Indices], list[str]]:
    return text.french, text.english, text.gold, text.translations


def _novel(path: Path) -> Novel:
    read = json.loads(path.read_text("utf-8"))
    sides = [list(_paragraphs(read[lang], lang)) for lang in ("fr", "en")]
    return Novel(path.stem, sides[0], sides[1], [(tuple(a), tuple(b)) for a, b in read["beads"]])


def _paragraphs(sentences: Sequence[dict[str, str]], lang: str) -> Iterator[Paragraph]:
    language = language_of_code(lang)
    is_one = len({sentence["par"] for sentence in sentences}) == 1
    places = [
        (
            str(at // _GROUP) if is_one else sentence["par"],
            division_of(sentence["text"], language) is not None,
        )
        for at, sentence in enumerate(sentences)
    ]
    for (_, is_heading), group in groupby(range(len(sentences)), key=lambda at: places[at]):
        numbers = tuple(group)
        yield Paragraph(numbers, tuple(sentences[at]["text"] for at in numbers), is_heading)


class _Translations:
    """The translation of each sentence of some novels, as the library splits them; and how fast that went."""

    def __init__(self, model: str, novels: Sequence[Novel]) -> None:
        lines = list(
            dict.fromkeys(
                sentence.text
                for novel in novels
                for sentence in segment("\n\n".join(p.text for p in novel.french), "fr")
            )
        )
        translator = bitext.load(model)
        start = time.perf_counter()
        self._of = {
            line: found.text for line, found in zip(lines, translator.translate(lines, beam=1), strict=True)
        }
        self.speed = len(lines) / (time.perf_counter() - start)

    def bridge(self, document: Document) -> LexicalBridge:
        """What compares a document with its counterpart."""
        return LexicalBridge([self._of.get(sentence.text, sentence.text) for sentence in document])


def _as_texts(novel: Novel, known: _Translations) -> tuple[Text, list[Indices]]:
    """The novel as two texts."""
    french, english = (
        segment("\n\n".join(p.text for p in side), lang)
        for side, lang in ((novel.french, "fr"), (novel.english, "en"))
    )
    pairs = find_pairs(french, english, known.bridge(french))
    return _scored(novel, novel.gold, pairs, (novel.french, novel.english))


def _as_books(novel: Novel, known: _Translations, seed: int, dropped: str) -> tuple[Text, list[Indices]]:
    """The novel as two books that are not alike."""
    draw = random.Random(seed)
    french = _thinned(novel.french, draw) if "f" in dropped else novel.french
    english = _merged(_thinned(novel.english, draw) if "e" in dropped else novel.english)
    preface = [
        Paragraph((len(_PREFACE) * -1 + at,), (line,), is_heading=at == 0) for at, line in enumerate(_PREFACE)
    ]
    english = [*preface, *english]
    books = [
        open_book(_epub(_files(side, count), lang), f"{novel.name}.{lang}.epub", lang=lang, edition=True)
        for side, lang, count in ((french, "fr", 1), (english, "en", 2))
    ]
    source, target = (segment(book.side.text, book.side.lang) for book in books)
    chapters = book_chapters(books[0]), book_chapters(books[1])
    pairs = find_pairs(source, target, known.bridge(source), Editions(chapters))
    return _scored(novel, _gold(novel, french, english), pairs, (french, english))


def _thinned(side: Sequence[Paragraph], draw: random.Random) -> list[Paragraph]:
    """A side without a tenth of its paragraphs, none of them a heading."""
    body = [at for at, paragraph in enumerate(side) if not paragraph.is_heading]
    gone = set(draw.sample(body, round(_DROPPED * len(body))))
    return [paragraph for at, paragraph in enumerate(side) if at not in gone]


def _merged(side: Sequence[Paragraph]) -> list[Paragraph]:
    """A side without every second heading of a chapter."""
    headings = [at for at, paragraph in enumerate(side) if paragraph.is_heading]
    gone = set(headings[1::2])
    return [paragraph for at, paragraph in enumerate(side) if at not in gone]


def _gold(novel: Novel, french: Sequence[Paragraph], english: Sequence[Paragraph]) -> list[Indices]:
    """The beads of what is left of a novel; what has lost its counterpart is alone."""
    left = [{number for p in side for number in p.numbers} for side in (french, english)]
    found: list[Indices] = [((), (number,)) for number in sorted(left[1]) if number < 0]
    for source, target in novel.gold:
        kept = tuple(i for i in source if i in left[0]), tuple(j for j in target if j in left[1])
        if all(kept):
            found.append(kept)
        else:
            found += [((i,), ()) for i in kept[0]] + [((), (j,)) for j in kept[1]]
    return found


def _scored(
    novel: Novel, gold: list[Indices], pairs: Sequence[Pair], sides: tuple[Sequence[Paragraph], ...]
) -> tuple[Text, list[Indices]]:
    """The pairs as beads of the sentences of the gold."""
    numbers = [_Numbers(side) for side in sides]
    beads = [(numbers[0].of(pair.source), numbers[1].of(pair.target)) for pair in pairs]
    return Text(novel.name, [], [], gold, []), [bead for bead in beads if any(bead)]


class _Numbers:
    """Says which sentences of the gold a stretch of a text has; stretches are asked for in order."""

    def __init__(self, side: Sequence[Paragraph]) -> None:
        self._numbers = [
            number
            for paragraph in side
            for number, text in zip(paragraph.numbers, paragraph.texts, strict=True)
            for _ in "".join(text.split())
        ]
        self._sizes = Counter(self._numbers)
        self._at = 0

    def of(self, side: Side) -> tuple[int, ...]:
        """The sentences of which a side has half of the characters, or which have half of its own."""
        size = sum(len("".join(sentence.text.split())) for sentence in side)
        found = Counter(self._numbers[self._at : self._at + size])
        self._at += size
        return tuple(number for number, count in found.items() if 2 * count >= min(size, self._sizes[number]))


def _files(side: Sequence[Paragraph], count: int) -> list[list[Paragraph]]:
    """The files of a book, each with ``count`` headed chapters."""
    files: list[list[Paragraph]] = [[]]
    headings = 0
    for paragraph in side:
        if paragraph.is_heading and headings % count == 0 and files[-1]:
            files.append([])
        headings += paragraph.is_heading
        files[-1].append(paragraph)
    return files


_CONTAINER: Final = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles>'
    "</container>"
)
_PACKAGE: Final = (
    '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">'
    '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">urn:x</dc:identifier>'
    "<dc:title>A book</dc:title><dc:language>{lang}</dc:language></metadata>"
    "<manifest>{items}</manifest><spine>{spine}</spine></package>"
)
_PAGE: Final = (
    '<?xml version="1.0" encoding="UTF-8"?><html xmlns="http://www.w3.org/1999/xhtml" xml:lang="{lang}">'
    "<head><title>A book</title></head><body>{body}</body></html>"
)


def _epub(files: Sequence[Sequence[Paragraph]], lang: str) -> bytes:
    """A small book with these files."""
    names = [f"c{at}" for at in range(len(files))]
    items = "".join(f'<item id="{n}" href="{n}.xhtml" media-type="application/xhtml+xml"/>' for n in names)
    spine = "".join(f'<itemref idref="{n}"/>' for n in names)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", _CONTAINER)
        archive.writestr("book.opf", _PACKAGE.format(lang=lang, items=items, spine=spine))
        for name, file in zip(names, files, strict=True):
            tags = (("h2" if p.is_heading else "p", p) for p in file)
            body = "".join(f"<{tag}>{escape(p.text)}</{tag}>" for tag, p in tags)
            archive.writestr(f"{name}.xhtml", _PAGE.format(lang=lang, body=body))
    return made.getvalue()


def _growth(novel: Novel, model: str) -> Table:
    """Seconds and memory of books of several lengths, from the files to the links of their words."""
    table = Table("French words", "sentences", "seconds", "peak MiB", title="Two EPUB files to a result")
    table.caption = "the echo stands for the search of the model, which the real one adds"
    aligner = Aligner(model)
    files = catalog.fetch(model)
    aligner.translator = Translator(Echo(), Vocabulary(files.folder), files.info)
    for copies in (1, 2, 5):
        french, english = (
            _epub(_files([_copied(p, copy) for copy in range(copies) for p in side], 1), lang)
            for side, lang in ((novel.french, "fr"), (novel.english, "en"))
        )
        start = time.perf_counter()
        source = open_book(french, "french.epub", lang="fr", edition=True)
        target = open_book(english, "english.epub", lang="en", edition=True)
        chapters = book_chapters(source), book_chapters(target)
        with warnings.catch_warnings():
            # An echo is no translation.
            warnings.simplefilter("ignore", MismatchWarning)
            result = aligner.align_editions(source.side.text, target.side.text, chapters=chapters)
        seconds, peak = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        words, sentences = len(result.source.text.split()), len(result.source)
        table.add_row(f"{words:,}", f"{sentences:,}", f"{seconds:.0f}", f"{peak // 1024:,}")
    return table


def _copied(paragraph: Paragraph, copy: int) -> Paragraph:
    """A paragraph whose long words are others in each copy."""
    ending = "abcdefgh"[copy]
    texts = tuple(re.sub(r"\b\w{7,}\b", rf"\g<0>{ending}", text) for text in paragraph.texts)
    return Paragraph(paragraph.numbers, texts, paragraph.is_heading)
