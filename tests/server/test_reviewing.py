"""Files to results, results to pages, and corrections back into the document, over HTTP."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from httpx_sse import connect_sse

import bitext
from bitext.review.edits import Edit, EditedPair, digest

HTML = "<p>Voir <code>x == 1</code> et <em>la suite</em>.</p>\n<p>Écrivez à a@example.org.</p>\n".encode()


def aligned(url: str, name: str, data: bytes) -> str:
    answer = httpx.post(f"{url}/align", files={"file": (name, data)})
    assert answer.status_code == 200, answer.text
    return answer.text


def loaded(text: str, folder: Path) -> bitext.Bitext:
    (folder / "a.json").write_text(text, encoding="utf-8")
    return bitext.Bitext.load(folder / "a.json")


def edited(result: bitext.Bitext, number: int, text: str) -> str:
    """Corrections that give one pair another target."""
    heads = [0]
    for pair in result.pairs:
        heads.append(heads[-1] + len(pair.source))
    edit = Edit(number, number, (EditedPair(tuple(range(heads[number], heads[number + 1])), (text,)),))
    pairs = [{"source": one.source, "target": one.target} for one in edit.pairs]
    return json.dumps(
        {
            "format": "bitext-corrections",
            "version": 1,
            "digest": digest(result),
            "edits": [{"first": number, "last": number, "pairs": pairs}],
        }
    )


def merged(url: str, **files: Any) -> httpx.Response:
    data: dict[str, str] = {name: files.pop(name) for name in ("format", "name") if name in files}
    return httpx.post(f"{url}/merge", data=data, files=files)


def test_a_document_is_aligned_with_what_its_masks_stand_for(echoing, tmp_path):
    result = loaded(aligned(echoing, "a.html", HTML), tmp_path)
    assert [pair.source.text for pair in result.pairs] == [
        "Voir x == 1 et la suite.",
        "Écrivez à a@example.org.",
    ]
    assert [pair.target.text for pair in result.pairs] == [pair.source.text for pair in result.pairs]


def test_pairs_of_a_document_come_one_by_one_as_they_are_read(echoing):
    with (
        httpx.Client(timeout=60) as client,
        connect_sse(
            client,
            "POST",
            f"{echoing}/align",
            files={"file": ("a.html", HTML)},
            headers={"accept": "text/event-stream"},
        ) as source,
    ):
        events = [(event.event, json.loads(event.data)) for event in source.iter_sse()]
    assert [name for name, _ in events] == ["pair", "pair", "bitext"]
    assert [(one["index"], one["of"]) for _, one in events[:2]] == [(0, 2), (1, 2)]
    assert events[0][1]["target"]["text"] == "Voir x == 1 et la suite."
    assert events[2][1] == json.loads(aligned(echoing, "a.html", HTML))


def test_corrections_go_into_the_document(echoing, tmp_path):
    text = aligned(echoing, "a.html", HTML)
    result = loaded(text, tmp_path)
    answer = merged(
        echoing,
        result=text.encode(),
        corrections=edited(result, 1, "Write to a@example.org.").encode(),
        file=("a.html", HTML),
    )
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''a.en.html"
    assert answer.content == HTML.replace("Écrivez à".encode(), b"Write to")
    assert merged(echoing, result=text.encode(), file=("a.html", HTML)).content == HTML


@pytest.mark.parametrize("name", ["json", "jsonl", "page", "tei", "tmx", "xliff"])
def test_a_result_comes_in_every_lossless_format_that_is_text(echoing, tmp_path, name):
    text = httpx.post(f"{echoing}/align", json={"source": "« Oui », dit-il. Elle sourit."}).text
    result = loaded(text, tmp_path)
    answer = merged(echoing, result=text.encode(), format=name, name="été.docx")
    path = tmp_path / httpx.URL(answer.headers["content-disposition"].split("''")[1]).path
    assert path.name.startswith("été.fr-en.")
    path.write_bytes(answer.content)
    assert bitext.Bitext.load(path, name) == result


def test_a_text_without_a_document_is_plain_text(echoing):
    text = httpx.post(f"{echoing}/align", json={"source": "Il pleut.\n\nElle sourit."}).text
    answer = merged(echoing, result=text.encode(), name="note.txt")
    assert answer.headers["content-disposition"].endswith("''note.en.txt")
    assert answer.text == "Il pleut.\n\nElle sourit."


def test_a_bilingual_file_is_filled_in(echoing):
    table = b"fr,en,note\nLe quai est vide.,,x\nLa mer monte.,The sea rises.,y\n"
    text = aligned(echoing, "todo.csv", table)
    assert [pair["source"][0]["start"] for pair in json.loads(text)["pairs"]] == [0]
    answer = merged(echoing, result=text.encode(), file=("todo.csv", table))
    assert answer.content == table.replace(b"vide.,,", b"vide.,Le quai est vide.,")


def test_a_page_holds_its_result_and_its_title(echoing, tmp_path):
    text = httpx.post(f"{echoing}/align", json={"source": "« Oui », dit-il. </script><b>"}).text
    answer = httpx.post(f"{echoing}/view", data={"title": "<i>été"}, files={"result": text.encode()})
    assert answer.headers["content-type"].startswith("text/html")
    assert "&lt;i&gt;été" in answer.text
    (tmp_path / "a.html").write_bytes(answer.content)
    assert bitext.Bitext.load(tmp_path / "a.html") == loaded(text, tmp_path)
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert policy in answer.text.replace("&#39;", "'")


DONE = b"fr,en\nLa mer monte.,The sea rises.\n"


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.docx", b"PK\x03\x04 no", "a.docx"),
        ("a.html", b"<p></p>", "There is no text in a.html that could be translated."),
        ("a.csv", DONE, "every unit of a.csv has a target already"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(40), "a.png is"),
        ("a.txt", b"", "a.txt is empty"),
    ],
)
def test_what_cannot_be_translated_is_told(echoing, name, data, told):
    answer = httpx.post(f"{echoing}/align", files={"file": (name, data)})
    assert answer.status_code == 400
    assert told in answer.json()["error"]


def test_what_does_not_go_together_is_told(echoing, tmp_path):
    text = aligned(echoing, "a.html", HTML)
    other = httpx.post(f"{echoing}/align", json={"source": "Il pleut."}).text
    foreign = edited(loaded(other, tmp_path), 0, "It rains.").encode()
    for answer, told in (
        (merged(echoing, result=other.encode(), file=("a.html", HTML)), "do not belong together"),
        (merged(echoing, result=text.encode(), corrections=foreign), "another version of the text"),
        (merged(echoing, result=text.encode(), corrections=b"{}"), "corrections"),
        (merged(echoing, result=b"{}"), "bitext"),
        (merged(echoing, result=b"\xff{}"), "UTF-8"),
        (merged(echoing, result=text.encode(), format="parquet"), "cannot be sent"),
        (merged(echoing, result=text.encode(), format="gif"), "there is no format gif"),
        (merged(echoing, result=b""), "this is not JSON"),
        (httpx.post(f"{echoing}/merge", data={"format": "json"}), "missing result"),
        (httpx.post(f"{echoing}/view", files={"result": b"[]"}), "bitext"),
    ):
        assert answer.status_code == 400, answer.text
        assert told in answer.json()["error"]


def test_limits_hold(serve):
    url = serve(most_characters=20, keys=("correct-horse",))
    key = {"api_key": "correct-horse"}
    file = {"file": ("a.txt", b"Il pleut. " * 3)}
    assert httpx.post(f"{url}/align", files=file).status_code == 403
    answer = httpx.post(f"{url}/align", data=key, files=file)
    assert (answer.status_code, "exceeds text limit (20)" in answer.text) == (400, True)
    small = httpx.post(f"{url}/align", json={**key, "source": "Il pleut."}).text.encode()
    assert httpx.post(f"{url}/view", files={"result": small}).status_code == 403
    assert httpx.post(f"{url}/merge", files={"result": small}).status_code == 403
    assert httpx.post(f"{url}/merge", data=key, files={"result": small}).text == "Il pleut."


def test_a_document_may_come_back_with_its_result(serve):
    url = serve(most_bytes=3000, most_characters=3000)
    text = b"Il pleut.".ljust(2500)
    assert httpx.post(f"{url}/align", files={"file": ("a.txt", text * 2)}).status_code == 413
    result = httpx.post(f"{url}/align", files={"file": ("a.txt", text)}).content
    answer = merged(url, result=result, file=("a.txt", text))
    assert (answer.status_code, answer.content) == (200, text)
    assert merged(url, result=result, file=("a.txt", text * 200)).status_code == 413
