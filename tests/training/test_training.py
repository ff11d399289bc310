"""The training loop, on a model made up of almost nothing."""

import json
import random
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
import pytest
import torch
from safetensors.torch import load_file
from sentencepiece import SentencePieceTrainer
from transformers import MarianConfig, MarianMTModel

from bitext.catalog import description
from bitext.catalog.packing import PACKED, unpack
from bitext.catalog.store import digest
from bitext.errors import InputError
from training import beginning, evaluate, export, pieces, release, settings, student, vocabulary
from training.batches import Encoder, Pieces, batch
from training.examples import Library, Shards, Shares, development
from training.plot import draw
from training.settings import Loss
from training.teacher import Example
from training.train import STOP, Log, Trainer
from training.vocabulary import Rows

PAIRS = [
    ("Le chat dort.", "The cat sleeps."),
    ("Le chien dort dehors.", "The dog sleeps outside."),
    ("Elle dit “oui” au chat.", "She says “yes” to the cat."),
    ("Le chien mange.", "The dog eats."),
    ("Elle mange dehors.", "She eats outside."),
    ("Le chat et le chien.", "The cat and the dog."),
]
TEXTS = [text for pair in PAIRS for text in pair]


@pytest.fixture(scope="module")
def vocabulary_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("work")
    (folder / "vocabulary").mkdir()
    for name in ("source", "target"):
        prefix = folder / "vocabulary" / name
        SentencePieceTrainer.train(
            sentence_iterator=iter(TEXTS * 9 + ['Un "mot".']),
            model_prefix=str(prefix),
            vocab_size=60,
            hard_vocab_limit=False,
            minloglevel=2,
        )
        Path(f"{prefix}.model").rename(prefix.with_suffix(".spm"))
    from sentencepiece import SentencePieceProcessor

    model = SentencePieceProcessor(model_file=str(folder / "vocabulary" / "source.spm"))
    known = [model.id_to_piece(number) for number in range(3, model.get_piece_size())]
    marks = [mark for mark in ('"', '▁"', "“", "▁“", "”") if mark not in known]
    names = ["</s>", "<unk>", *known, *marks, "<pad>"]
    (folder / "vocabulary" / "vocab.json").write_text(json.dumps({name: i for i, name in enumerate(names)}))
    return folder


@pytest.fixture(scope="module")
def model_sides(tmp_path_factory):
    """A French and an English SentencePiece model that were made of different texts."""
    folder = tmp_path_factory.mktemp("sides")
    found = []
    for name, texts in (("source", [french for french, _ in PAIRS]), ("target", [one for _, one in PAIRS])):
        SentencePieceTrainer.train(
            sentence_iterator=iter([*texts, 'Un "mot".'] * 9),
            model_prefix=str(folder / name),
            vocab_size=60,
            hard_vocab_limit=False,
            minloglevel=2,
        )
        read = pieces.load(folder / f"{name}.model")
        scores = dict.fromkeys(('"', '▁"'), -9.0) | {piece.text: piece.score for piece in read.pieces}
        known = {piece.text for piece in read.pieces}
        added = tuple(pieces.Piece(mark, scores[mark]) for mark in ('"', '▁"') if mark not in known)
        model = pieces.PieceModel((*read.pieces, *added), read.rules, read.rest, read.normaliser)
        found.append(vocabulary.Side(model, Counter({read.pieces[-1].text: 1})))
    return found


@pytest.fixture
def work(vocabulary_folder, tmp_path):
    (tmp_path / "vocabulary").symlink_to(vocabulary_folder / "vocabulary")
    for kind in ("teacher", "people", "own"):
        (tmp_path / kind).mkdir()
        for number in range(2):
            taught = kind != "people"
            rows = [
                Example(french, english if taught else None, english, "story")
                for french, english in PAIRS[2 * number : 2 * number + 4]
            ]
            text = b"".join(msgspec.json.encode(row) + b"\n" for row in rows)
            (tmp_path / kind / f"{number}.jsonl").write_bytes(text)
    return tmp_path


def configured(**run: Any) -> settings.Settings:
    chosen = {
        "name": "tiny",
        "teacher": "none",
        "data": {
            "sentences": 0,
            "longest": 100,
            "quoted": 0,
            "capitals": 0,
            "names": 0,
            "development": 2,
            "weights": {},
        },
        "cut": {"pieces": 60},
        "shape": {"layers": [0, 1, 2], "head": 1, "teacher_heads": [[1, 0, 0.5], [0, 1, 0.5]]},
        "run": {
            "seed": 5,
            "tokens": 40,
            "warmup": 2,
            "decay": 0.0,
            "average": 0.9,
            "minutes_per_checkpoint": 60,
            "steps_per_evaluation": 1000,
            "threads": 1,
            "device": "cpu",
            "bf16": False,
            **run,
        },
        "stages": [
            {
                "steps": steps,
                "train": train,
                "rate": 0.01,
                "human": 0.3,
                "own": 0.2,
                "loss": {"divergence": 1, "entropy": 0.3, "hidden": 0.1, "alignment": 0.1},
                "layers": layers,
            }
            for steps, train, layers in ((3, "decoder", [0, 2]), (5, "all", [0, 2]), (7, "all", []))
        ],
    }
    return msgspec.convert(chosen, settings.Settings)


@pytest.fixture(scope="module")
def teacher_folder(vocabulary_folder, tmp_path_factory):
    small = Pieces(vocabulary_folder / "vocabulary")
    torch.manual_seed(1)
    size = len(small.ids)
    config = MarianConfig(
        vocab_size=size,
        d_model=16,
        encoder_layers=2,
        decoder_layers=3,
        encoder_attention_heads=2,
        decoder_attention_heads=2,
        encoder_ffn_dim=32,
        decoder_ffn_dim=32,
        max_position_embeddings=128,
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
    return folder


@pytest.fixture
def trainer(work, teacher_folder):
    def make(folder=work, **run):
        small = Pieces(folder / "vocabulary")
        rows = Rows(tuple(range(len(small.ids))), (1, small.pad))
        (folder / "rows").write_bytes(msgspec.json.encode(rows))
        chosen = configured(**run)
        large = student.cut_teacher(teacher_folder, rows)
        return Trainer(chosen, folder, large, small, Library(folder, Encoder(small, small, rows.rows)))

    return make


def test_a_run_that_was_stopped_ends_like_one_that_was_not(work, trainer, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    for name in ("vocabulary", "teacher", "people", "own"):
        (other / name).symlink_to(work / name)
    whole = trainer()
    whole.run(Log(work / "log.jsonl"))
    (other / STOP).touch()
    for _ in range(7):
        parts = trainer(other)
        parts.run(Log(other / "log.jsonl"))
    assert parts.step == whole.step == 7
    for (name, one), (_, two) in zip(
        whole.model.named_parameters(), parts.model.named_parameters(), strict=True
    ):
        torch.testing.assert_close(one, two, msg=name)
    for name, value in whole.average.items():
        torch.testing.assert_close(value, parts.average[name], msg=name)


def test_only_the_decoder_learns_at_first(trainer, work):
    made = trainer()
    before = {name: value.detach().clone() for name, value in made.model.named_parameters()}
    (work / STOP).touch()
    made.run(Log(work / "log.jsonl"))
    changed = {n for n, value in made.model.named_parameters() if not torch.equal(value, before[n])}
    assert changed
    assert all(name.startswith("model.decoder.layers") for name in changed)


def test_a_layer_comes_between_those_that_have_learnt(trainer):
    made = trainer()
    batches = made._batches()
    for _ in range(5):
        made.learn(next(batches))
    decoder = made.model.model.decoder.layers
    learnt = {name: made.average[f"model.decoder.layers.1.{name}"] for name in decoder[1].state_dict()}
    assert len(decoder) == 2
    made._prepare()
    decoder = made.model.model.decoder.layers
    origin = made.teacher.model.decoder.layers[1].state_dict()
    assert len(decoder) == 3
    for name, value in decoder[1].state_dict().items():
        torch.testing.assert_close(value, origin[name], msg=name)
    for name, value in decoder[2].state_dict().items():
        torch.testing.assert_close(value, learnt[name], msg=name)
    assert made.average.keys() == {n for n, _ in made.model.named_parameters() if "positions" not in n}


def test_the_loss_falls(trainer, work):
    made = trainer()
    made.run(Log(work / "log.jsonl"))
    examples = made.library.epoch(made.library.shards(), Shares(), _order(1))
    lines = [json.loads(line) for line in (work / "log.jsonl").read_text().splitlines()]
    assert [line.get("event") for line in lines] == ["start", "stop"]
    assert lines[-1]["tokens"] == made.tokens > 0
    trained = made._loss(batch(examples, made.pieces.pad), made.settings.stages[-1])[1]
    fresh = trainer()._loss(batch(examples, made.pieces.pad), made.settings.stages[-1])[1]
    assert trained["target"] < fresh["target"]


def test_the_best_model_is_exported_as_it_is(trainer, work, teacher_folder, tmp_path_factory):
    made = trainer(steps_per_evaluation=7)
    made.run(Log(work / "log.jsonl"))
    rows = msgspec.json.decode((work / "rows").read_bytes())
    folder = tmp_path_factory.mktemp("exported")
    copied = tmp_path_factory.mktemp("copied")
    for name in ("source.spm", "target.spm", "vocab.json"):
        (copied / "vocabulary").mkdir(exist_ok=True)
        (copied / "vocabulary" / name).write_bytes((work / "vocabulary" / name).read_bytes())
    (copied / "vocabulary" / "rows.json").write_bytes(msgspec.json.encode(rows))
    (copied / "best.pt").write_bytes((work / "best.pt").read_bytes())
    export.write(export.model(copied, teacher_folder, "best.pt"), copied, folder)
    loaded: Any = MarianMTModel.from_pretrained(folder)
    french = [french for french, _ in PAIRS]
    with made.averaged():
        assert evaluate.translate(loaded, made.pieces, french) == evaluate.translate(
            made.model, made.pieces, french
        )
    assert {file.name for file in folder.iterdir()} >= {
        "source.spm",
        "target.spm",
        "vocab.json",
        "config.json",
    }


def test_a_run_begins_with_a_student_that_there_is(trainer, work, teacher_folder, tmp_path_factory):
    made = trainer(steps_per_evaluation=7)
    made.run(Log(work / "log.jsonl"))
    exported, other = tmp_path_factory.mktemp("exported"), tmp_path_factory.mktemp("other")
    ids = {vocabulary.undirected(name): number for name, number in made.pieces.ids.items()}
    vocabulary.adopt(work / "vocabulary", ids, other / "vocabulary")
    (other / "best.pt").write_bytes((work / "best.pt").read_bytes())
    export.write(export.model(other, teacher_folder, "best.pt"), other, exported)
    shutil.copytree(teacher_folder, exported / "teacher")
    (exported / "teacher" / "vocab.json").write_bytes(msgspec.json.encode(ids))
    again = tmp_path_factory.mktemp("again")
    beginning.write(exported, exported / "teacher", again)
    rows = vocabulary.read_rows(again / "vocabulary")
    large = student.cut_teacher(teacher_folder, rows)
    begun = student.student(large, (0, 1, 2), beginning.weights(again))
    for name, value in begun.named_parameters():
        if "positions" not in name and "shared" not in name:
            torch.testing.assert_close(value, made.average[name], msg=name)
    with pytest.raises(InputError, match="layers of the first stage"):
        student.student(large, (0, 1), {})
    assert beginning.weights(other) is None


def test_a_student_goes_on_with_a_larger_vocabulary(vocabulary_folder, teacher_folder, tmp_path):
    whole = Pieces(vocabulary_folder / "vocabulary")
    ids = {vocabulary.undirected(name): number for name, number in whole.ids.items()}
    large, small, work = tmp_path / "large", tmp_path / "small", tmp_path / "work"
    shutil.copytree(teacher_folder, large)
    (large / "vocab.json").write_bytes(msgspec.json.encode(ids))
    rows = vocabulary.adopt(vocabulary_folder / "vocabulary", ids, work / "vocabulary")
    lacking = ["▁chien", "."]
    assert set(lacking) <= set(whole.ids)
    names = [name for name in whole.ids if name not in lacking]
    own: Any = MarianMTModel.from_pretrained(teacher_folder)
    own.resize_token_embeddings(len(names))
    with torch.no_grad():
        own.model.shared.weight.copy_(torch.arange(len(names))[:, None].expand_as(own.model.shared.weight))
    own.save_pretrained(small)
    (small / "vocab.json").write_bytes(msgspec.json.encode({name: i for i, name in enumerate(names)}))
    beginning.write(small, large, work)
    begun = student.student(student.cut_teacher(large, rows), (0, 1, 2), beginning.weights(work))
    origin: Any = MarianMTModel.from_pretrained(teacher_folder)
    for name, number in whole.ids.items():
        found = begun.model.shared.weight[number]
        if name in lacking:
            torch.testing.assert_close(found, origin.model.shared.weight[rows.rows[number]], msg=name)
        else:
            assert (found == names.index(name)).all()


def test_pieces_that_only_french_is_made_of_are_not_written(model_sides, tmp_path):
    source, target = model_sides
    ids = {"</s>": 0, "<unk>": 1, '"': 2, '▁"': 3, "<pad>": 4}
    for piece in (*source.model.pieces, *target.model.pieces):
        ids.setdefault(piece.text, len(ids))
    rows = vocabulary.write(source, target, ids, 500, tmp_path)
    numbers = Pieces(tmp_path).ids
    english = {piece.text for piece in target.model.pieces}
    french = {name for name in numbers if vocabulary.undirected(name) not in english}
    assert "▁chien" in french
    never = french - {"</s>", "“", "▁“", "”"} | {"<unk>", "<pad>", '"', '▁"'}
    assert {name for name, number in numbers.items() if number in rows.closed} == never
    assert len(Pieces(tmp_path).target(["The cat sleeps."])[0]) > 1


def test_a_student_of_all_layers_is_the_teacher(vocabulary_folder, teacher_folder):
    small = Pieces(vocabulary_folder / "vocabulary")
    rows = Rows(tuple(range(len(small.ids))), ())
    large = student.cut_teacher(teacher_folder, rows)
    same: Any = student.student(large, [0, 1, 2])
    whole: Any = MarianMTModel.from_pretrained(teacher_folder)
    source = torch.tensor([[3, 4, 5, 0]])
    previous = torch.tensor([[small.pad, 7, 8]])
    with torch.no_grad():
        one, two, three = (
            model(input_ids=source, decoder_input_ids=previous).logits
            for model in (large, same.eval(), whole.eval())
        )
    torch.testing.assert_close(one, two)
    torch.testing.assert_close(one, three)


def test_pieces_that_are_closed_are_never_written(vocabulary_folder, teacher_folder):
    small = Pieces(vocabulary_folder / "vocabulary")
    open_ = range(4, 8)
    closed = tuple(number for number in small.ids.values() if number not in open_)
    large = student.cut_teacher(teacher_folder, Rows(tuple(range(len(small.ids))), closed))
    output = large.generate(
        input_ids=torch.tensor([[3, 4, 5, 0]]), max_new_tokens=6, num_beams=1, max_length=None
    )
    assert set(output[0, 1:-1].tolist()) <= set(open_)


def test_held_out_sentences_are_not_learnt_from(work, trainer):
    made = trainer()
    held = {one.french for one in _read(work / "teacher" / "0.jsonl")}
    examples = made.library.epoch(made.library.shards(), Shares(0.3, 0.3), _order(1))
    assert examples
    assert not held & {made.pieces.text(one.source.tolist()) for one in examples}


def test_an_epoch_has_the_shares_that_were_asked_for(trainer):
    library = trainer().library
    taught = library.epoch(library.shards(), Shares(), _order(1))
    mixed = library.epoch(library.shards(), Shares(0.25, 0.25), _order(1))
    assert [sum(one.own for one in part) for part in (taught, mixed)] == [0, len(taught) // 2]
    assert len(mixed) == 2 * len(taught)


@pytest.mark.parametrize("own", [False, True])
def test_the_students_own_words_are_no_target(trainer, own):
    made = trainer()
    examples = made.library.epoch(made.library.shards(), Shares(0.0, 0.3), _order(1))
    one = batch([next(example for example in examples if example.own == own)], made.pieces.pad)
    gradients = []
    for divergence, entropy in ((1.0, 0.3), (1.3, 0.0)):
        loss = Loss(divergence=divergence, entropy=entropy, hidden=0.0, alignment=0.0)
        value, _ = made._loss(one, msgspec.structs.replace(made.stage(), loss=loss))
        made.model.zero_grad()
        torch.autograd.backward(value)
        gradients.append(made.model.model.decoder.layers[0].fc1.weight.grad.clone())
    assert torch.allclose(*gradients) == own


def test_some_sentences_come_a_second_time_in_capitals(work, vocabulary_folder):
    small = Pieces(vocabulary_folder / "vocabulary")
    encoder = Encoder(small, small, range(len(small.ids)))
    plain = Library(work, encoder).epoch(Shards(2), Shares(), _order(1))
    pairs: Any = lambda rows, _, own: rows  # noqa: ARG005, E731
    loud: Any = Library(work, pairs, capitals=1.0).epoch(Shards(2), Shares(), _order(1))
    assert len(loud) == 2 * len(plain)
    assert ("ELLE MANGE DEHORS.", "SHE EATS OUTSIDE.") in loud


def test_the_development_slice_has_both_sides(work):
    held = development(work, 3)
    assert len(held.french) == len(held.english) == 3
    assert evaluate.bleu(held.english, held) == pytest.approx(100)
    assert evaluate.marks_kept(held.french, held.english) == 1.0
    assert evaluate.marks_kept(["Un “mot”.", "Rien."], ["A word.", "Nothing."]) == 0.0


def _read(path: Path) -> list[Example]:
    return [msgspec.json.decode(line, type=Example) for line in path.read_bytes().splitlines()]


def _order(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311


def test_a_run_is_drawn_from_its_log(tmp_path):
    log = tmp_path / "log.jsonl"
    log.write_text('{"event": "start", "step": 0, "tokens": 0}\n', encoding="utf-8")
    with pytest.raises(InputError, match="no steps to draw"):
        draw(log, tmp_path / "run.svg")
    steps = [
        {"step": at, "tokens": 100 * at, "target": 9 / at, "alignment": 1.0, "tokens_per_second": 50}
        for at in range(1, 40)
    ]
    evaluation = {"step": 40, "tokens": 4000, "bleu_news": 50.0, "bleu_people": 30.0}
    log.write_text("".join(json.dumps(entry) + "\n" for entry in (*steps, evaluation)), encoding="utf-8")
    draw(log, tmp_path / "run.svg")
    assert (tmp_path / "run.svg").read_text(encoding="utf-8").count("<path") > len(steps)


def test_a_model_is_released_with_every_file_pinned(work, trainer, teacher_folder, tmp_path_factory):
    made = trainer(steps_per_evaluation=7)
    made.run(Log(work / "log.jsonl"))
    rows = msgspec.json.decode((work / "rows").read_bytes())
    (work / "vocabulary" / "rows.json").write_bytes(msgspec.json.encode(rows))
    exported, folder = tmp_path_factory.mktemp("exported"), tmp_path_factory.mktemp("models")
    export.write(export.model(work, teacher_folder, "best.pt"), work, exported)
    size = release.write(exported, folder / "tiny", made.settings)
    info = description._read(folder / "tiny" / "model.toml")
    assert (info.alignment.layer, info.alignment.heads, info.decoding.beam) == (2, (1,), 2)
    assert sum(file.size for file in info.files) == size
    for file in info.files:
        assert digest(folder / "tiny" / file.name) == file.sha256
    unpack(folder / "tiny" / PACKED, folder / "again.safetensors")
    whole, again = load_file(exported / "model.safetensors"), load_file(folder / "again.safetensors")
    assert whole.keys() == again.keys()


@pytest.mark.filterwarnings("ignore")
@pytest.mark.skipif(shutil.which("g++") is None, reason="compiling needs a C++ compiler")
def test_compiled_layers_learn_the_same(trainer):
    losses = []
    for made in (trainer(), trainer(compiled=True)):
        batches = made._batches()
        losses.append([made.learn(next(batches))[1] for _ in range(4)])
        assert all("forward" not in vars(layer) for layer in made.model.model.encoder.layers)
    for one, two in zip(*losses, strict=True):
        assert one == pytest.approx(two, rel=1e-3)
