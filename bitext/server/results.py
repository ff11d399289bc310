"""Results as clients get them, and as they send them back."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from bitext.formats.json import write
from bitext.result.storage import format_of
from bitext.review.edits import read as read_corrections
from bitext.review.merge import merge
from bitext.server.refusals import Refusal

if TYPE_CHECKING:
    from bitext.result.bitext import Bitext
    from bitext.result.storage import Format


def as_json(result: Bitext) -> str:
    """A result as bitext saves it as JSON."""
    stream = io.StringIO()
    write(result, stream)
    return stream.getvalue()


def printed(result: Bitext, form: Format[Bitext]) -> str:
    """A result in a format that is text. Raises Refusal (400) where the format is none."""
    if form.print is None:
        raise Refusal(400, f"{form.title} cannot be sent; ask for another format.")
    stream = io.StringIO()
    form.print(result, stream)
    return stream.getvalue()


def corrected(result: Bitext, corrections: str | None) -> Bitext:
    """``result`` with corrections as the page exports them, where there are some.

    Raises:
        FormatError: they are no corrections.
        InputError: they were made in another version of the text.
    """
    return result if corrections is None else merge(result, read_corrections(corrections))


def named_format(name: str) -> Format[Bitext]:
    """The format of that name. Raises FormatError where there is none."""
    return format_of("", name)
