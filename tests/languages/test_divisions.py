"""Headings of books, running heads, chapters of a text."""

from __future__ import annotations

import pytest

from bitext.languages import ENGLISH, FRENCH
from bitext.languages.chapters import chapters_of
from bitext.languages.divisions import division_of
from bitext.languages.running_heads import running_heads
from bitext.text.chapters import Division, Heading
from tests.support.editions import novel, texts


@pytest.mark.parametrize(
    ("line", "division"),
    [
        ("CHAPITRE PREMIER", Division("chapter", 1)),
        ("Chapitre II. – Où l’on apprend la nouvelle", Division("chapter", 2)),
        ("Chapitre vingt et unième", Division("chapter", 21)),
        ("Chapitre soixante-douze", Division("chapter", 72)),
        ("CHAPITRE QUATRE-VINGT-TROIS", Division("chapter", 83)),
        ("Chap. 4", Division("chapter", 4)),
        ("DEUXIÈME PARTIE", Division("part", 2)),
        ("(Première partie)", Division("part", 1)),
        ("Livre second", Division("book", 2)),
        ("Tome III", Division("volume", 3)),
        ("Chant troisième", Division("canto", 3)),
        ("Lettre XLI", Division("letter", 41)),
        ("Préface", Division("preface")),
        ("Introduction de l’éditeur", Division("preface")),
        ("ÉPILOGUE", Division("epilogue")),
        ("IX", Division("", 9)),
        ("— 7 —", Division("", 7)),
        ("IV LA MAISON VIDE", Division("", 4)),
        ("3. La maison vide", Division("", 3)),
    ],
)
def test_french_headings(line: str, division: Division):
    assert division_of(line, FRENCH) == division


@pytest.mark.parametrize(
    ("line", "division"),
    [
        ("CHAPTER I", Division("chapter", 1)),
        ("Chapter Twenty-One: The Empty House", Division("chapter", 21)),
        ("CHAPTER THE FIRST", Division("chapter", 1)),
        ("Part the Second", Division("part", 2)),
        ("THIRD BOOK", Division("book", 3)),
        ("Volume Two", Division("volume", 2)),
        ("Foreword", Division("preface")),
        ("XII. The Empty House", Division("", 12)),
    ],
)
def test_english_headings(line: str, division: Division):
    assert division_of(line, ENGLISH) == division


@pytest.mark.parametrize(
    "line",
    [
        "Le livre était ouvert à la page 12.",
        "Lettre à ma sœur",
        "Partie de campagne",
        "Il vint.",
        "M. Dupont",
        "12 rue des Lilas",
        "1 830 francs,",
        "Chapitre",
        "Mais dans le chapitre, rien.",
        "",
        "* * *",
    ],
)
def test_no_headings(line: str):
    assert division_of(line, FRENCH) is None


def test_an_english_sentence_that_begins_with_i_is_no_heading():
    assert division_of("I went home", ENGLISH) is None


def test_headings_of_two_languages_agree():
    french = division_of("Chapitre premier", FRENCH)
    assert french is not None
    assert french.agrees(division_of("CHAPTER ONE", ENGLISH) or Division("x"))
    assert french.agrees(division_of("I", ENGLISH) or Division("x"))
    assert not french.agrees(division_of("Part One", ENGLISH) or Division("chapter", 1))
    assert not french.agrees(division_of("Chapter Two", ENGLISH) or Division("chapter", 1))


def test_a_table_of_contents_makes_no_chapters():
    french, _ = texts(novel(5, 4))
    contents = "\n\n".join(f"Chapitre {numeral}" for numeral in ("I", "II", "III", "IV", "V"))
    titles = [chapter.title for chapter in chapters_of(f"Table\n\n{contents}\n\n{french}", FRENCH)]
    assert titles == ["", "Chapitre I", "Chapitre II", "Chapitre III", "Chapitre IV", "Chapitre V"]


def test_lone_numbers_count_in_order():
    text = "I\n\nIl part.\n\nVI\n\nIl rit.\n\nII\n\nIl rentre.\n\nDeuxième partie\n\nI\n\nIl dort."
    titles = [chapter.title for chapter in chapters_of(text, FRENCH)]
    assert titles == ["I", "II", "Deuxième partie – I"]


def test_chapters_leave_no_gaps():
    french, _ = texts(novel())
    text = f"Les Voiles\n\n{french}"
    found = chapters_of(text, FRENCH)
    assert "".join(text[chapter.start : chapter.end] for chapter in found) == text
    assert found[0].title == ""


def test_headings_that_are_known_count():
    text = "Le port\n\nIl pleut.\n\nLa lande\n\nIl neige."
    known = [Heading(text.index("La lande"), "La  lande"), Heading(0, "Le port")]
    assert [chapter.title for chapter in chapters_of(text, FRENCH, known)] == ["Le port", "La lande"]
    assert len(chapters_of(text, FRENCH)) == 1


def test_a_heading_at_the_head_of_each_page_is_a_running_head_from_the_second_on():
    _, english = texts(novel(8, 20))
    paragraphs = english.split("\n\n")
    for at in range(len(paragraphs) - 1, 0, -10):
        paragraphs.insert(at, "The Sails in the Mist")
    text = "\n\n".join(paragraphs)
    found = running_heads(text, ENGLISH)
    assert {text[span.start : span.end] for span in found} == {"The Sails in the Mist"}
    assert len(found) == text.count("The Sails in the Mist") - 1


def test_speakers_and_refrains_are_no_running_heads():
    play = "\n\n".join(
        f"HARPAGON\n\nRéplique numéro {n}, un peu longue.\n\nLA FLÈCHE\n\nOui." for n in range(60)
    )
    assert running_heads(play, FRENCH) == []


def test_numbers_of_short_lists_are_no_pages():
    text = "\n\n".join(f"{n}\n\nIl compte." for n in range(1, 40))
    assert running_heads(text, FRENCH) == []
