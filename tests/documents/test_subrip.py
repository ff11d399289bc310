"""SubRip: cues and times stay, sentences over several cues, lines on the screen."""

from __future__ import annotations

import re
from itertools import pairwise

import pysubs2
import pytest
import srt
from hypothesis import given
from hypothesis import strategies as st

from bitext import EncodingError, FormatError
from bitext.documents.original import read_original
from bitext.documents.projection.block_links import LinkedBlock
from bitext.documents.projection.token_links import TokenLinks
from bitext.documents.subtitle_lines import divide, line_ends
from bitext.errors import StructureWarning
from bitext.languages import ENGLISH
from tests.support.documents import document, echoed, garbled, made, one_to_one, phrase, shouted


def cues(*contents: str) -> str:
    """A file of cues of two seconds, one behind the other."""
    return "".join(
        f"{at + 1}\n00:00:{2 * at:02},000 --> 00:00:{2 * at + 2:02},000\n{content}\n\n"
        for at, content in enumerate(contents)
    )


def contents(source: str) -> list[str]:
    return [cue.content for cue in srt.parse(source)]


def loud(*given: str) -> list[str]:
    original = document(cues(*given), "subrip")
    return contents(original.render(shouted(original.text)).decode())


ODD = """\
12
00:00:01,000 --> 00:00:02,000  X1:10
{\\an8}<i>- Un chat !</i>
- <i>Deux</i> chats.


14
00:00:03.5 --> 00:00:04,000
♪ Au clair ♪
<font color="#fff">12 %</font>
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_an_echo_comes_back_byte_for_byte(newline, bom):
    source = bom + ODD.replace("\n", newline)
    original = document(source, "subrip")
    assert original.text.split("\n\n") == ["Un chat !", "Deux chats.", "Au clair"]
    assert original.render(echoed(original.text)).decode() == source


def test_numbers_times_and_codes_stay():
    original = document(ODD, "subrip")
    expected = ODD.replace("Un chat", "UN CHAT").replace("Deux</i> chats", "DEUX</i> CHATS")
    assert original.render(shouted(original.text)).decode() == expected.replace("Au clair", "AU CLAIR")


@pytest.mark.parametrize(
    ("given", "blocks"),
    [
        (("Il pleut", "sur la ville."), 1),
        (("Il pleut.", "Il vente."), 2),
        (("Il pleut,", "Marie dort."), 1),
        (("Il pleut...", "sur la ville."), 1),
        (("Il pleut...", "Marie dort."), 2),
        (("Il pleut", "- sur la ville."), 2),
        (("PARIS", "Il pleut."), 2),
        (("- Il pleut", "sur la ville."), 1),
        (("- Il pleut", "sur la ville.\n- Oui."), 2),
        (("♪ Il pleut ♪", "♪ sur la ville ♪"), 2),
        (("<i>Il pleut</i>", "<i>sur la ville.</i>"), 1),
        (("Il pleut", ""), 1),
    ],
)
def test_which_cues_hold_one_sentence(given, blocks):
    original = document(cues(*given), "subrip")
    assert len(original.text.split("\n\n")) == blocks
    assert contents(original.render(shouted(original.text)).decode()) == [
        re.sub(r"(?<!<)\b[a-zA-Z]+", lambda word: word[0].upper(), text).replace("</I>", "</i>")
        for text in given
    ]


def test_a_long_pause_ends_a_sentence():
    source = cues("Il pleut", "sur la ville.").replace("00:00:02,000 -->", "00:00:09,000 -->")
    assert document(source, "subrip").text == "Il pleut\n\nsur la ville."


def test_a_sentence_is_divided_where_the_words_correspond():
    original = document(cues("Je crois que demain", "<i>il pleuvra</i> à Brest."), "subrip")
    english = phrase(
        "Tomorrow I think it will rain in Brest.", (0, 1), (1, 2), (3, 0), (4, 3), (5, 5), (6, 6), (7, 7)
    )
    written = original.render(made(original.text, english)).decode()
    assert contents(written) == ["Tomorrow I think", "<i>it will rain</i> in Brest."]


def test_no_cue_is_left_empty():
    original = document(cues("Il ne viendra", "donc vraiment", "pas."), "subrip")
    assert contents(original.render(made(original.text, phrase("Never ever."))).decode()) == [
        "Never",
        "ever.",
        "…",
    ]


def test_a_tag_that_runs_over_a_cut_is_closed_and_opened_again():
    original = document(cues("Il <b>pleut fort</b>", "sur Brest."), "subrip")
    english = phrase("Brest is raining hard now.", (0, 1), (1, 0), (1, 4), (2, 4), (4, 2))
    written = original.render(made(original.text, english)).decode()
    assert written.count("<b>") == written.count("</b>") >= 1
    assert (
        "".join(re.sub("</?b>", "", text) for text in contents(written)).replace(" ", "")
        == "Brestisraininghardnow."
    )


LONG = "a sentence that is much too long for one line on any screen, so it is set in two"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("short", ["short"]),
        ("x" * 60, ["x" * 60]),
        (LONG, ["a sentence that is much too long for one", "line on any screen, so it is set in two"]),
        (
            "When the prefect closed the line, the people of the village met",
            ["When the prefect closed the line,", "the people of the village met"],
        ),
    ],
)
def test_lines(text, lines):
    cuts = [0, *line_ends(text, 0, len(text), ENGLISH), len(text)]
    assert [text[a:b].strip() for a, b in pairwise(cuts)] == lines


def test_lines_are_no_longer_than_a_screen_is_wide_whatever_those_of_the_source():
    original = document(cues(f"- {LONG}\n- Oui."), "subrip")
    written = original.render(shouted(original.text)).decode()
    assert contents(written) == [
        "- A SENTENCE THAT IS MUCH TOO LONG FOR ONE\nLINE ON ANY SCREEN, SO IT IS SET IN TWO\n- OUI."
    ]


words = st.lists(st.sampled_from(["a", "bc,", "def.", "the", "ghijk"]), min_size=1, max_size=12)


@given(words, words, st.data())
def test_cuts_rise_and_leave_no_part_empty_where_there_are_words(source, target, data):
    french, english = " ".join(source), " ".join(target)
    ends = sorted(data.draw(st.sets(st.integers(1, len(french)), max_size=3)))
    cuts = divide(TokenLinks(LinkedBlock(french, english, language=ENGLISH)), ends)
    assert len(cuts) == len(ends)
    assert cuts == sorted(cuts)
    if len(target) > len(ends):
        parts = [english[a:b] for a, b in zip([0, *cuts], [*cuts, len(english)], strict=True)]
        assert all(part.strip() for part in parts)
        assert " ".join(part.strip() for part in parts) == english


turns = st.lists(
    st.sampled_from(["il", "pleut", "sur", "<i>la ville</i>", "Marie", "dort,", "fort.", "(oui)", "12"]),
    min_size=1,
    max_size=8,
).map(" ".join)


@given(
    st.lists(st.one_of(turns, turns.map(lambda t: f"- {t}\n- {t}"), turns.map(lambda t: f"<i>{t}</i>"))),
    st.randoms(use_true_random=False),
)
def test_any_translation_keeps_cues_and_words(given, random):
    source = cues(*given)
    original = document(source, "subrip")
    bitext = garbled(original.text, random)
    written = original.render(bitext).decode()
    assert re.findall(r"^.*-->.*$", written, re.M) == re.findall(r"^.*-->.*$", source, re.M)
    for before, after in zip(contents(source), contents(written), strict=True):
        assert bool(after.strip()) == bool(before.strip())
        assert after.count("<i>") == after.count("</i>")
        assert len(re.findall("^- ", after, re.M)) == len(re.findall("^- ", before, re.M))


@given(st.lists(turns.map(lambda t: f"{t}")))
def test_an_echo_of_any_cues_changes_nothing(given):
    source = cues(*given)
    original = document(source, "subrip")
    assert original.render(echoed(original.text)).decode() == source


@pytest.mark.parametrize(
    ("data", "error", "said"),
    [
        (b"Bonjour", FormatError, "not in SubRip's form"),
        (b"1\n00:00:01,000 --> :00:02,000\nun\n", FormatError, "there is no line of times in it"),
        (b"1\n00:00:01,000 --> 00:00:02,000\nun\n\nxx --> yy\n", None, ""),
        (bytes(range(128, 256)), EncodingError, "nor text in an encoding that can be told"),
    ],
)
def test_what_is_no_subrip_file(data, error, said):
    if error is None:
        assert "xx" in read_original(data, "subrip").text
        return
    with pytest.raises(error, match=said):
        read_original(data, "subrip", "a.srt")


def parts(odd: str) -> str:
    """A file of three cues, the second of which is odd."""
    return f"{cues('Il pleut.')}{odd}\n\n{cues('Il neige.').replace('00:00:', '00:01:')}"


ODD_CUES = [
    "2 bis\n00:00:03,500 --> 00:00:05,000\nLe bateau arrive.",
    "deux\n00:00:03,500 --> 00:00:05,000\nLe bateau arrive.",
    "2\n00:00:03,500 --> :00:05,000\nLe bateau arrive.",
    "2\n00:00:03,500 -->\nLe bateau arrive.",
    "2\n00:0x:03,500 --> 00:00:05,000\nLe bateau\n\narrive.",
    "2\n00:00:03,500 --> 00:00:05,000,7\nLe bateau arrive.",
]


@pytest.mark.parametrize("odd", ODD_CUES)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_an_odd_cue_is_kept_byte_for_byte_and_named(odd, newline):
    source = parts(odd).replace("\n", newline)
    with pytest.warns(StructureWarning, match=f"cue '{odd.split()[0]}") as told:
        original = document(source, "subrip")
    assert len(told) == 1
    assert original.text == "Il pleut.\n\nIl neige."
    assert original.render(echoed(original.text)).decode() == source
    written = original.render(shouted(original.text)).decode()
    assert written == source.replace("Il pleut", "IL PLEUT").replace("Il neige", "IL NEIGE")


@pytest.mark.parametrize(
    "good",
    [
        "00:00:03,500 --> 00:00:05,000\nLe bateau arrive.",
        "2.\n00:00:03.500 --> 00:00:05.0\nLe bateau arrive.",
        "-2\n0:0:3 , 500-->0:0:5,000  X1:1 X2:2\nLe bateau arrive.",
        "2\n00:03,500 --> 00:05,000\nLe bateau arrive.",
        "2\n00:00:03,500 --> 00:00:05,000\n\nLe bateau arrive.",
        "2\n00:00:03,500 --> 00:00:05,000\n1984\n\nLe bateau arrive.",
    ],
)
def test_what_players_read_is_read(good):
    original = document(parts(good), "subrip")
    assert "Le bateau arrive." in original.text.split("\n\n")
    assert original.render(echoed(original.text)).decode() == parts(good)
    assert pysubs2.SSAFile.from_string(original.render(shouted(original.text)).decode()).events


def test_a_number_behind_the_text_without_a_blank_line_is_no_text():
    source = cues("Il pleut.", "Il neige.").replace("\n\n2\n", "\n2\n")
    original = document(source, "subrip")
    assert original.text == "Il pleut.\n\nIl neige."
    assert original.render(shouted(original.text)).decode() == source.replace("Il pleut", "IL PLEUT").replace(
        "Il neige", "IL NEIGE"
    )


def test_overlapping_cues_are_not_joined_and_named():
    source = cues("Il pleut", "sur la ville.").replace("00:00:02,000 -->", "00:00:01,000 -->")
    with pytest.warns(StructureWarning, match="overlap the one before are translated by themselves: line 7;"):
        original = document(source, "subrip")
    assert original.text == "Il pleut\n\nsur la ville."


def test_words_are_set_word_for_word():
    original = document(cues("Il pleut", "sur la ville."), "subrip")
    written = original.render(made(original.text, one_to_one("It rains on the town."))).decode()
    assert contents(written) == ["It rains", "on the town."]
    assert loud("Il pleut", "sur la ville.") == ["IL PLEUT", "SUR LA VILLE."]
