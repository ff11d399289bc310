"""Clients of LibreTranslate work as they are."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from docx import Document
from libretranslatepy import LibreTranslateAPI

from bitext.server.settings import Settings
from tests.aligner.test_alternatives import replaced, varying
from tests.server.conftest import serving

FRENCH = "Le bac part à sept heures. « Ne soyez pas en retard », dit le capitaine."
ENGLISH = "The ferry leaves at seven o’clock. “Don’t be late,” says the captain."


@pytest.mark.model
def test_the_client_of_libretranslate(translating):
    client = LibreTranslateAPI(translating)
    assert client.translate("Il pleut.", "fr", "en") == "It’s raining."
    assert client.detect(FRENCH)[0]["language"] == "fr"
    assert {one["code"]: one["targets"] for one in client.languages()} == {"fr": ["en", "fr"], "en": ["en"]}


TWO_LINES = "— Tu viens ?\n— Non, « jamais »."


@pytest.mark.parametrize(
    ("method", "path", "content"),
    [
        # Subtitle Edit: JSON, the text trimmed, line breaks as \n.
        ("POST", "/translate", {"q": TWO_LINES, "source": "fr", "target": "en"}),
        # Calibre's Ebook Translator, custom engine: the text is put into JSON as it is.
        ("POST", "/translate", '{"source": "fr", "target": "en", "q": "' + TWO_LINES + '"}'),
        # OmegaT's connector: a query.
        ("GET", "/translate", {"q": TWO_LINES, "source": "fr", "target": "en"}),
    ],
    ids=["subtitle-edit", "calibre", "omegat"],
)
def test_requests_as_programs_send_them(echoing, method, path, content):
    headers = {"content-type": "application/json", "accept": "application/json"}
    if method == "GET":
        answer = httpx.get(echoing + path, params=content)
    else:
        body = content if isinstance(content, str) else json.dumps(content)
        answer = httpx.post(echoing + path, content=body.encode(), headers=headers)
    assert answer.json() == {"translatedText": "— Tu viens ?\n— Non, “jamais.”"}


@pytest.mark.model
def test_quotations_survive(translating):
    answer = httpx.post(f"{translating}/translate", json={"q": FRENCH, "source": "fr", "target": "en"}).json()
    assert answer["translatedText"].count("“") == answer["translatedText"].count("”") == 1


@pytest.mark.parametrize("how", ["json", "data", "params"])
def test_json_forms_and_queries(echoing, how):
    fields = {"q": "Il pleut.\n\n  Il neige.\n", "source": "fr", "target": "en"}
    sent: Any = {how: fields}
    answer = httpx.post(f"{echoing}/translate", **sent)
    assert answer.status_code == 200
    assert answer.json() == {"translatedText": fields["q"]}


def test_lists_keep_their_order(echoing):
    texts = [f"Le train numéro {number} part." for number in range(30)] + ["", " \n", "12", "🙂"]
    answer = httpx.post(f"{echoing}/translate", json={"q": texts, "source": "fr", "target": "en"})
    assert answer.json() == {"translatedText": texts}


@pytest.mark.model
def test_html_keeps_its_tags(translating):
    html = 'Voici <b>la mer</b> &amp; <a href="/x?a=1&amp;b=2">le port</a>.'
    answer = httpx.post(
        f"{translating}/translate",
        json={"q": [html, "<br>"], "source": "fr", "target": "en", "format": "html"},
    )
    found, empty = answer.json()["translatedText"]
    assert "<b>the sea</b>" in found
    assert '<a href="/x?a=1&amp;b=2">' in found
    assert empty == "<br>"


def test_the_language_is_found_out(echoing):
    english = "This sentence is in English already, and so it comes back as it is."
    answer = httpx.post(
        f"{echoing}/translate",
        json={"q": [FRENCH, english], "source": "auto", "target": "en", "alternatives": 3},
    ).json()
    assert answer["translatedText"][1] == english
    assert [one["language"] for one in answer["detectedLanguage"]] == ["fr", "en"]
    assert answer["alternatives"] == [[], []]


ASKED = {"source": "fr", "target": "en", "alternatives": 2}


@pytest.fixture(scope="module")
def varied() -> Iterator[str]:
    """A service whose model has two other words for the first one of a sentence."""
    with serving(varying(replaced("Un"), replaced("Ce")), Settings()) as address:
        yield address


def test_other_wordings_of_a_text_keep_its_lines(varied):
    answer = httpx.post(f"{varied}/translate", json={"q": "Le train part.\n\n« Le bus »\n", **ASKED}).json()
    assert answer == {
        "translatedText": "Le train part.\n\n“Le bus”\n",
        "alternatives": ["Le train part.\n\n“Un bus”\n", "Un train part.\n\n“Le bus”\n"],
    }


@pytest.mark.parametrize("how", ["data", "params"])
def test_other_wordings_are_asked_for_by_form_and_query(varied, how):
    sent: Any = {how: {"q": "Le train part.", **ASKED}}
    assert httpx.post(f"{varied}/translate", **sent).json()["alternatives"] == [
        "Un train part.",
        "Ce train part.",
    ]


def test_each_text_of_a_list_has_other_wordings(varied):
    fields = {"q": ["Le train part.", "", "12"], **ASKED}
    answer = httpx.post(f"{varied}/translate", json=fields).json()
    assert answer["translatedText"] == fields["q"]
    assert answer["alternatives"] == [["Un train part.", "Ce train part."], [], []]


def test_html_has_no_other_wordings(varied):
    fields = {"q": "<p>Le train part.</p>", "format": "html", **ASKED}
    assert httpx.post(f"{varied}/translate", json=fields).json()["alternatives"] == []


@pytest.mark.parametrize(
    ("count", "code"), [(0, 200), (-3, 200), (None, 200), (21, 400), ("x", 400), (1e400, 400)]
)
def test_how_many_other_wordings_can_be_asked_for(varied, count, code):
    body = json.dumps({"q": "Le train part.", **ASKED, "alternatives": count})
    answer = httpx.post(f"{varied}/translate", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == code
    assert "alternatives" not in answer.json()
    assert code == 200 or "alternatives parameter" in answer.json()["error"]


def test_a_result_with_its_links_has_other_wordings(varied):
    fields = {"source": "Le train part.", "alternatives": 1}
    answer = httpx.post(f"{varied}/align", json=fields).json()
    assert [one["text"] for one in answer["pairs"][0]["alternatives"]] == ["Un train part."]
    streamed = httpx.post(f"{varied}/align", json=fields, headers={"accept": "text/event-stream"}).text
    assert '"text": "Un train part."' in streamed
    refused = httpx.post(f"{varied}/align", json={**fields, "target": "The train leaves."})
    assert (refused.status_code, "leave target out" in refused.json()["error"]) == (400, True)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"source": "fr", "target": "en"}, "missing q"),
        ({"q": "", "source": "fr", "target": "en"}, "missing q"),
        ({"q": "Oui", "target": "en"}, "missing source"),
        ({"q": "Oui", "source": "fr"}, "missing target"),
        ({"q": "Oui", "source": "xx", "target": "en"}, "xx is not supported"),
        ({"q": "Yes", "source": "en", "target": "fr"}, "French (fr) is not available"),
        ({"q": "Oui", "source": "fr", "target": "en", "format": "pdf"}, "pdf format is not supported"),
        ({"q": 7, "source": "fr", "target": "en"}, "q is no text"),
        ({"q": ["Oui", 7], "source": "fr", "target": "en"}, "no list of texts"),
        ({"q": "a" * 100_001, "source": "fr", "target": "en"}, "exceeds text limit (100000)"),
        ({"q": ["a"] * 201, "source": "fr", "target": "en"}, "exceeds text limit (200)"),
        ({"q": "\ud83d", "source": "fr", "target": "en"}, "half a character"),
    ],
)
def test_what_cannot_be_done_is_told(echoing, fields, words):
    answer = httpx.post(
        f"{echoing}/translate", content=_json(fields), headers={"content-type": "application/json"}
    )
    assert answer.status_code == 400
    assert words in answer.json()["error"]


def _json(fields: object) -> bytes:
    return json.dumps(fields).encode()


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff", b"[" * 100_000])
def test_what_is_no_json_object_is_told(echoing, body):
    answer = httpx.post(f"{echoing}/translate", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 400
    assert "error" in answer.json()


@pytest.mark.parametrize("body", [b"q=%ff%fe&source=fr&target=en", b"q=\xff&source=fr&target=en", b"&&==&"])
def test_forms_that_are_no_text(echoing, body):
    headers = {"content-type": "application/x-www-form-urlencoded"}
    assert httpx.post(f"{echoing}/translate", content=body, headers=headers).status_code in {200, 400}


def _docx() -> bytes:
    document = Document()
    document.add_paragraph("Le marché ouvre samedi.")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


FILES = {
    "page.html": b"<html lang='fr'><p>Le <b>port</b> est ouvert.</p></html>",
    "Été à la mer.md": b"# La mer\n\nElle est **calme**.\n",
    "film.srt": b"1\n00:00:01,000 --> 00:00:02,000\nTu viens ?\n",
    "notes.txt": b"Il pleut.\n",
    "lettre.docx": _docx(),
}


@pytest.mark.parametrize("name", FILES)
def test_files_keep_their_form(echoing, name):
    answer = httpx.post(
        f"{echoing}/translate_file",
        files={"file": (name, FILES[name])},
        data={"source": "fr", "target": "en"},
    )
    assert answer.status_code == 200, answer.text
    made = httpx.get(answer.json()["translatedFileUrl"])
    stem, _, suffix = name.rpartition(".")
    assert made.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
    assert (
        httpx.URL("http://x/" + made.headers["content-disposition"].partition("''")[2]).path
        == f"/{stem}.en.{suffix}"
    )
    if suffix == "docx":
        assert [one.text for one in Document(io.BytesIO(made.content)).paragraphs] == [
            "Le marché ouvre samedi."
        ]
    elif suffix == "html":
        assert b"<p>Le <b>port</b> est ouvert.</p>" in made.content
    else:
        assert made.content == FILES[name]


def test_files_that_cannot_be_translated(echoing):
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", b" " * 100_000_000)
        file.writestr("word/document.xml", b" " * 100_000_000)
    for name, data in {
        "a.exe": b"MZ\x90\x00" + bytes(300),
        "empty.txt": b"",
        "bomb.docx": bomb.getvalue(),
    }.items():
        answer = httpx.post(
            f"{echoing}/translate_file", files={"file": (name, data)}, data={"source": "fr", "target": "en"}
        )
        assert answer.status_code == 400
        assert answer.json()["error"]
    answer = httpx.post(f"{echoing}/translate_file", data={"source": "fr", "target": "en", "file": "text"})
    assert (answer.status_code, answer.json()["error"]) == (400, "Invalid request: missing file parameter")
    assert httpx.get(f"{echoing}/download_file/none").status_code == 404


def test_settings_health_and_suggestions(echoing):
    settings = httpx.get(f"{echoing}/frontend/settings").json()
    assert settings["charLimit"] == 100_000
    assert {".txt", ".html", ".docx", ".srt"} <= set(settings["supportedFilesFormat"])
    assert httpx.get(f"{echoing}/health").json() == {"status": "ok"}
    assert httpx.post(f"{echoing}/suggest", data={"q": "a", "s": "b"}).status_code == 403
    assert httpx.get(f"{echoing}/nowhere").json() == {"error": "Not Found"}
    assert httpx.get(f"{echoing}/translate_file").status_code == 405
