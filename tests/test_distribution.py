"""What would be published: all of the project in the source archive, all of the package in the wheel."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder

import bitext

ROOT = Path(bitext.__file__).parents[1]
NEEDED = {"benchmarks", "bitext", "docs", "examples", "models", "tests", "training"}
NEEDED_FILES = {"CHANGELOG.md", "LICENSE", "Makefile", "README.md", "constraints.txt", "pyproject.toml"}
RELATIVE = re.compile(r"\]\((?!https?:|#|mailto:)([^)]*)\)")


def in_sdist() -> set[str]:
    return {
        file.relative_path.replace("\\", "/") for file in SdistBuilder(str(ROOT)).recurse_included_files()
    }


def in_wheel() -> set[str]:
    files = WheelBuilder(str(ROOT)).recurse_included_files()
    return {file.distribution_path.replace("\\", "/") for file in files}


def test_the_source_archive_has_what_the_tests_need():
    found = in_sdist()
    assert {name.split("/")[0] for name in found} >= NEEDED | NEEDED_FILES
    here = {path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("*.py")}
    assert here <= found
    assert not [name for name in found if "__pycache__" in name or name.startswith((".venv", "dist/"))]


def test_the_source_archive_has_all_that_is_tracked():
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("this is no clone")
    done = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, stdout=subprocess.PIPE, check=True)  # noqa: S603 (no input)
    tracked = {name for name in done.stdout.decode().split("\0") if name and (ROOT / name).is_file()}
    left_out = {name.split("/")[0] for name in tracked - in_sdist()}
    assert all(name.startswith(".") for name in left_out), left_out
    assert not {".gitignore", ".github"} & left_out


def test_the_wheel_has_the_package_and_the_models():
    found = in_wheel()
    package = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "bitext").rglob("*")
        if path.is_file() and path.suffix != ".pyc" and path.relative_to(ROOT / "bitext").parts[0] != "models"
    }
    models = {f"bitext/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "models").rglob("model.*")}
    assert package | models <= found
    assert {name.split("/")[0] for name in found} == {"bitext"}
    assert "bitext/py.typed" in found


def test_the_description_has_no_link_that_leads_nowhere():
    described = SdistBuilder(str(ROOT)).metadata.core.readme
    assert "# bitext" in described
    assert RELATIVE.findall(described) == []
