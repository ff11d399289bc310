"""Stand-ins put back on both sides: the text that a reader sees, every offset still true."""

from __future__ import annotations

from random import Random

import pytest

from bitext import Bitext
from bitext.documents.original import Original
from bitext.result.unmasking import unmasked
from bitext.result.validation import check
from tests.support.documents import document, echoed, garbled, made, quoted

MARKDOWN = """\
# Lancer `imprimer plan.pdf`

Écrivez à <reservation@exemple.fr> : « La commande `ls -l` est **sûre**. »
Le site https://exemple.fr/a répond.

Il reste {nombre} places, « dit `x` ».
"""
HTML = """\
<p title="Voir {nom} ici">Tapez <code>titre:mer &amp; "sel"</code> puis
<kbd>Entrée</kbd>, dit-il : « Je lis <samp>ok</samp> ».</p>
"""
SHOWN = {
    "markdown": [
        "imprimer plan.pdf",
        "reservation@exemple.fr",
        "ls -l",
        "https://exemple.fr/a",
        "{nombre}",
        "x",
    ],
    "html": ['titre:mer & "sel"', "Entrée", "ok", "{nom}"],
}


@pytest.fixture(params=["markdown", "html"])
def form(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def original(form: str) -> Original:
    return document({"markdown": MARKDOWN, "html": HTML}[form], form)


def texts(bitext: Bitext) -> tuple[str, str]:
    return bitext.source.text, bitext.target.text


def test_a_mask_is_known_with_what_a_reader_sees(form: str, original: Original):
    assert [one.shown for one in original.masks] == SHOWN[form]
    for one in original.masks:
        assert original.text[one.span.start : one.span.end].startswith("{")


def test_both_sides_read_as_the_document_does(form: str, original: Original):
    bitext = unmasked(echoed(original.text), original.masks)
    check(bitext)
    for text in texts(bitext):
        assert [text.count(shown) > 0 for shown in SHOWN[form]] == [True] * len(SHOWN[form])
        assert "{1}" not in text
    assert bitext.source.text == bitext.target.text


def test_quotations_and_word_links_move_along(original: Original):
    before = quoted(echoed(original.text))
    after = unmasked(before, original.masks)
    check(after)
    assert len(after.quotes) == len(before.quotes) > 0
    for link in after.quotes:
        assert link.source
        assert after.source.text[link.source.start : link.source.end].endswith("»")
    for pair in after.pairs:
        for words in pair.words:
            source = after.source.text[words.source.start : words.source.end]
            assert source == after.target.text[words.target.start : words.target.end]


def test_a_mask_that_the_translation_wrote_small_parted_or_dropped():
    original = document("Tapez `ls` puis `cd`.\n\nLancez `pwd` ici.", "markdown")

    def careless(sentence: str) -> tuple[str, list[tuple[int, int, int, int]]]:
        return {"Tapez {1} puis {2}.": "Type { 1 }, then {2 }."}.get(sentence, "Run it here."), []

    after = unmasked(made(original.text, careless), original.masks)
    check(after)
    assert texts(after) == ("Tapez ls puis cd.\n\nLancez pwd ici.", "Type ls, then cd.\n\nRun it here.")


@pytest.mark.parametrize("seed", range(50))
def test_whatever_the_translation_did_the_offsets_are_true(original: Original, seed: int):
    bitext = garbled(original.text, Random(seed))  # noqa: S311
    after = unmasked(bitext, original.masks)
    check(after)
    assert len(after.pairs) == len(bitext.pairs)
    assert [len(pair.words) for pair in after.pairs] == [len(pair.words) for pair in bitext.pairs]


def test_an_empty_element_keeps_its_mask():
    empty = document("<p>Tapez <code></code> puis validez.</p>", "html")
    bitext = echoed(empty.text)
    assert unmasked(bitext, empty.masks) is bitext
