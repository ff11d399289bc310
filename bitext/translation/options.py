"""Options of a translation: their values, as the library and the command line take them."""

from __future__ import annotations

from typing import Literal

EngineName = Literal["auto", "ctranslate2", "transformers"]
"""What runs the model. *auto*: CTranslate2 on the processor and on CUDA, transformers on other devices."""

QuoteStyle = Literal["curly", "straight", "source"]
"""The form of the marks in the target: “ ” and inside ‘ ’, " " and inside ' ', or as in the source."""
