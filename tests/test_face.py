"""The public face: light to import, and its names are what they say in whatever order modules load."""

from __future__ import annotations

import pytest

import bitext
from tests.support.processes import python

HEAVY = (
    "torch",
    "transformers",
    "ctranslate2",
    "sentencepiece",
    "huggingface_hub",
    "sacrebleu",
    "numpy",
    "rich",
    "typer",
)


def run(code: str) -> str:
    done = python(code)
    assert done.returncode == 0, done.stderr
    return done.stdout.decode().strip()


@pytest.mark.parametrize("use", ["", "; bitext.segment('Oui. Non.')", "; dir(bitext)"])
def test_importing_is_light(use: str):
    assert run(f"import sys, bitext{use}; print([m for m in {HEAVY} if m in sys.modules])") == "[]"


def test_the_command_line_starts_without_the_model():
    heavy = ("torch", "transformers", "ctranslate2", "sacrebleu")
    assert run(f"import sys, bitext.cli.app; print([m for m in {heavy} if m in sys.modules])") == "[]"


@pytest.mark.parametrize(
    "first",
    [
        "import bitext.segmentation.sentences, bitext.metrics",
        "from bitext import align, load, score, segment",
        "import bitext.cli.app",
        "import bitext.aligner.aligner, bitext.translation.translator",
        "from bitext.segmentation.segment import presegmented",
        "import bitext",
    ],
)
@pytest.mark.parametrize(
    "then", ["import bitext.segmentation.sentences, bitext.metrics, bitext.aligner.aligner", "import bitext"]
)
def test_names_are_functions_in_any_order(first: str, then: str):
    code = (
        f"{first}; {then}; import bitext as b; print(*map(callable, (b.segment, b.score, b.align, b.load)))"
    )
    assert run(code) == "True True True True"


def test_every_public_name_is_there():
    assert [name for name in bitext.__all__ if not hasattr(bitext, name)] == []
    assert dir(bitext) == sorted(bitext.__all__)


def test_the_errors_are_one_tree():
    errors = [getattr(bitext, name) for name in bitext.__all__ if name.endswith("Error")]
    assert all(issubclass(error, bitext.BitextError) for error in errors)
    assert issubclass(bitext.ShapeError, ValueError)


def test_a_name_that_does_not_exist():
    with pytest.raises(AttributeError, match="has no attribute 'tranlsate'"):
        _ = bitext.tranlsate  # type: ignore[attr-defined]  # type checkers refuse it, too


@pytest.mark.parametrize(
    "first", ["pass", "import bitext.formats.json", "from bitext import formats", "bitext.Bitext"]
)
def test_formats_is_a_function_and_a_package(first: str):
    code = (
        f"import bitext; {first}; import bitext.formats.tmx as tmx; from bitext import formats; "
        "print(tmx.__name__, list(bitext.formats()) == list(formats()), 'json' in bitext.formats())"
    )
    assert run(code) == "bitext.formats.tmx True True"


def test_the_old_names_are_the_new_ones():
    assert bitext.load is bitext.load_model
