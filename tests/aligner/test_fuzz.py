"""Whatever the text and whatever the model makes of it, the result is sound and can be saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.fuzz import fault_of, made_aligner, made_input
from bitext import Aligner
from bitext.result.validation import check
from bitext.translation.options import QuoteStyle

Seeded = tuple[Aligner, Callable[[int], None]]


@pytest.fixture(scope="module")
def garbling() -> Seeded:
    return made_aligner(real=False)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(number=st.integers(0, 1 << 32))
@pytest.mark.filterwarnings("ignore::bitext.errors.BitextWarning")
def test_any_text_is_saved_and_loads_equal(garbling, tmp_path, number):
    aligner, seed = garbling
    seed(number)
    assert fault_of(aligner, made_input(number), tmp_path) is None


TEXTS = [
    "« Nous partons.\n« Nous reviendrons. » Il part.",
    "Le maire : « Nous partons.\n« Nous reviendrons. » Il part.",
    "« Nous partons.\n» Rien n’est dit.",
    "« Nous partons.\n» Nous restons. » Il part.",
    "« “Nous partons.\n« “Nous restons.” »",
    "«\u00a0 » Il part.",
    "Il a dit « » et « » hier.",
    "Il part.\u2028» — ",
    "C’est réussi.Les acteurs jouent juste.« Dommage », dit-il.Il part.",
    "½" * 400,
    "¼ kilo, №™ ﬃ " * 60,
]


@pytest.mark.parametrize("text", [*TEXTS, *([text] for text in TEXTS)])
@pytest.mark.parametrize("stray", [False, True])
@pytest.mark.parametrize("style", ["curly", "straight", "source"])
@pytest.mark.filterwarnings("ignore::bitext.errors.BitextWarning")
def test_what_could_not_be_saved(
    garbling: Seeded, tmp_path: Path, text: str | list[str], style: QuoteStyle, stray: bool
) -> None:
    aligner, seed = garbling
    seed(0)
    aligner.quotes, aligner.stray = style, stray
    result = aligner.align(text)
    check(result)
    for suffix in (".json", ".jsonl", ".tmx", ".xlf"):
        result.save(tmp_path / f"saved{suffix}")
        assert type(result).load(tmp_path / f"saved{suffix}") == result
