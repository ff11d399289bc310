"""What the output of a run depends on; a run is only gone on with where all of it is the same."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final, Literal, get_args

from bitext.aligner import Options
from bitext.corpus.columns import Columns
from bitext.corpus.jobs import AlignerFactory, CorpusJob, load_aligner
from bitext.documents.original import FORMS
from bitext.errors import InputError
from bitext.files import STDIN
from bitext.memory import TranslationMemory
from bitext.result.bitext import Bitext

Task = Literal["auto", "translate", "align"]
"""What is done: *align* links the two texts of each document, *translate* takes the first alone, *auto* links
where there are two."""

ShardFormat = Literal["jsonl", "parquet"]

BATCH_SIZE: Final = 100_000
"""Characters of the documents of a batch: what is worked on, and kept, at once."""
SHARD_SIZE: Final = 8_000_000
"""Characters of the documents of a shard: in JSON Lines it takes about six times as many bytes."""
BATCH_DOCUMENTS: Final = 4096
"""Documents of a batch, at most."""

_LINES: Final = ("lines", "jsonl")
_WITHOUT_EFFECT: Final = ("threads", "download_progress")
"""Options of an aligner that no result depends on."""


@dataclass(frozen=True, slots=True)
class CorpusSettings:
    """All that the output of a run depends on; see :func:`bitext.corpus.run`."""

    inputs: tuple[str, ...]
    task: Task = "auto"
    to: ShardFormat = "jsonl"
    form: str | None = None
    encoding: str = "auto"
    columns: Columns = field(default_factory=Columns)
    unique: bool = False
    batch_characters: int = BATCH_SIZE
    shard_characters: int = SHARD_SIZE
    options: Options = field(default_factory=Options)
    load: AlignerFactory = load_aligner

    def __post_init__(self) -> None:
        check_choice("task", self.task, get_args(Task))
        check_choice("the format", self.to, get_args(ShardFormat))
        if self.form is not None:
            check_choice("the form", self.form, (*FORMS, *_LINES))
        if not self.inputs:
            raise InputError("there is no input; name files or folders, or - for standard input.")
        if min(self.batch_characters, self.shard_characters) < 1:
            raise InputError("batch_characters and shard_characters are in characters; give 1 or more.")
        if self.inputs.count(STDIN) > 1:
            raise InputError("standard input (-) can be read once; name it once.")

    @property
    def job(self) -> CorpusJob:
        """What a worker does."""
        form = None if self.form in _LINES else self.form
        return CorpusJob(self.options, form, self.encoding, self.load)

    @property
    def reading(self) -> Columns:
        """How records are read, the task among it."""
        links = {"auto": None, "translate": False, "align": True}[self.task]
        return Columns(self.columns.source, self.columns.target, self.columns.name, links)

    def described(self) -> dict[str, Any]:
        """The settings by name, as they are kept beside the output; all of it fit for JSON."""
        options = {
            name: _described(value)
            for name, value in sorted(self.options.items())
            if name not in _WITHOUT_EFFECT and value is not None
        }
        return {
            "bitext": version("bitext"),
            "inputs": list(self.inputs),
            "task": self.task,
            "format": self.to,
            "form": self.form,
            "encoding": self.encoding,
            "column": self.columns.source,
            "target_column": self.columns.target,
            "id_column": self.columns.name,
            "unique": self.unique,
            "batch_characters": self.batch_characters,
            "shard_characters": self.shard_characters,
            "aligner": f"{self.load.__module__}.{self.load.__qualname__}",
            **options,
            **_model_files(self.options.get("model")),
            **_memory_file(self.options.get("memory")),
        }


def _described(value: object) -> object:
    """The value of an option, fit for JSON; of a glossary its size and a sum, which tells two apart."""
    if isinstance(value, Mapping):
        told = json.dumps(dict(value), ensure_ascii=False, sort_keys=True)
        return f"{len(value)} terms, {sha256(told.encode('utf-8', 'surrogatepass')).hexdigest()}"
    if isinstance(value, TranslationMemory | Bitext):
        return repr(value)
    return os.fspath(value) if isinstance(value, os.PathLike) else value


def _model_files(model: object) -> dict[str, list[str]]:
    """The files of a model that is a folder, with their sizes and times; none of one of the catalogue."""
    folder = Path(os.fspath(model)) if isinstance(model, str | os.PathLike) else None
    if folder is None or not folder.is_dir():
        return {}
    found = ((file.name, file.stat()) for file in sorted(folder.iterdir()) if file.is_file())
    return {"model_files": [f"{name}:{stat.st_size}:{stat.st_mtime_ns}" for name, stat in found]}


def _memory_file(memory: object) -> dict[str, str]:
    """The size and the time of the file of a translation memory, where it is one."""
    path = memory.path if isinstance(memory, TranslationMemory) else memory
    file = Path(os.fspath(path)) if isinstance(path, str | os.PathLike) else None
    if file is None or not file.is_file():
        return {}
    stat = file.stat()
    return {"memory_file": f"{stat.st_size}:{stat.st_mtime_ns}"}


def check_choice(what: str, value: object, known: Sequence[str]) -> None:
    """Raises InputError where ``value`` is none of those that are ``known``."""
    if value not in known:
        raise InputError(f"{what} must be one of {', '.join(known)}, not {value!r}.")


def differences(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """What differs between two descriptions, as a reader is told it."""
    names = [*before, *(name for name in now if name not in before)]
    return [
        f"{name} was {_shown(before.get(name))} and is {_shown(now.get(name))}"
        for name in names
        if before.get(name) != now.get(name)
    ]


def _shown(value: object) -> str:
    if value is None:
        return "not given"
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)
