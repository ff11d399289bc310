"""Public names say what they take, give and raise, with an example; and the examples run."""

from __future__ import annotations

import doctest
import inspect
from types import FunctionType
from typing import Any

import pytest

import bitext

NAMES = [name for name in bitext.__all__ if name not in ("__version__", "FLAGS")]
OBJECTS: dict[str, Any] = {name: getattr(bitext, name) for name in NAMES}
OBJECTS["formats"] = bitext.result.storage.formats  # type: ignore[attr-defined]  # the package stands for it
FUNCTIONS = {name: each for name, each in OBJECTS.items() if isinstance(each, FunctionType)}
TYPES = {
    name: each for name, each in OBJECTS.items() if isinstance(each, type) and not issubclass(each, Exception)
}
NO_ERRORS = {"formats", "unload_models"}
NO_RESULT = {"unload_models"}
OFFSETS = ("Document", "Bitext", "Span")
PER_CENT = ("Metric", "Scores", "SystemMetric", "score", "compare")


def described(each: object) -> str:
    return inspect.getdoc(each) or ""


def methods() -> dict[str, Any]:
    """The public methods and properties of the public types that are written here."""
    found: dict[str, Any] = {}
    for name, each in TYPES.items():
        for attribute, value in vars(each).items():
            code = value.fget if isinstance(value, property) else getattr(value, "__func__", value)
            if not attribute.startswith("_") and isinstance(code, FunctionType):
                found[f"{name}.{attribute}"] = code
    return found


METHODS = methods()


def test_functions_types_and_methods_are_found():
    assert {"translate", "align", "segment", "score", "compare", "load_model", "formats"} <= set(FUNCTIONS)
    assert {"Bitext", "Document", "Pair", "Quotation", "QuoteLink", "Translation", "Options"} <= set(TYPES)
    assert {"Bitext.save", "Bitext.load", "Document.speech", "Aligner.stream"} <= set(METHODS)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_says_what_it_takes_gives_and_raises(name: str):
    each = FUNCTIONS[name]
    text = described(each)
    sections = {"Example:", *(["Returns:"] if name not in NO_RESULT else [])}
    sections |= {"Raises:"} if name not in NO_ERRORS else set()
    parameters = list(inspect.signature(each).parameters)
    sections |= {"Args:", *(f"{parameter}: " for parameter in parameters)} if parameters else set()
    assert [section for section in sorted(sections) if section not in text] == []


@pytest.mark.parametrize("name", TYPES)
def test_a_type_says_what_it_has(name: str):
    text = described(TYPES[name])
    assert "Example:" in text
    known = [field for field in getattr(TYPES[name], "__dataclass_fields__", ()) if not field.startswith("_")]
    assert [field for field in known if f"``{field}" not in text] == []


@pytest.mark.parametrize("name", METHODS)
def test_a_method_says_what_it_takes_and_does(name: str):
    text = described(METHODS[name])
    assert text.endswith((".", ".\n")) or "Example:" in text
    parameters = list(inspect.signature(METHODS[name]).parameters)[1:]
    missing = [each for each in parameters if f"``{each}``" not in text and f"{each}: " not in text]
    assert missing == []


@pytest.mark.parametrize("name", [name for name, each in OBJECTS.items() if name not in (*FUNCTIONS, *TYPES)])
def test_errors_say_what_they_mean(name: str):
    assert len(described(OBJECTS[name]).split()) > 3


@pytest.mark.parametrize("name", OFFSETS)
def test_units_of_offsets_are_told(name: str):
    assert "indices" in described(OBJECTS[name])
    assert "code points" in described(OBJECTS[name])


@pytest.mark.parametrize("name", PER_CENT)
def test_units_of_figures_are_told(name: str):
    assert "per cent" in described(OBJECTS[name])


def examples() -> list[doctest.DocTest]:
    finder = doctest.DocTestFinder(recurse=False)
    known = {**FUNCTIONS, **TYPES, **METHODS}
    return [
        test for name, each in known.items() for test in finder.find(each, name, globs={}) if test.examples
    ]


@pytest.mark.model
@pytest.mark.parametrize("test", examples(), ids=lambda test: test.name)
def test_the_examples_run(test: doctest.DocTest):
    assert not any(example.options.get(doctest.SKIP) for example in test.examples)
    said: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=said.append)
    assert not said, "".join(said)
