"""`bitext view`: a page to read and to correct."""

from __future__ import annotations

import bitext
from bitext.cli._shared import From, Output, Quiet, Saved, check_output, put


def view(file: Saved, output: Output = None, from_: From = None, quiet: Quiet = False) -> None:
    """Make a page to read and to correct: FILE with the suffix .html, or --output."""
    page = output or file.with_suffix(".html")
    chosen = check_output(page, "page")
    put(bitext.Bitext.load(file, from_), page, chosen, quiet=quiet)
