"""Words that somebody is said to have said, found in both texts."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitext import Bitext, align
from tests.conftest import Command

FRENCH = [
    "Le maire refuse.",
    "« Je n’ai rien signé », répète-t-il, « et je ne signerai rien avant l’été ».",
    "« Elle m’a dit “jamais de la vie” ce matin », raconte un voisin.",
    "Nous attendons la suite.",
]
ENGLISH = [
    "The mayor refuses.",
    "“I have signed nothing,” he repeats, “and I will sign nothing before the summer.”",
    "“She told me ‘not on your life’ this morning,” a neighbour says.",
    "We are waiting for what follows.",
]


@pytest.fixture(scope="module")
def result() -> Bitext:
    return align(FRENCH, ENGLISH, bridge="length")


@pytest.mark.parametrize(
    ("words", "source", "likeness"),
    [
        ("I have signed nothing", "« Je n’ai rien signé »", 1.0),
        ("i HAVE signed: nothing!", "« Je n’ai rien signé »", 1.0),
        ("“sign nothing before the summer.”", "« et je ne signerai rien avant l’été »", 1.0),
        ("I will sign nothing before summer", "« et je ne signerai rien avant l’été »", 5 / 6),
        ("not on your life", "“jamais de la vie”", 1.0),
        ("ne signerai rien avant l'ete", "« et je ne signerai rien avant l’été »", 1.0),
        ("told me “not on your life”", "« Elle m’a dit “jamais de la vie” ce matin »", 1.0),
    ],
)
def test_quotations(result, words, source, likeness):
    found = result.find(words)
    assert found is not None
    assert found.source is not None
    assert found.source.text == source
    assert result.source.text[found.source.start : found.source.end] == source
    assert found.likeness == pytest.approx(likeness)
    assert found.verdict == "kept"
    assert found.pairs


def test_the_words_of_the_narrator_are_in_no_quotation(result):
    found = result.find("we are waiting")
    assert found is not None
    assert (found.quote, found.source, found.target, found.verdict) == (None, None, None, None)
    assert found.pairs[0].source.text == FRENCH[3]
    assert "in no quotation" in repr(found)


@pytest.mark.parametrize(
    "words",
    ["", " ?! ", "I signed it", "the mayor of Brest will sign nothing at all, ever", "nothing signed I"],
)
def test_what_is_not_there(result, words):
    assert result.find(words) is None


def test_words_in_a_quotation_come_before_the_same_outside_one():
    found = align(
        ["Il pleut.", "« Il pleut », dit-elle."],
        ["It is raining.", "“It is raining,” she says."],
        bridge="length",
    ).find("it is raining")
    assert found is not None
    assert found.verdict == "kept"


@given(st.data())
def test_any_words_of_a_text_are_found_where_they_stand(result, data):
    text = data.draw(st.sampled_from([result.source.text, result.target.text]))
    words = text.split()
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    wanted = " ".join(words[first : last + 1])
    found = result.find(wanted)
    letters = "".join(character for character in wanted if character.isalnum())
    if letters:
        assert found is not None
        assert found.likeness == 1.0
        assert "".join(c for c in found.span.text if c.isalnum()).casefold() == letters.casefold()


@given(st.text())
def test_any_words_are_looked_for(result, words):
    found = result.find(words)
    assert found is None or 0.75 <= found.likeness <= 1


@pytest.mark.model
def test_on_the_command_line(tmp_path, command: Command):
    french, english = tmp_path / "a.txt", tmp_path / "b.txt"
    french.write_text("\n".join(FRENCH), encoding="utf-8")
    english.write_text("\n".join(ENGLISH), encoding="utf-8")
    told = command("quotes", str(french), "--english", str(english), "--find", "signed nothing")
    assert told.code == 0
    assert "« Je n’ai rien signé »" in told.out
    row = json.loads(
        command("quotes", str(french), "--english", str(english), "--find", "a neighbour", "--json").out
    )
    assert (row["quoted"], row["source"]) == (False, None)
    saved = tmp_path / "a.json"
    align(FRENCH, ENGLISH, bridge="length").save(saved)
    missing = command("quotes", str(saved), "--find", "nothing of the kind")
    assert (missing.code, "not there" in missing.out) == (1, True)
    assert command("quotes", str(french), "--english", str(english)).code == 2
