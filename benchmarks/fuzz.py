"""Fuzzing: odd texts through ``align``, with an echo in the place of the model, and saved.

The echo drops, doubles, swaps and invents pieces, and links some of them to nothing. What comes back has to
pass Bitext's own validation, to hold every sentence and every quotation of the source once, and to load equal
from JSON, JSON Lines, TMX and XLIFF. Each input has a number, from which it is made again: ``--first 7
--count 1`` runs that of number 7 by itself. ``--real`` asks the model itself.
"""

from __future__ import annotations

import io
import re
import traceback
import warnings
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final, get_args

import numpy as np
from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.memory import Echo
from bitext import catalog
from bitext.aligner.aligner import Aligner
from bitext.errors import BitextWarning
from bitext.result.storage import formats
from bitext.result.validation import check
from bitext.text.characters import NOT_XML
from bitext.translation.engines.base import Hypothesis
from bitext.translation.engines.vocabulary import UNKNOWN, Vocabulary
from bitext.translation.loading import load
from bitext.translation.options import DialogueStyle, QuoteStyle
from bitext.translation.translator import Translator

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bitext.result.bitext import Bitext
    from bitext.segmentation.wrapping import Unwrap
    from bitext.translation.engines.base import BatchFound, Decoding

_LOSSLESS: Final = {"json": ".json", "jsonl": ".jsonl", "tmx": ".tmx", "xliff": ".xlf"}
_IN_XML: Final = ("tmx", "xliff")
_STYLES: Final[tuple[QuoteStyle, ...]] = ("curly", "single", "straight", "source")
_LEAST_SHOWN: Final = 20


def _cut(text: str) -> tuple[str, ...]:
    return tuple(text.split(";"))


_WORDS: Final = _cut(
    "le;maire;Nous partons;rien;Il part;non;l’été;M. Le Goff;3,5 %;aujourd'hui;dit-il;a-t-elle promis;oui"
    ";Ça;y;a;Le;LA GRÈVE;l'armée;Mme;« oui »;17h30;283,82 €;10⁹;m²;n° 12;5' 10\""
    ';15";’70;rock ’n’ roll;les chiens’'
)
_ODD: Final = _cut(
    "½;¼;™;№;ﬃ;e\u0301;😀;👩\u200d👩;\u200b;\xad;a\u0308;Ａ;①;ſ;ﷺ;שלום"
    ";\x00;\x1c;\ud800;\ufeff;\u0301"
    ";http://a.fr/b;{prenom};a@b.fr;@mairie;#Oui;%s;<b>;</b>;&amp;;[sic];ZX1;ZX2;X1;‰;→;[1];(...);C++;_;#;*;|"
)
_MARKS: Final = _cut(
    "« ;« ;« ; »; »; »;«;»;«\u00a0;\u202f»;“;”;\";„;‹;›;‘;’;';<<;>>;,,;'';``;`;″;— ;– ;- ;--;»mot«;“mot“"
)
_STOPS: Final = _cut(". ;.; ! ;\u202f? ;, ; : ;… ;...; ; ; ")
_BREAKS: Final = _cut('\n;\n\n;\r\n;\u2028;\x0b;\x85;\n« ;\n» ;\n“;\n";\n— ;\n- ;\n  ;\t;')
_KINDS: Final = (_WORDS, _WORDS, _MARKS, _MARKS, _STOPS, _BREAKS)
_PARAGRAPHS: Final = (
    "« Nous partons.\n« Nous reviendrons. »",
    "Le maire : « Nous partons.\n« Nous reviendrons. » Il part.",
    "« Nous partons.\n» Rien n’est dit.",
    "« Nous partons.\n» Nous restons. »",
    "« On m’a dit : « Partez ! »\nIl est parti.",
    "« On m’a dit : “Partez !” »\nIl est parti.",
    "— Non, dit-il.\n— Si !",
    "Il cria : — Viens, dit-il, vite. Elle vint.\n— « Oui », fit-elle — enfin.",
    "SUZANNE, à part. — Nous partons. LE MAIRE. – Rien. Réussi.Le maire part.",
    "“Un.\n“Deux.\n“Trois.”",
)
_INVENTED: Final = (*_cut('▁";";▁“;”;\';▁the;s;.;,;▁;-;▁ZX;1;»;▁«'), UNKNOWN)
_FORMS: Final = {"mixed": 26, "odd": 44, "paragraphs": 20, "wrapped": 8, "long": 2}
"""What the texts are made of, and how many in 100 are."""


@dataclass(frozen=True, slots=True)
class _Input:
    """One input and how it is aligned."""

    text: str | list[str]
    style: QuoteStyle
    stray: bool
    split_clauses: bool
    dialogue: DialogueStyle
    unwrap: Unwrap


class Garbling(Echo):
    """Gives the pieces of the source back, of which it drops, doubles, swaps and invents some."""

    def __init__(self) -> None:
        self.random = seeded(0)

    def generate(
        self, sources: Sequence[Sequence[str]], decoding: Decoding, advance: BatchFound
    ) -> list[Hypothesis]:
        """Each source, garbled."""
        found = [self._garbled(source, -0.1 / decoding.beam) for source in sources]
        advance(dict(enumerate(found)))
        return found

    def _garbled(self, source: Sequence[str], score: float) -> Hypothesis:
        share = self.random.choice((0.0, 0.0, 0.1, 0.5))
        pieces = [pair for at, piece in enumerate(source) for pair in self._changed(piece, at, share)]
        if self.random.random() < share:
            cut = self.random.randint(0, len(pieces))
            pieces = pieces[cut:] + pieces[:cut]
        attention = np.zeros((len(pieces), len(source)), np.float32)
        for row, (_, column) in enumerate(pieces):
            if column >= 0:
                attention[row, column] = 1.0
        return Hypothesis(tuple(piece for piece, _ in pieces), score, attention)

    def _changed(self, piece: str, at: int, share: float) -> list[tuple[str, int]]:
        """What is written for a piece of the source: (piece, what it came from; -1 for nothing)."""
        kept = (piece, at)
        if self.random.random() >= share:
            return [kept]
        invented = (self.random.choice(_INVENTED), self.random.choice((-1, at)))
        return self.random.choice(([], [kept, kept], [kept, invented], [invented], [(piece, -1)]))


def made_input(number: int) -> _Input:
    """The input of that number."""
    random = seeded(number)
    listed = [_text(random) for _ in range(random.randint(0, 5))]
    text = random.choice((_text(random), _text(random), _text(random), listed))
    style, stray = random.choice(_STYLES), random.choice((True, False))
    split_clauses, dialogue = random.choice((True, True, False)), random.choice(get_args(DialogueStyle))
    return _Input(text, style, stray, split_clauses, dialogue, random.choice(("auto", "auto", True, False)))


def seeded(number: int) -> Random:
    """What makes the same choices each time for one number."""
    return Random(number)


def _text(random: Random) -> str:
    (form,) = random.choices(list(_FORMS), list(_FORMS.values()))
    if form == "paragraphs":
        return _woven(random, random.choice(_PARAGRAPHS))
    if form == "wrapped":
        return _wrapped(random)
    if form == "long":
        return _long(random)
    groups = (*_KINDS, _ODD) if form == "odd" else _KINDS
    return "".join(random.choice(random.choice(groups)) for _ in range(random.randint(0, 24)))


def _woven(random: Random, paragraph: str) -> str:
    """Words and marks put into a text at random places."""
    for _ in range(random.randint(0, 4)):
        at = random.randint(0, len(paragraph))
        paragraph = paragraph[:at] + random.choice(random.choice(_KINDS)) + paragraph[at:]
    return paragraph + random.choice(("", "\nIl part.", " Il part."))


def _wrapped(random: Random) -> str:
    """Lines of about the same length, some words cut in two at their ends."""
    groups = (_WORDS, _WORDS, _WORDS, _STOPS, _MARKS, _ODD)
    words = "".join(f"{random.choice(random.choice(groups))} " for _ in range(random.randint(10, 60)))
    width, ends = random.choice((24, 45, 72)), ("\n", "\n", "\r\n", "-\n", "\xad\n", "\n  ")
    return "".join(words[at : at + width] + random.choice(ends) for at in range(0, len(words), width))


def _long(random: Random) -> str:
    """A sentence of about as many pieces as a model reads."""
    words = [random.choice((random.choice(_ODD), "mot", "rien,")) for _ in range(random.choice((3, 30, 130)))]
    return random.choice((" ", "")).join(words)


def fault_of(aligner: Aligner, made: _Input, folder: Path) -> str | None:
    """What goes wrong with an input; None if nothing does."""
    aligner.quotes, aligner.stray = made.style, made.stray
    aligner.split_clauses, aligner.dialogue, aligner.unwrap = made.split_clauses, made.dialogue, made.unwrap
    try:
        result = aligner.align(made.text)
        check(result)
        return _unaccounted(made, result) or _changed_by_saving(result, folder)
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        told = re.sub(r"\d+", "#", str(error))[:90]
        return f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno}: {told}"


def _unaccounted(made: _Input, result: Bitext) -> str | None:
    """What an invariant of every result says is wrong."""
    text = made.text if isinstance(made.text, str) else "\n".join(made.text)
    if result.source.text != text:
        return "the source is another text"
    if len(result.pairs) != len(result.source) or len(result.target) != len(result.source):
        return "a sentence has no pair"
    fault = _unlinked(result, divided=made.split_clauses)
    if fault:
        return fault
    if any(link.verdict == "lost" for link in result.quotes):
        return "a quotation is lost"
    return None


def _unlinked(result: Bitext, *, divided: bool) -> str | None:
    """Which quotation has no link, or more than it has parts; ``divided`` says whether it may have parts."""
    every = (*result.source.quotations, *result.source.unpaired)
    links = Counter(link.source for link in result.quotes if link.source)
    links.subtract(every)
    if any(more < 0 for more in links.values()) or set(links) != set(every):
        return "a quotation has no link"
    parts = [link.target for link in result.quotes if link.source and links[link.source]]
    if parts and not divided:
        return "a quotation has two links"
    return "the parts of a quotation are one" if None in parts or len(set(parts)) < len(parts) else None


def _changed_by_saving(result: Bitext, folder: Path) -> str | None:
    """The first lossless format that does not give the result back."""
    clean = not NOT_XML.search(result.source.text + result.target.text)
    for name, suffix in _LOSSLESS.items():
        chosen = formats()[name]
        stream = io.StringIO(newline="")
        if chosen.print is None or chosen.load is None:
            return f"{name} is no lossless format"
        chosen.print(result, stream)
        path = folder / f"saved{suffix}"
        path.write_bytes(stream.getvalue().encode("utf-8", "backslashreplace"))
        loaded = chosen.load(path)
        if loaded != result and (clean or name not in _IN_XML):
            return f"{name} gives another result back"
    return None


def made_aligner(*, real: bool) -> tuple[Aligner, Callable[[int], None]]:
    """An aligner, and what sets the seed of its engine."""
    aligner = Aligner()
    if real:
        aligner.translator = load()
        return aligner, lambda _: None
    files = catalog.fetch()
    engine = Garbling()
    aligner.translator = Translator(engine, Vocabulary(files.folder), files.info)

    def seed(number: int) -> None:
        engine.random = seeded(number)

    return aligner, seed


def run(first: int, count: int, *, real: bool) -> None:
    """Run the inputs of the numbers from ``first`` on, and print what went wrong with which."""
    aligner, seed = made_aligner(real=real)
    found: dict[str, list[int]] = {}
    with TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore", BitextWarning)
        for number in track(range(first, first + count), "Fuzzing", console=Console(stderr=True)):
            seed(number)
            fault = fault_of(aligner, made_input(number), Path(folder))
            if fault:
                found.setdefault(fault, []).append(number)
    table = Table("fault", "inputs", "numbers", title=f"Fuzzing: inputs {first} to {first + count - 1}")
    for fault, numbers in sorted(found.items(), key=lambda row: -len(row[1])):
        table.add_row(fault, str(len(numbers)), " ".join(map(str, numbers[:_LEAST_SHOWN])))
    table.caption = f"{count - sum(map(len, found.values()))} of {count} without a fault"
    Console().print(table)
