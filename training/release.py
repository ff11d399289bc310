"""An exported model as it travels with the package: packed weights, each file pinned by its SHA-256."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from bitext.catalog.packing import PACKED, STEPS, pack
from bitext.catalog.store import digest
from training.settings import Settings, Shape
from training.teacher import LONGEST

_FILES = (
    "config.json",
    "generation_config.json",
    "source.spm",
    "target.spm",
    "tokenizer_config.json",
    "vocab.json",
)
_BEAM = 2


def write(exported: Path, folder: Path, settings: Settings, steps: float = STEPS) -> int:
    """Put the model in ``exported`` into ``folder`` with its ``model.toml``; returns its size in bytes.

    ``steps``: those of :func:`bitext.catalog.packing.pack`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in _FILES:
        shutil.copyfile(exported / name, folder / name)
    pack(exported / "model.safetensors", folder / PACKED, steps)
    files = sorted((*_FILES, PACKED))
    lines = [*_description(settings), *(_pinned(folder / name) for name in files)]
    (folder / "model.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return sum((folder / name).stat().st_size for name in files)


def forced_heads(shape: Shape) -> Sequence[tuple[int, int, float]]:
    """The heads that align in a forced pass: the teacher's if all of their layers are there, or its own."""
    layers = shape.layers
    if all(layer in layers for layer, _, _ in shape.teacher_heads):
        return [(layers.index(layer), head, weight) for layer, head, weight in shape.teacher_heads]
    return [(*shape.head, 1.0)]


def _description(settings: Settings) -> list[str]:
    layer, head = settings.shape.head
    forced = ", ".join(f"[{layer}, {head}, {weight}]" for layer, head, weight in forced_heads(settings.shape))
    return [
        f'name = "{settings.name}"',
        f'description = "A model that travels with this package, made from {Path(settings.teacher).name}"',
        f'source = "{settings.source}"',
        f'target = "{settings.target}"',
        'licence = "Apache-2.0"',
        f"\n[decoding]\nbeam = {_BEAM}\nlongest_source = {LONGEST}",
        f"\n[alignment]\nlayer = {layer}\nheads = [{head}]\nforced = [{forced}]",
    ]


def _pinned(path: Path) -> str:
    return f'\n[[files]]\nname = "{path.name}"\nsize = {path.stat().st_size}\nsha256 = "{digest(path)}"'
