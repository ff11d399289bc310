"""An untimed text in the cues of its counterpart: nothing lost, nothing moved, what is alone is told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

import pytest
import srt
from hypothesis import given
from hypothesis import strategies as st

from bitext import Bitext, InputError, segment
from bitext.documents.original import read_original
from bitext.documents.subtitle_lines import line_ends
from bitext.documents.subtitle_pouring import Poured
from bitext.documents.subtitles import Subtitles
from bitext.documents.timed_text import TimedText
from bitext.languages import ENGLISH
from bitext.result.links import WordLinks
from bitext.result.pair import Pair, Side
from bitext.text.words import words_of

TWO_SECONDS = timedelta(seconds=2)


def cues(*contents: str) -> str:
    made = [
        srt.Subtitle(at + 1, at * TWO_SECONDS, (at + 1) * TWO_SECONDS, content)
        for at, content in enumerate(contents)
    ]
    return str(srt.compose(made, strict=False))


def opened(source: str, form: str = "subrip") -> TimedText:
    found = read_original(source.encode(), form, f"a.{form}")
    assert isinstance(found, Subtitles)
    return found.timed()


def aligned(french: str, english: str, beads: Sequence[tuple[int, int]]) -> Bitext:
    """Two texts, by the numbers of sentences in each bead; a word is linked to itself, whatever its case."""
    source, target = segment(french), segment(english, lang="en")
    at = there = 0
    pairs = []
    for count, other in beads:
        sides = Side(source[at : at + count]), Side(target[there : there + other])
        pairs.append(Pair(*sides, words=WordLinks(_same_words(*sides))))
        at, there = at + count, there + other
    assert (at, there) == (len(source), len(target))
    return Bitext(source, target, tuple(pairs))


def _same_words(source: Side, target: Side) -> list[tuple[int, int, int, int]]:
    there: dict[str, list[tuple[int, int]]] = {}
    for sentence in target:
        for word in words_of(sentence.text):
            place = (sentence.start + word.start, sentence.start + word.end)
            there.setdefault(sentence.text[word.start : word.end].lower(), []).append(place)
    rows = []
    for sentence in source:
        for word in words_of(sentence.text):
            places = there.get(sentence.text[word.start : word.end].lower())
            if places:
                rows.append((sentence.start + word.start, sentence.start + word.end, *places.pop(0)))
    return rows


def poured(given: Sequence[str], english: str, *beads: tuple[int, int]) -> tuple[Poured, list[str]]:
    original = opened(cues(*given))
    found = original.pour(aligned(original.text, english, beads))
    return found, [cue.content for cue in srt.parse(found.data.decode())]


def test_a_sentence_is_divided_over_its_cues_by_the_word_links():
    found, contents = poured(
        ["Demain Paul ira", "à Brest <i>avec</i> Luc."], "DEMAIN IRA PAUL AVEC LUC.", (1, 1)
    )
    assert contents == ["DEMAIN IRA PAUL", "<i>AVEC</i> LUC."]
    assert (found.placed, found.missing, found.empty) == ((), (), ())


def test_two_sentences_that_are_one_in_the_text_stand_in_both_cues():
    _, contents = poured(["Il pleut.", "Il vente fort."], "PLEUT ET VENTE.", (2, 1))
    assert contents in (["PLEUT ET", "VENTE."], ["PLEUT", "ET VENTE."])


def test_a_sentence_that_is_two_in_the_text_stands_in_its_cues():
    _, contents = poured(["Il pleut et", "il vente fort."], "IL PLEUT. IL VENTE.", (1, 2))
    assert contents == ["IL PLEUT.", "IL VENTE."]


def test_a_cue_without_counterpart_is_empty_keeps_its_times_and_is_told():
    found, contents = poured(
        ["Il pleut.", "{\\an8}Il vente\nfort.", "Il neige."], "PLEUT. NEIGE.", (1, 1), (1, 0), (1, 1)
    )
    assert contents == ["PLEUT.", "", "NEIGE."]
    assert found.empty == ("2",)
    assert [(each.cue, each.text) for each in found.missing] == [("2", "Il vente fort.")]
    assert [cue.start for cue in srt.parse(found.data.decode())] == [at * TWO_SECONDS for at in range(3)]


def test_a_cue_whose_other_sentence_has_no_counterpart_is_not_divided_further():
    _, contents = poured(["Oui. Je crois qu’il", "pleut."], "OUI, MAIS OUI.", (1, 1), (1, 0))
    assert contents == ["OUI, MAIS OUI.", ""]


def test_of_two_speakers_the_one_who_is_left_needs_no_dash():
    found, contents = poured(
        ["{\\an8}- Il pleut ?\n- Non.", "Il neige."], "NON. NEIGE.", (1, 0), (1, 1), (1, 1)
    )
    assert contents[0] in ("NON.", "{\\an8}NON.")
    assert found.empty == ()
    assert found.missing[0].cue == "1"


def test_dashes_and_notes_of_the_text_are_not_doubled():
    _, contents = poured(
        ["- Il pleut ?\n- Non.", "♪ Il neige ♪", "Il vente."],
        "- PLEUT ?\n- NON.\n♪ NEIGE ♪\n- IL VENTE.",
        *[(1, 1)] * 4,
    )
    assert contents == ["- PLEUT ?\n- NON.", "♪ NEIGE ♪", "IL VENTE."]


@pytest.mark.parametrize(
    ("given", "where"), [(("Il pleut.", f"{'Il vente. ' * 8}"), 0), (("Il pleut. " * 8, "Il vente."), 1)]
)
def test_a_sentence_without_counterpart_stands_where_there_is_more_time(given: tuple[str, str], where: int):
    before, after = (max(1, text.count(".")) for text in given)
    english = "PLEUT. " * before + "AH, BON. " + "VENTE. " * after
    found, contents = poured(given, english, *[(1, 1)] * before, (0, 1), *[(1, 1)] * after)
    assert "AH, BON." in " ".join(contents[where].split())
    assert [(each.cue, each.text) for each in found.placed] == [(str(where + 1), "AH, BON.")]


@pytest.mark.parametrize(("beads", "contents"), [
    (((0, 1), (1, 1), (1, 1)), ["AH ! PLEUT.", "NEIGE."]),
    (((1, 1), (1, 1), (0, 1)), ["AH !", "PLEUT. NEIGE."]),
])  # fmt: skip
def test_a_sentence_at_the_edge_stands_with_its_only_neighbour(
    beads: list[tuple[int, int]], contents: list[str]
):
    assert poured(["Il pleut.", "Il neige."], "AH ! PLEUT. NEIGE.", *beads)[1] == contents


def test_what_has_no_counterpart_on_either_side_in_one_place_belongs_together():
    found, contents = poured(
        ["Il pleut.", "Tu parles !", "Il neige."],
        "PLEUT. YEAH, RIGHT! NEIGE.",
        (1, 1),
        (1, 0),
        (0, 1),
        (1, 1),
    )
    assert contents == ["PLEUT.", "YEAH, RIGHT!", "NEIGE."]
    assert [(each.cue, each.text) for each in found.placed] == [("2", "YEAH, RIGHT!")]
    assert not found.missing


def test_what_holds_no_words_stays():
    _, contents = poured(["Il pleut.", "♪♪", "Il neige."], "PLEUT. NEIGE.", (1, 1), (1, 1))
    assert contents == ["PLEUT.", "♪♪", "NEIGE."]


def test_numbers_and_addresses_are_said_once():
    given = ["Tout est sur", "www.example.org", "depuis hier.", "1984 !"]
    _, contents = poured(given, "ALL IS ON www.example.org SINCE. 1984!", (1, 1), (1, 1))
    assert " ".join(contents) == "ALL IS ON www.example.org SINCE. 1984!"
    assert contents[3] == "1984!"


def test_a_bitext_of_another_text_is_refused():
    with pytest.raises(InputError, match="made from another text"):
        opened(cues("Il pleut.")).pour(aligned("Il vente.", "VENTE.", [(1, 1)]))


FORMS = {
    "webvtt": """\
WEBVTT

un
00:01.000 --> 00:02.000
Il pleut &amp; vente.

00:03.000 --> 00:04.000
<v Luc>Il neige.</v>
""",
    "ass": """\
[Events]
Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,Il pleut & vente.
Dialogue: 0,0:00:03.00,0:00:04.00,Default,,0,0,0,,{\\i1}Il neige.
""",
    "ttml": """\
<tt><body><p begin="1s" end="2s">Il pleut &amp; vente.</p>
<p begin="3s" end="4s">Il neige.</p></body></tt>
""",
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_takes_a_text(form: str):
    original = opened(FORMS[form], form)
    found = original.pour(aligned(original.text, "PLEUT & VENTE.", [(1, 1), (1, 0)]))
    again = opened(found.data.decode(), form)
    assert [(cue.start, cue.text) for cue in again.shown] == [(timedelta(seconds=1), "PLEUT & VENTE.")]
    assert found.empty == ("2",)


def test_reading_speed_counts_what_is_seen():
    shown = opened(cues("<i>Il pleut,</i>\n{\\an8}il neige.", "- Oui.\n- Non.")).shown
    assert [(cue.name, cue.text, cue.speed) for cue in shown] == [
        ("1", "Il pleut,\nil neige.", 9.0),
        ("2", "- Oui.\n- Non.", 6.0),
    ]


words = st.sampled_from(
    ["il", "pleut", "sur", "la", "ville,", "Marie", "dort", "avec", "douceur", "profondément"]
)
sentences = st.lists(words, min_size=1, max_size=24).map(lambda each: f"{' '.join(each).capitalize()}.")


@given(st.lists(sentences, min_size=1, max_size=6), st.lists(sentences, min_size=1, max_size=6), st.data())
def test_no_word_no_cue_and_no_time_is_lost(french: list[str], english: list[str], data: st.DataObject):
    given = [part for text in french for part in _cut(text, data)]
    given = [f"- {part}" if data.draw(st.booleans()) else part for part in given]
    original = opened(cues(*given))
    source, target = segment(original.text), segment(" ".join(english), lang="en")
    at, there, beads = 0, 0, []
    while at < len(source) or there < len(target):
        count = data.draw(st.integers(0, min(2, len(source) - at)))
        other = data.draw(st.integers(0 if count else 1, 2)) if there < len(target) else 0
        beads.append((count or int(there >= len(target)), min(other, len(target) - there)))
        at, there = at + beads[-1][0], there + beads[-1][1]
    found = original.pour(aligned(original.text, " ".join(english), beads))
    written = list(srt.parse(found.data.decode()))
    assert [(cue.index, cue.start, cue.end) for cue in written] == [
        (cue.index, cue.start, cue.end) for cue in srt.parse(cues(*given))
    ]
    for line in (line for cue in written for line in cue.content.split("\n")):
        assert len(line) <= 42 or " " not in line.removeprefix("- ")
    if any(count and other for count, other in beads):
        shown = " ".join(cue.content.removeprefix("- ") for cue in written).replace("…", " ").split()
        assert shown == target.text.split()


def _cut(text: str, data: st.DataObject) -> list[str]:
    words = text.split()
    ends = sorted(data.draw(st.sets(st.integers(1, len(words)), max_size=2)) | {len(words)})
    return [" ".join(words[a:b]) for a, b in pairwise([0, *ends])]


@given(
    st.lists(st.text("abcde", min_size=1, max_size=20) | words, min_size=1, max_size=40), st.integers(0, 3)
)
def test_no_line_is_too_long_where_it_could_be_broken(given: list[str], lead: int):
    text = " ".join(given)
    lines = _lines(text, lead)
    assert " ".join(lines) == text
    for at, line in enumerate(lines):
        assert len(line) + (lead if at == 0 else 0) <= 42 or " " not in line


@given(st.lists(words | st.sampled_from(["the", "of", "to", "a"]), min_size=1, max_size=12))
def test_no_line_ends_behind_an_article_where_it_can_be_avoided(given: list[str]):
    text = " ".join(given)
    lines = _lines(text, 0)
    if len(lines) == 2 and re.search(r"\b(the|of|to|a)$", lines[0]):
        for space in re.finditer(" ", text):
            head, rest = text[: space.start()], text[space.end() :]
            assert max(len(head), len(rest)) > 42 or re.search(r"\b(the|of|to|a|la|sur|avec)$", head)


def _lines(text: str, lead: int) -> list[str]:
    cuts = [0, *line_ends(text, 0, len(text), ENGLISH, lead), len(text)]
    return [text[a:b].strip() for a, b in pairwise(cuts)]


@pytest.mark.parametrize(
    "lines",
    [
        ["If you leave the house now,", "you will miss the rain."],
        ["She put all of the letters", "into the box of her mother."],
        ["It was on the table when we left,", "and it is on the table still."],
    ],
)
def test_lines_end_where_clauses_and_phrases_do(lines: list[str]):
    assert _lines(" ".join(lines), 0) == lines


def test_there_are_no_more_lines_than_must_be():
    assert sorted(map(len, _lines("word " * 30, 0))) == [34, 34, 39, 39]
