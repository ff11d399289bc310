"""The pieces of a text, and where each stands in it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
import sentencepiece
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bitext import catalog
from bitext.translation.engines.vocabulary import Vocabulary

LETTERS = "ab ½¼™№ﬃe\u0301\u200b\ufeff▁\u00a0«»😀אﷺ\u1100\u1161\n１ｶﾞ"


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(catalog.fetch().folder)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("le chat", ["le", "chat"]),
        ("½ ﬃ 4™", ["", "½", "", "ﬃ", "4", "™"]),
        ("№ 4", ["№", "4"]),
        ("e\u0301tat", ["e\u0301tat"]),
        ("  le   chat ", ["le", "chat"]),
    ],
)
def test_where_the_pieces_stand(vocabulary, text, words):
    found = vocabulary.encode_source(text)
    assert [text[span.start : span.end] for span in found.spans] == words


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet=LETTERS, max_size=20))
def test_spans_run_in_order_and_hold_what_the_pieces_say(vocabulary, text):
    found = vocabulary.encode_source(text)
    for one, two in pairwise(found.spans):
        assert one.start <= two.start
        assert one.end <= two.end
    for piece, span in zip(found.pieces, found.spans, strict=True):
        assert 0 <= span.start <= span.end <= len(text)
        assert span.end > span.start or not piece.strip("▁")


def test_how_rare_pieces_are(vocabulary: Vocabulary):
    commonest, common, rare, unknown = vocabulary.rarities(["▁the", "▁house", "▁Croatian", "qqzzq"])
    assert 0 == unknown < commonest < common < rare < 20
    assert vocabulary.rarities([]) == []


def test_how_rare_pieces_of_a_model_are_that_merges_pairs(tmp_path: Path):
    words = [f"{a}{b}{c}a" for a in "bcdfg" for b in "aeiou" for c in "lmnr"]
    lines = [" ".join(words[at % len(words) :: 7]) + " the the" for at in range(300)]
    (tmp_path / "text").write_text("\n".join(lines), encoding="utf-8")
    for side in ("source", "target"):
        sentencepiece.SentencePieceTrainer.train(
            input=str(tmp_path / "text"),
            model_prefix=str(tmp_path / side),
            vocab_size=180,
            model_type="bpe",
            hard_vocab_limit=False,
            minloglevel=2,
        )
        (tmp_path / f"{side}.model").rename(tmp_path / f"{side}.spm")
    (tmp_path / "vocab.json").write_text("{}")
    vocabulary = Vocabulary(tmp_path)
    common, rare, unknown = vocabulary.rarities(["▁the", "▁bola", "日"])
    assert 0 == unknown < common < rare < 12
