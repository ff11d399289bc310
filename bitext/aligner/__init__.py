"""Texts to a result: a text to its translation with links, or two texts to their links."""

from bitext.aligner.aligner import Aligner, Options, align

__all__ = ["Aligner", "Options", "align"]
