"""Whether a :class:`bitext.Bitext` is what it says: every offset where its text is, every sentence paired.

Run before a file is written and after one is read, so that whatever was saved can be loaded.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from bitext.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bitext.result.alternatives import Alternative
    from bitext.result.linked_texts import LinkedTexts
    from bitext.result.links import LinkRow
    from bitext.result.pair import Pair, Side
    from bitext.text.document import Document, Quotation


def check(bitext: LinkedTexts) -> None:
    """Raises InputError that names the first thing that is not as it should be."""
    for name, document in (("source", bitext.source), ("target", bitext.target)):
        _check_sentences(document, name)
        _check_quotations(document, name)
    _check_pairing(bitext)
    for at, pair in enumerate(bitext.pairs):
        _check_pair(pair, f"pairs[{at}]")
    _check_links(bitext)


def _check_sentences(document: Document, name: str) -> None:
    last, paragraph = 0, 0
    for at, sentence in enumerate(document.sentences):
        where = f"sentence {at} of the {name} ({sentence.start} to {sentence.end})"
        if not last <= sentence.start <= sentence.end <= len(document.text):
            raise InputError(f"{where} is out of order or outside the text.")
        if sentence.text != document.text[sentence.start : sentence.end]:
            raise InputError(f"{where} does not have the text that stands there.")
        if document.text[last : sentence.start].strip():
            raise InputError(f"before {where} there is text that is in no sentence.")
        if sentence.paragraph < paragraph:
            raise InputError(f"{where} is in an earlier paragraph than the sentence before it.")
        last, paragraph = sentence.end, sentence.paragraph
    if document.text[last:].strip():
        raise InputError(f"at the end of the {name} there is text that is in no sentence.")


def _check_quotations(document: Document, name: str) -> None:
    for quotation in chain(document.quotations, document.unpaired):
        where = f"quotation {quotation.start} to {quotation.end} of the {name}"
        if not 0 <= quotation.start < quotation.end <= len(document.text):
            raise InputError(f"{where} is empty or outside the text.")
        if not _has_marks(document.text, quotation):
            raise InputError(
                f"{where} does not have its marks ({quotation.open} {quotation.close}) at its ends."
            )
        if any(not 0 <= at < len(document.sentences) for at in quotation.sentences):
            raise InputError(f"{where} names a sentence that does not exist.")
        if any(not quotation.start < at < quotation.end for at in quotation.continuations):
            raise InputError(f"{where} has a continuation mark outside itself.")
    if any(quotation.kind == "stray" for quotation in document.quotations):
        raise InputError(f"a stray mark of the {name} stands among its quotations.")
    if any(quotation.kind != "stray" for quotation in document.unpaired):
        raise InputError(f"a quotation of the {name} stands among its stray marks.")


def _has_marks(text: str, quotation: Quotation) -> bool:
    opens = text.startswith(quotation.open, quotation.start)
    return opens and text.endswith(quotation.close, quotation.start, quotation.end)


def _check_pairing(bitext: LinkedTexts) -> None:
    for name, document in (("source", bitext.source), ("target", bitext.target)):
        sides = (getattr(pair, name) for pair in bitext.pairs)
        if tuple(chain.from_iterable(sides)) != document.sentences:
            raise InputError(f"the pairs do not hold each sentence of the {name} once and in order.")


def _check_pair(pair: Pair, where: str) -> None:
    if pair.doubt is not None and not 0 <= pair.doubt <= 1:
        raise InputError(f"the doubt of {where} is {pair.doubt}; it lies between 0 and 1.")
    if not 0 <= pair.score <= 1:
        raise InputError(f"the score of {where} is {pair.score}; it lies between 0 and 1.")
    for one in pair.wordings:
        _check_wording(one, where)
    for name, links in (("word", pair.words), ("term", pair.terms)):
        if links:
            _check_rows(pair, links.rows(), f"of {where}", name)


def _check_wording(one: Alternative, where: str) -> None:
    if not 0 <= one.score <= 1:
        raise InputError(f"the score of a wording of {where} is {one.score}; it lies between 0 and 1.")
    if one.likeness is not None and not 0 <= one.likeness <= 100:  # noqa: PLR2004 - per cent
        raise InputError(f"a likeness of {where} is {one.likeness}; it lies between 0 and 100 per cent.")


def _check_rows(pair: Pair, rows: Iterable[LinkRow], where: str, name: str) -> None:
    a, b = _bounds(pair.source)
    c, d = _bounds(pair.target)
    for row in rows:
        if not (a <= row[0] < row[1] <= b and c <= row[2] < row[3] <= d):
            raise InputError(f"{name} link {list(row)} {where} reaches outside its pair.")


def _bounds(side: Side) -> tuple[int, int]:
    return (side[0].start, side[-1].end) if side else (0, 0)


def _check_links(bitext: LinkedTexts) -> None:
    for name, document in (("source", bitext.source), ("target", bitext.target)):
        known = {*document.quotations, *document.unpaired}
        for at, link in enumerate(bitext.quotes):
            quotation = getattr(link, name)
            if quotation is not None and quotation not in known:
                raise InputError(f"quotes[{at}] links a quotation that the {name} does not have.")
