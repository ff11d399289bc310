"""A pair: sentences of the source and the sentences of the target that say the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from bitext.errors import InputError
from bitext.result.alternatives import Alternative
from bitext.result.links import WordLinks
from bitext.text.document import Sentence, Span
from bitext.text.glimpse import count, glimpse

if TYPE_CHECKING:
    from bitext.text.document import Document

SideName = Literal["source", "target"]
SIDES: Final[tuple[SideName, SideName]] = ("source", "target")


class Side(tuple[Sentence, ...]):
    """The sentences of one side of a pair: a tuple that also knows its span and its text.

    Empty where the pair has no sentence on this side.

    Example:
        >>> import bitext
        >>> side = bitext.align(["Il pleut."], ["It rains."], bridge="length")[0].target
        >>> side.text, side.span, len(side)
        ('It rains.', Span(start=0, end=9), 1)
    """

    __slots__ = ()

    @property
    def start(self) -> int:
        """Offset of the first sentence. IndexError where the side is empty."""
        return self[0].start

    @property
    def end(self) -> int:
        """Offset behind the last sentence. IndexError where the side is empty."""
        return self[-1].end

    @property
    def span(self) -> Span | None:
        """From the first sentence to the last, in the text of its document; None where the side is empty."""
        return Span(self.start, self.end) if self else None

    @property
    def text(self) -> str:
        """The sentences, joined by spaces; empty where the side is."""
        return " ".join(sentence.text for sentence in self)

    def __repr__(self) -> str:
        return f"<Side {self.start}:{self.end} {glimpse(self.text)}>" if self else "<Side: empty>"


def extent(document: Document, side: Side) -> str:
    """The text of a side as it stands in its document, with what parts its sentences."""
    return document.text[side.start : side.end] if side else ""


@dataclass(frozen=True, slots=True, repr=False)
class Pair:
    """A bead: sentences of the source and the sentences of the target that say the same.

    ``score`` lies between 0 and 1: for a translation, the geometric mean of the probabilities of
    its tokens; of two texts that existed, the probability that the bead is right. ``flags`` are names
    of what a reader should look at (:data:`bitext.result.flags.FLAGS` says what they mean; a file may have
    others). ``words`` has offsets into the two whole texts; ``words[k].source.text`` is a word.
    ``checked``: a person has found the pair right. ``wordings`` are the other wordings of the target that
    were asked for, see :meth:`alternatives`. ``terms`` are links like those of words, between terms of a
    glossary and what stands for them; one that found no place is not there, and its pair is flagged *term*.
    ``doubt`` is the probability, 0 to 1, that a reader finds a serious fault in a translation (*doubtful* is
    the flag of a pair with much of it); None where nothing is translated, in two texts that existed, and once
    a person has changed the target.
    A ``source`` or a ``target`` without a counterpart stands alone in its pair.

    Example:
        >>> import bitext
        >>> (pair,) = bitext.align(["Il pleut."], ["It rains."], bridge="length")
        >>> pair.source.text, pair.target.text, pair.flags
        ('Il pleut.', 'It rains.', ())
    """

    source: Side
    target: Side
    score: float = 1.0
    flags: tuple[str, ...] = ()
    words: WordLinks = field(default_factory=WordLinks)
    checked: bool = False
    wordings: tuple[Alternative, ...] = ()
    terms: WordLinks = field(default_factory=WordLinks)
    doubt: float | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", self.words.within(self.source, self.target))
        object.__setattr__(self, "terms", self.terms.within(self.source, self.target))

    def alternatives(self, n: int | None = None) -> tuple[Alternative, ...]:
        """Other wordings of the target, the best first; each differs in its words from all others.

        They are there where they were asked for: ``bitext.translate(text, alternatives=3)``, or
        ``Aligner.align``, or ``bitext translate --alternatives 3``; files that hold everything keep them. For
        any other pair, :meth:`bitext.Aligner.alternatives` finds some. There may be fewer than asked for, and
        none of a number or a link.

        Args:
            n: How many at most; all that there are by default.

        Raises:
            InputError: ``n`` is negative.

        Example:
            >>> import bitext
            >>> (pair,) = bitext.translate("Le temps est maussade.", alternatives=3)
            >>> len(pair.alternatives(2))
            2
        """
        if n is not None and n < 0:
            raise InputError(f"n must be 0 or more, not {n}.")
        return self.wordings[:n]

    def __repr__(self) -> str:
        shown = [count(len(self.words), "word link"), *self.flags, *(["checked"] if self.checked else [])]
        if self.wordings:
            shown.append(count(len(self.wordings), "alternative"))
        texts = f"{glimpse(self.source.text)} → {glimpse(self.target.text)}"
        return f"<Pair {self.score:.2f}: {texts}, {', '.join(shown)}>"
