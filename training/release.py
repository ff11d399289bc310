"""An exported model as it travels with the package: packed weights, each file pinned by its SHA-256."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from bitext.catalog.packing import PACKED, pack
from bitext.catalog.store import digest
from training.examples import LONGEST
from training.settings import Settings

_FILES = (
    "config.json",
    "generation_config.json",
    "source.spm",
    "target.spm",
    "tokenizer_config.json",
    "vocab.json",
)
_BEAM = 2


def write(exported: Path, folder: Path, settings: Settings) -> int:
    """Put the model in ``exported`` into ``folder`` with its ``model.toml``; returns its size in bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in _FILES:
        shutil.copyfile(exported / name, folder / name)
    pack(exported / "model.safetensors", folder / PACKED)
    last = json.loads((exported / "config.json").read_bytes())["decoder_layers"] - 1
    head = settings.shape.head
    lines = [
        f'name = "{settings.name}"',
        f'description = "A small model that travels with this package, distilled from {settings.teacher}"',
        'source = "fr"',
        'target = "en"',
        'licence = "Apache-2.0"',
        f"\n[decoding]\nbeam = {_BEAM}\nlongest_source = {LONGEST}",
        f"\n[alignment]\nlayer = {last}\nheads = [{head}]\nforced = [[{last}, {head}, 1.0]]",
    ]
    for name in sorted((*_FILES, PACKED)):
        size = (folder / name).stat().st_size
        lines.append(
            f'\n[[files]]\nname = "{name}"\nsize = {size}\nsha256 = "{digest(folder / name)}"',
        )
    (folder / "model.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return sum((folder / name).stat().st_size for name in (*_FILES, PACKED))
