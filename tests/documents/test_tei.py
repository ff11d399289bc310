"""TEI P5: the text of an edition is translated, its markup stays."""

from __future__ import annotations

import re
from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from bitext.documents.original import open_source, read_original
from bitext.errors import BitextError, FormatError
from tests.support.documents import carried, document, echoed, garbled, phrase, shouted

TEI = "http://www.tei-c.org/ns/1.0"
HEADER = "<teiHeader><fileDesc><titleStmt><title>Le bac</title></titleStmt></fileDesc></teiHeader>"
WORDS = ("le", "phare", "blanc", "tombe", "vite", "sur", "mer", "un", "matin", "où", "dort", "marie")


def tei(body: str, text: str = "<text>") -> str:
    return f'<TEI xmlns="{TEI}" xml:lang="fr">{HEADER}{text}<body>{body}</body></text></TEI>'


def shouted_body(body: str) -> str:
    original = document(tei(body), "tei")
    rendered = original.render(shouted(original.text)).decode()
    head = tei("|", '<text xml:lang="en">').split("|")
    assert rendered.startswith(head[0])
    assert rendered.endswith(head[1])
    return rendered.removeprefix(head[0]).removesuffix(head[1])


@pytest.mark.parametrize(
    ("body", "text", "loud"),
    [
        (
            "<div><head>Le bac</head><p>Il pleut.</p></div>",
            "Le bac|Il pleut.",
            "<div><head>LE BAC</head><p>IL PLEUT.</p></div>",
        ),
        (
            "<p>Il dit <q>« Viens&#160;! »</q> sans <hi rend='i'>rire</hi>.</p>",
            "Il dit « Viens\u00a0! » sans rire.",
            "<p>IL DIT <q>« VIENS\u00a0! »</q> SANS <hi rend='i'>RIRE</hi>.</p>",
        ),
        (
            "<p>Le bac<note>Il <hi>rouille</hi>.</note> attend.</p><p>Nous aussi.</p>",
            "Le bac attend.|Nous aussi.|Il rouille.",
            "<p>LE BAC<note>IL <hi>ROUILLE</hi>.</note> ATTEND.</p><p>NOUS AUSSI.</p>",
        ),
        (
            "<p>La <choice><sic>rivierre</sic><corr>rivière</corr></choice> monte.</p>",
            "La rivière monte.",
            "<p>LA <choice><sic>rivierre</sic><corr>RIVIÈRE</corr></choice> MONTE.</p>",
        ),
        (
            "<p>Un <app><lem>quai</lem><rdg wit='#B'>port</rdg></app> <del>noir</del> vide.</p>",
            "Un quai vide.",
            "<p>UN <app><lem>QUAI</lem><rdg wit='#B'>port</rdg></app> <del>noir</del> VIDE.</p>",
        ),
        (
            "<sp who='#a'><speaker>Anne</speaker><stage>assise</stage><p>Reste.</p></sp>",
            "Anne|assise|Reste.",
            "<sp who='#a'><speaker>ANNE</speaker><stage>ASSISE</stage><p>RESTE.</p></sp>",
        ),
        (
            "<list><head>À bord</head><item>du pain</item><item>de l’eau</item></list>",
            "À bord|du pain|de l’eau",
            "<list><head>À BORD</head><item>DU PAIN</item><item>DE L’EAU</item></list>",
        ),
        (
            "<p>Avant <quote><p>Cité.</p></quote> après.</p>",
            "Avant|Cité.|après.",
            "<p>AVANT <quote><p>CITÉ.</p></quote> APRÈS.</p>",
        ),
        (
            "<said><p>Partons.</p></said><ab>Fin.</ab>",
            "Partons.|Fin.",
            "<said><p>PARTONS.</p></said><ab>FIN.</ab>",
        ),
        (
            "<p>Il lut <foreign xml:lang='la'>nunc</foreign> puis <quote xml:lang='fr'>rien</quote>.</p>",
            "Il lut {1} puis rien.",
            "<p>IL LUT <foreign xml:lang='la'>nunc</foreign> PUIS <quote xml:lang='en'>RIEN</quote>.</p>",
        ),
        (
            "<div xml:lang='en'><p>Stays.</p></div><div xml:lang='fr-CA'><p>Change.</p></div>",
            "Change.",
            "<div xml:lang='en'><p>Stays.</p></div><div xml:lang='en'><p>CHANGE.</p></div>",
        ),
        (
            "<div xml:lang='de'><p>Bleibt</p><div xml:lang='fr'><p>Parle.</p></div></div>",
            "Parle.",
            "<div xml:lang='de'><p>Bleibt</p><div xml:lang='en'><p>PARLE.</p></div></div>",
        ),
        (
            "<p>Voir <ref target='#p2'>plus loin</ref>, <bibl>Roux, Le Bac</bibl>.</p>",
            "Voir plus loin, {1}.",
            "<p>VOIR <ref target='#p2'>PLUS LOIN</ref>, <bibl>Roux, Le Bac</bibl>.</p>",
        ),
        (
            "<table><row><cell>Heure</cell></row></table><figure><figDesc>Un bac</figDesc></figure>",
            "Heure|Un bac",
            "<table><row><cell>HEURE</cell></row></table><figure><figDesc>UN BAC</figDesc></figure>",
        ),
    ],
)
def test_text_is_translated_in_its_place(body: str, text: str, loud: str) -> None:
    assert document(tei(body), "tei").text == text.replace("|", "\n\n")
    assert shouted_body(body) == loud


def test_blocks_in_elements_that_a_project_has_added() -> None:
    body = (
        "<div><j:abstract xmlns:j='urn:j'>Un <p>Deux.</p><j:key>trois</j:key></j:abstract>"
        "<figure><j:caption xmlns:j='urn:j'><p>Quatre.</p></j:caption></figure>"
        "<p>Cinq <j:x xmlns:j='urn:j'>six</j:x>.</p></div>"
    )
    loud = body.replace("Deux", "DEUX").replace("Quatre", "QUATRE").replace("Cinq", "CINQ")
    assert shouted_body(body) == loud


def test_lines_of_a_stanza_go_over_together() -> None:
    body = (
        '<lg type="quatrain"><l n="1">Le bac dort sous la <hi>pluie</hi></l>\n <pb n="2"/>\n'
        '<l n="2">quand la ville s’allume.</l></lg><sp><speaker>Anne</speaker><l part="I">Viens !</l></sp>'
    )
    original = document(tei(body), "tei")
    assert original.text.split("\n\n")[0] == "Le bac dort sous la pluie quand la ville s’allume."
    loud = re.sub(r"(?<=>)[^<>]+", lambda words: words[0].upper(), body)
    assert shouted_body(body) == loud


def test_an_element_over_the_end_of_a_line_is_closed_and_opened_again() -> None:
    source = tei("<lg><l>un <hi rend='i'>deux trois</hi></l><l n='2'>quatre cinq</l></lg>")
    target = carried(source, "tei", phrase("one two four three five", (0, 0), (1, 1), (2, 3), (3, 2), (4, 4)))
    assert "<l>one <hi rend='i'>two</hi></l><l n='2'><hi rend='i'>four three</hi> five</l>" in target


@pytest.mark.parametrize("gap", ["<lb break='no'/>", "-<lb break='no'/>", "-\n<pb n='3' break='no'/>\n  "])
def test_a_word_goes_on_over_the_end_of_a_line(gap: str) -> None:
    original = document(tei(f"<p>Il a répa{gap}ré le bac.</p>"), "tei")
    assert original.text == "Il a réparé le bac."
    assert b"break=" not in original.render(shouted(original.text))


def test_the_header_and_comments_stay() -> None:
    head = '<?xml version="1.0"?>\n<?model a?>\n<!-- un --><!DOCTYPE TEI [<!ELEMENT p ANY>]>'
    source = f"{head}\n{tei('<p>A<!-- b --> c.</p>')}\n"
    original = document(source, "tei")
    rendered = original.render(shouted(original.text)).decode()
    assert rendered == source.replace("<text>", '<text xml:lang="en">').replace(" c.", " C.")


@pytest.mark.parametrize("language", ["fr", "fra", "fr-FR"])
def test_the_text_says_its_language(language: str) -> None:
    original = document(tei("<p>Oui.</p>", f"<text xml:lang='{language}' type='original'>"), "tei")
    assert b"<text xml:lang='en' type='original'>" in original.render(shouted(original.text))


def test_several_texts() -> None:
    body = (
        "<text><group><text xml:lang='fr'><body><p>Un.</p></body></text>"
        "<text xml:lang='en'><body><p>One.</p></body></text></group></text>"
    )
    one = f"<TEI>{HEADER}{body}</TEI>"
    original = document(f'<teiCorpus xmlns="{TEI}">{HEADER}{one}{one}</teiCorpus>', "tei")
    assert original.text == "Un.\n\nUn."


def test_another_encoding() -> None:
    source = (
        f'<?xml version="1.0" encoding="iso-8859-1"?>{tei("<p>Un été — fini.</p>".replace("—", "&#8212;"))}'
    )
    original = read_original(source.encode("latin-1"), "tei")
    assert original.text == "Un été — fini."
    rendered = original.render(shouted(original.text))
    assert "UN ÉTÉ &#8212; FINI.".encode("latin-1") in rendered


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("<TEI.2><text/></TEI.2>", "is TEI P4"),
        ("<book/>", "does not begin with <TEI>"),
        ("<TEI><text>", "cannot be read"),
        ("", "cannot be read"),
        (f"<TEI><text>{'<hi>' * 3000}{'</hi>' * 3000}</text></TEI>", "cannot be read"),
        ("<TEI><text><p>&unknown;</p></text></TEI>", "cannot be read"),
    ],
)
def test_what_is_no_tei_is_refused(source: str, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        document(source, "tei")


def test_entities_are_not_expanded(tmp_path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("caché")
    head = f'<!DOCTYPE TEI [<!ENTITY ha "hi"><!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    original = document(head + tei("<p>Il rit &ha; et lit &x; ici.</p>"), "tei")
    assert original.text == "Il rit {1} et lit {2} ici."
    assert b"<p>IL RIT &ha; ET LIT &x; ICI.</p>" in original.render(shouted(original.text))


def test_entities_that_flood_the_memory_are_refused() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    with pytest.raises(FormatError, match="amplification"):
        document(f'<!DOCTYPE TEI [<!ENTITY l0 "ha">{laughs}]>' + tei("<p>Il rit &l11; fort.</p>"), "tei")


def test_elements_nested_beyond_reason_stay() -> None:
    body = f"<p>Un {'<hi>' * 150}deux{'</hi>' * 150} trois.</p>"
    original = document(tei(body), "tei")
    rendered = original.render(echoed(original.text)).decode()
    assert rendered == tei(body, '<text xml:lang="en">')


def test_what_a_file_is_is_told_by_its_content(tmp_path) -> None:
    path = tmp_path / "play.xml"
    path.write_text(f'<?xml version="1.0"?>\n<?xml-model href="a.rng"?>\n{tei("<p>Oui.</p>")}')
    assert open_source(path).form == "tei"


INLINE = ("hi", "ref", "q", "persName", "add")


def content(depth: int = 2) -> st.SearchStrategy[str]:
    word = st.sampled_from(WORDS)
    points = st.sampled_from(
        (
            *(
                "<lb/>",
                "<pb n='1'/>",
                "<!-- c -->",
                "<note>une note</note>",
                "<stage>il <hi>sort</hi></stage>",
            ),
            *("<choice><orig>lors</orig><reg>alors</reg></choice>", "<gi>x</gi>", "<lb break='no'/>"),
            "<del>hier</del>",
        )
    )
    one = word | word | points
    if depth:
        tag = st.sampled_from(INLINE)
        one |= st.tuples(tag, content(depth - 1)).map(lambda found: f"<{found[0]}>{found[1]}</{found[0]}>")
    return st.lists(one, min_size=1, max_size=4).map(" ".join)


blocks = st.lists(
    st.one_of(
        content().map(lambda words: f"<p>{words}</p>"),
        st.lists(content(), min_size=1, max_size=3).map(
            lambda lines: f"<lg>{''.join(f'<l>{line}</l>' for line in lines)}</lg>"
        ),
        content().map(lambda words: f"<list><item>{words}<list><item>fin</item></list></item></list>"),
    ),
    min_size=1,
    max_size=4,
).map("".join)


def tags(source: bytes) -> Counter[str]:
    return Counter(str(element.tag) for element in etree.fromstring(source).iter(etree.Element))


@given(blocks)
def test_an_echo_changes_nothing(body: str) -> None:
    original = document(tei(body), "tei")
    assert original.render(echoed(original.text)).decode() == tei(body, '<text xml:lang="en">')


@given(blocks)
def test_no_tag_is_lost_where_words_stay_in_order(body: str) -> None:
    original = document(tei(body), "tei")
    assert tags(original.render(shouted(original.text))) == tags(tei(body).encode())


@given(blocks, st.randoms(use_true_random=False))
def test_whatever_the_translation_is_the_document_is_well_formed(body: str, random: Random) -> None:
    original = document(tei(body), "tei")
    rendered = tags(original.render(garbled(original.text, random)))
    assert rendered[f"{{{TEI}}}l"] == tags(tei(body).encode())[f"{{{TEI}}}l"]


@given(st.text(alphabet="<>/!?-[]&;#x1'\"= \nalpT", max_size=60) | st.binary(max_size=60))
@pytest.mark.filterwarnings("ignore::bitext.errors.DecodingWarning")
def test_anything_is_read_or_refused(inside: str | bytes) -> None:
    data = inside if isinstance(inside, bytes) else tei(inside).encode()
    try:
        original = read_original(data, "tei")
    except BitextError:
        return
    etree.fromstring(original.render(shouted(original.text)))
