"""The shape of the package: what lies where, and that its packages hand names on and define nothing."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import bitext

ROOT = Path(bitext.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))
LOOSE = {"__init__.py", "__main__.py", "errors.py"}
LONGEST = 400

PUBLIC = {
    *("Aligner", "Bitext", "align", "load", "score", "segment", "__version__"),
    *("BitextError", "BitextWarning", "CacheError", "CharacterWarning", "ChecksumError", "EncodingError"),
    *("ExchangeWarning", "FormatError", "InputError", "LanguageWarning", "MismatchWarning", "ModelError"),
    *("MissingDependencyError", "ModelUnavailableError", "ShapeError", "UnknownModelError"),
}
"""Names that version 0.1 had; none of them goes."""


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_the_public_names_are_there():
    assert set(bitext.__all__) >= PUBLIC


def test_no_module_lies_loose():
    assert {path.name for path in ROOT.glob("*.py")} == LOOSE


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_file_is_too_long_to_be_read(path: Path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("path", [path for path in MODULES if path.name == "__init__.py"][1:], ids=name)
def test_a_package_hands_names_on_and_defines_nothing(path: Path):
    body = ast.parse(path.read_text(encoding="utf-8")).body
    for node in body[1:]:
        assert isinstance(node, ast.ImportFrom) or ast.unparse(node).startswith("__all__ = ")
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_nothing_outside_the_tests_imports_from_them():
    top = ROOT.parent
    files = [
        path
        for folder in ("bitext", "benchmarks", "docs", "examples")
        for path in (top / folder).rglob("*.py")
    ]
    for path in files:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                assert node.module.split(".")[0] != "tests", path
