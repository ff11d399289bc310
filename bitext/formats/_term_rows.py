"""A term as a file of a glossary has it."""

from __future__ import annotations

from typing import NamedTuple


class TermRow(NamedTuple):
    """A term as a file has it, and the number of its line, counted from 1."""

    source: str
    target: str
    line: int
