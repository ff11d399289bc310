"""``python -m training``: the steps from sentences to a small model."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from bitext import catalog
from bitext.catalog.store import cache_folder
from training import corpus, marks, pieces, settings, teacher
from training import vocabulary as cutting

app = typer.Typer(add_completion=False, no_args_is_help=True)

Config = Annotated[Path, typer.Option(help="The settings of the model: models/NAME/config.toml.")]
Work = Annotated[Path | None, typer.Option(help="Where everything is kept (default: the user's cache).")]
Source = Annotated[Path, typer.Option(help="Folder of *.tsv and *.fr files with the training data.")]
Exclude = Annotated[list[Path], typer.Option(help="A file whose sentences are left out of the training.")]


@app.callback()
def main() -> None:
    """Make a small MarianMT model out of a large one."""


def work_folder(chosen: Path | None) -> Path:
    """Where the data and checkpoints of the training are kept."""
    return chosen or cache_folder() / "train"


@app.command()
def translate(
    config: Config, data: Source, exclude: Exclude, work: Work = None, beam: int = 1, threads: int = 2
) -> None:
    """Have the teacher translate the training sentences, shard by shard."""
    chosen = settings.read(config)
    exclusion = corpus.Exclusion.read(exclude)
    sources = corpus.read_sources(data, exclusion, chosen.data.longest)
    for name, lines in sorted(sources.items()):
        typer.echo(f"{name}: {len(lines)} lines")
    stream = corpus.mixed(sources, chosen.data.weights, chosen.run.seed)
    model = teacher.Teacher(chosen.teacher, threads)
    folder = work_folder(work) / "teacher"
    for number, kept in teacher.write_shards(stream, folder, model, chosen, beam):
        typer.echo(f"shard {number}: {kept} examples")


@app.command()
def practise(
    config: Config,
    data: Source,
    exclude: Exclude,
    student: Annotated[Path, typer.Argument(help="What `export` wrote.")],
    work: Work = None,
    shards: Annotated[int, typer.Option(help="How many more, of 1,000 sentences each.")] = 50,
    threads: int = 2,
) -> None:
    """Have the student translate what the teacher has not, so that it learns from its own mistakes."""
    chosen = settings.read(config)
    folder = work_folder(work)
    seen = {
        marks.without(one.french)
        for name in ("teacher", "own")
        for path in teacher.shards(folder / name)
        for one in teacher.read(path)
    }
    sources = corpus.read_sources(data, corpus.Exclusion.read(exclude), chosen.data.longest)
    fresh = {
        name: [line for line in lines if not line.english and marks.curly(line.french) not in seen]
        for name, lines in sources.items()
    }
    stream = corpus.mixed(fresh, chosen.data.weights, chosen.run.seed + 2)
    model = teacher.Teacher(str(student), threads)
    for number, kept in teacher.write_own(stream, folder / "own", model, shards):
        typer.echo(f"shard {number}: {kept} examples")


@app.command()
def vocabulary(config: Config, data: Source, work: Work = None, lines: int = 500_000) -> None:
    """Cut the teacher's vocabulary to what the first ``lines`` lines of each language need most."""
    chosen = settings.read(config)
    teacher_folder = catalog.fetch(chosen.teacher).folder
    everything = corpus.read_sources(data, corpus.Exclusion([]), chosen.data.longest)
    mixed = list(islice(corpus.mixed(everything, chosen.data.weights, chosen.run.seed), lines))
    texts = {
        "source.spm": [marks.for_teacher(line.french) for line in mixed],
        "target.spm": [marks.for_teacher(line.english) for line in mixed if line.english],
    }
    source, target = (
        cutting.Side(pieces.load(teacher_folder / name), cutting.counted(teacher_folder / name, [batch]))
        for name, batch in texts.items()
    )
    ids = msgspec.json.decode((teacher_folder / "vocab.json").read_bytes(), type=dict[str, int])
    rows = cutting.write(source, target, ids, chosen.cut.pieces, work_folder(work) / "vocabulary")
    typer.echo(f"{len(rows.rows)} pieces")


@app.command()
def begin(
    config: Config,
    model: Annotated[str, typer.Argument(help="A student to go on from: a folder, or a name.")],
    work: Work = None,
) -> None:
    """Take over the weights of a student that there is, and its vocabulary if `vocabulary` made none."""
    from training import beginning

    chosen = settings.read(config)
    beginning.write(catalog.fetch(model).folder, catalog.fetch(chosen.teacher).folder, work_folder(work))


@app.command()
def people(config: Config, data: Source, exclude: Exclude, work: Work = None) -> None:
    """Put the human translations into shards of the same form."""
    chosen = settings.read(config)
    sources = corpus.read_sources(data, corpus.Exclusion.read(exclude), chosen.data.longest)
    human = {name: [line for line in lines if line.english] for name, lines in sources.items()}
    stream = corpus.mixed(human, chosen.data.weights, chosen.run.seed + 1)
    for number, kept in teacher.write_people(stream, work_folder(work) / "people"):
        typer.echo(f"shard {number}: {kept} examples")


@app.command()
def train(config: Config, work: Work = None) -> None:
    """Train, or go on training, the student."""
    from training import beginning, student
    from training.batches import Encoder, Pieces
    from training.examples import Library
    from training.train import Log, Trainer

    chosen = settings.read(config)
    folder = work_folder(work)
    rows = cutting.read_rows(folder / "vocabulary")
    whole = catalog.fetch(chosen.teacher).folder
    small = Pieces(folder / "vocabulary")
    encoder = Encoder(small, Pieces(whole), rows.rows)
    library = Library(folder, encoder, chosen.data.capitals, chosen.data.names)
    weights = beginning.weights(folder)
    large = student.cut_teacher(whole, rows)
    trainer = Trainer(chosen, folder, large, small, library, rows.twins(), weights)
    trainer.run(Log(folder / "log.jsonl"))


@app.command()
def export(
    config: Config,
    output: Annotated[Path, typer.Argument(help="The folder to write.")],
    work: Work = None,
    *,
    last: Annotated[bool, typer.Option(help="The last checkpoint in place of the best.")] = False,
) -> None:
    """Write the student as a folder that transformers reads and CTranslate2 converts."""
    from training import export as exporting

    chosen = settings.read(config)
    folder = work_folder(work)
    source = "checkpoint.pt" if last else "best.pt"
    small = exporting.model(folder, catalog.fetch(chosen.teacher).folder, source)
    exporting.write(small, folder, output)
    typer.echo(f"{output}: {sum(file.stat().st_size for file in output.iterdir())} bytes")


@app.command()
def release(
    config: Config,
    folder: Annotated[Path, typer.Argument(help="What `export` wrote.")],
    output: Annotated[Path, typer.Argument(help="The folder to write: models/NAME.")],
) -> None:
    """Write an exported model as it travels with the package, weights packed in int8."""
    from training import release as releasing

    typer.echo(f"{output}: {releasing.write(folder, output, settings.read(config))} bytes")


@app.command()
def plot(
    output: Annotated[Path, typer.Argument(help="The picture to write: .svg, .png, .pdf.")], work: Work = None
) -> None:
    """Draw loss, BLEU and speed of the run."""
    from training.plot import draw

    draw(work_folder(work) / "log.jsonl", output)


@app.command()
def baseline(config: Config, work: Work = None) -> None:
    """BLEU of the teacher on the held-out sentences, at beam 1 and 4."""
    from training import evaluate
    from training.examples import development

    chosen = settings.read(config)
    held = development(work_folder(work), chosen.data.development)
    large = teacher.Teacher(chosen.teacher, chosen.run.threads)
    for beam in (1, 4):
        found = large.translate([marks.for_teacher(text) for text in held.french], beam)
        english = [one[0] if one else "" for one in found]
        typer.echo(f"beam {beam}: BLEU {evaluate.bleu(english, held):.2f} on {len(english)} sentences")


if __name__ == "__main__":
    app()
