"""Two languages that nobody speaks go through the package as they are registered, without a change in it.

What holds for them holds by their :class:`bitext.languages.Language` alone: read in another language, the
same texts come out otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import bitext
from bitext import languages
from bitext.aligner.existing import link_texts
from bitext.alignment.similarity import Bridge, LengthBridge, LexicalBridge
from bitext.documents.subtitle_lines import line_ends
from bitext.errors import InputError
from bitext.languages import Language, SpeechPatterns
from bitext.languages.pairs import LanguagePair, pair_of
from bitext.quotations.direct_speech import direct_speech
from bitext.text.document import Document, Span
from bitext.translation.repair.names_and_numbers import missing_numbers, number_in_target, ordinal_of

ZORVANIC = Language(
    "qaa",
    name="Zorvanic",
    titles=frozenset({"Vr"}),
    numbered_abbreviations=frozenset({"ru"}),
    opening_words=("Tal", "Mor"),
    elided=frozenset({"k"}),
    single_marks=True,
    speech=SpeechPatterns(reporting_clause=r"zemil\b \w+", narration=((r"\b\w+ur\b", 5.0),)),
    group_marks="'",
    decimal_mark="·",
    ordinal_endings=("um",),
)
PELASIC = Language(
    "qab",
    name="Pelasic",
    titles=frozenset({"Dn"}),
    bound_abbreviations=frozenset({"sc"}),
    proclitics=frozenset({"ute"}),
    group_marks="_",
    decimal_mark="*",
)

SOURCE = "Vr. Kalno mil. Tal esu ru. 5 pend. ‘Mor esu k’ ora ven,’ zemil Kalno. Tal mil."
TARGET = "Dn. Kalno pela. Ose tadu sc. Nale meno. «Ute ora vego», dore Kalno. Ose pela."
JOINED = "Dn. Kalno pela. Ose tadu sc. Nale meno, «Ute ora vego», dore Kalno. Ose pela."
TRANSLATIONS = ["Dn. Kalno pela.", "Ose tadu sc. Nale.", "«Ute ora», dore Kalno.", "Ose pela."]


@pytest.fixture(autouse=True)
def _registered() -> Iterator[None]:
    for language in (ZORVANIC, PELASIC):
        languages.register(language)
    yield
    for language in (ZORVANIC, PELASIC):
        languages.unregister(language.code)


def sentences(text: str, code: str) -> list[str]:
    return [sentence.text for sentence in bitext.segment(text, code)]


def quoted(document: Document) -> list[str]:
    return [document.text[one.start : one.end] for one in document.quotations]


def spoken(document: Document, language: Language) -> list[str]:
    return [document.text[span.start : span.end] for span in direct_speech(document, language)]


def test_its_abbreviations_keep_a_sentence_whole() -> None:
    assert sentences(SOURCE, "qaa") == [
        "Vr. Kalno mil.",
        "Tal esu ru. 5 pend.",
        "‘Mor esu k’ ora ven,’ zemil Kalno.",
        "Tal mil.",
    ]
    assert sentences(SOURCE, "fr")[:4] == ["Vr.", "Kalno mil.", "Tal esu ru.", "5 pend."]
    assert sentences("Ose tadu sc. Nale.", "qab") == ["Ose tadu sc. Nale."]
    assert sentences("Ose tadu sc. Nale.", "qaa") == ["Ose tadu sc.", "Nale."]


def test_its_opening_words_end_the_sentence_before_them() -> None:
    assert sentences("Vena K. L. Tal mil.", "qaa") == ["Vena K. L.", "Tal mil."]
    assert sentences("Vena K. L. Tal mil.", "qab") == ["Vena K. L. Tal mil."]


def test_its_marks_pair_round_its_apostrophes() -> None:
    document = bitext.segment(SOURCE, "qaa")
    assert (quoted(document), document.unpaired) == (["‘Mor esu k’ ora ven,’"], ())
    assert quoted(bitext.segment(SOURCE, "fr")) == ["‘Mor esu k’"]


def test_its_reporting_clauses_are_no_speech() -> None:
    text = "«Mor esu, zemil Kalno, ora ven.»\n— Ora ven. Kalno milur. — Esu."
    said = spoken(bitext.segment(text, "qaa"), ZORVANIC)
    assert said == ["«Mor esu,", "ora ven.»", "— Ora ven.", "— Esu."]
    assert spoken(bitext.segment(text, "qab"), PELASIC)[0] == "«Mor esu, zemil Kalno, ora ven.»"


@pytest.mark.parametrize("bridge", [LengthBridge(), LexicalBridge(TRANSLATIONS)], ids=["length", "lexical"])
def test_two_of_them_are_aligned(bridge: Bridge) -> None:
    result = link_texts(bitext.segment(SOURCE, "qaa"), bitext.segment(TARGET, "qab"), bridge, None)
    assert (result.source.lang, result.target.lang) == ("qaa", "qab")
    assert [(pair.source.text, pair.target.text) for pair in result.pairs] == [
        ("Vr. Kalno mil.", "Dn. Kalno pela."),
        ("Tal esu ru. 5 pend.", "Ose tadu sc. Nale meno."),
        ("‘Mor esu k’ ora ven,’ zemil Kalno.", "«Ute ora vego», dore Kalno."),
        ("Tal mil.", "Ose pela."),
    ]
    (link,) = result.quotes
    assert link.source is not None
    assert link.target is not None
    assert SOURCE[link.source.start : link.source.end] == "‘Mor esu k’ ora ven,’"
    assert TARGET[link.target.start : link.target.end] == "«Ute ora vego»"


def test_translations_that_are_given_show_which_sentences_were_joined() -> None:
    source, target = bitext.segment(SOURCE, "qaa"), bitext.segment(JOINED, "qab")
    result = link_texts(source, target, LexicalBridge(TRANSLATIONS), None)
    assert [(len(pair.source), len(pair.target)) for pair in result.pairs] == [(1, 1), (2, 1), (1, 1)]


def test_its_numbers_are_written_as_in_the_other_language() -> None:
    pair = pair_of("qaa", "qab")
    assert (pair.source, pair.target) == (ZORVANIC, PELASIC)
    assert number_in_target("12'345·6", pair) == "12_345*6"
    text, target = "Esu 12'345 pend, 7·5 ora.", "Ute 12_345 meno, 7.5 ora."
    missing = missing_numbers(text, Span(0, len(text)), target, LanguagePair(ZORVANIC, PELASIC))
    assert [number.group() for number in missing] == ["7·5"]
    assert ordinal_of(ZORVANIC).fullmatch("XIVum")
    assert not ordinal_of(PELASIC).fullmatch("XIVum")


def test_no_line_ends_behind_its_proclitics() -> None:
    text = "Ose tadu nale meno vora nita pelu ute nali oravego dorekal nitapela vora."
    (end,) = line_ends(text, 0, len(text), PELASIC)
    (other,) = line_ends(text, 0, len(text), ZORVANIC)
    assert text[:end].endswith("pelu ")
    assert text[:other].endswith("ute ")


def test_a_code_alone_is_a_language() -> None:
    languages.register(Language("qac"))
    try:
        assert sentences("Ora «ven». Esu?\nmil", "qac") == ["Ora «ven».", "Esu?", "mil"]
        assert quoted(bitext.segment("Ora «ven». Esu?", "qac")) == ["«ven»"]
    finally:
        languages.unregister("qac")


def test_what_is_unregistered_is_unknown_again() -> None:
    languages.unregister("qaa")
    with pytest.raises(InputError, match=r"'qaa'; there are: fr, en, qab"):
        bitext.segment(SOURCE, "qaa")
