"""Value types that join the two languages: word links and quotation links."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, cycle
from operator import add
from typing import Literal, NamedTuple, Protocol, overload

from bitext.text.document import Evidence, Quotation, Sentence, TextSpan, text_between

Verdict = Literal["kept", "restored", "moved", "lost", "added", "unpaired"]

LinkRow = tuple[int, int, int, int]
"""A word link as four offsets: source start, source end, target start, target end."""


_SHOWN = 3
"""Links that a representation shows."""


class WordLink(NamedTuple):
    """A word of the source and the word of the target that it became.

    ``source`` and ``target`` are spans in the two whole texts, each with its ``text``.

    Example:
        >>> import bitext
        >>> links = bitext.translate("Le vent se lève.")[0].words
        >>> links[1].source.text, links[1].target.text
        ('vent', 'wind')
    """

    source: TextSpan
    target: TextSpan


Sides = tuple[Sequence[Sentence], Sequence[Sentence]]
"""The sentences of the source and of the target that word links lie in."""


class WordLinks(Sequence[WordLink]):
    """Word links, packed: four integers a link, made into :class:`WordLink` when read.

    A book has millions of links; as objects they would not fit in memory.

    Example:
        >>> import bitext
        >>> links = bitext.WordLinks([(0, 2, 0, 3), (3, 7, 4, 8)])
        >>> len(links), links[1].source == bitext.Span(3, 7)
        (2, True)
    """

    __slots__ = ("_packed", "_sides")

    def __init__(self, rows: Iterable[LinkRow] = ()) -> None:
        """``rows``: the offsets of each link, each below 2**31."""
        self._sides: Sides = (), ()
        self._packed = array("i", chain.from_iterable(rows))

    def rows(self) -> Iterator[LinkRow]:
        """The offsets of each link."""
        packed = iter(self._packed)
        return zip(packed, packed, packed, packed, strict=True)

    def within(self, source: Sequence[Sentence], target: Sequence[Sentence]) -> WordLinks:
        """The same links, as those of the sentences ``source`` and ``target``, which have their words."""
        found = WordLinks()
        found._packed = self._packed
        found._sides = source, target
        return found

    def shifted(self, source: int, target: int) -> WordLinks:
        """The same links with every offset moved by ``source`` and ``target``."""
        moved = WordLinks()
        moved._packed = array("i", map(add, self._packed, cycle((source, source, target, target))))
        return moved

    def __len__(self) -> int:
        return len(self._packed) // 4

    @overload
    def __getitem__(self, index: int) -> WordLink: ...
    @overload
    def __getitem__(self, index: slice) -> WordLinks: ...
    def __getitem__(self, index: int | slice) -> WordLink | WordLinks:
        if isinstance(index, slice):
            rows = list(self.rows())
            return WordLinks(rows[index]).within(*self._sides)
        at = range(len(self))[index] * 4
        a, b, c, d = self._packed[at : at + 4]
        source, target = self._sides
        return WordLink(
            TextSpan(a, b, text_between(source, a, b)), TextSpan(c, d, text_between(target, c, d))
        )

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, WordLinks):
            return NotImplemented
        return self._packed == other._packed

    def __hash__(self) -> int:
        return hash(self._packed.tobytes())

    def __repr__(self) -> str:
        shown = [
            f"{link.source.text or link.source} → {link.target.text or link.target}" for link in self[:_SHOWN]
        ]
        return f"<WordLinks: {', '.join([str(len(self)), *shown, *(['…'] if len(self) > _SHOWN else [])])}>"


@dataclass(frozen=True, slots=True)
class QuoteSpeaker:
    """Who says a quotation, on both sides, and how that is known.

    ``source`` and ``target`` are where the speaker is named in the two texts; one is None where nothing there
    is linked to the other. ``evidence``: see :class:`bitext.Speaker`.

    Example:
        >>> import bitext
        >>> result = bitext.align(["« Non », dit Paul."], ["“No,” says Paul."], bridge="length")
        >>> speaker = result.quotes[0].speaker
        >>> speaker.source.text, speaker.target.text, speaker.evidence
        ('Paul', 'Paul', 'clause')
    """

    source: TextSpan | None
    target: TextSpan | None
    evidence: Evidence


class Speakers(Protocol):
    """Tells who says the quotations of a result."""

    def of(self, link: QuoteLink) -> QuoteSpeaker | None:
        """The speaker of a link of the result; None where no rule is sure."""


class _InResult:
    """What belongs to a result, and may know who speaks in it; no field, so that links compare by value."""

    __slots__ = ("_speakers",)
    _speakers: Speakers


@dataclass(frozen=True, slots=True, repr=False)
class QuoteLink(_InResult):
    """A quotation of the source and what became of it in the target.

    ``verdict``: *kept* (the marks stand where the translation has them, or at a sentence's edge where
    no other place is possible: a quotation that wraps the sentence, a dialogue dash), *restored* (at
    least one mark was lost and put in where the attention points, or by a person), *moved* (kept, but not
    in the order of the source), *lost* (not in the target), *added* (not in the source), *unpaired* (a
    stray mark).
    ``source`` is None for *added* and for an *unpaired* mark of the target, ``target`` for *lost* and for
    an *unpaired* mark that was left out. One text may divide what the other quotes in one go: then each
    part has a link to the same whole, and a verdict of its own. So a translation does at a reporting clause:
    its parts are *kept* where the model wrote the marks round the clause, *restored* where its words alone
    tell their place.

    Example:
        >>> import bitext
        >>> for link in bitext.translate("Elle a dit « non » hier.").quotes:
        ...     if link.source and link.target:
        ...         print(link.verdict, link.source.text, link.target.text)
        kept « non » “no”
    """

    source: Quotation | None
    target: Quotation | None
    verdict: Verdict

    @property
    def speaker(self) -> QuoteSpeaker | None:
        """Who says it, named on both sides; None where no rule is sure.

        Found by :attr:`bitext.Document.speakers` in the text whose language has rules (French), when it is
        first asked for, and projected to the other. A link made by hand knows of no text, and of no speaker.

        Example:
            >>> import bitext
            >>> (link,) = bitext.translate("« Nous restons », a déclaré Mme Le Bris.").quotes
            >>> link.speaker.source.text, link.speaker.target.text, link.speaker.evidence
            ('Mme Le Bris', 'Ms. Le Bris', 'clause')
        """
        speakers: Speakers | None = getattr(self, "_speakers", None)
        return None if speakers is None else speakers.of(self)

    def within(self, source: str, target: str, speakers: Speakers) -> QuoteLink:
        """The link with its quotations as those of the whole texts ``source`` and ``target``.

        ``speakers`` tells who speaks in them.
        """
        left = self.source.of_text(source) if self.source else None
        right = self.target.of_text(target) if self.target else None
        found = QuoteLink(left, right, self.verdict)
        object.__setattr__(found, "_speakers", speakers)
        return found

    def __getstate__(self) -> tuple[object, ...]:
        return self.source, self.target, self.verdict, getattr(self, "_speakers", None)

    def __setstate__(self, state: tuple[object, ...]) -> None:
        for name, value in zip(("source", "target", "verdict", "_speakers"), state, strict=True):
            if name != "_speakers" or value is not None:
                object.__setattr__(self, name, value)

    def __repr__(self) -> str:
        return f"<QuoteLink {self.verdict}: {self.source} → {self.target}>"
