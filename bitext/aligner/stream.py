"""A translation as it comes: pair by pair, in order, and the whole result in the end."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from bitext.aligner.translated import TargetText
    from bitext.result.bitext import Bitext
    from bitext.result.pair import Pair
    from bitext.text.document import Document


class PairStream(Iterator["Pair"]):
    """The pairs of a translation that is under way; made by :meth:`bitext.Aligner.stream`.

    ``source`` is the document that is translated. Offsets of the target are those in the whole target text.

    Example:
        >>> import bitext
        >>> with bitext.Aligner().stream("Il pleut. Il neige.") as pairs:
        ...     first = next(pairs)
        ...     result = pairs.result()
        >>> first == result[0]
        True
    """

    def __init__(self, source: Document, pairs: Generator[Pair], text: TargetText) -> None:
        self.source = source
        self._pairs = pairs
        self._text = text

    def __len__(self) -> int:
        """How many pairs there will be in all."""
        return len(self.source)

    def __repr__(self) -> str:
        return f"<PairStream of {len(self)} pairs>"

    def __next__(self) -> Pair:
        return next(self._pairs)

    def settled(self) -> Iterator[Bitext]:
        """The pairs with their quotations, some at a time: as soon as no quotation runs on behind them.

        Each is a result of its own, whose offsets count from its beginning.
        """
        for _ in self._pairs:
            if (found := self._text.settled()) is not None:
                yield found

    def close(self) -> None:
        """Stop: what is being translated is given up."""
        self._pairs.close()

    def result(self) -> Bitext:
        """The whole, with its quotations linked; waits for the pairs that are not there yet.

        Raises:
            InputError: if the stream was closed before its end.
        """
        for _ in self._pairs:
            pass
        return self._text.bitext()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
