"""HTML: what is translated, what stays, characters and odd pages."""

from __future__ import annotations

import pytest

from bitext import EncodingError, FormatError
from bitext.documents.original import read_original
from bitext.errors import DecodingWarning
from tests.support.documents import carried, document, echoed, made, phrase, shouted


def loud(source: str) -> str:
    original = document(source, "html")
    return original.render(shouted(original.text)).decode()


PAGE = """\
<!DOCTYPE html>
<html lang="fr-FR">
<head>
<meta charset="utf-8"><meta http-equiv=Content-Language content=fr>
<title>Un &amp; deux</title>
<meta name="description" content="une page">
<meta name="generator" content="un outil">
<style>p { content: "un" }</style>
<script>document.write("<p>un</p>");</script>
</head>
<body data-x='un' class="a">
<!-- un commentaire -->
<h1 title="une bulle">Un <em>mot</em></h1>
<p>un &lt; deux&nbsp;: <a href="?a=1&amp;b=2" title="voir">là</a><br/>
  trois <code>un</code> <img src=x.png alt="un chat"></p>
<ul><li>quatre<li>cinq</ul>
<pre>un</pre><textarea placeholder="votre nom">un</textarea>
<p lang="en">one</p><p translate="no">un <b translate=yes>six</b></p>
<div class="x notranslate"><p>un</p></div>
<svg><title>un</title></svg><math><mi>un</mi></math>
<input type="submit" value="envoyer"><input value="un"><button aria-label="fermer">9</button>
<table><caption>sept<tr><td>huit<td>9</table>
</body>
</html>
"""


def test_what_is_translated():
    assert document(PAGE, "html").text.split("\n\n") == [
        "Un & deux",
        "Un mot",
        "un < deux\u00a0: là trois {1}",
        "quatre",
        "cinq",
        "six",
        "sept",
        "huit",
        "une page",
        "une bulle",
        "voir",
        "un chat",
        "votre nom",
        "envoyer",
        "fermer",
    ]


def test_only_the_text_and_its_language_change():
    expected = PAGE.replace('lang="fr-FR"', 'lang="en"').replace("content=fr>", "content=en>")
    for word in (
        "Un &amp; deux",
        "une page",
        "une bulle",
        "voir",
        "là",
        "trois",
        "un chat",
        "quatre",
        "cinq",
    ):
        expected = expected.replace(word, word.upper().replace("&AMP;", "&amp;"))
    for old, new in (
        ("Un <em>mot", "UN <em>MOT"),
        ("un &lt; deux&nbsp;:", "UN &lt; DEUX\u00a0:"),
        ("votre nom", "VOTRE NOM"),
        ("six", "SIX"),
        ("sept", "SEPT"),
        ("huit", "HUIT"),
        ('value="envoyer"', 'value="ENVOYER"'),
        ("fermer", "FERMER"),
    ):
        expected = expected.replace(old, new)
    assert loud(PAGE) == expected


def test_an_echo_changes_the_language_alone():
    original = document(PAGE, "html")
    expected = PAGE.replace('lang="fr-FR"', 'lang="en"').replace("content=fr>", "content=en>")
    assert original.render(echoed(original.text)).decode() == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("un <b>mot</b> &amp; fin", "UN <b>MOT</b> &amp; FIN"),
        ("<p>un<p>deux</b></i>", "<p>UN<p>DEUX</b></i>"),
        ("<p><b>un <i>deux</b> trois</i>", "<p><b>UN <i>DEUX</b> TROIS</i>"),
        ("<p>un <b>deux<p>trois</b>", "<p>UN <b>DEUX<p>TROIS</b>"),
        ("<p>un < deux <3 &unknown; &eacute;", "<p>UN &lt; DEUX &lt;3 &amp;UNKNOWN; É"),
        ("un </> deux", "UN </> DEUX"),
        ("<a href=x>un", "<a href=x>UN"),
        ("un <", "UN &lt;"),
        ("<p>un<!-- <p>deux --> trois <![CDATA[x]]>", "<p>UN<!-- <p>deux --> TROIS <![CDATA[x]]>"),
        ("<title>un <b>deux</title>", "<title>UN &lt;B&gt;DEUX</title>"),
        ("<p><my-word>un</my-word> deux", "<p><my-word>UN</my-word> DEUX"),
        ("un<br><br>deux<br>trois", "UN<br><br>DEUX<br>TROIS"),
        ("<img alt=chat> un", '<img alt="CHAT"> UN'),
        ("<p>un <span lang=en>two</span> trois", "<p>UN <span lang=en>two</span> TROIS"),
        ("<p>un <span lang=fr>deux</span>", "<p>UN <span lang=en>DEUX</span>"),
        ("<div lang=en>one <p lang=fr>deux</p></div>", "<div lang=en>one <p lang=en>DEUX</p></div>"),
        ("<p>mot<sup><a href='#n'>1</a></sup> suit", "<p>MOT<sup><a href='#n'>1</a></sup> SUIT"),
        ("<p>mot<a href='#fn:1'>1</a>, suit", "<p>MOT<a href='#fn:1'>1</a>, SUIT"),
        ("<p>en <a href='x'>2019</a> ici", "<p>EN <a href='x'>2019</a> ICI"),
        ("<p>un <a href=x> <img src=y> </a> deux", "<p>UN <a href=x><img src=y></a> DEUX"),
        ("<p>un<script>if (a < b) un()</script> deux", "<p>UN<script>if (a < b) un()</script> DEUX"),
        ("<ul><li translate=no>un<li>deux</ul>", "<ul><li translate=no>un<li>DEUX</ul>"),
        ("<p translate=no>un<div>deux</div>", "<p translate=no>un<div>DEUX</div>"),
        ("<select><option>un<option>deux</select>", "<select><option>UN<option>DEUX</select>"),
    ],
)
def test_fragments_and_odd_pages(source, expected):
    assert loud(source) == expected


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<a>Un</a> <a>Deux</a>", "Un\n\nDeux"),
        ("<a>Un</a> | <a><b>Deux</b></a> | <img alt=trois>", "Un\n\nDeux\n\ntrois"),
        ("<a>Un</a> et <a>deux</a>", "Un et deux"),
        ("<b>Un</b> <b>deux</b>", "Un deux"),
        ("Un<br>deux<br><br>trois", "Un deux\n\ntrois"),
    ],
)
def test_what_is_one_block(source, text):
    assert document(source, "html").text == text


def test_notes_stay_behind_their_word():
    source = "<p>Le mot<sup><a href='#n1'>[1]</a></sup>, dit-il."
    expected = "<p>He says the word<sup><a href='#n1'>[1]</a></sup>."
    english = phrase("He says the word.", (0, 2), (1, 3), (3, 1))
    assert carried(source, "html", english) == expected


@pytest.mark.parametrize(
    ("encoding", "label"),
    [
        ("utf-8", "utf-8"),
        ("cp1252", "iso-8859-1"),
        ("cp1252", "windows-1252"),
        ("iso-8859-15", "iso-8859-15"),
    ],
)
def test_characters_stay_in_their_encoding(encoding, label):
    page = f'<meta charset="{label}"><p>été'
    original = read_original(page.encode(encoding), "html")
    assert original.text == "été"
    written = original.render(made(original.text, lambda _: ("“Σ”", []))).decode(encoding)
    assert written in {
        f'<meta charset="{label}"><p>“Σ”',
        f'<meta charset="{label}"><p>“&#931;”',
        f'<meta charset="{label}"><p>&#8220;&#931;&#8221;',
    }


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_stays(mark):
    data = "<p>été".encode(mark)
    original = read_original(data, "html")
    assert original.render(echoed(original.text)) == data
    assert original.render(shouted(original.text)) == "<p>ÉTÉ".encode(mark)


@pytest.mark.parametrize(
    ("data", "error", "said"),
    [
        (b"<p>" + bytes(range(128, 256)), EncodingError, "is not UTF-8, nor text in an encoding"),
        (b'<meta charset="utf-7"><p>un', FormatError, "save it as UTF-8"),
        (b'<meta charset="zlib"><p>un', FormatError, "save it as UTF-8"),
        (b'<meta charset="ascii"><p>' + bytes(range(128, 256)), EncodingError, "nor text in an encoding"),
    ],
)
def test_characters_that_cannot_be_told(data, error, said):
    with pytest.raises(error, match=said):
        read_original(data, "html", "a.html")


@pytest.mark.parametrize("head", ["", '<meta charset="utf-8">'])
def test_a_page_in_an_encoding_that_it_does_not_say(head):
    with pytest.warns(DecodingWarning, match="a.html is not UTF-8; it was read as Windows-1252"):
        original = read_original(f"{head}<p>été".encode("cp1252"), "html", "a.html")
    written = original.render(shouted(original.text))
    assert written == f"{head}<p>ÉTÉ".encode("utf-8" if head else "cp1252")


def test_a_very_deep_page_is_read():
    page = "<div>" * 3000 + "un" + "</div>" * 3000
    assert loud(page) == page.replace("un", "UN")
