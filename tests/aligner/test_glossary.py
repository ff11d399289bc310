"""Terms of a glossary in results: used or flagged, recorded on the pair, and marks and links stay right.

An engine that echoes the French stands for the model; it keeps, drops, doubles or swaps quotation marks.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bitext
from bitext import Aligner, Bitext, InputError, catalog
from bitext.aligner.batch import BatchText, align_batch
from bitext.languages import ENGLISH, FRENCH
from bitext.review.edits import Corrections, Edit, EditedPair, digest
from bitext.review.merge import merge
from bitext.terms.fitting import forms_of
from bitext.terms.glossary import Glossary
from bitext.translation.translator import Translator
from tests.aligner.test_invariants import CHANGES, MARKS, STOPS, STYLES, Change, Echo, check, keep
from tests.support import models

TERMS: dict[str, str | None] = {
    "verger": "walled orchard",
    "OTAN": "NATO",
    "Aigues": None,
    "chef de chantier": "foreman",
    "quai": "quay",
}


VOCABULARY = models.vocabulary()


def aligner(change: Change = keep, **options: object) -> Aligner:
    made = Aligner(glossary=TERMS, **options)  # type: ignore[arg-type]
    made.translator = Translator(Echo(change), VOCABULARY, catalog.info(catalog.DEFAULT))
    return made


def check_terms(result: Bitext) -> None:
    """Every term has one of its forms, or its pair is flagged."""
    glossary = Glossary(TERMS, FRENCH)
    for pair in result.pairs:
        found = {one.span.start + pair.source.start: one for one in glossary.find(pair.source.text)}
        for link in pair.terms:
            assert link.source.text == found[link.source.start].text
            if "term" not in pair.flags:
                assert forms_of(found[link.source.start], ENGLISH).fullmatch(link.target.text)
        is_english = "passed-through" in pair.flags
        assert len(pair.terms) == len(found) or "term" in pair.flags or is_english


WORDS = st.sampled_from(
    [
        "le verger",
        "Les vergers",
        "l’OTAN",
        "à Aigues",
        "deux chefs de chantier",
        "quai",
        "Il part",
        "rien",
        "3,5 %",
    ]
)
TEXTS = st.lists(st.one_of(WORDS, WORDS, MARKS, STOPS), max_size=24).map("".join)


@settings(max_examples=100, deadline=None)
@given(text=TEXTS, change=st.sampled_from(CHANGES), style=st.sampled_from(STYLES))
@pytest.mark.filterwarnings("ignore::bitext.LanguageWarning")
def test_terms_are_used_and_marks_and_links_stay_right(text: str, change: Change, style: str):
    result = aligner(change, quotes=style).align(text)
    check(result)
    check_terms(result)


def test_a_term_within_a_quotation():
    result = aligner().align("« Le verger d’Aigues », dit le chef de chantier, « est au quai. »")
    check(result)
    (pair,) = result.pairs
    assert result.target.text == "“Le walled orchard d’Aigues,” dit le foreman, “est au quay.”"
    assert [(link.source.text, link.target.text) for link in pair.terms] == [
        ("verger", "walled orchard"),
        ("Aigues", "Aigues"),
        ("chef de chantier", "foreman"),
        ("quai", "quay"),
    ]
    assert "term" not in pair.flags


def test_a_term_in_what_is_protected_is_left():
    result = aligner().align("Voir https://exemple.fr/quai et le fichier quai.txt au quai.")
    assert "https://exemple.fr/quai" in str(result)
    assert "quai.txt" in str(result)
    assert [link.target.text for link in result[0].terms] == ["quay"]


def test_a_term_that_the_model_left_out_is_put_in_by_a_mask():
    def drop(pieces: list[tuple[str, int]]) -> list[tuple[str, int]]:
        return [each for each in pieces if each[0] not in ("▁ver", "ger", "▁verger", "▁verg", "er")]

    result = aligner(drop).align("Nous aimons beaucoup le verger de la ville.")
    assert "walled orchard" in str(result)
    assert "term" not in result[0].flags


def test_a_term_that_the_end_of_a_line_divides():
    text = "Voici le chef de chan-\ntier et le ver-\nger de la ville."
    result = aligner(unwrap=True).align(text)
    check(result)
    assert [(link.source.text, link.target.text) for link in result[0].terms] == [
        ("chef de chan-\ntier", "foreman"),
        ("ver-\nger", "walled orchard"),
    ]


def test_without_a_glossary_nothing_changes():
    text = "Le verger d’Aigues est au quai."
    plain = Aligner()
    plain.translator = aligner().translator
    assert not plain.align(text)[0].terms
    empty = Aligner(glossary={})
    empty.translator = plain.translator
    assert empty.align(text) == plain.align(text)


def test_streams_and_batches_give_the_same():
    one = aligner()
    texts = ["Le verger dort. L’OTAN part.", "Rien ici.", "Au quai, « le verger »."]
    whole = [one.align(text) for text in texts]
    assert [each.result for each in align_batch(one, [BatchText(text) for text in texts])] == whole
    with one.stream(texts[0]) as pairs:
        assert tuple(pairs) == whole[0].pairs
        assert pairs.result() == whole[0]


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.parquet", "a.tmx", "a.xlf", "a.html", "a.tei"])
def test_terms_are_kept_in_files(name: str, tmp_path: Path):
    result = aligner().align("« Le verger », dit-il.\n\nL’OTAN part d’Aigues.")
    result.save(tmp_path / name)
    assert Bitext.load(tmp_path / name) == result
    assert [link.target.text for link in Bitext.load(tmp_path / name)[1].terms] == ["NATO", "Aigues"]


def test_terms_of_the_two_texts_change_places():
    result = aligner().align("L’OTAN part d’Aigues.")
    (pair,) = result.swapped().pairs
    assert [(link.source.text, link.target.text) for link in pair.terms] == [
        ("NATO", "OTAN"),
        ("Aigues", "Aigues"),
    ]
    assert result.swapped().swapped() == result


def test_corrections_keep_the_terms_that_stay():
    result = aligner().align("L’OTAN part d’Aigues. Le verger dort.")
    edited = EditedPair((0,), ("L’NATO sort d’Aigues.",))
    found = merge(result, Corrections("bitext-corrections", 1, digest(result), (Edit(0, 0, (edited,)),)))
    assert [link.target.text for link in found[0].terms] == ["NATO", "Aigues"]
    assert [link.target.text for link in found[1].terms] == ["walled orchard"]


def test_a_link_of_a_term_outside_its_pair_is_refused(tmp_path: Path):
    result = aligner().align("Le verger dort.")
    broken = replace(result, pairs=(replace(result[0], terms=bitext.WordLinks([(0, 99, 0, 2)])),))
    with pytest.raises(InputError, match="term link"):
        broken.save(tmp_path / "a.json")


def test_an_aligner_with_a_glossary_can_be_pickled():
    one = pickle.loads(pickle.dumps(aligner()))  # noqa: S301 (our own bytes)
    assert one.glossary == TERMS


@pytest.mark.parametrize("terms", [{"quai": ""}, {"": "quay"}, ["quai"], {"l'an": "a", "l’an": "b"}])
def test_a_glossary_that_cannot_be_used_is_told_at_once(terms: object):
    with pytest.raises(InputError, match="glossary"):
        Aligner(glossary=terms)  # type: ignore[arg-type]


@pytest.mark.model
def test_the_model_and_a_glossary(model_lines: Callable[[], list[tuple[str, dict[str, str | None], str]]]):
    for text, terms, wanted in model_lines():
        result = Aligner(glossary=terms).align([text])
        assert wanted in str(result), str(result)
        check(result)


@pytest.fixture
def model_lines() -> Callable[[], list[tuple[str, dict[str, str | None], str]]]:
    return lambda: [
        ("Une brocante ouvre dimanche.", {"brocante": "open-air jumble sale"}, "An open-air jumble sale"),
        ("Les vergers attirent les enfants.", {"verger": "fruit garden"}, "ruit gardens attract "),
        ("« L’OTAN hésite », dit-il.", {"OTAN": "the Alliance"}, "“The Alliance hesitates,”"),
        ("Elle habite Genêts depuis un an.", {"Genêts": None}, "Genêts"),
    ]
