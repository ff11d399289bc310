"""Other wordings of a whole text, from those of its pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bitext.result.alternatives import Alternative, Piece, distinct, varied

if TYPE_CHECKING:
    from bitext.result.bitext import Bitext


def whole_wordings(bitext: Bitext, most: int | None = None) -> tuple[Alternative, ...]:
    """The whole target with one of its pairs said otherwise, the best first, ``most`` at most.

    They are made of the other wordings of the pairs. All else, white space between sentences included, is as
    in the target.
    """
    told = [pair for pair in bitext.pairs if pair.target]
    pieces = [Piece(pair.target.text, pair.score, pair.wordings) for pair in told]
    text = bitext.target.text
    found = (
        Alternative(text[: told[at].target.start] + one.text + text[told[at].target.end :], score)
        for at, one, score in varied(pieces, most)
    )
    return distinct(found, (text,), most)
