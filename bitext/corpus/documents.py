"""What a corpus consists of: documents on their way in, and what became of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CorpusDocument:
    """One document of a corpus.

    ``number`` counts from 0 over all inputs and is its own. ``name`` is the name that the corpus gives it,
    else where it was read (``news.jsonl:17``). Its text is ``source``, with ``target`` where there is a
    translation; or it is in the file ``path``, which a worker reads. ``size`` is in characters, of a file in
    bytes; ``reached`` is how many bytes of all inputs had been read behind it. ``reason``, if any, says why
    it cannot be worked on.
    """

    number: int
    name: str
    source: str = ""
    target: str | None = None
    path: str = ""
    size: int = 0
    reached: int = 0
    reason: str = ""


Record = Callable[[int], CorpusDocument]
"""A document that is there to be taken: makes it, given its number."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document: ``pairs`` rows of JSON in ``lines``, or the ``reason`` why there are none.

    ``repeats``: the number of the document that has the same text and came first. ``warnings`` were given on
    the way.
    """

    number: int
    name: str
    lines: bytes = b""
    pairs: int = 0
    reason: str = ""
    repeats: int | None = None
    warnings: tuple[str, ...] = ()
