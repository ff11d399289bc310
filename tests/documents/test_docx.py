"""Word documents: text in every place, formatting on its words, and files that are not to be trusted."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.run import Run
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from bitext import FormatError
from bitext.documents.docx_elements import W
from bitext.documents.docx_paragraph import Paragraph
from bitext.documents.original import read_original
from bitext.documents.projection.block_links import LinkedBlock
from tests.support.documents import echoed, made, one_to_one, phrase, shouted


def saved(document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def with_body(*paragraphs: str) -> bytes:
    """A document of paragraphs in XML."""
    document = docx.Document()
    for content in paragraphs:
        element = parse_xml(f"<w:p {nsdecls('w', 'r', 'm')}>{content}</w:p>")
        document.element.body.insert(0, element)
    return saved(document)


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(instruction: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def paragraph_of(data: bytes):
    return docx.Document(io.BytesIO(data)).paragraphs[0]


def translated(data: bytes, translate):
    original = read_original(data, "docx")
    return paragraph_of(original.render(made(original.text, translate)))


def shown(paragraph) -> list[tuple[str, str]]:
    """The runs of a paragraph: what marks each, and its text."""
    marks = {"b": "bold", "i": "italic", "u": "underline"}
    result = []
    for element in paragraph._p.iter(qn("w:r")):
        found = Run(element, paragraph)
        letters = "".join(letter for letter, name in marks.items() if getattr(found, name))
        result.append((letters, found.text))
    return [each for each in result if each[1]]


BOLD, ITALIC = "<w:b/>", "<w:i/>"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (run("Il ") + run("pleut", BOLD), "Il pleut"),
        (run("Nom :") + "<w:r><w:tab/></w:r>" + run("Marie"), "Nom :\n\nMarie"),
        (run("un") + "<w:r><w:br/></w:r>" + run("deux"), "un deux"),
        (run("un") + '<w:r><w:br w:type="page"/></w:r>' + run("deux"), "un\n\ndeux"),
        (run("un") + "<w:r><w:footnoteReference w:id='2'/></w:r>" + run(" deux"), "un deux"),
        (run("un") + run("2", '<w:vertAlign w:val="superscript"/>') + run(" deux"), "un deux"),
        (run("un ") + run("secret", "<w:vanish/>") + run("deux"), "un deux"),
        (run("page ") + field(" PAGE ", "3") + run(" sur deux"), "page {1} sur deux"),
        (field(" PAGE ", "3") + run(" sur deux"), "sur deux"),
        (run("voir ") + field(' HYPERLINK "u" ', "un lien") + run(" ici"), "voir un lien ici"),
        ('<w:fldSimple w:instr="DATE">' + run("un") + "</w:fldSimple>" + run(" deux"), "deux"),
        ('<w:ins w:id="1">' + run("un") + "</w:ins>" + '<w:del w:id="2"/>' + run(" deux"), "un deux"),
        ("<w:sdt><w:sdtPr/><w:sdtContent>" + run("un") + "</w:sdtContent></w:sdt>", "un"),
        (run("un ") + "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>" + run(" deux"), "un {1} deux"),
        ("<w:r><w:t>un</w:t><w:softHyphen/><w:t>deux</w:t></w:r>", "undeux"),
        (run("12 %"), ""),
        ("", ""),
    ],
)
def test_what_is_translated_and_that_all_else_comes_back(content, text):
    data = with_body(content)
    original = read_original(data, "docx")
    assert original.text == text
    before, after = (paragraph_of(each) for each in (data, original.render(shouted(original.text))))
    assert after.text == "".join(
        letter if part in ("3", "secret", "x") else letter.upper()
        for part in [before.text]
        for letter in part
    ).replace("SECRET", "secret")
    for name in ("tab", "br", "footnoteReference", "fldChar", "instrText", "fldSimple", "ins", "del", "sdt"):
        assert len(list(after._p.iter(f"{W}{name}"))) == len(list(before._p.iter(f"{W}{name}")))


@pytest.mark.parametrize(
    ("content", "english", "expected"),
    [
        (
            run("une ") + run("mai", BOLD) + run("son", BOLD) + run(" blanche"),
            phrase("a white house", (0, 0), (1, 2), (2, 1)),
            [("", "a white "), ("b", "house")],
        ),
        (
            run("il ", BOLD) + run("pleut", BOLD + ITALIC) + run(" fort", BOLD),
            one_to_one("it rains hard"),
            [("b", "it "), ("bi", "rains"), ("b", " hard")],
        ),
        (
            run("il ", BOLD) + run("pleut", BOLD + '<w:lang w:val="fr-FR"/>'),
            one_to_one("it rains"),
            [("b", "it rains")],
        ),
        (
            run("le 1") + run("er", '<w:vertAlign w:val="superscript"/>') + run(" mai"),
            phrase("the first of May", (0, 0), (1, 1), (2, 3)),
            [("", "the first of May")],
        ),
    ],
)
def test_formatting_stays_on_its_words(content, english, expected):
    assert shown(translated(with_body(content), english)) == expected


def test_links_wrap_their_words():
    link = f'<w:hyperlink w:anchor="a">{run("un beau ", "<w:u/>")}{run("lien", BOLD)}</w:hyperlink>'
    after = translated(with_body(run("voir ") + link + run(" ici")), one_to_one("see a fine link here"))
    (wrapped,) = after._p.iter(f"{W}hyperlink")
    assert "".join(wrapped.itertext(f"{W}t")) == "a fine link"
    assert wrapped.get(f"{W}anchor") == "a"
    assert after.text == "see a fine link here"


def test_bookmarks_and_images_stay_beside_their_word():
    content = (
        run("un ")
        + '<w:bookmarkStart w:id="1" w:name="a"/>'
        + run("mot")
        + '<w:bookmarkEnd w:id="1"/><w:r><w:drawing/></w:r>'
        + run(" blanc")
    )
    after = translated(with_body(content), phrase("a white word", (0, 0), (1, 2), (2, 1)))
    order = [child.tag.removeprefix(W) for child in after._p]
    assert order == ["r", "bookmarkStart", "r", "bookmarkEnd", "r"]
    assert after.text == "a white word"


def test_tables_headers_notes_and_text_boxes():
    document = docx.Document()
    document.add_table(1, 2).cell(0, 1).text = "une case"
    document.sections[0].header.paragraphs[0].text = "un titre"
    document.sections[0].footer.paragraphs[0].text = "un pied"
    box = f"<w:pict><w:txbxContent><w:p>{run('une boîte')}</w:p></w:txbxContent></w:pict>"
    document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}><w:r>{box}</w:r>{run('un mot')}</w:p>"))
    original = read_original(saved(document), "docx")
    assert original.text.split("\n\n") == ["un mot", "une boîte", "une case", "un titre", "un pied"]
    after = docx.Document(io.BytesIO(original.render(shouted(original.text))))
    assert "".join(after.element.body.itertext(f"{W}t")) == "UNE BOÎTEUN MOTUNE CASE"
    assert after.sections[0].header.paragraphs[0].text == "UN TITRE"
    assert after.sections[0].footer.paragraphs[0].text == "UN PIED"


def test_the_language_becomes_english_and_other_parts_stay():
    document = docx.Document()
    document.add_paragraph("un mot")
    for lang in document.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), "fr-FR")
    data = saved(document)
    original = read_original(data, "docx")
    written = original.render(shouted(original.text))
    before, after = (zipfile.ZipFile(io.BytesIO(each)) for each in (data, written))
    assert before.namelist() == after.namelist()
    assert b"fr-FR" not in after.read("word/styles.xml")
    assert b'w:val="en-US"' in after.read("word/styles.xml")
    assert before.read("docProps/core.xml") == after.read("docProps/core.xml")


def test_a_document_without_text_comes_back_as_it_was():
    data = saved(docx.Document())
    assert read_original(data, "docx").render(echoed("")) == data


def test_an_echo_changes_no_paragraph():
    data = with_body(run("Il ", BOLD) + run("pleut.") + "<w:proofErr w:type='x'/>", run("12"), run("un mot"))
    original = read_original(data, "docx")
    before, after = (
        docx.Document(io.BytesIO(each)) for each in (data, original.render(echoed(original.text)))
    )
    assert etree.tostring(before.element.body, method="c14n") == etree.tostring(
        after.element.body, method="c14n"
    )


def test_what_xml_cannot_hold_is_shown():
    after = translated(with_body(run("un mot")), lambda _: ("a\x00 \ud800 <w:b/>", []))
    assert after.text == "a\ufffd \ufffd <w:b/>"


pieces = st.lists(
    st.tuples(
        st.sampled_from(["un ", "mot", " ", "le chat ", "12"]),
        st.sampled_from(["", BOLD, ITALIC, BOLD + ITALIC]),
    ),
    min_size=1,
    max_size=6,
)


@settings(deadline=None)
@given(pieces, st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=6))
def test_whatever_the_links_the_text_of_a_paragraph_is_the_english(runs, links):
    content = "".join(run(text, properties) for text, properties in runs)
    element = parse_xml(f"<w:p {nsdecls('w')}>{content}</w:p>")
    paragraph = Paragraph(element, "X")
    english = "one two three four"
    linked = []
    for block in paragraph.blocks:
        target, rows = (
            phrase(english, *((0, j % 4) for _, j in links))(block.text) if block.text else ("", [])
        )
        linked.append(LinkedBlock(block.text, target, words=rows))
    paragraph.rewrite(linked)
    text = "".join(element.itertext(f"{W}t"))
    assert text == (english if any(block.text for block in paragraph.blocks) else "".join(t for t, _ in runs))


def packed(**parts: bytes) -> bytes:
    """A document with some of its parts changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(with_body(run("un mot")))) as old, zipfile.ZipFile(stream, "w", 8) as new:
        for info in old.infolist():
            name = info.filename.rpartition("/")[2].partition(".")[0]
            new.writestr(info.filename, parts.get(name, old.read(info)))
    return stream.getvalue()


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"""
EXTERNAL = LAUGHS.replace(b'"&a;&a;&a;&a;"', b'SYSTEM "file:///etc/passwd"')


def empty_zip() -> bytes:
    stream = io.BytesIO()
    zipfile.ZipFile(stream, "w").close()
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"Bonjour", "is not a Word document"),
        (b"", "is not a Word document"),
        (empty_zip(), "not a Word document"),
        (with_body(run("un"))[:-40], "is not a Word document"),
        (packed(document=LAUGHS), "DOCTYPE"),
        (packed(document=EXTERNAL), "DOCTYPE"),
        (packed(document=b"<w:p"), "cannot be read"),
        (packed(document=b"<x>" + b" " * (1 << 25) + b"</x>"), "not safe to open"),
        (packed(styles=b"\0" * (1 << 25)), "not safe to open"),
    ],
)
def test_files_that_are_refused(data, said):
    with pytest.raises(FormatError, match=said):
        read_original(data, "docx", "a.docx")
