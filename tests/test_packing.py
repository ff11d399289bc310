"""Weights in int8 and back."""

import zlib

import pytest
import torch
from safetensors.torch import load, load_file, save_file

from bitext.catalog.packing import pack, quantised, unpack


@pytest.fixture
def weights(tmp_path):
    torch.manual_seed(2)
    found = {"layer.weight": torch.randn(40, 16), "layer.bias": torch.randn(40), "row": torch.randn(1, 40)}
    found["layer.weight"][3] = 0
    save_file(found, tmp_path / "whole.safetensors")
    return found


@pytest.mark.usefixtures("weights")
def test_what_is_unpacked_packs_to_the_same_file(tmp_path):
    packed, again = tmp_path / "packed", tmp_path / "again"
    size = pack(tmp_path / "whole.safetensors", packed)
    unpack(packed, tmp_path / "unpacked.safetensors")
    pack(tmp_path / "unpacked.safetensors", again)
    assert size == packed.stat().st_size < (tmp_path / "whole.safetensors").stat().st_size
    one, two = (load(zlib.decompress(file.read_bytes())) for file in (packed, again))
    assert torch.equal(one["layer.weight"], two["layer.weight"])
    torch.testing.assert_close(one["layer.weight.factor"], two["layer.weight.factor"])


def test_matrices_come_back_within_half_a_step_and_vectors_as_they_were(weights, tmp_path):
    pack(tmp_path / "whole.safetensors", tmp_path / "packed")
    unpack(tmp_path / "packed", tmp_path / "unpacked.safetensors")
    found = load_file(tmp_path / "unpacked.safetensors")
    assert found.keys() == weights.keys()
    assert torch.equal(found["layer.bias"], weights["layer.bias"])
    assert torch.equal(found["row"], weights["row"])
    step = weights["layer.weight"].abs().amax(1) / 127
    wrong = (found["layer.weight"] - weights["layer.weight"]).abs()
    assert (wrong <= 0.51 * step[:, None] + 1e-9).all()


def test_each_row_uses_the_whole_range():
    numbers, factor = quantised(torch.tensor([[0.5, -1.0], [20.0, 10.0]]))
    assert numbers.tolist() == [[64, -127], [127, 64]]
    torch.testing.assert_close(factor, torch.tensor([1 / 127, 20 / 127]))
