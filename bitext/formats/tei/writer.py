"""TEI P5 of both texts, for editors: each text with its language, its sentences linked, its quotations too.

The source and the target are the two ``<text>`` of a ``<group>``; a paragraph is a ``<p>``, a sentence an
``<s>`` that points to its counterparts (``@corresp``). A quotation, marks included, is a ``<q>``, a turn of
dialogue a ``<said>``, a mark without a partner a ``<seg type="stray">``; each points to its counterpart. A
quotation that crosses sentences or other quotations stands in fragments that name each other by ``@next`` and
``@prev`` (TEI Guidelines, chapter 21, "Non-hierarchical structures": fragmentation). In ``<standOff>`` is a
``<link>`` for each pair of sentences and each pair of quotations, with its verdict as ``@type``.

What makes a file that is loaded again equal is there in ``<span>`` elements that point to a pair, a sentence
or the group: ``version`` (of this layout), ``model``, ``source-lang`` and ``target-lang`` where the language
is no tag of BCP 47, ``source-tail`` and ``target-tail``; ``score``, ``flag`` (one each), ``checked``,
``words`` and ``terms`` (:mod:`bitext.formats._positions`), ``alternative`` (one each,
:mod:`bitext.formats._wordings`), ``source-sum`` and ``target-sum`` (where one is not right, the text was
edited, and the links of the pair are left out), ``source-quotation``, ``target-quotation`` and ``link``
(:mod:`bitext.formats._quotation_codes`); ``gap``, the white space before a sentence where it is not a space
within a paragraph and an empty line between two.
"""

from __future__ import annotations

import re
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final, TextIO

from lxml.etree import Element, SubElement

from bitext.formats._positions import checksum, code_points, tail, told_doubt, words_text
from bitext.formats._quotation_encoder import QuotationEncoder
from bitext.formats._wordings import wording_texts
from bitext.formats._xml import LANG, fit_for_xml, texts, writing_xml
from bitext.formats.tei.names import (
    BOTH,
    ID,
    LETTERS,
    NAMESPACE,
    PROGRAM,
    VERSION,
    pair_id,
    quotation_id,
    tag,
)
from bitext.formats.tei.sentences import SentenceWriter
from bitext.result.pair import SIDES, SideName
from bitext.result.validation import check

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bitext.result.bitext import Bitext
    from bitext.text.document import Sentence

_LANGUAGE: Final = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_MADE: Final = "Made by bitext from a text and its translation."
_TITLE: Final = "A text and its translation, linked by bitext"


def write(bitext: Bitext, stream: TextIO) -> None:
    """Writes ``bitext`` as one TEI document."""
    check(bitext)
    writer = _TeiWriter(bitext)
    with writing_xml(stream) as xml, xml.element(tag("TEI"), nsmap={None: NAMESPACE}):
        xml.write("\n", writer.header(), pretty_print=True)
        xml.write(writer.stand_off(), pretty_print=True)
        xml.write(writer.texts(), "\n")


def language_tag(lang: str) -> str:
    """A language as a tag of BCP 47."""
    plain = lang.strip().replace("_", "-")
    return plain if _LANGUAGE.fullmatch(plain) else "und"


class _TeiWriter:
    """Makes the elements of a file."""

    def __init__(self, bitext: Bitext) -> None:
        self._bitext = bitext
        self._texts = dict(zip(SIDES, texts(bitext), strict=True))
        self._encoder = QuotationEncoder(bitext, (self._texts["source"], self._texts["target"]))
        self._numbers = {name: _numbers(getattr(bitext, name).sentences) for name in SIDES}
        self._spans: list[tuple[str, str, str]] = []
        self._writers = {name: self._sentence_writer(name) for name in SIDES}
        self._gather()

    def _sentence_writer(self, name: SideName) -> SentenceWriter:
        parts = {at: self._encoder.parts(name, at) for at in range(len(self._bitext.pairs))}
        return SentenceWriter(self._bitext, name, self._texts[name], parts)

    def header(self) -> Any:
        """The header: what the file is, which program wrote it, the languages."""
        header = Element(tag("teiHeader"), nsmap={None: NAMESPACE})
        file = SubElement(header, tag("fileDesc"))
        SubElement(SubElement(file, tag("titleStmt")), tag("title")).text = _TITLE
        for part in ("publicationStmt", "sourceDesc"):
            SubElement(SubElement(file, tag(part)), tag("p")).text = _MADE
        application = SubElement(
            SubElement(SubElement(header, tag("encodingDesc")), tag("appInfo")),
            tag("application"),
            ident=PROGRAM,
            version=version("bitext"),
        )
        SubElement(application, tag("label")).text = PROGRAM
        usage = SubElement(SubElement(header, tag("profileDesc")), tag("langUsage"))
        for lang in dict.fromkeys(language_tag(getattr(self._bitext, name).lang) for name in SIDES):
            SubElement(usage, tag("language"), ident=lang).text = lang
        return header

    def stand_off(self) -> Any:
        """The links between sentences and between quotations, and what else is told of them."""
        holder = Element(tag("standOff"), nsmap={None: NAMESPACE})
        if self._bitext.pairs:
            group = SubElement(holder, tag("linkGrp"), type="alignment")
            for at in range(len(self._bitext.pairs)):
                self._pair(group, at)
        links = list(self._quotation_links())
        if links:
            group = SubElement(holder, tag("linkGrp"), type="quotations")
            for verdict, ends in links:
                SubElement(group, tag("link"), type=verdict, target=ends)
        group = SubElement(holder, tag("spanGrp"), type=PROGRAM)
        for kind, target, value in self._spans:
            SubElement(group, tag("span"), type=kind, target=f"#{target}").text = value
        return holder

    def texts(self) -> Any:
        """The two texts, in a group."""
        both = Element(tag("text"), nsmap={None: NAMESPACE})
        both.set(ID, BOTH)
        group = SubElement(both, tag("group"))
        group.text = "\n"
        for name in SIDES:
            group.append(self._text(name))
            group[-1].tail = "\n"
        return both

    def _text(self, name: SideName) -> Any:
        text = Element(tag("text"), nsmap={None: NAMESPACE})
        text.set(ID, name)
        text.set(LANG, language_tag(getattr(self._bitext, name).lang))
        self._writers[name].fill(SubElement(text, tag("body")), self._counterparts(name), self._quoted(name))
        return text

    def _pair(self, group: Any, at: int) -> None:
        pair = self._bitext.pairs[at]
        ids = [f"#{key}" for name in SIDES for key in self._ids(name, getattr(pair, name))]
        element = SubElement(
            group, tag("link" if len(ids) > 1 else "ptr"), target=" ".join(ids) or f"#{BOTH}"
        )
        element.set(ID, pair_id(at))

    def _ids(self, name: SideName, sentences: Iterable[Sentence]) -> list[str]:
        return [f"{LETTERS[name]}{self._numbers[name][each]}" for each in sentences]

    def _counterparts(self, name: SideName) -> dict[int, str]:
        """Index of a sentence → the ids of the other side's sentences in its pair."""
        other = SIDES[name == "source"]
        return {
            self._numbers[name][each] - 1: " ".join(
                f"#{key}" for key in self._ids(other, getattr(pair, other))
            )
            for pair in self._bitext.pairs
            for each in getattr(pair, name)
        }

    def _quoted(self, name: SideName) -> dict[int, str]:
        """Number of a quotation → the ids of those that it is linked with."""
        found: dict[int, dict[str, None]] = {}
        other = SIDES[name == "source"]
        for number, far in self._ends(name, other):
            found.setdefault(number, {})[f"#{quotation_id(other, far)}"] = None
        return {number: " ".join(keys) for number, keys in found.items()}

    def _ends(self, name: SideName, other: SideName) -> Iterator[tuple[int, int]]:
        for link in self._bitext.quotes:
            ends = (
                self._encoder.number(name, getattr(link, name)),
                self._encoder.number(other, getattr(link, other)),
            )
            if ends[0] in self._writers[name].written and ends[1] in self._writers[other].written:
                yield ends

    def _quotation_links(self) -> Iterator[tuple[str, str]]:
        for link in self._bitext.quotes:
            ids = [
                f"#{quotation_id(name, number)}"
                for name in SIDES
                if (number := self._encoder.number(name, getattr(link, name))) in self._writers[name].written
            ]
            if len(ids) > 1:
                yield link.verdict, " ".join(ids)

    def _gather(self) -> None:
        """What the spans tell."""
        bitext = self._bitext
        self._tell("version", BOTH, [str(VERSION)])
        self._tell("model", BOTH, [] if bitext.model is None else [bitext.model])
        for name in SIDES:
            document = getattr(bitext, name)
            self._tell(
                f"{name}-lang", BOTH, [document.lang] if document.lang != language_tag(document.lang) else []
            )
            self._tell(f"{name}-tail", BOTH, [code_points(tail(document))] if tail(document) else [])
            self._tell_quotations(name, BOTH, None)
            for at, gap in self._writers[name].gaps():
                self._tell("gap", f"{LETTERS[name]}{at + 1}", [code_points(gap)])
        self._tell("link", BOTH, self._encoder.links(None))
        for at in range(len(bitext.pairs)):
            self._gather_pair(at)

    def _gather_pair(self, at: int) -> None:
        pair, key = self._bitext.pairs[at], pair_id(at)
        self._tell("score", key, [repr(float(pair.score))])
        self._tell("doubt", key, told_doubt(pair.doubt))
        self._tell("flag", key, pair.flags)
        self._tell("checked", key, ["yes"] if pair.checked else [])
        self._tell("alternative", key, wording_texts(pair.wordings))
        for kind, links in (("words", pair.words), ("terms", pair.terms)):
            if links:
                self._tell(kind, key, [words_text(pair, links)])
        if pair.words or pair.wordings or pair.terms or pair.doubt is not None:
            for name in SIDES:
                side = getattr(pair, name)
                self._tell(
                    f"{name}-sum", key, [checksum(self._texts[name][side.start : side.end] if side else "")]
                )
        for name in SIDES:
            self._tell_quotations(name, key, at)
        self._tell("link", key, self._encoder.links(at))

    def _tell_quotations(self, name: SideName, key: str, at: int | None) -> None:
        found = self._encoder.quotations(name, at)
        self._tell(f"{name}-quotation", key, map(self._writers[name].quotation, found))

    def _tell(self, kind: str, target: str, values: Iterable[str]) -> None:
        self._spans += [(kind, target, fit_for_xml(value)) for value in values]


def _numbers(sentences: Iterable[Sentence]) -> dict[Sentence, int]:
    """The number of each sentence, counted from 1."""
    return {sentence: number for number, sentence in enumerate(sentences, 1)}
