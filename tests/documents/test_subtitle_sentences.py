"""Sentences of films: over cues, between speakers, broken off, sung; and what is a sign, a sound, a tag."""

from __future__ import annotations

from datetime import timedelta

import pytest
import srt

from tests.support.documents import document, echoed, made, one_to_one, phrase, shouted

SECOND = timedelta(seconds=1)


def film(*contents: str, pause: timedelta = 0 * SECOND) -> str:
    """A file of cues of two seconds, with a pause between them."""
    made: list[srt.Subtitle] = []
    for at, content in enumerate(contents):
        start = at * (2 * SECOND + pause)
        made.append(srt.Subtitle(at + 1, start, start + 2 * SECOND, content))
    return str(srt.compose(made, strict=False))


def contents(written: bytes) -> list[str]:
    return [cue.content for cue in srt.parse(written.decode())]


def check(given: tuple[str, ...], text: str, pause: timedelta = 0 * SECOND) -> None:
    """The text has these blocks; an echo changes nothing; capitals stand in the cue of their words."""
    source = film(*given, pause=pause)
    original = document(source, "subrip")
    assert original.text.split("\n\n") == text.split("|")
    assert original.render(echoed(original.text)).decode() == source
    loud = contents(original.render(shouted(original.text)))
    assert [" ".join(each.lower().split()) for each in loud] == [
        " ".join(each.lower().split()) for each in given
    ]


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (("Avec", "Marie on rit."), "Avec Marie on rit."),
        (("C’est la valise de", "Paul Morel."), "C’est la valise de Paul Morel."),
        (("On a retrouvé hier", "Jean au bord du lac."), "On a retrouvé hier Jean au bord du lac."),
        (("Il part", "demain", "pour Brest."), "Il part demain pour Brest."),
        (("Viens. Je crois", "qu’il pleut. Dépêche-toi."), "Viens. Je crois qu’il pleut. Dépêche-toi."),
    ],
)
def test_a_cue_that_ends_without_a_stop(given: tuple[str, ...], text: str):
    check(given, text)


@pytest.mark.parametrize(
    "given",
    [
        ("Bonjour Marie", "Ça va ?"),
        ("Le lendemain", "Il pleut."),
        ("Une montre", "Paul ment."),
        ("En or", "Paul ment."),
    ],
)
def test_two_cues_without_a_stop_that_are_two_sentences(given: tuple[str, ...]):
    check(given, "|".join(given))


def test_what_leans_on_the_next_word_goes_on_over_a_pause():
    check(("La valise de", "Paul Morel."), "La valise de Paul Morel.", 2 * SECOND)
    check(("La valise de", "Paul Morel."), "La valise de|Paul Morel.", 4 * SECOND)


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (("- Tu viens ?\n- Je ne sais pas si", "je peux."), "Tu viens ?|Je ne sais pas si je peux."),
        (("Je crois que", "- tu te trompes.\n- Non."), "Je crois que tu te trompes.|Non."),
        (("- Je crois que", "- tu te trompes."), "Je crois que|tu te trompes."),
        (("- Il pleut.\n- Oui.", "- Et Paul ?\n- Il dort."), "Il pleut.|Oui.|Et Paul ?|Il dort."),
        (("–Il pleut.\n–Il neige", "aussi."), "Il pleut.|Il neige aussi."),
    ],
)
def test_two_speakers_share_a_cue(given: tuple[str, ...], text: str):
    check(given, text)


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (("Je voulais te dire…", "…que je pars."), "Je voulais te dire que je pars."),
        (("Je voulais te dire...", "... que je pars."), "Je voulais te dire que je pars."),
        (("Je voulais te dire…", "que je pars."), "Je voulais te dire que je pars."),
        (("Il faut que…", "…Paul s’en aille."), "Il faut que Paul s’en aille."),
        (("<i>Il faut…</i>", "<i>…partir.</i>"), "Il faut partir."),
        (("Si tu revenais…", "Non, rien."), "Si tu revenais…|Non, rien."),
        (("Je voulais…", "- Quoi ?", "- …te parler."), "Je voulais…|Quoi ?|…te parler."),
        (("…", "…et voilà."), "… et voilà."),
    ],
)
def test_a_sentence_is_broken_off_and_taken_up_again(given: tuple[str, ...], text: str):
    check(given, text)


def test_the_signs_for_a_break_stand_where_the_sentence_is_cut():
    original = document(film("Je voulais te dire…", "<i>…que demain</i> je pars."), "subrip")
    english = phrase("I meant to tell you I’m off tomorrow.", (1, 1), (2, 4), (3, 3), (5, 7), (6, 5), (7, 6))
    assert contents(original.render(made(original.text, english))) == [
        "I meant to tell you…",
        "…I’m off <i>tomorrow</i>.",
    ]


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (("♪ Au clair de la lune,", "mon ami Pierrot ♪"), "Au clair de la lune, mon ami Pierrot"),
        (("♪ Au clair de la lune ♪", "♪ mon ami Pierrot ♪"), "Au clair de la lune|mon ami Pierrot"),
        (("<i>♪ La mer ♪</i>", "Tu entends ?"), "La mer|Tu entends ?"),
        (("# La mer qu’on voit danser #",), "La mer qu’on voit danser"),
        (("♪♪", "Tu entends ?"), "Tu entends ?"),
    ],
)
def test_songs(given: tuple[str, ...], text: str):
    check(given, text)


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (("[Bruit de porte]", "Marie attend."), "[Bruit de porte]|Marie attend."),
        (("(Bruit de vieille porte)", "marie attend."), "(Bruit de vieille porte)|marie attend."),
        (("[Elle rit]\nTu n’as pas", "changé."), "[Elle rit]|Tu n’as pas changé."),
        (("Tu n’as pas changé\n[Elle rit]", "du tout."), "Tu n’as pas changé|[Elle rit]|du tout."),
        (("Il faut (je crois)", "partir."), "Il faut (je crois) partir."),
        (("<i>[Vent]</i>\nIl pleut.",), "[Vent]|Il pleut."),
    ],
)
def test_sounds_in_brackets_stand_by_themselves(given: tuple[str, ...], text: str):
    check(given, text)


def test_a_sound_keeps_its_line():
    original = document(film("[Vent]\nIl pleut."), "subrip")
    english = {"[Vent]": "[Wind]", "Il pleut.": "It rains."}
    written = original.render(made(original.text, lambda sentence: one_to_one(english[sentence])(sentence)))
    assert contents(written) == ["[Wind]\nIt rains."]


@pytest.mark.parametrize(
    "given", [("Je pars pour", "GARE DE BREST", "demain matin."), ("SORTIE", "DE SECOURS")]
)
def test_capitals_of_signs_are_no_part_of_what_is_said(given: tuple[str, ...]):
    blocks = document(film(*given), "subrip").text.split("\n\n")
    assert given[0] in blocks
    assert given[1] in blocks


def test_a_tag_that_opens_in_one_cue_and_closes_in_the_next_lies_over_its_words_in_each():
    original = document(film("{\\an8}Le train <i>pour Brest", "part dans</i> une heure."), "subrip")
    english = phrase(
        "The train to Brest leaves in an hour.",
        (0, 0), (1, 1), (2, 2), (3, 3), (4, 4), (5, 5), (6, 6), (7, 7),
    )  # fmt: skip
    assert contents(original.render(made(original.text, english))) == [
        "{\\an8}The train <i>to Brest</i>",
        "<i>leaves in</i> an hour.",
    ]


@pytest.mark.parametrize(
    "given",
    [
        ("<i>Il était une fois", "un roi.</i>"),
        ("{\\an8}<i>Mon ami,", "{\\an8}je t’écris.</i>"),
        ("{\\an8}Un chat\n{\\an8}dort,", "{\\i1}un chien{\\i0} aussi."),
    ],
)
def test_tags_at_the_edges_stay(given: tuple[str, ...]):
    original = document(film(*given), "subrip")
    written = contents(original.render(shouted(original.text)))
    for before, after in zip(given, written, strict=True):
        assert [tag for tag in ("<i>", "</i>", "{\\an8}", "{\\i1}") if tag in before] == [
            tag for tag in ("<i>", "</i>", "{\\an8}", "{\\i1}") if tag in after
        ]
