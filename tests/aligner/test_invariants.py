"""What always holds, whatever the text and whatever the model makes of its marks.

An engine that echoes the French stands for the model; it keeps, drops, doubles or swaps quotation marks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bitext import Aligner, Bitext, catalog
from bitext.result.validation import check as consistent
from bitext.text.document import Document
from bitext.translation.engines.base import BatchFound, Decoding, Hypothesis
from bitext.translation.translator import Translator
from tests.support import models
from tests.support.stand_in import StandIn

Piece = tuple[str, int]
"""A piece of the output and the piece of the source that it came from; -1 for none."""

Change = Callable[[list[Piece]], list[Piece]]


class Echo(StandIn):
    """Gives the pieces of the source back, after ``change``."""

    def __init__(self, change: Change) -> None:
        self._change = change
        self.calls = 0

    def generate(
        self, sources: Sequence[Sequence[str]], decoding: Decoding, advance: BatchFound
    ) -> list[Hypothesis]:
        assert decoding.beam >= 1
        self.calls += 1
        found = [self._echo(list(source)) for source in sources]
        advance(dict(enumerate(found)))
        return found

    def _echo(self, source: list[str]) -> Hypothesis:
        pieces = self._change([(piece, index) for index, piece in enumerate(source)])
        attention = np.zeros((len(pieces), len(source)), dtype=np.float32)
        for row, (_, column) in enumerate(pieces):
            if column >= 0:
                attention[row, column] = 1.0
        return Hypothesis(tuple(piece for piece, _ in pieces), -0.5, attention)


def keep(pieces: list[Piece]) -> list[Piece]:
    return pieces


def drop_all(pieces: list[Piece]) -> list[Piece]:
    return [(piece.replace('"', ""), index) for piece, index in pieces]


def drop_some(pieces: list[Piece]) -> list[Piece]:
    return [(piece.replace('"', "") if index % 2 else piece, index) for piece, index in pieces]


def invent(pieces: list[Piece]) -> list[Piece]:
    return [('▁"', -1), *pieces, ('"', -1)]


def swap_halves(pieces: list[Piece]) -> list[Piece]:
    middle = len(pieces) // 2
    return pieces[middle:] + pieces[:middle]


CHANGES = (keep, drop_all, drop_some, invent, swap_halves)


@pytest.fixture(scope="module")
def make() -> Callable[..., Aligner]:
    known, vocabulary = catalog.info(catalog.DEFAULT), models.vocabulary()

    def made(change: Change, **options: object) -> Aligner:
        aligner = Aligner(**options)  # type: ignore[arg-type]
        aligner.translator = Translator(Echo(change), vocabulary, known)
        return aligner

    return made


def rebuilt(document: Document) -> str:
    gaps = list(document.gaps())
    return gaps[0] + "".join(s.text + gap for s, gap in zip(document.sentences, gaps[1:], strict=True))


def check(result: Bitext, *, quoted_turns: bool = False) -> None:
    for document in (result.source, result.target):
        assert rebuilt(document) == document.text
    assert [s for pair in result.pairs for s in pair.source] == list(result.source.sentences)
    assert [s for pair in result.pairs for s in pair.target] == list(result.target.sentences)
    # A reporting clause within a quotation divides it, so that it has a link for each part.
    assert {link.source for link in result.quotes} == {*result.source.quotations, *result.source.unpaired}
    for link in result.quotes:
        assert link.source is not None
        if link.source.kind == "stray":
            assert link.verdict == "unpaired"
            continue
        assert link.verdict != "lost"
        assert link.target is not None
        assert link.target.open
        assert result.target.text.startswith(link.target.open, link.target.start)
        assert result.target.text.endswith(link.target.close, 0, link.target.end)
        assert bool(link.target.close) == (link.target.kind == "quotation")
        assert link.target.kind == link.source.kind or quoted_turns
    for pair in result.pairs:
        for word in pair.words:
            assert pair.source.start <= word.source.start < word.source.end <= pair.source.end
            assert pair.target.start <= word.target.start < word.target.end <= pair.target.end
    consistent(result)


WORDS = st.sampled_from(
    ["le maire", "rien", "Il part", "non", "l’été", "M. Le Goff", "3,5 %", "aujourd'hui", "😀", ", dit-il, "]
)
MARKS = st.sampled_from(["« ", " »", "«\u00a0", "\u202f»", "“", "”", '"', "„", "‹", "›", "‘", "’", "'", "— "])
STOPS = st.sampled_from([". ", " ! ", "\u202f? ", ", ", " ", "…\n", ".\n\n", "\r\n", " : ", ""])
TEXTS = st.lists(st.one_of(WORDS, MARKS, STOPS), max_size=30).map("".join)


STYLES = ("curly", "single", "straight", "source")
SAID = st.sampled_from(
    ["— Viens", "— Non", "— Il part", "rien", ", dit-il, ", " — dit-elle — ", "« Oui »", "Elle dort"]
)
TURNS = st.lists(st.one_of(SAID, SAID, MARKS, STOPS), max_size=24).map("".join)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS, change=st.sampled_from(CHANGES), style=st.sampled_from(STYLES))
@pytest.mark.filterwarnings("ignore::bitext.LanguageWarning")
def test_invariants(make, text, change, style):
    check(make(change, quotes=style).align(text))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.filterwarnings("ignore::bitext.errors.WrappingWarning")
@given(text=TURNS, change=st.sampled_from(CHANGES), style=st.sampled_from(STYLES))
@pytest.mark.filterwarnings("ignore::bitext.LanguageWarning")
def test_invariants_of_quoted_turns(make, text, change, style):
    check(make(change, quotes=style, dialogue="quotes").align(text), quoted_turns=True)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(TEXTS, max_size=6), stray=st.booleans())
@pytest.mark.filterwarnings("ignore::bitext.LanguageWarning")
def test_invariants_of_lists(make, lines, stray):
    result = make(drop_some, stray=stray).align(lines)
    check(result)
    assert len(result.pairs) == len(lines)


@pytest.mark.parametrize(
    ("source", "curly"),
    [
        ("Il a dit « oui » hier.", "Il a dit “oui” hier."),
        ("Il a dit « oui ».", "Il a dit “oui.”"),
        ("« Oui », a-t-il dit.", "“Oui,” a-t-il dit."),
        ("Il a crié « non ! »", "Il a crié “non !”"),
        ("Il a demandé « pourquoi ? » hier.", "Il a demandé “pourquoi ?” hier."),
        ("Le mot « “paix” sans guerre » revient.", "Le mot “‘paix’ sans guerre” revient."),
        ("Les « gilets » et les “bonnets” défilent.", "Les “gilets” et les “bonnets” défilent."),
        ("(« oui »)", "(“oui”)"),
        ("« Je pars. Je reviens. »", "“Je pars. Je reviens.”"),
        ("— Tu viens ?", "— Tu viens ?"),
    ],
)
@pytest.mark.parametrize("change", [keep, drop_all, drop_some])
def test_marks_stand_where_they_should(make, source, curly, change):
    assert make(change).align(source).target.text == curly


@pytest.mark.parametrize(
    ("style", "english"),
    [
        ("straight", "Il a dit \"le mot 'paix' revient.\""),
        ("source", "Il a dit « le mot “paix” revient »."),
    ],
)
def test_styles(make, style, english):
    source = "Il a dit « le mot “paix” revient »."
    assert make(keep, quotes=style).align(source).target.text == english


def test_verdicts(make):
    text = "Il a dit « oui » puis « non » hier."
    assert make(keep).align(text).verdicts() == {"kept": 2}
    assert make(drop_all).align(text).verdicts() == {"restored": 2}


def test_what_the_model_invented_is_taken_out_and_told(make):
    (pair,) = make(invent).align("Il est parti hier.").pairs
    assert pair.target.text == "Il est parti hier."
    assert pair.flags == ("invented-quotation",)


def test_inches_stay(make):
    assert make(keep).align('Un écran de 15" suffit.').target.text == 'Un écran de 15" suffit.'


def test_a_quotation_over_paragraphs_is_opened_again(make):
    result = make(drop_all).align("« Un début.\n« Une suite.\nUne fin. »")
    assert result.target.text == "“Un début.\n“Une suite.\n“Une fin.”"
    (link,) = result.quotes
    assert link.target is not None
    assert [result.target.text[at] for at in link.target.continuations] == ["“", "“"]


def test_lines_that_are_no_paragraphs_open_nothing(make):
    result = make(keep).align("« La mer monte,\nle vent tombe\net la nuit vient. »")
    assert result.target.text == "“La mer monte,\nle vent tombe\net la nuit vient.”"
    result = make(keep).align("« Tu viens ?\n— Non. »")
    assert result.target.text == "“Tu viens ?\n— Non.”"


def test_an_item_of_a_list_has_its_marks_once(make):
    result = make(keep).align(["« Nous partons demain.\n« Nous reviendrons jeudi. »"])
    assert result.target.text == "“Nous partons demain. Nous reviendrons jeudi.”"
    result = make(keep).align(["Le maire : « Nous partons.\n« Nous restons. » Il part."])
    assert result.target.text == "Le maire : “Nous partons. Nous restons.” Il part."


def test_nested_quotations_are_opened_again_in_their_order(make):
    result = make(keep).align("« Un début : “Deux mots.\nTrois mots.” »")
    assert result.target.text == "“Un début : ‘Deux mots.\n“‘Trois mots.’”"


def test_an_empty_quotation_opens_before_it_closes(make):
    assert make(drop_all).align("Il a dit « » hier.").target.text == "Il a dit “” hier."


def test_a_loop_is_tried_again_once_and_told(make):
    def loop(pieces: list[Piece]) -> list[Piece]:
        return pieces + [pieces[-1]] * 30

    aligner = make(loop)
    (pair,) = aligner.align("Il est parti hier soir.").pairs
    assert pair.flags == ("loop", "retried")
    assert aligner.translator.engine.calls == 2


def test_empty_output_is_told_and_keeps_its_line(make):
    (pair,) = make(lambda _: []).align("Il est parti hier soir.").pairs
    assert pair.target.text == ""
    assert pair.flags == ("empty", "retried")


@pytest.mark.slow
def test_a_line_of_a_megabyte_without_a_stop(make):
    text = "le vent tourne sur la mer " * 8_000
    result = make(keep).align(text)
    check(result)
    assert "split" in result.pairs[0].flags
    assert result.target.text.count("vent") == 8_000


def test_control_characters_do_no_harm(make):
    result = make(keep).align("Il a\x00 dit\x07 « oui »\u202e hier.\x1b")
    check(result)
    assert "“oui”" in result.target.text


def test_two_results_of_the_same_text_are_equal(make):
    text = "Il a dit « oui ». Elle a dit « non »."
    one, two = make(drop_some).align(text), make(drop_some).align(text)
    assert one == two
    assert replace(one, model="other") != two


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Il juge « bon » .", "Il juge “bon.”"),
        ("Il juge « bon » , dit-il.", "Il juge “bon,” dit-il."),
        ("Il juge « bon » ; il part.", "Il juge “bon”; il part."),
    ],
)
def test_no_space_stays_between_a_closing_mark_and_a_stop(
    make: Callable[..., Aligner], text: str, expected: str
) -> None:
    assert make(keep).align(text).target.text == expected
