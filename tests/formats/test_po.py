"""PO: catalogues of gettext, read, filled in, written again."""

from __future__ import annotations

import shutil
import subprocess
import warnings
from pathlib import Path

import polib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bitext import Bitext, ExchangeWarning
from bitext.errors import FormatError
from bitext.result.storage import to_fill
from tests.aligner.test_invariants import Echo, keep
from tests.aligner.test_stream import aligner_with

ECHO = aligner_with(Echo(keep))
HEADER = r"""# Un en-tête.
msgid ""
msgstr ""
"Project-Id-Version: port 1.0\n"
"PO-Revision-Date: 2026-01-01 00:00+0000\n"
"Last-Translator: Yann <yann@example.org>\n"
"Language-Team: fr\n"
"Language: en\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

"""
BODY = r"""#: src/a.c:12
msgid "&Fichier"
msgstr ""

#. Le nom du port
#, c-format
msgid "Bonjour %s, vous avez %d messages.\n"
msgstr ""

msgctxt "menu"
msgid "Le quai est vide."
msgstr "The quay is empty."

#, python-format
msgid "%(n)d bateau"
msgid_plural "%(n)d bateaux"
msgstr[0] ""
msgstr[1] ""

msgid "Cliquez <a href=\"{url}\">ici</a> pour voir le phare."
msgstr ""

#~ msgid "vieux"
#~ msgstr "old"
"""


def filled(data: bytes, *, overwrite: bool = False) -> bytes:
    """What an echo makes of a catalogue."""
    file = to_fill(data, "fr.po", overwrite_targets=overwrite)
    return file.render(ECHO.align(file.text))


def test_what_is_missing_and_nothing_else_is_filled_in():
    data = (HEADER + BODY).encode()
    file = to_fill(data, "fr.po")
    assert file.missing == 5
    assert "quai" not in file.text
    before, after = data.decode().splitlines(), filled(data).decode().splitlines()
    changed = [line for line in after if line not in before]
    assert changed == [
        "#, fuzzy",
        'msgstr "&Fichier"',
        "#, fuzzy, c-format",
        r'msgstr "Bonjour %s, vous avez %d messages.\n"',
        "#, fuzzy, python-format",
        'msgstr[0] "%(n)d bateau"',
        'msgstr[1] "%(n)d bateaux"',
        "#, fuzzy",
        r'msgstr "Cliquez <a href=\"{url}\">ici</a> pour voir le phare."',
    ]
    gone = [line for line in before if line not in after]
    assert gone == ["#, c-format", "#, python-format", 'msgstr[0] ""', 'msgstr[1] ""']


def test_translations_are_replaced_where_that_is_asked_for():
    found = polib.pofile(filled((HEADER + BODY).encode(), overwrite=True).decode())
    entry = next(one for one in found if one.msgctxt == "menu")
    assert (entry.msgstr, entry.fuzzy) == ("Le quai est vide.", True)


@pytest.mark.model
def test_a_catalogue_in_english(tmp_path, command):
    path = tmp_path / "fr.po"
    path.write_text(HEADER + BODY, encoding="utf-8")
    done = command("translate", path, "-o", tmp_path / "en.po")
    assert done.code == 0, done.err
    entries = {entry.msgid: entry for entry in polib.pofile(str(tmp_path / "en.po"))}
    assert entries["&Fichier"].msgstr == "&File"
    assert entries["Bonjour %s, vous avez %d messages.\n"].msgstr == "Hello %s, you have %d messages.\n"
    assert entries["%(n)d bateau"].msgstr_plural == {0: "%(n)d boat", 1: "%(n)d boats"}
    assert all(
        entry.fuzzy for entry in entries.values() if entry.msgid != "Le quai est vide." and not entry.obsolete
    )
    if shutil.which("msgfmt"):
        check = ["msgfmt", "-c", "-o", "/dev/null", str(tmp_path / "en.po")]
        subprocess.run(check, check=True, capture_output=True)  # noqa: S603 (our own)


def test_a_catalogue_is_a_bitext(tmp_path):
    path = tmp_path / "en.po"
    path.write_bytes(filled((HEADER + BODY).encode()))
    result = Bitext.load(path)
    assert [pair.source.text for pair in result][:3] == [
        "&Fichier",
        "Bonjour %s, vous avez %d messages.",
        "Le quai est vide.",
    ]
    assert result[2].target.text == "The quay is empty."
    assert [pair.flags for pair in result][:3] == [("fuzzy",), ("fuzzy",), ()]
    result.save(tmp_path / "again.po")
    assert (tmp_path / "again.po").read_bytes() == path.read_bytes()
    with pytest.warns(ExchangeWarning, match="obsolete"):
        result.save(tmp_path / "x.tmx")


def test_english_catalogues_translated_into_french_are_read_the_right_way(tmp_path):
    path = tmp_path / "fr.po"
    body = 'msgid "The quay is empty this morning."\nmsgstr "Le quai est vide ce matin."\n'
    path.write_text(HEADER.replace("Language: en", "Language: fr") + body, encoding="utf-8")
    result = Bitext.load(path)
    assert {result.source.lang, result.target.lang} == {"en", "fr"}
    with pytest.raises(FormatError, match=r"msgid\) are in English"):
        to_fill(path.read_bytes(), "fr.po")


def test_a_template_gets_its_header_filled_in():
    template = HEADER.replace("Language: en", "Language: ").replace("charset=UTF-8", "charset=CHARSET")
    template = template.replace("nplurals=2; plural=(n != 1)", "nplurals=INTEGER; plural=EXPRESSION")
    text = filled((template + BODY).encode()).decode()
    for line in ('"Language: en\\n"', "charset=UTF-8", "nplurals=2; plural=(n != 1);"):
        assert line in text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HEADER + 'msgid "Le quai\nmsgstr ""\n', "line"),
        (
            HEADER
            + 'msgid "Das ist ein schöner Tag und wir gehen heute alle zusammen an den Hafen."\nmsgstr ""\n',
            "msgid",
        ),
        (HEADER.replace("Language: en", "Language: de") + BODY, "are to be in de"),
    ],
)
def test_what_cannot_be_filled_in_is_told(text, words):
    with pytest.raises(FormatError, match=words):
        to_fill(text.encode(), "x.po")


def test_other_encodings_and_line_ends_stay():
    text = (HEADER.replace("UTF-8", "ISO-8859-1") + 'msgid "Été chaud"\nmsgstr ""\n').replace("\n", "\r\n")
    made = filled(text.encode("latin-1"))
    assert made.decode("latin-1") == text.replace(
        'msgid "Été chaud"\r\nmsgstr ""', '#, fuzzy\r\nmsgid "Été chaud"\r\nmsgstr "Été chaud"'
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.text(min_size=1), st.sampled_from(["", "c-format", "python-format"])), max_size=4)
)
def test_any_texts_are_filled_in(texts):
    catalogue = polib.POFile()
    catalogue.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Language": "en",
        "X-Source-Language": "fr",
    }
    for text, flag in dict(texts).items():
        safe = text.encode("utf-8", "ignore").decode().replace("\x00", "")
        if safe.strip() and not set(safe) & set("\v\f\r\x1c\x1d\x1e\x85\u2028\u2029"):
            catalogue.append(polib.POEntry(msgid=safe, flags=[flag] if flag else []))
    data = str(catalogue).encode()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made = polib.pofile(filled(data).decode() + "\n")
    assert [entry.msgid for entry in made] == [entry.msgid for entry in catalogue]
    for entry in made:
        assert entry.msgstr.startswith("\n") == entry.msgid.startswith("\n") or not entry.msgstr
        assert entry.msgstr.endswith("\n") == entry.msgid.endswith("\n") or not entry.msgstr


def test_files_of_any_form_are_never_written_half(tmp_path: Path, command):
    path = tmp_path / "x.po"
    path.write_text(HEADER + 'msgid "Le quai\n', encoding="utf-8")
    done = command("translate", path, "-o", tmp_path / "y.po")
    assert (done.code, (tmp_path / "y.po").exists()) == (1, False)
