"""Texts and files that clients send, and what they are called when they go back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from bitext.aligner.batch import BatchText
from bitext.documents.original import PLAIN, Source, read_source
from bitext.errors import FormatError
from bitext.files.kinds import PDF
from bitext.result.fillable import Fillable
from bitext.result.unmasking import unmasked
from bitext.server.refusals import Refusal
from bitext.text.masking import spans_of_masks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bitext.result.bitext import Bitext
    from bitext.result.pair import Pair
    from bitext.server.fields import Upload
    from bitext.text.masking import Mask


@dataclass(frozen=True, slots=True)
class Work:
    """A text to be translated or linked, and the ``masks`` in it, in order."""

    text: BatchText
    masks: Sequence[Mask] = ()

    def finished(self, result: Bitext) -> Bitext:
        """``result``, made from the text, with what its masks stand for."""
        return unmasked(result, self.masks)

    def shown(self, pair: Pair) -> tuple[str, str]:
        """The two sides of a pair as a reader is to see them."""
        source, target = pair.source.text, pair.target.text
        names: dict[str, list[str]] = {}
        if pair.source:
            for mask in self._masks_of(pair):
                names.setdefault(self.text.source[mask.span.start : mask.span.end], []).append(mask.shown)
        return _unmasked_text(source, names), _unmasked_text(target, names)

    def _masks_of(self, pair: Pair) -> list[Mask]:
        within = range(pair.source.start, pair.source.end)
        return [mask for mask in self.masks if mask.shown and mask.span.start in within]


def _unmasked_text(text: str, names: Mapping[str, Sequence[str]]) -> str:
    edits = sorted(
        (span.start, span.end, names[name][min(at, len(names[name]) - 1)])
        for name, spans in spans_of_masks(names, text).items()
        for at, span in enumerate(spans)
    )
    for start, end, shown in reversed(edits):
        text = text[:start] + shown + text[end:]
    return text


def open_upload(file: Upload) -> Source:
    """A text, a document, or a bilingual file whose missing targets are to be filled in.

    Raises:
        InputError, FormatError: see :func:`bitext.documents.original.open_source`.
    """
    return read_source(file.data, PurePath(file.name).name, fill=True)


def work_of(file: Upload) -> Work:
    """What is to be translated of a file.

    Raises:
        Refusal: 400 where there is nothing to translate in it.
        InputError, FormatError: see :func:`open_upload`.
    """
    source = open_upload(file)
    original, name = source.original, PurePath(file.name).name
    if isinstance(original, Fillable) and not original.missing:
        raise Refusal(400, f"Nothing is to be filled in: every unit of {name} has a target already.")
    if not original.text.strip():
        raise Refusal(400, f"There is no text in {name} that could be translated.")
    return Work(BatchText(original.text, unwrap=None if source.form == PLAIN else False), original.masks)


def translated_name(name: str, source: Source, target: str) -> str:
    """What the translation of a file is called: ``article.en.docx``. A PDF becomes a Word document."""
    path = PurePath(name)
    suffix = str(getattr(source.original, "suffix", path.suffix)) if source.form == PDF.form else path.suffix
    return f"{path.stem}.{target}{suffix}"


def text_of(content: str | Upload, name: str) -> str:
    """The text of a field that is a text or a file in UTF-8. Raises FormatError where it is not UTF-8."""
    if isinstance(content, str):
        return content
    try:
        return content.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FormatError(f"{name} is not in UTF-8.") from error
