"""What views and tables need of a result; :class:`bitext.Bitext` has it, and they need not import that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bitext.result.links import QuoteLink
    from bitext.result.pair import Pair
    from bitext.text.document import Document


class PairedTexts(Protocol):
    """Two texts and the pairs of their sentences."""

    @property
    def source(self) -> Document:
        """The text that was translated."""

    @property
    def target(self) -> Document:
        """Its translation."""

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The beads, in the order of the texts."""


class LinkedTexts(PairedTexts, Protocol):
    """Two texts, the pairs of their sentences and the links of their quotations."""

    @property
    def quotes(self) -> tuple[QuoteLink, ...]:
        """The quotations of both texts, linked."""

    @property
    def model(self) -> str | None:
        """The model that translated or linked them, if there was one."""
