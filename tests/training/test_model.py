"""Models: cut from a teacher, begun from another one, exported, released, examined."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file
from transformers import MarianMTModel

from bitext.catalog import description
from bitext.catalog.packing import PACKED, unpack
from bitext.catalog.store import digest
from bitext.errors import InputError
from tests.training.conftest import PAIRS, Made, settings_of
from training import averaging, beginning, evaluate, export, marian, release, vocabulary
from training.log import Log
from training.settings import Shape
from training.subwords import Tokenizer
from training.vocabulary import Rows


def trained(make: Any) -> Made:
    made: Made = make()
    made.loop.run(Log(made.folder / "log.jsonl"), lambda *_: None)
    return made


def exported(made: Made, teacher: Path, folder: Path) -> Path:
    """What the recipe writes of a trained model."""
    settings = settings_of()
    export.write(export.trained(made.folder, teacher, settings), made.folder, settings, folder)
    return folder


def test_a_model_of_all_layers_is_the_teacher(vocabulary_folder, teacher_folder):
    tokenizer = Tokenizer(vocabulary_folder / "vocabulary")
    rows = Rows(tuple(range(len(tokenizer.ids))), ())
    large = marian.cut_teacher(teacher_folder, rows)
    same: Any = marian.of_layers(large, [0, 1, 2])
    whole: Any = MarianMTModel.from_pretrained(teacher_folder)
    source = torch.tensor([[3, 4, 5, 0]])
    previous = torch.tensor([[tokenizer.pad, 7, 8]])
    with torch.no_grad():
        one, two, three = (
            model(input_ids=source, decoder_input_ids=previous).logits
            for model in (large, same.eval(), whole.eval())
        )
    torch.testing.assert_close(one, two)
    torch.testing.assert_close(one, three)


def test_a_model_of_some_layers_has_those_of_the_teacher(vocabulary_folder, teacher_folder):
    size = len(Tokenizer(vocabulary_folder / "vocabulary").ids)
    large = marian.cut_teacher(teacher_folder, Rows(tuple(range(size)), ()))
    small = marian.of_layers(large, [0, 2])
    assert small.config.decoder_layers == len(small.model.decoder.layers) == 2
    for ours, theirs in ((0, 0), (1, 2)):
        found = small.model.decoder.layers[ours].state_dict()
        for name, value in large.model.decoder.layers[theirs].state_dict().items():
            torch.testing.assert_close(found[name], value, msg=name)


def test_pieces_that_are_closed_are_never_written(vocabulary_folder, teacher_folder):
    tokenizer = Tokenizer(vocabulary_folder / "vocabulary")
    open_ = range(4, 8)
    closed = tuple(number for number in tokenizer.ids.values() if number not in open_)
    large = marian.cut_teacher(teacher_folder, Rows(tuple(range(len(tokenizer.ids))), closed))
    output = large.generate(
        input_ids=torch.tensor([[3, 4, 5, 0]]), max_new_tokens=6, num_beams=1, max_length=None
    )
    assert set(output[0, 1:-1].tolist()) <= set(open_)
    assert marian.written(large).tolist() == list(open_)


def test_the_trained_model_is_exported_as_it_is(make, teacher_folder, tmp_path_factory):
    made = trained(make)
    folder = exported(made, teacher_folder, tmp_path_factory.mktemp("exported"))
    loaded: Any = MarianMTModel.from_pretrained(folder)
    batch = made.everything()
    source, previous = torch.from_numpy(batch.source), torch.from_numpy(batch.previous)
    mask = (source != made.tokenizer.pad).long()
    kept = torch.from_numpy(batch.target != made.tokenizer.pad)
    written = torch.tensor([n for name, n in made.tokenizer.ids.items() if name not in ('"', '▁"')])
    with torch.no_grad(), made.trainer.averaged() as model:
        one, two = (
            each(input_ids=source, attention_mask=mask, decoder_input_ids=previous).logits[kept][:, written]
            for each in (model, loaded.eval())
        )
    torch.testing.assert_close(one, two)
    ids = made.tokenizer.ids
    for straight, curly in (('"', "”"), ('▁"', "▁“")):
        row = loaded.model.shared.weight[[ids[straight], ids[curly]]]
        torch.testing.assert_close(row[0], row[1])
    assert {file.name for file in folder.iterdir()} >= {
        "source.spm",
        "target.spm",
        "vocab.json",
        "config.json",
    }
    assert msgspec.json.decode((folder / "tokenizer_config.json").read_bytes()) == {
        "source_lang": "fr",
        "target_lang": "en",
    }
    generation = msgspec.json.decode((folder / "generation_config.json").read_bytes())
    assert generation["num_beams"] == 2
    assert "bad_words_ids" not in generation


def test_an_untrained_model_of_all_layers_is_the_teacher(work, teacher_folder, tmp_path_factory):
    folder, settings = tmp_path_factory.mktemp("untrained"), settings_of()
    with pytest.raises(InputError, match="train first"):
        export.trained(work, teacher_folder, settings)
    export.write(export.untrained(work, teacher_folder, settings), work, settings, folder)
    one, two = (load_file(path / "model.safetensors") for path in (folder, teacher_folder))
    decoder = [name for name in two if name.startswith("model.decoder.layers")]
    assert decoder
    assert all(torch.equal(one[name], two[name]) for name in decoder)


def test_a_run_begins_with_a_model_that_there_is(make, work, teacher_folder, tmp_path_factory):
    made = trained(make)
    own, again = (tmp_path_factory.mktemp(name) for name in ("exported", "again"))
    exported(made, teacher_folder, own)
    ids = {vocabulary.undirected(name): number for name, number in made.tokenizer.ids.items()}
    large_folder = tmp_path_factory.mktemp("large") / "teacher"
    shutil.copytree(teacher_folder, large_folder)
    (large_folder / "vocab.json").write_bytes(msgspec.json.encode(ids))
    beginning.write(own, large_folder, again)
    rows = vocabulary.read_rows(again / "vocabulary")
    large = marian.cut_teacher(teacher_folder, rows)
    begun = marian.of_layers(large, (0, 1, 2), beginning.weights(again))
    for name, value in begun.named_parameters():
        if "positions" not in name and "shared" not in name:
            torch.testing.assert_close(value, made.trainer.average[name], msg=name)
    with pytest.raises(InputError, match="layers of the settings"):
        marian.of_layers(large, (0, 1), {})
    assert beginning.weights(work) is None


def test_a_model_goes_on_with_a_larger_vocabulary(vocabulary_folder, teacher_folder, tmp_path):
    whole = Tokenizer(vocabulary_folder / "vocabulary")
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
    begun = marian.of_layers(marian.cut_teacher(large, rows), (0, 1, 2), beginning.weights(work))
    origin: Any = MarianMTModel.from_pretrained(teacher_folder)
    for name, number in whole.ids.items():
        found = begun.model.shared.weight[number]
        if name in lacking:
            torch.testing.assert_close(found, origin.model.shared.weight[rows.rows[number]], msg=name)
        else:
            assert (found == names.index(name)).all()


def models(folder: Path) -> tuple[Path, Path]:
    """Folders with two models of the same vocabulary."""
    found = folder / "one", folder / "other"
    for number, path in enumerate(found):
        path.mkdir()
        (path / "vocab.json").write_text('{"a": 0}')
        (path / "config.json").write_text(str(number))
        weights = {"weight": torch.full((3, 2), 4.0 * number), "bias": torch.full((3,), -1e4)}
        save_file(weights, path / "model.safetensors")
    return found


def test_the_mean_of_two_models_is_between_them(tmp_path):
    one, other = models(tmp_path)
    averaging.write(one, other, 0.75, tmp_path / "mean")
    found = load_file(tmp_path / "mean" / "model.safetensors")
    assert torch.equal(found["weight"], torch.full((3, 2), 1.0))
    assert torch.equal(found["bias"], torch.full((3,), -1e4))
    assert (tmp_path / "mean" / "config.json").read_text() == "0"
    averaging.write(one, other, 0.5, one)
    assert torch.equal(load_file(one / "model.safetensors")["weight"], torch.full((3, 2), 2.0))


def test_models_that_have_no_mean_are_told(tmp_path):
    one, other = models(tmp_path)
    with pytest.raises(InputError, match="from 0 to 1"):
        averaging.write(one, other, 1.5, tmp_path / "mean")
    save_file({"weight": torch.zeros(3, 3)}, other / "model.safetensors")
    with pytest.raises(InputError, match="shapes"):
        averaging.write(one, other, 0.5, tmp_path / "mean")
    (other / "vocab.json").write_text('{"b": 0}')
    with pytest.raises(InputError, match="vocabularies"):
        averaging.write(one, other, 0.5, tmp_path / "mean")


def test_a_model_is_released_with_every_file_pinned(make, teacher_folder, tmp_path_factory):
    own, folder = tmp_path_factory.mktemp("exported"), tmp_path_factory.mktemp("models")
    exported(trained(make), teacher_folder, own)
    size = release.write(own, folder / "tiny", settings_of())
    info = description._read(folder / "tiny" / "model.toml")
    assert (info.source, info.target, info.name) == ("fr", "en", "tiny")
    assert (info.alignment.layer, info.alignment.heads, info.decoding.beam) == (1, (1,), 2)
    assert info.alignment.forced == ((1, 0, 0.5), (0, 1, 0.5))
    assert sum(file.size for file in info.files) == size
    for file in info.files:
        assert digest(folder / "tiny" / file.name) == file.sha256
    unpack(folder / "tiny" / PACKED, folder / "again.safetensors")
    whole, again = load_file(own / "model.safetensors"), load_file(folder / "again.safetensors")
    assert whole.keys() == again.keys()


@pytest.mark.parametrize(
    ("layers", "head", "expected"),
    [
        ((0, 1, 2), (1, 3), [(2, 1, 0.5), (0, 4, 0.5)]),
        ((0, 2), (1, 3), [(1, 1, 0.5), (0, 4, 0.5)]),
        ((0, 1), (1, 3), [(1, 3, 1.0)]),
    ],
)
def test_the_teachers_heads_align_where_all_their_layers_are_there(layers, head, expected):
    shape = Shape(layers, head, ((2, 1, 0.5), (0, 4, 0.5)))
    assert release.forced_heads(shape) == expected


class Copier:
    """A model that knows the sentences of ``PAIRS``, and writes no marks if it reads none."""

    def __init__(self, *, curly: bool) -> None:
        self.reads_curly_marks = curly
        self.read: list[str] = []

    def translate(self, sentences: Sequence[str], beam: int) -> list[tuple[str, float] | None]:
        assert beam == 1
        self.read += sentences
        known = dict(PAIRS)
        return [(known[text], -0.1) if text in known else None for text in sentences]


def test_held_out_sentences_tell_how_good_a_model_is(work):
    held = evaluate.development(work, 3)
    assert len(held.source) == len(held.target) == 3
    assert evaluate.bleu(held.target, held) == pytest.approx(100)
    assert evaluate.marks_kept(held.source, held.target) == 1.0
    assert evaluate.marks_kept(["Un “mot”.", "Rien."], ["A word.", "Nothing."]) == 0.0
    assert evaluate.marks_kept(["Rien."], ["Nothing."]) == 1.0
    found = evaluate.examined(Copier(curly=True), held, 1)
    assert (found.sentences, found.marks) == (3, 1.0)
    assert found.bleu == pytest.approx(100)
    other = Copier(curly=False)
    assert evaluate.examined(other, held, 1).marks == 0.0
    assert 'Elle dit "oui" au chat.' in other.read


def test_a_row_for_each_piece_is_cut_from_the_teacher(vocabulary_folder, teacher_folder):
    size = len(Tokenizer(vocabulary_folder / "vocabulary").ids)
    chosen = np.random.default_rng(1).permutation(size)
    large = marian.cut_teacher(teacher_folder, Rows(tuple(chosen.tolist()), (0,)))
    origin: Any = MarianMTModel.from_pretrained(teacher_folder)
    torch.testing.assert_close(
        large.model.shared.weight, origin.model.shared.weight[torch.from_numpy(chosen)]
    )
    torch.testing.assert_close(large.model.encoder.embed_tokens.weight, origin.model.shared.weight)


def test_a_beginning_without_a_layer_is_an_error_that_names_it(vocabulary_folder, teacher_folder):
    size = len(Tokenizer(vocabulary_folder / "vocabulary").ids)
    large = marian.cut_teacher(teacher_folder, Rows(tuple(range(size)), ()))
    weights = dict(marian.of_layers(large, (0, 1)).named_parameters())
    with pytest.raises(InputError, match=r"decoder\.layers\.2"):
        marian.of_layers(large, (0, 1, 2), weights)


def test_attention_layers_may_be_named_twice():
    hooks: list[Any] = []

    def register(hook: Any) -> Any:
        hooks.append(hook)
        return SimpleNamespace(remove=hooks.clear)

    part = SimpleNamespace(register_forward_hook=register)
    layer = SimpleNamespace(encoder_attn=SimpleNamespace(q_proj=part, k_proj=part))
    model = SimpleNamespace(model=SimpleNamespace(decoder=SimpleNamespace(layers=[layer])))
    with marian.recorded(model, [0, 0]):
        assert len(hooks) == 2
    assert not hooks
