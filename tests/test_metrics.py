"""Scores: the figures of sacrebleu, with signatures, and shapes that are checked."""

from __future__ import annotations

import pytest

import bitext
from benchmarks.made_up import bitext_of
from bitext.errors import InputError, ShapeError
from bitext.result.bitext import Bitext

HYPOTHESES = [
    "The mayor answered the journalists on Monday evening.",
    "The bridge will open again in the spring, he said.",
    "Nobody was hurt.",
]
FIRST = [
    "On Monday evening the mayor replied to the journalists.",
    "The bridge will reopen in spring, he said.",
    "No one was injured.",
]
SECOND = [
    "The mayor answered journalists on Monday night.",
    "He said that the bridge would open again in spring.",
    "Nobody was hurt.",
]


# Recorded from sacrebleu 2.6.0: sacrebleu FIRST [SECOND] -i HYPOTHESES -m bleu chrf ter
@pytest.mark.parametrize(
    ("references", "bleu", "chrf", "ter", "pairs"),
    [
        (FIRST, 28.401950, 61.044424, 57.142857, (65.322720, 72.489463, 16.475556)),
        ([FIRST], 28.401950, 61.044424, 57.142857, (65.322720, 72.489463, 16.475556)),
        ([FIRST, SECOND], 51.183397, 78.884962, 24.390244, (78.504531, 72.489463, 100.0)),
    ],
)
def test_figures_are_those_of_sacrebleu(references, bleu, chrf, ter, pairs):
    scores = bitext.score(HYPOTHESES, references, per_pair=True)
    values = (scores.bleu.value, scores.chrf.value, scores.ter.value)
    assert values == pytest.approx((bleu, chrf, ter), abs=1e-5)
    assert scores.pairs == pytest.approx(pairs, abs=1e-5)


def test_each_figure_carries_its_signature():
    scores = bitext.score(HYPOTHESES, [FIRST, SECOND])
    assert scores.bleu.signature.startswith("nrefs:2|case:mixed|eff:no|tok:13a|smooth:exp|version:")
    assert scores.chrf.signature.startswith("nrefs:2|case:mixed|eff:yes|nc:6|nw:0|space:no|version:")
    assert scores.ter.signature.startswith("nrefs:2|case:lc|tok:tercom|norm:no|punct:yes|asian:no|version:")
    assert str(scores).splitlines()[0] == f"BLEU  51.2  {scores.bleu.signature}"
    assert scores.pairs == ()


def test_a_bitext_is_scored_by_its_pairs():
    result = bitext_of([("Un.", HYPOTHESES[0]), ("Deux.", HYPOTHESES[1]), ("Trois.", HYPOTHESES[2])])
    assert bitext.score(result, FIRST) == bitext.score(HYPOTHESES, FIRST)


def test_an_empty_translation_counts():
    assert bitext.score(["", *HYPOTHESES[1:]], FIRST).chrf.value < bitext.score(HYPOTHESES, FIRST).chrf.value


def test_columns_do_as_well_as_lists():
    pandas = pytest.importorskip("pandas")
    column = pandas.Series(HYPOTHESES, index=[2, 1, 0])
    assert bitext.score(column, [pandas.Series(FIRST)]) == bitext.score(HYPOTHESES, FIRST)
    assert bitext.score(column.to_numpy(), column.to_numpy()).bleu.value == pytest.approx(100)


def test_tuples_do_as_well_as_lists():
    assert bitext.score(tuple(HYPOTHESES), (tuple(FIRST),)) == bitext.score(HYPOTHESES, FIRST)


@pytest.mark.parametrize(
    ("hypotheses", "references", "said"),
    [
        (HYPOTHESES, [[a, b] for a, b in zip(FIRST, SECOND, strict=True)], "transposed: 3 lists of 2 for 3"),
        (HYPOTHESES, [[line] for line in FIRST], "transposed: 3 lists of 1 for 3"),
        (HYPOTHESES, FIRST[:2], "3 hypotheses, but reference 1 has 2 lines"),
        (HYPOTHESES, [FIRST, SECOND[:1]], "3 hypotheses, but reference 2 has 1 lines"),
        (HYPOTHESES[:1], FIRST, "1 hypotheses, but reference 1 has 3 lines"),
        (HYPOTHESES, [*FIRST, ""], "3 hypotheses, but reference 1 has 4 lines"),
        (bitext_of([("Un.", "One.")]), FIRST, "1 hypotheses, but reference 1 has 3 lines"),
        (HYPOTHESES, [], "no references"),
        ([], FIRST, "no hypotheses"),
        ([], [], "no hypotheses"),
    ],
)
def test_shapes_that_do_not_fit_are_told(
    hypotheses: list[str] | Bitext, references: list[str] | list[list[str]], said: str
):
    with pytest.raises(ShapeError, match=said):
        bitext.score(hypotheses, references)


@pytest.mark.parametrize(
    ("hypotheses", "references", "said"),
    [
        ("One line.", ["One line."], "the hypotheses are one string"),
        (["One line."], "One line.", "the references are one string"),
        (["a", 1], ["a", "b"], "item 1 of the hypotheses is a int"),
        (["a", "b"], ["a", None], "item 1 of the references is a NoneType"),
        (["a", "b"], [["a", "b"], "ab"], "reference 2 are one string"),
        (["a", "b"], [None, "b"], "item 0 of the references is a NoneType"),
        (["a", "b"], [["a", 2.0]], "item 1 of reference 1 is a float"),
        (["a", "b"], [3, 4], "item 0 of the references is a int"),
        (["a", "b"], [["a", "b"], None], "reference 2 are a NoneType"),
        (["a", "b"], None, "the references are a NoneType; give a list of strings"),
        (None, ["a", "b"], "the hypotheses are a NoneType; give a list of strings"),
        (iter(["a", "b"]), ["a", "b"], "the hypotheses are a list_iterator; give a list of strings"),
        (["a", "b"], iter(["a", "b"]), "the references are a list_iterator; give a list of strings"),
        (["a", "b"], [iter(["a", "b"])], "reference 1 are a list_iterator; give a list of strings"),
        (["a", "b"], [b"ab"], "reference 1 are a bytes; give a list of strings"),
        (["a", "b"], {"a": "b"}, "the references are a dict; give a list of strings"),
        (["a"], {"a"}, "the references are a set; give a list of strings"),
        (3, ["a"], "the hypotheses are a int; give a list of strings"),
    ],
)
def test_what_is_no_list_of_strings_is_told(hypotheses, references, said: str):
    with pytest.raises(InputError, match=said):
        bitext.score(hypotheses, references)
