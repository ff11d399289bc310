"""Texts to a result: a text to its translation with links, or two texts to their links."""

from bitext.aligner.aligner import Aligner
from bitext.aligner.functions import align, translate
from bitext.aligner.kept_models import unload_models
from bitext.aligner.options import Options
from bitext.aligner.stream import PairStream

__all__ = ["Aligner", "Options", "PairStream", "align", "translate", "unload_models"]
