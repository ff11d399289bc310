"""The steps of the recipe in a work folder, each of which goes on where it was; and all of them in a row."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from itertools import islice
from pathlib import Path

import msgspec

from bitext import catalog
from training import corpus, encoding, marks, pieces, shards
from training import vocabulary as cutting
from training.corpus import Exclusion, Line
from training.progress import BudgetReport, CountReport
from training.settings import Settings
from training.shards import PEOPLE, TEACHER

_LOG = "log.jsonl"
_BEGIN = "begin.safetensors"


class Recipe:
    """A run: its settings, and the folder ``work`` where everything is kept."""

    def __init__(self, settings: Settings, work: Path) -> None:
        self.settings = settings
        self.work = work

    @cached_property
    def teacher(self) -> Path:
        """The folder of the large model, fetched if need be."""
        return catalog.fetch(self.settings.teacher).folder

    def read(self, data: Path, exclude: Iterable[Path]) -> dict[str, list[Line]]:
        """The usable lines of the folder ``data``, by corpus, without what is in the files ``exclude``."""
        settings = self.settings
        exclusion = Exclusion.read(exclude)
        return corpus.read_corpora(
            data, exclusion, settings.data.longest, settings.languages, settings.data.columns
        )

    def cut(self, corpora: dict[str, list[Line]]) -> int:
        """Cut the teacher's vocabulary to what the lines need, unless that is done; its number of pieces."""
        folder = self.work / "vocabulary"
        if not (folder / cutting.ROWS).exists():
            mixed = corpus.mixed(corpora, self.settings.data.weights, self.settings.run.seed)
            lines = list(islice(mixed, self.settings.vocabulary.lines))
            source = self._side("source.spm", [line.source for line in lines])
            target = self._side("target.spm", [line.target for line in lines if line.target])
            ids = msgspec.json.decode((self.teacher / cutting.VOCABULARY).read_bytes(), type=dict[str, int])
            cutting.write(source, target, ids, self.settings.vocabulary.pieces, folder)
        return len(cutting.read_rows(folder).rows)

    def begin(self, model: str) -> None:
        """Take over the weights of a model that there is, and its vocabulary if none was cut."""
        from training import beginning

        if not (self.work / _BEGIN).exists():
            self.work.mkdir(parents=True, exist_ok=True)
            beginning.write(catalog.fetch(model).folder, self.teacher, self.work)

    def people(self, corpora: dict[str, list[Line]], report: CountReport) -> None:
        """Put people's translations into shards, as many as their share of the examples takes."""
        settings = self.settings
        human = {name: [line for line in lines if line.target] for name, lines in corpora.items()}
        stream = corpus.mixed(human, settings.data.weights, settings.run.seed + 1)
        share = settings.data.people / (1 - settings.data.people)
        most = -(-round(settings.data.sentences * share) // settings.data.shard)
        if most:
            shards.write_people(stream, self.work / PEOPLE, settings, report, most)

    def translate(self, corpora: dict[str, list[Line]], report: CountReport, beam: int = 1) -> None:
        """Have the teacher translate sentences, shard by shard."""
        from training.teacher import Teacher
        from training.trainer import device_of

        settings = self.settings
        stream = corpus.mixed(corpora, settings.data.weights, settings.run.seed)
        model = Teacher(settings.teacher, settings.run.cores, device_of(settings.run.device).type)
        shards.write_translations(stream, self.work / TEACHER, model, settings, report, beam)

    def encode(self, report: CountReport) -> None:
        """Encode the shards that are not encoded yet."""
        encoding.encode(self.work, self.teacher, self.settings, report)

    def train(self, report: BudgetReport) -> bool:
        """Train, or go on; whether the budget is spent."""
        from training import beginning, marian
        from training.log import Log
        from training.loop import Loop
        from training.subwords import Tokenizer
        from training.trainer import Trainer

        rows = cutting.read_rows(self.work / "vocabulary")
        epochs = encoding.read(self.work, self.settings)
        large = marian.cut_teacher(self.teacher, rows)
        trainer = Trainer(self.settings, large, rows.twins(), beginning.weights(self.work))
        pad = Tokenizer(self.work / "vocabulary").pad
        return Loop(trainer, epochs, self.work, pad).run(Log(self.work / _LOG), report)

    def export(self, output: Path, *, untrained: bool = False) -> None:
        """Write the trained model, or what the training begins with, as a folder that loads."""
        from training import export

        model = (export.untrained if untrained else export.trained)(self.work, self.teacher, self.settings)
        export.write(model, self.work, self.settings, output)

    def _side(self, name: str, texts: list[str]) -> cutting.Side:
        """One language's pieces, and how often each occurs in ``texts``."""
        path = self.teacher / name
        prepared = [marks.for_teacher(text) for text in texts]
        return cutting.Side(pieces.load(path), cutting.counted(path, [prepared]))
