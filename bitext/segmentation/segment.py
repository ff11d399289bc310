"""A text, or a list of sentences, to a document: sentences with offsets, and quotations."""

from __future__ import annotations

import warnings
from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from bitext.errors import InputError, WrappingWarning
from bitext.languages import codes, language_of_code
from bitext.quotations.find import find_quotations
from bitext.segmentation.sentences import sentences_of
from bitext.segmentation.wrapping import Unwrap, Unwrapped, unwrapped
from bitext.text.document import Document, Sentence
from bitext.text.strings import items_of

if TYPE_CHECKING:
    from collections.abc import Sequence


def segment(text: str, lang: str = "fr", *, unwrap: Unwrap = "auto") -> Document:
    """Split ``text`` into sentences and find its quotations.

    A sentence has no white space at its edges, the gaps hold nothing else. A paragraph is a line that is not
    blank; a line break (of any kind that ``str.splitlines`` knows) ends a sentence, unless it only wraps a
    line. A sentence that runs over several lines has their breaks in its ``text``.

    Args:
        text: Any text; nothing of it is lost.
        lang: Its language: "fr" (French), "en" (English, American or British usage), or the code of one that
            :func:`bitext.languages.register` added.
        unwrap: Take line breaks for those of wrapped text where the lines look it ("auto", with a warning
            where that is not sure), wherever no list, table or short line speaks against it (True), or
            never (False).

    Returns:
        A :class:`bitext.Document`; offsets are indices into ``text`` (code points), end exclusive.

    Raises:
        InputError: ``text`` is not a ``str``, or there are no rules for ``lang``.

    Example:
        >>> import bitext
        >>> document = bitext.segment("Il pleut. « Restons », dit-elle.")
        >>> [sentence.text for sentence in document]
        ['Il pleut.', '« Restons », dit-elle.']
        >>> document.quotations[0].text
        '« Restons »'
    """
    sentences, flat = unwrapped_sentences(text, lang, unwrap)
    warn_if_unsure(flat)
    return unwrapped_document(text, sentences, flat, lang)


def unwrapped_sentences(text: str, lang: str, unwrap: Unwrap) -> tuple[tuple[Sentence, ...], Unwrapped]:
    """The sentences of ``text`` without the breaks of wrapped lines, and that text.

    Raises:
        InputError: as :func:`segment` does.
    """
    language = language_of_code(lang)
    if not isinstance(text, str):
        raise InputError(f"segment() takes a str, not {type(text).__name__}; decode bytes as UTF-8 first.")
    if unwrap not in get_args(Unwrap):
        raise InputError(f"unwrap must be one of {', '.join(map(str, get_args(Unwrap)))}, not {unwrap!r}.")
    flat = unwrapped(text, language, unwrap)
    return tuple(sentences_of(flat.text, language)), flat


def unwrapped_document(text: str, sentences: tuple[Sentence, ...], flat: Unwrapped, lang: str) -> Document:
    """The document of ``text``, its quotations found, from what :func:`unwrapped_sentences` gives."""
    document = with_quotations(flat.text, sentences, lang)
    if not flat.joined:
        return document
    own = (replace(sentence, text=text[sentence.start : sentence.end]) for sentence in sentences)
    return replace(document, text=text, sentences=tuple(own))


def warn_if_unsure(flat: Unwrapped) -> None:
    """Warn where line breaks were taken for those of wrapped lines, and that is not sure."""
    if not flat.is_sure:
        found = "A line break looks" if flat.joined == 1 else f"{flat.joined} line breaks look"
        warnings.warn(
            f"{found} like wrapped text, and the lines were joined; "
            "unwrap=False (--unwrap no) keeps every line apart.",
            WrappingWarning,
            stacklevel=3,
        )


def split_sentences(text: str, lang: str) -> tuple[Sentence, ...]:
    """The sentences of ``text`` alone, without its quotations.

    Raises:
        InputError: there are no rules for ``lang``.
    """
    return tuple(sentences_of(text, language_of_code(lang)))


def presegmented(lines: Sequence[str], lang: str = "fr") -> Document:
    r"""A document whose sentences are given: one item is one sentence, whatever it holds.

    The items are joined by ``"\n"``. White space at the edges of an item stays in the gap; an empty
    item gives an empty sentence, so that sentence ``k`` is always item ``k``. Each item counts as a
    paragraph.

    Raises:
        InputError: ``lines`` is not a sequence of ``str``, or there are no rules for ``lang``.
    """
    language_of_code(lang)
    if isinstance(lines, str | bytes):
        raise InputError("presegmented() takes a list of sentences, not one text; segment() splits a text.")
    items = items_of(lines, "the sentences")
    sentences: list[Sentence] = []
    start = 0
    for number, line in enumerate(items):
        if not isinstance(line, str):
            raise InputError(f"Sentence {number} is {type(line).__name__}, not str; decode it first.")
        body = line.strip()
        lead = line.index(body) if body else 0
        sentences.append(Sentence(start + lead, start + lead + len(body), body, number))
        start += len(line) + 1
    return with_quotations("\n".join(map(str, items)), tuple(sentences), lang)


def has_rules(lang: str) -> bool:
    """Whether there are rules for the sentences and quotations of a language."""
    return lang in codes()


def with_quotations(text: str, sentences: tuple[Sentence, ...], lang: str) -> Document:
    """A document of sentences that are known, its quotations found; none in a language without rules."""
    if not has_rules(lang):
        return Document(text, sentences, lang=lang)
    quotations, unpaired = find_quotations(text, sentences, language_of_code(lang))
    return Document(text, sentences, quotations, unpaired, lang)
