"""Memories that are damaged, foreign, full, locked, used by several at once."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest

import bitext
from benchmarks.made_up import bitext_of
from bitext.errors import FormatError, InputError
from bitext.memory import MemoryEntry, TranslationMemory, database

LINES = [(f"La péniche numéro {number} passe l’écluse.", f"Barge {number} passes.") for number in range(50)]


USES: tuple[Callable[[TranslationMemory], object], ...] = (
    lambda memory: memory.add(bitext_of(LINES)),
    lambda memory: memory.find("Rien."),
)


@pytest.fixture
def index(tmp_path: Path) -> Path:
    path = tmp_path / "old.db"
    TranslationMemory(path).add(bitext_of(LINES))
    return path


def test_it_is_one_file(index: Path):
    assert [path.name for path in index.parent.iterdir()] == [index.name]


def test_a_file_that_is_not_there(tmp_path: Path):
    with pytest.raises(InputError, match=r"no translation memory .*nope"):
        bitext.Aligner(memory=tmp_path / "nope.db")
    assert not (tmp_path / "nope.db").exists()


@pytest.mark.parametrize("content", [b"Du texte.", b"\x00" * 100, b"SQLite format 3\x00" + b"x" * 200])
def test_a_foreign_file_is_told_and_kept(tmp_path: Path, content: bytes):
    path = tmp_path / "a.db"
    path.write_bytes(content)
    for use in USES:
        with pytest.raises(FormatError, match=r"a\.db"):
            use(TranslationMemory(path))
    assert path.read_bytes() == content


def test_another_database_is_told_and_kept(tmp_path: Path):
    path = tmp_path / "a.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE t(a)")
    connection.close()
    before = path.read_bytes()
    for use in USES:
        with pytest.raises(FormatError, match="is no translation memory of bitext"):
            use(TranslationMemory(path))
    assert path.read_bytes() == before


def test_a_newer_one_is_told(index: Path):
    with sqlite3.connect(index) as connection:
        connection.execute(f"PRAGMA user_version = {database.VERSION + 1}")
    connection.close()
    with pytest.raises(FormatError, match="install a newer bitext"):
        TranslationMemory(index).find("Rien.")


def test_a_damaged_one_is_told(index: Path):
    data = bytearray(index.read_bytes())
    for at in range(4096, len(data)):
        data[at] ^= 0x5A
    index.write_bytes(bytes(data))
    with pytest.raises(FormatError, match=r"damaged.*make it again"):
        TranslationMemory(index).translation(LINES[0][0])


def test_one_that_was_cut_off_is_told(index: Path):
    index.write_bytes(index.read_bytes()[:5000])
    with pytest.raises(FormatError, match="damaged"):
        list(TranslationMemory(index).entries())


def test_an_empty_file_is_a_new_memory(tmp_path: Path):
    path = tmp_path / "a.db"
    path.touch()
    assert TranslationMemory(path).add(bitext_of(LINES)).added == len(LINES)


def test_an_interrupted_addition_leaves_what_was_there(index: Path):
    def broken() -> Iterator[MemoryEntry]:
        yield from (MemoryEntry(f"Une phrase {number}.", "A sentence.") for number in range(30_000))
        raise KeyboardInterrupt

    before = list(TranslationMemory(index).entries())
    with pytest.raises(KeyboardInterrupt):
        TranslationMemory(index).add_entries(broken())
    assert list(TranslationMemory(index).entries()) == before
    assert TranslationMemory(index).find("Une phrase 7.") == []


def test_a_first_addition_that_is_interrupted_can_be_made_again(tmp_path: Path):
    def broken() -> Iterator[MemoryEntry]:
        yield MemoryEntry("Une phrase.", "A sentence.")
        raise KeyboardInterrupt

    memory = TranslationMemory(tmp_path / "a.db")
    with pytest.raises(KeyboardInterrupt):
        memory.add_entries(broken())
    with pytest.raises(FormatError, match="make it again"):
        memory.find("Une phrase.")
    assert memory.add(bitext_of(LINES)).added == len(LINES)


def test_a_full_disk_is_told_and_loses_nothing(index: Path, monkeypatch: pytest.MonkeyPatch):
    before = list(TranslationMemory(index).entries())
    opened = database.open_to_write

    def tight(path: Path) -> sqlite3.Connection:
        connection = opened(path)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        return connection

    monkeypatch.setattr("bitext.memory.memory.open_to_write", tight)
    with pytest.raises(InputError, match=r"disk is full.*nothing was added"):
        TranslationMemory(index).add_entries(
            MemoryEntry(f"Une phrase {number}.", "A sentence." * 50) for number in range(2000)
        )
    assert list(TranslationMemory(index).entries()) == before


def test_a_folder_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(InputError, match="cannot be opened or written"):
        TranslationMemory(tmp_path / "no" / "a.db").add(bitext_of(LINES))


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_cannot_be_written(index: Path):
    index.parent.chmod(0o500)
    try:
        assert TranslationMemory(index).translation(LINES[0][0]) is not None
        with pytest.raises(InputError, match="permissions"):
            TranslationMemory(index).add(bitext_of([("Un mot.", "A word.")]))
    finally:
        index.parent.chmod(0o700)


def test_reading_writes_nothing(index: Path):
    before = index.read_bytes(), index.stat().st_mtime_ns
    memory = TranslationMemory(index)
    memory.find(LINES[3][0])
    memory.info()
    assert (index.read_bytes(), index.stat().st_mtime_ns) == before
    assert [path.name for path in index.parent.iterdir()] == [index.name]


def test_one_reads_while_another_adds(index: Path):
    reader = TranslationMemory(index)
    seen: list[bool] = []

    def entries() -> Iterator[MemoryEntry]:
        yield MemoryEntry("Le vent mollit.", "The wind eases.")
        seen.append(reader.translation("Le vent mollit.") is None)
        seen.append(reader.translation(LINES[0][0]) is not None)
        seen.append(TranslationMemory(index).translation(LINES[0][0]) is not None)

    TranslationMemory(index).add_entries(entries())
    assert seen == [True] * 3
    assert reader.translation("Le vent mollit.") is not None


def _add(path: Path, name: str) -> None:
    TranslationMemory(path).add(bitext_of([(f"{name} : {source}", target) for source, target in LINES]))


def test_two_additions_at_once_both_arrive(index: Path):
    context = multiprocessing.get_context("spawn")
    both = [context.Process(target=_add, args=(index, name)) for name in ("Un", "Deux")]
    for process in both:
        process.start()
    for process in both:
        process.join(60)
    assert [process.exitcode for process in both] == [0, 0]
    assert len(TranslationMemory(index)) == 3 * len(LINES)


def test_an_addition_that_waits_in_vain_is_told(index: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(database, "_PATIENCE", 0.05)

    def entries() -> Iterator[MemoryEntry]:
        yield MemoryEntry("Le vent mollit.", "The wind eases.")
        with pytest.raises(InputError, match="another process adds"):
            TranslationMemory(index).add(bitext_of([("Un mot.", "A word.")]))

    assert TranslationMemory(index).add_entries(entries()).added == 1


def test_threads_share_one(index: Path):
    memory = TranslationMemory(index)
    found: list[bool] = []

    def read() -> None:
        found.extend(memory.find(source)[0].target == target for source, target in LINES[:20])

    threads = [Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 80
