"""Subtitles: cues and their times stay, the text in them is translated.

A sentence that runs over several cues is translated whole and divided again at the words that
correspond, no cue left empty; each cue is set in lines of at most 42 characters where that is possible.
Dialogue dashes, notes of music, position codes and the tags for italics stay. A format says where the
texts of the cues lie (:class:`CueText`) and how it writes them (:class:`Notation`); every other byte of the
file comes out as it went in.
"""

from __future__ import annotations

from collections.abc import Sequence

from bitext.documents.blocks import join, masks_of
from bitext.documents.projection.block_links import link_blocks
from bitext.documents.subtitle_cues import CueFile, CueText, Notation, ShownCue
from bitext.documents.subtitle_groups import Marks, group_of, joined_turns
from bitext.documents.timed_text import TimedText
from bitext.files import DecodedText
from bitext.result.bitext import Bitext
from bitext.text.masking import mask_letter


class Subtitles:
    """Subtitles, written back in their encoding; see :class:`bitext.documents.original.Original`."""

    def __init__(self, decoded: DecodedText, cues: Sequence[CueText], notation: Notation) -> None:
        """``cues`` are the texts of a file, in its order."""
        self._parts = decoded, cues, notation
        self._file = CueFile(decoded, cues, notation)
        self._marks: Marks = []
        letter = mask_letter(decoded.text)
        groups = (
            group_of(each, letter, notation, self._marks)
            for each in joined_turns(self._file.cues, resumes=True)
        )
        self._groups = [group for group in groups if group.block.is_translatable]
        blocks = [group.block for group in self._groups]
        self.text, self._spans = join(blocks)
        self.masks = masks_of(blocks, self._spans)

    def timed(self) -> TimedText:
        """The same subtitles, to be linked with a text that exists."""
        return TimedText(*self._parts)

    @property
    def shown(self) -> list[ShownCue]:
        """What a viewer of the file reads, cue by cue."""
        return self._file.shown(raw=True)

    def render(self, bitext: Bitext) -> bytes:
        """The subtitles with the target of ``bitext`` in the place of their text."""
        for group, linked in zip(self._groups, link_blocks(bitext, self.text, self._spans), strict=True):
            group.set(linked if linked.is_changed else None, self._file.notation, self._marks)
        return self._file.written()
