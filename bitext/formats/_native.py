"""Files in XML that bitext wrote: what the ways back from TMX and XLIFF share.

Beside the text, such a file has named values (props in TMX, metadata in XLIFF). Other programs may have
edited the text in between. Where it is not what its sum says, its word links and sentence borders are left
out, with an ExchangeWarning; quotations go with their codes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from bitext.errors import FormatError, InputError
from bitext.formats._positions import ADVICE, checksum, read_borders, read_white_space
from bitext.formats._quotation_decoder import QuotationDecoder
from bitext.formats._rows import FilePair, FileQuotations, FileSentence, bitext_of
from bitext.result.pair import SIDES, SideName
from bitext.result.validation import check

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bitext.formats._positions import Border
    from bitext.result.bitext import Bitext

Values = dict[str, list[str]]
"""What bitext wrote beside a text, by name."""


def first(values: Values, name: str) -> str | None:
    """The value of that name, the first if there are several; None if there is none."""
    return next(iter(values.get(name, [])), None)


def check_version(told: str, known: int, noun: str) -> None:
    """Raises FormatError where the version of the values, which a message calls ``noun``, cannot be read."""
    if not told.isdecimal():
        raise FormatError(f"the version of its {noun} is {told!r}, which is no number; {ADVICE}.")
    if int(told) > known:
        raise FormatError(f"its {noun} are of version {told}; install a newer bitext to read them.")


def native_bitext(
    rows: Iterable[FilePair],
    languages: tuple[str, str],
    values: Values,
    decoder: QuotationDecoder,
    noun: str,
) -> Bitext:
    """The Bitext of the rows of a file; ``values`` are those of the file, ``decoder`` has its quotations.

    Raises FormatError where the values contradict the text; the message calls them ``noun``.
    """
    source, target = (read_white_space(first(values, f"{name}-tail") or "") for name in SIDES)
    model = first(values, "model")
    bare = bitext_of(rows, languages, model=model, quoted=FileQuotations(), tails=(source, target))
    bitext = decoder.with_quotations(bare)
    try:
        check(bitext)
    except InputError as error:
        raise FormatError(f"the {noun} do not fit the text ({error}); {ADVICE}.") from error
    return bitext


def read_quotations(values: Values, decoder: QuotationDecoder) -> None:
    """Takes the quotations and links that stand in no pair. Raises FormatError where one cannot be read."""
    for name in SIDES:
        for text in values.get(f"{name}-quotation", []):
            decoder.quotation(name, text)
    read_links(values, decoder)


def read_links(values: Values, decoder: QuotationDecoder) -> None:
    """Takes the quotation links of a pair. Raises FormatError where one cannot be read."""
    for text in values.get("link", []):
        decoder.link(text)


class SegmentText(NamedTuple):
    """The text of a segment from its first sentence to its last.

    ``lead`` is the length of the white space that stood before it in the file. ``borders`` are those of its
    sentences as the file tells them; None where it does not, or does no longer since the text was edited.
    """

    lead: int
    text: str
    borders: list[Border] | None


@dataclass(slots=True)
class SideReader:
    """Reads the segments of one side; the names of its values begin with ``prefix``."""

    name: SideName
    decoder: QuotationDecoder
    prefix: str = ""
    edited: int = 0
    """How many segments have been edited so far."""
    _begun: bool = False
    """Whether there was a sentence in the document."""

    def value(self, values: Values, name: str) -> str | None:
        """The value of that name for this side."""
        return first(values, self.prefix + name)

    def read_quotations(self, values: Values) -> None:
        """Takes the quotations that open in a segment. Raises FormatError where one cannot be read."""
        for text in values.get(f"{self.prefix}quotation", []):
            self.decoder.quotation(self.name, text)

    def segment(self, whole: str, values: Values) -> SegmentText:
        """The text of a segment, which is ``whole`` in the file. Raises FormatError for wrong borders."""
        total, told = self.value(values, "sum"), self.value(values, "sentences")
        if total is not None and total != checksum(whole):
            self.edited += 1
            told = None
        text = whole if told is not None else whole.strip()
        return SegmentText(whole.index(text), text, None if told is None else read_borders(told, text))

    def sentence(self, text: str, gap: str, paragraph: int | None) -> FileSentence:
        """A sentence; after an edit, paragraphs are counted on from the last that is known."""
        self._begun = True
        return FileSentence(text, gap, None if self.edited else paragraph)


def edits_told(sides: Iterable[SideReader]) -> list[str]:
    """What a warning says of edited segments; nothing where there were none."""
    edited = sum(side.edited for side in sides)
    if not edited:
        return []
    return [
        f"segments edited: {edited}; their word links and sentence borders are left out, "
        "align the two texts again to have them"
    ]
