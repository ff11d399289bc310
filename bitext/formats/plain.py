"""The target alone, exactly as it is in ``bitext.target.text``; can be written, not read."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from bitext.result.storage import independent_parts, text_format

if TYPE_CHECKING:
    from bitext.result.bitext import Bitext


def write(bitext: Bitext, stream: TextIO) -> None:
    """Writes the target text."""
    stream.write(bitext.target.text)


FORMAT = text_format(
    "text", "plain text", (".txt",), write, holds=("target",), parts=independent_parts(write)
)
