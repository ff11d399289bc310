"""Which English words a tag lies over: the rules, one line each."""

from __future__ import annotations

import pytest

from bitext import Bitext, InputError
from bitext.documents.blocks import BlockWriter
from bitext.documents.original import read_original
from bitext.result.links import QuoteLink
from bitext.result.pair import Pair, Side
from bitext.text.document import Document, Quotation
from bitext.text.masking import mask_letter
from tests.support.documents import carried, document, echoed, made, one_to_one, phrase, shouted


@pytest.mark.parametrize(
    ("source", "english", "links", "expected"),
    [
        # The words that came from its words, wherever they went.
        (
            "une <b>maison</b> blanche",
            "a white house",
            [(0, 0), (1, 2), (2, 1)],
            "a white <b>house</b>",
        ),
        # Words without a link in between are included, those at the edges are not.
        (
            "il <b>boit de l’eau</b> ici",
            "he drinks some water here",
            [(0, 0), (1, 1), (4, 3), (5, 4)],
            "he <b>drinks some water</b> here",
        ),
        # A style is divided where many words of others stand in between; a link is not.
        (
            "il a <b>vite mangé</b> son pain noir hier",
            "quickly he has his black bread eaten",
            [(0, 1), (1, 2), (2, 0), (3, 6), (4, 3), (5, 5), (6, 4)],
            "<b>quickly</b> he has his black bread eaten",
        ),
        (
            "<b>Jean et Luc Morel vivent</b> dans la rue basse",
            "Jean and Luc in the lower street Morel live",
            [(0, 0), (1, 1), (2, 2), (3, 7), (4, 8), (5, 3), (6, 4), (7, 6), (8, 5)],
            "<b>Jean and Luc</b> in the lower street Morel live",
        ),
        (
            "<a>Jean et Luc Morel vivent</a> dans la rue basse",
            "Jean and Luc in the lower street Morel live",
            [(0, 0), (1, 1), (2, 2), (3, 7), (4, 8), (5, 3), (6, 4), (7, 6), (8, 5)],
            "<a>Jean and Luc</a> in the lower street Morel live",
        ),
        # Words of grammar do not divide it.
        (
            "qui le demandent <b>depuis trois ans</b>",
            "who have been asking for three years",
            [(0, 0), (2, 3), (3, 1), (3, 2), (4, 5), (5, 6)],
            "who have been asking for <b>three years</b>",
        ),
        # A word without a link: where its neighbours point.
        ("le <a>fort</a> vent", "the strong wind", [(0, 0), (2, 2)], "the <a>strong</a> wind"),
        # All of a sentence, and nothing else.
        ("<b>Il pleut.</b> Il vente.", "Rain.", [], "<b>Rain.</b> Rain."),
        ("<b>Il pleut</b>. Il vente.", "Rain.", [], "<b>Rain</b>. Rain."),
        # Over the end of a sentence.
        (
            "Il <b>pleut. Il</b> vente.",
            "It rains.",
            [(0, 0), (1, 1)],
            "It <b>rains. It</b> rains.",
        ),
        # Signs at the edges as in the source.
        ("un <b>(grand)</b> chat", "a (big) cat", [(0, 0), (2, 2), (4, 4)], "a <b>(big)</b> cat"),
        ("un (<b>grand</b>) chat", "a (big) cat", [(0, 0), (2, 2), (4, 4)], "a (<b>big</b>) cat"),
        (
            "<b>Attention\u00a0:</b> un chat",
            "Beware: a cat",
            [(0, 0), (2, 2), (3, 3)],
            "<b>Beware:</b> a cat",
        ),
        (
            "<b>Attention</b>\u00a0: un chat",
            "Beware: a cat",
            [(0, 0), (2, 2), (3, 3)],
            "<b>Beware</b>: a cat",
        ),
        # A part of a word.
        ("le H<sub>2</sub>O pur", "pure H2O", [(1, 1), (2, 0)], "pure H<sub>2</sub>O"),
        ("le 1<sup>er</sup> mai", "the 1st of May", [(0, 0), (1, 1), (2, 3)], "the 1<sup>st</sup> of May"),
        (
            "le XX<sup>e</sup> siècle",
            "the 20th century",
            [(0, 0), (1, 1), (2, 2)],
            "the 20<sup>th</sup> century",
        ),
        ("<b>L</b>orsque", "When", [(0, 0)], "<b>W</b>hen"),
        ("re<a>faire</a> cela", "redo that", [(0, 0), (1, 1)], "<a>redo</a> that"),
        # Nesting is kept.
        (
            "<a>un <b>gros</b> chat</a> dort",
            "a big cat sleeps",
            [(0, 0), (1, 1), (2, 2), (3, 3)],
            "<a>a <b>big</b> cat</a> sleeps",
        ),
        # More tags than words: none is lost.
        ("dans <a>la</a> <a>maison</a>", "house", [(2, 0)], "<a></a><a>house</a>"),
        # Points beside the word that they stood beside.
        (
            "un mot<img> de plus",
            "one more word",
            [(0, 0), (1, 2), (2, 1), (3, 1)],
            "one more word<img>",
        ),
        ("un <img>mot de plus", "one word more", [(0, 0), (1, 1), (3, 2)], "one <img>word more"),
        ("Il dort. <img> Elle lit.", "Quiet.", [], "Quiet. <img> Quiet."),
        ("<img> Il dort <br>", "Quiet", [], "<img> Quiet<br>"),
        # Breaks in place of a space; a <br> that finds none goes to the end.
        ("un<br>deux<br>trois", "one two three", [(0, 0), (1, 1), (2, 2)], "one<br>two<br>three"),
        ("un<br>deux<br>trois", "all", [], "all<br><br>"),
    ],
)
def test_where_tags_go(source, english, links, expected):
    assert carried(source, "html", phrase(english, *links)) == expected


def test_a_style_of_markdown_may_be_divided_an_element_may_not():
    links = [(0, 0), (1, 1), (2, 2), (3, 7), (4, 8), (5, 3), (6, 4), (7, 6), (8, 5)]
    english = phrase("Jean and Luc in the lower street Morel live", *links)
    source = "**Jean et Luc Morel vivent** dans la rue basse"
    assert carried(source, "markdown", english) == "**Jean and Luc** in the lower street **Morel live**"


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        ("Type {1} now", "Type <code>ls</code> now"),
        ("Type { 1 } now", "Type <code>ls</code> now"),
        ("{1} types now, {1}", "<code>ls</code> types now, <code>ls</code>"),
        ("Type it now", "Type <code>ls</code> now"),
    ],
)
def test_code_stays_as_it_is(english, expected):
    links = [(0, 0), (2, 1), (4, 2)] if english == "Type it now" else []
    assert carried("Tapez <code>ls</code> maintenant", "html", phrase(english, *links)) == expected


def test_code_that_was_left_out_is_put_back_where_its_neighbours_point():
    made_of = carried("Tapez <code>ls</code> ici", "html", phrase("Type here", (0, 0), (4, 1)))
    assert made_of == "Type <code>ls</code> here"


@pytest.mark.parametrize(
    "kept", ["https://exemple.fr/une_page?a=1&amp;b=2", "nom@exemple.fr", "{{ prenom }}", "%(nom)s", "${nom}"]
)
def test_addresses_and_placeholders_stay(kept):
    assert carried(f"Voir {kept} ici", "html", one_to_one("See {1} here")) == f"See {kept} here"


def quoted(source: str, english: str) -> Bitext:
    """A sentence with one quotation on each side, no word links."""
    bitext = made(source, lambda _: (english, []))
    there = Quotation(english.index("“"), english.rindex("”") + 1, "“", "”")
    (here,) = bitext.source.quotations
    target = Document(english, bitext.target.sentences, (there,), (), "en")
    return Bitext(bitext.source, target, bitext.pairs, (QuoteLink(here, there, "kept"),))


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<em>« Il pleut »</em>, dit-elle", "She says, <em>“It is raining”</em>"),
        ("« <em>Il pleut</em> », dit-elle", "She says, “<em>It is raining</em>”"),
        ("« Il <em>pleut</em> », dit-elle", "She says, “It is <em>raining</em>”"),
    ],
)
def test_tags_and_quotations_keep_inside_and_outside(page, expected):
    original = document(page, "html")
    written = original.render(quoted(original.text, "She says, “It is raining”")).decode()
    assert written == expected


def test_an_empty_translation_leaves_the_source():
    assert carried("Il <b>pleut</b>.", "html", phrase("")) == "Il <b>pleut</b>."


def test_rendering_again_gives_the_same():
    original = document("Il <b>pleut</b> ![un chat](a.png).", "markdown")
    bitext = made(original.text, lambda _: ("It rains", []))
    assert original.render(bitext) == original.render(bitext)
    assert original.render(echoed(original.text)) == b"Il <b>pleut</b> ![un chat](a.png)."


def test_a_bitext_of_another_text_is_refused():
    with pytest.raises(InputError, match="another text"):
        document("<p>Il pleut.", "html").render(echoed("Il vente."))


def test_pairs_that_join_blocks_are_divided_by_their_sentences():
    original = document("<p>Un chat.</p><p>Un chien.</p>", "html")
    bitext = shouted(original.text)
    joined = Pair(Side(bitext.source.sentences), Side(bitext.target.sentences))
    both = Bitext(bitext.source, bitext.target, (joined,))
    assert original.render(both).decode() == "<p>UN CHAT.</p><p>UN CHIEN.</p>"


def test_an_unknown_form_is_told():
    with pytest.raises(InputError, match=r"use one of ass, docx, .*html, markdown, .*subrip, .*ttml, webvtt"):
        read_original(b"", "rtf")


def test_masks_do_not_look_like_words_of_the_document():
    assert mask_letter("Le X1 et le {0}") == "x"
    assert mask_letter("Le {1} et { x9 }, {10}") == "z"
    writer = BlockWriter("q")
    writer.write("Tapez ")
    writer.literal(0, "ls")
    assert writer.block().text == "Tapez {q1}"


def test_tags_nested_beyond_reason_leave_their_block_as_it_is():
    page = "<b>" * 200 + "mot" + "</b>" * 200
    assert document(page, "html").text == ""
    assert document(page, "html").render(echoed("")).decode() == page


def test_an_element_over_a_literal_alone_goes_with_it():
    codes = '<span class="a"><code>arrivée</code></span> <i class="b"><code>départ</code></i>'
    page = f"<p>Le signal {codes} sonne.</p>"
    original = document(page, "html")
    assert original.text == "Le signal {1} {2} sonne."
    target = "The {1} {2} signal is ringing."
    # The first mask is linked to a word that it has nothing to do with.
    written = original.render(made(original.text, phrase(target, (0, 0), (1, 7), (2, 8), (9, 8)))).decode()
    assert '<span class="a"><code>arrivée</code></span>' in written
    assert '<i class="b"><code>départ</code></i>' in written


def test_a_sign_beside_a_literal_stays_in_its_link():
    source = "Voir [`ouvrir()`.](a) Le quai, [le « `port` »](b), ferme.\n"
    original = document(source, "markdown")
    written = original.render(shouted(original.text)).decode()
    assert written == "VOIR [`ouvrir()`.](a) LE QUAI, [LE « `port` »](b), FERME.\n"
