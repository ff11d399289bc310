"""The model as a folder that transformers and CTranslate2 read."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import msgspec
import torch

from bitext.errors import InputError
from training import beginning, checkpoint, marian, vocabulary
from training.loop import CHECKPOINT
from training.settings import Settings
from training.subwords import Tokenizer

_BEAM = 2


def trained(work: Path, teacher: Path, settings: Settings) -> Any:
    """The model with the mean of the weights in the checkpoint.

    ``teacher`` is the folder of the large model.

    Raises:
        InputError: if there is no checkpoint.
    """
    state = checkpoint.load(work / CHECKPOINT)
    if state is None:
        raise InputError(f"There is no {work / CHECKPOINT}: train first.")
    return _finished(work, teacher, settings, state["average"])


def untrained(work: Path, teacher: Path, settings: Settings) -> Any:
    """The model as a run begins with it: as good as the large one if it has all of its layers."""
    return _finished(work, teacher, settings, {})


def write(model: Any, work: Path, settings: Settings, folder: Path) -> None:
    """Write ``model`` and its vocabulary to ``folder``, weights in float32."""
    folder.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(folder)
    _tidy_generation(folder / "generation_config.json", Tokenizer(work / "vocabulary").end)
    for name in vocabulary.FILES:
        shutil.copyfile(work / "vocabulary" / name, folder / name)
    languages = {"source_lang": settings.source, "target_lang": settings.target}
    (folder / "tokenizer_config.json").write_bytes(msgspec.json.encode(languages))


def _finished(work: Path, teacher: Path, settings: Settings, weights: dict[str, torch.Tensor]) -> Any:
    large = marian.cut_teacher(teacher, vocabulary.read_rows(work / "vocabulary"))
    model = marian.of_layers(large, settings.shape.layers, beginning.weights(work))
    model.load_state_dict(weights, strict=False)
    _read_straight_marks(model, Tokenizer(work / "vocabulary").ids)
    return model.eval()


def _read_straight_marks(model: Any, ids: dict[str, int]) -> None:
    """Give straight marks, which the training never shows, what it made of the curly ones."""
    weight = model.model.shared.weight
    with torch.no_grad():
        for straight, curly in (('"', "”"), ('▁"', "▁“")):
            if straight in ids and curly in ids:
                weight[ids[straight]] = weight[ids[curly]]


def _tidy_generation(path: Path, end: int) -> None:
    """No list of forbidden pieces: what is never written has a bias that says so."""
    found: dict[str, Any] = msgspec.json.decode(path.read_bytes()) if path.exists() else {}
    found |= {"forced_eos_token_id": end, "eos_token_id": end, "num_beams": _BEAM, "max_length": 512}
    found.pop("bad_words_ids", None)
    path.write_bytes(msgspec.json.format(msgspec.json.encode(found)))
