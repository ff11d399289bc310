"""A pair: sentences of the source and the sentences of the target that say the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from bitext.result.links import WordLinks
from bitext.text.document import Sentence

if TYPE_CHECKING:
    from bitext.text.document import Document

SideName = Literal["source", "target"]
SIDES: Final[tuple[SideName, SideName]] = ("source", "target")


class Side(tuple[Sentence, ...]):
    """The sentences of one side of a pair: a tuple that also knows its span and its text."""

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
    def text(self) -> str:
        """The sentences, joined by spaces; empty where the side is."""
        return " ".join(sentence.text for sentence in self)


def extent(document: Document, side: Side) -> str:
    """The text of a side as it stands in its document, with what parts its sentences."""
    return document.text[side.start : side.end] if side else ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A bead: sentences of the source and the sentences of the target that say the same.

    ``score`` lies between 0 and 1: for a translation, the geometric mean of the probabilities of
    its tokens; of two texts that existed, the probability that the bead is right. ``flags`` are names
    of what a reader should look at (:data:`bitext.result.flags.FLAGS` says what they mean; a file may have
    others). ``words`` has offsets into the two whole texts. ``checked``: a person has found the pair right.
    """

    source: Side
    target: Side
    score: float = 1.0
    flags: tuple[str, ...] = ()
    words: WordLinks = field(default_factory=WordLinks)
    checked: bool = False
