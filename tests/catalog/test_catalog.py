"""The catalogue: sources in their order, checksums, and a cache that is whole or not there."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn

import pytest
from safetensors.torch import load_file

import bitext
from bitext.catalog import catalog, hub, store
from bitext.catalog.convert import PICKLED, WEIGHTS
from bitext.catalog.packing import PACKED
from bitext.catalog.progress import SourceError
from bitext.errors import (
    BitextWarning,
    CacheError,
    ChecksumError,
    ModelError,
    ModelUnavailableError,
    UnknownModelError,
)
from tests.conftest import Command
from tests.support import made_up_model as made_up
from tests.support.made_up_model import KEPT, KEPT_PACKED, NAME, World
from tests.support.models import EVERY_MODEL


def _flip(path: Path) -> None:
    """Change one bit."""
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)


def _age(path: Path) -> None:
    """Give a file another time, as any later write would."""
    os.utime(path, ns=(0, 0))


def _python(code: str, *arguments: str, **settings: str) -> subprocess.Popen[str]:
    """Another Python, with these environment variables."""
    return subprocess.Popen(  # noqa: S603 (our own code)
        [sys.executable, "-c", code, *arguments],
        env=os.environ | {"HF_HUB_OFFLINE": "0"} | settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    with made_up.catalogue(tmp_path / "models", monkeypatch):
        yield World(tmp_path, monkeypatch)


# Descriptions


@pytest.mark.parametrize("model", catalog.models(), ids=lambda model: model.name)
def test_descriptions_pin_everything(model: catalog.ModelInfo) -> None:
    assert model.hub is None or re.fullmatch("[0-9a-f]{40}", model.hub.revision)
    assert all(re.fullmatch("[0-9a-f]{64}", file.sha256) for file in model.files)
    parts = model.wheels.parts if model.wheels else ()
    for part, following in pairwise(parts):
        assert part.offset + part.length == following.offset
    assert model.alignment.layer >= 0
    assert sum(weight for *_, weight in model.alignment.forced) == pytest.approx(1)


def test_the_default_is_in_the_catalogue() -> None:
    assert catalog.DEFAULT in {model.name for model in catalog.models()}


def test_an_unknown_model_names_the_known_ones() -> None:
    with pytest.raises(UnknownModelError, match=catalog.DEFAULT):
        catalog.fetch("opus-mt-fr-xx")


def test_a_path_that_is_no_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnknownModelError, match="is not a folder"):
        catalog.fetch(tmp_path / "absent")


def test_a_broken_description_is_named(world: World, tmp_path: Path) -> None:
    (tmp_path / "models" / NAME / "model.toml").write_text('name = "petit"', encoding="utf-8")
    with pytest.raises(ModelError, match=r"model\.toml is not a model description"):
        catalog.info(NAME)
    assert not world.cache.exists()


def test_importing_the_catalogue_is_light() -> None:
    heavy = "{'torch', 'transformers', 'ctranslate2', 'huggingface_hub', 'numpy'}"
    code = f"import sys, bitext.catalog.catalog; print(sorted({heavy} & set(sys.modules)))"
    assert _python(code).communicate() == ("[]\n", "")


# A folder of the caller's


def _folder_of(files: dict[str, bytes], folder: Path) -> Path:
    folder.mkdir(parents=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def test_a_folder_is_taken_as_it_is_and_called_unverified(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = _folder_of(world.files, tmp_path / "mine")
    monkeypatch.setattr(catalog, "_STANDARD", NAME)
    found = catalog.fetch(folder)
    assert (found.folder, found.verified, found.info.name) == (folder, False, "mine")
    assert not world.cache.exists()


def test_a_folder_without_a_model_says_what_is_missing(world: World, tmp_path: Path) -> None:
    folder = _folder_of({"config.json": b"{}", "source.spm": b"", "vocab.json": b""}, tmp_path / NAME)
    with pytest.raises(ModelError, match=r"lacks target\.spm, model\.safetensors"):
        catalog.fetch(folder)
    assert not world.cache.exists()


def test_the_folder_named_by_the_environment_comes_first(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.open_hub()
    folder = _folder_of(world.files, tmp_path / "own" / NAME)
    monkeypatch.setenv("BITEXT_MODELS", str(tmp_path / "own"))
    assert catalog.fetch(NAME).folder == folder
    assert world.asked == []


def test_a_folder_in_the_way_does_not_hide_a_model_of_its_name(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.open_hub()
    (tmp_path / "here" / NAME).mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here")
    assert catalog.fetch(NAME).folder == world.place


# In the package


def test_a_model_that_travels_with_the_package_needs_no_network(world: World, tmp_path: Path) -> None:
    world.travel(tmp_path)
    found = catalog.fetch(NAME)
    assert found.verified
    assert {path.name for path in found.folder.iterdir()} == KEPT_PACKED
    (found.folder / PACKED).write_bytes(b"damaged")
    with pytest.warns(BitextWarning, match="damaged"):
        assert catalog.fetch(NAME) == found
    assert catalog.status(NAME) == "ready"


def test_packed_weights_are_unpacked_once_when_transformers_asks_for_them(
    world: World, tmp_path: Path
) -> None:
    world.travel(tmp_path)
    found = catalog.fetch(NAME)
    assert not (world.cache / "transformers").exists()
    place = found.transformers()
    assert {path.name for path in place.iterdir()} == {WEIGHTS, "config.json", "manifest.json"}
    assert {name: tuple(tensor.shape) for name, tensor in load_file(place / WEIGHTS).items()} == {
        "model.layer": (30, 20),
        "model.bias": (30,),
    }
    time = (place / WEIGHTS).stat().st_mtime_ns
    assert found.transformers() == place
    assert (place / WEIGHTS).stat().st_mtime_ns == time
    _flip(place / WEIGHTS)
    assert catalog.FileCheck(f"transformers/{WEIGHTS}", "different") in catalog.check(NAME)
    assert found.transformers() == place
    assert {check.state for check in catalog.check(NAME)} == {"right"}
    assert catalog.remove(NAME) > 0
    assert world.leftovers() == []


def test_weights_that_are_not_packed_are_read_by_transformers_where_they_lie(world: World) -> None:
    world.open_hub()
    found = catalog.fetch(NAME)
    assert found.transformers() == found.folder


def test_a_folder_of_the_callers_may_hold_packed_weights(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.travel(tmp_path)
    monkeypatch.setattr(catalog, "_STANDARD", NAME)
    folder = _folder_of(world.files, tmp_path / "mine")
    found = catalog.fetch(folder)
    assert (found.folder, found.verified) == (folder, False)
    first = found.transformers()
    assert first.parent == world.cache / "transformers"
    _age(folder / PACKED)
    assert catalog.fetch(folder).transformers() != first


def test_a_file_that_the_package_lacks_is_named(world: World, tmp_path: Path) -> None:
    world.travel(tmp_path)
    (tmp_path / "models" / NAME / "vocab.json").unlink()
    with pytest.raises(ModelUnavailableError, match=r"this package: .* lacks vocab\.json"):
        catalog.fetch(NAME)


def test_a_packaged_file_that_is_not_the_pinned_one_is_refused(world: World, tmp_path: Path) -> None:
    world.travel(tmp_path)
    (tmp_path / "models" / NAME / "source.spm").write_bytes(b"other")
    with pytest.raises(ChecksumError, match=r"this package: source\.spm"):
        catalog.fetch(NAME)
    assert not world.place.exists()


# The model hub


def test_the_hub_is_asked_once_for_the_files_at_the_pinned_revision(world: World) -> None:
    world.open_hub()
    found = catalog.fetch(NAME)
    assert found.verified
    assert {path.name for path in found.folder.iterdir()} == KEPT
    assert catalog.fetch(NAME) == found
    assert sorted(world.asked) == sorted(world.files)
    assert catalog.status(NAME) == "ready"


def test_weights_become_safetensors_with_tied_tensors_once(world: World) -> None:
    world.open_hub()
    tensors = load_file(catalog.fetch(NAME).folder / "model.safetensors")
    assert {name: tuple(tensor.shape) for name, tensor in tensors.items()} == {
        "model.shared.weight": (40, 50),
        "model.layer": (30, 20),
    }


def test_files_in_the_hubs_own_cache_are_used_offline(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    _folder_of(world.files, tmp_path / "hub-cache/models--made--up/snapshots" / made_up.REVISION)
    assert catalog.fetch(NAME).verified


def test_offline_the_hub_is_not_asked(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.open_hub()
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(ModelUnavailableError, match="HF_HUB_OFFLINE is set"):
        catalog.fetch(NAME)
    assert world.asked == []


def test_other_bytes_from_the_hub_are_not_kept_and_the_index_is_tried(world: World) -> None:
    world.open_hub(world.files | {"vocab.json": b'{"</s>": 1}'})
    world.fill_index()
    assert (catalog.fetch(NAME).folder / "vocab.json").read_bytes() == world.files["vocab.json"]


@pytest.mark.parametrize("code", [503, 429])
def test_a_busy_hub_is_left_alone(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    monkeypatch.setenv("no_proxy", "*")
    with made_up.hub({}, code) as served, pytest.raises(SourceError, match=str(code)):
        hub._probe(f"{served.address}/made/up/resolve/{made_up.REVISION}/config.json")


def test_a_hub_that_does_not_answer_is_out_of_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")
    with made_up.hub({}) as served:
        address = served.address
    with pytest.raises(SourceError, match="out of reach"):
        hub._probe(address)


# The cache


def test_with_no_source_one_error_names_them_all(world: World) -> None:
    with pytest.raises(ModelUnavailableError) as caught:
        catalog.fetch(NAME)
    message = str(caught.value)
    assert "model hub: out of reach" in message
    assert "package index: petit-part-" in message
    assert "No matching distribution" in message
    assert str(world.place) in message
    for way in ("BITEXT_MODELS", "--model PATH", f"bitext models fetch {NAME}"):
        assert way in message
    assert world.leftovers() == []


@pytest.mark.parametrize("name", ["config.json", "vocab.json", "model.safetensors"])
def test_a_missing_file_is_fetched_again_with_a_warning(world: World, name: str) -> None:
    world.open_hub()
    folder = catalog.fetch(NAME).folder
    (folder / name).unlink()
    assert catalog.status(NAME) == "damaged"
    world.asked.clear()
    with pytest.warns(BitextWarning, match=rf"{name} \(missing\)"):
        catalog.fetch(NAME)
    assert world.asked == ["pytorch_model.bin" if name == "model.safetensors" else name]
    assert catalog.status(NAME) == "ready"
    assert {check.state for check in catalog.check(NAME)} == {"right"}


@pytest.mark.parametrize("name", ["source.spm", "model.safetensors"])
def test_a_changed_file_of_the_same_size_is_seen(world: World, name: str) -> None:
    world.open_hub()
    path = catalog.fetch(NAME).folder / name
    _flip(path)
    _age(path)
    assert catalog.status(NAME) == "damaged"
    assert [check.name for check in catalog.check(NAME) if check.state == "different"] == [name]
    with pytest.warns(BitextWarning, match=rf"{name} \(different\)"):
        catalog.fetch(NAME)
    assert {check.state for check in catalog.check(NAME)} == {"right"}


def test_check_reads_files_whose_time_and_size_are_unchanged(world: World) -> None:
    world.open_hub()
    path = catalog.fetch(NAME).folder / "target.spm"
    times = path.stat().st_mtime_ns
    _flip(path)
    os.utime(path, ns=(times, times))
    assert catalog.FileCheck("target.spm", "different") in catalog.check(NAME)


def test_a_copied_cache_with_other_times_is_still_right(world: World) -> None:
    world.open_hub()
    for path in catalog.fetch(NAME).folder.iterdir():
        _age(path)
    world.close_hub()
    assert catalog.fetch(NAME).verified


def test_weights_that_no_manifest_vouches_for_are_fetched_again(world: World) -> None:
    world.open_hub()
    (catalog.fetch(NAME).folder / "manifest.json").write_text("{", encoding="utf-8")
    world.asked.clear()
    with pytest.warns(BitextWarning, match=r"model\.safetensors"):
        catalog.fetch(NAME)
    assert world.asked == ["pytorch_model.bin"]


def test_damage_without_a_source_is_told_and_loses_nothing_else(world: World) -> None:
    world.open_hub()
    folder = catalog.fetch(NAME).folder
    (folder / "config.json").unlink()
    world.close_hub()
    with (
        pytest.warns(BitextWarning, match="damaged"),
        pytest.raises(ModelUnavailableError, match=r"is damaged: config\.json \(missing\)"),
    ):
        catalog.fetch(NAME)
    assert {path.name for path in folder.iterdir()} == KEPT - {"config.json"}


def test_an_interrupted_download_leaves_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: Any, local_dir: Path, **__: Any) -> NoReturn:
        (local_dir / "config.json").write_bytes(b"{")
        raise KeyboardInterrupt

    world.open_hub()
    with monkeypatch.context() as patch:
        patch.setattr("huggingface_hub.hf_hub_download", interrupted)
        with pytest.raises(KeyboardInterrupt):
            catalog.fetch(NAME)
    assert world.leftovers() == []
    assert catalog.status(NAME) == "not fetched"
    assert catalog.fetch(NAME).verified


def test_what_a_killed_process_left_is_swept(world: World) -> None:
    world.open_hub()
    stale = world.place.with_name(f"{world.place.name}.partial-1")
    stale.mkdir(parents=True)
    (stale / "pytorch_model.bin").write_bytes(b"half")
    catalog.fetch(NAME)
    assert not stale.exists()


def test_a_cache_that_cannot_be_written_is_named(world: World) -> None:
    world.cache.write_text("a file, not a folder", encoding="utf-8")
    with pytest.raises(CacheError, match=r"cannot be written.*BITEXT_CACHE"):
        catalog.fetch(NAME)


@pytest.mark.model
def test_a_packaged_model_works_without_a_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("a file, not a folder", encoding="utf-8")
    monkeypatch.setenv("BITEXT_CACHE", str(tmp_path / "file" / "cache"))
    with pytest.warns(BitextWarning, match="cannot be written.*each time"):
        translator = bitext.load(threads=1)
    assert translator.translate(["Il pleut."])[0].text
    place = store.passing_folder()
    assert {folder.name for folder in place.iterdir()} == {"models", "ctranslate2"}
    with pytest.warns(BitextWarning):
        assert catalog.fetch().folder.is_relative_to(place)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no umask")
def test_files_of_the_cache_have_the_permissions_of_the_umask(world: World, tmp_path: Path) -> None:
    """The library that writes the weights makes files that only their owner may read."""
    world.travel(tmp_path)
    before = os.umask(0o022)
    try:
        folder = catalog.fetch(NAME).transformers()
    finally:
        os.umask(before)
    assert {file.name: file.stat().st_mode & 0o777 for file in folder.iterdir()} == dict.fromkeys(
        (WEIGHTS, "config.json", "manifest.json"), 0o644
    )


def test_a_full_disk_is_seen_before_the_download(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.open_hub()
    full = type(shutil.disk_usage(Path.cwd()))(1000, 999, 1)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: full)
    with pytest.raises(ModelError, match="too little space"):
        catalog.fetch(NAME)
    assert world.asked == []


def test_remove_frees_what_fetch_took(world: World) -> None:
    world.open_hub()
    folder = catalog.fetch(NAME).folder
    taken = sum(path.stat().st_size for path in folder.iterdir())
    assert catalog.remove(NAME) == taken
    assert world.leftovers() == []
    assert (catalog.status(NAME), catalog.check(NAME), catalog.remove(NAME)) == ("not fetched", [], 0)


FETCH = """
import sys
from pathlib import Path
import bitext
from bitext.catalog import catalog
from bitext.catalog import description
description._root = lambda: Path(sys.argv[1])
print(catalog.fetch("petit").folder)
"""


def test_two_processes_at_once_fetch_once(world: World, tmp_path: Path) -> None:
    with made_up.hub(world.files) as served:
        settings = {"HF_ENDPOINT": served.address, "HF_HOME": str(tmp_path / "hf"), "no_proxy": "*"}
        started = [_python(FETCH, str(tmp_path / "models"), **settings) for _ in range(2)]
        said = [process.communicate() for process in started]
    assert said == [(f"{world.place}\n", "")] * 2
    assert {name: served.asked[f"GET {name}"] for name in world.files} == dict.fromkeys(world.files, 1)
    assert {path.name for path in world.place.iterdir()} == KEPT


# The real model


@pytest.mark.parametrize("name", EVERY_MODEL)
def test_the_real_model_is_what_was_pinned(name: str) -> None:
    found = catalog.fetch(name)
    if found.verified:
        assert {check.state for check in catalog.check(name)} == {"right"}
    for file in found.info.files:
        if file.name != PICKLED:  # kept in another form
            digest = hashlib.sha256((found.folder / file.name).read_bytes()).hexdigest()
            assert (file.name, digest) == (file.name, file.sha256)
    assert store.is_whole(found.ctranslate2())


@pytest.mark.model
def test_a_name_that_has_been_retired_loads_the_default_with_a_warning() -> None:
    for use in (catalog.fetch, catalog.info, catalog.status, catalog.check):
        with pytest.warns(
            DeprecationWarning, match=f"'fr-en-fast' has been retired; '{catalog.DEFAULT}'"
        ) as told:
            found = use("fr-en-fast")
        assert len(told) == 1
        assert told[0].filename == __file__
        assert found == use(catalog.DEFAULT)


def test_a_name_that_has_been_retired_is_told_on_the_command_line(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BITEXT_CACHE", str(tmp_path))
    done = command("models", "remove", "fr-en-fast")
    assert (done.code, done.out) == (0, "0 MB freed\n")
    assert done.err.startswith("bitext: The model 'fr-en-fast' has been retired")


FIRST_USE = """
import re, resource, sys
from pathlib import Path
import bitext
print(bitext.load(threads=1).translate(["Il pleut."])[0].text)
own = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
used = max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
print(used >> 10, [name for name in ("torch", "transformers") if name in sys.modules])
"""


@pytest.mark.model
@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak of memory as Linux tells it")
def test_first_use_takes_less_than_400_mib_and_no_torch(tmp_path: Path) -> None:
    said, warned = _python(FIRST_USE, BITEXT_CACHE=str(tmp_path)).communicate()
    translation, measured = said.splitlines()
    mebibytes, _, imported = measured.partition(" ")
    assert (translation, imported, warned) == ("It's raining.", "[]", "")
    assert int(mebibytes) < 400
    assert {folder.name for folder in tmp_path.iterdir()} == {"models", "ctranslate2"}
