"""Bitexts made by hand and by Hypothesis, for tests and measurements that need no model."""

from __future__ import annotations

from hypothesis import strategies as st

from bitext.result.alternatives import Alternative
from bitext.result.bitext import Bitext
from bitext.result.links import QuoteLink, Verdict, WordLinks
from bitext.result.pair import Pair, Side
from bitext.text.document import Document, Quotation, QuotationKind, Sentence, paired_and_unpaired

KINDS: tuple[QuotationKind, ...] = ("quotation", "dialogue", "stray")
VERDICTS: tuple[Verdict, ...] = ("kept", "restored", "moved", "lost", "added", "unpaired")
_GAPS = (" ", "\n", "\n\n", "\u00a0 ", "\t")


def bitext_of(lines: list[tuple[str, str]]) -> Bitext:
    """A Bitext of one sentence on each side of a pair, a paragraph each."""
    source, target = (
        _document([line[side] for line in lines], lang) for side, lang in ((0, "fr"), (1, "en"))
    )
    pairs = tuple(Pair(Side((a,)), Side((b,))) for a, b in zip(source, target, strict=True))
    return Bitext(source, target, pairs)


def _document(lines: list[str], lang: str, gap: str = "\n") -> Document:
    sentences = []
    start = 0
    for paragraph, line in enumerate(lines):
        sentences.append(Sentence(start, start + len(line), line, paragraph))
        start += len(line) + len(gap)
    return Document(gap.join(lines), tuple(sentences), lang=lang)


def quoted() -> Bitext:
    """Three pairs: a kept quotation over two sentences, a restored one inside it, a stray mark."""
    source_text = "Le maire a dit : « J’attends la “réponse”.\nRien d’autre. »\nFin.”"
    target_text = "The mayor said, “I await the ‘answer’.\nNothing else.”\nEnd."
    source = _split(source_text, "fr")
    target = _split(target_text, "en")
    outer = Quotation(17, 58, "«", "»", 0, (0, 1)), Quotation(16, 53, "“", "”", 0, (0, 1))
    inner = Quotation(32, 41, "“", "”", 1, (0,)), Quotation(29, 37, "‘", "’", 1, (0,))
    stray = Quotation(63, 64, "", "”", 0, (2,), "stray")
    source = Document(source.text, source.sentences, (outer[0], inner[0]), (stray,), "fr")
    target = Document(target.text, target.sentences, (outer[1], inner[1]), (), "en")
    words = WordLinks([(0, 2, 0, 3), (3, 8, 4, 9)])
    pairs = (
        Pair(Side(source.sentences[:1]), Side(target.sentences[:1]), 0.75, ("retried",), words),
        Pair(Side(source.sentences[1:2]), Side(target.sentences[1:2]), 0.5),
        Pair(Side(source.sentences[2:]), Side(target.sentences[2:]), 1.0, ("split", "loop")),
    )
    links = (
        QuoteLink(outer[0], outer[1], "kept"),
        QuoteLink(inner[0], inner[1], "restored"),
        QuoteLink(stray, None, "unpaired"),
    )
    return Bitext(source, target, pairs, links, "opus-mt-fr-en")


def _split(text: str, lang: str) -> Document:
    return _document(text.split("\n"), lang)


def _texts() -> st.SearchStrategy[str]:
    """Any text, control characters and lone surrogates too, but no high surrogate before a low one."""
    low = st.characters(exclude_categories=["Cs"]) | st.sampled_from("\udc00\udfff«»“” '\\\"\x00\x1b\n")
    high = st.characters(exclude_categories=["Cs"]) | st.sampled_from("\ud800\udbff")
    sides = st.text(low, max_size=12) | st.text(high, max_size=12)
    return sides.map(str.strip)


@st.composite
def _sides(draw: st.DrawFn, count: int, lang: str) -> Document:
    """A document of ``count`` sentences with quotations at random."""
    text, sentences, paragraph = draw(st.sampled_from(("", "\n"))), [], 0
    for _ in range(count):
        sentence = draw(_texts())
        sentences.append(Sentence(len(text), len(text) + len(sentence), sentence, paragraph))
        text += sentence + draw(st.sampled_from(_GAPS))
        paragraph += draw(st.integers(0, 2))
    quotations = draw(st.lists(_quotations(text, count), max_size=3)) if text else []
    return Document(text, tuple(sentences), *paired_and_unpaired(quotations), lang)


@st.composite
def _quotations(draw: st.DrawFn, text: str, count: int) -> Quotation:
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    touched = draw(st.lists(st.integers(0, count - 1), max_size=3)) if count else []
    inside = st.integers(start + 1, end - 1) if end - start > 1 else st.nothing()
    again = draw(st.lists(inside, max_size=2)) if end - start > 1 else []
    kind = draw(st.sampled_from(KINDS))
    close = "" if kind == "dialogue" else text[end - 1]
    return Quotation(
        start, end, text[start], close, draw(st.integers(0, 3)), tuple(touched), kind, tuple(again)
    )


@st.composite
def bitexts(draw: st.DrawFn) -> Bitext:
    """Any consistent Bitext, with empty sides and pairs of several sentences."""
    shape = draw(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), max_size=4))
    source = draw(_sides(sum(a for a, _ in shape), "fr"))
    target = draw(_sides(sum(b for _, b in shape), "en"))
    pairs, at, to = [], 0, 0
    for a, b in shape:
        left, right = Side(source.sentences[at : at + a]), Side(target.sentences[to : to + b])
        flags = draw(st.lists(st.sampled_from(("split", "empty")), max_size=2, unique=True))
        score = draw(st.floats(0, 1))
        wordings = draw(
            st.lists(
                st.builds(Alternative, _texts(), st.floats(0, 1), st.none() | st.integers(0, 100)), max_size=2
            )
        )
        words, terms = draw(_words(left, right)), draw(_words(left, right))
        pairs.append(Pair(left, right, score, tuple(flags), words, wordings=tuple(wordings), terms=terms))
        at, to = at + a, to + b
    links = draw(st.lists(_links(source, target), max_size=4))
    return Bitext(source, target, tuple(pairs), tuple(links), draw(st.none() | st.just("opus-mt-fr-en")))


def _wordings() -> st.SearchStrategy[Alternative]:
    return st.builds(Alternative, _texts(), st.floats(0, 1), st.none() | st.integers(0, 100))


@st.composite
def _words(draw: st.DrawFn, source: Side, target: Side) -> WordLinks:
    if not source or not target or source.start == source.end or target.start == target.end:
        return WordLinks()

    def span(side: Side) -> st.SearchStrategy[tuple[int, int]]:
        return st.integers(side.start, side.end - 1).flatmap(
            lambda start: st.tuples(st.just(start), st.integers(start + 1, side.end))
        )

    rows = draw(st.lists(st.tuples(span(source), span(target)), max_size=5))
    return WordLinks((*left, *right) for left, right in rows)


def _links(source: Document, target: Document) -> st.SearchStrategy[QuoteLink]:
    left = st.sampled_from([None, *source.quotations, *source.unpaired])
    right = st.sampled_from([None, *target.quotations, *target.unpaired])
    return st.builds(QuoteLink, left, right, st.sampled_from(VERDICTS))
