"""Subtitles that `bitext align` writes: a text in the cues of its counterpart."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bitext.cli._files import UsageError, check_output
from bitext.cli._messages import say, tell_written
from bitext.cli._shared import Lang
from bitext.documents.original import SUBTITLES, Original, form_of
from bitext.files import split_lines, writing
from bitext.languages import language_or_unknown
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
    """The files that are aligned, how they are read, what is written, and which is the source."""

    french: Path
    english: Path
    output: Path
    source: Lang
    read: Callable[[Path], Original]


def is_subtitles(output: Path | None) -> bool:
    """Whether a file that is to be written holds subtitles, by its suffix."""
    return output is not None and form_of(output) in SUBTITLES


def text_of(original: Original, *, presegmented: bool) -> str | list[str]:
    """What is aligned of a text or a document; a list of its lines where each is a sentence."""
    text = unmasked_text(original.text, original.masks)
    return split_lines(text) if presegmented else text


def link(
    aligner: Aligner, french: Original, english: Original, progress: Progress, *, presegmented: bool
) -> Bitext:
    """Two texts or documents, linked; the times of two files of subtitles help."""
    from bitext.documents.subtitles import Subtitles

    if isinstance(french, Subtitles) and isinstance(english, Subtitles) and not presegmented:
        sides = french.timed(), english.timed()
        times = sides[0].times, sides[1].times
        return aligner.align(sides[0].text, sides[1].text, times=times, progress=progress)
    texts = (text_of(each, presegmented=presegmented) for each in (french, english))
    return aligner.align(*texts, progress=progress)


def put_in_cues(
    aligner: Aligner, files: Opened, progress: Progress, *, presegmented: bool
) -> tuple[Poured, Bitext]:
    """The text that is not timed in the cues of the other, and how the two are linked.

    Where both have times, the cues of the source have both.

    Raises UsageError where the times are in neither file, or in one of another form than the output.
    """
    from bitext.documents.bilingual_subtitles import bilingual
    from bitext.documents.subtitles import Subtitles

    french, english = (files.read(path) for path in (files.french, files.english))
    form = form_of(files.output) or ""
    if isinstance(french, Subtitles) and isinstance(english, Subtitles):
        result = link(aligner, french, english, progress, presegmented=False)
        result, timed = (result, french) if files.source == "fr" else (result.swapped(), english)
        return bilingual(timed.timed(), result, form), result
    is_first = isinstance(french, Subtitles)
    original, path = (french, files.french) if is_first else (english, files.english)
    if not isinstance(original, Subtitles):
        raise UsageError(
            f"neither {files.french} nor {files.english} holds subtitles, so there are no times for "
            f"{files.output}; give one that does, or name an output such as {files.output.stem}.json."
        )
    text = original.timed()
    if text.form != form:
        raise UsageError(
            f"the times are in {path}; name the output {files.output.with_suffix(path.suffix)}, in its form."
        )
    other = text_of(english if is_first else french, presegmented=presegmented)
    sides = (text.text, other) if is_first else (other, text.text)
    result = aligner.align(*sides, progress=progress)
    return text.pour(result if is_first else result.swapped()), result


def put_poured(poured: Poured, result: Bitext, output: Path, cps: float, *, quiet: bool) -> None:
    """Write subtitles, and tell what has no counterpart, and which cues are read too fast."""
    with writing(output) as stream:
        stream.buffer.write(poured.data)
    tell_written(output, f"{summary(result.pairs, result.quotes)}, score {result.score:.2f}", quiet=quiet)
    if quiet:
        return
    if poured.placed:
        say(f"no counterpart in the cues, set with a neighbour: {_placements(poured.placed)}")
    if poured.is_bilingual:
        _tell_alone(poured, result)
        return
    if poured.missing:
        say(f"no counterpart in the text, left out: {_placements(poured.missing)}")
    if poured.empty:
        say(f"cues left without words: {', '.join(poured.empty)}")
    fast = [f"{cue.name} ({cue.speed:.1f})" for cue in poured.shown if round(cue.speed, 1) > cps]
    if fast:
        say(f"over {cps:g} characters a second: cues {', '.join(fast)}")


def _tell_alone(poured: Poured, result: Bitext) -> None:
    """Tell what one of two languages says alone."""
    source, target = (language_or_unknown(side.lang).name for side in (result.source, result.target))
    if poured.missing:
        say(f"in {source} alone: {_placements(poured.missing)}")
    if poured.alone:
        told = (f"{str(cue.start)[:10]} ({glimpse(cue.target)})" for cue in poured.alone)
        say(f"in {target} alone, at its own time: {', '.join(told)}")


def _placements(found: Iterable[Placement]) -> str:
    return ", ".join(f"cue {each.cue} ({glimpse(each.text)})" for each in found)


def check_cues(files: Opened, *, force: bool) -> None:
    """Raises InputError where the output must not be written."""
    check_output(files.output, [files.french, files.english], force=force)
