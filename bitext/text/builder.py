"""A text that is put together stretch by stretch, with the offsets that come of it."""

from __future__ import annotations

from bitext.text.document import Span


class TextBuilder:
    """A text that grows at its end."""

    __slots__ = ("_length", "_parts")

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0

    def add(self, gap: str, stretch: str) -> Span:
        """Append white space and a stretch behind it; where the stretch now lies."""
        start = self._length + len(gap)
        self._parts += [gap, stretch]
        self._length = start + len(stretch)
        return Span(start, self._length)

    @property
    def text(self) -> str:
        """All that was added."""
        return "".join(self._parts)

    def __len__(self) -> int:
        return self._length
