"""Speed: bitext from text to linked result, beside the engines under it on the same weights.

All of one run on one machine, threads and beam alike, rounds interleaved, medians. The peers translate and
nothing else: no segmentation, links, quotations or repairs.

- *CTranslate2, best*: sentences sorted by length, 16 a batch, as many workers as cores, one thread each;
- *CTranslate2, as documented*: one call with all sentences, one worker with all cores;
- *transformers, batches*: sorted by length, 16 a batch; *one by one*: what its documentation shows.

The slow peers get the first sentences of a text only (:data:`_SAMPLES`), and their rate is that of these.
"""

from __future__ import annotations

import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from bitext import catalog
from bitext.aligner import Aligner
from bitext.metrics import score
from bitext.segmentation.segment import segment
from bitext.translation.engines.vocabulary import END, Vocabulary, decode
from bitext.translation.preprocessing import prepare

_ROUNDS: Final = 3
_LONG: Final = 1000
"""Sentences of a text from which on one round is enough."""
_BATCH: Final = 16
_SAMPLES: Final = {"transformers, batches": 64, "transformers, one by one": 8}
_ARTICLE: Final = Path(__file__).resolve().parents[1] / "examples" / "article.fr.txt"


@dataclass(slots=True)
class _System:
    """Something that translates, with the seconds of each round."""

    name: str
    run: Callable[[Sequence[str]], list[str]]
    seconds: list[float] = field(default_factory=list)
    output: list[str] = field(default_factory=list)

    def measure(self, sentences: Sequence[str]) -> None:
        """Translate once."""
        start = time.perf_counter()
        self.output = self.run(sentences[: _SAMPLES.get(self.name)])
        self.seconds.append(time.perf_counter() - start)

    @property
    def rate(self) -> float:
        """Sentences a second, the median of the rounds."""
        return len(self.output) / statistics.median(self.seconds)


def run(
    data: Path,
    model: str,
    beam: int | None = None,
    plot: Path | None = None,
    sizes: Sequence[int] | None = None,
) -> None:
    """Print a table for each text, and what a user waits for on the command line; draw the rates.

    The texts are the example's article and the first lines of the news, ``sizes`` of them.
    """
    console = Console()
    console.print(_machine())
    # First of all: what another process takes is counted from what this one has when it begins.
    waiting = _waiting(model)
    files = catalog.fetch(model)
    beam = files.info.decoding.beam if beam is None else beam
    lines = (data / "mt" / "newstest2013.fr").read_text(encoding="utf-8").splitlines()
    references = (data / "mt" / "newstest2013.en").read_text(encoding="utf-8").splitlines()
    article = [sentence.text for sentence in segment(_ARTICLE.read_text(encoding="utf-8")).sentences]
    texts: dict[str, tuple[list[str], list[str] | None]] = {
        f"the example article, {len(article)} sentences": (article, None),
    }
    for size in (300, len(lines)) if sizes is None else sizes:
        texts[f"{len(lines[:size])} lines of news"] = (lines[:size], references[:size])
    peers = _peers(files, beam)
    rates: dict[str, dict[str, float]] = {}
    for title, (sentences, wanted) in texts.items():
        systems = [*_ours(model, beam), *peers]
        for _ in range(_ROUNDS if len(sentences) < _LONG else 1):
            for system in systems:
                system.measure(sentences)
        console.print(_table(f"{title}, {model}, beam {beam}", systems, wanted))
        rates[title] = {system.name: system.rate for system in systems}
        for system in peers:
            system.seconds.clear()
    if plot is not None:
        _draw(rates, f"{model}, beam {beam}\n{_machine()}", plot)
        console.print(f"{plot} has the plot.")
    console.print(waiting)


def _draw(rates: dict[str, dict[str, float]], title: str, path: Path) -> None:
    """A group of bars for each text, a bar for each system: sentences a second."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9, 1 + 1.6 * len(rates)), layout="constrained")
    axes = figure.subplots()
    names = list(next(iter(rates.values())))
    for number, name in enumerate(names):
        places = [group - 0.8 * number / len(names) for group in range(len(rates), 0, -1)]
        values = [found[name] for found in rates.values()]
        bars = axes.barh(places, values, height=0.7 / len(names), label=name)
        axes.bar_label(bars, fmt="%.1f", padding=3, fontsize=8)
    axes.set_yticks([group - 0.4 for group in range(len(rates), 0, -1)], list(rates))
    axes.set(xmargin=0.08, xlabel="sentences a second", title=title)
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.15), ncols=3, fontsize=8, frameon=False)
    figure.savefig(path)


def _ours(model: str, beam: int) -> list[_System]:
    aligners = {
        f"bitext, {quality}": Aligner(model, beam=beam, quality=quality) for quality in ("balanced", "fast")
    }
    return [_System(name, _linked(aligner)) for name, aligner in aligners.items()]


def _linked(aligner: Aligner) -> Callable[[Sequence[str]], list[str]]:
    aligner.align("Une phrase pour charger le modèle.")

    def translated(sentences: Sequence[str]) -> list[str]:
        return [pair.target.text for pair in aligner.align(list(sentences)).pairs]

    return translated


def _peers(files: catalog.ModelFiles, beam: int) -> list[_System]:
    import ctranslate2

    folder, vocabulary = str(files.ctranslate2()), Vocabulary(files.folder)
    cores = len(os.sched_getaffinity(0))
    best = ctranslate2.Translator(folder, compute_type="int8", inter_threads=cores, intra_threads=1)
    documented = ctranslate2.Translator(folder, compute_type="int8", intra_threads=cores)

    def batches(sentences: Sequence[str]) -> list[str]:
        sources = _sources(vocabulary, sentences)
        order = sorted(range(len(sources)), key=lambda i: -len(sources[i]))
        waiting: list[tuple[int, Any]] = []
        for first in range(0, len(order), _BATCH):
            part = order[first : first + _BATCH]
            found = best.translate_batch([sources[i] for i in part], beam_size=beam, asynchronous=True)
            waiting += zip(part, found, strict=True)
        texts = {i: decode(one.result().hypotheses[0])[0] for i, one in waiting}
        return [texts[i] for i in range(len(sources))]

    def whole(sentences: Sequence[str]) -> list[str]:
        found = documented.translate_batch(_sources(vocabulary, sentences), beam_size=beam)
        return [decode(one.hypotheses[0])[0] for one in found]

    return [
        _System("CTranslate2, best", batches),
        _System("CTranslate2, as documented", whole),
        *_transformers(files, beam),
    ]


def _sources(vocabulary: Vocabulary, sentences: Sequence[str]) -> list[list[str]]:
    return [[*vocabulary.encode_source(prepare(text).text).pieces, END] for text in sentences]


def _transformers(files: catalog.ModelFiles, beam: int) -> list[_System]:
    import torch
    from transformers import MarianMTModel, MarianTokenizer

    tokenizer: Any = MarianTokenizer.from_pretrained(files.folder)
    model: Any = MarianMTModel.from_pretrained(files.transformers())
    model.generation_config.max_length = None

    def translated(texts: Sequence[str]) -> list[str]:
        inputs = tokenizer(list(texts), return_tensors="pt", padding=True)
        with torch.inference_mode():
            output = model.generate(**inputs, num_beams=beam, max_new_tokens=511)
        found: list[str] = tokenizer.batch_decode(output, skip_special_tokens=True)
        return found

    def batches(sentences: Sequence[str]) -> list[str]:
        order = sorted(range(len(sentences)), key=lambda i: len(sentences[i]))
        found: dict[int, str] = {}
        for first in range(0, len(order), _BATCH):
            part = order[first : first + _BATCH]
            texts = translated([prepare(sentences[i]).text for i in part])
            found.update(zip(part, texts, strict=True))
        return [found[i] for i in range(len(sentences))]

    def singly(sentences: Sequence[str]) -> list[str]:
        return [translated([prepare(text).text])[0] for text in sentences]

    return [_System("transformers, batches", batches), _System("transformers, one by one", singly)]


def _table(title: str, systems: Sequence[_System], references: list[str] | None) -> Table:
    ours = systems[0].rate
    table = Table("", "seconds", "sentences/s", "target words/s", "bitext is", "BLEU", title=title)
    for system in systems:
        seconds = statistics.median(system.seconds)
        words = sum(len(text.split()) for text in system.output)
        bleu = ""
        if references is not None and len(system.output) == len(references):
            bleu = f"{score(system.output, references).bleu.value:.2f}"
        table.add_row(
            system.name,
            f"{seconds:.2f}",
            f"{system.rate:.1f}",
            f"{words / seconds:.0f}",
            f"{ours / system.rate:.2f} ×",
            bleu,
        )
    return table


def _waiting(model: str) -> Table:
    """What a user waits for: the command on the article, its model in the cache."""
    command = [sys.executable, "-m", "bitext", "translate", str(_ARTICLE), "--model", model]
    first, whole = [], []
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:  # noqa: S603 - our own command
            if process.stdout is None or not process.stdout.readline():
                raise AssertionError("the command printed nothing")
            first.append(time.perf_counter() - start)
            process.stdout.read()
        whole.append(time.perf_counter() - start)
    table = Table(
        "until the first pair, s", "whole, s", "peak MiB", title="bitext translate, the example article"
    )
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    table.add_row(f"{statistics.median(first):.2f}", f"{statistics.median(whole):.2f}", f"{peak:.0f}")
    return table


def _machine() -> str:
    """The processor, as the system names it."""
    name = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.is_file():
        found = [
            line.split(":", 1)[1].strip() for line in info.read_text().splitlines() if "model name" in line
        ]
        name = found[0] if found else name
    return f"{name}, {len(os.sched_getaffinity(0))} cores, Python {platform.python_version()}"
