"""`bitext view`: a page to read and to correct."""

from __future__ import annotations

import bitext
from bitext.cli._files import Destination, check_output, is_stdout, named_format
from bitext.cli._shared import From, Output, Quiet, Saved, Strict, put


def view(
    file: Saved,
    output: Output = None,
    from_: From = None,
    strict: Strict = False,
    quiet: Quiet = False,
) -> None:
    """Make a page to read and to correct: FILE with the suffix .html, or --output.

    No file is written over but a page that bitext made.
    """
    path = None if is_stdout(output) else output or file.with_suffix(".html")
    check_output(path, [file], force=False, advice="")
    put(bitext.Bitext.load(file, from_, strict=strict), Destination(path, named_format("page")), quiet=quiet)
