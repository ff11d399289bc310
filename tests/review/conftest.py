"""The browser that the tests of the page share, and a page in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from benchmarks.browser import chromium, opened
from tests.support.pages import news


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    news().save(tmp_path / "pont.html")
    with opened(browser, tmp_path / "pont.html") as found:
        yield found
