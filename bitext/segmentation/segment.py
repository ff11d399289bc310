"""A text, or a list of sentences, to a document: sentences with offsets, and quotations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bitext.errors import InputError
from bitext.languages import codes, language_of_code
from bitext.quotations.find import find_quotations
from bitext.segmentation.sentences import sentences_of
from bitext.text.document import Document, Sentence

if TYPE_CHECKING:
    from collections.abc import Sequence


def segment(text: str, lang: str = "fr") -> Document:
    """Split ``text`` into sentences and find its quotations.

    A sentence has no white space at its edges, the gaps hold nothing else. A paragraph is a line that is not
    blank; a line break (of any kind that ``str.splitlines`` knows) always ends a sentence.

    Args:
        text: Any text; nothing of it is lost.
        lang: Its language: "fr" (French), "en" (English, American or British usage), or the code of one that
            :func:`bitext.languages.register` added.

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
    language = language_of_code(lang)
    if not isinstance(text, str):
        raise InputError(f"segment() takes a str, not {type(text).__name__}; decode bytes as UTF-8 first.")
    return with_quotations(text, tuple(sentences_of(text, language)), lang)


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
    sentences: list[Sentence] = []
    start = 0
    for number, line in enumerate(lines):
        if not isinstance(line, str):
            raise InputError(f"Sentence {number} is {type(line).__name__}, not str; decode it first.")
        body = line.strip()
        lead = line.index(body) if body else 0
        sentences.append(Sentence(start + lead, start + lead + len(body), body, number))
        start += len(line) + 1
    return with_quotations("\n".join(lines), tuple(sentences), lang)


def has_rules(lang: str) -> bool:
    """Whether there are rules for the sentences and quotations of a language."""
    return lang in codes()


def with_quotations(text: str, sentences: tuple[Sentence, ...], lang: str) -> Document:
    """A document of sentences that are known, its quotations found; none in a language without rules."""
    if not has_rules(lang):
        return Document(text, sentences, lang=lang)
    quotations, unpaired = find_quotations(text, sentences, language_of_code(lang))
    return Document(text, sentences, quotations, unpaired, lang)
