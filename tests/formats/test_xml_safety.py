"""XML of strangers: nothing is expanded, fetched or held in memory; what cannot be read is told plainly."""

from __future__ import annotations

import io
import threading
import warnings
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from benchmarks.made_up import bitext_of, bitexts
from bitext.errors import CharacterWarning, FormatError, InputError
from bitext.formats._xml import elements, fit_for_xml, texts, writing_xml
from bitext.result.bitext import Bitext
from bitext.result.pair import Pair, Side
from bitext.text.document import Document, Sentence

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
PRIVATE = "Nul ne doit lire cela."


def read(path: Path, data: str | bytes, root: str = "a") -> list[str]:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return ["".join(element.itertext()) for element in elements(path, root, ("b",))]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "a.xml"


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """An address on this machine, and the paths that were asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'<!ENTITY x "fetched">')

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as httpd:
        thread = threading.Thread(target=httpd.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{httpd.server_port}", asked
        httpd.shutdown()
        thread.join()


@pytest.mark.parametrize(
    "prolog",
    [
        f'<!DOCTYPE a [<!ENTITY l0 "lol">{LAUGHS}]>',
        f'<!DOCTYPE a [<!ENTITY l9 "{"x" * 50_000}">]>',
        '<!DOCTYPE a [<!ENTITY l9 SYSTEM "secret.txt">]>',
        '<!DOCTYPE a [<!ENTITY l9 PUBLIC "-//x//y" "secret.txt">]>',
        '<!DOCTYPE a [<!ENTITY % p SYSTEM "secret.txt"> %p; <!ENTITY l9 "x">]>',
        '<!DOCTYPE a SYSTEM "a.dtd" [<!ENTITY l9 "x">]>',
    ],
    ids=["laughs", "blow-up", "external", "public", "parameter", "internal"],
)
@pytest.mark.parametrize("body", ["<a><b>&l9;</b></a>", '<a><b c="x">x</b></a>'], ids=["used", "unused"])
def test_entities_are_refused(file: Path, prolog: str, body: str):
    (file.parent / "secret.txt").write_text(PRIVATE)
    with pytest.raises(
        FormatError, match=r"the DOCTYPE declares entities.*; export it again without them"
    ) as caught:
        read(file, prolog + body)
    assert PRIVATE not in str(caught.value)


def test_entities_in_an_attribute_do_not_flood_the_memory(file: Path):
    with pytest.raises(FormatError):
        read(file, f'<!DOCTYPE a [<!ENTITY l0 "lol">{LAUGHS}]><a c="&l9;"><b>x</b></a>')


def test_a_doctype_with_a_system_id_is_fine_and_its_dtd_is_not_read(file: Path):
    (file.parent / "a.dtd").write_text('<!ENTITY eacute "é"><!ATTLIST b c CDATA "default">')
    assert read(file, '<!DOCTYPE a SYSTEM "a.dtd"><a><b>x</b></a>') == ["x"]
    (element,) = elements(file, "a", ("b",))
    assert element.get("c") is None
    with pytest.raises(FormatError, match="line 2: <b>: the entity &eacute; is not one of XML"):
        read(file, '<!DOCTYPE a SYSTEM "a.dtd"><a>\n<b>caf&eacute;</b></a>')


def test_nothing_is_fetched(file: Path, server: tuple[str, list[str]]):
    address, asked = server
    assert read(file, f'<!DOCTYPE a PUBLIC "-//x//y" "{address}/a.dtd"><a><b>x</b></a>') == ["x"]
    hostile = f'<!DOCTYPE a [<!ENTITY % p SYSTEM "{address}/p.dtd"> %p;]><a><b>&x;</b></a>'
    with pytest.raises(FormatError):
        read(file, hostile)
    assert asked == []


def test_includes_are_not_followed(file: Path):
    (file.parent / "secret.txt").write_text(PRIVATE)
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="secret.txt" parse="text"/>'
    assert read(file, f"<a><b>x{include}</b></a>") == ["x"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("<a>\n<b>x</c></a>", "^line 2: this is not well-formed XML .*mismatch.*; export it again"),
        ("<a>\n<b>un & deux</b></a>", "^line 2: this is not well-formed XML"),
        ("<a>\n<b>&nbsp;</b></a>", "^line 2: this is not well-formed XML .*nbsp"),
        ("<a><b>\x00</b></a>", "not well-formed XML"),
        ("<a><b>&#0;</b></a>", "not well-formed XML"),
        ("<a><b>x</b>", "not well-formed XML"),
        ("<a><b>x</b></a><a/>", "not well-formed XML"),
        ("", "not XML: it is empty; export it again"),
        ("Le texte.", "^line 1: this is not well-formed XML"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not well-formed XML"),
        ("<a>" * 1000, "not well-formed XML .*depth"),
        ("<a><b>" + "x" * 10_500_000 + "</b></a>", "not well-formed XML"),
        ('<?xml version="1.0" encoding="zork"?><a/>', "encoding"),
        ("<a><b>été</b></a>".encode("windows-1252"), "not well-formed XML .*ncoding"),
        ("<html><b>x</b></html>", "its first element is <html>, not <a>"),
        ('<a xmlns="urn:x"><b>x</b></a>', r"<a> is in the namespace urn:x, not \(none\)"),
    ],
)
def test_what_is_not_the_xml_expected_is_refused(file: Path, data: str | bytes, message: str):
    with pytest.raises(FormatError, match=message):
        read(file, data)


def test_a_file_that_is_not_there(tmp_path: Path):
    with pytest.raises(InputError, match=r"cannot read .*none\.xml: No such file"):
        list(elements(tmp_path / "none.xml", "a", ("b",)))


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1252"]
)
def test_encodings_by_declaration(file: Path, encoding: str):
    declared = encoding.removesuffix("-sig").removesuffix("-le").removesuffix("-be")
    data = f'<?xml version="1.0" encoding="{declared}"?><a><b>« Où ? »</b></a>'.encode(encoding)
    assert read(file, data) == ["« Où ? »"]


def test_comments_and_instructions_are_no_text(file: Path):
    assert read(file, "<?x y?><!-- z --><a><b>un <!-- deux -->trois<?x y?> quatre</b></a>") == [
        "un trois quatre"
    ]


def test_elements_are_freed(file: Path):
    """The parser reads on by 32 kB at a time; what it holds does not grow with the file."""
    row = "<b><c>x</c></b>\n"
    file.write_text("<a>" + row * 20_000 + "</a>")
    most = max(len(element.getparent()) for element in elements(file, "a", ("b",)))
    assert most <= 2 * 32 * 1024 / len(row)


@given(st.text())
def test_what_is_visible_survives_the_file_with_its_offsets(text: str):
    stream = io.StringIO()
    with writing_xml(stream) as xml:
        element = etree.Element("a", b=fit_for_xml(text))
        element.text = fit_for_xml(text)
        xml.write(element)
    back = etree.fromstring(stream.getvalue().encode())
    assert (back.text or "") == back.get("b") == fit_for_xml(text)
    assert len(fit_for_xml(text)) == len(text)
    assert all(
        new in (old, "\ufffd") or ord(old) < 32 for old, new in zip(text, fit_for_xml(text), strict=True)
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\tb\nc\rd\x7f\x85\u2028", "a\tb\nc\rd\x7f\x85\u2028"),
        ("\x00\x07\x1b[31m\x1f", "␀␇␛[31m␟"),
        ("\ud800 \udfff \ufffe\uffff", "\ufffd \ufffd \ufffd\ufffd"),
        ("\U0001f600 \U0001fffe", "\U0001f600 \U0001fffe"),
    ],
)
def test_characters_that_xml_cannot_hold_are_shown(text: str, expected: str):
    assert fit_for_xml(text) == expected


def test_one_warning_names_the_first_offsets():
    bitext = bitext_of([("Il\x07 dit\x1b.", "He\x00."), ("Fin.", "End.")])
    with pytest.warns(CharacterWarning) as caught:
        source, target = texts(bitext)
    assert (source, target) == ("Il␇ dit␛.\nFin.", "He␀.\nEnd.")
    (warning,) = caught
    assert str(warning.message) == (
        "3 characters that XML cannot hold were replaced (at source 2, source 7, target 2); "
        "save as JSON to keep them."
    )


def test_white_space_between_sentences_stays_white_space():
    text = "Un.\fDeux."
    sentences = Sentence(0, 3, "Un.", 0), Sentence(4, 9, "Deux.", 0)
    bitext = Bitext(Document(text, sentences), Document("", ()), (Pair(Side(sentences), Side()),))
    with pytest.warns(CharacterWarning, match="1 character that XML cannot hold was replaced .at source 3"):
        assert texts(bitext) == ("Un. Deux.", "")


@given(bitexts())
def test_offsets_stay_true(bitext: Bitext):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CharacterWarning)
        for document, text in zip((bitext.source, bitext.target), texts(bitext), strict=True):
            assert len(text) == len(document.text)
            assert all(text[s.start : s.end] == fit_for_xml(s.text) for s in document)
