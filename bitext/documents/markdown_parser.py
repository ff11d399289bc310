"""markdown-it, taught to tell where in its block each inline tag stands."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference
from markdown_it.rules_inline import (
    StateInline,
    autolink,
    backtick,
    escape,
    html_inline,
    image,
    link,
    newline,
)
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from bitext.documents.markdown_blocks import add_blocks
from bitext.documents.markdown_inline import add_inline

_RULES: Final = {
    "newline": newline,
    "escape": escape,
    "backticks": backtick,
    "link": link,
    "image": image,
    "autolink": autolink,
    "html_inline": html_inline,
}
_MATH: Final = re.compile(r"\$\$.+?\$\$|\$(?=\S)[^$\n]*[^$\s]\$(?!\d)", re.DOTALL)
_KEY: Final = "place"

Rule = Callable[[StateInline, bool], bool]


@dataclass(frozen=True, slots=True)
class TokenPlace:
    """Where a tag stands in the content of its block; ``inner`` is where the label of a link ends."""

    start: int
    end: int
    inner: int = -1


def parser(*, mdx: bool = False) -> MarkdownIt:
    """CommonMark with GitHub's tables and strikethrough, and what else people write; see :func:`place_of`.

    The further syntax is that of :mod:`bitext.documents.markdown_blocks` and
    :mod:`bitext.documents.markdown_inline`, with definition lists and footnotes; ``mdx`` for MDX.
    """
    md = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    md.use(deflist_plugin).use(footnote_plugin, inline=False)
    md.inline.ruler.disable("footnote_ref")
    md.core.ruler.disable("footnote_tail")
    add_blocks(md, mdx=mdx)
    for name, rule in _RULES.items():
        md.inline.ruler.at(name, _noted(rule, labelled=name in ("link", "image")))
    md.inline.ruler.before("escape", "math", _noted(_math, labelled=False))
    add_inline(md, lambda rule: _noted(rule, labelled=False), mdx=mdx)
    md.block.ruler.at("reference", _reference, {"alt": []})
    return md


def place_of(token: Token) -> TokenPlace:
    """Where an inline token stands. Emphasis and text have no place."""
    place: TokenPlace = token.meta[_KEY]
    return place


def _noted(rule: Rule, *, labelled: bool) -> Rule:
    """A rule that leaves in each token it makes where it began and ended."""

    def noted(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent:
            label = start + (state.src[start] == "!")
            inner = state.md.helpers.parseLinkLabel(state, label, disableNested=False) if labelled else -1
            for token in state.tokens[count:]:
                token.meta.setdefault(_KEY, TokenPlace(start, state.pos, inner))
        return True

    return noted


def _math(state: StateInline, silent: bool) -> bool:
    """A formula between dollar signs: nothing in it is Markdown."""
    found = _MATH.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        state.push("math", "", 0).content = found[0]
    state.pos = found.end()
    return True


def _reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Reference definitions, but for those of footnotes, which hold text."""
    at = state.bMarks[start] + state.tShift[start]
    return not state.src.startswith("[^", at) and reference(state, start, end, silent)
