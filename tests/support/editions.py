"""A made-up novel in two languages, paragraph by paragraph, of which editions differ."""

from __future__ import annotations

import random
from dataclasses import dataclass

NAMES = [
    "Armel",
    "Bérénice",
    "Corentin",
    "Delphine",
    "Evariste",
    "Faustine",
    "Gwenaël",
    "Hortense",
    "Isidore",
    "Judicaël",
]
TOWNS = [
    "Trévarez",
    "Kerlouan",
    "Plozévet",
    "Camaret",
    "Douarnenez",
    "Roscoff",
    "Paimpol",
    "Tréguier",
    "Lannion",
    "Morlaix",
]
THINGS = {
    "une lanterne": "a lantern",
    "un parapluie": "an umbrella",
    "trois carnets": "three notebooks",
    "une malle": "a trunk",
    "un violon": "a violin",
    "des cordages": "some ropes",
    "une carte marine": "a sea chart",
    "deux chandelles": "two candles",
}
SCENES = (
    ("{a} quitta {t} avec {f} et ne dit rien à {b}.", "{a} left {t} with {e} and said nothing to {b}."),
    ("Le {n} mars, la mer monta jusqu’à {t}.", "On March {n} the sea rose as far as {t}."),
    ("« {b} m’a promis {f} », murmura {a}.", "“{b} promised me {e},” murmured {a}."),
    ("À {t}, {a} compta {n} voiles dans la brume.", "In {t}, {a} counted {n} sails in the mist."),
    ("Personne ne crut {b} quand {a} parla de {t}.", "Nobody believed {b} when {a} spoke of {t}."),
    ("{a} posa {f} sur la table de {b}.", "{a} put {e} on {b}’s table."),
    ("Il fallut {n} jours pour revenir de {t}.", "It took {n} days to come back from {t}."),
)


@dataclass(frozen=True, slots=True)
class TwoTexts:
    """A paragraph, or a heading, in both languages; an empty one is missing in that edition."""

    french: str
    english: str


def chapter(number: int, paragraphs: int = 12) -> list[TwoTexts]:
    """The paragraphs of a chapter, without a heading; the same for the same number."""
    draw = random.Random(number)  # noqa: S311 – a book that is the same each time
    return [_paragraph(draw) for _ in range(paragraphs)]


def _paragraph(draw: random.Random) -> TwoTexts:
    french, english = [], []
    for scene in draw.sample(SCENES, draw.choice((1, 2, 3))):
        a, b = draw.sample(NAMES, 2)
        thing = draw.choice(list(THINGS))
        values = {"a": a, "b": b, "t": draw.choice(TOWNS), "n": str(draw.randint(12, 980)), "f": thing}
        values["e"] = THINGS[thing]
        french.append(scene[0].format(**values))
        english.append(scene[1].format(**values))
    return TwoTexts(" ".join(french), " ".join(english))


def novel(chapters: int = 6, paragraphs: int = 12) -> list[list[TwoTexts]]:
    """Chapters with headings: « Chapitre III » and "Chapter Three"."""
    english = ("One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
    numerals = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
    return [
        [TwoTexts(f"Chapitre {numerals[at]}", f"Chapter {english[at]}"), *chapter(at, paragraphs)]
        for at in range(chapters)
    ]


def texts(book: list[list[TwoTexts]]) -> tuple[str, str]:
    """Both editions, a blank line between two paragraphs."""
    paragraphs = [paragraph for part in book for paragraph in part]
    sides = ([p.french for p in paragraphs], [p.english for p in paragraphs])
    return "\n\n".join(filter(None, sides[0])), "\n\n".join(filter(None, sides[1]))


def without(paragraph: TwoTexts, side: str) -> TwoTexts:
    """The paragraph, missing in one of the editions: "french" or "english"."""
    return TwoTexts("", paragraph.english) if side == "french" else TwoTexts(paragraph.french, "")
