"""Quotations as inline codes: what TMX and XLIFF make of them.

A segment is the text of one side of a pair, from its first sentence to its last. The codes of a
quotation stand around its marks, and the marks stay in the text, so that a tool that drops the codes
drops no mark. Both halves of a quotation have its number. The quotations that a link joins have the
same number on both sides (that of the link, counted from 1), so that a translator's tool knows what
belongs together; a quotation with several links has the number of the first of them.

What the codes cannot say is said in strings, which a format puts where it has a place for them:

- of a quotation, for the pair in which it opens: its number, then what is not as usual:
  ``kind=dialogue``, ``depth=1``, ``marks=1,0`` (lengths of the marks, if not 1,1; 1,0 for dialogue),
  ``lead=2`` and ``trail=1`` (how far it reaches beyond its codes into the white space around),
  ``again=12,40`` (continuation marks, from its start), ``sentences=0,1`` (if not those that it
  touches), ``place=3`` (its index in the document, if they are out of order); ``span=3,5`` for one that
  lies in white space alone and has no codes. Example: ``3 depth=1``.
- of a link, for the pair in which it begins: its number, its verdict, then ``source=2`` or ``target=-``
  where the quotation of a side is not the one with the link's number. Example: ``3 restored``.

Codes win over strings: where a text was edited elsewhere, a quotation is where its codes are.

:mod:`bitext.formats._quotation_encoder` writes codes and strings, :mod:`bitext.formats._quotation_decoder`
reads them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bitext.text.document import QuotationKind

USUAL_MARKS: Final[dict[QuotationKind, tuple[int, int]]] = {
    "quotation": (1, 1),
    "dialogue": (1, 0),
    "stray": (1, 0),
}
"""How long the two marks of a quotation are, if its string does not say otherwise."""

NO_QUOTATION: Final = "-"
"""Stands in the string of a link for a side without a quotation."""


@dataclass(frozen=True, slots=True)
class QuotationCode:
    """One half of a quotation in a segment.

    ``paired``: the other half stands in the same segment; else it is in another one. ``nested``: paired,
    and what lies between crosses no other paired quotation, so that an element may enclose it.
    """

    number: int
    opens: bool
    paired: bool
    nested: bool
    kind: QuotationKind


SegmentPart = str | QuotationCode
"""A stretch of text, or a code between two stretches."""
