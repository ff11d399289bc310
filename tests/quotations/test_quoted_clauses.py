"""Reporting clauses within quotation marks: found where they are sure, and nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bitext.languages import ENGLISH, FRENCH
from bitext.quotations.reporting_clauses import find_quoted_clauses
from bitext.segmentation.segment import segment

LINES = [
    line
    for line in (Path(__file__).parents[1] / "translation" / "data" / "reporting_clauses.txt")
    .read_text(encoding="utf-8")
    .splitlines()
    if not line.startswith("#")
]


def clauses(text: str) -> list[str]:
    """The clauses within the quotations of ``text``, without the stop that ends them."""
    found = []
    document = segment(text)
    for quotation in document.quotations:
        for number in quotation.sentences:
            sentence = document.sentences[number]
            start, end = max(sentence.start, quotation.inner.start), min(sentence.end, quotation.inner.end)
            found += [text[a:b].rstrip(" ,.:;…!–") for a, b in find_quoted_clauses(text, start, end, FRENCH)]
    return found


def test_the_sentences_of_our_own():
    assert len(LINES) >= 100
    assert sum("{" not in line for line in LINES) >= 40


@pytest.mark.parametrize("line", LINES)
def test_clauses_are_found(line):
    wanted = [clause.rstrip(" .!") for clause in re.findall(r"\{(.*?)\}", line)]
    assert clauses(re.sub("[{}]", "", line)) == wanted


@pytest.mark.parametrize(
    ("quoted", "clause"),
    [
        ("Je pars, dit-elle, avec ou sans vous.", "dit-elle"),
        ("Je pars, dit-elle, avec un sourire, et je reviens.", "dit-elle, avec un sourire"),
        ("Je pars, dit Paul, maire de Brest, mais je reviens.", "dit Paul, maire de Brest"),
        ("Je pars – a-t-il dit – dès ce soir.", "a-t-il dit"),
        ("Je pars, s’est exclamé le vieux maire, dès ce soir.", "s’est exclamé le vieux maire"),
        ("Alors, colonel, répondit froidement Hector, je pars.", "répondit froidement Hector"),
        ("Tais-toi, neveu, interrompit le vicomte, tu parles trop.", "interrompit le vicomte"),
        ("Il viendra, se félicite-t-on à la préfecture, dès lundi.", "se félicite-t-on à la préfecture"),
        ("Je le jure, lança-t-il. Je n’y étais pas.", "lança-t-il"),
        ("C’est fini, ont fait savoir plusieurs élus, c’est bien fini.", "ont fait savoir plusieurs élus"),
    ],
)
def test_a_clause_and_where_it_ends(quoted, clause):
    assert clauses(f"« {quoted} »") == [clause]


@pytest.mark.parametrize(
    "quoted",
    [
        "Le vent, paraît-il, va tourner.",
        "Il se lève, lit le journal et s’endort.",
        "Les débats, je le crois, nous indiquent clairement la direction à prendre.",
        "Ceux qui le pouvaient, ont jeté les filles à la rue.",
        "Cette hausse, notamment, a rassuré les Français.",
        "Le virus s’est multiplié, s’est transformé un petit peu, et voilà.",
        "Le garde, à qui tout était connu, avait aidé son maître.",
        "Vous partez, dites-vous, demain ?",
        "Une exigence qui, à coup sûr, garantit la défense de tous.",
    ],
)
def test_the_words_of_the_speaker_are_no_clause(quoted):
    assert clauses(f"« {quoted} »") == []


def test_a_language_without_patterns_has_none():
    assert list(find_quoted_clauses("Yes, said he, I am.", 0, 19, ENGLISH)) == []


def test_one_long_word_is_read_once():
    text = "a" * 200_000 + ", dit-il, " + "b" * 200_000
    assert list(find_quoted_clauses(text, 0, len(text), FRENCH)) == [(200_002, 200_009)]
