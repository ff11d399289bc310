"""The command as a process: its streams, its signals, its exit codes.

Exit codes: 0 fine; 1 a file, a model or what is in it does not do; 2 the command line does not (an option,
a format, a suffix that there is not, or two that do not go together); 130 interrupted, 143 terminated (128
and the number of the signal). A message explains 1 and 2.

What the commands need is imported when it is needed, so that an interrupt in the first moment ends in a clear
line, too.
"""

from __future__ import annotations

import errno
import io
import os
import signal
import sys
import warnings
from contextlib import suppress
from threading import Timer
from typing import TYPE_CHECKING, Final, TextIO

from bitext.cli._messages import WRITTEN, say
from bitext.errors import BitextError, BitextWarning

if TYPE_CHECKING:
    from types import FrameType

_SIGNALS: Final = {signal.SIGINT: "interrupted", signal.SIGTERM: "terminated"}
_SOON: Final = 0.02
"""Seconds after which a signal that was dropped comes again."""
_PATIENCE: Final = 2
"""Signals after which the process no longer waits for what it cleans up."""
_NUMBERS: Final = (0, 1, 2)
"""The descriptors of the standard streams."""


class Interrupted(BaseException):
    """INT or TERM; not an Exception, so that nothing on the way takes it for an error."""


class _Received:
    """The signals that came, in order.

    The first one ends what is done. The second does not break off what the first one cleans up; the third
    ends the process, in case that hangs.
    """

    def __init__(self) -> None:
        self.numbers: list[signal.Signals] = []

    def take(self, number: int, frame: FrameType | None) -> None:
        """The handler of the signals."""
        del frame
        self.numbers.append(signal.Signals(number))
        if len(self.numbers) == 1:
            raise Interrupted
        if len(self.numbers) > _PATIENCE:
            _leave(self.numbers[0])

    def take_again(self, dropped: sys.UnraisableHookArgs) -> None:
        """Python drops what is raised in a finaliser; the signal that was comes again a little later."""
        if issubclass(dropped.exc_type, Interrupted) and self.numbers:
            Timer(_SOON, os.kill, (os.getpid(), self.numbers.pop(0))).start()
        else:
            sys.__unraisablehook__(dropped)


def main() -> None:
    """Run the command line; what a user can cause ends in one line, not in a traceback."""
    received = _Received()
    before = {number: signal.signal(number, received.take) for number in _SIGNALS}
    sys.unraisablehook = received.take_again
    try:
        _run()
    finally:
        # Not only where it is raised: Python wraps what comes up while a class is made.
        if received.numbers:
            _leave(received.numbers[0])
        sys.unraisablehook = sys.__unraisablehook__
        for number, handler in before.items():
            signal.signal(number, handler)


def _run() -> None:
    """The command, and what it printed: a full disk or a closed pipe shows at the latest here."""
    _open_streams()
    _ignore_sizes()
    with warnings.catch_warnings():
        warnings.simplefilter("always", BitextWarning)
        warnings.showwarning = _show_warning
        try:
            _run_commands()
        except BitextError as error:
            say(error)
            sys.exit(1)
        except BrokenPipeError:
            _drop_output()
            sys.exit(1)
        except OSError as error:
            _drop_output()
            closed = error.errno == errno.EBADF and "standard output is closed"
            say(f"cannot go on: {closed or error.strerror or error}.")
            sys.exit(1)


def _run_commands() -> None:
    from bitext.cli._files import UsageError
    from bitext.cli.app import app

    try:
        app()
    except UsageError as error:
        say(error)
        sys.exit(2)
    finally:
        sys.stdout.flush()


def _leave(number: signal.Signals) -> None:
    """Leave no temporary files behind, say what was written, and be gone."""
    for each in _SIGNALS:
        signal.signal(each, signal.SIG_IGN)
    store = sys.modules.get("bitext.catalog.store")
    if store is not None:
        store.remove_passing_folders()
    say(f"{_SIGNALS[number]}; {WRITTEN}.")
    sys.stderr.flush()
    # At once: a normal exit would wait for the batches that the engine still has in hand.
    os._exit(128 + number)


def _open_streams() -> None:
    """Streams in UTF-8; one that is closed is opened so that no file takes its number, and refuses to write.

    What is said on a closed standard error goes nowhere.
    """
    for number in _NUMBERS:
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_WRONLY if number == _NUMBERS[-1] else os.O_RDONLY)
    if sys.stdout is None:
        sys.stdout = open(1, "w", closefd=False)  # noqa: SIM115 (as long as the process lives)
    if sys.stderr is None:
        sys.stderr = open(2, "w", closefd=False)  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _ignore_sizes() -> None:
    """Forget a terminal that is said to be 0 columns wide: nothing could be printed on it."""
    for name in ("COLUMNS", "LINES"):
        if not os.environ.get(name, "1").strip("0 "):
            del os.environ[name]


def _drop_output() -> None:
    """Send to nowhere what could not be printed, so that leaving does not try again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    with suppress(OSError, ValueError):
        os.dup2(nowhere, sys.stdout.fileno())


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
        say(message)
