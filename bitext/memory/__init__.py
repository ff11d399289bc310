"""A translation memory: sentences that were translated before, found again word for word, and like ones."""

from bitext.memory.entries import MemoryChanges, MemoryEntry, MemoryInfo, MemoryMatch, Trust
from bitext.memory.memory import TranslationMemory, bitext_of

__all__ = [
    "MemoryChanges",
    "MemoryEntry",
    "MemoryInfo",
    "MemoryMatch",
    "TranslationMemory",
    "Trust",
    "bitext_of",
]
