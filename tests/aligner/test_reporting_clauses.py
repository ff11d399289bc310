"""Quotations that a reporter interrupts: closed before the clause and opened again behind it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bitext import Aligner, Bitext
from tests.aligner.test_invariants import check, drop_all, drop_some, invent, keep, make, swap_halves

LINES = [
    line
    for line in (Path(__file__).parents[1] / "translation" / "data" / "reporting_clauses.txt")
    .read_text(encoding="utf-8")
    .splitlines()
    if not line.startswith("#")
]

__all__ = ["make"]


def parts(result: Bitext) -> list[tuple[str, str]]:
    """The quotations of the translation, and the verdict on each."""
    found = [(link.target, link.verdict) for link in result.quotes if link.target is not None]
    return [(result.target.text[target.start : target.end], verdict) for target, verdict in found]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (
            "« Nous partirons, a-t-il promis, dès lundi matin. »",
            "“Nous partirons,” a-t-il promis, “dès lundi matin.”",
        ),
        ("« Oui, dit-elle. »", "“Oui,” dit-elle."),
        ("« Oui, dit-elle », puis elle sortit.", "“Oui,” dit-elle, puis elle sortit."),
        ("« Viens ! cria Paul. La mer monte. »", "“Viens !” cria Paul. “La mer monte.”"),
        (
            "« La mer monte, dit Paul. Elle monte vite, ajouta-t-il, et loin. »",
            "“La mer monte,” dit Paul. “Elle monte vite,” ajouta-t-il, “et loin.”",
        ),
        (
            "« La mer monte, dit Paul.\n« Elle monte vite. »",
            "“La mer monte,” dit Paul.\n“Elle monte vite.”",
        ),
        (
            "« La mer monte.\nElle monte vite, dit Paul, et loin.\nC’est fini. »",
            "“La mer monte.\n“Elle monte vite,” dit Paul, “et loin.\n“C’est fini.”",
        ),
        (
            "Le texte dit : « La mer monte, écrit Paul, et vite. » Il a raison.",
            "Le texte dit : “La mer monte,” écrit Paul, “et vite.” Il a raison.",
        ),
        (
            "« Il a dit “je pars, répondit-elle, demain”, et voilà. »",
            "“Il a dit ‘je pars,’ répondit-elle, ‘demain,’ et voilà.”",
        ),
    ],
)
@pytest.mark.parametrize("change", [keep, drop_all, drop_some])
def test_english_closes_and_opens_again(make, source, target, change):
    result = make(change).align(source)
    check(result)
    assert result.target.text == target


@pytest.mark.parametrize("change", [keep, drop_all])
def test_no_mark_continues_what_a_clause_has_ended(make, change):
    result = make(change).align("« Oui », dit-il. « Viens, murmura Paul\n.\n\n.\n\n»")
    check(result)


def test_each_part_has_a_link_to_the_whole(make):
    result = make(keep).align("« Nous partirons, a-t-il promis, dès lundi. »")
    first, second = result.quotes
    assert first.source == second.source == result.source.quotations[0]
    assert parts(result) == [("“Nous partirons,”", "kept"), ("“dès lundi.”", "kept")]
    assert [q.sentences for q in result.target.quotations] == [(0,), (0,)]


def test_parts_that_the_words_alone_place_are_restored(make):
    result = make(drop_all).align("« Nous partirons, a-t-il promis, dès lundi. »")
    assert parts(result) == [("“Nous partirons,”", "restored"), ("“dès lundi.”", "restored")]


def test_a_part_has_the_sentences_that_it_touches(make):
    result = make(keep).align("« La mer monte, dit Paul. Elle monte vite. Très vite. »")
    assert [q.sentences for q in result.target.quotations] == [(0,), (1, 2)]


def test_items_of_a_list_may_hold_several_sentences(make):
    result = make(keep).align(["« La mer monte, dit Paul. Elle monte vite. »", "Oui."])
    assert result.target.text == "“La mer monte,” dit Paul. “Elle monte vite.”\nOui."


def test_on_request_the_quotation_stays_whole(make):
    text = "« Nous partirons, a-t-il promis, dès lundi. »"
    result = make(keep, split_clauses=False).align(text)
    assert result.target.text == "“Nous partirons, a-t-il promis, dès lundi.”"
    assert parts(result) == [(result.target.text, "kept")]


@pytest.mark.parametrize(
    ("style", "target"),
    [
        ("straight", '"Oui," dit-il, "je viens."'),
        ("source", "«\u00a0Oui\u00a0», dit-il, «\u00a0je viens.\u00a0»"),
    ],
)
def test_the_form_of_the_marks(make, style, target):
    result = make(keep, quotes=style).align("«\u00a0Oui, dit-il, je viens.\u00a0»")
    assert result.target.text == target


@pytest.mark.parametrize("change", [swap_halves, invent])
@pytest.mark.parametrize("line", LINES[::9])
def test_whatever_the_model_does_the_result_is_consistent(make, line, change, tmp_path):
    result = make(change).align(re.sub("[{}]", "", line))
    check(result)
    result.save(tmp_path / "saved.json")
    assert Bitext.load(tmp_path / "saved.json") == result


def test_where_no_words_bear_a_cut_out_the_quotation_stays_whole(make):
    """The model leaves out all but the first word, which is no clause."""
    result = make(lambda pieces: [pieces[0]]).align("Non : « Oui, dit-il, je viens. »")
    check(result)
    assert len(result.quotes) == 1


@pytest.fixture(scope="module")
def translated() -> Bitext:
    return Aligner().align("\n".join(re.sub("[{}]", "", line) for line in LINES))


def parts_wanted(line: str) -> int:
    """Into how many parts the clauses in braces divide the outer quotation."""
    return max(1, line.count("{") + (re.search(r"\}\W*$", line) is None)) if "{" in line else 1


def test_the_default_model_divides_where_there_is_a_clause_and_nowhere_else(translated):
    """At least 95 % of those with a clause, and none of the others."""
    document = translated.source
    found = [0] * len(LINES)
    for link in translated.quotes:
        if link.source.depth == 0:
            found[document.sentences[link.source.sentences[0]].paragraph] += 1
    right = [one == parts_wanted(line) for one, line in zip(found, LINES, strict=True)]
    divided = [fits for fits, line in zip(right, LINES, strict=True) if "{" in line]
    assert sum(divided) >= 0.95 * len(divided)
    assert all(fits for fits, line in zip(right, LINES, strict=True) if "{" not in line)
