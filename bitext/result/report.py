"""What an alignment of two texts is like: beads, what has no counterpart, and where to look.

:meth:`bitext.Bitext.report` makes it; as a text it is for a reader, :meth:`AlignmentReport.to_dict` is for
programs.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from bitext.languages import language_or_unknown
from bitext.languages.chapters import chapters_of
from bitext.result.summary import quotation_counts, verdicts_of
from bitext.text.glimpse import count

if TYPE_CHECKING:
    from bitext.result.linked_texts import LinkedTexts
    from bitext.result.pair import Pair, Side
    from bitext.text.chapters import Chapter
    from bitext.text.document import Document

Chapters = tuple["Sequence[Chapter]", "Sequence[Chapter]"]
"""The chapters of both texts."""

_WEAKEST: Final = 20
_DOUBTFUL: Final = 0.5
"""A pair of a lower score is doubtful."""
_LEAST: Final = 3
"""Doubtful pairs of a stretch, at least."""
_APART: Final = 1
"""Other pairs that may stand between two doubtful ones of a stretch."""
_GLIMPSE: Final = 60
"""Characters of a text that are shown, at most."""
_RUNNING_HEAD: Final = "running-head"


@dataclass(frozen=True, slots=True)
class ChapterCounts:
    """How many sentences a chapter has, and how many of them have no counterpart.

    ``lang`` is the language of its text; running heads do not count.
    """

    lang: str
    title: str
    sentences: int
    alone: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where to look: pair number ``pair``, from 0, in a chapter, with the beginning of both sides."""

    pair: int
    chapter: str
    score: float
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Pairs ``first`` to ``last``, which are doubtful or lack a side; ``alone``: sentences that lack one."""

    first: int
    last: int
    alone: int
    place: Place


@dataclass(frozen=True, slots=True)
class AlignmentReport:
    """The report of an alignment.

    ``beads``: how many there are of each kind ("1-1", "1-2", "1-0", …), the most common first.
    ``weakest``: the pairs with two sides that have the lowest scores, the lowest first. ``doubtful``:
    stretches to look at, in reading order. ``quotations``: how many the source has, ``paired`` how many of
    them the target has, too. ``running_heads``: lines that took no part.
    """

    beads: dict[str, int]
    chapters: tuple[ChapterCounts, ...]
    weakest: tuple[Place, ...]
    doubtful: tuple[Stretch, ...]
    quotations: int
    paired: int
    running_heads: int
    quotation_line: str = ""

    @property
    def alone(self) -> int:
        """Sentences of both texts without a counterpart."""
        return sum(chapter.alone for chapter in self.chapters)

    @property
    def sentences(self) -> int:
        """Sentences of both texts, but for running heads."""
        return sum(chapter.sentences for chapter in self.chapters)

    def to_dict(self) -> dict[str, Any]:
        """The same as dictionaries, lists, texts and numbers."""
        return {**asdict(self), "sentences": self.sentences, "alone": self.alone}

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        beads = ", ".join(f"{kind}: {number:,}" for kind, number in self.beads.items())
        yield f"Beads: {beads or 'none'}"
        yield f"Without a counterpart: {_share(self.alone, self.sentences, 'sentence')}"
        for chapter in self.chapters:
            if chapter.alone:
                share = _share(chapter.alone, chapter.sentences, "sentence")
                yield f"  {chapter.lang}, {chapter.title or '(no heading)'}: {share}"
        if self.running_heads:
            yield f"Running heads and page numbers: {self.running_heads:,}"
        yield f"Quotations paired: {_share(self.paired, self.quotations, 'quotation')}; {self.quotation_line}"
        yield from self._places()

    def _places(self) -> Iterator[str]:
        if self.doubtful:
            yield "Stretches to look at:"
        for stretch in self.doubtful:
            pairs = f"pairs {stretch.first + 1:,} to {stretch.last + 1:,}"
            alone = f", {count(stretch.alone, 'sentence')} alone" if stretch.alone else ""
            yield f"  {pairs}{alone}; {_described(stretch.place)}"
        if self.weakest:
            yield "Weakest pairs:"
        for place in self.weakest:
            yield f"  {place.score:.2f} pair {place.pair + 1:,}; {_described(place)}"


def make_report(bitext: LinkedTexts, chapters: Chapters | None = None) -> AlignmentReport:
    """The report of a result; ``chapters`` of both texts, found by their headings where not given."""
    places = _Places(bitext, chapters or (_chapters(bitext.source), _chapters(bitext.target)))
    verdicts = verdicts_of(bitext.quotes)
    paired = sum(verdicts[name] for name in ("kept", "moved", "restored"))
    whole = [(number, pair) for number, pair in enumerate(bitext.pairs) if pair.source and pair.target]
    weakest = sorted(whole, key=lambda one: (one[1].score, one[0]))[:_WEAKEST]
    kinds = Counter(
        f"{len(pair.source)}-{len(pair.target)}" for pair in bitext.pairs if _RUNNING_HEAD not in pair.flags
    )
    return AlignmentReport(
        beads=dict(kinds.most_common()),
        chapters=tuple(places.counts()),
        weakest=tuple(places.of(number) for number, pair in weakest if pair.score < 1),
        doubtful=tuple(_stretches(bitext, places)),
        quotations=paired + verdicts["lost"],
        paired=paired,
        running_heads=sum(_RUNNING_HEAD in pair.flags for pair in bitext.pairs),
        quotation_line=quotation_counts(verdicts),
    )


class _Places:
    """Finds the chapter of a pair."""

    def __init__(self, bitext: LinkedTexts, chapters: Chapters) -> None:
        self._bitext = bitext
        self._chapters = chapters
        self._starts = [[chapter.start for chapter in side] for side in chapters]

    def of(self, number: int) -> Place:
        """Where a pair stands."""
        pair = self._bitext.pairs[number]
        side = 0 if pair.source else 1
        at = self._chapter(side, (pair.source or pair.target).start)
        title = self._chapters[side][at].title if self._chapters[side] else ""
        return Place(number, title, round(pair.score, 4), _glimpse(pair.source), _glimpse(pair.target))

    def counts(self) -> Iterator[ChapterCounts]:
        """The sentences of each chapter of the source, then of the target."""
        pairs = [pair for pair in self._bitext.pairs if _RUNNING_HEAD not in pair.flags]
        for side, document in enumerate((self._bitext.source, self._bitext.target)):
            own, other = ("source", "target") if side == 0 else ("target", "source")
            sentences, alone = Counter[int](), Counter[int]()
            for pair in pairs:
                for sentence in getattr(pair, own):
                    at = self._chapter(side, sentence.start)
                    sentences[at] += 1
                    alone[at] += not getattr(pair, other)
            for at, chapter in enumerate(self._chapters[side]):
                yield ChapterCounts(document.lang, chapter.title, sentences[at], alone[at])

    def _chapter(self, side: int, offset: int) -> int:
        return max(0, bisect_right(self._starts[side], offset) - 1)


def _chapters(document: Document) -> Sequence[Chapter]:
    return chapters_of(document.text, language_or_unknown(document.lang))


def _stretches(bitext: LinkedTexts, places: _Places) -> Iterator[Stretch]:
    """Runs of doubtful pairs, in reading order."""
    doubtful = [number for number, pair in enumerate(bitext.pairs) if _is_doubtful(pair)]
    run: list[int] = []
    for number in [*doubtful, None]:
        if number is not None and (not run or number - run[-1] <= _APART + 1):
            run.append(number)
            continue
        if len(run) >= _LEAST:
            pairs = bitext.pairs[run[0] : run[-1] + 1]
            alone = sum(len(pair.source) + len(pair.target) for pair in pairs if _is_alone(pair))
            yield Stretch(run[0], run[-1], alone, places.of(run[0]))
        run = [] if number is None else [number]


def _is_doubtful(pair: Pair) -> bool:
    return _RUNNING_HEAD not in pair.flags and (_is_alone(pair) or pair.score < _DOUBTFUL)


def _is_alone(pair: Pair) -> bool:
    return not (pair.source and pair.target)


def _described(place: Place) -> str:
    chapter = f"in {place.chapter}: " if place.chapter else ""
    return f"{chapter}{place.source or '–'} | {place.target or '–'}"


def _glimpse(side: Side) -> str:
    text = " ".join(side.text.split())
    return text if len(text) <= _GLIMPSE else f"{text[: _GLIMPSE - 1].rstrip()}…"


def _share(part: int, whole: int, noun: str) -> str:
    share = f" ({part / whole:.1%})" if whole else ""
    return f"{part:,} of {count(whole, noun)}{share}"
