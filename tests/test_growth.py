"""Hostile and odd inputs: the steps that they take grow with their size, not with its square.

Steps are the lines of Python that are run. What takes n of them for one size may take no more than 8 n for a
size four times as large: a square would take 16 n.
"""

from __future__ import annotations

import gc
import sys
import warnings
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from benchmarks.growth import HTML, MARKDOWN, SUBTITLES, TEXTS, WORD, Make, again, bytes_of, echoed
from benchmarks.memory import Echo
from bitext import Aligner, catalog
from bitext.documents.original import read_original
from bitext.errors import BitextWarning
from bitext.translation.engines.vocabulary import Vocabulary
from bitext.translation.translator import Translator

SMALL, LARGE = 1_000, 4_000
"""Sizes of texts, in characters."""
MARKED = 4_000, 16_000
"""Those of documents: below, all of a sentence is searched for the place of each tag."""
PACKED = 25_000, 100_000
"""The same for Word, whose tags take more characters."""
MOST = 8

DOCUMENTS = {
    "html": (
        HTML,
        [
            "bold in bold",
            "links in links",
            "items in blocks",
            "ends that end nothing",
            "open comments",
            "open tags",
            "linked words",
            "code words",
            "images",
            "comments",
        ],
    ),
    "markdown": (
        MARKDOWN | {"masks in words": again("$$a"), "literals in a row": again("$1")},
        [
            "one paragraph",
            "links",
            "code",
            "emphasis",
            "tags",
            "a wide table",
            "masks in words",
            "literals in a row",
        ],
    ),
    "subrip": (SUBTITLES, ["words", "lines", "music", "sung lines", "open italics", "italics"]),
    "docx": (WORD, ["runs", "sizes", "links", "runs in tags", "a field"]),
}
WORST = [
    "marks within marks",
    "straight marks",
    "accents",
    "at",
    "brackets",
    "spaces before a mark",
    "joined emoji",
    "suspension",
    "one letter",
    "placeholders",
]


def steps(run: Callable[[], Any]) -> int:
    """How many lines of Python are run."""
    count = 0

    def trace(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal count
        del frame, argument
        count += event == "line"
        return trace

    before = sys.gettrace()
    gc.disable()
    sys.settrace(trace)
    try:
        run()
    finally:
        sys.settrace(before)
        gc.enable()
    return count


def sizes_of(form: str) -> tuple[int, int]:
    return PACKED if form == "docx" else MARKED


def assert_linear(prepare: Callable[[str], Callable[[], Any]], make: Make, sizes: tuple[int, int]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", BitextWarning)
        prepare(make(sizes[0]))()
        small, large = (steps(prepare(make(size))) for size in sizes)
    assert large <= MOST * small


@pytest.mark.parametrize(
    ("form", "name"), [(form, name) for form, (_, names) in DOCUMENTS.items() for name in names]
)
class TestDocuments:
    def test_read(self, form: str, name: str) -> None:
        assert_linear(
            lambda text: lambda: read_original(bytes_of(text, form), form),
            DOCUMENTS[form][0][name],
            sizes_of(form),
        )

    def test_written(self, form: str, name: str) -> None:
        def prepare(text: str) -> Callable[[], Any]:
            original = read_original(bytes_of(text, form), form)
            translated = echoed(original.text)
            return lambda: original.render(translated)

        assert_linear(prepare, DOCUMENTS[form][0][name], sizes_of(form))


@pytest.fixture(scope="module")
def echoing() -> Aligner:
    files = catalog.fetch()
    aligner = Aligner()
    aligner.translator = Translator(Echo(), Vocabulary(files.folder), files.info)
    return aligner


@pytest.mark.parametrize("name", WORST)
def test_texts(echoing: Aligner, name: str) -> None:
    assert_linear(lambda text: lambda: echoing.align(text), TEXTS[name], (SMALL, LARGE))


@pytest.mark.parametrize("mark", ["« ", "“", '"', "»", "— "])
def test_two_thousand_quotation_marks_in_a_row(echoing: Aligner, mark: str) -> None:
    result = echoing.align(mark * 2_100)
    assert result.source.text == mark * 2_100
