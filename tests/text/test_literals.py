"""What stays as it is in any language, and what only looks like it."""

from __future__ import annotations

import time

import pytest

from bitext.text.literals import literals


def found(text: str) -> list[str]:
    return [text[one.span.start : one.span.end] for one in literals(text)]


@pytest.mark.parametrize(
    "literal",
    [
        *("https://exemple.fr/a_(b)?c=d&e=1#f", "www.gare-du-port.fr", "ftp://a.org/b", "mailto:léa@port.fr"),
        *(
            "ouest-du-port.fr",
            "BRUME.FR",
            "x.com",
            "t.me/port",
            "services.gouv.fr/aide",
            "Port29.com",
            "a.b.fr",
        ),
        *("anne.legall-port@exemple.fr", "a+b@c-d.co", "@mairie_du_port", "@lea@port.social", "#PortOuvert"),
        *("#fête2024", "#2024Port", "#12", "C#", "C++"),
        *(
            "facture.pdf",
            "Bilan_2024-05.XLSX",
            "a/b/c.tar.gz",
            "notes(2).docx",
            "C:\\Port\\quai.txt",
            "~/.bashrc",
        ),
        *("/etc/hosts", "../quai/plan.svg", ".gitignore"),
        *(
            "{prenom}",
            "{{ client.nom }}",
            "${HOME}",
            "%(nom)s",
            "%s",
            "%1$d",
            "%.2f",
            "%%",
            "{% if a %}",
            "<%= a %>",
        ),
        *("[[nom]]", "$prix", "$x^2$", "&nbsp;", "&#233;", ":nom_de_famille", ":name", ":smile:", "__NOM__"),
        *("[PRIX_TTC]", "`npm run`", "*|NOM|*", "%PATH%", "$(date)"),
        *("3.10.2", "v2.1", "4.x", "2.0.0-beta.3", "192.168.1.20", "12.05.2024", "48.8566"),
        *("1181/93", "FR-2024-00451", "AF1234", "2012/34/UE", "AB-123-CD", "978-2-1234-5680-3"),
        *("02 98 44 12 34", "+33 6 12 34 56 78", "0 800 05 95 95", "FR76 3000 6000 0112 3456 7890 189"),
        *(
            "2'08''31",
            "48°51′24″",
            "17:30",
            "1:02:35",
            "10⁹",
            "10⁻³",
            "Ca²⁺",
            "H₂O",
            "m²",
            "C₆H₁₂O₆",
            "E = mc²",
        ),
        *("|", "→", "≠", "©", "½", "[sic]", "[3]", "=>", "🎉", "👩‍👩‍👧", "1️⃣", "🇫🇷", "Москва", "日本"),
        *('<a href="/quai">', "</b>", "<br/>"),
    ],
)
def test_a_literal_is_found_whole_where_it_stands(literal: str) -> None:
    for text in ("Voici {}", "Avec {} on part.", "Le reste ({}), lui, suit.", "Et {} !"):
        assert literal in found(text.replace("{}", literal)), text


@pytest.mark.parametrize(
    "text",
    [
        "M. Petit et Mme Le Guen, 12 bis, av. de la Gare, p. ex. à 8 h.",
        "J'ai réussi.Les acteurs aussi.De plus, c'est fini.Me voilà.",
        "M.de La Tour est venu.Il est reparti.C'est tout.",
        "L'eau : les gens attendent ; « oui », dit-il… (voir plus haut).",
        "Il a 18 ans, pèse 62,5 kg et court 10 km en 2013.",
        "Le 1er mai, la 2e et la XIXe, 15 % et 1 250 000 voix.",
        "Il a dit :bonjour et il est parti :p :-) ;) ^^ <3 x",
        "Entre 2010-2015, les pages 12-18, score 3-1.",
        "10 %d'eau et 5 % de sel, 12 $US.",
        "Le [maire] et les (ou la) élève(s), et/ou l'an 2000.",
        "C'est-à-dire peut-être aujourd'hui, grand'mère.",
        "Étudiant·e·s et lycéen·ne·s, week-end, R&D, Dupont & fils.",
        "[VIDÉO] Le port en fête",
    ],
)
def test_ordinary_french_has_none(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "word",
    [
        "a" * 10_000,
        "é" * 150,
        "UkVNQVJRVUU0" * 20 + "==",
        "anti-" * 30,
        "l'" * 100,
        "e\u0301" * 100,
        "a+b*" * 60,
    ],
)
def test_what_is_far_longer_than_a_word_is_one(word: str) -> None:
    assert found(f"Voici {word} et rien.") == [word]


def test_a_long_word_is_none() -> None:
    assert not found("Il parle anticonstitutionnellement, " + "arrière-" * 8 + "neveu compris.")
    assert not found("Il rit:« Oui »," * 40)


def test_the_punctuation_behind_an_address_is_not_of_it() -> None:
    assert found("Voir (https://a.fr/b), www.c.fr/d. Et [http://e.fr]: fin.") == [
        "https://a.fr/b",
        "www.c.fr/d",
        "http://e.fr",
    ]
    assert found("https://a.fr/{id}?b=[1].") == ["https://a.fr/{id}?b=[1]"]


def test_kinds() -> None:
    kinds = {
        text: next(literals(text)).kind for text in ("17:30", "AF1234", "a@b.fr", "www.a.fr", "→", "<b>")
    }
    assert list(kinds.values()) == ["time", "code", "word", "address", "symbol", "element"]


@pytest.mark.parametrize(
    "part",
    [
        *(
            "a.",
            "@a",
            "a@",
            "{",
            "{{",
            "1/",
            "<a",
            '<a b="',
            "1",
            "1,",
            "1.1 ",
            "123 ",
            "1 ",
            "A-",
            "A1",
            "#1",
            "%",
        ),
        *(
            "$a ",
            "`a",
            ":a_",
            "[",
            "a|",
            "½",
            "www.",
            "http://a.",
            "http://(",
            "a.pdf",
            "a/",
            "C:\\",
            "«a b",
            "🎉",
        ),
    ],
)
def test_time_grows_with_the_length_alone(part: str) -> None:
    def seconds(length: int) -> float:
        text = (part * length)[:length]
        start = time.process_time()
        for _ in literals(text):
            pass
        return time.process_time() - start

    small = min(seconds(5000) for _ in range(2))
    assert min(seconds(20_000) for _ in range(2)) < 10 * max(small, 0.005)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12, rue du Port, 29200 Brest", ["29200"]),
        ("Il habite 13100 Aix-en-Provence.", ["13100"]),
        ("Environ 35000 personnes", []),
        ("123 45678 Brest", []),
        ("En 2020, Brest", []),
    ],
)
def test_postcodes(text: str, expected: list[str]) -> None:
    assert found(text) == expected
