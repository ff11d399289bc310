"""WebVTT, ASS and TTML: what is not the text of a cue comes out as it went in."""

from __future__ import annotations

import pysubs2
import pytest

from bitext.documents.original import read_original
from bitext.errors import FormatError, StructureWarning
from tests.support.documents import document, echoed, made, one_to_one, phrase, shouted

WEBVTT = """\
WEBVTT - Au port
Kind: captions

NOTE
Une note --> sans heure.

STYLE
::cue(.jaune) { color: yellow }

REGION
id:bas

entrée
00:01.000 --> 00:04.000 align:start line:0
<v Marie Le Bras>Le quai &amp; le port,</v>

01:00:04.000 --> 01:00:05.000
<c.jaune>est vide</c> <00:04.500>ce soir.

2
00:06.000 --> 00:07.000
- Un &lt; deux.
- <i>Non</i>.
"""

ASS = """\
[Script Info]
Title: Le port, le soir

[V4+ Styles]
Format: Name, Fontname
Style: Default,Arial

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: 0,0:00:01.00,0:00:03.00,Default,Marie,0,0,0,,{\\i1}Le quai, ce soir,{\\i0}\\Nest vide.
Comment: 0,0:00:01.00,0:00:03.00,Default,,0,0,0,,Une note.
Dialogue: 0,0:00:04.00,0:00:05.00,Default,,0,0,0,,{\\p1}m 0 0 l 1 1
Dialogue: 0,0:00:06.00,0:00:07.00,Default,,0,0,0,,- Oui.\\N- Non.
"""

TTML = """\
<?xml version="1.0" encoding="UTF-8"?>
<tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="de">
<head><metadata><title xmlns="urn:a">Le port</title></metadata></head>
<body><div>
<p begin="00:00:01.000" end="00:00:02.000">Le quai <span tts:fontStyle="italic">est</span><br/>
   vide &amp; froid.</p>
<!-- <p>Une note.</p> -->
<p begin="00:00:03.000" end="00:00:04.000" xml:id="a">- Oui.<br/>- Non.</p>
<p begin="00:00:05.000" end="00:00:06.000"/>
</div></body></tt>
"""

FILES = [
    (WEBVTT, "webvtt", "Le quai & le port,|est vide ce soir.|Un < deux.|Non."),
    (ASS, "ass", "Le quai, ce soir, est vide.|Oui.|Non."),
    (TTML, "ttml", "Le quai est vide & froid.|Oui.|Non."),
]


@pytest.mark.parametrize(("source", "form", "text"), FILES, ids=["webvtt", "ass", "ttml"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_only_the_text_of_cues_changes(source: str, form: str, text: str, newline: str):
    given = source.replace("\n", newline)
    original = document(given, form)
    assert original.text.split("\n\n") == text.split("|")
    assert original.render(echoed(original.text)).decode() == given
    written = original.render(shouted(original.text)).decode()
    assert written != given
    if form == "webvtt":
        assert written.lower() == given.lower()
    assert times(written) == times(given)


def times(source: str) -> list[tuple[int, int]]:
    return [(event.start, event.end) for event in pysubs2.SSAFile.from_string(source, fps=25)]


def test_webvtt_keeps_voices_classes_and_times_in_the_text():
    original = document(WEBVTT, "webvtt")
    written = original.render(shouted(original.text)).decode()
    for kept in ("<v Marie Le Bras>LE QUAI &amp; LE PORT,</v>", "<c.jaune>EST VIDE</c> <00:04.500>CE SOIR."):
        assert kept in written
    assert "- UN &lt; DEUX.\n- <i>NON</i>." in written


def translated(sentence: str) -> tuple[str, list[tuple[int, int, int, int]]]:
    return one_to_one({"Oui.": "Yes.", "Non.": "No."}.get(sentence, sentence))(sentence)


def test_lines_of_ass_and_ttml_end_in_their_own_way():
    for source, form, ends in ((ASS, "ass", "- Yes.\\N- No."), (TTML, "ttml", "- Yes.<br/>- No.")):
        original = document(source, form)
        written = original.render(made(original.text, translated))
        assert ends in written.decode()


def test_the_language_of_ttml_is_that_of_its_text():
    original = document(TTML.replace('"de"', '"fr-FR"'), "ttml")
    assert 'xml:lang="en"' in original.render(shouted(original.text)).decode()


@pytest.mark.parametrize(
    ("source", "form", "said"),
    [
        (WEBVTT.replace("00:06.000 -->", "0x:06.000 -->"), "webvtt", "cue '2' (line 21: its times)"),
        (ASS.replace("0:00:06.00", "0:0x:06.00"), "ass", "line 13 (its times)"),
    ],
)
def test_an_odd_cue_is_kept_and_named(source: str, form: str, said: str):
    with pytest.warns(StructureWarning) as told:
        original = document(source, form)
    assert said in str(told[0].message)
    assert "Non." not in original.text
    assert original.render(echoed(original.text)).decode() == source


@pytest.mark.parametrize(
    ("data", "form"), [(b"Le quai", "webvtt"), (b"Le quai", "ass"), (b"<p>un</p>", "ttml"), (b"<tt>", "ttml")]
)
def test_what_is_none_is_refused(data: bytes, form: str):
    with pytest.raises(FormatError, match=r"check that|cannot be read"):
        read_original(data, form, "a")


def test_ttml_is_written_in_the_encoding_that_it_declares():
    source = TTML.replace("UTF-8", "ISO-8859-1").replace("vide", "fermé")
    original = read_original(source.encode("latin-1"), "ttml")
    written = original.render(made(original.text, phrase("“Closed” quay’s.")))
    assert b"&#8220;" in written
