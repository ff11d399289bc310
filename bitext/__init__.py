"""French text in, English text out: every line linked, every quotation mark accounted for.

This is the public face. Importing it is light: what a name needs is loaded when the name is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bitext.errors import (
    BitextError,
    BitextWarning,
    CacheError,
    CharacterWarning,
    ChecksumError,
    DecodingWarning,
    EncodingError,
    ExchangeWarning,
    FormatError,
    InputError,
    LanguageWarning,
    MismatchWarning,
    MissingDependencyError,
    ModelError,
    ModelUnavailableError,
    RetiredModelWarning,
    ShapeError,
    StandardWarning,
    StructureWarning,
    UnknownModelError,
)

if TYPE_CHECKING:
    from bitext import corpus
    from bitext.aligner import Aligner, Options, PairStream, align, translate, unload_models
    from bitext.formats._glossary import load_glossary
    from bitext.memory import MemoryChanges, MemoryEntry, MemoryInfo, MemoryMatch, TranslationMemory, Trust
    from bitext.metrics import Comparison, Metric, Scores, SystemMetric, SystemScores, compare, score
    from bitext.result.alternatives import Alternative
    from bitext.result.bitext import Bitext
    from bitext.result.flags import FLAGS
    from bitext.result.links import QuoteLink, QuoteSpeaker, WordLink, WordLinks
    from bitext.result.pair import Pair, Side
    from bitext.result.projection import Projection, Projector
    from bitext.result.search import FoundWords
    from bitext.result.storage import Format, formats
    from bitext.result.terms import DocumentTerm, TermUse
    from bitext.review.terms import choose_term
    from bitext.segmentation.segment import segment
    from bitext.text.document import Document, Quotation, Sentence, Span, Speaker, TextSpan
    from bitext.translation.joining import Translation
    from bitext.translation.loading import load, load_model
    from bitext.translation.translator import Translator

    __version__: str

_LAZY = {
    "FLAGS": "bitext.result.flags",
    "Aligner": "bitext.aligner",
    "Alternative": "bitext.result.alternatives",
    "Bitext": "bitext.result.bitext",
    "Comparison": "bitext.metrics",
    "DocumentTerm": "bitext.result.terms",
    "Document": "bitext.text.document",
    "Format": "bitext.result.storage",
    "FoundWords": "bitext.result.search",
    "MemoryChanges": "bitext.memory",
    "MemoryEntry": "bitext.memory",
    "MemoryInfo": "bitext.memory",
    "MemoryMatch": "bitext.memory",
    "Metric": "bitext.result.scores",
    "Options": "bitext.aligner",
    "Pair": "bitext.result.pair",
    "PairStream": "bitext.aligner",
    "Projection": "bitext.result.projection",
    "Projector": "bitext.result.projection",
    "Quotation": "bitext.text.document",
    "QuoteLink": "bitext.result.links",
    "QuoteSpeaker": "bitext.result.links",
    "Scores": "bitext.result.scores",
    "Sentence": "bitext.text.document",
    "Side": "bitext.result.pair",
    "Span": "bitext.text.document",
    "Speaker": "bitext.text.document",
    "SystemMetric": "bitext.metrics",
    "SystemScores": "bitext.metrics",
    "TermUse": "bitext.result.terms",
    "TextSpan": "bitext.text.document",
    "Translation": "bitext.translation.joining",
    "TranslationMemory": "bitext.memory",
    "Translator": "bitext.translation.translator",
    "Trust": "bitext.memory",
    "WordLink": "bitext.result.links",
    "WordLinks": "bitext.result.links",
    "align": "bitext.aligner",
    "choose_term": "bitext.review.terms",
    "compare": "bitext.metrics",
    "load": "bitext.translation.loading",
    "load_glossary": "bitext.formats._glossary",
    "load_model": "bitext.translation.loading",
    "score": "bitext.metrics",
    "segment": "bitext.segmentation.segment",
    "translate": "bitext.aligner",
    "unload_models": "bitext.aligner",
}
"""The public names that are loaded when they are first used, and the modules that they come from."""

__all__ = [
    "FLAGS",
    "Aligner",
    "Alternative",
    "Bitext",
    "BitextError",
    "BitextWarning",
    "CacheError",
    "CharacterWarning",
    "ChecksumError",
    "Comparison",
    "DecodingWarning",
    "Document",
    "DocumentTerm",
    "EncodingError",
    "ExchangeWarning",
    "Format",
    "FormatError",
    "FoundWords",
    "InputError",
    "LanguageWarning",
    "MemoryChanges",
    "MemoryEntry",
    "MemoryInfo",
    "MemoryMatch",
    "Metric",
    "MismatchWarning",
    "MissingDependencyError",
    "ModelError",
    "ModelUnavailableError",
    "Options",
    "Pair",
    "PairStream",
    "Projection",
    "Projector",
    "Quotation",
    "QuoteLink",
    "QuoteSpeaker",
    "RetiredModelWarning",
    "Scores",
    "Sentence",
    "ShapeError",
    "Side",
    "Span",
    "Speaker",
    "StandardWarning",
    "StructureWarning",
    "SystemMetric",
    "SystemScores",
    "TermUse",
    "TextSpan",
    "Translation",
    "TranslationMemory",
    "Translator",
    "Trust",
    "UnknownModelError",
    "WordLink",
    "WordLinks",
    "__version__",
    "align",
    "choose_term",
    "compare",
    "corpus",
    "formats",
    "load",
    "load_glossary",
    "load_model",
    "score",
    "segment",
    "translate",
    "unload_models",
]

if not TYPE_CHECKING:  # a type checker would take any name for one of the package's

    def __getattr__(name: str) -> object:
        from importlib import import_module

        if name in _LAZY:
            found = getattr(import_module(_LAZY[name]), name)
        elif name in ("corpus", "formats"):
            found = import_module(f"bitext.{name}")  # formats can be called, too
        elif name == "__version__":
            from importlib.metadata import version

            found = version("bitext")
        else:
            raise AttributeError(f"module 'bitext' has no attribute {name!r}")
        globals()[name] = found
        return found


def __dir__() -> list[str]:
    return sorted(__all__)
