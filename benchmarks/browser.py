"""A browser for what is measured, tested and pictured: Chromium, driven by Playwright.

``python -m benchmarks.browser`` looks for one and gets it where there is none: the package of the
distribution (as root, with apt), or else Playwright's own download. Where neither can be had, it fails with
one line.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_APT = ("apt-get", "-o", "Acquire::Retries=1", "-o", "Acquire::http::Timeout=30", "--quiet=2", "--yes")
_PLAYWRIGHT = (sys.executable, "-m", "playwright", "install", "chromium")
_MISSING = (
    "No Chromium is on the PATH, and none was downloaded by Playwright: install the package `chromium` of "
    "your distribution, or run `python -m playwright install --with-deps chromium`."
)
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find() -> str | None:
    """The path of a Chromium that starts: one on the PATH, or Playwright's own; None where there is none."""
    return next((path for path in _candidates() if _starts(path)), None)


def _candidates() -> Iterator[str]:
    """Paths where a Chromium may be; Playwright is asked only where the PATH has none."""
    yield from filter(None, map(shutil.which, _NAMES))
    with sync_playwright() as playwright:
        yield playwright.chromium.executable_path


def _starts(path: str) -> bool:
    """Whether the program can say its version: a library that is missing, or a placeholder, shows here."""
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)  # noqa: S603 - a browser, looked for by its name
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def get() -> str:
    """The path of a Chromium, which is installed first where there is none. Raises RuntimeError."""
    found = find()
    for commands in _installations():
        if found is None:
            for command in commands:
                subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - the constants above
            found = find()
    if found is None:
        raise RuntimeError(_MISSING)
    return found


def _installations() -> Iterator[tuple[tuple[str, ...], ...]]:
    """How a Chromium is installed here: by the distribution where that can be, else by Playwright."""
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        yield (*_APT, "update"), (*_APT, "install", "--no-install-recommends", "chromium")
    yield (_PLAYWRIGHT,)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Chromium without a window. Raises RuntimeError where there is none."""
    found = find()
    if found is None:
        raise RuntimeError(_MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(_QUIET))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened(browser: Browser, path: Path, fragment: str = "", **options: Any) -> Iterator[Page]:
    """A file in a page of its own. Raises RuntimeError for an error of its script or a request elsewhere."""
    context = browser.new_context(**{"viewport": {"width": 1300, "height": 900}, **options})
    page = context.new_page()
    trouble: list[str] = []
    page.on("pageerror", lambda error: trouble.append(f"script: {error}"))
    page.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
    page.on(
        "request",
        lambda request: trouble.append(request.url) if request.url[:5] not in ("file:", "blob:") else None,
    )
    try:
        page.goto(f"{path.as_uri()}{fragment}")
        yield page
    finally:
        context.close()
    if trouble:
        raise RuntimeError("; ".join(trouble))


def main() -> int:
    """Print the path of the Chromium that is used, installed first if need be; 1 where there is none."""
    try:
        sys.stdout.write(f"{get()}\n")
    except RuntimeError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
