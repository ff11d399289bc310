"""``python -m training``: from sentences to a model that loads, in one command or step by step."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from bitext.catalog.packing import STEPS
from bitext.errors import BitextError
from training import settings as files
from training.progress import Bars
from training.recipe import Recipe

app = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode=None)

Config = Annotated[
    Path,
    typer.Argument(metavar="SETTINGS", help="The settings of the model, such as models/fr-en/config.toml."),
]
Data = Annotated[
    Path,
    typer.Argument(metavar="DATA", help="Folder of *.tsv (source, target, corpus) and NAME.<source> files."),
]
Work = Annotated[
    Path, typer.Argument(metavar="WORK", help="Folder where everything is kept; made if need be.")
]
Out = Annotated[Path, typer.Argument(metavar="OUT", help="Folder to write.")]
Exclude = Annotated[
    list[Path] | None,
    typer.Option(help="A file whose sentences are left out of the training; may be repeated."),
]
Begin = Annotated[
    str,
    typer.Option(metavar="MODEL", help="Go on from this model of ours, a name or a folder, not the teacher."),
]
Minutes = Annotated[float, typer.Option(help="Minutes to train, in place of the budget of the settings.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress bars.")]
Beam = Annotated[int, typer.Option(help="Translations that the large model weighs; 1 is the fastest.")]


@app.callback()
def main() -> None:
    """Make a MarianMT model of your own out of a large one.

    `run` does it all. The steps, in their order: vocabulary or begin, people, translate, encode, train,
    export, release. Each can be stopped at any time; called again it goes on where it was.
    models/fr-en/TRAINING.md says what each costs.
    """


@app.command(short_help="From data to a folder that loads.")
def run(
    config: Config,
    data: Data,
    work: Work,
    out: Out,
    exclude: Exclude = None,
    begin: Begin = "",
    minutes: Minutes = 0,
    *,
    quiet: Quiet = False,
) -> None:
    """From data to a folder OUT that bitext loads: every step that is not done yet."""
    recipe = _recipe(config, work, minutes)
    with Bars(shown=not quiet) as bars:
        read = bars.once("reading the data")
        corpora = recipe.read(data, exclude or [])
        read()
        cut = bars.once("the vocabulary")
        if begin:
            recipe.begin(begin)
        recipe.cut(corpora)
        cut()
        recipe.people(corpora, bars.counted("people's translations"))
        recipe.translate(corpora, bars.counted("the teacher's translations"))
        del corpora
        recipe.encode(bars.counted("encoding"))
        is_done = recipe.train(bars.budgeted("training"))
        written = bars.once("writing the model")
        recipe.export(out)
        written()
    typer.echo(f"{out}: " + ("trained" if is_done else "stopped early; the same command goes on"))


@app.command(short_help="Cut the large model's vocabulary.")
def vocabulary(config: Config, data: Data, work: Work) -> None:
    """Cut the large model's vocabulary to what the data needs."""
    recipe = _recipe(config, work)
    typer.echo(f"{recipe.cut(recipe.read(data, []))} pieces")


@app.command(short_help="Begin with a model that there is.")
def begin(
    config: Config,
    work: Work,
    model: Annotated[str, typer.Argument(metavar="MODEL", help="A model of ours to go on from.")],
) -> None:
    """Take over the weights of a model, and its vocabulary if none was cut."""
    _recipe(config, work).begin(model)


@app.command(short_help="Put people's translations into shards.")
def people(config: Config, data: Data, work: Work, exclude: Exclude = None, *, quiet: Quiet = False) -> None:
    """Put people's translations into shards."""
    recipe = _recipe(config, work)
    corpora = recipe.read(data, exclude or [])
    with Bars(shown=not quiet) as bars:
        recipe.people(corpora, bars.counted("people's translations"))


@app.command(short_help="Have the large model translate.")
def translate(
    config: Config, data: Data, work: Work, exclude: Exclude = None, beam: Beam = 1, *, quiet: Quiet = False
) -> None:
    """Have the large model translate sentences into shards."""
    recipe = _recipe(config, work)
    corpora = recipe.read(data, exclude or [])
    with Bars(shown=not quiet) as bars:
        recipe.translate(corpora, bars.counted("the teacher's translations"), beam)


@app.command(short_help="Turn shards into numbers, with variations.")
def encode(config: Config, work: Work, *, quiet: Quiet = False) -> None:
    """Turn shards into numbers, with the variations of the settings, on all cores."""
    recipe = _recipe(config, work)
    with Bars(shown=not quiet) as bars:
        recipe.encode(bars.counted("encoding"))


@app.command(short_help="Train, or go on.")
def train(config: Config, work: Work, minutes: Minutes = 0, *, quiet: Quiet = False) -> None:
    """Train, or go on; Ctrl+C, SIGTERM or a file STOP in WORK stops it at the next step."""
    recipe = _recipe(config, work, minutes)
    with Bars(shown=not quiet) as bars:
        is_done = recipe.train(bars.budgeted("training"))
    typer.echo("the budget is spent" if is_done else "stopped early; the same command goes on")


@app.command(short_help="Write a folder that loads.")
def export(
    config: Config,
    work: Work,
    out: Out,
    *,
    untrained: Annotated[bool, typer.Option(help="What the training begins with.")] = False,
) -> None:
    """Write the model as a folder that bitext, transformers and CTranslate2 load."""
    _recipe(config, work).export(out, untrained=untrained)
    typer.echo(f"{out}: {sum(file.stat().st_size for file in out.iterdir())} bytes")


@app.command(short_help="Pack an exported model.")
def release(
    config: Config,
    exported: Annotated[Path, typer.Argument(metavar="FOLDER", help="What `export` wrote.")],
    out: Out,
    steps: Annotated[
        float,
        typer.Option(help="Steps in a root mean square; others than those of a packed model gone on from."),
    ] = STEPS,
) -> None:
    """Write an exported model as it travels with the package, such as models/fr-en: packed and pinned."""
    from training import release as releasing

    typer.echo(f"{out}: {releasing.write(exported, out, files.read(config), steps)} bytes")


@app.command(short_help="Write the mean of two models.")
def mean(
    one: Annotated[Path, typer.Argument(metavar="ONE", help="A folder that `export` wrote.")],
    other: Annotated[Path, typer.Argument(metavar="OTHER", help="Another of the same shape and vocabulary.")],
    out: Out,
    share: Annotated[float, typer.Option(help="The share of ONE.")] = 0.5,
) -> None:
    """Write the mean of two models, weight by weight: of a trained one and the untrained, for example."""
    from training import averaging

    averaging.write(one, other, share, out)
    typer.echo(f"{out}: {share} of {one}, {1 - share:.2g} of {other}")


@app.command(short_help="Measure a model on sentences held out.")
def examine(
    config: Config,
    work: Work,
    model: Annotated[str, typer.Argument(metavar="MODEL", help="A name of the catalogue, or a folder.")],
    beam: Beam = 2,
) -> None:
    """BLEU of a model, and quotation marks it keeps, on sentences that were held out."""
    from training import evaluate
    from training.teacher import Teacher

    settings = files.read(config)
    held = evaluate.development(work, settings.data.development)
    found = evaluate.examined(Teacher(model, settings.run.cores), held, beam)
    typer.echo(f"{found.sentences} sentences, BLEU {found.bleu:.2f}, marks kept in {100 * found.marks:.1f} %")


def _recipe(config: Path, work: Path, minutes: float = 0) -> Recipe:
    """The run of the settings in ``config``, with another budget if ``minutes`` says so."""
    settings = files.read(config)
    if minutes:
        schedule = msgspec.structs.replace(settings.schedule, minutes=minutes, steps=0)
        settings = msgspec.structs.replace(settings, schedule=schedule)
    return Recipe(settings, work)


if __name__ == "__main__":
    try:
        app()
    except BitextError as error:
        sys.exit(f"training: {error}")
