"""The result for the eye and the hand: repr, look-ups, side by side, notebooks."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from io import StringIO
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from benchmarks.made_up import bitext_of, bitexts, quoted
from bitext.result.bitext import Bitext
from bitext.result.links import QuoteLink, Verdict
from bitext.result.pair import Pair, Side
from bitext.result.quotation_spans import QuotationSpans
from bitext.result.summary import verdicts_of
from bitext.result.terminal import side_by_side, wrap
from bitext.review.page import write as write_page
from bitext.text.characters import visible
from bitext.text.document import Document, Quotation, Sentence


def with_verdict(verdict: Verdict) -> Bitext:
    """The sample with another verdict for its outer quotation."""
    sample = quoted()
    first = sample.quotes[0]
    link = QuoteLink(
        None if verdict == "added" else first.source, None if verdict == "lost" else first.target, verdict
    )
    return Bitext(sample.source, sample.target, sample.pairs, (link,), sample.model)


def test_repr_says_what_it_holds():
    assert repr(quoted()) == (
        "<Bitext fr-en: 3 pairs, 2 quotations (1 kept, 1 restored), 1 mark without a partner, opus-mt-fr-en, "
        "'Le maire a dit : « J’attends…' → 'The mayor said, “I await the…'>"
    )


def test_repr_of_nothing():
    assert repr(bitext_of([])) == "<Bitext fr-en: 0 pairs, no quotations>"


def test_a_bitext_counts_and_walks_its_pairs():
    assert len(quoted()) == 3
    assert [pair.source.text for pair in quoted()][2] == "Fin.”"
    assert quoted().verdicts() == {"kept": 1, "restored": 1, "unpaired": 1}


@pytest.mark.parametrize(
    ("offset", "side", "pair"),
    [
        (0, "source", 0),
        (41, "source", 0),
        (42, "source", None),
        (43, "source", 1),
        (63, "source", 2),
        (-1, "source", None),
        (38, "target", None),
        (39, "target", 1),
        (56, "target", 2),
        (900, "target", None),
    ],
)
def test_the_pair_at_an_offset(offset, side, pair):
    sample = quoted()
    assert sample.pair_at(offset, side) == (None if pair is None else sample.pairs[pair])


@pytest.mark.parametrize(("pair", "links"), [(0, [0, 1]), (1, [0]), (2, [2])])
def test_the_quotations_that_touch_a_pair(pair, links):
    sample = quoted()
    assert sample.quotes_in(sample.pairs[pair]) == tuple(sample.quotes[link] for link in links)


def test_an_added_quotation_touches_its_pair():
    sample = with_verdict("added")
    assert sample.quotes_in(sample.pairs[1]) == sample.quotes


def test_side_by_side():
    assert quoted().to_text(70) == (
        "1  Le maire a dit : « J’attends la   The mayor said, “I await the\n"
        "   “réponse”.                        ‘answer’.\n"
        "                                     · restored: ‘answer’\n"
        "                                     · retried\n"
        "\n"
        "2  Rien d’autre. »                   Nothing else.”\n"
        "\n"
        "3  Fin.”                             End.\n"
        "                                     · ” has no partner, left out\n"
        "                                     · split\n"
        "                                     · loop\n"
        "\n"
        "3 pairs, 2 quotations (1 kept, 1 restored), 1 mark without a partner, 2 flagged\n"
    )


@pytest.mark.parametrize(
    ("verdict", "note"),
    [
        ("moved", "· moved: “I await the"),
        ("lost", "· lost: « J’attends la"),
        ("added", "· added: “I await the"),
        ("restored", "· restored: “I await"),
    ],
)
def test_what_was_not_kept_is_noted_once(verdict, note):
    text = with_verdict(verdict).to_text(100)
    assert text.count("· ") == 1 + 3
    assert note in text


def test_a_stray_mark_that_was_carried_over_is_noted():
    sample = bitext_of([("Fin.”", "End.”")])
    left, right = Quotation(4, 5, "", "”", kind="stray"), Quotation(4, 5, "", "”", kind="stray")
    text = Bitext(sample.source, sample.target, sample.pairs, (QuoteLink(left, right, "unpaired"),)).to_text()
    assert "· ” has no partner, carried over" in text


def test_both_sides_of_a_quotation_have_one_colour():
    lines = list(side_by_side(QuotationSpans.of(quoted()), 100))
    styled = {
        line.plain[span.start : span.end].strip(): str(span.style)
        for line in lines
        for span in line.spans
        if span.style
    }
    assert styled["« J’attends la"] == styled["“I await the"] == styled["Nothing else.”"]
    assert styled["“réponse”"] == styled["‘answer’"] != styled["“I await the"]
    assert styled["”"] == "bold red"


def test_pairs_of_one_paragraph_stand_together():
    source = Document("Un. Deux.", (sentence("Un.", 0), sentence("Deux.", 4)))
    target = Document("One. Two.", (sentence("One.", 0), sentence("Two.", 5)), lang="en")
    pairs = tuple(Pair(Side((a,)), Side((b,))) for a, b in zip(source, target, strict=True))
    assert Bitext(source, target, pairs).to_text(40).splitlines()[:3] == [
        "1  Un.                One.",
        "2  Deux.              Two.",
        "",
    ]


def sentence(text: str, start: int):
    return Sentence(start, start + len(text), text, 0)


def test_sides_of_several_sentences_and_empty_sides():
    source = Document("Un. Deux.", (sentence("Un.", 0), sentence("Deux.", 4)))
    empty = Document("", (), lang="en")
    text = Bitext(source, empty, (Pair(Side(source.sentences), Side()),)).to_text(40)
    assert text.splitlines()[0] == "1  Un. Deux."


@given(bitexts(), st.integers(1, 120))
def test_no_line_is_wider_than_asked_and_none_steers_the_terminal(bitext: Bitext, width: int):
    *lines, _, counts = bitext.to_text(width).split("\n")[:-1]
    assert all(cell_len(line) <= max(width, 2 * 12 + 5) for line in lines)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]", "".join(lines))
    assert counts.startswith(f"{len(bitext)} pair")


@given(bitexts())
def test_the_view_shows_every_sentence(bitext: Bitext):
    shown = "".join(bitext.to_text(80).split())
    for pair in bitext:
        for side in (pair.source, pair.target):
            if cell_len(visible(side.text)) < 30:
                assert "".join(visible(side.text).split()) in shown


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("un deux trois", 7, ["un deux", "trois"]),
        ("un deux", 7, ["un deux"]),
        ("il dit : « oui » ou non", 12, ["il dit :", "« oui » ou", "non"]),
        ("il dit\u202f: «\u00a0oui\u00a0»", 8, ["il dit\u202f:", "«\u00a0oui\u00a0»"]),
        ("vraiment ? oui", 9, ["vraiment", "? oui"]),
        ("anticonstitutionnel", 8, ["anticons", "titution", "nel"]),
        ("un anticonstitutionnel", 8, ["un", "anticons", "titution", "nel"]),
        ("日本語日本語", 8, ["日本語日", "本語"]),
        ("a  b", 3, ["a", "b"]),
        ("", 8, [""]),
    ],
)
def test_lines_break_at_plain_spaces(text, width, lines):
    cuts = [0, *wrap(text, width), len(text)]
    assert [text[a:b].rstrip(" ") for a, b in pairwise(cuts)] == lines


@given(st.text(max_size=60), st.integers(4, 30))
def test_wrapping_loses_nothing_and_keeps_the_width(text: str, width: int):
    cuts = [0, *wrap(text, width), len(text)]
    pieces = [text[a:b] for a, b in pairwise(cuts)]
    assert "".join(pieces) == text
    assert all(cell_len(piece.rstrip(" ")) <= width for piece in pieces)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mb", "a␛[31mb"),
        ("a\x00\x7f\t", "a␀␡␉"),
        ("a\u202eb\u2066", "a\ufffdb\ufffd"),
        ("\ud800\x9b", "\ufffd\ufffd"),
        ("« é 😀 »", "« é 😀 »"),
    ],
)
def test_control_characters_are_shown_not_sent(text, shown):
    assert visible(text) == shown


class Checker(HTMLParser):
    """Whether every tag that opens closes, and the text between."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag, _):
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open[-1:] != ["style"]:
            self.text += data


def parsed(bitext: Bitext) -> str:
    checker = Checker()
    checker.feed(bitext._repr_html_())
    assert checker.open == []
    return checker.text


@given(bitexts())
def test_the_notebook_view_is_well_formed_and_escaped(bitext: Bitext):
    text = parsed(bitext)
    for pair in bitext:
        for sentences in (pair.source, pair.target):
            assert visible(sentences.text) in text


def test_markup_in_a_text_stays_text():
    bitext = bitext_of([("<script>alert(1)</script> & co.", '"><b>')])
    assert "<script>" not in bitext._repr_html_()
    assert "<script>alert(1)</script> & co." in parsed(bitext)


def test_the_notebook_view_marks_quotations_alike_on_both_sides():
    html = quoted()._repr_html_()
    assert '<q style="--h:190" title="kept">« J’attends la </q>' in html
    assert '<q style="--h:190" title="kept">“I await the </q>' in html
    assert '<q style="--h:130" title="restored">‘answer’</q>' in html
    assert '<q class="amiss" title="unpaired">”</q>' in html
    assert '<td lang="fr">' in html
    assert "restored: ‘answer’" in html


def test_the_notebook_view_leaves_text_and_ground_to_the_notebook():
    style = re.search(r"<style>(.*)</style>", quoted()._repr_html_())
    assert style is not None
    assert not re.search(r"[{;]color:|background:(?!hsl\(var\(--h\) 60% 50%/)", style[1])


def test_long_texts_are_shown_in_part_in_notebooks():
    html = bitext_of([(f"Ligne {n}.", f"Line {n}.") for n in range(250)])._repr_html_()
    assert "Line 199." in html
    assert "Line 200." not in html
    assert "250 pairs" in html
    assert "The first 200 pairs are shown" in html


def divided() -> Bitext:
    """A French quotation that the English has in two parts; one that it adds; a mark without a partner."""
    french = "« Je pars, dit-elle, ce soir. » Il a ri.”"
    english = "“I am leaving,” she said, “tonight.” He ‘laughed’."
    whole = Quotation(0, 31, "«", "»", sentences=(0,))
    parts = Quotation(0, 15, "“", "”", sentences=(0,)), Quotation(26, 36, "“", "”", sentences=(0,))
    added, stray = Quotation(40, 49, "‘", "’", sentences=(0,)), Quotation(40, 41, "", "”", 0, (0,), "stray")
    source = Document(french, (Sentence(0, 41, french, 0),), (whole,), (stray,))
    target = Document(english, (Sentence(0, 50, english, 0),), (*parts, added), lang="en")
    links = (
        QuoteLink(whole, parts[0], "kept"),
        QuoteLink(whole, parts[1], "restored"),
        QuoteLink(None, added, "added"),
        QuoteLink(stray, None, "unpaired"),
    )
    return Bitext(source, target, (Pair(Side(source), Side(target)),), links)


def test_a_divided_quotation_counts_once_everywhere():
    counted = "2 quotations (1 restored, 1 added), 1 mark without a partner"
    assert divided().verdicts() == {"restored": 1, "added": 1, "unpaired": 1}
    assert counted in repr(divided())
    assert counted in divided().to_text()
    assert counted in divided()._repr_html_()
    page = StringIO()
    write_page(divided(), page, "page")
    assert counted in page.getvalue()
    buttons = dict(re.findall(r'data-filter="(\w+)"[^>]*>\w+ <b>(\d+)</b>', page.getvalue()))
    assert buttons == {"restored": "1", "added": "1", "unpaired": "1", "flagged": "0"} | {
        name: number for name, number in buttons.items() if name in ("checked", "unchecked", "edited")
    }


@pytest.mark.parametrize("order", [1, -1])
def test_the_gravest_verdict_counts(order: int):
    whole = Quotation(0, 5, "«", "»")
    links = [
        QuoteLink(whole, Quotation(0, 2, "“", "”"), "kept"),
        QuoteLink(whole, Quotation(4, 6, "“", "”"), "moved"),
    ]
    assert verdicts_of(links[::order]) == {"moved": 1}
