"""Where English repeats the opening mark of a quotation: at the head of paragraphs, and nowhere else."""

from __future__ import annotations

import pytest

from bitext import segment
from bitext.languages.french import FRENCH
from bitext.quotations.paragraphs import ParagraphHeads

LONG = "Le conseil a voté hier soir le budget de la nouvelle école, après trois heures de débat."
WRAPPED = (
    "Le maire a rappelé que la commune avait attendu dix ans avant\n"
    "d’ouvrir le chantier. Il a dit : « Nous tiendrons nos engagements.\n"
    "Les travaux commenceront en mars et dureront deux ans, le temps\n"
    "de refaire le toit. Personne ne sera oublié. » Puis la salle\n"
    "s’est levée."
)


def heads(text: str) -> list[str]:
    """The first sentences of the paragraphs that begin in the first quotation."""
    document = segment(text)
    found = ParagraphHeads(document, FRENCH).within(document.quotations[0])
    return [document.sentences[at].text for at in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("« Un soir. Elle vint.\nElle parla. Il partit. »", ["Elle parla."]),
        ("« Un soir.\n\nElle vint. »", ["Elle vint. »"]),
        ("« Un soir.\r\nElle vint. »", ["Elle vint. »"]),
        ("« Un soir\n\nElle vint. »", ["Elle vint. »"]),
        (f"« {LONG}\n{LONG}\n{LONG}\n{LONG} »", [LONG, LONG, f"{LONG} »"]),
    ],
)
def test_paragraphs(text, expected):
    assert heads(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        # Verse, its lines with stops or without, in prose that has blank lines or none.
        "« La mer monte,\nle vent tombe\net la nuit vient. »",
        "« La mer monte,\nLe vent tombe\nEt la nuit vient. »",
        f"{LONG}\n\n« La mer monte.\nLe vent tombe.\nLa nuit vient. »\n\n{LONG}",
        f"{LONG}\n« La mer monte.\nLe vent tombe.\nLa nuit vient.\nL’aube est loin. »\n{LONG}",
        # Lists.
        "« Il faut :\n- du pain.\n- du lait. »",
        "« Trois points.\n1. Le budget.\n2. L’école.\n3. La place. »",
        "« Trois points.\na) Le budget.\nb) L’école. »",
        "« Trois points.\n• Le budget.\n\n• L’école. »",
        # A dialogue within the marks.
        "« Tu viens ?\n— Non.\n— Pourquoi ? »",
        # Wrapped by hand, though some lines end with a stop.
        WRAPPED,
        "« Nous tiendrons tous nos engagements, et\nnous ouvrirons le chantier. »",
    ],
)
def test_lines_that_are_no_paragraphs(text):
    assert heads(text) == []


@pytest.mark.filterwarnings("ignore::bitext.errors.WrappingWarning")
def test_a_short_line_of_wrapped_text_ends_its_paragraph():
    text = WRAPPED.replace("de refaire le toit. ", "de refaire le toit.\n")
    assert heads(text) == ["Personne ne sera oublié. »"]


def test_blank_lines_within_the_quotation_tell_what_a_paragraph_is():
    assert heads("« Un soir.\nElle vint.\n\nIl parla. »") == ["Il parla. »"]
