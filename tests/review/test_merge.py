"""Corrections made by hand: what the person wrote stands, everything else stays true."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest

from benchmarks import made_up
from bitext.errors import BitextWarning, FormatError, InputError
from bitext.formats._rows import FilePair, FileSentence, bitext_of
from bitext.result.bitext import Bitext
from bitext.result.links import WordLinks
from bitext.review.edits import Corrections, Edit, EditedPair, PlacedQuote, digest, older_digest, read
from bitext.review.merge import merge
from bitext.text.document import Quotation

# Emptied on purpose; that it is said has a test of its own.
pytestmark = pytest.mark.filterwarnings("ignore:.*without any English")

FRENCH = ["Le maire parle.", "« Je viens demain », dit-il.", "Il part."]
ENGLISH = ["The mayor speaks.", "“I am coming tomorrow,” he says.", "He leaves."]
WORDS = [
    (1, "viens", "coming"),
    (1, "demain", "tomorrow"),
    (1, "dit", "says"),
    (2, "Il", "He"),
    (2, "part", "leaves"),
]


def made(
    french: list[str], english: list[str], words: Sequence[tuple[int, str, str]] = (), gap: str = " "
) -> Bitext:
    """A Bitext of one sentence on each side of a pair, with ``gap`` before each but the first."""
    rows = []
    for at, (left, right) in enumerate(zip(french, english, strict=True)):
        spans = [
            (left.index(a), left.index(a) + len(a), right.index(b), right.index(b) + len(b))
            for line, a, b in words
            if line == at
        ]
        before = gap if at else ""
        sides = [FileSentence(left, before)], [FileSentence(right, before)]
        rows.append(FilePair(*sides, 0.5, words=WordLinks(spans)))
    return bitext_of(rows, model="opus-mt-fr-en")


def article() -> Bitext:
    return made(FRENCH, ENGLISH, WORDS)


def edit(first: int, last: int, *pairs: EditedPair) -> Edit:
    return Edit(first, last, pairs)


def pair(source: list[int], target: list[str], checked: bool = False, *quotes: PlacedQuote) -> EditedPair:
    return EditedPair(tuple(source), tuple(target), checked, quotes)


def corrected(original: Bitext, *edits: Edit) -> Bitext:
    return merge(original, Corrections("bitext-corrections", 1, digest(original), edits))


def lines(bitext: Bitext) -> list[list[str]]:
    return [[sentence.text for sentence in each.target] for each in bitext.pairs]


def words(bitext: Bitext, at: int) -> set[tuple[str, str]]:
    left, right = bitext.source.text, bitext.target.text
    return {(left[a:b], right[c:d]) for a, b, c, d in bitext.pairs[at].words.rows()}


def quoted(bitext: Bitext) -> list[tuple[str | None, str | None, str]]:
    """The links, each with its text on both sides."""

    def text(quotation: Quotation | None, of: str) -> str | None:
        return None if quotation is None else of[quotation.start : quotation.end]

    return [
        (text(link.source, bitext.source.text), text(link.target, bitext.target.text), link.verdict)
        for link in bitext.quotes
    ]


def test_no_corrections_leave_everything_as_it_was():
    original = article()
    assert corrected(original) == original
    assert merge(original) == original


def test_what_was_put_back_leaves_everything_as_it_was():
    original = article()
    back = edit(0, 1, pair([0], [ENGLISH[0]]), pair([1], [ENGLISH[1]]))
    assert corrected(original, back) == original


def test_a_checked_pair_is_not_an_edited_one():
    original = article()
    result = corrected(original, edit(1, 1, pair([1], [ENGLISH[1]], True)))
    pairs = (original.pairs[0], replace(original.pairs[1], checked=True), original.pairs[2])
    assert result == replace(original, pairs=pairs)


def test_a_typo_inside_a_quotation_keeps_it_and_the_other_words():
    result = corrected(article(), edit(1, 1, pair([1], ["“I am comming tomorrow,” he says."], True)))
    assert quoted(result) == [("« Je viens demain »", "“I am comming tomorrow,”", "kept")]
    assert words(result, 1) == {("demain", "tomorrow"), ("dit", "says")}
    assert words(result, 2) == {("Il", "He"), ("part", "leaves")}
    assert result.pairs[1].flags == ("edited",)
    assert result.pairs[1].checked
    assert result.pairs[1].score == 0.5
    assert result.model == "opus-mt-fr-en"


def test_a_word_inserted_before_shifts_all_that_follows():
    result = corrected(article(), edit(0, 0, pair([0], ["The old mayor speaks 😀."])))
    assert quoted(result) == [("« Je viens demain »", "“I am coming tomorrow,”", "kept")]
    assert words(result, 1) == {("viens", "coming"), ("demain", "tomorrow"), ("dit", "says")}
    assert result.pairs[1].flags == ()


@pytest.mark.parametrize("placed", [(), (PlacedQuote(0, None, 15),), (PlacedQuote(0, 0, 15),)])
def test_a_closing_mark_moved_by_a_word(placed):
    line = "“I am coming,” tomorrow he says."
    at = line.index("”")
    quotes = tuple(PlacedQuote(each.link, each.open, at) for each in placed)
    result = corrected(article(), edit(1, 1, pair([1], [line], False, *quotes)))
    assert quoted(result) == [("« Je viens demain »", "“I am coming,”", "restored")]
    assert words(result, 1) == {("viens", "coming"), ("demain", "tomorrow"), ("dit", "says")}


def test_marks_placed_where_they_are_change_no_verdict():
    original = article()
    line = "“I am coming tomorrow,” she says."
    placed = PlacedQuote(0, 0, line.index("”"))
    assert quoted(corrected(original, edit(1, 1, pair([1], [line], False, placed)))) == quoted(original)


def test_offsets_count_code_points_of_the_line_as_it_was_typed():
    line = "  😀😀 he says: “I am\n coming,” tomorrow"
    placed = PlacedQuote(0, line.index("“"), line.index("”"))
    result = corrected(article(), edit(1, 1, pair([1], [line], False, placed)))
    assert lines(result)[1] == ["😀😀 he says: “I am coming,” tomorrow"]
    assert quoted(result) == [("« Je viens demain »", "“I am coming,”", "restored")]


def test_a_lost_quotation_is_linked_when_its_marks_are_typed():
    original = made(FRENCH, [ENGLISH[0], "I am coming tomorrow, he says.", ENGLISH[2]], WORDS)
    assert quoted(original) == [("« Je viens demain »", None, "lost")]
    result = corrected(original, edit(1, 1, pair([1], [ENGLISH[1]])))
    assert quoted(result) == [("« Je viens demain »", "“I am coming tomorrow,”", "restored")]


def test_the_words_tell_which_lost_quotation_was_typed():
    french = ["Il dit « oui » et puis « jamais »."]
    original = made(french, ["He says yes and then never."], [(0, "oui", "yes"), (0, "jamais", "never")])
    result = corrected(original, edit(0, 0, pair([0], ["He says yes and then “never”."])))
    assert quoted(result) == [("« oui »", None, "lost"), ("« jamais »", "“never”", "restored")]


def test_what_the_words_speak_against_is_added():
    original = made(["Il dit « oui » et puis jamais."], ["He says yes and then never."], [(0, "oui", "yes")])
    result = corrected(original, edit(0, 0, pair([0], ["He says yes and then “never”."])))
    assert quoted(result) == [(None, "“never”", "added"), ("« oui »", None, "lost")]


def test_a_mark_that_was_taken_out_loses_its_quotation_and_leaves_a_stray():
    result = corrected(article(), edit(1, 1, pair([1], ["“I am coming tomorrow, he says."])))
    assert quoted(result) == [(None, "“", "unpaired"), ("« Je viens demain »", None, "lost")][::-1]
    both = corrected(article(), edit(1, 1, pair([1], ["I am coming tomorrow, he says."])))
    assert quoted(both) == [("« Je viens demain »", None, "lost")]


def test_marks_of_another_form_are_the_same_quotation():
    original = made(FRENCH, [ENGLISH[0], '"I am coming tomorrow," he says.', ENGLISH[2]], WORDS)
    result = corrected(original, edit(1, 1, pair([1], ["“I am coming tomorrow,” he says."])))
    assert quoted(result) == [("« Je viens demain »", "“I am coming tomorrow,”", "kept")]


def test_a_quotation_round_its_incise_is_divided_by_hand():
    original = made(FRENCH[:2], ["The mayor speaks.", "“I am coming he says tomorrow.”"])
    result = corrected(original, edit(1, 1, pair([1], ["“I am coming,” he says, “tomorrow.”"])))
    whole = "« Je viens demain »"
    assert quoted(result) == [(whole, "“I am coming,”", "restored"), (whole, "“tomorrow.”", "restored")]


def test_two_quotations_made_one():
    original = made(["« Oui », dit-il, « demain »."], ["“Yes,” he says, “tomorrow.”"])
    result = corrected(original, edit(0, 0, pair([0], ["“Yes, he says, tomorrow.”"])))
    one = "“Yes, he says, tomorrow.”"
    assert quoted(result) == [("« Oui »", one, "restored"), ("« demain »", one, "restored")]


def test_a_quotation_over_three_pairs_outlives_an_edit_of_the_middle_line():
    french = ["« Je viens.", "Je reste.", "Je pars. »"]
    original = made(french, ["“I come.", "I stay.", "I leave.”"])
    result = corrected(original, edit(1, 1, pair([1], ["I will stay.", "For good."])))
    assert quoted(result) == [("« Je viens. Je reste. Je pars. »", result.target.text, "kept")]
    assert result.target.quotations[0].sentences == (0, 1, 2, 3)


def test_a_stray_mark_completed():
    original = made(["Il dit oui, hier."], ["He says yes,” yesterday."])
    assert quoted(original) == [(None, "”", "unpaired")]
    result = corrected(original, edit(0, 0, pair([0], ["He says “yes,” yesterday."])))
    assert quoted(result) == [(None, "“yes,”", "added")]
    assert result.target.unpaired == ()


def test_marks_in_two_pairs_are_placed_as_one_quotation():
    original = made(["« Je viens.", "Je pars. »"], ["I come.", "I leave."])
    result = corrected(
        original,
        edit(0, 0, pair([0], ["“I come."], False, PlacedQuote(0, 0, None))),
        edit(1, 1, pair([1], ["I leave.”"], False, PlacedQuote(0, None, 8))),
    )
    assert quoted(result) == [("« Je viens. Je pars. »", "“I come. I leave.”", "restored")]


def test_direct_speech_ends_with_its_line():
    original = made(["— Je viens.", "Il part."], ["— I come.", "He leaves."], gap="\n")
    result = corrected(original, edit(0, 0, pair([0], ["— I am coming, my friend!"])))
    assert quoted(result) == [("— Je viens.", "— I am coming, my friend!", "kept")]


def test_pairs_merged_and_split():
    original = article()
    one = corrected(original, edit(0, 1, pair([0, 1], ENGLISH[:2])))
    assert one.target == original.target
    assert one.quotes == original.quotes
    assert lines(one) == [ENGLISH[:2], ENGLISH[2:]]
    assert words(one, 0) == words(original, 0) | words(original, 1)
    assert one.pairs[0].score == pytest.approx(0.5)
    two = corrected(one, edit(0, 0, pair([0], ENGLISH[:1]), pair([1], ENGLISH[1:2])))
    for was, now in zip(original.pairs, two.pairs, strict=True):
        assert replace(now, flags=(), score=was.score) == was
    assert [each.flags for each in two.pairs] == [("edited",), ("edited",), ()]


def test_a_line_cut_in_two_and_joined_again():
    line = "He leaves. He comes back."
    original = made(["Il part. Il revient."], [line], [(0, "part", "leaves"), (0, "revient", "comes")])
    cut = corrected(original, edit(0, 0, pair([0], ["He leaves.", "He comes back."])))
    assert cut.target.text == line
    assert words(cut, 0) == words(original, 0)
    joined = corrected(cut, edit(0, 0, pair([0], [line])))
    assert replace(joined.pairs[0], flags=()) == original.pairs[0]


@pytest.mark.parametrize(
    ("flags", "line", "expected"),
    [
        (("loop", "retried", "mine"), "By hand.", ("mine", "edited")),
        (("edited", "copy"), "By hand.", ("edited",)),
        (("empty",), "By hand.", ("edited",)),
        (("loop",), "  ", ("deletion", "edited")),
    ],
)
def test_flags_of_the_machine_go_with_its_text(flags, line, expected):
    original = article()
    pairs = (replace(original.pairs[0], flags=flags), *original.pairs[1:])
    result = corrected(replace(original, pairs=pairs), edit(0, 0, pair([0], [line])))
    assert result.pairs[0].flags == expected
    assert lines(result)[0] == line.strip().splitlines()


def test_a_line_emptied_by_hand_takes_its_gap_with_it():
    result = corrected(article(), edit(1, 1, pair([1], ["\n"])))
    assert result.target.text == f"{ENGLISH[0]} {ENGLISH[2]}"
    assert quoted(result) == [("« Je viens demain »", None, "lost")]


def test_an_english_line_without_french_can_be_emptied():
    rows = [
        FilePair([FileSentence("Un.")], [FileSentence("One.")]),
        FilePair([], [FileSentence("Two.")]),
        FilePair([FileSentence("Trois.")], [FileSentence("Three.")]),
    ]
    result = corrected(bitext_of(rows), edit(1, 1, pair([], [])))
    assert result.target.text == "One.\nThree."
    assert len(result.pairs) == 2


def test_an_empty_line_of_the_machine_stays():
    original = made(FRENCH, [ENGLISH[0], "", ENGLISH[2]])
    original = replace(original, pairs=tuple(replace(p, flags=("empty",)) for p in original.pairs))
    result = corrected(original, edit(1, 1, pair([1], [""], True)))
    assert result == replace(
        original, pairs=(original.pairs[0], replace(original.pairs[1], checked=True), original.pairs[2])
    )
    assert corrected(original, edit(1, 1, pair([1], ["By hand."]))).pairs[1].flags == ("edited",)


def test_a_merged_pair_keeps_the_flags_of_lines_that_stayed():
    original = article()
    pairs = (replace(original.pairs[0], flags=("loop",)), *original.pairs[1:])
    original = replace(original, pairs=pairs)
    assert corrected(original, edit(0, 1, pair([0, 1], ENGLISH[:2]))).pairs[0].flags == ("loop", "edited")


@pytest.mark.parametrize(
    ("english", "gaps", "at", "now", "expected"),
    [
        (["A.", "B.", "C."], [" ", " "], 1, [], "A. C."),
        (["A.", "B.", "C."], ["\n", " "], 1, [], "A.\nC."),
        (["A.", "B.", "C."], [" ", "\n\n"], 1, [], "A.\n\nC."),
        (["A.", "B.", "C."], ["\n", "\n\n    "], 1, [], "A.\n\n    C."),
        (["A.", "B.", "C."], ["\n", "\n\n"], 0, [], "B.\n\nC."),
        (["A.", "B.", "C."], ["\n", "\n\n"], 2, [], "A.\nB."),
        (["A.", "B.", "C."], ["\n", "\n\n"], 1, ["B.", "X."], "A.\nB. X.\n\nC."),
        (["A.", "B.", "C."], ["\n", "\n\n"], 1, ["X.", "B."], "A.\nX. B.\n\nC."),
        (["A.", "B.", "C."], ["\u00a0", "\n\n"], 1, [" Y. ", "X."], "A.\u00a0Y. X.\n\nC."),
        (["A.", "B.", "C."], ["  ", " "], 0, ["X.\r\nY."], "X. Y.  B. C."),
    ],
)
def test_gaps_stay_round_what_stays(english, gaps, at, now, expected):
    rows = [
        FilePair([FileSentence(text)], [FileSentence(text, gap)])
        for text, gap in zip(english, ["", *gaps], strict=True)
    ]
    original = bitext_of(rows)
    result = corrected(original, edit(at, at, pair([at], now)))
    assert result.target.text == expected
    paragraphs = [line for line in expected.split("\n") if line]
    assert [s.paragraph for s in result.target.sentences] == [
        next(k for k, line in enumerate(paragraphs) if s.text in line) for s in result.target.sentences
    ]


def test_a_missing_paragraph_is_written_as_one():
    rows = [
        FilePair([FileSentence("Un.")], [FileSentence("One.")]),
        FilePair([FileSentence("Deux.", "\n\n")], [], flags=("deletion",)),
        FilePair([FileSentence("Trois.", "\n\n")], [FileSentence("Three.", "\n\n")]),
        FilePair([FileSentence("Quatre.", "\n")], [], flags=("deletion",)),
    ]
    original = bitext_of(rows)
    result = corrected(original, edit(1, 1, pair([1], ["Two."])), edit(3, 3, pair([3], ["Four."])))
    assert result.target.text == "One.\n\nTwo.\n\nThree.\nFour."
    assert [s.paragraph for s in result.target.sentences] == [0, 1, 2, 3]
    assert result.pairs[1].flags == ("edited",)


def test_sides_that_are_missing_are_flagged():
    original = article()
    result = corrected(original, edit(0, 1, pair([0], []), pair([], ["Hello."]), pair([1], [ENGLISH[1]])))
    assert [each.flags for each in result.pairs] == [("deletion", "edited"), ("insertion", "edited"), (), ()]


def file_of(original: Bitext, *edits: Edit) -> Corrections:
    return Corrections("bitext-corrections", 1, digest(original), edits)


def test_corrections_of_two_people_are_merged_in_one_go():
    original = article()
    left = edit(0, 0, pair([0], ["The mayor talks."]))
    right = edit(2, 2, pair([2], ["He goes."], True))
    both = merge(original, file_of(original, left), file_of(original, left, right))
    assert both == corrected(original, left, right)
    assert lines(both) == [["The mayor talks."], [ENGLISH[1]], ["He goes."]]


def test_corrections_that_contradict_each_other_are_refused():
    original = article()
    left = file_of(original, edit(0, 1, pair([0, 1], ENGLISH[:2])))
    right = file_of(original, edit(1, 1, pair([1], ["Otherwise."])))
    message = (
        r"pair 1 \(counted from 0\).*edits\[0\] of corrections 1 and edits\[0\] of corrections 2.*take one"
    )
    with pytest.raises(InputError, match=message):
        merge(original, left, right)


def test_corrections_of_another_version_are_refused():
    original = article()
    other = file_of(made(FRENCH[:1], ENGLISH[:1]))
    with pytest.raises(InputError, match="another version of the text; merge them with the file"):
        merge(original, other)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (edit(2, 3, pair([2], ["X."])), r"edits\[0\] replaces pairs 2 to 3; there are 3"),
        (edit(1, 0, pair([1], ["X."])), r"edits\[0\] replaces pairs 1 to 0"),
        (edit(0, 1, pair([0], ["X."])), r"has to hold the sentences \[0, 1\].*it holds \[0\]"),
        (edit(0, 1, pair([1], ["X."]), pair([0], ["Y."])), r"it holds \[1, 0\]"),
        (edit(1, 1, pair([1], ["“X”"], False, PlacedQuote(4, 0))), "is of link 4; there are 1"),
        (
            edit(1, 1, pair([1], ["“X”"], False, PlacedQuote(0, 1))),
            "points to 'X', which is no quotation mark",
        ),
        (edit(1, 1, pair([1], ["“X”"], False, PlacedQuote(0, 3))), "is 3, where the English .* has no mark"),
        (edit(1, 1, pair([1], ["“X”"], False, PlacedQuote(0, 2, 0))), "the wrong way round.*Swap them"),
        (
            edit(1, 1, pair([1], ["“X”"], False, PlacedQuote(0, 0), PlacedQuote(0, 2))),
            r"quotes\[1\].open is the second place",
        ),
    ],
)
def test_corrections_that_do_not_fit_are_refused(wrong, message):
    with pytest.raises(InputError, match=message):
        corrected(article(), wrong)


FILE = {
    "format": "bitext-corrections",
    "version": 1,
    "digest": "0" * 64,
    "edits": [
        {
            "first": 3,
            "last": 4,
            "pairs": [
                {
                    "source": [5, 6],
                    "target": ["One \ud83d\ude00.", "Two."],
                    "checked": True,
                    "quotes": [{"link": 7, "open": 12, "close": None}],
                }
            ],
        }
    ],
}


def test_a_file_is_read():
    expected = edit(3, 4, pair([5, 6], ["One 😀.", "Two."], True, PlacedQuote(7, 12)))
    assert read(json.dumps(FILE)) == Corrections("bitext-corrections", 1, "0" * 64, (expected,))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "not JSON"),
        ("[]", "Expected `object`"),
        (json.dumps(FILE | {"format": "bitext"}), r"\$.format"),
        (json.dumps(FILE | {"version": 2}), "install a newer bitext"),
        (json.dumps(FILE | {"edits": [{"first": 0, "last": 0, "pairs": []}]}), r"\$.edits\[0\].pairs"),
        (json.dumps(FILE | {"edits": ["\ud800"]}), "a lone surrogate"),
        (json.dumps(FILE | {"edits": [{"first": -1, "last": 0, "pairs": []}]}), r"\$.edits\[0\].first"),
    ],
)
def test_what_is_no_file_of_corrections_is_refused(text, message):
    with pytest.raises(FormatError, match=message):
        read(text)


def test_the_digest_is_that_of_both_texts_and_of_the_pairs():
    # printf 'été\0summer\0%s' '0-3=0-6' | sha256sum
    expected = "8a3954ad6a8f33b74dc582725e72829032ac03adc0dd282de432ba3340904385"
    assert digest(made_up.bitext_of([("été", "summer")])) == expected


def test_corrections_that_only_merge_pairs_are_not_merged_a_second_time():
    # Pairs without a source keep the count of sentences: nothing but the digest tells them apart.
    rows = [
        FilePair([FileSentence("Un.")], [FileSentence("One.")]),
        FilePair([], [FileSentence(" Two.")]),
        FilePair([], [FileSentence(" Three.")]),
    ]
    original = bitext_of(rows)
    once = file_of(original, edit(0, 1, pair([0], ["One.", " Two."])))
    result = merge(original, once)
    assert len(result.pairs) == 2
    with pytest.raises(InputError, match="another version of the text"):
        merge(result, once)


def older(original: Bitext, *edits: Edit) -> Corrections:
    """Corrections as pages of bitext 0.2 wrote them: the digest is that of the two texts."""
    return Corrections("bitext-corrections", 1, older_digest(original), edits)


def test_an_older_file_is_taken_where_no_pair_was_edited_since():
    original = article()
    change = edit(0, 1, pair([0, 1], ENGLISH[:2]))
    assert merge(original, older(original, change)) == corrected(original, change)
    with pytest.raises(InputError, match="older bitext, which does not say how the pairs were cut"):
        merge(corrected(original, change), older(original, edit(0, 0, pair([0, 1], ["Otherwise."]))))


@pytest.mark.filterwarnings("default")
def test_an_english_that_has_become_empty_is_told():
    for emptied in (edit(1, 1, pair([1], [])), edit(1, 1, pair([1], ["  ", ""]))):
        with pytest.warns(BitextWarning, match=r"edits\[0\].pairs\[0\] leaves a pair without any English"):
            corrected(article(), emptied)


@pytest.mark.filterwarnings("error")
def test_nothing_is_told_where_no_english_was():
    corrected(made(["Un."], [""]), edit(0, 0, pair([0], [""], True)))
