"""TEI P5 documents: what stands in ``<text>`` is translated, everything else stays as it is, to the byte.

Each paragraph, heading, item, cell, speech or stanza is a unit; the lines of a stanza go over together, as
sentences run over their ends. Stage directions come behind the unit in which they stand, notes behind the
running text. Of ``<choice>``, ``<app>`` and ``<subst>`` the regular, the chosen and the added reading is
translated, the other stays beside it. The header, bibliographic references, running heads, deletions, code,
comments and whatever ``xml:lang`` says to be in another language than French stay.

``xml:lang="fr"`` becomes ``xml:lang="en"``; a ``<text>`` that does not tell its language is given it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bitext.documents.html_tokens import is_french
from bitext.documents.tei.elements import ASIDES, BEHIND, BREAKS, LITERAL, OPAQUE, ROOTS
from bitext.documents.tei.inline import TeiInline
from bitext.documents.tei.source import TeiSource
from bitext.documents.tei.tree import TeiNode, tree_of
from bitext.documents.template import Template, TextUnit
from bitext.files import AUTO, decoded
from bitext.text.document import Span
from bitext.text.masking import mask_letter

Part = str | TextUnit

_DECLARED: Final = re.compile(rb"""\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w:.-]+)""")


def read(data: bytes, name: str, encoding: str = AUTO) -> Template:
    """Take a TEI document apart. Raises EncodingError, or FormatError where it is no TEI P5."""
    declared = _DECLARED.match(data)
    if encoding == AUTO and declared:
        encoding = declared[1].decode("ascii")
    found = decoded(data, name, encoding)
    reader = _TeiReader(TeiSource(found.text, mask_letter(found.text)))
    parts = list(reader.document(tree_of(found.text, name)))
    return Template(
        parts,
        lambda text: found.mark + text.encode(found.encoding, "xmlcharrefreplace"),
    )


class _TeiReader:
    """Cuts a document into parts that stay and units."""

    def __init__(self, source: TeiSource) -> None:
        self._source = source

    def document(self, node: TeiNode) -> Iterator[Part]:
        """What is in a node outside the texts."""
        at = node.inner
        for child in node.children:
            if child.name in ("text", *ROOTS):
                yield self._source.raw(at, child.start)
                yield from self._text(child) if child.name == "text" else self._around(child)
                at = child.end
        yield self._source.raw(at, node.inner_end)

    def _around(self, node: TeiNode) -> Iterator[Part]:
        """A ``TEI`` or a ``teiCorpus``: only the texts in it are looked into."""
        yield self._source.raw(node.start, node.inner)
        yield from self.document(node)
        yield self._source.raw(node.inner_end, node.end)

    def _text(self, node: TeiNode) -> Iterator[Part]:
        if "xml:lang" in node.attributes:
            yield from self._block(node)
            return
        name = node.start + 1
        while not self._source.text[name].isspace() and self._source.text[name] not in "/>":
            name += 1
        yield f'{self._source.raw(node.start, name)} xml:lang="en"{self._source.raw(name, node.inner)}'
        yield from self._content(node)
        yield self._source.raw(node.inner_end, node.end)

    def _block(self, node: TeiNode, *, aside: bool = False) -> Iterator[Part]:
        """An element that holds blocks, or is one."""
        if self._source.is_foreign(node):
            yield from self._foreign(node)
        elif not node.name:
            yield from self._stranger(node)
        elif node.is_too_deep or node.name in LITERAL or node.name in OPAQUE:
            yield self._source.raw(node.start, node.end)
        else:
            yield self._source.opening(node)
            yield from self._content(node, aside=aside or node.name in BEHIND)
            yield self._source.raw(node.inner_end, node.end)

    def _stranger(self, node: TeiNode) -> Iterator[Part]:
        """An element that a project has added to TEI: the blocks of TEI in it are read, and nothing else."""
        at = node.start
        for child in node.children:
            if child.kind == "element" and child.is_block and not child.is_too_deep:
                yield self._source.raw(at, child.start)
                yield from self._block(child)
                at = child.end
        yield self._source.raw(at, node.end)

    def _foreign(self, node: TeiNode) -> Iterator[Part]:
        """An element in another language: only the blocks in it that are said to be French are not kept."""
        at = node.start
        for child in node.children:
            if child.kind == "element" and child.is_block and not child.is_too_deep:
                yield self._source.raw(at, child.start)
                language = self._source.attribute(child, "xml:lang")
                yield from self._block(child) if is_french(language) else self._foreign(child)
                at = child.end
        yield self._source.raw(at, node.end)

    def _content(self, node: TeiNode, *, aside: bool = False) -> Iterator[Part]:
        """What is in an element: blocks, and runs of text between them."""
        run: list[TeiNode] = []
        children = node.children
        at = 0
        while at < len(children):
            child = children[at]
            if not child.is_block:
                run.append(child)
                at += 1
                continue
            yield from self._run(run, aside=aside)
            run = []
            end = self._verse_end(children, at)
            if end > at:
                yield from self._verse(children[at:end], aside=aside)
                at = end
            else:
                yield from self._block(child, aside=aside)
                at += 1
        yield from self._run(run, aside=aside)

    def _verse_end(self, children: Sequence[TeiNode], at: int) -> int:
        """Behind the last of the lines of verse that follow one another from ``at`` on."""
        end = at
        while at < len(children):
            child = children[at]
            if self._is_line(child):
                end = at + 1
            elif not self._source.is_blank(child) and child.name not in BREAKS:
                break
            at += 1
        return end

    def _is_line(self, node: TeiNode) -> bool:
        plain = node.name == "l" and not self._source.is_foreign(node) and not node.is_too_deep
        return plain and not any(child.is_block for child in node.children)

    def _verse(self, nodes: Sequence[TeiNode], *, aside: bool) -> Iterator[Part]:
        """Lines of verse as one unit: where one ends and the next begins is a break in it."""
        first, last = nodes[0], nodes[-1]
        yield self._source.opening(first)
        run: list[TeiNode] = [*first.children]
        before = first
        for node in nodes[1:]:
            if node.name == "l":
                run += [TeiNode("line", before.inner_end, node.inner), *node.children]
                before = node
        yield from self._run(run, aside=aside, span=Span(first.inner, last.inner_end))
        yield self._source.raw(last.inner_end, last.end)

    def _run(self, run: Sequence[TeiNode], *, aside: bool, span: Span | None = None) -> Iterator[Part]:
        """What stands between two blocks: a unit, if there are words in it."""
        if not run:
            return
        span = span or Span(run[0].start, run[-1].end)
        if self._source.has_words(run):
            raw = self._source.raw(span.start, span.end)
            lead, tail = len(raw) - len(raw.lstrip()), len(raw.rstrip())
            inner = Span(span.start + lead, span.start + tail)
            unit = TeiInline(self._source, self._aside, inner, aside=aside).unit(run)
            if unit.block.is_translatable:
                yield raw[:lead]
                yield unit
                yield raw[tail:]
                return
        yield from self._alone(run, span, aside=aside)

    def _alone(self, run: Sequence[TeiNode], span: Span, *, aside: bool) -> Iterator[Part]:
        """A run without words: the notes in it are units by themselves."""
        at = span.start
        for child in run:
            if child.name in ASIDES:
                yield self._source.raw(at, child.start)
                yield from self._aside(child, aside=aside)
                at = child.end
        yield self._source.raw(at, span.end)

    def _aside(self, node: TeiNode, *, aside: bool) -> Iterator[Part]:
        """A note or a stage direction, the text of which is translated by itself."""
        yield from self._block(node, aside=aside)
