"""Damaged files: a reader makes a consistent Bitext of them or says what is wrong, and nothing else."""

from __future__ import annotations

import io
import warnings
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.made_up import quoted
from bitext.errors import BitextWarning, FormatError, InputError
from bitext.result.bitext import Bitext
from bitext.result.storage import formats
from bitext.result.validation import check

TEXTS = ["json", "jsonl", "tsv", "csv", "markdown", "pharaoh", "hunalign", "vecalign"]
PIECES = st.text(
    st.sampled_from("\x00\t\n\r \"',;|\\/[]{}:-#0123456789.eE+nulltrueNaN<br>&«»“”é\ud800"), max_size=12
)


def printed(name: str) -> str:
    write = formats()[name].print
    assert write is not None
    stream = io.StringIO(newline="")
    write(quoted(), stream)
    return stream.getvalue()


def read(name: str, text: bytes) -> None:
    """Loads a file; whatever is wrong with it has to come out as an InputError."""
    chosen = formats()[name]
    source, target = ([sentence.text for sentence in side] for side in (quoted().source, quoted().target))
    with TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore", BitextWarning)
        path = Path(folder) / f"a{chosen.suffixes[0]}"
        path.write_bytes(text)
        with suppress(InputError):
            check(Bitext.load(path, source=source, target=target))


@pytest.mark.parametrize("name", TEXTS)
@given(data=st.data())
@settings(deadline=None)
def test_a_file_with_a_stretch_of_it_replaced(name: str, data: st.DataObject):
    text = printed(name)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 30)))
    changed = text[:start] + data.draw(PIECES) + text[end:]
    read(name, changed.encode("utf-8", "backslashreplace"))


@pytest.mark.parametrize("name", TEXTS)
@given(text=st.text() | PIECES | st.lists(PIECES).map("\n".join))
@settings(deadline=None)
def test_any_text(name: str, text: str):
    read(name, text.encode("utf-8", "backslashreplace"))


@pytest.mark.parametrize("name", [*TEXTS, "parquet"])
@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"\x80", b"PAR1", b"\x00" * 50, b""])
def test_bytes_that_are_no_text(name: str, data: bytes):
    read(name, data)


@given(at=st.integers(0, 10_000), byte=st.integers(0, 255))
@settings(deadline=None)
def test_parquet_with_a_byte_replaced(at: int, byte: int):
    with TemporaryDirectory() as folder:
        quoted().save(Path(folder) / "a.parquet")
        data = bytearray((Path(folder) / "a.parquet").read_bytes())
    data[at % len(data)] = byte
    read("parquet", bytes(data))


@pytest.mark.parametrize(
    "name", ["tsv", "csv", "jsonl", "parquet", "moses", "pharaoh", "hunalign", "vecalign"]
)
def test_a_file_that_is_missing_is_named(tmp_path: Path, name: str):
    path = tmp_path / f"none{formats()[name].suffixes[0]}"
    with pytest.raises(InputError, match="none"):
        Bitext.load(path, source=[], target=[])


@pytest.mark.parametrize("name", TEXTS)
def test_the_message_names_the_file(tmp_path: Path, name: str):
    path = tmp_path / f"a{formats()[name].suffixes[0]}"
    path.write_text("une ligne : rien", encoding="utf-8")
    with pytest.raises(FormatError, match=f"^{path}: "):
        Bitext.load(path, source=[], target=[])
