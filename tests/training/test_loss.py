"""The loss over the vocabulary, and what a batch's loss is made of."""

import msgspec
import numpy as np
import pytest
import torch

from tests.training.conftest import Made, settings_of
from training import marian
from training.examples import Batch, Examples
from training.loss import Lesson, Output, Teaching, cross_entropy, guidance


@pytest.mark.parametrize("learns", [False, True])
def test_the_gradient_of_the_loss_is_that_of_its_formula(learns):
    torch.manual_seed(3)
    states = torch.randn(700, 8, requires_grad=True)
    weight = torch.randn(50, 8, requires_grad=learns)
    bias, taught, own = torch.randn(50), torch.randn(700, 8), torch.randn(50, 8)
    target, share = torch.randint(0, 50, (700,)), torch.where(torch.rand(700) < 0.2, 0.0, 0.3)
    lesson = Lesson(target, torch.float32, Teaching(taught, own, share, twins=[(4, 9)]))
    value = cross_entropy(states, Output(weight, bias), lesson)
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


def test_without_a_teacher_it_is_the_cross_entropy_of_the_target():
    torch.manual_seed(4)
    states, weight = torch.randn(700, 8, requires_grad=True), torch.randn(50, 8, requires_grad=True)
    bias, target = torch.randn(50), torch.randint(0, 50, (700,))
    value = cross_entropy(states, Output(weight, bias), Lesson(target, torch.float32))
    torch.autograd.backward(value)
    assert states.grad is not None
    assert weight.grad is not None
    found = [states.grad.clone(), weight.grad.clone()]
    states.grad = weight.grad = None
    wanted = torch.nn.functional.cross_entropy(states @ weight.T + bias, target, reduction="sum")
    torch.autograd.backward(wanted)
    torch.testing.assert_close(value, wanted.detach(), atol=1e-2, rtol=1e-4)
    torch.testing.assert_close(found[0], states.grad, atol=1e-4, rtol=1e-4)
    torch.testing.assert_close(found[1], weight.grad, atol=1e-3, rtol=1e-3)


@pytest.mark.parametrize("is_taught", [False, True])
def test_a_token_counts_as_much_as_it_is_worth(is_taught):
    torch.manual_seed(5)
    states, weight = torch.randn(600, 8), torch.randn(50, 8)
    bias, target, worth = torch.randn(50), torch.randint(0, 50, (600,)), torch.rand(600)
    teaching = Teaching(torch.randn(600, 8), torch.randn(50, 8), torch.full((600,), 0.3))
    output, values, gradients = Output(weight, bias), [], []
    for weights in (None, torch.ones(600), worth):
        own = states.clone().requires_grad_()
        lesson = Lesson(target, torch.float32, teaching if is_taught else None, weights)
        value = cross_entropy(own, output, lesson)
        torch.autograd.backward(value)
        assert own.grad is not None
        values.append(value)
        gradients.append(own.grad)
    torch.testing.assert_close(values[0], values[1])
    torch.testing.assert_close(gradients[0] * worth[:, None], gradients[2])
    logs = (states @ weight.T + bias).log_softmax(-1)[torch.arange(600), target]
    torch.testing.assert_close(values[2], -(worth * logs).sum(), atol=1e-2, rtol=1e-4)


def test_guidance_is_the_cross_entropy_of_the_head_over_the_words_kept():
    own = torch.tensor([[[0.5, 0.5], [0.9, 0.1]]]).log()
    teacher = torch.tensor([[[1.0, 0.0], [0.5, 0.5]]])
    kept = torch.tensor([[True, False]])
    assert float(guidance(own, teacher, kept)) == pytest.approx(0.693, abs=1e-3)


def gradient(made: Made, batch: Batch, **weights: float) -> tuple[torch.Tensor, dict[str, float]]:
    """The gradient of the first layer of the decoder, with these weights of the parts of the loss."""
    loss = {"divergence": 0.0, "reference": 0.0, "hidden": 0.0, "alignment": 0.0, **weights}
    settings = msgspec.structs.replace(settings_of({"loss": loss}), variations={"capitals": 0.5})
    made.trainer._objective._settings = settings
    made.trainer.model.zero_grad()
    value, parts = made.trainer.loss(batch)
    torch.autograd.backward(value)
    return made.trainer.model.model.decoder.layers[0].fc1.weight.grad.clone(), parts


def test_what_a_variation_left_as_it_was_may_count_less(make):
    made = make(changes={"variations": {"no_stop": 1.0}})
    examples: Examples = made.epochs.examples
    alone = np.flatnonzero(examples.is_alone)[:2]
    batch = examples.batch(alone, made.tokenizer.pad)
    changed = int(batch.is_changed.sum())
    assert 0 < changed < batch.tokens
    losses = [gradient(made, batch, reference=1.0, unchanged=share)[1]["target"] for share in (1.0, 0.5, 0.0)]
    assert losses[0] > losses[1] > losses[2] > 0
    assert losses[1] == pytest.approx((losses[0] + losses[2]) / 2, rel=1e-3)


@pytest.mark.parametrize("alone", [False, True])
def test_the_teacher_says_nothing_of_what_is_learnt_from_the_reference_alone(make, alone):
    made = make()
    examples = made.epochs.examples
    batch = examples.batch(np.flatnonzero(examples.is_alone == alone)[:2], made.tokenizer.pad)
    one, two = (gradient(made, batch, divergence=d, reference=r)[0] for d, r in ((1.0, 0.3), (0.3, 1.0)))
    assert torch.allclose(one, two) == alone
    made.trainer.learn(batch)
    _, parts = gradient(made, batch, reference=1.0, hidden=1.0, alignment=1.0)
    assert parts["target"] > 0
    assert [parts["hidden"] == 0, parts["alignment"] == 0] == [alone, alone]


def test_a_batch_of_both_kinds_has_the_loss_of_its_parts(make):
    made = make(changes={"variations": {"capitals": 1.0}})
    examples: Examples = made.epochs.examples
    alone, followed = (np.flatnonzero(examples.is_alone == kind)[:2] for kind in (True, False))
    assert len(alone) == len(followed) == 2
    weights = {"divergence": 1.0, "reference": 0.3, "hidden": 0.5, "alignment": 0.5}
    parts, gradients = [], []
    for chosen in (np.concatenate([followed[:1], alone, followed[1:]]), alone, followed):
        found, told = gradient(made, examples.batch(chosen, made.tokenizer.pad), **weights)
        parts.append(told)
        gradients.append(found)
    for name in parts[0]:
        assert parts[0][name] == pytest.approx(parts[1][name] + parts[2][name], rel=1e-4), name
    torch.testing.assert_close(gradients[0], gradients[1] + gradients[2], atol=1e-4, rtol=1e-3)


def head_gradients(made: Made, **weights: float) -> tuple[list[list[float]], float]:
    """How strongly each head of each decoder layer is moved by the alignment alone, and its loss."""
    loss = {"divergence": 0.0, "reference": 1e-9, "hidden": 0.0, "alignment": 1.0, **weights}
    made.trainer._objective._settings = settings_of({"loss": loss})
    made.trainer.model.zero_grad()
    value, parts = made.trainer.loss(made.everything())
    torch.autograd.backward(value)
    layers = made.trainer.model.model.decoder.layers
    last = layers[2].fc1.weight.grad
    assert last is None or last.abs().max() < 1e-6
    rows = [layer.encoder_attn.q_proj.weight.grad for layer in layers[:2]]
    return [[float(row[part].abs().sum()) for part in (slice(8), slice(8, 16))] for row in rows], parts[
        "alignment"
    ]


def test_the_head_of_the_settings_learns_to_align(make):
    (_, (other, aligning)), _ = head_gradients(make(changes={"variations": {}}))
    assert aligning > 1e-3
    assert other < 1e-5


def test_the_other_heads_of_the_teacher_are_held_to_its_own(make):
    made = make(changes={"variations": {}})
    _, alone = head_gradients(made)
    found = [head_gradients(made, heads=weight) for weight in (0.5, 1.0)]
    assert found[0][0][1][0] > 1e-5
    assert found[1][0][1][0] == pytest.approx(2 * found[0][0][1][0], rel=1e-2)
    assert found[1][1] - alone == pytest.approx(2 * (found[0][1] - alone), rel=1e-3)


def test_only_heads_that_the_model_has_are_held():
    shape = settings_of().shape
    assert shape.held == ((1, 1, 0), (0, 0, 1))
    assert msgspec.structs.replace(shape, layers=(1, 2)).held == ((0, 1, 0),)
    assert msgspec.structs.replace(shape, layers=(0, 1), head=(0, 1)).held == ((1, 1, 0),)


def test_attention_is_recorded_as_the_model_computes_it(make):
    made = make()
    teacher = made.trainer.model.eval()
    teacher.set_attn_implementation("eager")
    source = torch.tensor([[5, 6, 7, 0], [8, 9, 0, made.tokenizer.pad]])
    mask, previous = source != made.tokenizer.pad, torch.tensor([[3, 4], [5, 6]])
    with torch.no_grad(), marian.recorded(teacher, [1]) as found:
        marian.decode(teacher, marian.encode(teacher, source, mask), mask, previous)
        whole = teacher(source, mask.long(), previous, output_attentions=True).cross_attentions[1]
    for head in range(2):
        ours = marian.attention(found, 1, head, 8, mask).exp()
        torch.testing.assert_close(ours, whole[:, head], atol=1e-5, rtol=1e-4)
    assert not teacher.model.decoder.layers[1].encoder_attn.q_proj._forward_hooks
