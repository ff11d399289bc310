"""How a model is kept for CTranslate2, whoever converts it."""

from __future__ import annotations

from typing import Final

WRITABLE: Final = "target_vocabulary.json"
"""CTranslate2's name for the file with the pieces that can be written, where these are not all."""
NEVER: Final = -1_000
"""A piece with a lower bias is never written."""
QUANTIZATION: Final = "int8"
