"""The options of an aligner, and their values."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, Final, Literal, TypedDict, get_args

from bitext import catalog
from bitext.alignment.options import BridgeName
from bitext.errors import InputError
from bitext.memory import TranslationMemory
from bitext.result.bitext import Bitext
from bitext.segmentation.wrapping import Unwrap
from bitext.terms.glossary import check_terms
from bitext.translation.options import DialogueStyle, EngineName, Quality, QuoteStyle

SourceLanguage = Literal["fr", "en"]
"""Which of two texts is the original, by its language."""

Memory = str | os.PathLike[str] | TranslationMemory | Bitext
"""What an aligner takes as its translation memory: an index or a bitext, by its path or as it is."""

_VALUES: Final[dict[str, Any]] = {
    "bridge": BridgeName,
    "quotes": QuoteStyle,
    "dialogue": DialogueStyle,
    "quality": Quality,
    "unwrap": Unwrap,
}
"""The options that have a few values, with the types that list them."""


class Options(TypedDict, total=False):
    """The options of :class:`bitext.Aligner`, :func:`bitext.translate` and :func:`bitext.align`.

    ``model``, ``engine``, ``device``, ``batch_size``, ``threads``: as for :func:`bitext.load_model`;
    ``download_progress`` is its ``progress``. ``quality`` and ``beam``: as for
    :meth:`bitext.Translator.translate`. ``quotes``, ``stray``, ``split_clauses``, ``dialogue``: the
    marks of the English; ``glossary``: terms and their English; ``memory``: translations that there are;
    ``unwrap``: wrapped lines; ``bridge``, ``encoder``: what two texts are compared by; see
    :class:`bitext.Aligner`.

    Example:
        >>> import bitext
        >>> options: bitext.Options = {"quality": "fast", "quotes": "straight"}
        >>> result = bitext.translate("« Oui », dit-il.", **options)
    """

    model: str | os.PathLike[str]
    engine: EngineName
    device: str
    quotes: QuoteStyle
    stray: bool
    split_clauses: bool
    dialogue: DialogueStyle
    unwrap: Unwrap
    glossary: Mapping[str, str | None] | None
    memory: Memory | None
    quality: Quality
    beam: int | None
    batch_size: int | None
    threads: int | None
    bridge: BridgeName
    encoder: str | None
    download_progress: catalog.Progress | None


def check_options(**options: object) -> None:
    """Make sure that each of the options has one of its values.

    Raises:
        InputError: if one has not.
    """
    for name, value in options.items():
        known = get_args(_VALUES[name])
        if value not in known:
            raise InputError(f"{name} must be one of {', '.join(map(str, known))}, not {value!r}.")


def checked_glossary(glossary: Mapping[str, str | None] | None) -> dict[str, str | None]:
    """A copy of a glossary. Raises InputError where it cannot be used."""
    if glossary is None:
        return {}
    check_terms(glossary)
    return dict(glossary)
