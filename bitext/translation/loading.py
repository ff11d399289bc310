"""Load a model: its files, its vocabulary, the engine that runs it."""

from __future__ import annotations

import os
from typing import get_args

from bitext import catalog
from bitext.errors import InputError
from bitext.translation.engines.base import Engine
from bitext.translation.engines.vocabulary import Vocabulary
from bitext.translation.options import EngineName
from bitext.translation.translator import Translator


def load_model(
    model: str | os.PathLike[str] = catalog.DEFAULT,
    engine: EngineName = "auto",
    device: str = "auto",
    *,
    batch_size: int | None = None,
    threads: int | None = None,
    progress: catalog.Progress | None = None,
) -> Translator:
    """Load a model, fetching it first if need be.

    Args:
        model: A name of the catalogue, or the path of a folder with a MarianMT model.
        engine: What runs it; *auto* is CTranslate2 on the processor and on CUDA, transformers on other
            devices.
        device: *auto*, *cpu*, *cuda*, *cuda:1*, …
        batch_size: Sentences that are translated together; the engine's own number by default.
        threads: Processor cores to use; all that this process may use by default.
        progress: Is told the bytes done and in all while files are fetched.

    Returns:
        A :class:`bitext.Translator`. It is the caller's: nothing else keeps it.

    Raises:
        ModelError: The model is unknown, cannot be fetched or is damaged.
        InputError: There is no such engine.

    Example:
        >>> import bitext
        >>> translator = bitext.load_model()
        >>> [str(translation) for translation in translator.translate(["Bonjour.", "Merci."])]
        ['Hello.', 'Thank you.']
    """
    if engine not in get_args(EngineName):
        raise InputError(f"There is no engine {engine!r}. Choose one of {', '.join(get_args(EngineName))}.")
    files = catalog.fetch(model, progress) if progress else catalog.fetch(model)
    vocabulary = Vocabulary(files.folder)
    if engine == "auto":
        engine = (
            "ctranslate2"
            if device == "auto" or device.partition(":")[0] in ("cpu", "cuda")
            else "transformers"
        )

    def marian() -> Engine:
        from bitext.translation.engines.transformers import MarianEngine

        return MarianEngine(files.transformers(), vocabulary, files.info.alignment.forced, device, batch_size)

    if engine == "transformers":
        return Translator(marian(), vocabulary, files.info)
    from bitext.translation.engines.ctranslate2 import CTranslateEngine

    made = CTranslateEngine(files.ctranslate2(), marian, device, batch_size, threads)
    return Translator(made, vocabulary, files.info)


load = load_model
"""The name that :func:`load_model` had before; it stays."""
