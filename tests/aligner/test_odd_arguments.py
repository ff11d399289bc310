"""What is no text and no list of strings is told in errors of our own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import bitext
from benchmarks.memory import Echo
from bitext import Aligner, InputError, catalog
from bitext.translation.engines.vocabulary import Vocabulary
from bitext.translation.translator import Translator

ODD = [None, 5, b"a", [None], [b"a"], [["a"]], iter(["a"]), {"a"}, {"a": 1}]


@pytest.fixture(scope="module")
def echoing() -> Aligner:
    files = catalog.fetch()
    aligner = Aligner()
    aligner.translator = Translator(Echo(), Vocabulary(files.folder), files.info)
    return aligner


def _given(odd: Any) -> Any:
    """None by itself is no argument at all."""
    return [odd] if odd is None else odd


CALLS: dict[str, Callable[[Aligner, Any], Any]] = {
    "align": lambda aligner, odd: aligner.align(odd),
    "stream": lambda aligner, odd: list(aligner.stream(odd)),
    "the English": lambda aligner, odd: aligner.align("Il part.", _given(odd)),
    "translations": lambda aligner, odd: aligner.align(
        ["Il part."], ["He leaves."], translations=_given(odd)
    ),
    "words of French": lambda aligner, odd: aligner.words(odd, ["a"]),
    "words of English": lambda aligner, odd: aligner.words(["a"], odd),
    "translate": lambda aligner, odd: aligner.translator.translate(odd),
    "segment": lambda _, odd: bitext.segment(odd),
    "score": lambda _, odd: bitext.score(odd, ["a"]),
    "references": lambda _, odd: bitext.score(["a"], [odd] if isinstance(odd, list) else odd),
    "compare": lambda _, odd: bitext.compare(odd, ["a"]),
    "compared with": lambda _, odd: bitext.compare({"one": ["a"], "two": odd}, ["a"]),
}


@pytest.mark.parametrize(
    "odd", ODD, ids=["None", "5", "bytes", "[None]", "[bytes]", "[[]]", "iter", "set", "dict"]
)
@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_what_is_no_list_of_strings(
    echoing: Aligner, call: Callable[[Aligner, Any], Any], odd: object
) -> None:
    with pytest.raises(InputError, match=r"^[^\n]{20,}$"):
        call(echoing, odd)


def test_a_tuple_and_a_column_are_lists(echoing: Aligner) -> None:
    lines = ["Il part.", "Non."]
    column: Any = np.array(lines, object)
    texts = [echoing.align(given) for given in (lines, tuple(lines), column)]
    assert texts[0] == texts[1] == texts[2]
    assert len(texts[0]) == len(lines)
