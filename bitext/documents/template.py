"""A document of one string: parts that stay, and units whose text is translated.

Markdown and HTML are taken apart into a :class:`Template`; the other forms do the same over their own
trees.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from bitext.documents.blocks import Block, join, masks_of
from bitext.documents.projection.block_links import LinkedBlock, link_blocks
from bitext.documents.projection.tags import Node, project_tags
from bitext.documents.projection.token_links import TokenLinks
from bitext.result.bitext import Bitext
from bitext.text.words import words_of


@dataclass(slots=True, eq=False)
class TextUnit:
    """A block in its place: ``raw`` is what stands there in the source.

    ``marks[tag.key]`` is what opens and what closes a tag. ``emit`` writes a tree of the target in the
    form of the source. An ``aside`` (the value of an attribute) is translated behind the running text.
    """

    block: Block
    raw: str
    emit: Callable[[TextUnit, Sequence[Node]], str]
    marks: Sequence[TagMarkup] = ()
    aside: bool = False
    linked: LinkedBlock | None = field(default=None, init=False)
    _written: str | None = field(default=None, init=False)
    """What :meth:`render` has found; units hold each other, and each is asked for several times."""

    def inner(self) -> Iterator[TextUnit]:
        """The units inside the marks."""
        for mark in self.marks:
            yield from (part for part in (*mark.opening, *mark.closing) if isinstance(part, TextUnit))

    def reset(self) -> None:
        """Forget the translation."""
        self.linked, self._written = None, None

    def render(self) -> str:
        """What stands in this place in the target; the source where nothing changed."""
        if self._written is None:
            self._written = self._render()
        return self._written

    def _render(self) -> str:
        own = self.linked is not None and self.linked.is_changed
        if not own and not any(unit.render() != unit.raw for unit in self.inner()):
            return self.raw
        linked = self.linked if own and self.linked else same(self.block.text)
        return self.emit(self, project_tags(self.block, TokenLinks(linked)))


Parts = tuple[str | TextUnit, ...]


@dataclass(frozen=True, slots=True)
class TagMarkup:
    """What opens a tag and what closes it; units in it are translated. ``name`` is for the form's own use."""

    opening: Parts
    closing: Parts = ()
    name: str = ""


class Template:
    """A document of one string; see :class:`bitext.documents.original.Original`."""

    def __init__(self, parts: Sequence[str | TextUnit], encode: Callable[[str], bytes]) -> None:
        self._parts = parts
        self._encode = encode
        self._all = [unit for part in parts if isinstance(part, TextUnit) for unit in _with_inner(part)]
        self._units = sorted(
            (unit for unit in self._all if unit.block.is_translatable), key=lambda unit: unit.aside
        )
        blocks = [unit.block for unit in self._units]
        self.text, self._spans = join(blocks)
        self.masks = masks_of(blocks, self._spans)

    @property
    def units(self) -> Sequence[TextUnit]:
        """What the text is made of, in its order."""
        return self._units

    def render(self, bitext: Bitext) -> bytes:
        """The document with the target of ``bitext`` in the place of its text."""
        self.link(bitext)
        return self._encode(write(self._parts))

    def link(self, bitext: Bitext) -> None:
        """Give each unit its share of the target. Raises InputError where it is that of another text."""
        found = link_blocks(bitext, self.text, self._spans)
        for unit in self._all:
            unit.reset()
        for unit, linked in zip(self._units, found, strict=True):
            unit.linked = linked


def write(parts: Sequence[str | TextUnit]) -> str:
    """Parts as one string."""
    return "".join(part if isinstance(part, str) else part.render() for part in parts)


def same(text: str) -> LinkedBlock:
    """A block that is its own translation."""
    rows = [(word.start, word.end, word.start, word.end) for word in words_of(text)]
    return LinkedBlock(text, text, words=rows)


def _with_inner(unit: TextUnit) -> Iterator[TextUnit]:
    yield unit
    for inner in unit.inner():
        yield from _with_inner(inner)
