"""Markdown: what is translated, what stays, and that the English cannot become syntax."""

from __future__ import annotations

import pytest

from bitext import EncodingError
from bitext.documents.original import read_original
from bitext.errors import DecodingWarning
from tests.support.documents import document, echoed, made, one_to_one, phrase, shouted

EVERYTHING = """\
---
title: Le phare
slug: le-phare
---

# Le *phare*

Voir [la carte](c.html "La carte") et
`code`  \n**ici**.[^1]

> « Rien », dit-il.
> Rien.

- [ ] un point
- deux ![un chat](x.png)
    1. trois

| Nom | Prix |
|:----|-----:|
| ~~bleu~~ | a \\| b |

Titre
=====

    code

```python
print("un")
```

<div>un</div>

[la carte][n] [n] <https://a.fr> $x_1$

[^1]: La note.

[n]: c.html "Titre"
"""


def loud(source: str) -> str:
    original = document(source, "markdown")
    return original.render(shouted(original.text)).decode()


def test_what_is_translated():
    assert document(EVERYTHING, "markdown").text.split("\n\n") == [
        "Le phare",
        "Le phare",
        "Voir la carte et {1} ici.",
        "« Rien », dit-il. Rien.",
        "un point",
        "deux",
        "trois",
        "Nom",
        "Prix",
        "bleu",
        "a | b",
        "Titre",
        "un",
        "la carte n {1} {2}",
        "La note.",
        "La carte",
        "un chat",
    ]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_an_echo_comes_back_byte_for_byte(newline, bom):
    source = bom + EVERYTHING.replace("\n", newline)
    original = document(source, "markdown")
    assert original.render(echoed(original.text)).decode() == source


def test_only_the_text_changes():
    written = loud(EVERYTHING)
    assert written == (
        EVERYTHING.replace("Le *phare*", "LE *PHARE*")
        .replace("title: Le phare", "title: LE PHARE")
        .replace("<div>un</div>", "<div>UN</div>")
        .replace('Voir [la carte](c.html "La carte") et', 'VOIR [LA CARTE](c.html "LA CARTE") ET')
        .replace("**ici**", "**ICI**")
        .replace("« Rien », dit-il.\n> Rien.", "« RIEN », DIT-IL.\n> RIEN.")
        .replace("un point", "UN POINT")
        .replace("deux ![un chat]", "DEUX ![UN CHAT]")
        .replace("trois", "TROIS")
        .replace("Nom | Prix", "NOM | PRIX")
        .replace("~~bleu~~ | a \\| b", "~~BLEU~~ | A \\| B")
        .replace("Titre\n=", "TITRE\n=")
        .replace("[la carte][n] [n]", "[LA CARTE][n] [N][n]")
        .replace("La note.", "LA NOTE.")
    )


@pytest.mark.parametrize(
    ("source", "english", "expected"),
    [
        ("Un.", "1. One", "1\\. One"),
        ("Un.", "# One", "\\# One"),
        ("Un.", "- One", "\\- One"),
        ("Un.", "> One", "\\> One"),
        ("Un.", "---", "\\---"),
        ("Un.", "[one]: two", "\\[one]: two"),
        ("Un.", "a*b snake_case _x_ `c`", "a\\*b snake_case \\_x\\_ \\`c\\`"),
        ("Un.", "a <b> & &amp; AT&T", "a \\<b> & \\&amp; AT&T"),
        ("Un.", "see [one](two)", "see \\[one\\]\\(two\\)"),
        ("Un <https://a.fr>.", "One {1}, (2).", "One <https://a.fr>, (2)."),
        ("# Un", "C #", "# C \\#"),
        ("| a |\n|---|\n| b |", "x | y", "| x \\| y |\n|---|\n| x \\| y |"),
        ("Un **mot**.", "A **", "**A** \\*\\*"),
        ("[Un](u.html)", "a ] b [", "[a \\] b \\[](u.html)"),
        ("![un](u.png)", "a ] b", "![a \\] b](u.png)"),
        ('[x](u "un mot")', 'a "b"', '[a "b"](u "a \\"b\\"")'),
    ],
)
def test_english_is_no_syntax(source, english, expected):
    original = document(source, "markdown")
    assert original.render(made(original.text, lambda _: (english, []))).decode() == expected


def test_emphasis_that_markdown_cannot_open_is_written_as_html():
    original = document("x **(mot)** y", "markdown")
    bitext = made(original.text, phrase("x(word)y", (0, 0), (2, 2), (4, 4)))
    assert original.render(bitext).decode() == "x<strong>\\(word\\)</strong>y"


def test_lines_end_where_they_ended_in_the_sense_of_the_text():
    source = "- le chat\n  dort au\n  soleil"
    original = document(source, "markdown")
    written = original.render(made(original.text, one_to_one("the cat sleeps outside today"))).decode()
    assert written == "- the cat\n  sleeps outside\n  today"


def test_a_hard_break_that_finds_no_place_is_left_out():
    original = document("un\\\ndeux\\\ntrois", "markdown")
    assert original.render(made(original.text, lambda _: ("all", []))).decode() == "all"


@pytest.mark.parametrize(
    "source",
    [
        "* a\n\n  * b\n\n      c\n",
        "1) un\n2) deux\n",
        "> > un\n> deux\n",
        "un\tdeux\n",
        "\tcode\n\nun\n",
        "Un <b>mot</b> <!-- non --> <br> dit\n",
        "a | b\n--|--\nc | d\n",
        "> | a | b |\n> |---|---|\n> | c |  |\n",
        "+++\nx = 1\n+++\nun\n",
        "[x]\n\n[x]: /u 'Titre'\n",
        "*un **deux*** trois\n",
        "Titre\n---\n\nun\n***\n",
    ],
)
def test_an_echo_of_rarer_forms_comes_back_and_their_text_is_found(source):
    original = document(source, "markdown")
    assert original.text
    assert original.render(echoed(original.text)).decode() == source
    assert document(loud(source), "markdown").text == original.text.upper()


def test_what_is_not_utf_8_is_told_and_written_in_it():
    with pytest.warns(DecodingWarning, match="a.md is not UTF-8; it was read as Windows-1252"):
        original = read_original("été".encode("latin-1"), "markdown", "a.md")
    assert original.render(shouted(original.text)) == "ÉTÉ".encode()
    with pytest.raises(EncodingError, match="is not UTF-8: "):
        read_original("été".encode("latin-1"), "markdown", "a.md", "utf-8")
