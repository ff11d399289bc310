"""A MarianMT model of two layers with random weights, for tests of its forms."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
from sentencepiece import SentencePieceTrainer
from transformers import MarianConfig, MarianMTModel

LAYER = 1
SOURCE = ["▁l", "e", "▁", "c", "h", "a", "t", "</s>"]
TARGET = ["▁l", "a", "▁", "n", "u", "i", "t"]
_SENTENCES = (
    "le chat dort",
    "la nuit tombe sur la ville",
    "un livre attend",
    "rien ne presse ce matin",
)
_SIZE: dict[str, Any] = {"ffn_dim": 32, "attention_heads": 4, "layers": 2}


def write(folder: Path) -> Any:
    """Write the model to ``folder``, large enough that its four heads differ; returns it."""
    text = folder / "text"
    text.write_text("\n".join(_SENTENCES), encoding="utf-8")
    for side in ("source", "target"):
        SentencePieceTrainer.train(
            input=str(text), model_prefix=str(folder / side), vocab_size=30, model_type="char", minloglevel=2
        )
        (folder / f"{side}.model").rename(folder / f"{side}.spm")
    pieces = ["</s>", "<unk>", *dict.fromkeys([*SOURCE, *TARGET, "▁", *"acdehilmnprstuv"]), "<pad>"]
    vocabulary = {piece: number for number, piece in enumerate(dict.fromkeys(pieces))}
    (folder / "vocab.json").write_text(json.dumps(vocabulary), encoding="utf-8")
    torch.manual_seed(3)
    model: Any = MarianMTModel(_config(vocabulary))
    for parameter in model.model.decoder.layers[LAYER].encoder_attn.parameters():
        torch.nn.init.normal_(parameter, std=0.4)
    model.save_pretrained(folder)
    return model


def _config(vocabulary: dict[str, int]) -> MarianConfig:
    pad = vocabulary["<pad>"]
    size = {f"{side}_{what}": value for side in ("encoder", "decoder") for what, value in _SIZE.items()}
    return MarianConfig(
        **size,
        vocab_size=len(vocabulary),
        d_model=32,
        max_position_embeddings=64,
        pad_token_id=pad,
        eos_token_id=0,
        forced_eos_token_id=0,
        decoder_start_token_id=pad,
        scale_embedding=True,
        init_std=0.3,
    )
