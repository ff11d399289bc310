"""A name that `bitext` does not have is an error for type checkers, and every name that it has is none."""

from __future__ import annotations

from pathlib import Path

from mypy import api

import bitext


def checked(tmp_path: Path, code: str) -> str:
    file = tmp_path / "program.py"
    file.write_text(code, encoding="utf-8")
    root = Path(bitext.__file__).parents[1]
    return api.run(
        [
            "--strict",
            "--config-file",
            str(root / "pyproject.toml"),
            "--cache-dir",
            str(root / ".mypy_cache"),
            str(file),
        ]
    )[0]


def test_type_checkers_know_the_names(tmp_path: Path):
    uses = "\n".join(f"print(bitext.{name})" for name in bitext.__all__)
    out = checked(tmp_path, f"import bitext\n{uses}\nbitext.tranlsate('Il pleut.')\n")
    assert 'Module has no attribute "tranlsate"' in out
    assert out.count("error:") == 1, out
