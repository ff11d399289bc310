"""The command line of the benchmarks: ``python -m benchmarks NAME [--data DIR]``.

A benchmark is a module ``benchmarks/NAME.py`` with ``run(data: Path) -> None``, or, where one model is
measured, ``run(data: Path, model: str) -> None``. To add one, add its name and one line of help here, and
the name to ``ONE_MODEL`` if it takes a model; the module is imported when it is called for.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from bitext import catalog

if TYPE_CHECKING:
    from collections.abc import Callable

DATA: Final = Path(__file__).resolve().parents[2] / "shared" / "eval"

BENCHMARKS: Final = {
    "segmentation": "F1 and speed of sentence segmentation, beside other splitters.",
    "quotes": "Quotations: found in French, carried over, put in the right place.",
    "speakers": "Quotations: who says them, against what a reader marked.",
    "doubt": "The doubt of translations, against what a reader found wrong with them.",
    "words": "Word alignment error rate.",
    "names": "Names and numbers that repairs mend, and that they spoil.",
    "projection": "Annotation projection: marked spans that come out where the translation has them.",
    "beads": "Sentence alignment of novels and news: F1, confidence, growth.",
    "editions": "Two editions of a book as EPUB: beads, time and memory.",
    "strangers": "Sentence alignment: sentences that are no translations of each other.",
    "translation": "BLEU, chrF, speed and memory of translation.",
    "models": "The default model beside the large one.",
    "hallucination": "Loops, empty lines and doubled output of the models.",
    "glossary": "Terms of a glossary that are used, and what that costs the rest.",
    "tmx": "TMX against its DTD: valid, and back again.",
    "xliff": "XLIFF against the OASIS suite and the schemas.",
    "page": "The page with 10,000 pairs in a browser: opening, scrolling, searching.",
}
"""Those that read the evaluation data."""

ONE_MODEL: Final = {"glossary", "names", "quotes", "words", "beads", "editions", "translation"}

Folder = Annotated[Path, typer.Option("--data", help="Folder of the evaluation data.")]

Model = Annotated[str, typer.Option(help="A model of the catalogue, or a folder with one.")]

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Measure what the README promises.")


def _run(name: str, data: Path, **options: object) -> None:
    if not data.is_dir():
        raise typer.BadParameter(f"no folder {data}; give one that has the evaluation data")
    import_module(f"benchmarks.{name}").run(data, **options)


def _command(name: str) -> Callable[..., None]:
    def plain(data: Folder = DATA) -> None:
        _run(name, data)

    def of_a_model(data: Folder = DATA, model: Model = catalog.DEFAULT) -> None:
        _run(name, data, model=model)

    return of_a_model if name in ONE_MODEL else plain


@app.callback()
def _main() -> None:
    """Keep the name of the benchmark on the command line, however many there are."""


@app.command()
def growth(
    only: Annotated[str, typer.Option(help="The beginning of the names of what is measured.")] = "",
    seconds: Annotated[float, typer.Option(help="Processor time at which the sizes end.")] = 0.5,
) -> None:
    """How time grows with the size of odd and hostile inputs: exponents between two sizes."""
    import_module("benchmarks.growth").run(only, seconds)


@app.command()
def fuzz(
    first: Annotated[int, typer.Option(help="The number of the first input.")] = 0,
    count: Annotated[int, typer.Option(min=1, help="How many inputs.")] = 100_000,
    real: Annotated[bool, typer.Option("--real", help="With the model itself.")] = False,
) -> None:
    """Odd texts through ``align`` and the lossless formats, with an echo that garbles for a model."""
    import_module("benchmarks.fuzz").run(first, count, real=real)


@app.command()
def everyday(
    model: Model = catalog.DEFAULT,
    count: Annotated[int, typer.Option(min=1, help="Lines of each kind.")] = 500,
) -> None:
    """Addresses, placeholders, symbols, numbers: made lines of each kind that come out right."""
    import_module("benchmarks.everyday").run(model, count)


@app.command()
def subtitles(data: Folder = DATA, model: Model = catalog.DEFAULT) -> None:
    """An English text in French cues: content words and sentences that stand in their cue."""
    import_module("benchmarks.subtitles").run(data, model)


@app.command()
def memory(
    model: Model = catalog.DEFAULT,
    size: Annotated[list[int] | None, typer.Option(help="Megabytes of text; 10 and 100 without it.")] = None,
) -> None:
    """Peak memory of the translation of long texts, with an echo in the place of the search."""
    import_module("benchmarks.memory").run(model, size or [10, 100])


@app.command()
def serve(
    clients: Annotated[int, typer.Option(min=2, help="Clients at once.")] = 50,
    seconds: Annotated[float, typer.Option(min=2, help="How long they ask.")] = 120,
    requests: Annotated[int, typer.Option(help="Requests over which memory is looked at; 0: none.")] = 10_000,
) -> None:
    """The HTTP service under load: answers a second, waiting times, lost and mixed up, memory."""
    import_module("benchmarks.serve").run(clients, seconds, requests)


@app.command()
def corpus(
    data: Folder = DATA,
    model: Model = catalog.DEFAULT,
    lines: Annotated[int, typer.Option(min=3, help="Lines of news.")] = 600,
    rounds: Annotated[int, typer.Option(min=1, help="Rounds.")] = 3,
) -> None:
    """A corpus beside align on each of its documents: lines a second, the cost of journal and shards."""
    _run("corpus", data, model=model, lines=lines, rounds=rounds)


@app.command()
def kills(
    count: Annotated[int, typer.Option(min=1, help="How many kills.")] = 200,
    seed: Annotated[int, typer.Option(help="Of the moments.")] = 1,
    real: Annotated[bool, typer.Option("--real", help="With the model itself.")] = False,
) -> None:
    """A corpus whose runs are killed at random moments: nothing lost, doubled, half-written or different."""
    import_module("benchmarks.kills").run(count, seed, real=real)


@app.command()
def million(
    folder: Annotated[Path, typer.Argument(help="For the corpus, the output and the samples.")],
    count: Annotated[int, typer.Option(min=1, help="Documents.")] = 1_000_000,
) -> None:
    """Memory, journal and files of a corpus of short documents, with an echo; can be stopped."""
    import_module("benchmarks.million").run(folder, count)


@app.command()
def speed(
    data: Folder = DATA,
    model: Model = catalog.DEFAULT,
    beam: Annotated[int | None, typer.Option(min=1, help="That of the model without it.")] = None,
    plot: Annotated[Path | None, typer.Option(help="A file for a plot: .svg, .png or .pdf.")] = None,
    lines: Annotated[
        list[int] | None, typer.Option(min=1, help="Lines of news; 300, and all there are, without it.")
    ] = None,
) -> None:
    """Sentences a second beside the engines under it, and how long a user waits."""
    _run("speed", data, model=model, beam=beam, plot=plot, sizes=lines)


@app.command()
def pronouns(
    data: Folder = DATA,
    lines: Annotated[int | None, typer.Option(min=1, help="Lines of news; all without it.")] = None,
) -> None:
    """Pronouns that the document decides: mended and spoilt."""
    _run("pronouns", data, lines=lines)


@app.command()
def nonwords(
    data: Folder = DATA,
    model: Model = catalog.DEFAULT,
    lines: Annotated[
        int | None, typer.Option(min=1, help="Lines of either set of news; all without it.")
    ] = None,
) -> None:
    """Words of translations that are no words, with the second search, without, and by people."""
    _run("nonwords", data, model=model, lines=lines)


@app.command()
def memory_index(
    folder: Annotated[Path, typer.Argument(help="Where the memory is made.")],
    count: Annotated[int, typer.Argument(min=1000)] = 1_000_000,
) -> None:
    """A translation memory of a million made-up pairs: making it, its size, looking sentences up."""
    import_module("benchmarks.memory_index").run(folder, count)


for _name, _help in BENCHMARKS.items():
    app.command(_name, help=_help)(_command(_name))


if __name__ == "__main__":
    app()
