"""Weights in int8 and back."""

import pytest
import torch
from safetensors.torch import load_file, save_file

from bitext.catalog.packing import pack, quantised, unpack


@pytest.fixture
def weights(tmp_path):
    torch.manual_seed(2)
    found = {"layer.weight": torch.randn(40, 16), "layer.bias": torch.randn(40), "row": torch.randn(1, 40)}
    found["layer.weight"][3] = 0
    save_file(found, tmp_path / "whole.safetensors")
    return found


def test_matrices_come_back_within_half_a_step_and_vectors_as_they_were(weights, tmp_path):
    size = pack(tmp_path / "whole.safetensors", tmp_path / "packed")
    assert size == (tmp_path / "packed").stat().st_size < (tmp_path / "whole.safetensors").stat().st_size
    unpack(tmp_path / "packed", tmp_path / "unpacked.safetensors")
    found = load_file(tmp_path / "unpacked.safetensors")
    assert found.keys() == weights.keys()
    assert torch.equal(found["layer.bias"], weights["layer.bias"])
    assert torch.equal(found["row"], weights["row"])
    step = weights["layer.weight"].pow(2).mean(1).sqrt() / 12.5
    wrong = (found["layer.weight"] - weights["layer.weight"]).abs()
    assert (wrong <= 0.51 * step[:, None] + 1e-9).all()


def test_what_was_learnt_from_packed_weights_survives_in_other_steps(tmp_path):
    torch.manual_seed(4)
    numbers, factor = quantised(torch.randn(30, 400))
    begun = numbers * factor[:, None]
    meant = 0.01 * torch.randn_like(begun)
    save_file({"weight": begun + meant}, tmp_path / "learnt.safetensors")
    kept = []
    for steps in (12.5, 16.3):
        pack(tmp_path / "learnt.safetensors", tmp_path / "packed", steps)
        unpack(tmp_path / "packed", tmp_path / "again.safetensors")
        change = load_file(tmp_path / "again.safetensors")["weight"] - begun
        kept.append(float((change * meant).sum() / meant.pow(2).sum()))
    assert kept[0] < 0.2
    assert kept[1] > 0.8


def test_a_row_with_an_outlier_keeps_it_and_the_others_their_precision():
    torch.manual_seed(3)
    rows = torch.randn(3, 400)
    rows[1, 7] = 90
    rows[2] *= 50
    numbers, factor = quantised(rows)
    assert numbers[1, 7] == 127
    torch.testing.assert_close(numbers[1, 7] * factor[1], rows[1, 7])
    lost = ((numbers * factor[:, None] - rows).pow(2).mean(1) / rows.pow(2).mean(1)).sqrt()
    torch.testing.assert_close(lost[[0, 2]], torch.full((2,), 12**-0.5 / 12.5), rtol=0.1, atol=0)
