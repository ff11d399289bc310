"""What is aligned, as documents: texts, wrapped ones among them, and lists of sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bitext.errors import InputError
from bitext.result.bitext import Bitext
from bitext.segmentation.segment import (
    presegmented,
    unwrapped_document,
    unwrapped_sentences,
    warn_if_unsure,
)
from bitext.segmentation.wrapping import Unwrap
from bitext.text.characters import has_line_break
from bitext.text.document import Document, Span
from bitext.text.strings import strings_of
from bitext.translation.timing import stage
from bitext.translation.translator import Translator


def read_document(text: str | Sequence[str], lang: str, unwrap: Unwrap) -> tuple[Document, str]:
    """A text, or a list of which each item is one sentence, as a document.

    The text that comes with it has spaces in place of the breaks of wrapped lines.
    """
    if not isinstance(text, str):
        document = presegmented(text, lang)
        return document, document.text
    with stage("segment"):
        sentences, flat = unwrapped_sentences(text, lang, unwrap)
        warn_if_unsure(flat)
    with stage("quotations"):
        return unwrapped_document(text, sentences, flat, lang), flat.text


def flag_unwrapped(result: Bitext, *are_texts: bool) -> Bitext:
    """``result`` with the flag *unwrapped* on pairs that run over wrapped lines of a side that is a text."""
    pairs = tuple(
        replace(pair, flags=(*pair.flags, "unwrapped"))
        if any(
            is_text and any(has_line_break(sentence.text) for sentence in side)
            for is_text, side in zip(are_texts, (pair.source, pair.target), strict=True)
        )
        else pair
        for pair in result.pairs
    )
    return replace(result, pairs=pairs) if pairs != result.pairs else result


def join_tokens(tokens: Sequence[str]) -> tuple[str, list[Span]]:
    """A text that the tokens make, and the span of each; no space behind an elision."""
    text = ""
    spans = []
    for token in tokens:
        if text and not text.endswith(("'", "’")):
            text += " "
        spans.append(Span(len(text), len(text) + len(token)))
        text += token
    return text, spans


def link_tokens(
    translator: Translator, french: Sequence[str], english: Sequence[str]
) -> set[tuple[int, int]]:
    """The pairs (i, j) of tokens of a sentence and its translation that say the same.

    Raises:
        InputError: a side is one string instead of a list of tokens.
    """
    if isinstance(french, str) or isinstance(english, str):
        raise InputError("words() takes two lists of tokens, such as sentence.split().")
    source, source_tokens = join_tokens(strings_of(french, "the French tokens"))
    target, target_tokens = join_tokens(strings_of(english, "the English tokens"))
    if not source.strip() or not target.strip():
        return set()
    # Loose, a mark stays a piece of its own and does not draw the links of the word beside it.
    (attention,) = translator.align_words([(source, target)], tight=False)
    return set(attention.links(source_tokens, target_tokens))
