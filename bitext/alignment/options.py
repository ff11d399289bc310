"""Options of sentence alignment: their values, as the library and the command line take them."""

from __future__ import annotations

from typing import Literal

BridgeName = Literal["translation", "embeddings", "combined", "length"]
"""What two texts are compared by: machine translation, sentence embeddings, both, or lengths."""
