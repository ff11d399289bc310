"""TEI that bitext wrote → the :class:`Bitext` that it was.

Its writer says what is in it. The text may have been edited: what stands in the sentences counts, and their
``@xml:id``. Where a text is not what its sum says, its word links are left out, with an ExchangeWarning;
quotations are where their elements are.
"""

from __future__ import annotations

import re
import warnings
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from bitext.errors import ExchangeWarning, FormatError
from bitext.formats._native import Values, check_version, first, native_bitext, read_links, read_quotations
from bitext.formats._positions import checksum, read_doubt, read_score, read_white_space, read_words
from bitext.formats._quotation_decoder import QuotationDecoder
from bitext.formats._rows import FilePair, FileSentence
from bitext.formats._wordings import read_wordings
from bitext.formats._xml import LANG, elements
from bitext.formats.tei.names import BOTH, ID, LETTERS, VERSION, tag
from bitext.formats.tei.sentences import usual_gap
from bitext.result.pair import SIDES, SideName

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bitext.result.bitext import Bitext

_TAGS: Final = frozenset(map(tag, ("p", "span", "link", "ptr")))
_QUOTATION: Final = re.compile(r"([st])q([0-9]{1,9})(?:\.[0-9]{1,9})?")
_PAIR: Final = re.compile(r"p[0-9]{1,9}")
_NUMBER: Final = re.compile(r"[0-9]{1,9}")
_SIDES: Final[dict[str, SideName]] = {letter: name for name, letter in LETTERS.items()}


@dataclass(slots=True)
class _Fragment:
    """A fragment of a quotation in a sentence, in offsets of the sentence."""

    side: SideName
    number: int
    start: int
    end: int


@dataclass(slots=True)
class _ReadSentence:
    """A sentence: its text, its paragraph, the white space before it, the quotations in it."""

    text: str
    paragraph: int
    fragments: list[_Fragment]
    gap: str = ""


def load(path: Path) -> Bitext:
    """Reads a file that bitext wrote. Raises FormatError for any other."""
    reader = _TeiReader()
    for element in elements(path, (tag("TEI"),), _TAGS):
        reader.take(element)
    return reader.bitext()


class _TeiReader:
    """Gathers the sentences, links and values of a file."""

    def __init__(self) -> None:
        self._sentences: dict[str, dict[str, _ReadSentence]] = {name: {} for name in SIDES}
        self._languages: dict[str, str] = {}
        self._pairs: dict[str, list[str]] = {}
        self._values: dict[str, Values] = defaultdict(lambda: defaultdict(list))
        self._decoder = QuotationDecoder()
        self._edited = 0
        self._paragraph = 0

    def take(self, element: Any) -> None:
        """A paragraph, a link or a value."""
        if element.tag == tag("p"):
            self._take_paragraph(element)
        elif element.tag == tag("span"):
            key = element.get("target", "").removeprefix("#")
            self._values[key][element.get("type", "")].append(element.text or "")
        elif _PAIR.fullmatch(element.get(ID, "")):
            ends = [key.removeprefix("#") for key in element.get("target", "").split()]
            self._pairs[element.get(ID)] = ends

    def _take_paragraph(self, element: Any) -> None:
        text = next(element.iterancestors(tag("text")), None)
        side = "" if text is None else text.get(ID)
        if text is None or side not in self._sentences:
            return
        self._languages[side] = text.get(LANG, "")
        number = element.get("n", "")
        self._paragraph = int(number) if _NUMBER.fullmatch(number) else self._paragraph + 1
        for sentence in element.iter(tag("s")):
            found = _sentence(sentence, self._paragraph)
            self._sentences[side][sentence.get(ID, "")] = found

    def bitext(self) -> Bitext:
        """What was gathered. Raises FormatError where bitext did not write the file."""
        values = self._values[BOTH]
        if "version" not in values:
            raise FormatError(
                "it is TEI that bitext did not write; translate it with bitext translate, or give its text "
                "and its translation to bitext align."
            )
        check_version(first(values, "version") or "", VERSION, "spans")
        read_quotations(values, self._decoder)
        for name in SIDES:
            self._set_gaps(self._sentences[name])
        rows = [self._pair(at, key) for at, key in enumerate(self._pairs)]
        self._tell()
        source, target = (first(values, f"{name}-lang") or self._languages.get(name, "und") for name in SIDES)
        return native_bitext(rows, (source, target), values, self._decoder, "spans")

    def _set_gaps(self, sentences: dict[str, _ReadSentence]) -> None:
        before: int | None = None
        for key, sentence in sentences.items():
            told = first(self._values[key], "gap") if key in self._values else None
            usual = usual_gap(before, sentence.paragraph)
            sentence.gap = usual if told is None else read_white_space(told)
            before = sentence.paragraph

    def _pair(self, at: int, key: str) -> FilePair:
        values = self._values[key]
        read_links(values, self._decoder)
        for name in SIDES:
            for told in values.get(f"{name}-quotation", []):
                self._decoder.quotation(name, told)
        source, target = (self._side(name, at, self._pairs[key]) for name in SIDES)
        words, terms = first(values, "words"), first(values, "terms")
        wordings = read_wordings(values.get("alternative", []))
        changed = [
            first(values, f"{name}-sum") != checksum(_text(side))
            for name, side in zip(SIDES, (source, target), strict=True)
        ]
        if (words or terms) and any(changed):
            words = terms = None
            self._edited += 1
        if changed[0]:
            wordings = ()
        return FilePair(
            source,
            target,
            read_score(first(values, "score") or "1"),
            tuple(values.get("flag", [])),
            read_words(words or ""),
            first(values, "checked") == "yes",
            wordings,
            read_words(terms or ""),
            None if changed[1] else read_doubt(first(values, "doubt")),
        )

    def _side(self, name: SideName, at: int, ends: Sequence[str]) -> list[FileSentence]:
        """The sentences of one side of a pair; the quotations in them go to the decoder."""
        found: list[FileSentence] = []
        offset = 0
        for key in ends:
            sentence = self._sentences[name].pop(key, None)
            if sentence is None:
                continue
            offset += len(sentence.gap) if found else 0
            for fragment in sentence.fragments:
                self._place(name, at, fragment, offset)
            found.append(FileSentence(sentence.text, sentence.gap, sentence.paragraph))
            offset += len(sentence.text)
        return found

    def _place(self, name: SideName, at: int, fragment: _Fragment, offset: int) -> None:
        if fragment.side != name:
            return
        number = fragment.number
        if not self._decoder.has_code(name, number):
            self._decoder.code(name, at, number, offset + fragment.start, opens=True)
        self._decoder.code(name, at, number, offset + fragment.end, opens=False)

    def _tell(self) -> None:
        left = sum(map(len, self._sentences.values()))
        told = [f"sentences that no link names: {left}; they are left out"] if left else []
        if self._edited:
            told.append(f"pairs edited: {self._edited}; their word links are left out, align the texts again")
        if told:
            warnings.warn("; ".join(told) + ".", ExchangeWarning, stacklevel=4)


def _sentence(element: Any, paragraph: int) -> _ReadSentence:
    fragments: list[_Fragment] = []
    parts: list[str] = []
    _walk(element, parts, fragments)
    text = "".join(parts)
    lead = len(text) - len(text.lstrip())
    text = text.strip()
    for fragment in fragments:
        fragment.start, fragment.end = (
            min(max(0, at - lead), len(text)) for at in (fragment.start, fragment.end)
        )
    return _ReadSentence(text, paragraph, fragments)


def _walk(element: Any, parts: list[str], fragments: list[_Fragment]) -> None:
    """The text of an element, and the quotations in it."""
    found = _QUOTATION.fullmatch(element.get(ID, ""))
    fragment = None
    if found:
        fragment = _Fragment(_SIDES[found[1]], int(found[2]), _length(parts), 0)
        fragments.append(fragment)
    parts.append(element.text or "")
    for child in element:
        _walk(child, parts, fragments)
        parts.append(child.tail or "")
    if fragment:
        fragment.end = _length(parts)


def _length(parts: Sequence[str]) -> int:
    return sum(map(len, parts))


def _text(sentences: Sequence[FileSentence]) -> str:
    """The text of one side of a pair."""
    return "".join(
        (sentence.gap or "" if at else "") + sentence.text for at, sentence in enumerate(sentences)
    )
