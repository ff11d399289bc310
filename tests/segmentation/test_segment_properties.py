"""What holds of the segmentation of any text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bitext.segmentation.segment import presegmented, segment

WORDS = "Le il Paris M. Mme. J. J.-C. etc. art. 12 3.14 1. a) exemple.fr mot. Mot. oui. Non! — - • : ; ,"
MARKS = ". .. ... … ? ! ?! « » “ ” \" ' ’ ( ) [...]"
SPACES = [" ", "  ", "\u00a0", "\u202f", "\n", "\r\n", "\u2028", "\x00", "\ud800", "\x1f", "\u200b"]
PIECES = st.sampled_from([*f"{WORDS} {MARKS}".split(), *SPACES])
TEXTS = st.one_of(
    st.text(),
    st.lists(PIECES).map(" ".join),
    st.lists(PIECES).map("".join),
    st.text(st.sampled_from(" .!?…«»“”\"'’()[]—-\u00a0\u202f\naÀ1")),
)
PLAIN = st.sampled_from(["Il vient.", "Que dit-elle ?", "Ils partent !", "La nuit tombe…", "Tout dort."])


@given(TEXTS)
def test_sentences_and_gaps_give_the_text_back(text: str) -> None:
    document = segment(text)
    gaps = list(document.gaps())
    assert len(gaps) == len(document) + 1
    assert all(gap == "" or gap.isspace() for gap in gaps)
    assert gaps[0] + "".join(s.text + gap for s, gap in zip(document, gaps[1:], strict=True)) == text


@given(TEXTS)
def test_sentences_are_spans_without_white_space_at_their_edges(text: str) -> None:
    last = 0
    for sentence in segment(text):
        assert last <= sentence.start < sentence.end
        assert sentence.text == text[sentence.start : sentence.end] == sentence.text.strip()
        last = sentence.end


@given(TEXTS)
def test_paragraphs_are_the_lines_that_are_not_blank(text: str) -> None:
    document = segment(text)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    heads = {sentence.paragraph: sentence for sentence in reversed(document.sentences)}
    assert sorted(heads) == list(range(len(lines)))
    assert all(line.startswith(heads[number].text) for number, line in enumerate(lines))


@given(TEXTS)
def test_sentences_of_one_line_are_parted_by_white_space_or_a_stop_before_a_capital(text: str) -> None:
    document = segment(text)
    for left, right in pairwise(document):
        touching = left.end == right.start
        assert not touching or (
            set(left.text) & set(".!?…") and right.text.lstrip("«“„‹‘‚‟ \u00a0\u202f")[0].isupper()
        )


@given(TEXTS)
def test_the_same_text_gives_the_same_document(text: str) -> None:
    assert segment(text) == segment(text)


@given(st.lists(PLAIN, min_size=1), st.sampled_from("«“„‘(\"'"))
def test_an_opening_mark_without_a_partner_moves_no_boundary(lines: list[str], mark: str) -> None:
    text = " ".join(lines)
    ends = [sentence.end + 1 for sentence in segment(text)]
    assert [sentence.end for sentence in segment(mark + text)] == ends


@given(st.lists(TEXTS))
def test_given_sentences_stay_as_they_are(lines: list[str]) -> None:
    document = presegmented(lines)
    assert document.text == "\n".join(lines)
    assert [sentence.text for sentence in document] == [line.strip() for line in lines]
    assert all(document.text[s.start : s.end] == s.text for s in document)
    assert all(gap.isspace() or not gap for gap in document.gaps())
