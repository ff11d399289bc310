"""Which language a text is in, so that a mistaken input is told; which one a tag in a file names."""

from __future__ import annotations

import os
import re
import warnings
from copy import copy
from functools import cache
from threading import Lock
from typing import Any

from bitext.errors import LanguageWarning
from bitext.text.document import Document

_SHORT = {"fra": "fr", "fre": "fr", "eng": "en"}
_SAMPLE = 4000
_LEAST_LETTERS = 60
_LEAST_PROBABILITY = 0.5
_LOADING = Lock()


@cache
def language_of_tag(tag: str) -> str:
    """The language that a tag (BCP 47) names, without country or script: ``fr`` for ``FR-fr`` or ``fra``."""
    first = re.split("[-_]", tag.strip().lower())[0]
    return _SHORT.get(first, first)


def language_of(text: str) -> str | None:
    """The ISO 639 code of the language of ``text``; None if it is too short or not clear enough."""
    sample = text[:_SAMPLE]
    if sum(character.isalpha() for character in sample) < _LEAST_LETTERS:
        return None
    found, probability = _identifier().classify(sample)
    return str(found) if probability >= _LEAST_PROBABILITY else None


def check_language(document: Document) -> None:
    """Warn (:class:`LanguageWarning`) where a document does not look like its language."""
    found = language_of(document.text)
    if found not in (None, document.lang):
        warnings.warn(
            f"The text looks like {found!r}, not {document.lang!r}. The work goes on all the same.",
            LanguageWarning,
            stacklevel=3,
        )


def _after_fork() -> None:
    """In a forked process: nobody is loading what another thread of the parent was loading."""
    global _LOADING  # noqa: PLW0603 - a lock that no thread of this process will ever release
    _LOADING = Lock()


if hasattr(os, "register_at_fork"):  # not on Windows, which does not fork
    os.register_at_fork(after_in_child=_after_fork)


def likelihood(text: str, code: str, other: str) -> float:
    """The probability that ``text`` is in the language ``code``, if it is in that or in the ``other`` one."""
    return float(dict(_identifier(code, other).rank(text[:_SAMPLE]))[code])


def likelihoods(text: str, *codes: str) -> dict[str, float]:
    """The probability of each of ``codes`` that ``text`` is in that language, if it is in one of them."""
    rank = dict(_identifier(*sorted(codes)).rank(text[:_SAMPLE]))
    return {code: float(rank[code]) for code in codes}


def load_identifier() -> None:
    """Load what identifies languages, which takes a moment, before it is needed; from any thread."""
    with _LOADING:
        _identifier_of_all()


@cache
def _identifier(*codes: str) -> Any:
    """What identifies languages, among ``codes`` or all that it knows."""
    with _LOADING:
        made = copy(_identifier_of_all())
    if codes:
        made.set_languages(list(codes))
    return made


@cache
def _identifier_of_all() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
