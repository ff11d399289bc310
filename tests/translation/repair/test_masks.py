"""What is masked a second time, in a sentence that had no masks."""

from __future__ import annotations

import pytest

from bitext.text.document import Span
from bitext.translation.engines.vocabulary import Vocabulary
from bitext.translation.job import Job
from bitext.translation.preprocessing import prepare
from bitext.translation.repair.masks import with_plain_names
from tests.support import models


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return models.vocabulary()


@pytest.mark.parametrize("sentence", ["Il compte 1400 moutons et 30 chiens.", "« Ses 1400 moutons ! »"])
def test_words_behind_a_new_mask_go_back_to_their_place(vocabulary: Vocabulary, sentence: str):
    read = prepare(sentence)
    job = Job(0, read, vocabulary.encode_source(read.text))
    at = read.text.index("1400")
    new = with_plain_names(job, vocabulary, [(Span(at, at + 4), "1,400")])
    assert new is not None
    assert new.read.text == read.text.replace("1400", new.read.masks[0].name)
    behind = new.read.text.index("moutons")
    (back,) = new.read.spans_back([Span(behind, behind + 7)])
    assert sentence[back.start : back.end] == "moutons"
    (masked,) = new.read.spans_back([new.read.masks[0].span])
    assert sentence[masked.start : masked.end] == "1400"
