"""What everyday lines have in them: addresses, file names, times and so on, put together at random."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

_WORDS: Final = (
    *(
        "mairie",
        "atelier",
        "ecole",
        "marche",
        "jardin",
        "tourisme",
        "festival",
        "librairie",
        "cantine",
        "moulin",
    ),
    *(
        "phare",
        "velo",
        "cuisine",
        "theatre",
        "hopital",
        "musee",
        "rivage",
        "boulangerie",
        "facture",
        "rapport",
    ),
    *(
        "budget",
        "reunion",
        "horaires",
        "notice",
        "rentree",
        "chantier",
        "colline",
        "tarif",
        "escale",
        "brume",
    ),
)
_ACCENTED: Final = (
    "été",
    "forêt",
    "fenêtre",
    "élèves",
    "noël",
    "château",
    "problème",
    "reçu",
    "dîner",
    "œuvre",
)
_NAMES: Final = (
    "anne",
    "yannick",
    "maelle",
    "tristan",
    "solene",
    "kevin",
    "ines",
    "bastien",
    "lea",
    "gwendal",
)
_SURNAMES: Final = (
    "legoff",
    "marchal",
    "dubreuil",
    "tanguy",
    "roussel",
    "benali",
    "perrot",
    "fontaine",
    "morvan",
)
_ENDINGS: Final = (
    "fr",
    "com",
    "org",
    "net",
    "eu",
    "be",
    "ch",
    "ca",
    "info",
    "io",
    "bzh",
    "paris",
    "gouv.fr",
    "lu",
)
_FILES: Final = (
    *("pdf", "docx", "xlsx", "odt", "csv", "txt", "jpg", "png", "zip", "mp3", "mp4", "html", "json", "pptx"),
    *("tar.gz", "py", "xml", "ics", "epub", "svg", "md", "PDF", "JPG"),
)
_EMOJI: Final = (
    *(
        "😍",
        "🎉",
        "👍",
        "🔥",
        "❤️",
        "👩‍👩‍👧",
        "🇫🇷",
        "👋🏽",
        "☀️",
        "🚀",
        "😂😂",
        "✅",
        "⚠️",
        "🥖🧀",
        "1️⃣",
        "📅",
        "♥",
        "☎️",
        "🙏🏻",
    ),
)
_SYMBOLS: Final = (
    "|",
    "→",
    "≠",
    "≤",
    "≥",
    "≈",
    "←",
    "•",
    "·",
    "⇒",
    "↔",
    "➜",
    "▶",
    "►",
    "±",
    "×",
    "~",
    "❯",
    "‖",
    "»",
)
_MARKS: Final = (
    "©",
    "®",
    "™",
    "[sic]",
    "§",
    "¶",
    "†",
    "‡",
    "℃",
    "‰",
    "∞",
    "√",
    "∑",
    "№",
    "½",
    "¼",
    "✓",
    "★",
    "☐",
    "^",
)
_RAISED: Final = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_LOWERED: Final = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


@dataclass(frozen=True, slots=True)
class Item:
    """Something in a sentence, in French, and what it has to be in English."""

    french: str
    english: str


def _kept(text: str) -> Item:
    return Item(text, text)


def _word(random: Random) -> str:
    return random.choice(_WORDS)


def _host(random: Random) -> str:
    parts = [_word(random) for _ in range(random.choice((1, 1, 1, 2)))]
    name = random.choice(("-", "")).join(parts) + random.choice(("", "", "", "24", "s-du-port"))
    below = random.choice(("", "", "", "", "blog.", "m.", "services."))
    return f"{below}{name}.{random.choice(_ENDINGS)}"


def _path(random: Random) -> str:
    ends = (
        "",
        "/",
        f"/{_word(random)}",
        f"/{_word(random)}/{_word(random)}.html",
        f"/{_word(random)}?id={random.randrange(9999)}&lang=fr",
        f"/{_word(random)}/2024/05/{_word(random)}-{_word(random)}_{random.randrange(999999)}.html",
        f"/{_word(random)}#{_word(random)}",
        f"/%C3%A9t%C3%A9/{_word(random)}",
        f"/~{random.choice(_NAMES)}/",
        f"/{random.choice(_ACCENTED)}",
        f":8080/{_word(random)}",
    )
    return random.choice(ends)


def _address(random: Random) -> Item:
    begin = random.choice(("https://", "https://www.", "http://", "www.", "www.", "ftp://ftp."))
    return _kept(begin + _host(random) + _path(random))


def _domain(random: Random) -> Item:
    host = _host(random)
    host = random.choice(
        (host, host, host, host.capitalize(), host.upper() if random.random() < 0.3 else host)
    )
    return _kept(host + random.choice(("", "", "", f"/{_word(random)}")))


def _mail(random: Random) -> Item:
    name, surname = random.choice(_NAMES), random.choice(_SURNAMES)
    user = random.choice(
        (
            name,
            f"{name}.{surname}",
            f"{name[0]}.{surname}",
            f"{name}_{surname}",
            f"{name}.{surname}-{random.choice(_SURNAMES)}",
            f"{surname}{random.randrange(1950, 2010)}",
            f"{_word(random)}+{_word(random)}",
            "contact",
            f"{name.upper()}.{surname.upper()}",
            f"service.{_word(random)}",
        )
    )
    return _kept(random.choice(("", "", "", "mailto:")) + f"{user}@{_host(random)}")


def _handle(random: Random) -> Item:
    name, word = random.choice(_NAMES), _word(random)
    return _kept(
        "@"
        + random.choice(
            (
                f"{name}_{word}",
                f"{word}{random.randrange(100)}",
                f"{word.capitalize()}{name.capitalize()}",
                f"{word}_officiel",
                f"_{name}_",
                name,
                f"{word}.{name}",
                f"{name}-{word}",
                word.upper(),
                f"{name}@{word}.social",
                f"le{word}",
            )
        )
    )


def _hashtag(random: Random) -> Item:
    one, two, accented = _word(random), _word(random), random.choice(_ACCENTED)
    return _kept(
        "#"
        + random.choice(
            (
                one,
                f"{one.capitalize()}Pour{two.capitalize()}",
                f"{accented}",
                f"{one}{random.randrange(2010, 2030)}",
                one.upper(),
                f"{one.capitalize()}{accented.capitalize()}",
                f"{one}_{two}",
                f"JeSuis{one.capitalize()}",
                f"{random.randrange(1, 50)}{one.capitalize()}",
            )
        )
    )


def _file(random: Random) -> Item:
    one, two, end = _word(random), _word(random), random.choice(_FILES)
    name = random.choice(
        (
            one,
            f"{one}_{two}",
            f"{one}-{two}",
            f"{one}-2024-05-{random.randrange(10, 29)}",
            f"{one.capitalize()}{two.capitalize()}",
            f"{one}_v{random.randrange(1, 9)}",
            random.choice(_ACCENTED),
            f"{one.upper()}_{random.randrange(999)}",
            f"{one}.{two}",
            f"{one}({random.randrange(1, 9)})",
            f"IMG_{random.randrange(1000, 9999)}",
            f"{random.randrange(1, 99)}_{one}",
        )
    )
    folder = random.choice(
        (
            "",
            "",
            "",
            "",
            "",
            "",
            f"{two}/",
            f"/home/{random.choice(_NAMES)}/{two}/",
            f"C:\\{two}\\",
            "./",
            "~/",
            f"..\\{two}\\",
        )
    )
    return _kept(f"{folder}{name}.{end}")


def _placeholder(random: Random) -> Item:
    one, two = _word(random), _word(random)
    return _kept(
        random.choice(
            (
                f"{{{one}}}",
                f"{{{one}_{two}}}",
                f"{{{{{one}}}}}",
                f"{{{{ {one}.{two} }}}}",
                f"{{% {one} %}}",
                f"${{{one}}}",
                f"#{{{one}}}",
                f"%{{{one}}}",
                f"<%= {one} %>",
                f"[[{one}]]",
                f"%({one})s",
                "%s",
                "%d",
                "%1$s",
                "%@",
                "%.2f",
                f"${one}",
                f"${one.upper()}",
                f"<{one}>",
                f"</{one}>",
                f"<{one}/>",
                f"{{{random.randrange(9)}}}",
                f"{{{one.capitalize()}}}",
                f":{one}_{two}",
                f"%{one.upper()}%",
                f"__{one.upper()}__",
                f"{{{one}.{two}}}",
                f"[{one.upper()}_{two.upper()}]",
                f"@{{{one}}}",
                f"{{{one}, number}}",
                f"{{{random.choice(_ACCENTED)}}}",
                f"{{{one}:02d}}",
                f"{{{{{{{one}}}}}}}",
                f"*|{one.upper()}|*",
                f"$({one})",
                f"&{one};",
                f'<a href="/{one}">',
                f'<span class="{one}">',
                "<br>",
                "%%",
                f"%{{{one}}}%",
                f"${one}$",
                f"{{{{{one}|{two}}}}}",
                f"[%{one}%]",
                f"«{one}»" if False else f"{{{one}}}",
                f"{{@{one}}}",
                f"{{!{one}}}",
                f"{{{{#{one}}}}}",
            )
        )
    )


def _version(random: Random) -> Item:
    a, b, c = random.randrange(1, 25), random.randrange(20), random.randrange(30)
    return _kept(
        random.choice(
            (
                f"{a}.{b}.{c}",
                f"v{a}.{b}.{c}",
                f"v{a}.{b}",
                f"{a}.{b}.{c}-beta{random.randrange(1, 9)}",
                f"{a}.{b}.{c}.{b}",
                f"{a}.{b}rc{random.randrange(1, 4)}",
                f"{a}.{b}.{c}+build{c}",
                f"{a}.{b}",
                f"v{a}",
                f"{a}.{b}.x",
                f"{a}.{b}.{c}-rc.{random.randrange(1, 4)}",
                f"V{a}.{b}",
                f"2024.{b}.{c}",
                f"192.168.{b}.{c}",
            )
        )
    )


def _reference(random: Random) -> Item:
    a, b, year = random.randrange(100, 9999), random.randrange(10, 99), random.randrange(1990, 2026)
    letters = "".join(random.choice("ABCDEFGHKLMNPRSTUVWXYZ") for _ in range(random.choice((2, 3))))
    return _kept(
        random.choice(
            (
                f"{a}/{b}",
                f"{year}-{a}",
                f"{letters}-{a}",
                f"{letters}{a}",
                f"{letters}-{year}-{a:05d}",
                f"{a}/{year}/{letters}",
                f"{letters}/{a}",
                f"{year}/{a}/UE",
                f"{a}-{b}-{a}",
                f"{letters} {a}",
                f"{b}-{a}.{b}",
                f"{letters}_{a}",
                f"{a}{letters}{b}",
                f"0{a % 9 + 1} {b} {b} {b} {b}",
                f"+33 {a % 9 + 1} {b} {b} {b} {b}",
                f"FR76 {a:04d} {a:04d} {b}{b}",
                f"{b}'{b}''{b}",
                f"2'0{a % 9}''{b}",
                f"{b}°{b}′{b}″",
                f"978-2-{a:04d}-{b}{b}-{a % 9}",
                f"{letters.lower()}{a}{letters.lower()}{b}",
                f"{year}-0{a % 9 + 1}-{b % 20 + 10}",
                f"#{a}",
                f"{b}.{a}.{b}",
                f"1 {b} 0{a % 9 + 1} {b} {b + 100} {b + 200} {b}",
                f"{letters}.{a}.{b}",
                f"{a:04d}-{letters}",
                f"{letters}-{b}/{a}",
                f"{a}-{b}",
            )
        )
    )


def _time(random: Random) -> Item:
    hour, minute = random.randrange(6, 24), random.choice((0, 5, 8, 10, 15, 20, 25, 30, 40, 45, 55, 59))
    space = random.choice(("", "", " ", "\u00a0", "\u202f"))
    shown = f"{hour:02d}" if random.random() < 0.3 else str(hour)
    french = f"{shown}{space}{random.choice('hhhH')}{space}{minute:02d}"
    return Item(french, f"{hour}:{minute:02d}")


def _number(random: Random, most: int) -> tuple[str, str]:
    """A number with a fraction or groups, as French and as English write it."""
    whole = random.randrange(1, most)
    decimals = random.choice((0, 1, 2, 2))
    fraction = "".join(random.choice("0123456789") for _ in range(decimals))
    space = random.choice((" ", "\u00a0", "\u202f"))
    english = f"{whole:,}" if whole > 9999 or random.random() < 0.7 else f"{whole}"
    french = english.replace(",", space)
    return french + ("," + fraction if fraction else ""), english + ("." + fraction if fraction else "")


def _sum(random: Random) -> Item:
    french, english = _number(random, random.choice((20, 100, 1000, 10_000, 2_000_000)))
    space = random.choice(("", " ", "\u00a0", "\u202f"))
    mark = random.choice("€€€$£")
    if random.random() < 0.1:
        euros, cents = random.randrange(1, 60), random.randrange(1, 10) * 10
        return Item(f"{euros}€{cents}", f"€{euros}.{cents}")
    if random.random() < 0.15 and "," in french:
        scale, short = random.choice((("M", "m"), ("Md", "bn"), ("k", "k")))
        return Item(f"{french}{space}{scale}{mark}", f"{mark}{english}{short}")
    return Item(f"{french}{space}{mark}", f"{mark}{english}")


def _range(random: Random) -> Item:
    dash = random.choice(("-", "-", "–", " - ", " – "))
    one, two = _number(random, 40), _number(random, 900)
    while "," not in two[0]:
        two = _number(random, 900)
    if random.random() < 0.4:
        return Item(two[0], two[1])
    return Item(f"{one[0]}{dash}{two[0]}", f"{one[1]}–{two[1]}")


def _power(random: Random) -> Item:
    a, b = random.randrange(2, 12), random.randrange(1, 31)
    raised, lowered = str(b).translate(_RAISED), str(a).translate(_LOWERED)
    return _kept(
        random.choice(
            (
                f"10{raised}",
                f"10⁻{raised}",
                f"{a}{raised}",
                f"x{raised}",
                "Ca²⁺",
                "Na⁺",
                "Cl⁻",
                f"{b} m²",
                f"{b} km²",
                f"{b} m³",
                "H₂O",
                "CO₂",
                "C₆H₁₂O₆",
                "SO₄²⁻",
                f"{a},{b} × 10{raised}" if False else f"10{raised}",
                "¹⁴C",
                "²³⁵U",
                f"a{lowered}",
                f"x{lowered}",
                f"{b} m·s⁻¹",
                f"{b} kg/m³",
                f"{b} µg/m³",
                f"n{raised}",
                "E = mc²",
            )
        )
    )


def _symbol(random: Random) -> Item:
    return _kept(random.choice(_SYMBOLS[:-1] + _MARKS))


def _emoji(random: Random) -> Item:
    return _kept(random.choice(_EMOJI))


ITEMS: Final[dict[str, Callable[[Random], Item]]] = {
    "addresses": _address,
    "domains": _domain,
    "e-mail": _mail,
    "handles": _handle,
    "hashtags": _hashtag,
    "files": _file,
    "placeholders": _placeholder,
    "versions": _version,
    "references": _reference,
    "times": _time,
    "sums": _sum,
    "ranges": _range,
    "powers": _power,
    "symbols": _symbol,
    "emoji": _emoji,
}
"""What makes an item of each kind."""
