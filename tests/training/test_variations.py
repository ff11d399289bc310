"""Pairs in another form: each kind, and what they are made of."""

import re
from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bitext.languages import ENGLISH, FRENCH
from bitext.languages.pairs import FRENCH_ENGLISH, LanguagePair
from tests.training.conftest import order
from training import variations
from training.copied import COPIED, Words, plain
from training.names import Names, shared
from training.numbers import Number, drawn, other_number
from training.variations import FOLLOWED, VARIATIONS, Draw, Pair, varied

PAIRS = [
    ("Il voit Kerbrat et l'ONU.", "He sees Kerbrat and the ONU."),
    ("On parle de Dumoulin ou d'Alban.", "They talk about Dumoulin or Alban."),
    ("Et Ulysse vient en 1998 avec 12 500 élèves.", "And Ulysse comes in 1998 with 12,500 pupils."),
    ("Météo : la neige tombe sur les quais.", "Weather: snow falls on the quays."),
]
ENGLISH_FRENCH = LanguagePair(ENGLISH, FRENCH)


def draw_of(seed: int, pair: LanguagePair = FRENCH_ENGLISH, templates: Sequence[Pair] = ()) -> Draw:
    return Draw.of(PAIRS, pair, templates, order(seed))


def changed(kind: str, pair: Pair, draw: Draw) -> Pair:
    """The pair in another form, in which there must be one."""
    source, target = pair
    found = VARIATIONS[kind](source, target, draw)
    assert found is not None
    return found


def test_names_are_the_words_with_a_capital_that_both_sides_have_once():
    assert shared(
        "Lundi, l'Italie et Brest (Bretagne) : Brest", "Monday, Italy and Brest (Bretagne): Brest"
    ) == ["Bretagne"]
    assert shared("Il a vu Kim, de l’OTAN.", "He saw Kim of OTAN.") == ["Kim", "OTAN"]


def test_a_name_is_exchanged_on_both_sides_for_one_of_its_kind():
    names = Names(PAIRS[:3])
    drawing = order(4)
    exchanged = 0
    for source, target in PAIRS[:3] * 20:
        found = names.renamed(source, target, drawing)
        if found is not None:
            exchanged += 1
            assert set(shared(*found)) - set(shared(source, target))
            assert ("l'O" in found[0]) == ("l'O" in source)
    assert exchanged
    assert names.renamed("Il dort.", "He sleeps.", drawing) is None
    assert Names([]).renamed(*PAIRS[0], drawing) is None


@pytest.mark.parametrize(
    ("kind", "pair", "expected"),
    [
        ("capitals", ("L'été vient.", "Summer comes."), ("L'ÉTÉ VIENT.", "SUMMER COMES.")),
        ("plain_capitals", ("L'été vient.", "Summer comes."), ("L'ETE VIENT.", "SUMMER COMES.")),
        ("plain_capitals", ("Summer comes.", "L'été vient."), None),
        ("without_accents", ("Où ça, Zoé ?", "Where, Zoé?"), ("Ou ca, Zoe ?", "Where, Zoé?")),
        ("without_accents", ("Le chat.", "The cat."), None),
        ("untranslated", ("Le chat.", "The cat."), ("The cat.", "The cat.")),
        ("dash", ("Le chat.", "The cat."), ("— Le chat.", "— The cat.")),
        ("dash", ("“Le chat.", "“The cat."), None),
        ("no_stop", ("Le chat.", "The cat."), ("Le chat", "The cat")),
        ("no_stop", ("Le chat ?", "The cat?"), None),
        ("no_stop", ("Le chat...", "The cat..."), None),
        ("no_stop", ("Le chat" + " dort" * 20 + ".", "The cat sleeps."), None),
        ("heading", ("Météo : la neige.", "Weather: the snow."), ("MÉTÉO : la neige.", "WEATHER: the snow.")),
        ("heading", ("La neige tombe.", "Snow falls."), None),
        ("numbers", ("Le chat.", "The cat."), None),
    ],
)
def test_a_kind_changes_both_sides_alike(kind, pair, expected):
    source, target = pair
    assert VARIATIONS[kind](source, target, draw_of(1)) == expected


def test_an_item_of_a_list_has_the_same_mark_on_both_sides():
    found = {changed("list_item", ("Le chat.", "The cat."), draw_of(seed)) for seed in range(60)}
    marks = {source.removesuffix("Le chat.") for source, _ in found}
    assert {"- ", "1. ", "• "} <= marks
    assert found == {(mark + "Le chat.", mark + "The cat.") for mark in marks}
    assert VARIATIONS["list_item"]("— Non.", "— No.", draw_of(1)) is None


@given(st.integers(0, 10_000))
@settings(max_examples=150)
def test_another_number_has_the_form_of_each_language(seed):
    source, target = PAIRS[2]
    found = other_number(source, target, FRENCH_ENGLISH, order(seed))
    assert found is not None
    one, two = (re.findall(r"\d[\d \u00a0\u202f,]*\d|\d", text) for text in found)
    assert [re.sub(r"\D", "", number) for number in one] == [re.sub(r"\D", "", number) for number in two]
    assert "1998" in one or "12,500" in two
    assert all("," not in number for number in one)
    assert all(" " not in number for number in two)


@pytest.mark.parametrize(
    ("source", "target", "pair", "pattern"),
    [
        ("Un 3,45 kg.", "A 3.45 kg.", FRENCH_ENGLISH, r"Un [\d\s]+,\d\d kg\.\|A [\d,]+\.\d\d kg\."),
        ("A 3.45 kg.", "Un 3,45 kg.", ENGLISH_FRENCH, r"A [\d,]+\.\d\d kg\.\|Un [\d ]+,\d\d kg\."),
        ("En 1998, oui.", "In 1998, yes.", FRENCH_ENGLISH, r"En (\d{4}), oui\.\|In \1, yes\."),
    ],
)
def test_fractions_and_years_stay_what_they_are(source, target, pair, pattern):
    for seed in range(30):
        found = other_number(source, target, pair, order(seed))
        assert found is not None
        assert re.fullmatch(pattern, "|".join(found)), found


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Il y a 3 chats.", "There are three cats."),
        ("Il en a 4 ou 4.", "He has 4 or 4."),
        ("Le vol AF447.", "Flight AF447."),
        ("Le 1-12, oui.", "1-12, yes."),
        ("Il en a 1.", "He has 1."),
        ("La version 2.10.3 est là.", "Version 2.10.3 is here."),
    ],
)
def test_a_number_that_stands_not_once_on_both_sides_is_left(source, target):
    assert other_number(source, target, FRENCH_ENGLISH, order(1)) is None


def test_a_drawn_number_is_of_the_kind_of_the_old_one():
    years = [drawn(Number(1998, "", is_grouped=False), order(seed)) for seed in range(50)]
    assert all(number.is_year for number in years)
    small = [drawn(Number(42, "5", is_grouped=False), order(seed)) for seed in range(200)]
    assert all(len(number.fraction) == 1 for number in small)
    assert sum(number.whole < 1000 for number in small) > 100


@pytest.mark.parametrize(
    ("kind", "pattern"),
    [
        ("address", r"(https?|ftp)://[\w.-]+\.[a-z.]+/[\w/.?=#&-]+"),
        ("host", r"[\w.-]+\.[a-z.]+"),
        ("email", r"[\w.-]+@[\w.-]+\.[a-z.]+"),
        ("handle", r"@\w+"),
        ("hashtag", r"#\w+"),
        ("file_name", r"(/\w+/|\./|\w+/\w+/|C:\\\w+\\)?[\w.-]+\.\w+"),
        ("placeholder", r"\S*[{}%$<>:\[\]#_`()&\\-].*"),
        ("stand_in", r"[XQZ]\d\d?"),
        ("reference", r"[A-Z\d][A-Z\d/.: +-]+|\+.*"),
        ("version", r"([A-Z]\w* )?v?\d+(\.\d+){1,3}(-\w+)?"),
    ],
)
def test_each_kind_of_thing_to_copy_looks_like_one(kind, pattern):
    words = Words(PAIRS, order(3))
    made = {COPIED[kind](words) for _ in range(300)}
    assert all(re.fullmatch(pattern, one) for one in made), [
        one for one in made if not re.fullmatch(pattern, one)
    ]
    assert len(made) > 40


QUOTABLE = ("Hier, Maud a vu Kerbrat et Ulysse.", "Yesterday, Maud saw Kerbrat and Ulysse.")


def test_quotations_stand_round_what_corresponds():
    found = {changed("quotations", QUOTABLE, draw_of(seed)) for seed in range(300)}
    expected = {
        ("“Hier, Maud a vu Kerbrat et Ulysse.”", "“Yesterday, Maud saw Kerbrat and Ulysse.”"),
        ("“Hier, Maud a vu Kerbrat et Ulysse.", "“Yesterday, Maud saw Kerbrat and Ulysse."),
        ("Hier, Maud a vu Kerbrat et Ulysse.”", "Yesterday, Maud saw Kerbrat and Ulysse.”"),
        ("“Hier”, Maud a vu Kerbrat et Ulysse.", "“Yesterday”, Maud saw Kerbrat and Ulysse."),
        ("Hier, “Maud a vu Kerbrat et Ulysse”.", "Yesterday, “Maud saw Kerbrat and Ulysse”."),
        ("Hier, “Maud” a vu “Kerbrat” et “Ulysse”.", "Yesterday, “Maud” saw “Kerbrat” and “Ulysse”."),
        ("“Hier, “Maud” a vu Kerbrat et Ulysse.”", "“Yesterday, “Maud” saw Kerbrat and Ulysse.”"),
    }
    assert expected <= found
    for source, target in found:
        assert re.findall("[“”]", source) == re.findall("[“”]", target)
        assert (re.sub("[“”]", "", source), re.sub("[“”]", "", target)) == QUOTABLE


@pytest.mark.parametrize(
    ("source", "target"), [("Il dit « oui ».", "He says yes."), ("Elle chante.", 'She sings "La mer".')]
)
def test_a_pair_with_marks_gets_no_others(source, target):
    assert all(VARIATIONS["quotations"](source, target, draw_of(seed)) is None for seed in range(20))


def test_without_a_name_or_a_comma_on_both_sides_the_whole_is_quoted():
    for pair in (("Le chat dort", "The cat sleeps"), ("Oui, il dort.", "He does sleep.")):
        found = {changed("quotations", pair, draw_of(seed)) for seed in range(40)}
        assert {re.sub("[“”]", "", target) for _, target in found} == {pair[1]}
        assert {target.replace(pair[1], "*") for _, target in found} == {"“*”", "“*", "*”"}


def test_things_to_copy_are_made_of_the_words_of_the_pairs():
    words = Words(PAIRS, order(3))
    drawn_words = Counter(words.word() for _ in range(2000))
    assert {"eleves", "pupils", "neige"} <= drawn_words.keys()
    assert Words([], order(1)).word()


@given(st.sampled_from(sorted(COPIED)), st.sampled_from(PAIRS), st.integers(0, 10_000))
@settings(max_examples=200)
def test_what_is_to_be_copied_stands_once_more_on_both_sides(kind, pair, seed):
    token = COPIED[kind](draw_of(seed).words)
    source, target = changed(kind, pair, draw_of(seed))
    assert token in source
    assert token in target
    assert source != pair[0]


def test_things_to_copy_come_at_every_place():
    pair = ("Il voit Kerbrat là.", "He sees Kerbrat there.")
    found = [changed("stand_in", pair, draw_of(seed)) for seed in range(200)]
    shapes = Counter(re.sub(r"[XQZ]\d+", "*", target) for _, target in found)
    expected = {
        "He sees * there.",
        "He sees Kerbrat (*) there.",
        "He sees Kerbrat * there.",
        "* He sees Kerbrat there.",
        "He sees Kerbrat there (*).",
        "He sees Kerbrat there *.",
        "He sees Kerbrat there – *",
        "He sees Kerbrat there *",
    }
    assert expected <= shapes.keys()
    assert changed("stand_in", ("Le chat", "The cat"), draw_of(2))[0].replace("Le chat", "").strip()


def test_a_thing_to_copy_may_stand_alone():
    source, target = changed("token_alone", PAIRS[0], draw_of(5))
    assert source == target
    assert "Kerbrat et" not in source


def test_the_slots_of_a_template_are_filled_alike():
    templates = (
        ("Écrivez à {copied} ou à {copied2}.", "Write to {copied} or {copied2}."),
        ("Ouvert à {hour}h{minute} : {number} €", "Open at {hour}:{minute}: €{number}"),
    )
    found = [changed("template", ("", ""), draw_of(seed, templates=templates)) for seed in range(80)]
    assert all("{copied" not in side and "{hour" not in side for pair in found for side in pair)
    times = [pair for pair in found if pair[0].startswith("Ouvert")]
    assert 20 < len(times) < 60
    for source, target in times:
        parts = re.fullmatch(r"Ouvert à (\d+)h(\d\d) : (.+) €", source)
        assert parts is not None
        hour, minute, price = parts.groups()
        assert target == f"Open at {hour}:{minute}: €" + price.replace(" ", "/").replace(",", ".").replace(
            "/", ","
        )
    for source, target in found:
        if source.startswith("Écrivez"):
            assert source.removeprefix("Écrivez à ").replace(" ou à ", " or ") == target.removeprefix(
                "Write to "
            )
    assert VARIATIONS["template"]("", "", draw_of(1)) is None


def test_each_kind_is_tried_in_its_share_and_marked_as_followed_or_not():
    pairs = [(f"Le chat {word} dort.", f"The cat {word} sleeps.") for word in "abcdefghij" * 30]
    draw = Draw.of(PAIRS, FRENCH_ENGLISH, (), order(1))
    found = list(varied(pairs + PAIRS * 20, {"capitals": 0.3, "names": 1.0, "dash": 0.0}, draw))
    loud = [one.pair for one in found if one.is_alone]
    assert 80 < len(loud) < 150
    assert all(source.isupper() and target.isupper() for source, target in loud)
    assert {one.is_alone for one in found if not one.pair[0].isupper()} == {False}
    assert {one.before for one in found} <= {target for _, target in pairs + PAIRS}
    assert VARIATIONS.keys() > FOLLOWED


def test_accents_are_taken_off_and_nothing_else():
    assert plain("Où ? Garçon, Noël, œuf, ÉTÉ, « 3 € »") == "Ou ? Garcon, Noel, œuf, ETE, « 3 € »"


def test_every_kind_is_a_function_of_its_name():
    plain_kinds = [name for name in VARIATIONS if name not in COPIED]
    assert all(getattr(variations, name) is VARIATIONS[name] for name in plain_kinds)
