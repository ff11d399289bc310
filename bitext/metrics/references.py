"""A reference that is a text: aligned to the translations that are scored against it.

All text of both sides counts: what a translation leaves out, or has beside the reference, stays in the
segment before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bitext.alignment.sentences import find_beads
from bitext.alignment.similarity import LexicalBridge
from bitext.errors import InputError
from bitext.metrics.retention import LANGUAGE
from bitext.segmentation.segment import split_sentences

Cut = tuple[int, int]
"""Where a segment ends: how many lines of the translation and sentences of the reference are before it."""


def aligned(
    systems: Sequence[Sequence[str]], reference: str, lang: str = LANGUAGE
) -> tuple[list[list[str]], list[str]]:
    """The lines of each system, and the reference, in segments that are the same for all.

    A segment is the fewest sentences of the reference that make whole lines in every system.

    Raises:
        InputError: the reference has no sentence.
    """
    sentences = [sentence.text for sentence in split_sentences(reference, lang)]
    if not sentences:
        raise InputError("the reference has no sentence; give a text, or a line for each segment.")
    spoken = [[line for line in lines if line.strip()] for lines in systems]
    cuts = [{at: lines for lines, at in _cuts(each, sentences)} for each in spoken]
    common = sorted(set.intersection(*map(set, cuts)))
    ends = [[found[at] for at in common] for found in cuts]
    segments = [_joined(lines, end) for lines, end in zip(spoken, ends, strict=True)]
    return segments, _joined(sentences, common)


def _cuts(lines: Sequence[str], sentences: Sequence[str]) -> list[Cut]:
    """Where segments end that have text on both sides; the last ends both."""
    found: list[Cut] = []
    here = (0, 0)
    for bead in find_beads(LexicalBridge(lines).space(lines, sentences)):
        is_whole = bead.source and bead.target
        here = here[0] + len(bead.source), here[1] + len(bead.target)
        if is_whole or not found:
            found.append(here)
        else:  # it has no counterpart: the segment before it goes on
            found[-1] = here
    if len(found) > 1 and 0 in found[0]:
        found.pop(0)
    return found or [(0, len(sentences))]


def _joined(lines: Sequence[str], ends: Sequence[int]) -> list[str]:
    return [" ".join(lines[start:end]) for start, end in pairwise((0, *ends))]
