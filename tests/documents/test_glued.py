"""What stands in one word with code, a placeholder or another element: no word lost, no mask left over."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitext.result.unmasking import unmasked
from tests.support.documents import carried, document, echoed, garbled, phrase, shouted

GLUED = [
    ("Bonjour {prenom}{nom}, merci.", "Bonjour {1}, merci.", "BONJOUR {prenom}{nom}, MERCI."),
    (
        "La mise à jour v{version} est là.",
        "La mise à jour {1} est là.",
        "LA MISE À JOUR v{version} EST LÀ.",
    ),
    ("La constante`quai` reste.", "La constante {1} reste.", "LA CONSTANTE`quai` RESTE."),
    ("Tapez`a``b` ou `x`$y$ ici.", "Tapez {1} ou {2} ici.", "TAPEZ`a``b` OU `x`$y$ ICI."),
    ("Le `n`ième des `Quai`s du port.", "Le {1} des {2} du port.", "LE `n`ième DES `Quai`s DU PORT."),
    ("Le `quai`principal du port.", "Le {1} principal du port.", "LE `quai`PRINCIPAL DU PORT."),
    ("Sur https://a.fr/b`c` ce soir.", "Sur {1} ce soir.", "SUR https://a.fr/b`c` CE SOIR."),
    (
        "Un <b>`a`</b><i>`b`</i> seul.",
        "Un {1} {2} seul.",
        "UN <b>`a`</b><i>`b`</i> SEUL.",
    ),
    ("Voir [le quai](a)[le port](b).", "Voir le quai le port.", "VOIR [LE QUAI](a)[LE PORT](b)."),
]


@pytest.mark.parametrize(("source", "text", "loud"), GLUED)
def test_masks_stand_apart_and_are_set_together_again(source: str, text: str, loud: str):
    original = document(source, "markdown")
    assert original.text == text
    assert original.render(shouted(original.text)).decode() == loud
    assert original.render(echoed(original.text)).decode() == source


HTML = [
    ("<b>13</b><b>novembre</b><b>2021</b>", "13 novembre 2021"),
    ('<a href="a">Archives<i>12</i></a>', "Archives 12"),
    ('<i class="a">rouge</i><i class="b">vert</i>', "rouge vert"),
    ("<span>Partager</span><span>Imprimer</span>", "Partager Imprimer"),
    ("un<img src=a>Deux", "un Deux"),
    # One word in two elements, numbers and their endings, formulas.
    ("<b>M</b>ot", "Mot"),
    ("<span>recons</span><span>truit</span>", "reconstruit"),
    ("le 1<i>er</i> mai", "le 1er mai"),
    ("CO<sub>2</sub> et H<sub>2</sub>O", "CO2 et H2O"),
    ("mot<wbr>Mot", "motMot"),
]


@pytest.mark.parametrize(("source", "text"), HTML)
def test_neighbours_do_not_fuse(source: str, text: str):
    original = document(f"<p>{source}</p>", "html")
    assert original.text == text
    assert original.render(echoed(original.text)).decode() == f"<p>{source}</p>"
    loud = original.render(shouted(original.text)).decode()
    assert re.findall("<[^>]*>", loud) == re.findall("<[^>]*>", f"<p>{source}</p>")
    assert re.sub("<[^>]*>", "", loud) == re.sub("<[^>]*>", "", source).upper()


def test_a_space_stays_where_the_neighbours_are_others():
    english = phrase("The {1} constant stays.", (0, 0), (1, 4))
    assert carried("La constante`quai` reste.", "markdown", english) == "The `quai` constant stays."


def test_a_mask_outside_of_the_tag_around_it_is_no_word():
    english = phrase("Type {1} and leave.", (0, 0), (6, 4), (5, 5))
    written = carried("<p>Tapez <b>la touche <code>q</code></b> puis partez.</p>", "html", english)
    assert "{" not in written
    assert written.count("<code>q</code>") == 1
    assert re.sub("<[^>]*>|q", "", written).split() == ["Type", "and", "leave."]


def test_a_mask_that_comes_twice_leaves_none_over():
    written = carried("Tapez `q` ici.", "markdown", phrase("Type {1}, {1} here."))
    assert written == "Type `q`, `q` here."


def test_other_formats_see_what_the_document_has():
    original = document("Les `Quai`s de {prenom}{nom}.", "markdown")
    assert unmasked(echoed(original.text), original.masks).target.text == "Les Quais de {prenom}{nom}."


pieces = st.lists(
    st.sampled_from(
        ["mot", " ", "`c`", "{a}", "<b>x</b>", "<i>1</i>", "[l](u)", "s", ".", "B", "**g**", "2"]
    ),
    min_size=1,
    max_size=9,
).map("".join)


@given(pieces, st.randoms(use_true_random=False))
def test_whatever_is_glued_comes_back(source: str, random):
    original = document(f"Le port {source} ferme.", "markdown")
    assert not re.search(r"\}\{|\w\{|\}\w", original.text)
    assert original.render(echoed(original.text)).decode() == f"Le port {source} ferme."
    written = original.render(garbled(original.text, random)).decode()
    assert not re.search(r"\{\d+\}", written)
    assert written.count("`c`") >= source.count("`c`")
