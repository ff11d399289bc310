"""Golden rules of English segmentation: one line a rule, ``|`` where the sentences part."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitext.segmentation.segment import presegmented, segment
from tests.conftest import Command


def sentences(text: str) -> list[str]:
    return [sentence.text for sentence in segment(text, "en")]


STOPS = [
    "The cat sleeps.|The mouse dances.",
    "Where are you going?|Home!|Good night.",
    "What luck!!!|Nobody believed it.",
    "Really?!|I can’t get over it.",
    "The station closed in 1987.|It is a museum now.",
    "All is ready.|12 guests are waiting outside.",
    "He lives at no. 12.|She lives next door.",
    "A sentence without an end",
    "It works.|iPhone in hand, he films.",
]

TITLES = [
    "Mr. Hill greets Mrs. Stone and Ms. Lake.|They leave.",
    "Mr Hill greets Mrs Stone and Dr Wood.|They leave.",
    "Dr. Wood operates with Prof. Marsh.|The wait is long.",
    "Gen. Field met Sen. Brook, Rep. Dale and Gov. Heath.|They agreed.",
    "Capt. Shaw, Col. Reed, Lt. Moss and Sgt. Fern are at sea.",
    "Rev. Bell and Hon. Grace Pike spoke.",
    "Messrs. Grey and Green trade in tea.",
    "Climb Mt. Gray from Ft. Pine.|The view is wide.",
    "They live near St. Anne’s church in St. Ives.",
    "John Field Jr. runs the shop.|His father rests.",
    "It belongs to John Field Jr.|He runs it well.",
    "The case of Field v. Brook and Hill vs. Dale is open.",
]

ABBREVIATIONS = [
    "She works at Gray Inc. in town.|He works at Brown Ltd. and Co. in Leeds.",
    "He left Gray Inc.|The firm closed.",
    "He left Gray Inc.|Then the firm closed.",
    "The Brown Corp. Chief Executive resigned.",
    "He sells tea, coffee, etc.|The shop closes at noon.",
    "He took it all, books, pens, etc.|Paul said nothing.",
    "He painted all (doors, shutters, etc.) before winter.",
    "Some fruits, e.g. Spanish oranges, i.e. Seville ones, are bitter.",
    "Cf. Marsh, op. cit., p. 12 and pp. 30-32.",
    "See p. XII and ch. IV of vol. 3.|The rest is lost.",
    "See Fig. 2 and Figs. 4 and 5.|Sec. 3 explains them.",
    "Marsh et al. (2010) confirm it.|So do we.",
    "Marsh, ed. London, 1990.",
    "It weighs approx. 5 tons.|The crane gives way.",
    "The dept. head and the asst. manager met.",
    "Est. 1950, the shop thrives.",
    "Bus No. 5 and nos. 7 and 9 are late.",
    "Did he come?|No.|He stayed at home.",
    "Did you see it?|No.|I was asleep.",
    "N.B. The desk closes at noon.",
    "P.S. The dogs are well.",
    "She has a Ph.D. in history and a B.A. in law.",
    "She has a Ph.D.|She teaches history.",
]

PLACES = [
    "The U.S. Navy and the U.K. Treasury disagree.",
    "He lives in the U.S.|She lives in France.",
    "He lives in the U.S.|But she does not.",
    "He lives in the U.S.|It’s a large country.",
    "The U.N. Security Council met in Washington, D.C. on Monday.",
    "They met in Washington, D.C.|In the evening they left.",
    "The fair in Salem, Mass. Opera House was full.",
    "The fair was in Salem, Mass.|There were many people.",
    "They live at 5 Oak Ave. and shop on Elm Blvd. or Mill Rd. daily.",
    "They live on Elm St.|The house is red.",
    "They live in the U.S.|Mr. Hill does not.",
]

TIMES = [
    "He came at 5 p.m. and left at 6 a.m. sharp.",
    "He came at 5 p.m.|The shop was closed.",
    "He came at 5 p.m.|Police were there.",
    "He came at 5 p.m. Monday and left at 6 p.m. EST.|All slept.",
    "Born on Jan. 3, 1950, died on Sept. 12, 2001.",
    "The cat sat.|Paul laughed.",
    "They wed.|Paul wept.",
    "The fort fell in 44 B.C.|Rome ruled.",
    "The town was burnt in A.D. 70 and rebuilt.",
]

INITIALS = [
    "J. K. Marsh and J.R.R. Field have readers.",
    "George W. Barton dines with E. B. Heath.",
    "He lacks vitamin C.|Paul eats oranges.",
    "We need a plan B.|Paul has one.",
    "She is taller than I.|Paul is not.",
    "So do I.|Peter does, too.",
    "They called him George V.|He was kind.",
    "He fought in World War I.|Paul did not.",
]

NUMBERS = [
    "The rate is 3.14 per thousand.",
    "He paid $1.50 for it.|It was cheap.",
    "The result is 3.14.|It is right.",
    "Version 2.0.1 mends it all.|Install it.",
]

ELLIPSES = [
    "He waits... then he jumps.",
    "He waits… then he jumps.",
    "He waits. . . then he jumps.",
    "He waits...|She jumps.",
    "He waits…|She jumps.",
    "She sleeps.|... And he watches.",
    "I... I can’t.|“I ... I won’t.”|I…|He can.",
    "We read “the king [...] is dead” in the letter.",
    "The king is dead.|[...] The queen weeps.",
]

NAMES_OF_MACHINES = [
    "Go to www.example.com/page.html?q=1.2 and read.",
    "Go to example.com.|It is all there.",
    "Write to jane.hill@example.com.|She answers.",
    "Open letter.v2.docx and photo.JPG.|Then close them.",
    "He reads Yahoo! News in the evening.",
]

QUOTATIONS = [
    "“He comes.”|She smiles.",
    '"He comes."|She smiles.',
    "‘He comes.’|She smiles.",
    "'He comes.'|She smiles.",
    "She said, “He comes.”|Then she smiled.",
    "She called it ‘absurd’.|Then she smiled.",
    "She called it “absurd.”|Then she smiled.",
    "“He comes.|He goes,” she said.",
    "“He comes,” she said, “and goes.”|Nobody moved.",
    '"What?" he asked.|Nobody answered.',
    "“Stop!” cried the man.",
    "“Stop!”|The man left.",
    "‘Stop!’ cried the man.|‘Why?’ she asked.",
    "“Why?” Mary asked.|“Because.”",
    "“Why?” I asked him.|“Because.”",
    "“Why?” Mr. Hill asked again.|“Because.”",
    "“Why?”|Mary said nothing.",
    "“Why?”|Mary answered: “Because.”",
    "“Why?”|She went.",
    "“He said, ‘Stop!’”|Then he left.",
    "‘He said, “Stop!”’|Then he left.",
    "‘He said, “Stop!”’ she cried.",
    "She left.|“At last,” he said.",
    "She left.|‘At last,’ he said.",
    "She left.|(He stayed.)|They will write.",
    "His book, “What Now?”, sells well.",
    "The dogs’ house is old.|It leaks.",
    "The house was the dogs’.|It leaked.",
    "It was the ’90s.|’Tis over now.",
    "He quotes her.[12]|The rest is lost.",
]

STRAY_MARKS = [
    "“It rains.|It blows.|It snows.|Nobody ends the quotation.",
    '"It rains.|It blows.|It snows.|Nobody ends the quotation.',
    "It rains.|It blows.”|Nobody began the quotation.",
]

DIALOGUE_AND_LISTS = [
    "— Are you coming?|— No.|— Why?",
    "He came at 5 p.m. – the usual hour.",
    "He came — she said so — and left.",
    "1. Open the box.|2. Read the notice.",
    "a) Open the window.|b) Read the notice.",
    "IV. The findings of the report.",
]

SMALL_LETTERS = [
    "the service is slow.|one eats well there.",
    "He saw about two. maybe three.",
    "You come? yes, of course.",
    "He eats at prix low.com daily.",
]


@pytest.mark.parametrize(
    "rule",
    STOPS
    + TITLES
    + ABBREVIATIONS
    + PLACES
    + TIMES
    + INITIALS
    + NUMBERS
    + ELLIPSES
    + NAMES_OF_MACHINES
    + QUOTATIONS
    + STRAY_MARKS
    + DIALOGUE_AND_LISTS
    + SMALL_LETTERS,
)
def test_golden_rules(rule: str) -> None:
    assert sentences(rule.replace("|", " ")) == rule.split("|")


def test_languages_have_rules_of_their_own() -> None:
    text = "They live in Salem, Mass. Paul does not."
    assert len(segment(text, "fr")) == 2
    assert len(segment(text, "en")) == 1


def test_documents_know_their_language() -> None:
    assert segment("It rains.", lang="en").lang == "en"
    assert presegmented(["It rains."], lang="en").lang == "en"


def test_presegmented_finds_english_quotations() -> None:
    document = presegmented(["‘I saw the dogs’ house,’ he said.", "It leaks. It’s old."], lang="en")
    assert len(document.sentences) == 2
    assert [document.text[q.start : q.end] for q in document.quotations] == ["‘I saw the dogs’ house,’"]


WORDS = (
    "The I He London Mr. U.S. p.m. etc. Inc. J. No. 12 3.14 1. a) said. Said. yes. No! dogs’ ’tis 'em — - ,"
)
MARKS = ". .. ... … ? ! ?! “ ” ‘ ’ \" ' ( ) [...]"
SPACES = [" ", "  ", "\u00a0", "\n", "\r\n", "\u2028", "\x00", "\ud800", "\u200b"]
TEXTS = st.one_of(
    st.text(),
    st.lists(st.sampled_from([*f"{WORDS} {MARKS}".split(), *SPACES])).map(" ".join),
    st.lists(st.sampled_from([*f"{WORDS} {MARKS}".split(), *SPACES])).map("".join),
)


@given(TEXTS)
def test_sentences_and_gaps_give_the_text_back(text: str) -> None:
    document = segment(text, "en")
    gaps = list(document.gaps())
    assert all(gap == "" or gap.isspace() for gap in gaps)
    assert gaps[0] + "".join(s.text + gap for s, gap in zip(document, gaps[1:], strict=True)) == text
    assert all(s.text == text[s.start : s.end] == s.text.strip() for s in document)


@pytest.mark.parametrize("unit", ["U.S. ", "Mr. ", "!” Mary ", "’ ", "‘a. ", "dogs’ ", ". ’ a ", "'tis "])
def test_long_runs_lose_nothing(unit: str) -> None:
    """Each stop and each mark is judged in bounded time: anything else would not come to an end here."""
    text = unit * (100_000 // len(unit))
    document = segment(text, "en")
    assert sum(len(s.text) for s in document) + sum(map(len, document.gaps())) == len(text)


# The command line.


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "letter.txt"
    path.write_text("‘I saw Mt. Gray,’ said Capt. Hill. The dogs’ house leaks.\n", encoding="utf-8")
    return path


def test_segment_takes_a_language(command: Command, letter: Path) -> None:
    printed = command("segment", letter, "--lang", "en")
    assert printed.out == "‘I saw Mt. Gray,’ said Capt. Hill.\nThe dogs’ house leaks.\n"
    done = command("segment", letter, "--lang", "en", "--json")
    assert (done.code, json.loads(done.out)["lang"]) == (0, "en")


def test_quotes_takes_a_language(command: Command, letter: Path) -> None:
    done = command("quotes", letter, "--lang", "en", "--json")
    assert (done.code, [row["text"] for row in json.loads(done.out)]) == (0, ["‘I saw Mt. Gray,’"])


@pytest.mark.parametrize("name", ["segment", "quotes"])
def test_a_language_without_rules_is_a_wrong_command_line(name: str, command: Command, letter: Path) -> None:
    done = command(name, letter, "--lang", "de")
    assert done.code == 2
    assert "'fr'" in done.err
    assert "'en'" in done.err
