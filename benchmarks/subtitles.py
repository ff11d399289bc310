"""Subtitles: an English text in French cues, word for word and sentence for sentence.

*Cuts*: sentences of our own over two and three cues (``benchmarks/data/subtitle_cuts.txt``) with an English
translation, cut by hand where the same is said before any program had divided it. A content word is right in
the cue in which it was put by hand; *within one* counts those, too, that are on the wrong side of a cut which
is one word off.

*Sentences*: the same, a dialogue of short turns (``subtitle_dialogue.txt``), and newstest2013 cut into cues,
with five sentences of a hundred left out of either side at random. A sentence is right if each of its words
stands in a cue of its French.

*Two files*: the dialogue as two files, one of which begins later, runs 4 % slower, and has a break that the
other has not, with a tenth of the sentences left out of either: F1 of the sentences that are linked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, starmap
from pathlib import Path
from random import Random
from typing import Final

from rich.console import Console
from rich.table import Table

from bitext.aligner.aligner import Aligner
from bitext.documents.original import read_original
from bitext.documents.subtitle_pouring import Poured
from bitext.documents.subtitles import Subtitles
from bitext.documents.timed_text import TimedText
from bitext.languages import ENGLISH

CUTS: Final = Path(__file__).with_name("data") / "subtitle_cuts.txt"
DIALOGUE: Final = CUTS.with_name("subtitle_dialogue.txt")
_DROPPED: Final = 0.05
_ROUNDS: Final = 5
_LINES: Final = 400
"""Lines of news."""
_WIDTH: Final = 70
_SIGNS: Final = ".,;:!?…\"'“”‘’()-–—"


@dataclass(frozen=True, slots=True)
class TimedSentence:
    """A sentence: its French by cue, and its English by the same cues, or whole where only that is known."""

    french: tuple[str, ...]
    english: tuple[str, ...]

    @property
    def words(self) -> list[str]:
        """The English words, signs on them."""
        return " ".join(self.english).split()


def run(data: Path, model: str) -> None:
    """Print the shares of words and sentences in their cues."""
    console = Console()
    aligner = Aligner(model)
    own = cut_sentences()
    table = Table("what", "number", "right", "within one", title="English in French cues, %")
    found, wrong = _cuts(aligner, own)
    table.add_row("content words", str(len(found)), _share(found, 0), _share(found, 1))
    rows = {"sentences, own": (own, _ROUNDS), "sentences, dialogue": (dialogue(), _ROUNDS)}
    if (data / "mt" / "newstest2013.fr").is_file():
        rows["sentences, news"] = (_news(data), 1)
    for name, (sentences, rounds) in rows.items():
        verdicts, misplaced = _rounds(aligner, sentences, rounds)
        wrong += misplaced
        table.add_row(name, str(len(verdicts)), _share([1 - right for right in verdicts], 0), "")
    table.add_row(*_linked(aligner, use_times=False), "")
    table.add_row(*_linked(aligner, use_times=True), "")
    console.print(table)
    for each in wrong:
        console.print(each, markup=False, highlight=False, soft_wrap=True)


def cut_sentences() -> list[TimedSentence]:
    """The sentences of our own."""
    sentences = []
    for block in CUTS.read_text(encoding="utf-8").split("\n\n"):
        cues = [line.split(" | ") for line in block.strip().split("\n") if not line.startswith("#")]
        if cues:
            sentences.append(TimedSentence(tuple(cue[0] for cue in cues), tuple(cue[1] for cue in cues)))
    return sentences


def dialogue() -> list[TimedSentence]:
    """Short turns of our own."""
    lines = DIALOGUE.read_text(encoding="utf-8").split("\n")
    rows = [line.split(" | ") for line in lines if line and not line.startswith("#")]
    return [TimedSentence(tuple(french.split(" / ")), (english,)) for french, english in rows]


def _news(data: Path) -> list[TimedSentence]:
    sides = [(data / "mt" / f"newstest2013.{lang}").read_text(encoding="utf-8") for lang in ("fr", "en")]
    pairs = zip(*(side.split("\n")[:_LINES] for side in sides), strict=True)
    return [TimedSentence(tuple(_in_cues(french)), (english,)) for french, english in pairs if french.strip()]


def _in_cues(text: str) -> Iterator[str]:
    words: list[str] = []
    for word in text.split():
        if words and len(" ".join(words)) + len(word) >= _WIDTH:
            yield " ".join(words)
            words = []
        words.append(word)
    yield " ".join(words)


def in_cues(aligner: Aligner, sentences: Sequence[TimedSentence], english: str) -> Poured:
    """The English text in the cues of the French of ``sentences``."""
    contents = [cue for sentence in sentences for cue in sentence.french]
    timed = _timed("".join(_cue(at + 1, (3 * at, 3 * at + 3, cue)) for at, cue in enumerate(contents)))
    return timed.pour(aligner.align(timed.text, english))


def _time(seconds: float) -> str:
    whole, rest = divmod(round(1000 * seconds), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02},{rest:03}"


def word_cues(poured: Poured) -> list[tuple[str, int]]:
    """The words that were poured, each with its cue, from 0."""
    return [(word, int(cue.name) - 1) for cue in poured.shown for word in cue.text.split() if word != "…"]


def _cuts(aligner: Aligner, sentences: Sequence[TimedSentence]) -> tuple[list[int], list[str]]:
    """For each content word by how many words its cut is off, 0 if it is in its cue; and what is wrong."""
    words = [word for sentence in sentences for word in sentence.words]
    placed = word_cues(in_cues(aligner, sentences, " ".join(words)))
    gold = [
        cue
        for cue, part in enumerate(part for each in sentences for part in each.english)
        for _ in part.split()
    ]
    if [word for word, _ in placed] != words:
        raise RuntimeError("words of the English are lost, or in another order")
    off = [_off(gold, [cue for _, cue in placed], at) for at in range(len(words))]
    found = [each for each, word in zip(off, words, strict=True) if _is_content(word)]
    return found, list(_shown_cuts(sentences, placed, off))


def _off(gold: Sequence[int], found: Sequence[int], at: int) -> int:
    """How many words lie between the cut that parts a word from its cue and the one that was judged."""
    if gold[at] == found[at]:
        return 0
    first = last = at
    while first and gold[first - 1] != found[first - 1]:
        first -= 1
    while last + 1 < len(gold) and gold[last + 1] != found[last + 1]:
        last += 1
    return last + 1 - first


def _shown_cuts(
    sentences: Sequence[TimedSentence], placed: Sequence[tuple[str, int]], off: Sequence[int]
) -> Iterator[str]:
    at = 0
    for sentence in sentences:
        end = at + len(sentence.words)
        if any(off[at:end]):
            parts = [placed[at][0]]
            for (_, before), (word, cue) in pairwise(placed[at:end]):
                parts.append(f"| {word}" if cue != before else word)
            yield f"{' | '.join(sentence.french)}\n   {' | '.join(sentence.english)}\n   {' '.join(parts)}"
        at = end


def _is_content(word: str) -> bool:
    plain = word.strip(_SIGNS).lower()
    return bool(plain) and plain.split("'")[0].split("’")[0] not in ENGLISH.function_words


def _rounds(
    aligner: Aligner, sentences: Sequence[TimedSentence], rounds: int
) -> tuple[list[bool], list[str]]:
    """For each sentence that both sides have whether it stands in its cues; and those that do not."""
    verdicts: list[bool] = []
    wrong: list[str] = []
    for seed in range(rounds):
        random = Random(seed)
        french = [random.random() >= _DROPPED for _ in sentences]
        english = [random.random() >= _DROPPED for _ in sentences]
        kept = [each for each, is_there in zip(sentences, french, strict=True) if is_there]
        said = [each for each, is_there in zip(sentences, english, strict=True) if is_there]
        placed = word_cues(in_cues(aligner, kept, "\n".join(" ".join(each.words) for each in said)))
        at = cue = 0
        for sentence, is_cued, is_said in zip(sentences, french, english, strict=True):
            length = len(sentence.words) if is_said else 0
            cues = range(cue, cue + len(sentence.french)) if is_cued else range(0)
            if is_said and is_cued:
                verdicts.append(all(found in cues for _, found in placed[at : at + length]))
                if not verdicts[-1]:
                    wrong.append(f"elsewhere: {' | '.join(sentence.french)} → {' '.join(sentence.words)}")
            at, cue = at + length, cue + len(cues)
        if at != len(placed):
            raise RuntimeError("words of the English are lost")
    return verdicts, wrong


def two_files(seed: int) -> tuple[TimedText, TimedText, set[tuple[int, int]]]:
    """The dialogue as two files whose clocks differ, a tenth left out of either; where counterparts begin."""
    random = Random(seed)
    rows: tuple[list[_Row], list[_Row]] = ([], [])
    kept: list[tuple[str, str]] = []
    now = 10.0
    for sentence in dialogue():
        lengths = [max(1.0, len(cue) / 15) for cue in sentence.french]
        begins, said = now, ["", ""]
        for cue, length in zip(sentence.french, lengths, strict=True):
            rows[0].append((now, now + length - 0.1, cue))
            now += length
        there = 7.4 + 1.0427 * begins + (25 if begins > 200 else 0) + random.uniform(-0.25, 0.25)
        rows[1].append((there, there + sum(lengths), sentence.english[0]))
        for side, count in enumerate((len(sentence.french), 1)):
            if random.random() < 2 * _DROPPED:
                del rows[side][-count:]
            else:
                said[side] = " ".join(sentence.french if side == 0 else sentence.english)
        kept.append((said[0], said[1]))
        now += random.uniform(0.1, 4)
    texts = [_timed("".join(starmap(_cue, enumerate(each, 1)))) for each in rows]
    return texts[0], texts[1], set(_places(texts, kept))


_Row = tuple[float, float, str]


def _cue(number: int, row: _Row) -> str:
    start, end, text = row
    return f"{number}\n{_time(start)} --> {_time(end)}\n{text}\n\n"


def _timed(source: str) -> TimedText:
    original = read_original(source.encode(), "subrip")
    assert isinstance(original, Subtitles)  # noqa: S101 - that is what the form says
    return original.timed()


def _places(texts: Sequence[TimedText], kept: Sequence[tuple[str, str]]) -> Iterator[tuple[int, int]]:
    """Where the sentences that both texts have begin in each."""
    at = [0, 0]
    for said in kept:
        found = [text.text.index(part, start) for text, part, start in zip(texts, said, at, strict=True)]
        at = [start + len(part) for start, part in zip(found, said, strict=True)]
        if all(said):
            yield found[0], found[1]


def _linked(aligner: Aligner, *, use_times: bool) -> list[str]:
    """The row of the table for two files: their counterparts, and F1 of those that are linked."""
    right = found = wanted = 0
    for seed in range(_ROUNDS):
        french, english, gold = two_files(seed)
        times = (french.times, english.times) if use_times else None
        links = {
            (source.start, target.start)
            for pair in aligner.align(french.text, english.text, times=times)
            for source in pair.source
            for target in pair.target
        }
        right, found, wanted = right + len(links & gold), found + len(links), wanted + len(gold)
    name = "two files, texts and times, F1" if use_times else "two files, texts alone, F1"
    return [name, str(wanted), f"{200 * right / (found + wanted):.1f}"]


def _share(off: Sequence[int], most: int) -> str:
    return f"{100 * sum(each <= most for each in off) / max(1, len(off)):.1f}"
