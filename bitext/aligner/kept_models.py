"""Models that stay loaded between the calls of :func:`bitext.align` and :func:`bitext.translate`.

The few that were used last are kept, so that memory is bounded. Any thread may use them.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final, TypeVar, cast

from bitext.translation.loading import load_model

if TYPE_CHECKING:
    from collections.abc import Callable

    from bitext import catalog
    from bitext.alignment.encoders import EmbeddingBridge
    from bitext.translation.options import EngineName
    from bitext.translation.translator import Translator

MOST: Final = 2
"""How many models are kept."""

_PLACES: Final = ("BITEXT_MODELS", "BITEXT_CACHE")
"""Environment variables that say which files the name of a model stands for."""

_Key = tuple[object, ...]


Model = TypeVar("Model")


class _Entry:
    """A place for one model; its lock is held while that is loaded."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.model: object = None


class KeptModels:
    """Translators and sentence encoders by what they were loaded with, at most :data:`MOST` of them."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._entries: OrderedDict[_Key, _Entry] = OrderedDict()
        self._inherited: list[object] = []

    def get(
        self,
        model: str | os.PathLike[str],
        engine: EngineName,
        device: str,
        *,
        batch_size: int | None,
        threads: int | None,
        progress: catalog.Progress | None,
    ) -> Translator:
        """The translator that :func:`bitext.load_model` makes of the same, loaded once.

        A folder whose files have changed is loaded again. What cannot be loaded is tried again the next
        time.

        Raises:
            ModelError: if the model is unknown, cannot be fetched or is damaged.
            InputError: if there is no such engine.
        """

        def load() -> Translator:
            return load_model(
                model, engine, device, batch_size=batch_size, threads=threads, progress=progress
            )

        return self._kept((*_identity(model), engine, device, batch_size, threads), load)

    def encoder(self, name: str | None) -> EmbeddingBridge:
        """The bridge of a sentence encoder, see :class:`bitext.alignment.encoders.EmbeddingBridge`.

        Raises:
            MissingDependencyError: if the encoder's package is not installed.
        """
        return self._kept(("sentence encoder", name), lambda: encoder_bridge(name))

    def clear(self) -> None:
        """Let go of all; one that is still in use goes when that is over."""
        with self._lock:
            self._entries.clear()

    def _kept(self, key: _Key, load: Callable[[], Model]) -> Model:
        """What ``load`` makes, made once."""
        entry = self._entry(key)
        with entry.lock:
            if entry.model is None:
                entry.model = load()
            return cast("Model", entry.model)

    def _entry(self, key: _Key) -> _Entry:
        """The entry of a key, the last used; the one not used for longest goes where there are too many."""
        with self._lock:
            entry = self._entries.setdefault(key, _Entry())
            self._entries.move_to_end(key)
            while len(self._entries) > MOST:
                self._entries.popitem(last=False)
            return entry

    def after_fork(self) -> None:
        """In a forked process: load anew. The threads of an engine that was loaded before are not there.

        Such an engine is never deleted, which would wait for them.
        """
        self._inherited.append(self._entries)
        self._lock = Lock()
        self._entries = OrderedDict()


def encoder_bridge(name: str | None) -> EmbeddingBridge:
    """The bridge of a sentence encoder, loaded; what it needs is imported here, where it is asked for."""
    from bitext.alignment.encoders import EmbeddingBridge

    return EmbeddingBridge(name)


def _identity(model: str | os.PathLike[str]) -> _Key:
    """What tells one model from another: its name, or a folder with the sizes and times of its files."""
    name = os.fspath(model)
    folder = Path(name)
    if not folder.is_dir():
        return name, tuple(os.environ.get(place) for place in _PLACES)
    found = ((file.name, file.stat()) for file in sorted(folder.iterdir()))
    return str(folder.resolve()), tuple((n, stat.st_size, stat.st_mtime_ns) for n, stat in found)


KEPT: Final = KeptModels()
"""The models that this process keeps."""

if hasattr(os, "register_at_fork"):  # not on Windows, which does not fork
    os.register_at_fork(after_in_child=KEPT.after_fork)


def unload_models() -> None:
    """Let go of the models and encoders that :func:`bitext.align` and :func:`bitext.translate` keep loaded.

    Their memory is free as soon as no call uses them any more. The next call loads again what it needs. A
    model that :func:`bitext.load_model` or :class:`bitext.Aligner` returned is the caller's own and stays.

    Example:
        >>> import bitext
        >>> bitext.unload_models()
    """
    KEPT.clear()
