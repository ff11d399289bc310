"""Made-up things that every translation copies: addresses, handles, file names, placeholders, references.

They are made of the words of some pairs, so that their letters are those that the model will read; no rule
here is of one language.
"""

from __future__ import annotations

import random
import re
import string
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from bitext.languages.language import words_in
from training.names import shared

_WORD = re.compile(r"(?<!\w)[a-z]{2,12}(?!\w)")
_DOMAINS = words_in("com com com org net eu info io fr fr be ch ca de es it uk co.uk gov edu tv example")
_ENDINGS = words_in("""
    pdf pdf docx doc xlsx csv jpg JPG png gif zip txt mp3 mp4 html py js json xml yaml md sh tar.gz odt svg
    epub css ini log srt sql
""")
_SCHEMES = ("https://", "https://", "https://", "http://", "ftp://")
_HOSTS = ("", "", "", "www.", "www.", "blog.", "docs.", "m.", "shop.")
_KEYS = ("id", "q", "page", "ref", "lang", "v")
_MAILBOXES = ("contact", "info", "support", "no-reply", "webmaster", "press")
_SEPARATORS = ("", ".", ".", "-", "_")
_PLACEHOLDERS = (
    *(
        "{{{}}}",
        "{{{}}}",
        "{{{{ {} }}}}",
        "{{{{{}}}}}",
        "${{{}}}",
        "%({})s",
        "%({})d",
        "${}",
        "<{}>",
        "</{}>",
    ),
    *(":{}", "[{}]", "[[{}]]", "#{{{}}}", "__{}__", "%{{{}}}", "%{}%", "`{}`", "{}()", "--{}", "<{}/>"),
)
"""Forms with a name in them, for :meth:`str.format`."""
_NAMELESS = ("%s", "%d", "%1$s", "%2$d", "%.2f", "{}", "{0}", "{1}", "$1", "\\n", "&nbsp;", "&amp;", "<br>")
_STAND_INS = "XXXQZ"
_REFERENCES = (
    *("####/####", "978-2-##-######-#", "@@-####", "####/###/@@", "@@-###-@@", "@@######", "####-####"),
    *("@@@-####-###", "@##-###", "+## # ## ## ## ##", "## ## ## ## ##", "@.###-#", "#####", "########"),
    *("@@/####/##", "ISO ####:20##", "SN-####-####", "#.##.#", "@@@@####", "## ####-@@"),
)
"""Forms of references: ``#`` is a digit, ``@`` a capital letter."""


class Words:
    """Words of some pairs without their accents, of both languages, and the names that both sides share."""

    def __init__(self, pairs: Iterable[tuple[str, str]], order: random.Random) -> None:
        """``order`` draws all that is made of them."""
        rows = list(pairs)
        self._words: list[str] = sorted(
            {word for pair in rows for side in pair for word in _words(side)}
        ) or ["port"]
        self._names = sorted({plain(name) for pair in rows for name in shared(*pair)}) or ["Martin"]
        self.order = order

    def word(self) -> str:
        """A word in small letters, now and then a name, or letters without sense."""
        draw = self.order.random()
        if draw < 0.75:  # noqa: PLR2004
            return self.order.choice(self._words)
        if draw < 0.93:  # noqa: PLR2004
            return self.order.choice(self._names).lower()
        return "".join(self.order.choices(string.ascii_lowercase, k=self.order.randint(2, 6)))

    def name(self) -> str:
        """A word with a capital."""
        return self.word().capitalize()

    def digits(self, least: int, most: int = 0) -> str:
        """At least ``least`` digits, at most ``most``, or just as many."""
        return "".join(self.order.choices(string.digits, k=self.order.randint(least, most or least)))

    def joined(self, most: int, separators: Iterable[str] = "-") -> str:
        """Up to ``most`` words with one of the ``separators`` between them."""
        count = self.order.randint(1, most)
        return self.order.choice(tuple(separators)).join(self.word() for _ in range(count))


def _words(text: str) -> list[str]:
    return _WORD.findall(plain(text).lower())


def plain(text: str) -> str:
    """``text`` without its accents, in capitals and small letters as it is."""
    decomposed = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not unicodedata.combining(c)))


def host(words: Words) -> str:
    """A domain: "www.port-neuf.org"."""
    name = words.joined(3, ("-", "", "."))
    return f"{words.order.choice(_HOSTS)}{name}.{words.order.choice(_DOMAINS)}"


def address(words: Words) -> str:
    """A web address, with a path: "https://port.fr/quai/vue-mer.html"."""
    choose = words.order.choice
    path = "/".join(choose((words.joined(4, "-_"), words.digits(2, 6))) for _ in range(choose((1, 1, 2, 3))))
    query = f"?{choose(_KEYS)}={choose((words.word(), words.digits(1, 5)))}"
    tail = choose(("", "", "/", ".html", ".php", query, f"#{words.word()}", f".{choose(_ENDINGS)}"))
    return f"{choose(_SCHEMES)}{host(words)}/{path}{tail}"


def email(words: Words) -> str:
    """An e-mail address: "anne.quai@port.org"."""
    choose = words.order.choice
    initial = f"{words.word()[0]}.{words.word()}"
    box = choose(
        (words.joined(3, _SEPARATORS), words.word() + words.digits(1, 4), initial, choose(_MAILBOXES))
    )
    return f"{box}@{words.joined(2, '-.')}.{choose(_DOMAINS)}"


def handle(words: Words) -> str:
    """The name of a user: "@Quai_Neuf"."""
    one = words.order.choice((words.word, words.name))
    forms = (
        one(),
        f"{one()}_{one()}",
        one() + one(),
        one() + words.digits(1, 3),
        f"_{one()}",
        words.word().upper(),
    )
    return "@" + words.order.choice(forms)


def hashtag(words: Words) -> str:
    """A hashtag: "#VueMer2030"."""
    names = "".join(words.name() for _ in range(words.order.randint(1, 3)))
    forms = (names, words.word(), words.word().upper(), names + words.digits(2, 4), words.joined(2, "_"))
    return "#" + words.order.choice(forms)


def file_name(words: Words) -> str:
    """The name of a file, now and then with its folder: "plan_quai_v2.pdf"."""
    choose = words.order.choice
    stem = choose(
        (words.joined(3, "_-"), words.joined(2, "_-") + choose("-_") + words.digits(1, 4), words.name())
    )
    folders = (f"/{words.word()}/", "./", f"{words.word()}/{words.word()}/", f"C:\\{words.name()}\\")
    folder = choose(folders) if words.order.randrange(10) == 0 else ""
    return f"{folder}{stem}.{choose(_ENDINGS)}"


def placeholder(words: Words) -> str:
    """What a program will put something in the place of: "{port}", "%s"."""
    choose = words.order.choice
    if words.order.randrange(4) == 0:
        return choose(_NAMELESS)
    name = choose((words.word(), words.joined(2, "_"), words.word() + words.name(), words.word().upper()))
    return choose(_PLACEHOLDERS).format(name)


def stand_in(words: Words) -> str:
    """A short name such as stands in a text for what must stay as it is: "X1"."""
    return words.order.choice(_STAND_INS) + words.digits(1, 2)


def reference(words: Words) -> str:
    """A reference, telephone number or code: "AB-1234"."""
    order = words.order
    form = order.choice((*_REFERENCES, f"{words.word().upper()}-####"))
    letters = {"#": lambda: order.choice(string.digits), "@": lambda: order.choice(string.ascii_uppercase)}
    return "".join(letters[character]() if character in letters else character for character in form)


def version(words: Words) -> str:
    """The version of a program: "v2.0.13"."""
    order = words.order
    numbers = ".".join(
        str(order.randint(0, order.choice((9, 20, 120)))) for _ in range(order.choice((2, 3, 3, 4)))
    )
    return (
        order.choice(("", "", "v", f"{words.name()} "))
        + numbers
        + order.choice(("", "", "", "-beta", "-rc1"))
    )


COPIED: Final[Mapping[str, Callable[[Words], str]]] = {
    maker.__name__: maker
    for maker in (address, host, email, handle, hashtag, file_name, placeholder, stand_in, reference, version)
}
"""The makers, by the names that the settings know them by."""
