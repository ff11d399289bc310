"""The text of a TEI file and what its nodes say: language, words, opening tags in the target."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bitext.documents.html_tokens import is_french
from bitext.documents.tei.elements import ASIDES, LITERAL, OPAQUE
from bitext.documents.tei.tree import TeiNode, text_of

_LANGUAGE: Final = "xml:lang"
_NO_BREAK: Final = re.compile(r"""\sbreak\s*=\s*(?:"no"|'no')""")


class TeiSource:
    """A file, and the letter that begins the masks in it."""

    def __init__(self, text: str, letter: str) -> None:
        self.text = text
        self.letter = letter

    def raw(self, start: int, end: int) -> str:
        """What stands in the file."""
        return self.text[start:end]

    def attribute(self, node: TeiNode, name: str) -> str:
        """The value of an attribute; empty where there is none."""
        span = node.attributes.get(name)
        return text_of(self.text[slice(*span)]) if span else ""

    def is_foreign(self, node: TeiNode) -> bool:
        """Whether an element says that it is in another language than French."""
        language = self.attribute(node, _LANGUAGE)
        return bool(language.strip()) and not is_french(language)

    def opening(self, node: TeiNode) -> str:
        """The opening tag in the target: in English where the source was French."""
        raw = self.text[node.start : node.inner]
        span = node.attributes.get(_LANGUAGE)
        if span is None or not is_french(self.text[slice(*span)]):
            return raw
        return f"{self.text[node.start : span[0]]}en{self.text[span[1] : node.inner]}"

    def joins_words(self, node: TeiNode) -> bool:
        """Whether a line or page begins here within a word."""
        return self.attribute(node, "break") == "no"

    def loose(self, node: TeiNode) -> str:
        """The tag of a break within a word, which stands between words in the target."""
        return _NO_BREAK.sub("", self.text[node.start : node.end])

    def is_blank(self, node: TeiNode) -> bool:
        """Whether a node is white space, or no text."""
        return node.kind == "other" or (node.kind == "text" and not self._said(node).strip())

    def stays(self, node: TeiNode) -> bool:
        """Whether an element in a text stays as it is."""
        return not node.name or node.name in LITERAL or node.name in OPAQUE or self.is_foreign(node)

    def has_words(self, nodes: Sequence[TeiNode]) -> bool:
        """Whether there are words of the text itself in some nodes."""
        return any(
            self._said(node).strip() != ""
            if node.kind == "text"
            else node.kind == "element"
            and node.name not in ASIDES
            and not self.stays(node)
            and self.has_words(node.children)
            for node in nodes
        )

    def shown(self, node: TeiNode) -> str:
        """What a reader sees of a node."""
        if node.kind == "text":
            return self._said(node)
        return "".join(map(self.shown, node.children))

    def _said(self, node: TeiNode) -> str:
        return text_of(self.text[node.start : node.end])
