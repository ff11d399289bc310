"""`bitext.align` and `bitext.translate` keep the model: once loaded, bounded, let go, whatever the thread."""

from __future__ import annotations

import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any, cast

import pytest

import bitext
from bitext.aligner import kept_models
from bitext.aligner.kept_models import MOST, KeptModels
from bitext.alignment.similarity import LengthBridge
from bitext.errors import ModelError

NAMES = {"batch_size": None, "threads": None, "progress": None}


class Loader:
    """Stands in for the loading of models: counts, and makes an object of its own each time."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, str]] = []
        self.fails = 0

    def __call__(self, model, engine, device, **_):
        self.asked.append((str(model), engine, device))
        if self.fails:
            self.fails -= 1
            raise ModelError("There is no such model.")
        return object()


@pytest.fixture
def loader(monkeypatch: pytest.MonkeyPatch) -> Loader:
    found = Loader()
    monkeypatch.setattr(kept_models, "load_model", found)
    return found


def test_one_model_is_loaded_once(loader: Loader):
    kept = KeptModels()
    first = kept.get("one", "auto", "auto", **NAMES)
    assert kept.get("one", "auto", "auto", **NAMES) is first
    assert kept.get("one", "auto", "cpu", **NAMES) is not first
    assert len(loader.asked) == 2


def test_the_last_used_stay(loader: Loader):
    kept = KeptModels()
    first = kept.get("one", "auto", "auto", **NAMES)
    for number in range(MOST - 1):
        kept.get(f"other {number}", "auto", "auto", **NAMES)
    assert kept.get("one", "auto", "auto", **NAMES) is first
    kept.get("one too many", "auto", "auto", **NAMES)
    assert kept.get("one", "auto", "auto", **NAMES) is first
    assert kept.get("other 0", "auto", "auto", **NAMES)
    assert [model for model, *_ in loader.asked].count("other 0") == 2


@pytest.mark.usefixtures("loader")
def test_what_was_let_go_is_loaded_again():
    kept = KeptModels()
    first = kept.get("one", "auto", "auto", **NAMES)
    kept.clear()
    assert kept.get("one", "auto", "auto", **NAMES) is not first


def test_a_failure_is_not_kept(loader: Loader):
    kept = KeptModels()
    loader.fails = 1
    with pytest.raises(ModelError):
        kept.get("one", "auto", "auto", **NAMES)
    assert kept.get("one", "auto", "auto", **NAMES)


@pytest.mark.usefixtures("loader")
def test_a_folder_that_has_changed_is_loaded_again(tmp_path):
    kept = KeptModels()
    weights = tmp_path / "weights.bin"
    weights.write_bytes(b"1")
    first = kept.get(tmp_path, "auto", "auto", **NAMES)
    assert kept.get(f"{tmp_path}{os.sep}", "auto", "auto", **NAMES) is first
    weights.write_bytes(b"22")
    assert kept.get(tmp_path, "auto", "auto", **NAMES) is not first


@pytest.mark.usefixtures("loader")
def test_the_places_of_models_count(monkeypatch: pytest.MonkeyPatch):
    kept = KeptModels()
    monkeypatch.setenv("BITEXT_CACHE", "one")
    first = kept.get("one", "auto", "auto", **NAMES)
    monkeypatch.setenv("BITEXT_CACHE", "two")
    assert kept.get("one", "auto", "auto", **NAMES) is not first


def test_threads_load_one_model_once(monkeypatch: pytest.MonkeyPatch):
    kept, met = KeptModels(), threading.Event()
    made: list[object] = []

    def load(*_, **__):
        met.wait(0.2)
        made.append(object())
        return made[-1]

    monkeypatch.setattr(kept_models, "load_model", load)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: kept.get("one", "auto", "auto", **NAMES), range(8)))
    assert len(made) == 1
    assert set(map(id, found)) == {id(made[0])}


@pytest.mark.usefixtures("loader")
def test_encoders_are_kept_like_models(monkeypatch: pytest.MonkeyPatch):
    made: list[str | None] = []

    def bridge(name: str | None) -> object:
        made.append(name)
        return object()

    monkeypatch.setattr(kept_models, "encoder_bridge", bridge)
    kept = KeptModels()
    first = kept.encoder(None)
    assert kept.encoder(None) is first
    assert kept.encoder("other") is not first
    kept.get("one", "auto", "auto", **NAMES)
    assert kept.encoder(None) is not first
    assert made == [None, "other", None]


@pytest.mark.model
def test_an_aligner_loads_its_encoder_once(monkeypatch: pytest.MonkeyPatch):
    made: list[str | None] = []

    def bridge(name: str | None) -> LengthBridge:
        made.append(name)
        return LengthBridge()

    aligner = bitext.Aligner(bridge="embeddings", encoder="mine")
    monkeypatch.setattr(aligner, "_load_encoder", bridge)
    for _ in range(2):
        assert len(aligner.align(["Il pleut."], ["It rains."])) == 1
    assert made == ["mine"]


@pytest.mark.model
def test_translate_is_align_of_one_text():
    text = "La maire a ri. « Nous partons demain », a-t-elle dit."
    assert bitext.translate(text) == bitext.align(text) == bitext.Aligner().align(text)


@pytest.mark.model
def test_threads_translate_as_one_does():
    texts = [f"Il pleut depuis {number} jours, dit la voisine du numéro {number}." for number in range(2, 10)]
    alone = [str(bitext.translate(text).target.text) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda text: bitext.translate(text).target.text, texts))
    assert together == alone


@pytest.mark.model
@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
@pytest.mark.skipif(sys.version_info >= (3, 15), reason="forking with threads may be refused")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_a_forked_process_loads_its_own():
    here = bitext.translate("Il pleut.").target.text
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.write(writing, bitext.translate("Il pleut.").target.text.encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        assert stream.read().decode() == here
    assert os.waitpid(child, 0)[1] == 0


@pytest.mark.model
def test_an_option_that_does_not_exist_is_told():
    with pytest.raises(bitext.InputError, match="quality must be one of"):
        bitext.translate("Il pleut.", quality=cast(Any, "great"))
