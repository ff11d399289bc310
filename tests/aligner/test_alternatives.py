"""Other wordings: each as good a line as the one that is given, and different from it and from the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bitext
from bitext import Aligner, InputError
from bitext.aligner.batch import BatchText, align_batch
from bitext.result.alternatives import Alternative, distinct, wording
from bitext.result.unmasking import unmasked
from bitext.result.validation import check
from bitext.result.whole_wordings import whole_wordings
from bitext.text.document import Span
from bitext.text.masking import Mask
from bitext.translation.engines.base import Decoding, Hypothesis
from bitext.translation.options import DialogueStyle
from tests.aligner.test_invariants import CHANGES, TEXTS, TURNS, Change, Echo, Piece, keep
from tests.aligner.test_stream import aligner_with


def replaced(new: str) -> Change:
    """The first word that is no mark is another one."""

    def change(pieces: list[Piece]) -> list[Piece]:
        at = next(at for at, (piece, _) in enumerate(pieces) if piece.lstrip("▁").isalpha())
        return [*pieces[:at], (f"▁{new}", pieces[at][1]), *pieces[at + 1 :]]

    return change


def with_stop(pieces: list[Piece]) -> list[Piece]:
    return [*pieces, ("!", -1)]


def without_digits(pieces: list[Piece]) -> list[Piece]:
    return [(piece, at) for piece, at in replaced("Some")(pieces) if not any(map(str.isdigit, piece))]


def looping(pieces: list[Piece]) -> list[Piece]:
    return [*pieces, *[("▁on", -1)] * 50]


def nothing(pieces: list[Piece]) -> list[Piece]:
    return pieces[:0]


def invented(pieces: list[Piece]) -> list[Piece]:
    return [('▁"', -1), *replaced("Quoted")(pieces), ('"', -1)]


def without_marks(pieces: list[Piece]) -> list[Piece]:
    return [(piece.replace('"', ""), at) for piece, at in replaced("Bare")(pieces)]


class Varying(Echo):
    """An echo whose wider search finds other hypotheses, each worse than the one before."""

    def __init__(self, *changes: Change) -> None:
        super().__init__(keep)
        self._changes = changes
        self.beams: list[int] = []

    def alternatives(self, sources: Sequence[Sequence[str]], decoding: Decoding) -> list[list[Hypothesis]]:
        self.beams.append(decoding.beam)
        return [
            [
                replace(Echo(change)._echo(list(source)), score=-0.5 - number / 10)
                for number, change in enumerate((keep, *self._changes))
            ]
            for source in sources
        ]


def varying(*changes: Change) -> Aligner:
    return aligner_with(Varying(*changes))


def texts(pair: bitext.Pair) -> list[str]:
    return [one.text for one in pair.alternatives()]


def test_they_differ_in_their_words_and_are_no_loop_nor_empty():
    aligner = varying(with_stop, looping, nothing, replaced("Un"), replaced("UN"), replaced("Ce"))
    (pair,) = aligner.align("Le train part à sept heures.", alternatives=5)
    assert texts(pair) == ["Un train part à sept heures.", "Ce train part à sept heures."]
    scores = [pair.score, *(one.score for one in pair.alternatives())]
    assert scores == sorted(scores, reverse=True)
    assert pair.alternatives(1) == pair.alternatives()[:1]
    assert pair.alternatives(0) == ()


def test_there_are_no_more_than_asked_for():
    aligner = varying(*map(replaced, ("Un", "Ce", "Mon", "Ton", "Son")))
    (pair,) = aligner.align("Le train part.", alternatives=2)
    assert texts(pair) == ["Un train part.", "Ce train part."]


@pytest.mark.parametrize("text", ["Le lot 4512 est vendu.", "Le site https://exemple.fr/a est fermé."])
def test_numbers_and_masks_stay(text):
    (pair,) = varying(without_digits, replaced("Un")).align(text, alternatives=3)
    assert texts(pair) == [text.replace("Le", "Un")]


def test_quotation_marks_are_set_in_each():
    aligner = varying(without_marks, replaced("Un"))
    (pair,) = aligner.align("« Le train part », a dit le chef à « la gare ».", alternatives=3)
    assert texts(pair) == [
        "“Bare train part,” a dit le chef à “la gare.”",
        "“Un train part,” a dit le chef à “la gare.”",
    ]


def test_marks_of_the_model_s_own_are_refused_where_the_line_has_none():
    (pair,) = varying(invented, replaced("Un")).align("Le train part.", alternatives=3)
    assert texts(pair) == ["Un train part."]


def test_a_quotation_that_began_before_is_closed_in_each():
    first, second = varying(replaced("Un")).align("« Le train part. Le bus arrive. »", alternatives=1)
    assert texts(first) == ["“Un train part."]
    assert texts(second) == ["Un bus arrive.”"]


@pytest.mark.parametrize("text", ["12", "https://exemple.fr/", "🙂"])
def test_what_has_no_words_has_no_other_wording(text):
    (pair,) = varying(replaced("Un")).align(text, alternatives=3)
    assert pair.alternatives() == ()


def test_the_translation_is_the_same_with_and_without():
    text = "« Le train part », dit Léa. Le lot 4512 est vendu.\n\nLe bus arrive."
    aligner = varying(replaced("Un"), replaced("Ce"))
    asked, plain = aligner.align(text, alternatives=3), aligner.align(text)
    assert all(pair.alternatives() for pair in asked)
    assert replace(asked, pairs=tuple(replace(pair, wordings=()) for pair in asked)) == plain


def test_nothing_is_searched_where_none_are_asked_for():
    engine = Varying(replaced("Un"))
    aligner_with(engine).align("Le train part. Le bus arrive.")
    assert engine.beams == []


def test_an_item_of_several_sentences_is_varied_in_one_at_a_time():
    (pair,) = varying(replaced("Un")).align(["Le train part. Le bus arrive."], alternatives=5)
    assert texts(pair) == ["Un train part. Le bus arrive.", "Le train part. Un bus arrive."]


def test_texts_translated_together_get_what_each_gets_alone():
    aligner = varying(*map(replaced, ("Un", "Ce", "Mon")))
    batch = [
        BatchText("Le train part. Le bus arrive.", alternatives=2),
        BatchText("Le train part."),
        BatchText("« Le train part », dit Léa.", alternatives=3),
    ]
    found = align_batch(aligner, batch)
    assert [one.result for one in found] == [
        aligner.align(text.source, alternatives=text.alternatives) for text in batch
    ]


def test_a_stream_has_them_as_well():
    with varying(replaced("Un")).stream("Le train part. Le bus arrive.", alternatives=1) as pairs:
        assert [texts(pair) for pair in pairs] == [["Un train part."], ["Un bus arrive."]]


def test_a_whole_text_is_varied_in_one_sentence_at_a_time():
    aligner = varying(replaced("Un"))
    found = aligner.alternatives("Le train part.\n\n  Le bus arrive.\n", 5)
    assert [str(one) for one in found] == [
        "Un train part.\n\n  Le bus arrive.\n",
        "Le train part.\n\n  Un bus arrive.\n",
    ]
    assert aligner.alternatives("Le train part.\n\n  Le bus arrive.\n", 1) == found[:1]


def test_a_pair_whose_target_somebody_else_wrote_gets_the_translation_first():
    aligner = varying(replaced("Un"), replaced("Ce"))
    (pair,) = bitext.align(["Le train part."], ["UN train part !"], bridge="length")
    found = aligner.alternatives(pair, 5)
    assert [str(one) for one in found] == ["Le train part.", "Ce train part."]
    (own,) = aligner.align("Le train part.")
    assert [str(one) for one in aligner.alternatives(own, 1)] == ["Un train part."]


@pytest.mark.parametrize("count", [-1, 21])
def test_so_many_cannot_be_asked_for(count):
    with pytest.raises(InputError, match="between 0 and 20"):
        varying().align("Le train part.", alternatives=count)
    (found,) = align_batch(varying(), [BatchText("Le train part.", alternatives=count)])
    assert "between 0 and 20" in str(found.error)


def test_arguments_that_make_no_sense_are_refused():
    aligner = varying(replaced("Un"))
    (pair,) = aligner.align("Le train part.", alternatives=1)
    with pytest.raises(InputError, match="0 or more"):
        pair.alternatives(-1)
    with pytest.raises(InputError, match="between 1 and 20"):
        aligner.alternatives(pair, 0)
    with pytest.raises(InputError, match=r"Aligner\.alternatives\(pair\)"):
        aligner.align("Le train part.", "The train leaves.", alternatives=1)


def test_from_the_other_side_there_are_none():
    result = varying(replaced("Un")).align("Le train part.", alternatives=1).swapped()
    assert [pair.alternatives() for pair in result] == [()]


def test_masks_of_a_document_are_replaced_in_each():
    result = varying(replaced("Un")).align("Le lien {1} est mort.", alternatives=1)
    (pair,) = unmasked(result, [Mask(Span(8, 11), "ici-même")])
    assert (str(pair.target.text), texts(pair)) == (
        "Le lien ici-même est mort.",
        ["Un lien ici-même est mort."],
    )


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("It’s raining.", "It's  raining!", True),
        ("“Yes,” he said.", "Yes, he said.", True),
        ("The State pays.", "the state pays", True),
        ("It’s late.", "Its late.", False),
        ("5% of it", "5 of it", False),
        ("well-known", "well known", True),
        ("everyday", "every day", False),
    ],
)
def test_what_counts_as_another_wording(one, other, alike):
    assert (wording(one) == wording(other)) == alike
    assert distinct([Alternative(other, 0.5)], (one,)) == (() if alike else (Alternative(other, 0.5),))


def test_the_score_of_a_whole_is_the_mean_by_length():
    result = varying(replaced("Un")).align("Le train part.", alternatives=1)
    (found,) = whole_wordings(result)
    assert found.score == pytest.approx(result[0].alternatives()[0].score)


@settings(max_examples=40, deadline=None)
@given(text=TEXTS | TURNS, dialogue=st.sampled_from(["dashes", "quotes"]))
@pytest.mark.filterwarnings("ignore::bitext.BitextWarning")
def test_whatever_the_text_they_are_lines_as_the_translation_is(text: str, dialogue: DialogueStyle):
    aligner = varying(*(_after(change, word) for change in CHANGES for word in ("Un", "Ce")))
    aligner.dialogue = dialogue
    asked, plain = aligner.align(text, alternatives=5), aligner.align(text)
    assert replace(asked, pairs=tuple(replace(pair, wordings=()) for pair in asked)) == plain
    check(asked)
    for pair in asked:
        found = [wording(each) for each in (pair.target.text, *texts(pair))]
        assert len({*found}) == len(found)
        for each in texts(pair):
            assert each == each.strip()
            assert sum(map(each.count, "“‘")) == sum(map(pair.target.text.count, "“‘"))
            assert sum(map(each.count, "”")) == sum(map(pair.target.text.count, "”"))


def _after(change: Change, word: str) -> Change:
    """``change``, and another first word where there is one."""

    def both(pieces: list[Piece]) -> list[Piece]:
        made = change(pieces)
        has_word = any(piece.lstrip("▁").isalpha() for piece, _ in made)
        return replaced(word)(made) if has_word else made

    return both


@pytest.mark.model
def test_the_model_s_other_wordings_are_whole_lines():
    aligner = Aligner()
    text = (
        "« Nous ne céderons pas », a répété le maire, Yann Abgrall, devant 1 250 personnes. "
        "« Je reviendrai, a-t-il promis, dès que la tempête sera passée. » Le temps est maussade."
    )
    result = aligner.align(text, alternatives=3)
    for pair, marks in zip(result, (2, 4, 0), strict=True):
        assert len(pair.alternatives()) >= 2
        for one in pair.alternatives():
            assert sum(map(one.text.count, "“”")) == marks
            assert ("1,250" in one.text) == ("1,250" in pair.target.text)
    assert len({wording(one.text) for pair in result for one in pair.alternatives()}) == sum(
        len(pair.alternatives()) for pair in result
    )
    batch = align_batch(aligner, [BatchText("Il pleut.", alternatives=5), BatchText(text, alternatives=3)])
    assert batch[1].result == result
