"""Sentences that come from a translation memory: their words, links, quotation marks and flags."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bitext
from benchmarks.echo import load_echo
from benchmarks.made_up import bitext_of
from bitext.aligner.batch import BatchText, align_batch
from bitext.memory import MemoryEntry, TranslationMemory
from bitext.result.bitext import Bitext
from bitext.result.validation import check

LINES = [
    ("La drague est en panne.", "The dredger has broken down."),
    ("« Nous partirons, a-t-il promis, dès lundi. »", "“We'll leave,” he promised, “on Monday.”"),
    ("Le maire a dit « non » hier.", "The mayor said ‘no’ yesterday."),
    ("— Reviens !", "— Come back!"),
    ("Il a crié « halte » puis « feu ».", 'He shouted "stop", then "fire".'),
    ("Le seuil est atteint.", "The “threshold” is reached."),
    ("Elle a parlé d’« incident ».", "She spoke of an incident."),
]
TEXT = "\n\n".join(source for source, _ in LINES)


def echo(**options: Any) -> bitext.Aligner:
    made: Any = options
    return load_echo(made)


def aligner_with(lines: list[tuple[str, str]], **options: Any) -> bitext.Aligner:
    return echo(memory=bitext_of(lines), **options)


def test_words_stay_and_marks_get_the_form_of_the_text():
    result = aligner_with(LINES).align(TEXT)
    assert [pair.target.text for pair in result] == [
        "The dredger has broken down.",
        result[1].target.text,
        "The mayor said “no” yesterday.",
        "— Come back!",
        "He shouted “stop”, then “fire”.",
        "The “threshold” is reached.",
        result[6].target.text,
    ]
    assert all(pair.flags == ("memory",) and pair.score == 1 for pair in result)
    check(result)


@pytest.mark.model
def test_quotations_are_linked_by_the_forced_pass():
    result = bitext.Aligner(memory=bitext_of(LINES)).align(TEXT)
    parts = [result.target.text[link.target.start : link.target.end] for link in result.quotes if link.target]
    assert parts == [
        *("“We’ll leave,”", "“on Monday.”", "“no”", "— Come back!", "“stop”", "“fire”"),
        "“incident”" if "“incident”" in str(result) else parts[6],
    ]
    assert [link.verdict for link in result.quotes] == ["kept"] * 6 + ["restored"]
    links = [(link.source.text, link.target.text) for link in result[0].words]
    assert ("drague", "dredger") in links


@pytest.mark.parametrize(
    ("quotes", "wanted"),
    [
        ("single", "The mayor said ‘no’ yesterday."),
        ("straight", 'The mayor said "no" yesterday.'),
        ("source", "The mayor said « no » yesterday."),
    ],
)
def test_marks_of_every_style(quotes: str, wanted: str):
    result = aligner_with(LINES, quotes=quotes).align(LINES[2][0])
    assert str(result) == wanted


def test_dashes_become_quotation_marks_where_these_are_wanted():
    assert str(aligner_with(LINES, dialogue="quotes").align(LINES[3][0])) == "“Come back!”"


def test_marks_in_place_of_a_dash_give_way_to_it():
    assert str(aligner_with([("— Reviens !", "“Come back!”")]).align("— Reviens !")) == "— Come back!"


def test_a_quotation_over_several_sentences():
    lines = [("« Il pleut.", "“It is raining."), ("Rentrons. »", "Let us go in.”")]
    result = aligner_with(lines).align("« Il pleut. Rentrons. »")
    assert str(result) == "“It is raining. Let us go in.”"
    assert [link.verdict for link in result.quotes] == ["kept"]


def test_like_sentences_are_offered_and_the_model_translates():
    (pair,) = aligner_with(LINES).align("La drague est en marche.")
    assert "memory" not in pair.flags
    (one,) = pair.alternatives()
    assert (one.text, one.likeness, one.score) == ("The dredger has broken down.", 85, 0.85)


def test_a_number_makes_another_sentence():
    lines = [("Il reste 12 places.", "12 seats are left.")]
    exact, like = aligner_with(lines).align(["Il reste 12 places.", "Il reste 13 places."])
    assert (exact.flags, exact.target.text) == (("memory",), "12 seats are left.")
    assert "memory" not in like.flags
    assert like.alternatives()[0].likeness == 94


def test_no_memory_and_an_empty_one_change_nothing():
    text = "La drague est en panne. « Non », dit-il."
    assert load_echo({}).align(text) == load_echo({"memory": TranslationMemory()}).align(text)


def test_the_other_sentences_are_translated_as_without():
    text = "LE PORT FERME. La drague est en panne. Le port rouvrira, a dit LE PORT."
    without, remembered = load_echo({}).align(text), aligner_with(LINES).align(text)
    assert [pair.target.text for pair in without][::2] == [pair.target.text for pair in remembered][::2]


def test_a_term_that_the_memory_lacks_is_flagged_and_one_that_it_has_is_linked():
    glossary = {"drague": "dredge", "seuil": "threshold"}
    first, *_, last = aligner_with(LINES[:1] + LINES[5:6], glossary=glossary).align(
        [LINES[0][0], LINES[5][0]]
    )
    assert first.target.text == LINES[0][1]
    assert first.flags == ("memory", "term")
    assert last.target.text == LINES[5][1]


def test_a_stream_and_a_batch_give_the_same():
    aligner = aligner_with(LINES)
    text = f"{TEXT}\n\nIl neige sur le quai.\n\n{TEXT}"
    whole = aligner.align(text)
    with aligner.stream(text) as pairs:
        assert pairs.result() == whole
    results = align_batch(
        aligner, [BatchText("Il vente."), BatchText(text), BatchText("La drague est en panne.")]
    )
    assert [each.result for each in results] == [
        aligner.align("Il vente."),
        whole,
        aligner.align(LINES[0][0]),
    ]


def test_a_stream_that_is_closed_ends():
    with aligner_with(LINES).stream(TEXT + "\n\nIl neige.") as pairs:
        assert next(pairs).target.text == LINES[0][1]


def test_progress_counts_them():
    told: list[tuple[int, int]] = []
    aligner_with(LINES).align(f"{TEXT}\n\nIl neige.", progress=lambda *now: told.append(now))
    assert told[-1] == (8, 8)


def test_every_lossless_format_keeps_flag_and_likeness(tmp_path: Path):
    result = aligner_with(LINES).align(f"{TEXT}\n\nLa drague est en marche.")
    for name in ("a.json", "a.jsonl", "a.tmx", "a.xlf", "a.html", "a.parquet"):
        result.save(tmp_path / name)
        assert Bitext.load(tmp_path / name) == result


def test_a_sentence_of_20000_characters():
    source, target = "mot, " * 4000 + "fin.", "word, " * 4000 + "end."
    memory = TranslationMemory()
    memory.add_entries([MemoryEntry(source, target)])
    result = load_echo({"memory": memory}).align([source])
    assert str(result) == target


@settings(max_examples=20)
@given(
    st.lists(
        st.tuples(
            st.text("ab «»“”‘’\"'—-.,!?…\u00a0é1", min_size=1, max_size=30),
            st.text("ab «»“”‘’\"'—-.,!?…\u00a0é1", min_size=1, max_size=30),
        ),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from(["curly", "single", "straight", "source"]),
    st.sampled_from(["dashes", "quotes"]),
    st.booleans(),
)
def test_whatever_a_memory_has_the_result_holds_together(
    lines: list[tuple[str, str]], quotes: str, dialogue: str, stray: bool
):
    entries = [MemoryEntry(source, target) for source, target in lines]
    memory = TranslationMemory()
    memory.add_entries(entries)
    aligner = echo(memory=memory, quotes=quotes, dialogue=dialogue, stray=stray)
    for text in ([source for source, _ in lines], "\n\n".join(source for source, _ in lines)):
        result = aligner.align(text)
        check(result)
        for link in result.quotes:
            assert link.source is None or link.source.kind == "stray" or link.target is not None
        if not stray and dialogue == "dashes":
            for pair in result:
                given = memory.translation(pair.source.text)
                if given is not None:
                    letters = [c for c in given.target if c.isalnum()]
                    assert [c for c in pair.target.text if c.isalnum()] == letters
