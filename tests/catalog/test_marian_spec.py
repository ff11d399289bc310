"""Packed weights → CTranslate2: the same files as by way of transformers, without torch."""

from __future__ import annotations

import errno
import json
import shutil
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.torch import load_file, save_file
from transformers.models.marian.modeling_marian import MarianSinusoidalPositionalEmbedding

from bitext import catalog
from bitext.catalog import conversion_process, convert, marian_spec
from bitext.catalog.conversion_settings import WRITABLE
from bitext.catalog.convert import WEIGHTS
from bitext.catalog.description import AlignmentHeads
from bitext.catalog.packing import PACKED, pack, unpack
from bitext.errors import CacheError, ModelError
from tests.support import tiny_model
from tests.support.processes import python

HEADS = AlignmentHeads(tiny_model.LAYER, (2, 0), ())
CLOSED = (3, 5, 8)


@pytest.fixture(scope="module", params=[(), CLOSED], ids=["every piece is written", "some are not"])
def whole(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model with its weights packed, and as they come out of the packing."""
    folder = tmp_path_factory.mktemp("whole")
    model = tiny_model.write(folder)
    model.final_logits_bias[0, 2:] = 0.25
    model.final_logits_bias[0, list(request.param)] = -1e4
    model.save_pretrained(folder)
    pack(folder / WEIGHTS, folder / PACKED)
    unpack(folder / PACKED, folder / WEIGHTS)
    return folder


@pytest.fixture
def packed(whole: Path, tmp_path: Path) -> Path:
    """The same model with its weights packed only."""
    folder = shutil.copytree(whole, tmp_path / "packed")
    (folder / WEIGHTS).unlink()
    return folder


@pytest.fixture
def in_another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the conversion take the way of a process that has not imported torch."""
    monkeypatch.setattr(conversion_process, "_is_better_here", lambda: False)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_files_are_those_of_the_way_by_transformers(whole: Path, packed: Path, tmp_path: Path):
    marian_spec.write(packed, tmp_path / "straight", HEADS)
    assert not convert.is_packed(whole)
    convert.convert(whole, tmp_path / "round", HEADS)
    assert files(tmp_path / "straight") == files(tmp_path / "round")


def test_a_matrix_of_many_rows_is_converted_in_blocks(
    packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    marian_spec.write(packed, tmp_path / "one", HEADS)
    monkeypatch.setattr(marian_spec, "_BLOCK", 7)
    marian_spec.write(packed, tmp_path / "blocks", HEADS)
    assert files(tmp_path / "one") == files(tmp_path / "blocks")


@pytest.mark.parametrize("width", [6, 7, 512])
def test_positions_are_those_of_transformers(width: int):
    own = marian_spec.positions(40, width)
    assert own.dtype == np.float32
    theirs: Any = MarianSinusoidalPositionalEmbedding(40, width)
    assert np.array_equal(own, theirs.create_weight().numpy())


@pytest.mark.usefixtures("in_another_process")
def test_another_process_writes_the_same(packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    marian_spec.write(packed, tmp_path / "here", HEADS)
    monkeypatch.setattr(conversion_process, "_attempt", None)
    (tmp_path / "there").mkdir()
    convert.convert(packed, tmp_path / "there", HEADS)
    assert files(tmp_path / "here") == files(tmp_path / "there")


def test_neither_process_imports_torch(packed: Path, tmp_path: Path):
    code = """
import sys
from pathlib import Path
from bitext.catalog import conversion_process
from bitext.catalog.description import AlignmentHeads
conversion_process.write(Path(sys.argv[1]), Path(sys.argv[2]), AlignmentHeads(1, (0,), ()))
print([name for name in ("torch", "transformers", "ctranslate2") if name in sys.modules])
"""
    done = python(code, packed, tmp_path / "out")
    assert (done.stdout.decode().strip(), done.stderr) == ("[]", b"")
    assert (tmp_path / "out" / "model.bin").is_file()


@pytest.mark.usefixtures("in_another_process")
@pytest.mark.parametrize("program", ["no Python", "no bitext"])
def test_where_no_other_python_can_be_had_this_one_does_it(
    packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str
):
    other = "/nowhere/python" if program == "no Python" else shutil.which("true")
    monkeypatch.setattr(sys, "executable", other)
    convert.convert(packed, tmp_path / "out", HEADS)
    assert (tmp_path / "out" / "model.bin").is_file()


@pytest.mark.usefixtures("in_another_process")
@pytest.mark.parametrize(
    ("name", "data"),
    [
        (PACKED, b"no weights"),
        ("config.json", b"{"),
        ("config.json", b'{"d_model": 32}'),
        ("vocab.json", b"[]"),
        ("vocab.json", b'{"a": 0}'),
    ],
)
def test_broken_files_are_told(packed: Path, tmp_path: Path, name: str, data: bytes):
    (packed / name).write_bytes(data)
    with pytest.raises(ModelError, match=r"The packed model in .*packed cannot be converted"):
        convert.convert(packed, tmp_path / "out", HEADS)


@pytest.mark.parametrize(
    ("name", "told"), [("model.shared.weight", "KeyError"), ("more", "has weights that")]
)
def test_missing_and_needless_weights_are_told(
    packed: Path, whole: Path, tmp_path: Path, name: str, told: str
):
    weights = load_file(whole / WEIGHTS)
    if name in weights:
        del weights[name]
    else:
        weights[name] = weights["final_logits_bias"].clone()
    save_file(weights, tmp_path / "weights")
    pack(tmp_path / "weights", packed / PACKED)
    with pytest.raises(ModelError, match=f"{told}.*{name}"):
        convert.convert(packed, tmp_path / "out", HEADS)


@pytest.mark.usefixtures("in_another_process")
def test_a_full_disk_is_an_error_of_the_cache(packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BITEXT_CACHE", str(tmp_path / "cache"))
    full = json.dumps({"error": "No space left on device", "errno": errno.ENOSPC})
    monkeypatch.setattr(conversion_process, "_CODE", f"print({full!r}, end='')")
    with pytest.raises(CacheError, match=r"cannot be written.*No space left"):
        catalog.fetch(packed).ctranslate2()


@pytest.mark.usefixtures("in_another_process")
def test_a_process_that_was_killed_is_told(packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(conversion_process, "_CODE", "import os; os.kill(os.getpid(), 9)")
    with pytest.raises(ModelError, match="ended by signal 9"):
        convert.convert(packed, tmp_path / "out", HEADS)


@pytest.mark.model
@pytest.mark.slow
def test_the_files_of_the_real_model_are_those_of_the_way_by_transformers(tmp_path: Path):
    found = catalog.fetch()
    folder = shutil.copytree(found.folder, tmp_path / "unpacked")
    (folder / PACKED).unlink()
    shutil.copyfile(found.transformers() / WEIGHTS, folder / WEIGHTS)
    convert.convert(folder, tmp_path / "round", found.info.alignment)
    straight = files(found.ctranslate2())
    assert straight.pop("manifest.json")
    assert WRITABLE in straight
    for name, data in files(tmp_path / "round").items():
        assert data == straight[name], name
