"""What a file is: by its content first, then by its suffix."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from benchmarks.made_up import bitext_of, quoted
from bitext.errors import FormatError
from bitext.files import kind_of, kind_of_file
from bitext.files.kinds import BY_SUFFIX, KINDS
from bitext.result.bitext import Bitext


def packed(members: dict[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def old_office(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + stream.encode("utf-16-le")


TYPES = '<Types><Override PartName="/word/document.xml" ContentType="{}.main+xml"/></Types>'
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLIFF_1 = '<xliff version="1.2"{}><file source-language="fr"><body/></file></xliff>'

CONTENTS = [
    (b"%PDF-1.4\n%\xe2\xe3", "a PDF"),
    (b"\xef\xbb\xbf%PDF-1.4\n", "a PDF"),
    (packed({"mimetype": "application/vnd.oasis.opendocument.text"}), "OpenDocument text"),
    (packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "an OpenDocument spreadsheet"),
    (packed({"mimetype": "application/vnd.oasis.opendocument.presentation"}), "an OpenDocument presentation"),
    (packed({"mimetype": "application/epub+zip"}), "an EPUB"),
    (packed({"mimetype": "application/vnd.adobe.indesign-idml-package"}), "IDML, an InDesign document"),
    (packed({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": ""}), "a PowerPoint presentation"),
    (packed({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": ""}), "an Excel workbook"),
    (packed({"[Content_Types].xml": TYPES.format(WORD), "word/document.xml": ""}), "a Word document"),
    (packed({"notes.txt": "Le quai."}), "an archive"),
    (b"PK\x03\x04 cut off", "an archive"),
    (rb"{\rtf1\ansi Le quai.}", "RTF"),
    (old_office("WordDocument"), "a Word 97–2003 document"),
    (old_office("Workbook"), "an Excel 97–2003 workbook"),
    (old_office("EncryptedPackage"), "an encrypted document"),
    (b"\x89PNG\r\n\x1a\n\x00\x00", "an image"),
    (b"\xff\xd8\xff\xe0\x00\x10JFIF", "an image"),
    (b"GIF89a\x01\x00", "an image"),
    (b"\x00\x00\x00\x18ftypmp42\x00", "sound or film"),
    (b"\x1f\x8b\x08\x00\x00", "an archive"),
    (b"7z\xbc\xaf\x27\x1c\x00", "an archive"),
    (b"\x7fELF\x02\x01", "a program"),
    (b"SQLite format 3\x00", "a database"),
    (bytes(range(256)), "binary data, not text"),
    (b'<?xml version="1.0"?>' + XLIFF_1.format("").encode(), "XLIFF 1.2"),
    (
        XLIFF_1.format(' xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0"').encode(),
        "SDLXLIFF, a file of Trados (XLIFF 1.2)",
    ),
    (XLIFF_1.format(' xmlns:mq="MQXliff"').encode(), "MQXLIFF, a file of memoQ (XLIFF 1.2)"),
    (b'<xliff version="2.0" srcLang="fr"/>', "XLIFF, a file of translations"),
    (b'<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4"><header/></tmx>', "TMX, a translation memory"),
    (b'<martif type="TBX"><text/></martif>', "TBX, a terminology"),
    (b'<?xml version="1.0"?><tt xmlns="http://www.w3.org/ns/ttml"/>', "TTML subtitles"),
    (b'<?xml version="1.0"?><carnet><mot>quai</mot></carnet>', "XML"),
    ("<?xml version='1.0'?><carnet/>".encode("utf-16"), "XML"),
    (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "an SVG image"),
    (b"WEBVTT\n\n00:01.000 --> 00:02.000\nLe quai.\n", "WebVTT subtitles"),
    (b"[Script Info]\nTitle: Le quai\n", "ASS subtitles"),
    (b'# port\nmsgid ""\nmsgstr ""\n\nmsgid "Le quai"\nmsgstr "The quay"\n', "PO, a gettext catalogue"),
    (b'{"titre": "Le quai est vide."}', "JSON"),
    (b'["Le quai", "Le port"]', "JSON"),
    (b'{"fr": "Le quai."}\n{"fr": "Le port."}\n', "JSON Lines"),
    (b"% le port\n\\documentclass{article}\n", "TeX"),
    (b"%YAML 1.2\n---\ntitre: Le quai\n", "YAML"),
    (b"#!/bin/sh\necho quai\n", "program text"),
    (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "a calendar or a card"),
    (b'{"format": "bitext-corrections", "version": 1}', "corrections from a page of bitext"),
    (b"<!DOCTYPE html><p>Le quai.</p>", "an HTML page"),
    (b"<p>Le quai.</p>\n<p>Le port.</p>", "an HTML page"),
    (b"1\n00:00:01,000 --> 00:00:02,000\nLe quai.\n", "SubRip subtitles"),
    ("1\r\n00:00:01,000 --> 00:00:02,000\r\nLe quai.\r\n".encode("utf-16-le"), "SubRip subtitles"),
]


@pytest.mark.parametrize(("data", "title"), CONTENTS, ids=[title for _, title in CONTENTS])
@pytest.mark.parametrize("name", ["sans-suffixe", "a.txt", "a.docx"])
def test_content_goes_before_the_suffix(data: bytes, title: str, name: str):
    assert kind_of(data, name).title == title


@pytest.mark.parametrize(
    "text",
    [
        "Le quai est vide.",
        "",
        "{prenom} est au port. [Il pleut.]",
        "[1] Une note.\n[2] Une autre.",
        "<prenom> arrive demain.",
        "2 < 3 et 4 > 1.\n<3",
        "1\nLe premier chapitre.",
        "msgid est un mot, msgstr aussi.",
        "{Le port}\n{Le quai}\n",
        '"Oui", dit-il.',
        "\x1b[31mLe quai\x1b[0m\f",
        "Été comme hiver, " * 9000,
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
def test_prose_is_prose(text: str, encoding: str):
    data = text.encode(encoding)
    assert kind_of(data, "a.txt").form == kind_of(data, "a").form == "text"


@pytest.mark.parametrize("suffix", sorted(BY_SUFFIX))
def test_a_suffix_tells_where_content_does_not(suffix: str):
    assert kind_of(b"Le quai est vide.\n", f"a{suffix.upper()}") is BY_SUFFIX[suffix]


@pytest.mark.parametrize("text", ["<!DOCTYPE html>\n# Le port", '{"a": 1}', "<p>Le quai.</p>", "%YAML 1.2"])
def test_markdown_may_begin_with_anything(text: str):
    assert kind_of(text.encode(), "a.md").form == "markdown"


def test_every_kind_that_is_not_read_says_what_to_do():
    assert all(kind.advice for kind in KINDS if kind.form != "text" and kind.format == "")


@pytest.mark.parametrize(
    ("suffix", "title"),
    [
        *(
            (suffix, "a translation that bitext saved")
            for suffix in ("json", "jsonl", "tmx", "xlf", "parquet")
        ),
        ("html", "a page that bitext made"),
    ],
)
@pytest.mark.parametrize("pairs", [0, 3, 2000])
def test_bitext_knows_its_own_files(tmp_path: Path, suffix: str, title: str, pairs: int):
    whole = quoted() if pairs == 3 else bitext_of([(f"Phrase {n}.", f"Sentence {n}.") for n in range(pairs)])
    whole.save(tmp_path / f"a.{suffix}")
    kind = kind_of_file(tmp_path / f"a.{suffix}")
    assert (kind.title, kind.own) == (title, True)
    (tmp_path / f"a.{suffix}").rename(tmp_path / "b.txt")
    assert kind_of_file(tmp_path / "b.txt") is kind


def test_a_saved_file_is_loaded_whatever_its_suffix(tmp_path: Path):
    for suffix in ("json", "jsonl", "tmx", "xlf", "parquet"):
        quoted().save(tmp_path / f"a.{suffix}")
        (tmp_path / f"a.{suffix}").rename(tmp_path / "b")
        assert Bitext.load(tmp_path / "b") == quoted()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.json", b"%PDF-1.4\n", "is a PDF, which cannot be loaded"),
        ("a.tbx", b"Le quai", "is TBX, a terminology, which cannot be loaded"),
        ("a.md", b"\x89PNG\r\n", "is an image, which cannot be loaded"),
    ],
)
def test_what_cannot_be_loaded_is_called_by_its_name(tmp_path: Path, name: str, data: bytes, said: str):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(FormatError, match=said):
        Bitext.load(tmp_path / name)


def test_json_of_others_is_no_translation_of_ours():
    assert not kind_of(json.dumps({"format": "bitexte"}).encode(), "a.json").own
    assert not kind_of(b'<tmx version="1.4"><header creationtool="autre"/></tmx>', "a.tmx").own
