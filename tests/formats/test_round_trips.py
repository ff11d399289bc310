"""Every format that is read and written: what it can hold comes back, for 200 documents of any kind.

To add a format, add a line to ``HELD``: its name and what of a Bitext has to be equal.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.made_up import bitext_of, bitexts, quoted
from bitext.errors import BitextWarning
from bitext.formats.pharaoh import numbers
from bitext.result.bitext import Bitext
from bitext.result.pair import Side
from bitext.result.storage import formats
from bitext.text.document import Document, Quotation

LINE_ENDS = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
HALVES = re.compile("[\ud800-\udfff]")


def everything(bitext: Bitext) -> object:
    return bitext


def in_xml(bitext: Bitext) -> object:
    """All of it, characters that XML cannot hold replaced by pictures or U+FFFD."""
    source, target = plain(bitext.source), plain(bitext.target)
    pairs = tuple(replace(p, source=plain_side(p.source), target=plain_side(p.target)) for p in bitext.pairs)
    quotes = tuple(
        replace(
            link,
            source=link.source and plain_quotation(link.source),
            target=link.target and plain_quotation(link.target),
        )
        for link in bitext.quotes
    )
    return Bitext(source, target, pairs, quotes, bitext.model)


def plain(document: Document) -> Document:
    return Document(
        in_pictures(document.text),
        tuple(plain_side(Side(document.sentences))),
        tuple(map(plain_quotation, document.quotations)),
        tuple(map(plain_quotation, document.unpaired)),
        document.lang,
    )


def plain_side(side: Side) -> Side:
    return Side(replace(sentence, text=in_pictures(sentence.text)) for sentence in side)


def plain_quotation(quotation: Quotation) -> Quotation:
    return replace(quotation, open=in_pictures(quotation.open), close=in_pictures(quotation.close))


def in_pictures(text: str) -> str:
    return NO_XML.sub(lambda hit: chr(0x2400 + ord(hit[0])) if hit[0] < " " else "\ufffd", text)


def table(bitext: Bitext) -> object:
    """The pairs with all that is theirs, in offsets from the start of each side; the languages."""
    pairs = []
    for pair in bitext.pairs:
        words = pair.words.shifted(-pair.source.start, -pair.target.start) if pair.words else ()
        sides = (located(bitext.source, pair.source), located(bitext.target, pair.target))
        pairs.append((*sides, pair.score, pair.flags, pair.checked, list(words)))
    return bitext.source.lang, bitext.target.lang, pairs


def readable(bitext: Bitext) -> object:
    """The texts of the pairs, four digits of their scores, flags and checks; the languages."""
    pairs = [
        (
            located(bitext.source, pair.source)[0].strip(),
            located(bitext.target, pair.target)[0].strip(),
            float(f"{pair.score:.4f}"),
            pair.flags,
            pair.checked,
        )
        for pair in bitext.pairs
    ]
    return bitext.source.lang, bitext.target.lang, pairs


def lines(bitext: Bitext) -> object:
    """The texts of the pairs, without line ends, NUL and halves of characters."""
    return [(line(pair.source), line(pair.target)) for pair in bitext.pairs]


def messages(bitext: Bitext) -> object:
    """The texts of the pairs, without white space at their edges and halves of characters."""
    return [
        tuple(HALVES.sub("\ufffd", side.text.strip()) for side in (pair.source, pair.target))
        for pair in bitext.pairs
    ]


def segments(bitext: Bitext) -> object:
    """The texts of pairs with words as XML holds them, spaces all alike; which are checked."""
    texts = [(words_in_xml(pair.source), words_in_xml(pair.target)) for pair in bitext.pairs]
    return [(*text, pair.checked) for text, pair in zip(texts, bitext.pairs, strict=True) if any(text)]


def words_in_xml(side: Side) -> str:
    return " ".join(in_pictures(side.text).split())


def words(bitext: Bitext) -> object:
    """The texts of the pairs and the numbers of the words that are linked."""
    return [(pair.source.text.split(), pair.target.text.split(), numbers(pair)) for pair in bitext.pairs]


def beads(bitext: Bitext) -> object:
    """The sentences and scores of the pairs."""
    return [([s.text for s in p.source], [s.text for s in p.target], p.score) for p in bitext.pairs]


def costs(bitext: Bitext) -> object:
    """The same, the scores as far as one minus the score holds them."""
    kept = (replace(pair, score=1 - (1 - pair.score)) for pair in bitext.pairs)
    return beads(replace(bitext, pairs=tuple(kept)))


def located(document: Document, side: Side) -> tuple[str, list[tuple[int, int]]]:
    if not side:
        return "", []
    places = [(sentence.start - side.start, sentence.end - side.start) for sentence in side]
    return document.text[side.start : side.end], places


def line(side: Side) -> str:
    return HALVES.sub("\ufffd", LINE_ENDS.sub(" ", side.text)).replace("\0", "\ufffd").strip()


HELD: dict[str, Callable[[Bitext], object]] = {
    "json": everything,
    "jsonl": everything,
    "parquet": everything,
    "tsv": table,
    "csv": table,
    "markdown": readable,
    "tei": in_xml,
    "tmx": in_xml,
    "xliff": in_xml,
    "xliff12": segments,
    "moses": lines,
    "page": everything,
    "pharaoh": words,
    "po": messages,
    "hunalign": beads,
    "vecalign": costs,
}


def round_trip(name: str, bitext: Bitext) -> Bitext:
    """The Bitext from a file that it was saved to, with the sentences given where they are asked for."""
    chosen = formats()[name]
    by_pair = name == "pharaoh"
    source, target = (
        [getattr(pair, side).text for pair in bitext.pairs]
        if by_pair
        else [sentence.text for sentence in getattr(bitext, side)]
        for side in ("source", "target")
    )
    with TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore", BitextWarning)
        path = Path(folder) / f"a{chosen.suffixes[0]}"
        bitext.save(path)
        return Bitext.load(path, source=source, target=target)


@st.composite
def documents(draw: st.DrawFn) -> Bitext:
    """Any Bitext, some pairs of which a person has checked, or are doubtful."""
    bitext = draw(bitexts())
    doubts = st.none() | st.floats(0, 1)
    pairs = tuple(replace(pair, checked=draw(st.booleans()), doubt=draw(doubts)) for pair in bitext.pairs)
    return replace(bitext, pairs=pairs)


@pytest.mark.parametrize("name", HELD)
@given(bitext=documents())
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_a_format_can_hold_comes_back(name: str, bitext: Bitext):
    held = HELD[name]
    assert held(round_trip(name, bitext)) == held(bitext)


@pytest.mark.parametrize("name", HELD)
def test_the_sample_comes_back(name: str):
    held = HELD[name]
    assert held(round_trip(name, quoted())) == held(quoted())


@pytest.mark.parametrize("name", HELD)
@pytest.mark.parametrize(
    "text",
    [
        "\x00\x01\x1b[31m\x7f\x9b",
        "gauche \u202edroite\u202c \u2066isolé\u2069",
        "un\u2028deux\u2029trois\x85quatre\x0bcinq",
        "ligne\r\nligne\rligne\nligne\ttab",
        "moitié \ud800 et \\ud800 et \\\\ud800 et \\\ud800",
        "«\u00a0Très\u202fbien\u00a0!\u00a0» fit-elle",
        "Привет، مرحبا 你好 👩‍👩‍👧 e\u0301",
        "=2+3",
        "'=2+3",
        '"Oui", dit-il, "non"',
        "a | b \\| c \\n <br> &#10; &lt; <b>gras</b> **fort** `code`",
        "long " * 60_000 + "fin",
        "\ufeff",
        "\x00",
        "\ufeffOui.",
    ],
    ids=lambda text: ascii(text)[:20],
)
def test_odd_texts_come_back(name: str, text: str):
    bitext = bitext_of([("Oui.", text), (text, ""), ("Fin.", "End.")])
    held = HELD[name]
    assert held(round_trip(name, bitext)) == held(bitext)


def test_every_format_that_is_loaded_is_tried():
    loaded = {name for name, each in formats().items() if each.load or each.load_links}
    assert loaded == set(HELD)
