"""Golden rules of English quotations: one line a rule, the text and what is expected."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitext.languages import ENGLISH
from bitext.quotations.find import find_quotations
from bitext.quotations.marks import SURE, is_apostrophe
from bitext.segmentation.segment import segment

PAIRED = [
    # Styles.
    ("He called it “a fair deal” today.", ["“a fair deal”"]),
    ('He called it "a fair deal" today.', ['"a fair deal"']),
    ("He called it ‘a fair deal’ today.", ["‘a fair deal’"]),
    ("He called it 'a fair deal' today.", ["'a fair deal'"]),
    ("He called it ``a fair deal'' today.", ["``a fair deal''"]),
    ("He called it `fair' today.", ["`fair'"]),
    ("The French say « bonjour » to all.", ["« bonjour »"]),
    # Stops within the marks and behind them.
    ("“It rains,” she said.", ["“It rains,”"]),
    ("‘It rains’, she said.", ["‘It rains’"]),
    ("She called it ‘rain’.", ["‘rain’"]),
    ("She asked (‘why?’) and left.", ["‘why?’"]),
    ("‘Yes’—she smiled—‘no.’", ["‘Yes’", "‘no.’"]),
    ("He likes 'a', 'b' and 'c'.", ["'a'", "'b'", "'c'"]),
    # Nesting.
    ("“She said, ‘Stop!’”", ["“She said, ‘Stop!’”", "‘Stop!’"]),
    ("“She said, ‘Stop!’ ” he cried.", ["“She said, ‘Stop!’ ”", "‘Stop!’"]),
    ("‘She said, “Stop!”’", ["‘She said, “Stop!”’", "“Stop!”"]),
    ("\"She said, 'Stop!'\" he cried.", ["\"She said, 'Stop!'\"", "'Stop!'"]),
    ("'She said, \"Stop!\"' he cried.", ["'She said, \"Stop!\"'", '"Stop!"']),
    ("“A ‘b “c” d’ e”", ["“A ‘b “c” d’ e”", "‘b “c” d’", "“c”"]),
    # Over sentences and lines.
    ("‘Come in. Sit down.’ She smiled.", ["‘Come in. Sit down.’"]),
    ("‘Come in.\nSit down.’\nShe smiled.", ["‘Come in.\nSit down.’"]),
    ("“Come in.\nSit down.”\nShe smiled.", ["“Come in.\nSit down.”"]),
    # Apostrophes within quotations.
    ("‘I don’t know,’ he said.", ["‘I don’t know,’"]),
    ("'I don't know,' he said.", ["'I don't know,'"]),
    ("‘The dogs’ house leaks,’ he said.", ["‘The dogs’ house leaks,’"]),
    ("'The dogs' house leaks,' he said.", ["'The dogs' house leaks,'"]),
    ("‘’Tis so,’ he said.", ["‘’Tis so,’"]),
    ("‘Goin’ home,’ he said, ‘is nothin’ to me.’", ["‘Goin’ home,’", "‘is nothin’ to me.’"]),
    ("She said: 'Give 'em time!' Then she left.", ["'Give 'em time!'"]),
    ("“I said ‘no’ to the dogs’ owner,” he said.", ["“I said ‘no’ to the dogs’ owner,”", "‘no’"]),
    ("‘90 men came,’ he said.", ["‘90 men came,’"]),
    # Words in s that end a quotation.
    ("The word ‘James’ is a name.", ["‘James’"]),
    ("He likes ‘cats’ and the neighbours’ dogs.", ["‘cats’"]),
    ("He said ‘the boss’ and left for the workers’ hall.", ["‘the boss’"]),
]

APOSTROPHES = [
    "I don’t know, it’s five o’clock.",
    "I don't know, it's five o'clock.",
    "The dogs’ house is James’s, not the Joneses’.",
    "The boys' and girls' rooms are James's.",
    "’Tis the season; ’twas the year ’45, in the ’90s.",
    "'Tis the season; 'twas the year '45, in the '90s.",
    "‘Tis the season; it was in the ‘90s.",
    "rock ’n’ roll, rock 'n' roll and rock ‘n’ roll",
    "Give 'em time, 'cause the dogs' house leaks.",
    "Ol’ man, goin’ home, a cup o’ tea, nothin’ more.",
    "Ol' man, goin' home, a cup o' tea, nothin' more.",
]

MEASURES = [
    'He is 6\' 2" tall and has a 15" screen.',
    "He is 6′ 2″ tall.",
    "A race of 5' 30'' only.",
]

STRAYS = [
    ("It rains.” She said so.", [], [9]),
    ("It rains.’ She said so.", [], [9]),
    ("He called it “a fair deal.", [], [13]),
    ("He called it ‘a fair deal.", [], [13]),
    ("A “deal\nThe “second” deal.", ["“second”"], [2]),
    ("A ‘deal here.\nThe dogs’ house.\nThe ‘second’ deal.", ["‘second’"], [2]),
    ("“A ‘deal here,” he said.", ["“A ‘deal here,”"], [3]),
]

DIALOGUE = [
    ("— And my garden?\n— It grows.", ["— And my garden?", "— It grows."]),
    ("— And my garden? — It grows.", ["— And my garden?", "— It grows."]),
    ("She came — late — and left. — Nobody moved.", []),
    ("He asked: — Who is there? — It is me.", []),
    ("The cat—a big one—sat.", []),
    ("Stop! — Why? — Now! — How? — So! — Well? — Yes!", []),
]


def quoted(text: str) -> list[str]:
    found, _ = find_quotations(text, (), ENGLISH)
    return [text[one.start : one.end] for one in found if one.kind == "quotation"]


@pytest.mark.parametrize(("text", "expected"), PAIRED)
def test_pairs(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected
    assert find_quotations(text, (), ENGLISH)[1] == ()


@pytest.mark.parametrize("text", APOSTROPHES + MEASURES)
def test_apostrophes_and_primes_quote_nothing(text: str) -> None:
    assert find_quotations(text, (), ENGLISH) == ((), ())


@pytest.mark.parametrize(("text", "expected", "strays"), STRAYS)
def test_strays(text: str, expected: list[str], strays: list[int]) -> None:
    assert quoted(text) == expected
    assert [one.start for one in find_quotations(text, (), ENGLISH)[1]] == strays


@pytest.mark.parametrize(("text", "expected"), DIALOGUE)
def test_a_dash_opens_dialogue_at_a_head_only(text: str, expected: list[str]) -> None:
    found = [one for one in find_quotations(text, (), ENGLISH)[0] if one.kind == "dialogue"]
    assert [text[one.start : one.end] for one in found] == expected


@pytest.mark.parametrize(
    ("text", "begin", "offsets"),
    [
        ("“One.\n\n“Two.\n\n“Three.” He left.", 0, (7, 14)),
        ("‘One.\n\n‘Two.\n\n‘Three.’ He left.", 0, (7, 14)),
        ("'One.\n\n'Two.\n\n'Three.' He left.", 0, (7, 14)),
        ('"One.\n\n"Two.\n\n"Three." He left.', 0, (7, 14)),
        ("“Well,” he said, “as I say.\n\n“Look.” He left.", 17, (29,)),
        ("‘Well,’ he said, ‘as I say.\n\n‘Look.’ He left.", 17, (29,)),
        ("“One ‘two.\n\n“ ‘Three’ four.” He left.", 0, (12,)),
    ],
)
def test_continuation_marks(text: str, begin: int, offsets: tuple[int, ...]) -> None:
    found, lone = find_quotations(text, (), ENGLISH)
    outer = next(one for one in found if one.start == begin)
    assert outer.continuations == offsets
    assert text[outer.end :] == " He left."
    assert lone == ()


def test_a_stray_mark_does_not_swallow_the_rest() -> None:
    text = "She called it ‘odd.\n" + "The dogs’ house is ‘fine’.\n" * 20
    assert quoted(text) == ["‘fine’"] * 20


@pytest.mark.parametrize(
    ("text", "i", "expected"),
    [("rock ’n’ roll", 7, True), ("o’ the sea", 1, True), ("’tis", 0, True), ("l’ army", 1, False)],
)
def test_is_apostrophe_by_language(text: str, i: int, expected: bool) -> None:
    assert is_apostrophe(text, i, ENGLISH) is expected


def test_sentences_that_a_quotation_touches() -> None:
    document = segment("She spoke. ‘Come in. Sit down.’ He sat.", "en")
    assert [one.sentences for one in document.quotations] == [(1, 2)]


PIECES = [
    "“",
    "”",
    "‘",
    "’",
    '"',
    "'",
    "`",
    "— ",
    " ",
    "\n",
    "\n\n",
    ". ",
    ", ",
    "!",
    "s",
    "7",
    "Word",
    "tis",
]
ANY = st.one_of(st.lists(st.sampled_from(PIECES), max_size=60).map("".join), st.text(max_size=200))


@given(ANY)
def test_every_mark_has_one_place_and_nothing_crosses(text: str) -> None:
    found, lone = find_quotations(text, (), ENGLISH)
    used: list[int] = []
    ends: list[int] = []
    for one in found:
        while ends and ends[-1] <= one.start:
            ends.pop()
        assert not ends or one.end <= ends[-1]
        ends.append(one.end)
    for one in found + lone:
        assert text[one.start : one.end].startswith(one.open)
        assert text[one.start : one.end].endswith(one.close)
        if one.kind != "dialogue":
            used += range(one.start, one.start + len(one.open))
            used += range(one.end - len(one.close), one.end)
            used += one.continuations
    assert len(used) == len(set(used))
    assert {i for i, mark in enumerate(text) if mark in SURE} <= set(used)
