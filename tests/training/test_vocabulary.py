"""SentencePiece model files, and the vocabulary cut from the teacher's."""

from collections import Counter
from pathlib import Path

import msgspec
import pytest
from sentencepiece import SentencePieceProcessor, SentencePieceTrainer

from bitext.errors import InputError
from training import pieces, vocabulary
from training.subwords import Tokenizer

SENTENCES = [
    "Le boulanger ouvre sa porte à six heures.",
    "La voisine a dit qu'elle viendrait demain avec son frère.",
    "Nous avons marché longtemps le long de la rivière.",
    'Il répond : "Je ne sais pas", puis il sort.',
    "Les enfants jouent dans la cour de l'école.",
]


@pytest.fixture(scope="module")
def spm(tmp_path_factory):
    prefix = tmp_path_factory.mktemp("spm") / "small"
    SentencePieceTrainer.train(
        sentence_iterator=iter(SENTENCES * 5),
        model_prefix=str(prefix),
        vocab_size=120,
        hard_vocab_limit=False,
        normalization_rule_name="nmt_nfkc",
        minloglevel=2,
    )
    return Path(f"{prefix}.model")


@pytest.fixture(scope="module")
def model(spm):
    return pieces.load(spm)


@pytest.fixture(scope="module")
def reader(model, tmp_path_factory):
    file = tmp_path_factory.mktemp("marks") / "marks.spm"
    rules = vocabulary.with_marks(model.rules)
    pieces.save(pieces.PieceModel(model.pieces, rules, model.rest, model.normaliser), file)
    return SentencePieceProcessor(model_file=str(file))


def test_a_model_file_is_written_as_it_was_read(spm, model, tmp_path):
    model = pieces.load(spm)
    pieces.save(model, tmp_path / "copy.spm")
    assert pieces.load(tmp_path / "copy.spm") == model
    assert (tmp_path / "copy.spm").stat().st_size == spm.stat().st_size


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("« mot »", "▁“mot”"),
        ("«\u00a0mot\u202f»", "▁“mot”"),
        ("“mot”", "▁“mot”"),
        ("„mot“", "▁“mot“"),
        ("‹ mot ›", "▁“mot”"),
        ('"mot"', '▁"mot"'),
        ("l’art", "▁l'art"),
        ("porte‑clés…", "▁porte-clés..."),
        ("ﬁn", "▁fin"),
    ],
)
def test_every_form_of_a_mark_is_read_as_one(reader, written, read):
    assert "".join(reader.encode(written, out_type=str)) == read


@pytest.mark.parametrize(
    ("straight", "curly"),
    [('"', "”"), ('▁"', "▁“"), ('",', "”,"), ('."', ".”"), ('▁("', "▁(“"), ('")', "”)"), ("▁mot", "▁mot")],
)
def test_straight_marks_of_pieces_get_a_direction(straight, curly):
    assert vocabulary.directed(straight) == curly


def test_the_cut_vocabulary_keeps_characters_and_frequent_pieces(model, tmp_path):
    ids = {piece.text: number for number, piece in enumerate(model.pieces) if piece.kind != 3}
    ids |= {"</s>": len(ids), "<pad>": len(ids) + 1}
    for mark in ('"', '▁"'):
        ids.setdefault(mark, len(ids))
    scored = [*model.pieces, *(pieces.Piece(one, -5.0) for one in ('▁"',) if one not in model.pieces)]
    model = pieces.PieceModel(tuple(scored), model.rules, model.rest, model.normaliser)
    side = vocabulary.Side(model, Counter({"▁le": 9}))
    rows = vocabulary.write(side, side, ids, 60, tmp_path)
    numbers = msgspec.json.decode((tmp_path / "vocab.json").read_bytes())
    characters = {p.text for p in model.pieces if len(p.text.removeprefix("▁")) == 1 and p.text not in "«»"}
    assert {vocabulary.directed(one) for one in characters} <= set(numbers)
    assert len(rows.rows) == len(numbers)
    assert numbers["</s>"] == 0
    assert numbers["<pad>"] == len(numbers) - 1
    assert rows.rows[numbers["▁“"]] == rows.rows[numbers['▁"']] == ids['▁"']
    assert set(rows.closed) == {numbers[name] for name in ("<unk>", "<pad>", '"', '▁"')}
    assert vocabulary.read_rows(tmp_path) == rows
    assert vocabulary.adopt(tmp_path, ids, tmp_path / "adopted") == rows
    with pytest.raises(InputError, match="not of this teacher"):
        vocabulary.adopt(tmp_path, {"</s>": 0}, tmp_path / "adopted")


def test_pieces_that_only_french_is_made_of_are_not_written(model_sides, tmp_path):
    source, target = model_sides
    ids = {"</s>": 0, "<unk>": 1, '"': 2, '▁"': 3, "<pad>": 4}
    for piece in (*source.model.pieces, *target.model.pieces):
        ids.setdefault(piece.text, len(ids))
    rows = vocabulary.write(source, target, ids, 500, tmp_path)
    numbers = Tokenizer(tmp_path).ids
    english = {piece.text for piece in target.model.pieces}
    french = {name for name in numbers if vocabulary.undirected(name) not in english}
    assert "▁chien" in french
    never = french - {"</s>", "“", "▁“", "”"} | {"<unk>", "<pad>", '"', '▁"'}
    assert {name for name, number in numbers.items() if number in rows.closed} == never
    assert len(Tokenizer(tmp_path).target(["The cat sleeps."])[0]) > 1
