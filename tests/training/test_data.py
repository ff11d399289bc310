"""What the training of a small model learns from: sentences, marks, pieces, batches, and the loss."""

import random
from collections import Counter
from pathlib import Path

import msgspec
import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from sentencepiece import SentencePieceProcessor, SentencePieceTrainer

from bitext.errors import InputError
from training import marks, pieces, settings, vocabulary
from training.batches import Encoded, batch, plan
from training.corpus import Exclusion, Line, mixed, read_sources, usable
from training.loss import Lesson, Output, divergence
from training.names import Names, shared

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
    with pytest.raises(InputError, match="not its student"):
        vocabulary.adopt(tmp_path, {"</s>": 0}, tmp_path / "adopted")


@pytest.mark.parametrize(
    ("french", "curly"),
    [
        ("Il a dit : « Je viens ».", "Il a dit : “Je viens”."),
        ('Le "petit" chat.', "Le “petit” chat."),
        ("« Elle m'a dit “non” », avoue-t-il.", "“Elle m'a dit “non””, avoue-t-il."),
        ("« Cela commence ici.", "“Cela commence ici."),
        ("— Bonsoir, dit Léa.", "— Bonsoir, dit Léa."),
        ("Rien à citer.", "Rien à citer."),
    ],
)
def test_marks_of_every_form_become_curly(french, curly):
    assert marks.curly(french) == curly


@pytest.mark.parametrize(
    ("french", "english", "expected"),
    [
        ("Un “chat” noir.", 'A black "cat".', "A black “cat”."),
        ("“Un “chat””.", '"A "cat"".', "“A “cat””."),
        ("Un “chat”.", "A cat.", None),
        ("Un chat.", 'A "cat".', None),
        ("Il finit”, dit-il.", 'He ends," he said.', "He ends,” he said."),
        ("Un chat.", "A « cat ».", None),
    ],
)
def test_english_marks_take_their_direction_from_the_french(french, english, expected):
    assert marks.transferred(french, english) == expected


@given(st.sampled_from(SENTENCES), st.integers(0, 10_000))
def test_a_quotation_by_rule_adds_marks_and_nothing_else(sentence, seed):
    changed = marks.quoted(sentence, _order(seed))
    assert changed.replace("“", "").replace("”", "") == sentence
    assert marks.count(changed) <= 4


def test_a_quotation_by_rule_may_end_in_another_one():
    sentence = "Le maire a dit hier que la digue serait relevée avant la fin de l'été."
    changed = [marks.quoted(sentence, _order(seed)) for seed in range(200)]
    nested = [text for text in changed if marks.count(text) > 2]
    assert 5 < len(nested) < 60
    assert all("””" in text for text in nested)


def test_sentences_of_the_evaluation_are_left_out():
    exclusion = Exclusion(["Le conseil a voté hier soir la loi sur les écoles du village."])
    assert "Le conseil a voté, hier soir, la loi sur les écoles du village !" in exclusion
    assert "Le conseil a voté hier soir la loi sur les écoles de montagne." in exclusion
    assert "Le conseil a voté la loi." not in exclusion


@pytest.mark.parametrize(
    ("french", "english", "good"),
    [
        ("Bonjour à tous.", "Hello everyone.", True),
        ("Bonjour à tous.", None, True),
        ("12 345 - 678", "12 345 - 678", False),
        ("Oui.", "Yes, of course I would, and gladly, if only somebody asked me to.", False),
        ("", "", False),
        ("a" * 500, None, False),
    ],
)
def test_what_can_be_learnt_from(french, english, good):
    assert usable(Line(french, english, "x"), 400) == good


def test_sources_are_read_and_mixed_in_an_order_of_the_seed(tmp_path):
    (tmp_path / "a.tsv").write_text(
        "Un chat.\tA cat.\tone\nUn chat !\tA cat!\tone\nDeux chiens.\tTwo dogs.\ttwo\n"
    )
    (tmp_path / "news.fr").write_text("Une nouvelle.\nUne autre nouvelle.\n")
    sources = read_sources(tmp_path, Exclusion([]), 100)
    assert {name: len(lines) for name, lines in sources.items()} == {"one": 1, "two": 1, "news": 2}
    weights = {"one": 1, "two": 0, "news": 3}
    drawn = list(mixed(sources, weights, 7))
    assert drawn == list(mixed(sources, weights, 7))
    assert {line.source for line in drawn} == {"one", "news"}
    assert len(drawn) == 3


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(1, 30)), min_size=1, max_size=60), st.integers())
def test_every_example_is_in_one_batch_of_the_right_size(lengths, seed):
    made = [_example(one, two) for one, two in lengths]
    batches = plan(made, 64, _order(seed))
    assert sorted(index for one in batches for index in one) == list(range(len(made)))
    assert all(
        len(one) * max(max(len(made[i].source), len(made[i].target)) for i in one) <= 64 or len(one) == 1
        for one in batches
    )
    assert batches == plan(made, 64, _order(seed))


def test_a_batch_is_padded_and_shifted():
    made = batch([_example(2, 3), _example(4, 1)], pad=99)
    assert made.source.tolist() == [[1, 1, 99, 99], [1, 1, 1, 1]]
    assert made.target.tolist() == [[2, 2, 2], [2, 99, 99]]
    assert made.previous.tolist() == [[99, 2, 2], [99, 2, 99]]
    assert made.whole_mask.sum(1).tolist() == [2, 4]
    assert made.tokens == 4


@pytest.mark.parametrize("learns", [False, True])
def test_the_gradient_of_the_loss_is_that_of_its_formula(learns):
    torch.manual_seed(3)
    states = torch.randn(700, 8, requires_grad=True)
    weight = torch.randn(50, 8, requires_grad=learns)
    bias, taught, own = torch.randn(50), torch.randn(700, 8), torch.randn(50, 8)
    target, share = torch.randint(0, 50, (700,)), torch.where(torch.rand(700) < 0.2, 0.0, 0.3)
    lesson = Lesson(taught, own, target, share, twins=[(4, 9)])
    value = divergence(states, Output(weight, bias), lesson)
    torch.autograd.backward(2 * value)
    found = [states.grad, weight.grad]
    states.grad = weight.grad = None
    goal = (taught @ own.T + bias).softmax(-1)
    twins, second = goal[:, 4] + goal[:, 9], target == 9
    goal[:, 4], goal[:, 9] = twins * ~second, twins * second
    goal = (1 - share[:, None]) * goal
    goal[torch.arange(700), target] += share
    logs = (states @ weight.T + bias).log_softmax(-1)
    torch.autograd.backward(-2 * (goal * logs).sum())
    torch.testing.assert_close(found[0], states.grad, atol=1e-4, rtol=1e-4)
    if learns:
        torch.testing.assert_close(found[1], weight.grad, atol=1e-3, rtol=1e-3)
    torch.testing.assert_close(value, -logs[torch.arange(700), target].sum(), atol=1e-2, rtol=1e-4)


@pytest.mark.parametrize("name", ["config.toml", "further.toml", "gpu.toml"])
def test_the_settings_in_the_repository_are_whole(name):
    read = settings.read(Path(__file__).parents[2] / "models" / "fr-en-fast" / name)
    steps = [stage.steps for stage in read.stages]
    assert steps == sorted(steps)
    assert sum(weight for _, _, weight in read.shape.teacher_heads) == pytest.approx(1)


def _example(source: int, target: int) -> Encoded:
    ones = np.ones(source, dtype=np.int32)
    return Encoded(ones, ones, np.full(target, 2, dtype=np.int32), same=True)


def _order(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311


def test_names_are_the_words_with_a_capital_that_both_sides_have_once():
    assert shared(
        "Lundi, l'Italie et Brest (Bretagne) : Brest", "Monday, Italy and Brest (Bretagne): Brest"
    ) == ["Bretagne"]
    assert shared("Il a vu Kim, de l’OTAN.", "He saw Kim of OTAN.") == ["Kim", "OTAN"]


def test_a_name_is_exchanged_on_both_sides_for_one_of_its_kind():
    pairs = [
        ("Il voit Kerbrat et l'ONU.", "He sees Kerbrat and the ONU."),
        ("On parle de Dumoulin ou d'Alban.", "They talk about Dumoulin or Alban."),
        ("Et Ulysse vient.", "And Ulysse comes."),
    ]
    names = Names(pairs)
    order = random.Random(4)  # noqa: S311
    exchanged = 0
    for french, english in pairs * 20:
        found = names.renamed(french, english, order)
        if found is not None:
            exchanged += 1
            assert set(shared(*found)) - set(shared(french, english))
            assert ("l'O" in found[0]) == ("l'O" in french)
    assert exchanged
    assert names.renamed("Il dort.", "He sleeps.", order) is None
