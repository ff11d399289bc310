"""The student as a folder that transformers and CTranslate2 read."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import msgspec
import torch

from bitext.errors import InputError
from training import checkpoint, student, vocabulary
from training.batches import Pieces


def model(work: Path, teacher: Path, file: str) -> Any:
    """The student with the averaged weights in ``file``, ``best.pt`` or ``checkpoint.pt``.

    Raises:
        InputError: if there is no such file.
    """
    state = checkpoint.load(work / file)
    if state is None:
        raise InputError(f"There is no {work / file}: train first.")
    large = student.cut_teacher(teacher, vocabulary.read_rows(work / "vocabulary"))
    small = student.student(large, state["layers"])
    small.load_state_dict(state["average"], strict=False)
    _read_straight_marks(small, Pieces(work / "vocabulary").ids)
    return small.eval()


def write(small: Any, work: Path, folder: Path) -> None:
    """Write ``small`` and its vocabulary to ``folder``, weights in float32."""
    folder.mkdir(parents=True, exist_ok=True)
    small.save_pretrained(folder)
    _tidy_generation(folder / "generation_config.json", Pieces(work / "vocabulary").end)
    for name in vocabulary.FILES:
        shutil.copyfile(work / "vocabulary" / name, folder / name)
    languages = {"source_lang": "fr", "target_lang": "en"}
    (folder / "tokenizer_config.json").write_bytes(msgspec.json.encode(languages))


def _read_straight_marks(small: Any, ids: dict[str, int]) -> None:
    """Give straight marks, which the training never shows, what it made of the curly ones."""
    weight = small.model.shared.weight
    with torch.no_grad():
        for straight, curly in (('"', "”"), ('▁"', "▁“")):
            if straight in ids and curly in ids:
                weight[ids[straight]] = weight[ids[curly]]


def _tidy_generation(path: Path, end: int) -> None:
    """No list of forbidden pieces: what is never written has a bias that says so."""
    found: dict[str, Any] = msgspec.json.decode(path.read_bytes()) if path.exists() else {}
    found |= {"forced_eos_token_id": end, "eos_token_id": end, "num_beams": 2, "max_length": 512}
    found.pop("bad_words_ids", None)
    path.write_bytes(msgspec.json.format(msgspec.json.encode(found)))
