"""Subtitles that `bitext align` writes: a text in the cues of its counterpart."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bitext.cli._files import UsageError, check_output
from bitext.cli._messages import say, tell_written
from bitext.documents.original import SUBTITLES, Original, form_of, has_suffix_of
from bitext.files import split_lines, writing
from bitext.result.summary import summary
from bitext.result.unmasking import unmasked_text
from bitext.text.glimpse import glimpse

if TYPE_CHECKING:
    from bitext import Aligner, Bitext
    from bitext.documents.subtitle_pouring import Placement, Poured
    from bitext.translation.progress import Progress

Cps = Annotated[
    float,
    typer.Option("--cps", min=1, help="Subtitles: tell of cues with more characters a second than this."),
]


@dataclass(frozen=True, slots=True)
class Opened:
    """The files that are aligned, where they are read from, and the suffix of what is written."""

    french: Path
    english: Path
    output: Path
    read: Callable[[Path], Original]


def is_subtitles(output: Path | None) -> bool:
    """Whether a file that is to be written holds subtitles, by its suffix."""
    return output is not None and form_of(output) in SUBTITLES


def text_of(original: Original, *, presegmented: bool) -> str | list[str]:
    """What is aligned of a text or a document; a list of its lines where each is a sentence."""
    text = unmasked_text(original.text, original.masks)
    return split_lines(text) if presegmented else text


def put_in_cues(
    aligner: Aligner, files: Opened, progress: Progress, *, presegmented: bool
) -> tuple[Poured, Bitext]:
    """The text that is not timed in the cues of the other, and how the two are linked.

    Raises UsageError where the times are in neither file, or in one of another form than the output.
    """
    from bitext.documents.subtitles import Subtitles

    french, english = (files.read(path) for path in (files.french, files.english))
    is_first = isinstance(french, Subtitles)
    timed, path = (french, files.french) if is_first else (english, files.english)
    if not isinstance(timed, Subtitles):
        raise UsageError(
            f"neither {files.french} nor {files.english} holds subtitles, so there are no times for "
            f"{files.output}; give one that does, or name an output such as {files.output.stem}.json."
        )
    form = form_of(path) or ""
    if form and not has_suffix_of(form, files.output):
        raise UsageError(
            f"the times are in {path}; name the output {files.output.with_suffix(path.suffix)}, in its form."
        )
    timed_text = timed.timed()
    other = text_of(english if is_first else french, presegmented=presegmented)
    sides = (timed_text.text, other) if is_first else (other, timed_text.text)
    result = aligner.align(*sides, progress=progress)
    poured = timed_text.pour(result if is_first else result.swapped())
    return poured, result


def put_poured(poured: Poured, result: Bitext, output: Path, cps: float, *, quiet: bool) -> None:
    """Write subtitles, and tell what has no counterpart, and which cues are read too fast."""
    with writing(output) as stream:
        stream.buffer.write(poured.data)
    tell_written(output, f"{summary(result.pairs, result.quotes)}, score {result.score:.2f}", quiet=quiet)
    if quiet:
        return
    if poured.placed:
        say(f"no counterpart in the cues, set with a neighbour: {_placements(poured.placed)}")
    if poured.missing:
        say(f"no counterpart in the text, left out: {_placements(poured.missing)}")
    if poured.empty:
        say(f"cues left without words: {', '.join(poured.empty)}")
    fast = [f"{cue.name} ({cue.speed:.1f})" for cue in poured.shown if round(cue.speed, 1) > cps]
    if fast:
        say(f"over {cps:g} characters a second: cues {', '.join(fast)}")


def _placements(found: Iterable[Placement]) -> str:
    return ", ".join(f"cue {each.cue} ({glimpse(each.text)})" for each in found)


def check_cues(files: Opened, *, force: bool) -> None:
    """Raises InputError where the output must not be written."""
    check_output(files.output, [files.french, files.english], force=force)
