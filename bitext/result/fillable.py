"""Bilingual files that can be filled in: what a format gives of a file some of whose targets are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bitext.text.masking import Mask


@runtime_checkable
class Fillable(Protocol):
    """A bilingual file whose missing targets are to be filled in.

    It has the shape of a document (:class:`bitext.documents.original.Original`), so that it is translated
    like one; what has a translation takes no part.
    """

    @property
    def text(self) -> str:
        """The sources of the units to be filled, one paragraph a line, a blank line between two.

        Empty where nothing is to be filled.
        """

    @property
    def masks(self) -> Sequence[Mask]:
        """What stands in :attr:`text` for code, addresses and placeholders."""

    @property
    def missing(self) -> int:
        """How many units are to be filled."""

    def render(self, bitext: Any) -> bytes:
        """The file with the targets of ``bitext``, made from :attr:`text`; all else is as it was.

        Raises InputError where ``bitext`` was made from another text.
        """

    def whole(self, bitext: Any) -> Any:
        """All units of the file as one Bitext: those that had a target, and those that ``bitext`` fills.

        Raises InputError where ``bitext`` was made from another text.
        """
