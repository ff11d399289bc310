"""Two texts that exist to the same kind of result as that of a translation.

Beads by :mod:`bitext.alignment.sentences`, word links inside each by one pass of the model over the
translation that is given, quotations by :mod:`bitext.alignment.quotations`.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, MutableMapping, Sequence
from dataclasses import dataclass, replace

from bitext.aligner.editions import EditionBead, edition_beads
from bitext.alignment.clock import FEWEST, clock_of
from bitext.alignment.equivalence import judged
from bitext.alignment.paragraphs import paragraph_heads
from bitext.alignment.quotations import link_quotations
from bitext.alignment.sentences import Bead, find_beads
from bitext.alignment.similarity import Bridge, SentenceVectors
from bitext.alignment.words import link_rows
from bitext.errors import InputError, MismatchWarning
from bitext.languages import language_or_unknown
from bitext.result.bitext import Bitext
from bitext.result.flags import Flag
from bitext.result.links import WordLinks
from bitext.result.pair import Pair, Side, extent
from bitext.text.chapters import Chapter
from bitext.text.document import Document
from bitext.text.language import check_language, language_of
from bitext.translation.progress import Progress
from bitext.translation.translator import Translator


@dataclass(frozen=True, slots=True)
class Editions:
    """That two texts are editions of a book.

    ``chapters`` of both, None where their headings tell them; ``known``: translations that there are already,
    by sentence, which gets those that are made (:func:`compared_by`).
    """

    chapters: tuple[Sequence[Chapter], Sequence[Chapter]] | None = None
    known: MutableMapping[str, str] | None = None


_WINDOW = 256
_SURE = 0.5
_ROUNDS = 2
"""How often two clocks are set to each other: the second time by beads that the times have helped to find."""
_LEAST_SCORE = 0.3
_LEAST_LENGTH = 500


def check_sides(source: Document, target: Document) -> None:
    """Make sure that there are two sides, and that they are in their languages.

    Raises:
        InputError: if a side has no sentence, or the two are swapped.
    """
    for document, name in ((source, "French"), (target, "English")):
        if not document.sentences:
            raise InputError(f"The {name} text has no sentence. Give both texts; to translate, only one.")
    found = language_of(source.text), language_of(target.text)
    if found == (target.lang, source.lang):
        raise InputError("The two texts are swapped: give the French first, then the English.")
    for document in (source, target):
        check_language(document)


def compared_by(
    translator: Translator,
    sentences: Sequence[str],
    beam: int,
    known: MutableMapping[str, str] | None,
    progress: Progress | None,
) -> list[str]:
    """The translation of each sentence, to compare the other text with.

    What is in ``known`` is not translated again; each new translation is put into it as soon as it is there.
    """
    if known is None:
        return [found.text for found in translator.stream(sentences, beam, progress=progress)]
    missing = [sentence for sentence in dict.fromkeys(sentences) if sentence not in known]
    found = translator.stream(missing, beam, progress=progress)
    for sentence, translation in zip(missing, found, strict=True):
        known[sentence] = translation.text
    return [known[sentence] for sentence in sentences]


def link_texts(
    source: Document,
    target: Document,
    bridge: Bridge,
    translator: Translator | None,
    editions: Editions | None = None,
) -> Bitext:
    """Align two documents; ``translator`` links the words, without one they are not linked.

    ``editions``: they are two editions of a book.
    """
    pairs: Sequence[Pair] = find_pairs(source, target, bridge, editions)
    if translator is not None:
        pairs = list(with_words([(source, target, pair) for pair in pairs], translator))
    result = linked(source, target, pairs, translator.info.name if translator else None)
    if is_mismatch(result):
        warnings.warn(mismatch(result), MismatchWarning, stacklevel=3)
    return result


def find_pairs(
    source: Document, target: Document, bridge: Bridge, editions: Editions | None = None
) -> list[Pair]:
    """The beads of two documents as pairs, without word links; times of both, if they have some, help."""
    if editions is not None:
        found = edition_beads(source, target, bridge, editions.chapters)
    else:
        space = bridge.space([s.text for s in source], [s.text for s in target])
        found = [EditionBead(bead) for bead in _beads(source, target, space)]
    timed = source.times and target.times
    if bridge.translations is not None and not timed:
        found = list(_judged(found, [[s.text for s in source], bridge.translations], target))
    return [
        Pair(
            Side(source.sentences[one.bead.source.start : one.bead.source.stop]),
            Side(target.sentences[one.bead.target.start : one.bead.target.stop]),
            one.bead.score,
            _flags(one),
        )
        for one in found
    ]


def _beads(source: Document, target: Document, space: SentenceVectors) -> list[Bead]:
    heads = paragraph_heads(*([s.paragraph for s in document] for document in (source, target)))
    beads = find_beads(space, heads)
    for _ in range(_ROUNDS if source.times and target.times else 0):
        paired = [bead for bead in beads if bead.source and bead.target]
        sure = [bead for bead in paired if bead.score >= _SURE]
        anchors = sure if len(sure) >= FEWEST else paired
        clock = clock_of(source, target, [(bead.source.start, bead.target.start) for bead in anchors])
        beads = find_beads(replace(space, clock=clock), heads) if clock else beads
    return beads


def _judged(
    found: Sequence[EditionBead], sources: Sequence[Sequence[str]], target: Document
) -> Iterator[EditionBead]:
    """The beads, those of sentences that are no translations of each other divided."""
    light = language_or_unknown(target.lang).function_words
    parts = judged([one.bead for one in found], sources, [s.text for s in target], light)
    for one, beads in zip(found, parts, strict=True):
        yield from (replace(one, bead=bead) for bead in beads)


def linked(source: Document, target: Document, pairs: Sequence[Pair], model: str | None) -> Bitext:
    """The pairs of two documents as a result, their quotations linked."""
    return Bitext(source, target, tuple(pairs), link_quotations(source, target, pairs), model)


def is_mismatch(result: Bitext) -> bool:
    """Whether two texts do not look like translations of each other."""
    length = min(len(result.source.text), len(result.target.text))
    return length >= _LEAST_LENGTH and result.score < _LEAST_SCORE


def mismatch(result: Bitext) -> str:
    """What is told of two such texts."""
    return (
        f"The two texts do not look like translations of each other (score {result.score:.2f} of 1). "
        "The links are most likely wrong."
    )


def _flags(found: EditionBead) -> tuple[Flag, ...]:
    apart: tuple[Flag, ...] = ("running-head",) if found.is_running_head else ()
    if not found.bead.target:
        return ("deletion", *apart)
    return apart if found.bead.source else ("insertion", *apart)


def with_words(rows: Sequence[tuple[Document, Document, Pair]], translator: Translator) -> Iterator[Pair]:
    """The pairs with their word links, some at a time so that a book fits in memory.

    ``rows``: each pair with the two documents that it is of.
    """
    for first in range(0, len(rows), _WINDOW):
        window = rows[first : first + _WINDOW]
        texts = [
            (extent(source, pair.source), extent(target, pair.target))
            for source, target, pair in window
            if pair.source and pair.target
        ]
        attentions = iter(translator.align_words(texts))
        waiting = iter(texts)
        for _, _, pair in window:
            if not (pair.source and pair.target):
                yield pair
                continue
            links = WordLinks(link_rows(next(attentions), *next(waiting)))
            moved = links.shifted(pair.source.start, pair.target.start)
            yield Pair(pair.source, pair.target, pair.score, pair.flags, moved)
