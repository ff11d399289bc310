"""Golden rules of quotations: one line a rule, the text and what is expected."""

from __future__ import annotations

import pytest

from bitext.languages import FRENCH
from bitext.quotations.direct_speech import direct_speech
from bitext.quotations.find import find_quotations
from bitext.quotations.marks import is_apostrophe
from bitext.segmentation.segment import segment
from bitext.text.characters import LINE_BREAKS
from bitext.text.document import Sentence

PAIRED = [
    # Styles and the spaces inside them.
    ("Elle a crié « au feu » dans la nuit.", ["« au feu »"]),
    ("Elle a crié «au feu» dans la nuit.", ["«au feu»"]),
    ("Elle a crié «\u00a0au feu\u00a0» dans la nuit.", ["«\u00a0au feu\u00a0»"]),
    ("Elle a crié «\u202fau feu\u202f» dans la nuit.", ["«\u202fau feu\u202f»"]),
    ("Le maire parle d’un “accord équilibré”.", ["“accord équilibré”"]),
    ('Le maire parle d’un "accord équilibré".', ['"accord équilibré"']),
    ('Le maire parle d’un " accord équilibré ".', ['" accord équilibré "']),
    ("Un panneau „Zimmer frei” pendait là.", ["„Zimmer frei”"]),
    ("Un panneau „Zimmer frei“ pendait là.", ["„Zimmer frei“"]),
    ("On lit ‹ ouvert › sur la porte.", ["‹ ouvert ›"]),
    ("On lit ‘ouvert’ sur la porte.", ["‘ouvert’"]),
    ("On lit 'ouvert' sur la porte.", ["'ouvert'"]),
    ("On lit << ouvert >> sur la porte.", ["<< ouvert >>"]),
    ("On lit ,,ouvert'' sur la porte.", [",,ouvert''"]),
    ("On lit ``ouvert'' sur la porte.", ["``ouvert''"]),
    ("On lit `ouvert' sur la porte.", ["`ouvert'"]),
    ("On lit ''ouvert'' sur la porte.", ["''ouvert''"]),
    ("On lit »ouvert« sur la porte.", ["»ouvert«"]),
    ("On lit ”ouvert” sur la porte.", ["”ouvert”"]),
    ("On lit “ouvert“ sur la porte.", ["“ouvert“"]),
    # Marks that hands mix.
    ('On lit “ouvert" sur la porte.', ['“ouvert"']),
    ("On lit «ouvert” sur la porte.", ["«ouvert”"]),
    # Neighbours of straight marks.
    ('Voici "un", "deux" et "trois".', ['"un"', '"deux"', '"trois"']),
    ('L’équipe ("les verts") a gagné.', ['"les verts"']),
    ('C’est l\'"exception" qui compte.', ['"exception"']),
    ('Il répond "oui"/"non" au hasard.', ['"oui"', '"non"']),
    ('Né en "1984", dit-on.', ['"1984"']),
    ('"Partons !" dit-elle.', ['"Partons !"']),
    ('Elle a dit : "Partons."', ['"Partons."']),
    ('Le mot "..." ne dit rien.', ['"..."']),
    ('Le champ ""titre"" est vide.', ['""titre""', '"titre"']),
    ('Le champ "" est vide.', ['""']),
    # Nesting.
    ("« Il m’a dit “non” hier »", ["« Il m’a dit “non” hier »", "“non”"]),
    ("« Il m’a dit « non » hier »", ["« Il m’a dit « non » hier »", "« non »"]),
    (
        "« Il lit “le ‹ Temps › du soir” »",
        ["« Il lit “le ‹ Temps › du soir” »", "“le ‹ Temps › du soir”", "‹ Temps ›"],
    ),
    ("\"Il m’a dit 'non' hier\"", ["\"Il m’a dit 'non' hier\"", "'non'"]),
    ('"Il m’a dit "non" hier"', ['"Il m’a dit "non" hier"', '"non"']),
    ("“Il m’a dit ‘non’ hier”", ["“Il m’a dit ‘non’ hier”", "‘non’"]),
    # Apostrophes.
    ("L’armée d’aujourd’hui n’a qu’un chef.", []),
    ("L'armée d'aujourd'hui n'a qu'un chef.", []),
    ("Les tubes des années ’70 et '80 reviennent.", []),
    ("Du rock 'n' roll et du rock ’n’ roll.", []),
    ("C’est presqu’ une île, jusqu' au soir.", []),
    ("Un ‘tour d’horizon’ s’impose.", ["‘tour d’horizon’"]),
    ("Un 'tour d'horizon' s'impose.", ["'tour d'horizon'"]),
    ("Un p'tit gars d' ici l' a vu.", []),
    # Measures.
    ('Il mesure 6\' 2" et court en 2"44.', []),
    ('Un écran de 15" et un autre de 17".', []),
    ("Un trajet de 5' 30'' seulement.", []),
    ("Position : 48° 51' 24\" nord.", []),
    # Markup and code.
    ('Un <a href="page">lien "utile"</a> ici.', ['"utile"']),
    ("Le décalage a << 2 reste une formule.", []),
    # Over sentences and lines.
    ("« Entrez. Asseyez-vous. » Elle sourit.", ["« Entrez. Asseyez-vous. »"]),
    ("Il parla du « droit de\nréponse » des lecteurs.", ["« droit de\nréponse »"]),
    ("« Nous partons.\nNous reviendrons. »", ["« Nous partons.\nNous reviendrons. »"]),
    (
        "« Où vas-tu ?\n— Au port.\n— J’y vais aussi. »\nIls partent.",
        ["« Où vas-tu ?\n— Au port.\n— J’y vais aussi. »"],
    ),
]

STRAYS = [
    ("Il a fini. ” a déclaré le ministre.", [], [11]),
    ("Il a ouvert « une parenthèse.", [], [12]),
    ('Voilà un " qui traîne.', [], [9]),
    ("“Un” et “deux” et trois”.", ["“Un”", "“deux”"], [23]),
    ("« Un, “deux » et trois.", ["« Un, “deux »"], [6]),
    ("Un “accord\nLe “second” accord.", ["“second”"], [3]),
    ("Un « accord.\nRien ici.\nLe « second » accord.", ["« second »"], [3]),
    ("“Un « deux” trois » quatre.", ["“Un « deux”"], [4, 18]),
    ("« Un ” deux » trois.", ["« Un ” deux »"], [5]),
    ("Accueil › Sport › Voile", [], [8, 16]),
    ("Une ‘ouverture sans fin.", [], [4]),
]

DIALOGUE = [
    ("— Bonjour, dit-il.\n— Bonsoir.", ["— Bonjour, dit-il.", "— Bonsoir."]),
    ("– Bonjour.\n– Bonsoir.", ["– Bonjour.", "– Bonsoir."]),
    ("- Bonjour.\n- Bonsoir.", ["- Bonjour.", "- Bonsoir."]),
    ("-- Bonjour.\n-- Bonsoir.", ["-- Bonjour.", "-- Bonsoir."]),
    ("—\u00a0Bonjour.", ["—\u00a0Bonjour."]),
    ("« — Bonjour. — Bonsoir. »", ["— Bonjour.", "— Bonsoir."]),
    ("Il demanda : — Qui est là ? — Moi.", ["— Qui est là ?", "— Moi."]),
    ("Ils sont venus — tous les deux — hier.", []),
    ("Lyon, 3 mars. — Le préfet a parlé.", []),
    ("Art. 5. — Les statuts sont approuvés.", []),
    ("- des pommes ;\n- des poires ;\n- du pain.", []),
    ("— les uns,\n— les autres", []),
    ("-5 degrés ce matin.", []),
    ("Mot-clé et va-et-vient.", []),
]

SPEECH = [
    ("— Venez, dit-il, nous partons.", ["— Venez,", "nous partons."]),
    ("— Venez ! s’écria le capitaine. Nous partons !", ["— Venez !", "Nous partons !"]),
    ("— Venez, dit-il. Il ferma la porte et sortit.", ["— Venez,"]),
    ("— Venez, dit-elle en se levant, je vous attends.", ["— Venez,", "je vous attends."]),
    ("— Je viens, répondit d’une voix lasse la vieille.", ["— Je viens,"]),
    ("— Vient-il demain ?", ["— Vient-il demain ?"]),
    ("Elle dit : « Je viens. » Puis elle sortit.", ["« Je viens. »"]),
    ("« Je viens », dit-elle.", ["« Je viens »"]),
    ("« Je viens, dit-elle, attendez-moi. »", ["« Je viens,", "attendez-moi. »"]),
    ("Il lisait « Le Temps » au café.", []),
    ("On parlait de « réforme » partout.", []),
    ("Elle lut la lettre : « Je pars demain. »", []),
    ("Il pleuvait sur la ville.", []),
]

APOSTROPHES = [
    ("l’armée", 1, True),
    ("l'armée", 1, True),
    ("presqu’ île", 6, True),
    ("les années ’70", 11, True),
    ("‘mot’", 4, False),
    ("mot", 1, False),
    ("’", 0, False),
    ("’", 7, False),
]


def quoted(text: str) -> list[str]:
    found, _ = find_quotations(text, (), FRENCH)
    return [text[one.start : one.end] for one in found if one.kind == "quotation"]


@pytest.mark.parametrize(("text", "expected"), PAIRED)
def test_pairs(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected
    assert find_quotations(text, (), FRENCH)[1] == ()


@pytest.mark.parametrize(("text", "expected", "strays"), STRAYS)
def test_strays(text: str, expected: list[str], strays: list[int]) -> None:
    _, lone = find_quotations(text, (), FRENCH)
    assert quoted(text) == expected
    assert [one.start for one in lone] == strays
    assert all(one.kind == "stray" and (one.open or one.close) == text[one.start : one.end] for one in lone)


@pytest.mark.parametrize(("text", "expected"), DIALOGUE)
def test_dialogue(text: str, expected: list[str]) -> None:
    found = [one for one in find_quotations(text, (), FRENCH)[0] if one.kind == "dialogue"]
    assert [text[one.start : one.end] for one in found] == expected
    assert all(text[one.start :].startswith(one.open) and one.close == "" for one in found)


@pytest.mark.parametrize(("text", "expected"), SPEECH)
def test_direct_speech(text: str, expected: list[str]) -> None:
    assert [text[span.start : span.end] for span in direct_speech(segment(text), FRENCH)] == expected


@pytest.mark.parametrize(("text", "i", "expected"), APOSTROPHES)
def test_is_apostrophe(text: str, i: int, expected: bool) -> None:
    assert is_apostrophe(text, i, FRENCH) is expected


@pytest.mark.parametrize(
    ("text", "offsets"),
    [
        ("« Un.\n« Deux.\n« Trois. »", (6, 14)),
        ("« Un.\n» Deux.\n» Trois. »", (6, 14)),
        ("“Un.\n\n“Deux.\n\n“Trois.”", (6, 14)),
        ('"Un.\n\n"Deux."', (6,)),
        ("« Un.\n« Il a dit « deux » hier. »", (6,)),
    ],
)
def test_continuation_marks(text: str, offsets: tuple[int, ...]) -> None:
    found, lone = find_quotations(text, (), FRENCH)
    assert (found[0].start, found[0].end, found[0].continuations) == (0, len(text), offsets)
    assert lone == ()


@pytest.mark.parametrize("line_break", LINE_BREAKS)
def test_any_line_break_may_stand_before_a_continuation_mark(line_break: str) -> None:
    text = f"« Un soir.{line_break}« Elle vint. »"
    found, lone = find_quotations(text, (), FRENCH)
    assert [(one.start, one.end, one.continuations) for one in found] == [(0, len(text), (11,))]
    assert lone == ()


@pytest.mark.parametrize("between", ["", "Le maire est sorti. Il pleuvait.\n\n"])
@pytest.mark.parametrize("before", ["", "La salle était pleine.\n\n"])
@pytest.mark.parametrize("number", [2, 3, 5])
def test_speeches_of_several_paragraphs_one_after_another(between: str, before: str, number: int) -> None:
    speech = "« Nous attendons.\n\n« Nous attendrons encore.\n\n« Et demain aussi. »\n\n"
    text = before + (speech + between) * number
    found, lone = find_quotations(text, (), FRENCH)
    starts = [len(before) + at * len(speech + between) for at in range(number)]
    assert [(one.start, one.continuations) for one in found] == [
        (start, (start + 19, start + 46)) for start in starts
    ]
    assert lone == ()


def test_a_quotation_that_a_colon_announces_nests_at_a_head() -> None:
    text = "« Il est entré et a dit :\n« Partez tous ! »\n« Personne n’a bougé. »"
    (outer, inner), _ = find_quotations(text, (), FRENCH)
    assert (outer.start, outer.end) == (0, len(text))
    assert text[inner.start : inner.end] == "« Partez tous ! »"


def test_a_new_quotation_at_a_head_is_no_continuation() -> None:
    assert quoted("« Un. »\n« Deux. »") == ["« Un. »", "« Deux. »"]


def test_a_quotation_nested_at_a_head_keeps_the_outer_one() -> None:
    text = "« Un.\n« Deux » et trois.\nQuatre. »"
    assert quoted(text) == [text, "« Deux »"]


def test_a_mark_that_ends_two_quotations_leaves_the_narrator_outside() -> None:
    text = "« On m’a dit : « Partez ! »\nLe maire est sorti.\n« Nous restons », a-t-il dit."
    found, lone = find_quotations(text, (), FRENCH)
    assert [text[one.start : one.end] for one in found] == ["« Partez ! »", "« Nous restons »"]
    assert [(one.start, one.open) for one in lone] == [(0, "«")]


def test_a_speech_may_go_on_behind_a_quotation_in_it() -> None:
    text = "« On m’a dit : « Partez ! »\n« Je suis parti. »"
    assert quoted(text) == [text, "« Partez ! »"]


def test_continuation_marks_without_a_speech_are_what_they_are() -> None:
    _, lone = find_quotations("« Un.\n» Deux.\n« Trois.", (), FRENCH)
    assert [(one.open, one.close) for one in lone] == [("«", ""), ("", "»"), ("«", "")]


def test_depth_counts_quotations_not_dialogue() -> None:
    found, _ = find_quotations("— Il lit « le “Temps” du soir » ici.", (), FRENCH)
    assert [(one.open, one.depth) for one in found] == [("—", 0), ("«", 0), ("“", 1)]


def test_sentences_that_a_quotation_touches() -> None:
    document = segment("Elle parla. « Entrez. Asseyez-vous. » Elle sourit.")
    assert document.quotations[0].sentences == (1, 2)


def test_empty_sentences_are_not_touched() -> None:
    sentences = (Sentence(0, 0, "", 0), Sentence(0, 4, "«ab»", 0))
    assert find_quotations("«ab»", sentences, FRENCH)[0][0].sentences == (1,)


def test_a_long_gap_leaves_both_marks_stray() -> None:
    text = "« Ouvert.\n" + "Rien.\n" * 30 + "Fermé. »"
    found, lone = find_quotations(text, (), FRENCH)
    assert found == ()
    assert [one.start for one in lone] == [0, len(text) - 1]


def test_turned_marks_reach_over_paragraphs() -> None:
    found, lone = find_quotations("›‹\n›", (), FRENCH)
    assert 2 * len(found) + sum(len(one.continuations) for one in found) + len(lone) == 3


def test_turned_marks_that_cross_others() -> None:
    found, lone = find_quotations("“ ›a « b‹ ” c »", (), FRENCH)
    assert 2 * len(found) + len(lone) == 6


def test_marks_deeper_than_anybody_nests() -> None:
    found, lone = find_quotations("«a " * 50 + "b» " * 50, (), FRENCH)
    assert max(one.depth for one in found) < 10
    assert 2 * len(found) + len(lone) == 100
