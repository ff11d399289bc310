"""How doubtful a translation is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from bitext import Aligner, Bitext, load_model
from bitext.translation.doubt import DOUBTFUL, Doubts
from bitext.translation.engines.base import Hypothesis
from bitext.translation.engines.vocabulary import Subwords
from bitext.translation.job import Job
from bitext.translation.options import Quality
from bitext.translation.piece_scores import score_pieces
from bitext.translation.preprocessing import prepare
from tests.support.stand_in import StandIn

SURE = ["▁It", "▁is", "▁raining", "."]
RARE = "▁quagga"
LONG = (
    "Il pleut. 12,5 %. Les Nantais ont concédé un coup franc et Brest a tenté une ouverture ; Le "
    "Bihan et Riou se sont alliés pour coincer l'ailier, qui, feinte de corps et râteau, mit dans le "
    "vent l'arrière brestois, "
    "piqua sa balle, rata le cadre d'un cheveu et s'en fut bouder au rond central, penaud."
)


def rarities(pieces: Sequence[str]) -> list[float]:
    return [14.0 if piece == RARE else 6.0 for piece in pieces]


def job(pieces: Sequence[str], score: float = -0.2, scores: Sequence[float] | None = None) -> Job:
    """A job that was run, with the ``scores`` of its pieces and its end where they are known."""
    hypothesis = Hypothesis(tuple(pieces), score, np.zeros((len(pieces), 1), np.float32))
    own = None if scores is None else np.array(scores, np.float32)
    scored = None if own is None else (hypothesis, own)
    return Job(0, prepare("Il pleut."), Subwords((), ()), hypothesis=hypothesis, scored=scored)


def doubt(*jobs: Job) -> float:
    found = Doubts(rarities).of(jobs)
    assert found is not None
    return found


def test_what_makes_a_translation_doubtful():
    first = doubt(job(SURE))
    assert 0 < first < doubt(job(SURE, -0.9)) < 1
    assert first < doubt(job([*SURE, RARE]))
    assert first < doubt(job(["▁It", "▁is", "▁tra", "it", "ine", "."]))
    assert first == doubt(job(["▁Tra", "it", "ine", "."]))
    assert doubt(job([*SURE[:-1], ",", ".", ")"])) == first


def test_a_sentence_in_parts_is_as_doubtful_as_in_one():
    assert doubt(job(SURE), job([RARE, "."])) == pytest.approx(doubt(job([*SURE, RARE, "."])))
    assert Doubts(rarities).of([]) is None


def test_where_pieces_are_scored_a_sure_rest_hides_no_unsure_stretch():
    even, one = [-0.2] * 30, [*[-0.02] * 15, *[-0.5] * 8, *[-0.02] * 7]
    pieces = ["▁a"] * 29
    assert sum(one) > sum(even)
    assert doubt(job(pieces, scores=even)) < doubt(job(pieces, scores=one))
    assert doubt(job(pieces[:3], scores=even[:4])) == doubt(job(pieces, scores=even))


def test_a_piece_that_the_model_cannot_write_does_not_count():
    with_name = [-0.2, -np.inf, -np.inf, -0.2, -0.2]
    assert doubt(job(SURE, scores=with_name)) == doubt(job(SURE, scores=[-0.2] * 5))
    assert 0 < doubt(job(SURE, scores=[-np.inf] * 5)) < 1


def test_what_is_settled_is_not_doubted():
    pieces = [*SURE[:2], RARE, "a", "b", "."]
    scores = [-0.1, -0.1, -9.0, -9.0, -9.0, -0.1, -0.1]
    settled = {6, 7, 8}
    for own in (None, scores):
        before = job(SURE, scores=None if own is None else [-0.1] * 5)
        found = Doubts(rarities).of([before, job(pieces, scores=own)], settled)
        plain = Doubts(rarities).of(
            [before, job([*SURE[:2], "."], scores=None if own is None else [-0.1] * 4)]
        )
        assert found == plain


@pytest.mark.model
@pytest.mark.parametrize("quality", ["balanced", "best"])
def test_a_term_of_the_glossary_is_not_doubted(quality: Quality):
    line = "La brocante de Kerbrat rouvre dimanche."
    plain = Aligner(quality=quality).align([line])[0]
    term = Aligner(quality=quality, glossary={"brocante": "flea market"}).align([line])[0]
    assert "flea market" in term.target.text
    assert plain.doubt is not None
    assert term.doubt is not None
    assert term.doubt < plain.doubt


def test_no_doubt_is_outside_its_bounds():
    assert 0 <= doubt(job(["▁a", "b", "c"] * 500, -1000.0)) <= 1
    assert 0 <= doubt(job([], 0.0)) <= 1
    assert 0 <= doubt(job([], 0.0, [-1e6])) <= 1


def test_each_job_is_scored_once_and_by_what_it_is_now():
    class Counting(StandIn):
        count = 0

        def generate(self, sources, decoding, advance):
            raise NotImplementedError

        def score(self, sources, targets):
            self.count += len(sources)
            return super().score(sources, targets)

    engine, jobs = Counting(), [job(SURE), job(SURE), job([RARE])]
    score_pieces(jobs, engine)
    assert engine.count == 2
    assert [len(one.scores) for one in jobs if one.scores is not None] == [5, 5, 2]
    jobs[0].hypothesis = jobs[2].hypothesis
    assert jobs[0].scores is None


@pytest.mark.model
@pytest.mark.parametrize("quality", ["fast", "balanced", "best"])
def test_each_translation_has_a_doubt_and_the_doubtful_are_flagged(quality: Quality):
    sure, number, unsure = Aligner(quality=quality).align(LONG)
    assert sure.doubt is not None
    assert unsure.doubt is not None
    assert sure.doubt < 0.1 < DOUBTFUL <= unsure.doubt
    assert number.doubt is None
    assert [("doubtful" in pair.flags) for pair in (sure, number, unsure)] == [False, False, True]


@pytest.mark.model
@pytest.mark.parametrize("suffix", ["json", "jsonl", "tmx", "xlf", "tei", "html"])
def test_doubt_survives_a_file(tmp_path, suffix: str):
    result = Aligner().align("Il pleut. « Nous restons », dit le maire.")
    result.save(tmp_path / f"a.{suffix}")
    assert [pair.doubt for pair in Bitext.load(tmp_path / f"a.{suffix}")] == [pair.doubt for pair in result]


def test_two_texts_that_existed_have_none():
    assert Aligner(bridge="length").align(["Il pleut."], ["It rains."])[0].doubt is None


@pytest.mark.model
def test_at_best_a_doubt_depends_on_its_own_sentence_alone():
    aligner = Aligner(quality="best")
    lines = ["« Nous restons », dit le maire de Kerbrat.", "Il pleut.", "Le vent se lève sur la rade.", LONG]
    together = [aligner.align(lines), aligner.align(lines[::-1])]
    alone = [aligner.align([line])[0].doubt for line in lines]
    assert [pair.doubt for pair in together[0]] == alone
    assert [pair.doubt for pair in together[1]] == alone[::-1]


@pytest.mark.model
def test_a_translation_that_is_given_has_none():
    translator = load_model()
    lines = ["Il pleut.", "Le vent se lève."]
    given, own = translator.stream(lines, quality="best", segmented=True, given={0: "It is raining."})
    assert given.doubt is None
    assert own.doubt == translator.translate(lines[1:], quality="best")[0].doubt


@pytest.mark.slow
@pytest.mark.model
def test_both_engines_tell_alike_how_doubtful_a_translation_is():
    line = "Le vent se lève et la mer monte sur la plage de Kerbrat."
    one, other = (
        load_model(engine=engine).translate([line], quality="best")[0]
        for engine in ("ctranslate2", "transformers")
    )
    assert one.text == other.text
    assert one.doubt == pytest.approx(other.doubt, abs=0.05)
