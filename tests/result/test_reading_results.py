"""Results as a reader meets them: by index, by slice, as text; every span has its words at hand."""

from __future__ import annotations

import copy
import pickle
from dataclasses import replace
from typing import Any

import pytest

import bitext
from bitext import Document, InputError, Pair, Quotation, QuoteLink, Side, Span, TextSpan, WordLinks
from bitext.formats._rows import FilePair, FileSentence, bitext_of

FRENCH = "La vieille tour tient debout. « Elle me survivra », dit le gardien en riant. Le vent se lève."
LONGEST_REPR = 200


def result() -> bitext.Bitext:
    rows = [
        FilePair(
            [FileSentence("La tour tient."), FileSentence("« Elle tiendra. »")],
            [FileSentence("The tower stands: “it will”.")],
            words=WordLinks([(3, 7, 4, 9), (17, 21, 19, 21)]),
        ),
        FilePair([FileSentence("Le vent se lève.")], []),
    ]
    return bitext_of(rows)


def test_a_document_is_a_sequence_of_sentences():
    document = bitext.segment(FRENCH)
    assert document[0] is document.sentences[0]
    assert document[-1].text == "Le vent se lève."
    assert document[1:] == document.sentences[1:]
    assert [*reversed(document)] == [*document.sentences[::-1]]
    with pytest.raises(IndexError):
        document[3]


def test_a_bitext_is_a_sequence_of_pairs():
    found = result()
    assert found[0] is found.pairs[0]
    assert found[-1].target.text == ""
    assert found[:1] == found.pairs[:1]
    with pytest.raises(IndexError):
        found[2]


def test_str_is_the_text():
    found = result()
    assert str(found) == found.target.text == "The tower stands: “it will”."
    assert f"{found.source}" == found.source.text


def test_representations_count_in_words():
    assert repr(bitext.segment("Il pleut.")) == "<Document fr: 1 sentence, 0 quotations, 'Il pleut.'>"
    assert repr(result()[0]).endswith(", 2 word links>")


def test_the_span_of_a_side():
    found = result()
    span = found[0].source.span
    assert span is not None
    assert found.source.text[span.start : span.end] == "La tour tient. « Elle tiendra. »"
    assert found[1].target.span is None


def test_quotations_have_their_text():
    document = bitext.segment(FRENCH + " Il l’a dit « deux fois.")
    assert [each.text for each in document.quotations] == ["« Elle me survivra »"]
    assert document.quotations[0].inner.text == " Elle me survivra "
    assert [each.text for each in document.unpaired] == ["«"]


def test_the_sides_of_a_link_have_their_text():
    (link,) = result().quotes
    assert link.source is not None
    assert link.target is not None
    assert (link.source.text, link.target.text) == ("« Elle tiendra. »", "“it will”")


def test_links_made_by_hand_get_the_text_of_their_bitext():
    found = result()
    document = found.source
    loose = replace(found, quotes=(QuoteLink(Quotation(15, 32, "«", "»"), None, "lost"),))
    assert loose.quotes[0].source is not None
    assert loose.quotes[0].source.text == "« Elle tiendra. »"
    assert document.quotations[0].text == "« Elle tiendra. »"


def test_one_quotation_in_two_texts():
    quotation = Quotation(0, 5, "«", "»")
    one = Document("« a »", (), (quotation,))
    two = Document("« b »", (), (quotation,))
    assert (one.quotations[0].text, two.quotations[0].text) == ("« a »", "« b »")
    assert one.quotations == two.quotations


def test_a_quotation_by_itself_says_that_it_has_no_text():
    with pytest.raises(InputError, match="take it from a Document"):
        _ = Quotation(0, 5, "«", "»").text


def pickled(each: Any) -> Any:
    return pickle.loads(pickle.dumps(each))  # noqa: S301 (what is read was written here)


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, pickled])
def test_copies_keep_the_text(copied):
    found = result()
    again = copied(found)
    assert again == found
    assert [each.text for each in again.source.quotations] == [each.text for each in found.source.quotations]
    assert again[0].words[0].source.text == "tour"
    assert copied(found.source.quotations[0]).text == "« Elle tiendra. »"
    assert copied(Quotation(0, 1, "«", "")) == Quotation(0, 1, "«", "")


def test_words_have_their_text():
    links = result()[0].words
    assert [(link.source.text, link.target.text) for link in links] == [("tour", "tower"), ("Elle", "it")]
    assert [link.source.text for link in links[1:]] == ["Elle"]


def test_words_of_a_pair_that_moves_have_its_text():
    pair = result()[0]
    text = "XXX " + pair.source.text
    moved = Pair(
        Side(replace(each, start=each.start + 4, end=each.end + 4) for each in pair.source),
        pair.target,
        words=pair.words.shifted(4, 0),
    )
    (first, _) = moved.words
    assert text[first.source.start : first.source.end] == first.source.text == "tour"


def test_a_text_span_is_a_span():
    one = TextSpan(0, 4, "tour")
    assert one == Span(0, 4)
    assert Span(0, 4) == one
    assert one != Span(0, 5)
    assert {one} == {Span(0, 4)}
    assert sorted([Span(5, 6), one, Span(0, 3)]) == [Span(0, 3), one, Span(5, 6)]
    assert len(one) == 4


def test_speech_is_what_the_persons_say():
    document = bitext.segment(FRENCH)
    assert [span.text for span in document.speech] == ["« Elle me survivra »"]
    turns = bitext.segment(
        "— Je viens, dit-elle en riant, attends-moi là.\nElle prit son manteau et sortit.\n— Bon."
    ).speech
    assert [span.text for span in turns] == ["— Je viens,", "attends-moi là.", "— Bon."]
    for span in turns:
        assert span.text.strip() == span.text


def test_no_speech_in_a_language_without_rules():
    assert Document("Ciao.", (), lang="it").speech == ()


def long_objects() -> list[object]:
    rows = [
        FilePair(
            [FileSentence("« " + "Une phrase bien longue, " * 40 + "n’est-ce pas ? »")],
            [FileSentence("“" + "A sentence that does not end, " * 40 + "does it?”")],
            words=WordLinks((n, n + 1, n, n + 1) for n in range(100)),
        )
        for _ in range(50)
    ]
    found = bitext_of(rows)
    pair = found[0]
    scores = bitext.score(["one two three"] * 90, ["one two four"] * 90, per_pair=True)
    return [
        found, found.source, pair, pair.source, pair.source[0], pair.words, pair.words[0], found.quotes[0],
        found.source.quotations[0], Quotation(0, 9, "«", "»"), Side(), scores, scores.bleu, bitext.Aligner(),
        Span(1, 2), bitext.formats()["tmx"],
    ]  # fmt: skip


@pytest.mark.parametrize("each", long_objects(), ids=lambda each: type(each).__name__)
def test_representations_are_short_and_on_one_line(each: object):
    assert len(repr(each)) <= LONGEST_REPR
    assert "\n" not in repr(each)


@pytest.mark.model
def test_a_translation_is_short_and_has_its_words():
    (found,) = bitext.load_model().translate(["Le vent se lève sur la plaine, et personne ne bouge plus."])
    assert str(found) == found.text
    assert len(repr(found)) <= LONGEST_REPR
    assert ("vent", "wind") in {(link.source.text, link.target.text) for link in found.words}
