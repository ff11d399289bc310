"""Plain text: nothing stands around it, nothing in it is kept from the translation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bitext.result.bitext import Bitext
    from bitext.text.masking import Mask


@dataclass(frozen=True, slots=True)
class PlainText:
    """A text; see :class:`bitext.documents.original.Original`."""

    text: str
    masks: tuple[Mask, ...] = ()

    def render(self, bitext: Bitext) -> bytes:
        """The target of ``bitext``."""
        return bitext.target.text.encode("utf-8", "backslashreplace")
