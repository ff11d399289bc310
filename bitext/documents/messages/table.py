"""A table of messages: a document whose texts are the texts of its messages."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bitext.documents.blocks import join, masks_of
from bitext.documents.messages.message import Message
from bitext.documents.projection.block_links import link_blocks
from bitext.result.bitext import Bitext


class MessageTable:
    """A document of messages, see :class:`bitext.documents.original.Original`.

    ``written`` makes the file of the messages in their target, which come in the order of ``messages``.
    """

    def __init__(self, messages: Sequence[Message], written: Callable[[Sequence[str]], bytes]) -> None:
        self.messages = messages
        self._written = written
        self._units = [unit for message in messages for unit in message.units]
        blocks = [unit.block for unit in self._units]
        self.text, self._spans = join(blocks)
        self.masks = masks_of(blocks, self._spans)

    def render(self, bitext: Bitext) -> bytes:
        """The file with the target of ``bitext`` in the place of its text."""
        for unit, linked in zip(self._units, link_blocks(bitext, self.text, self._spans), strict=True):
            unit.reset()
            unit.linked = linked
        return self._written([message.render() for message in self.messages])
