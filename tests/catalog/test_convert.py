"""Conversion for CTranslate2: the same model, with the heads that align put first."""

from __future__ import annotations

import json
import os
import pickle
from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np
import pytest
import torch
from sentencepiece import SentencePieceProcessor
from transformers import MarianMTModel

from bitext import catalog
from bitext.catalog import convert, store
from bitext.catalog.conversion_settings import WRITABLE
from bitext.catalog.description import AlignmentHeads
from bitext.errors import ModelError
from bitext.translation.loading import load
from bitext.translation.options import EngineName
from tests.support import tiny_model
from tests.support.tiny_model import LAYER, SOURCE, TARGET

CLOSED = ["<pad>", "t", "a", "l"]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models") / "tiny"
    folder.mkdir()
    tiny_model.write(folder)
    return folder


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BITEXT_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def _load(folder: Path) -> Any:
    return ctranslate2.Translator(str(folder), compute_type="float32")


def _converted(folder: Path, output: Path, heads: tuple[int, ...]) -> Any:
    convert.convert(folder, output, AlignmentHeads(LAYER, heads, ()))
    return _load(output)


def _attention(translator: Any) -> np.ndarray[Any, Any]:
    (result,) = translator.translate_batch(
        [SOURCE], target_prefix=[TARGET], max_decoding_length=len(TARGET) + 1, return_attention=True
    )
    return np.array(result.attention[0])[: len(TARGET)]


@pytest.fixture(scope="module")
def torch_attention(tiny: Path) -> np.ndarray[Any, Any]:
    """Cross-attention of LAYER: (heads, target pieces, source pieces)."""
    numbers = json.loads((tiny / "vocab.json").read_text(encoding="utf-8"))
    model: Any = MarianMTModel.from_pretrained(tiny, attn_implementation="eager")
    with torch.inference_mode():
        output = model.eval()(
            input_ids=torch.tensor([[numbers[piece] for piece in SOURCE]]),
            decoder_input_ids=torch.tensor([[numbers["<pad>"], *(numbers[piece] for piece in TARGET)]]),
            output_attentions=True,
        )
    found: np.ndarray[Any, Any] = output.cross_attentions[LAYER][0].numpy()
    return found[:, : len(TARGET)]


CHOICES: list[tuple[int, ...]] = [(0,), (1,), (2,), (3,), (2, 0), (3, 1, 2)]


@pytest.mark.parametrize("heads", CHOICES)
def test_the_chosen_heads_are_the_ones_that_are_shown(
    tiny: Path, tmp_path: Path, torch_attention: np.ndarray[Any, Any], heads: tuple[int, ...]
) -> None:
    shown = _attention(_converted(tiny, tmp_path / "out", heads))
    distance = {other: float(np.abs(shown - torch_attention[list(other)].mean(0)).max()) for other in CHOICES}
    # Weights of 8 bits blur the attention of random heads a little; other heads are far off.
    assert [choice for choice in CHOICES if distance[choice] < 0.2] == [heads]


def test_the_model_computes_the_same_whichever_heads_come_first(tiny: Path, tmp_path: Path) -> None:
    plain = _converted(tiny, tmp_path / "plain", (0,))
    moved = _converted(tiny, tmp_path / "moved", (3, 1))
    scores = [translator.score_batch([SOURCE], [TARGET])[0].log_probs for translator in (plain, moved)]
    assert scores[0] == pytest.approx(scores[1], abs=1e-4)
    outputs = [
        translator.translate_batch([SOURCE], beam_size=4, max_decoding_length=20, return_scores=True)[0]
        for translator in (plain, moved)
    ]
    assert outputs[0].hypotheses == outputs[1].hypotheses


def test_putting_heads_first_leaves_the_output_of_attention(tiny: Path) -> None:
    model: Any = MarianMTModel.from_pretrained(tiny)
    attention = model.model.decoder.layers[LAYER].encoder_attn
    torch.manual_seed(4)
    queries, keys = torch.randn(2, 5, 32), torch.randn(2, 7, 32)
    with torch.inference_mode():
        before = attention(queries, keys)[0]
    convert.put_first(attention, (2, 1))
    with torch.inference_mode():
        torch.testing.assert_close(attention(queries, keys)[0], before)


@pytest.fixture
def partly_closed(tiny: Path, tmp_path: Path) -> Path:
    """The tiny model, some pieces of which are never written."""
    pieces = json.loads((tiny / "vocab.json").read_text(encoding="utf-8"))
    model: Any = MarianMTModel.from_pretrained(tiny)
    model.final_logits_bias[0, [pieces[piece] for piece in CLOSED]] = -1e4
    folder = tmp_path / "closed"
    model.save_pretrained(folder)
    for name in ("vocab.json", "source.spm", "target.spm"):
        (folder / name).write_bytes((tiny / name).read_bytes())
    return folder


def test_what_is_never_written_is_not_on_the_target_side_and_changes_nothing(
    tiny: Path, partly_closed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = _converted(partly_closed, tmp_path / "some", (0,))
    monkeypatch.setattr(convert, "keep_writable", lambda *_: None)
    every = _converted(partly_closed, tmp_path / "every", (0,))
    pieces = json.loads((tiny / "vocab.json").read_text(encoding="utf-8"))
    written = json.loads((tmp_path / "some" / WRITABLE).read_text(encoding="utf-8"))
    assert written == [piece for piece in pieces if piece not in CLOSED]
    for source in (SOURCE, TARGET):
        one, other = (
            translator.translate_batch([source], beam_size=2, max_decoding_length=20, return_scores=True)[0]
            for translator in (some, every)
        )
        assert one.hypotheses == other.hypotheses
        assert one.scores == pytest.approx(other.scores, abs=1e-4)


@pytest.mark.usefixtures("cache")
def test_what_cannot_be_written_is_impossible_in_both_engines(partly_closed: Path) -> None:
    target = [piece for piece in TARGET if piece not in CLOSED]
    sources, targets = [SOURCE, SOURCE], [target, [*target, CLOSED[-1]]]
    engines: tuple[EngineName, ...] = ("ctranslate2", "transformers")
    for engine in engines:
        possible, impossible = load(partly_closed, engine).engine.score(sources, targets)
        assert possible.sum() > -1_000 > impossible.sum(), engine
        assert impossible[-1] > -1_000 > impossible[-2], engine


def test_a_model_that_may_write_every_piece_keeps_one_vocabulary(tiny: Path, tmp_path: Path) -> None:
    _converted(tiny, tmp_path / "out", (0,))
    assert not (tmp_path / "out" / WRITABLE).exists()


def test_a_model_is_converted_once(tiny: Path, cache: Path) -> None:
    first = catalog.fetch(tiny).ctranslate2()
    time = (first / "model.bin").stat().st_mtime_ns
    assert catalog.fetch(tiny).ctranslate2() == first
    assert (first / "model.bin").stat().st_mtime_ns == time
    assert first.is_relative_to(cache)


def test_other_heads_or_other_files_make_another_conversion(tiny: Path, tmp_path: Path) -> None:
    heads, others = AlignmentHeads(1, (2,), ()), AlignmentHeads(1, (2, 3), ())
    name = convert.conversion_name(heads, tiny, verified=False)
    assert convert.conversion_name(heads, tiny, verified=False) == name
    assert convert.conversion_name(others, tiny, verified=False) != name
    assert convert.conversion_name(AlignmentHeads(0, (2,), ()), tiny, verified=False) != name
    (tmp_path / tiny.name).mkdir()
    assert convert.conversion_name(heads, tmp_path / tiny.name, verified=False) != name


def test_a_model_of_another_shape_aligns_by_all_heads_of_a_layer_that_it_has(tiny: Path) -> None:
    large = catalog.info("opus-mt-fr-en").alignment
    assert convert.fitting(AlignmentHeads(1, (3,), ((0, 2, 1.0),)), tiny / "config.json").heads == (3,)
    quarters = tuple((0, head, 0.25) for head in range(4))
    assert convert.fitting(large, tiny / "config.json") == AlignmentHeads(0, (0, 1, 2, 3), quarters)


def test_a_damaged_conversion_is_made_again(tiny: Path, cache: Path) -> None:
    place = catalog.fetch(tiny).ctranslate2()
    (place / "model.bin").write_bytes(b"")
    assert not store.is_whole(place)
    assert catalog.fetch(tiny).ctranslate2() == place
    assert store.is_whole(place)
    assert [path.name for path in (cache / "ctranslate2").iterdir() if path.is_dir()] == [place.name]


def test_an_interrupted_conversion_leaves_nothing(
    tiny: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_: Path, output: Path, __: AlignmentHeads) -> None:
        (output / "model.bin").write_bytes(b"half")
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(convert, "convert", interrupted)
        with pytest.raises(KeyboardInterrupt):
            catalog.fetch(tiny).ctranslate2()
    assert [path for path in cache.rglob("*") if path.suffix != ".lock"] == [cache / "ctranslate2"]
    assert store.is_whole(catalog.fetch(tiny).ctranslate2())


class Evil:
    """Makes a folder when it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self._mark = mark

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self._mark),)


@pytest.mark.usefixtures("cache")
def test_code_in_pickled_weights_is_not_run(tiny: Path, tmp_path: Path) -> None:
    folder = _copy_without_weights(tiny, tmp_path / "evil")
    torch.save({"model.shared.weight": Evil(tmp_path / "run")}, folder / "pytorch_model.bin")
    with pytest.raises(ModelError, match="cannot be converted"):
        catalog.fetch(folder).ctranslate2()
    with pytest.raises(pickle.UnpicklingError):
        convert.keep_safe_weights(folder)
    assert not (tmp_path / "run").exists()


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize(
    ("name", "data"),
    [("config.json", b"{"), ("model.safetensors", b"no tensors"), ("source.spm", b""), ("vocab.json", b"[]")],
)
def test_a_folder_with_a_broken_file_is_named(tiny: Path, tmp_path: Path, name: str, data: bytes) -> None:
    folder = _copy_without_weights(tiny, tmp_path / "broken")
    (folder / "model.safetensors").write_bytes((tiny / "model.safetensors").read_bytes())
    (folder / name).write_bytes(data)
    with pytest.raises(ModelError, match=r"broken cannot be converted|broken/config\.json does not"):
        catalog.fetch(folder).ctranslate2()


def _copy_without_weights(tiny: Path, folder: Path) -> Path:
    folder.mkdir()
    for name in ("config.json", "source.spm", "target.spm", "vocab.json"):
        (folder / name).write_bytes((tiny / name).read_bytes())
    return folder


@pytest.mark.model
def test_the_real_model_shows_its_aligning_head_and_translates_as_before() -> None:
    files = catalog.fetch()
    numbers = json.loads((files.folder / "vocab.json").read_text(encoding="utf-8"))
    spelling: Any = SentencePieceProcessor(model_file=str(files.folder / "source.spm"))
    source = [*spelling.encode("Le chat dort sous la table de la cuisine.", out_type=str), "</s>"]
    translator = _load(files.ctranslate2())
    (result,) = translator.translate_batch([source], beam_size=1, return_attention=True)
    target = result.hypotheses[0]

    model: Any = MarianMTModel.from_pretrained(files.transformers(), attn_implementation="eager")
    model.eval()
    ids = torch.tensor([[numbers[piece] for piece in source]])
    with torch.inference_mode():
        own = model.generate(ids, num_beams=1, do_sample=False, max_new_tokens=30)[0].tolist()
        output = model(input_ids=ids, decoder_input_ids=torch.tensor([own[:-1]]), output_attentions=True)
    assert own[1:-1] == [numbers[piece] for piece in target]
    alignment = files.info.alignment
    expected = output.cross_attentions[alignment.layer][0, list(alignment.heads)].mean(0).numpy()
    assert np.abs(np.array(result.attention[0])[: len(target)] - expected[: len(target)]).max() < 0.1
