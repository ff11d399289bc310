"""A teacher made up of almost nothing, its vocabulary, and a work folder with a few shards."""

from __future__ import annotations

import json
import random
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
import torch
from sentencepiece import SentencePieceProcessor, SentencePieceTrainer
from transformers import MarianConfig, MarianMTModel

from training import encoding, marian, pieces, vocabulary
from training.examples import Epochs
from training.loop import Loop
from training.settings import Settings
from training.shards import Example
from training.subwords import Tokenizer
from training.trainer import Trainer
from training.vocabulary import Rows

PAIRS = [
    ("Le chat dort.", "The cat sleeps."),
    ("Le chien dort dehors.", "The dog sleeps outside."),
    ("Elle dit “oui” au chat.", "She says “yes” to the cat."),
    ("Le chien mange.", "The dog eats."),
    ("Elle mange dehors.", "She eats outside."),
    ("Le chat et le chien.", "The cat and the dog."),
]
WORDS = ("petit", "grand", "vieux", "gentil", "noir", "blanc")
TEXTS = [text for pair in PAIRS for text in pair]


def order(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311


def trained_model(texts: list[str], prefix: Path, size: int = 60) -> Path:
    """A SentencePiece model of ``texts``."""
    SentencePieceTrainer.train(
        sentence_iterator=iter(texts * 9),
        model_prefix=str(prefix),
        vocab_size=size,
        hard_vocab_limit=False,
        minloglevel=2,
    )
    return Path(f"{prefix}.model")


def settings_of(changes: dict[str, Any] | None = None, **run: Any) -> Settings:
    """Settings of a tiny run of seven steps; ``changes`` are to the top level, the others to ``run``."""
    table = {
        "name": "tiny",
        "source": "fr",
        "target": "en",
        "teacher": "none",
        "data": {
            "sentences": 0,
            "longest": 100,
            "quoted": 0,
            "people": 0.3,
            "development": 2,
            "weights": {},
        },
        "vocabulary": {"pieces": 60},
        "shape": {"layers": [0, 1, 2], "head": [1, 1], "teacher_heads": [[1, 0, 0.5], [0, 1, 0.5]]},
        "loss": {"divergence": 1, "reference": 0.3, "hidden": 0.1, "alignment": 0.1},
        "schedule": {"rate": 0.01, "warmup": 2, "hold": 0.5, "floor": 0.1, "steps": 7},
        "run": {"seed": 5, "tokens": 40, "decay": 0.0, "average": 0.9, "threads": 1, "device": "cpu", **run},
        "variations": {"capitals": 0.5},
    }
    return msgspec.convert(table | (changes or {}), Settings)


@pytest.fixture(scope="session")
def vocabulary_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose ``vocabulary/`` has the pieces of both languages in both models, marks included."""
    folder = tmp_path_factory.mktemp("work")
    (folder / "vocabulary").mkdir()
    loud = [text.upper() for text in TEXTS]
    for name in ("source", "target"):
        prefix = folder / "vocabulary" / name
        trained_model([*TEXTS, *loud, *WORDS, 'Un "mot".'], prefix, 110).rename(prefix.with_suffix(".spm"))
    model = SentencePieceProcessor(model_file=str(folder / "vocabulary" / "source.spm"))
    known = [model.id_to_piece(number) for number in range(3, model.get_piece_size())]
    marks = [mark for mark in ('"', '▁"', "“", "▁“", "”") if mark not in known]
    names = ["</s>", "<unk>", *known, *marks, "<pad>"]
    (folder / "vocabulary" / "vocab.json").write_text(json.dumps({name: i for i, name in enumerate(names)}))
    return folder


@pytest.fixture(scope="session")
def model_sides(tmp_path_factory: pytest.TempPathFactory) -> list[vocabulary.Side]:
    """A French and an English SentencePiece model that were made of different texts."""
    folder = tmp_path_factory.mktemp("sides")
    found = []
    for name, texts in (("source", [french for french, _ in PAIRS]), ("target", [one for _, one in PAIRS])):
        read = pieces.load(trained_model([*texts, 'Un "mot".'], folder / name))
        scores = dict.fromkeys(('"', '▁"'), -9.0) | {piece.text: piece.score for piece in read.pieces}
        known = {piece.text for piece in read.pieces}
        added = tuple(pieces.Piece(mark, scores[mark]) for mark in ('"', '▁"') if mark not in known)
        model = pieces.PieceModel((*read.pieces, *added), read.rules, read.rest, read.normaliser)
        found.append(vocabulary.Side(model, Counter({read.pieces[-1].text: 1})))
    return found


@pytest.fixture(scope="session")
def teacher_folder(vocabulary_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A MarianMT model of random weights, two layers and three, with the vocabulary as its own."""
    torch.manual_seed(1)
    size = len(Tokenizer(vocabulary_folder / "vocabulary").ids)
    config = MarianConfig(
        vocab_size=size,
        d_model=16,
        encoder_layers=2,
        decoder_layers=3,
        encoder_attention_heads=2,
        decoder_attention_heads=2,
        encoder_ffn_dim=32,
        decoder_ffn_dim=32,
        max_position_embeddings=1024,
        init_std=0.5,
        activation_function="swish",
        scale_embedding=True,
        pad_token_id=size - 1,
        eos_token_id=0,
        bos_token_id=0,
        forced_eos_token_id=0,
        decoder_start_token_id=size - 1,
    )
    folder = tmp_path_factory.mktemp("teacher")
    MarianMTModel(config).save_pretrained(folder)
    for name in vocabulary.FILES:
        shutil.copyfile(vocabulary_folder / "vocabulary" / name, folder / name)
    return folder


@pytest.fixture
def work(vocabulary_folder: Path, tmp_path: Path) -> Path:
    """A work folder with a vocabulary and two shards of each kind."""
    shutil.copytree(vocabulary_folder / "vocabulary", tmp_path / "vocabulary")
    size = len(Tokenizer(tmp_path / "vocabulary").ids)
    rows = Rows(tuple(range(size)), (1, size - 1))
    (tmp_path / "vocabulary" / vocabulary.ROWS).write_bytes(msgspec.json.encode(rows))
    for kind in ("teacher", "people"):
        for number in range(2):
            rows_of = PAIRS[2 * number : 2 * number + 4]
            write_shard(tmp_path / kind / f"{number:05d}.jsonl", rows_of, taught=kind == "teacher")
    return tmp_path


def write_shard(path: Path, pairs: list[tuple[str, str]], *, taught: bool) -> None:
    """A shard of the teacher's translations, or of people's."""
    path.parent.mkdir(exist_ok=True)
    rows = [Example(one, two if taught else None, two, "story") for one, two in pairs]
    path.write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in rows))


class Made:
    """A trainer with its examples, as a recipe would make it."""

    def __init__(self, folder: Path, teacher: Path, settings: Settings) -> None:
        encoding.encode(folder, teacher, settings, lambda *_: None)
        self.folder = folder
        self.tokenizer = Tokenizer(folder / "vocabulary")
        self.epochs: Epochs = encoding.read(folder, settings)
        rows = vocabulary.read_rows(folder / "vocabulary")
        self.trainer = Trainer(settings, marian.cut_teacher(teacher, rows), rows.twins())

    @property
    def loop(self) -> Loop:
        return Loop(self.trainer, self.epochs, self.folder, self.tokenizer.pad)

    def everything(self) -> Any:
        """All examples in one batch."""
        return self.epochs.examples.batch(np.arange(len(self.epochs.examples)), self.tokenizer.pad)


@pytest.fixture
def make(work: Path, teacher_folder: Path) -> Any:
    """Makes a trainer in a work folder, the fixture's if no other is given."""

    def made(folder: Path = work, changes: dict[str, Any] | None = None, **run: Any) -> Made:
        return Made(folder, teacher_folder, settings_of(changes, **run))

    return made
