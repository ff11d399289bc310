"""Whatever a person edits: what was written stands, what was left alone stays, no mark is forgotten."""

from __future__ import annotations

import re
from collections import Counter
from itertools import accumulate, pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks import made_up
from bitext.formats._rows import FilePair, FileSentence, bitext_of
from bitext.result.bitext import Bitext
from bitext.result.links import WordLinks
from bitext.result.pair import Side
from bitext.result.validation import check
from bitext.review.diff import compare
from bitext.review.edits import Corrections, Edit, EditedPair, PlacedQuote, digest
from bitext.review.merge import merge
from bitext.review.quotations import marks_of
from bitext.text.document import Document, Sentence

# Random edits empty lines, too.
pytestmark = pytest.mark.filterwarnings("ignore:.*without any English")

ORDINARY = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
BREAKS = re.compile(r"\s*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]\s*")
PARTS = ["“", "”", "‘", "’", '"', "—", " ", "\n", "yes", "he says", ",", ".", "😀", "un", "the mayor’s"]


def corrections_of(original: Bitext, edits: list[Edit]) -> Corrections:
    return Corrections("bitext-corrections", 1, digest(original), tuple(edits))


@st.composite
def changed(draw: st.DrawFn, text: str) -> str:
    """``text`` with a stretch replaced, with a word inserted, or as it is."""
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, min(len(text), start + 5)))
    return text[:start] + "".join(draw(st.lists(st.sampled_from(PARTS), max_size=4))) + text[end:]


@st.composite
def edits_of(draw: st.DrawFn, original: Bitext) -> list[Edit]:
    """Edits of runs of pairs: texts changed, pairs merged, split, inserted, checked."""
    edits = []
    heads = list(accumulate((len(pair.source) for pair in original.pairs), initial=0))
    at = 0
    while at < len(original.pairs):
        last = draw(st.integers(at, len(original.pairs) - 1))
        if draw(st.booleans()):
            numbers = range(heads[at], heads[last + 1])
            texts = [sentence.text for pair in original.pairs[at : last + 1] for sentence in pair.target]
            edits.append(Edit(at, last, draw(replacements(numbers, texts))))
        at = last + 1
    return edits


@st.composite
def replacements(draw: st.DrawFn, numbers: range, texts: list[str]) -> tuple[EditedPair, ...]:
    lines = []
    for text in texts:
        lines += draw(st.sampled_from([[], [text], [text], [text, "new"], ["new", text]]))
    lines = [draw(st.just(line) | changed(line)) for line in lines]
    count = draw(st.integers(1, 3))
    cuts = sorted(draw(st.tuples(st.integers(0, len(numbers)), st.integers(0, len(lines)))) for _ in range(2))
    a, b = ([0, *sorted(cut[side] for cut in cuts), None] for side in (0, 1))
    pairs = []
    for k in range(3 if count > 1 else 1):
        mine = numbers[a[k] : a[k + 1]] if count > 1 else numbers
        theirs = lines[b[k] : b[k + 1]] if count > 1 else lines
        pairs.append(EditedPair(tuple(mine), tuple(theirs), draw(st.booleans())))
    return tuple(pairs)


def anything() -> st.SearchStrategy[Bitext]:
    """Any Bitext whose pairs have at least one side."""
    return made_up.bitexts().filter(lambda bitext: all(pair.source or pair.target for pair in bitext.pairs))


FRENCH = ["« Oui », dit-il.", "Il part « demain ».", "— Je viens.", "« Non.", "Rien. »", "Fin."]
ENGLISH = ["“Yes,” he says.", "He leaves “tomorrow.”", "— I come.", "“No.", "Nothing.”", "The end.", "”"]


@st.composite
def articles(draw: st.DrawFn) -> Bitext:
    """Plausible sentences, their quotations found by the rules, their words linked at random."""
    rows = []
    for _ in range(draw(st.integers(1, 5))):
        shape = draw(st.sampled_from([(1, 1), (1, 1), (1, 1), (2, 1), (1, 2), (0, 1), (1, 0)]))
        gaps = st.sampled_from([" ", "\n", "\n\n"])
        left = [FileSentence(draw(st.sampled_from(FRENCH)), draw(gaps)) for _ in range(shape[0])]
        right = [FileSentence(draw(st.sampled_from(ENGLISH)), draw(gaps)) for _ in range(shape[1])]
        links = []
        if left and right:
            sides = (left[0].text, right[0].text)
            words = [[match.span() for match in re.finditer(r"\w+", side)] or [(0, 1)] for side in sides]
            pairs = st.tuples(*(st.sampled_from(side) for side in words))
            links = [(*a, *b) for a, b in draw(st.lists(pairs, max_size=3))]
        rows.append(FilePair(left, right, draw(st.floats(0, 1)), words=WordLinks(links)))
    return bitext_of(rows)


@st.composite
def edited(draw: st.DrawFn, bitexts: st.SearchStrategy[Bitext]) -> tuple[Bitext, list[Edit]]:
    original = draw(bitexts)
    return original, draw(edits_of(original))


def rebuilt(document: Document) -> str:
    first, *rest = document.gaps()
    return first + "".join(s.text + gap for s, gap in zip(document.sentences, rest, strict=True))


def written(original: Bitext, edits: list[Edit]) -> list[list[str]]:
    """The English lines that have to come out, by pair."""
    lines = []
    by_first = {edit.first: edit for edit in edits}
    at = 0
    while at < len(original.pairs):
        if at not in by_first:
            lines.append([sentence.text for sentence in original.pairs[at].target])
            at += 1
            continue
        edit = by_first[at]
        old = {s.text for pair in original.pairs[at : edit.last + 1] for s in pair.target}
        for pair in edit.pairs:
            given = [
                t if t in old else BREAKS.sub(" ", t.strip()) for t in pair.target if t in old or t.strip()
            ]
            lines += [given] if given or pair.source else []
        at = edit.last + 1
    return lines


@ORDINARY
@given(edited(anything() | articles()))
def test_what_was_written_stands(case):
    original, edits = case
    result = merge(original, corrections_of(original, edits))
    check(result)
    assert result.source == original.source
    assert [[s.text for s in pair.target] for pair in result.pairs] == written(original, edits)
    assert rebuilt(result.target) == result.target.text
    assert result.model == original.model
    for edit in edits:
        sources = [tuple(original.source.sentences[k] for k in pair.source) for pair in edit.pairs]
        assert all(any(pair.source == Side(side) for pair in result.pairs) for side in sources if side)


def gone(edit: Edit) -> int:
    """How many pairs an edit replaces."""
    return edit.last - edit.first + 1


def words_of(pair, shift: int) -> list[tuple[int, int, int, int]]:
    return [(a, b, c - shift, d - shift) for a, b, c, d in pair.words.rows()]


@ORDINARY
@given(edited(anything() | articles()))
def test_what_was_left_alone_stays(case):
    original, edits = case
    result = merge(original, corrections_of(original, edits))
    at = to = 0
    by_first = {edit.first: edit for edit in edits}
    while at < len(original.pairs):
        if at in by_first:
            to += len(written(original, [by_first[at]])) - len(original.pairs) + gone(by_first[at])
            at = by_first[at].last + 1
            continue
        was, now = original.pairs[at], result.pairs[to]
        assert (was.source, was.score, was.flags, was.checked) == (
            now.source,
            now.score,
            now.flags,
            now.checked,
        )
        if was.target:
            shift = now.target.start - was.target.start
            assert words_of(now, shift) == words_of(was, 0)
            old = original.target.text[was.target.start : was.target.end]
            assert result.target.text[now.target.start : now.target.end] == old
        at, to = at + 1, to + 1
    assert to == len(result.pairs)


@ORDINARY
@given(edited(articles()))
def test_every_quotation_has_a_link_and_every_mark_a_quotation(case):
    original, edits = case
    result = merge(original, corrections_of(original, edits))
    assert {q.source for q in result.quotes} - {None} == {
        *result.source.quotations,
        *result.source.unpaired,
    }
    assert {q.target for q in result.quotes} - {None} == {
        *result.target.quotations,
        *result.target.unpaired,
    }
    assert max(Counter((q.source, q.target) for q in result.quotes).values(), default=1) == 1
    marks = Counter(at for q in (*result.target.quotations, *result.target.unpaired) for at in marks_of(q))
    assert set(marks.values()) <= {1}
    assert {at for at, c in enumerate(result.target.text) if c in "“”"} <= set(marks)
    for link in result.quotes:
        assert link.source or link.target
        assert (link.verdict == "lost") <= (link.target is None)
        assert (link.verdict == "added") <= (link.source is None)


@ORDINARY
@given(edited(articles()))
def test_word_links_that_are_left_join_the_same_words(case):
    original, edits = case
    result = merge(original, corrections_of(original, edits))
    before = Counter(
        (a, b, original.target.text[c:d]) for pair in original.pairs for a, b, c, d in pair.words.rows()
    )
    after = Counter(
        (a, b, result.target.text[c:d]) for pair in result.pairs for a, b, c, d in pair.words.rows()
    )
    assert after <= before


@ORDINARY
@given(anything() | articles(), st.booleans())
def test_every_pair_checked_changes_nothing_else(original, checked):
    numbers = iter(range(len(original.source.sentences)))
    edits = [
        Edit(
            at,
            at,
            (
                EditedPair(
                    tuple(next(numbers) for _ in pair.source),
                    tuple(sentence.text for sentence in pair.target),
                    checked,
                ),
            ),
        )
        for at, pair in enumerate(original.pairs)
        if pair.source or pair.target
    ]
    result = merge(original, corrections_of(original, edits))
    assert (result.target, result.quotes) == (original.target, original.quotes)
    for was, now in zip(original.pairs, result.pairs, strict=True):
        assert (was.source, was.target, was.words, was.flags) == (
            now.source,
            now.target,
            now.words,
            now.flags,
        )
        assert now.checked == (checked if was.source or was.target else was.checked)


@ORDINARY
@given(articles(), st.data())
def test_marks_that_were_placed_stand_where_they_were_placed(original, data):
    at = data.draw(st.sampled_from(range(len(original.pairs))))
    first = sum(len(pair.source) for pair in original.pairs[:at])
    numbers = tuple(range(first, first + len(original.pairs[at].source)))
    links = range(len(original.quotes))
    if not links:
        return
    before, inside, behind = (data.draw(st.sampled_from(["", "😀 yes ", "no, "])) for _ in range(3))
    line = f"{before}“{inside}now”{behind}"
    placed = PlacedQuote(data.draw(st.sampled_from(links)), line.index("“"), line.index("”"))
    edit = Edit(at, at, (EditedPair(numbers, (line,), False, (placed,)),))
    result = merge(original, corrections_of(original, [edit]))
    start = result.pairs[at].target.start
    source = original.quotes[placed.link].source
    spans = [
        (link.target.start, link.target.end)
        for link in result.quotes
        if link.target and source in (None, link.source)
    ]
    assert (start + line.index("“"), start + line.index("”") + 1) in spans


LINES = st.lists(st.sampled_from(["A b.", "C d e.", "f", "“g h” i", "", "j, k"]), max_size=5)


@ORDINARY
@given(LINES, LINES)
def test_lines_are_compared_in_order(old, new):
    sentences, position = [], 0
    for text in old:
        sentences.append(Sentence(position, position + len(text), text, 0))
        position += len(text) + 1
    lines = compare(sentences, 3, new)
    assert [line.text for line in lines] == new
    covers = [line.cover for line in lines if line.cover]
    assert all(a[1] <= b[0] for a, b in pairwise(covers))
    assert all(3 <= first <= last < 3 + len(old) for first, last in covers)
    kept = [stretch for line in lines for stretch in line.kept]
    assert kept == sorted(kept, key=lambda stretch: stretch[0])
    joined = " ".join(old)
    for line in lines:
        assert all(joined[a : a + size] == line.text[b : b + size] for a, b, size in line.kept)
