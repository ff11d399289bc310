"""What several tests need."""

from __future__ import annotations

import shutil
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import pytest
from hypothesis import settings

from benchmarks.browser import find
from bitext.cli import main

# How long an example takes depends on what else the machine does.
settings.register_profile("without a deadline", deadline=None)
settings.load_profile("without a deadline")


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str


_NO_BROWSER = (
    "No Chromium that starts: `make browser` gets one; without it, the tests of the page are skipped."
)


@cache
def _browser() -> str | None:
    return find()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Tests that drive a browser or an office program are skipped where there is none, each with one line."""
    if item.get_closest_marker("office") and shutil.which("soffice") is None:
        pytest.skip("No LibreOffice: apt-get install libreoffice-writer-nogui; its tests are skipped.")
    if item.get_closest_marker("browser") and _browser() is None:
        pytest.skip(_NO_BROWSER)


Command = Callable[..., Done]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs the command line in this process; the signal handler is put back."""

    def run(*arguments: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["bitext", *map(str, arguments)])
        before = signal.getsignal(signal.SIGINT)
        try:
            with pytest.raises(SystemExit) as left:
                main()
        finally:
            signal.signal(signal.SIGINT, before)
        out, err = capsys.readouterr()
        code = left.value.code
        return Done(code if isinstance(code, int) else 0, out, err)

    return run
