"""The command line: reads files, calls the library, prints. No logic of its own.

Exit codes: 0 fine; 1 a file, a model or what is in it does not do; 2 the command line does not (an option,
a format, a suffix that there is not, or two that do not go together); 130 interrupted. A message explains
1 and 2.
"""

from __future__ import annotations

import io
import os
import signal
import sys
import warnings
from typing import Annotated, TextIO

import typer

import bitext
from bitext.cli import models
from bitext.cli._files import UsageError
from bitext.cli.align import align
from bitext.cli.convert import convert
from bitext.cli.formats import formats
from bitext.cli.merge import merge
from bitext.cli.quotes import quotes
from bitext.cli.score import score
from bitext.cli.segment import segment
from bitext.cli.translate import translate
from bitext.cli.view import view
from bitext.errors import BitextError, BitextWarning

_HELP = {"help_option_names": ["-h", "--help"]}

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, context_settings=_HELP)
for _command in (translate, align, view, convert, merge, formats, segment, quotes, score):
    app.command(context_settings=_HELP)(_command)
app.add_typer(models.app, name="models")

_INTERRUPTED = 130


class _Interrupted(BaseException):
    """Ctrl-C; not an Exception, so that nothing on the way takes it for an error."""


def main() -> None:
    """Run the command line; what a user can cause ends in one line, not in a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    signal.signal(signal.SIGINT, _interrupt)
    with warnings.catch_warnings():
        warnings.simplefilter("always", BitextWarning)
        warnings.showwarning = _show_warning
        try:
            _run()
        except UsageError as error:
            sys.stderr.write(f"bitext: {error}\n")
            sys.exit(2)
        except BitextError as error:
            sys.stderr.write(f"bitext: {error}\n")
            sys.exit(1)
        except BrokenPipeError:
            _drop_output()
            sys.exit(1)
        except OSError as error:
            _drop_output()
            sys.stderr.write(f"bitext: cannot go on: {error.strerror or error}.\n")
            sys.exit(1)
        except _Interrupted:
            sys.stderr.write("bitext: interrupted; nothing was written.\n")
            sys.stderr.flush()
            # At once: a normal exit would wait for the batches that the engine still has in hand.
            os._exit(_INTERRUPTED)


def _run() -> None:
    """The command, and what it printed: a full disk or a closed pipe shows at the latest here."""
    try:
        app()
    finally:
        sys.stdout.flush()


def _drop_output() -> None:
    """Send to nowhere what could not be printed, so that leaving does not try again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Print the version.", is_eager=True)] = False,
) -> None:
    """French text in, English text out: every line linked, every quotation mark accounted for."""
    if version:
        sys.stdout.write(f"bitext {bitext.__version__}\n")
        raise typer.Exit


def _show_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    del filename, lineno, file, line
    if issubclass(category, BitextWarning):
        sys.stderr.write(f"bitext: {message}\n")


def _interrupt(*_: object) -> None:
    raise _Interrupted
