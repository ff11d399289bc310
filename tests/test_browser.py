"""How the tests of the page find a Chromium, and what they say where there is none."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from benchmarks import browser

pytest_plugins = ["pytester"]


def program(path: Path, code: int) -> None:
    """A program that ends with this code."""
    path.write_text(f"#!{sys.executable}\nraise SystemExit({code})\n", encoding="utf-8")
    path.chmod(0o755)


def test_a_program_that_does_not_start_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    program(tmp_path / "chromium", 127)
    program(tmp_path / "google-chrome", 0)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert browser.find() == str(tmp_path / "google-chrome")


def test_none_is_found_where_none_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "browsers"))
    assert browser.find() is None


def test_where_none_can_be_installed_one_line_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(browser, "find", lambda: None)
    monkeypatch.setattr(browser, "_installations", lambda: iter([((sys.executable, "-c", ""),)]))
    assert browser.main() == 1
    out, err = capsys.readouterr()
    assert not out
    assert "install the package `chromium`" in err
    assert err.count("\n") == 1


def test_marked_tests_are_skipped_with_one_line(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch):
    root = Path(browser.__file__).parents[1]
    pytester.makeconftest((root / "tests" / "conftest.py").read_text(encoding="utf-8"))
    pytester.makepyfile(
        """
        import pytest

        pytestmark = pytest.mark.browser

        def test_one():
            raise AssertionError

        def test_two():
            raise AssertionError
        """
    )
    monkeypatch.setenv("PYTHONPATH", str(root))
    monkeypatch.setenv("PATH", os.fspath(pytester.path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", os.fspath(pytester.path))
    done = pytester.runpytest_subprocess("-ra")
    done.assert_outcomes(skipped=2)
    done.stdout.fnmatch_lines(["SKIPPED [[]2[]] *make browser*"])
