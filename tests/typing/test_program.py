"""Strict types: a program of every public name passes, wrong uses do not, and it runs."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from mypy import api

import bitext
from tests.support.processes import python

ROOT = Path(bitext.__file__).parents[1]
RUN = "import sys; from pathlib import Path; from tests.typing.program import main; main(Path(sys.argv[1]))"
PROGRAM = Path(__file__).with_name("program.py")

WRONG = {
    "bitext.tranlsate('Il pleut.')": 'Module has no attribute "tranlsate"',
    "bitext.translate(3)": 'Argument 1 to "translate" has incompatible type "int"',
    "bitext.translate('Oui.', quality='great')": 'Argument "quality" to "translate"',
    "bitext.translate('Oui.').quotes[0].source.text": 'Item "None" of "Quotation | None"',
    "bitext.translate('Oui.')['first']": "No overload variant of",
    "bitext.segment('Oui.')[0].verdict": '"Sentence" has no attribute "verdict"',
    "bitext.load_model().translate('Oui.').text": '"list[Translation]" has no attribute "text"',
    "bitext.formats().tmx": '"dict[str, Format[Any]]" has no attribute "tmx"',
    "bitext.score(['Yes.'], 3)": 'Argument 2 to "score" has incompatible type "int"',
}


@pytest.fixture(scope="module")
def errors(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What ``mypy --strict`` says of the program and of a file of wrong uses, by file."""
    folder = tmp_path_factory.mktemp("types")
    right, wrong = folder / "right.py", folder / "wrong.py"
    right.write_text(PROGRAM.read_text(encoding="utf-8"), encoding="utf-8")
    wrong.write_text("\n".join(["import bitext", *WRONG]), encoding="utf-8")
    out, err, _ = api.run(
        [
            "--strict",
            f"--config-file={ROOT / 'pyproject.toml'}",
            f"--cache-dir={ROOT / '.mypy_cache'}",
            str(right),
            str(wrong),
        ]
    )
    assert not err
    lines = [line for line in out.splitlines() if ": error: " in line]
    assert all(Path(line.split(":")[0]).name in ("right.py", "wrong.py") for line in lines), out
    return {name: [line for line in lines if f"{name}:" in line] for name in ("right.py", "wrong.py")}


@pytest.mark.slow
def test_every_public_name_passes_strictly(errors: dict[str, list[str]]):
    assert errors["right.py"] == []


@pytest.mark.slow
@pytest.mark.parametrize(("number", "said"), list(enumerate(WRONG.values(), start=2)))
def test_wrong_uses_are_errors(errors: dict[str, list[str]], number: int, said: str):
    found = [line for line in errors["wrong.py"] if f"wrong.py:{number}:" in line]
    assert any(said in line for line in found), found


def test_the_program_uses_every_public_name():
    imported = {
        alias.name
        for node in ast.walk(ast.parse(PROGRAM.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "bitext"
        for alias in node.names
    }
    assert imported | {"__version__"} == set(bitext.__all__)


@pytest.mark.model
def test_it_runs(tmp_path: Path):
    done = python(RUN, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "True" in done.stdout.decode()
