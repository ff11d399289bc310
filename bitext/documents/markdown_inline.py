r"""Inline syntax that CommonMark does not have and people write.

Literals (templates, keys, wiki links, formulas between ``\(`` and ``\)``, expressions of MDX), attributes
in braces, emoji by name, marked text, spans with attributes, tags whose attributes no HTML would have.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from markdown_it.rules_inline import StateInline

from bitext.documents.markdown_tags import LONGEST, expression_end, tag_end

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

Rule = Callable[[StateInline, bool], bool]

ATTRIBUTES: Final = re.compile(
    r"\{(?::?[ \t]*(?:[#.][\w-]|[\w:-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s\"'{}=]+))[^{}\n]*"
    r"|:[ \t]*[\w-]*[ \t]*|/\*.*?\*/)\}"
)
_TEMPLATE: Final = re.compile(
    r"\{\{\{.{1,200}?\}\}\}|\{\{[<%].{1,400}?[%>]\}\}|\{\{.{1,200}?\}\}"
    r"|\{%.{1,200}?%\}|\{#.{1,200}?#\}|\$\{[^{}\n]{1,200}\}"
)
STAND_IN: Final = "\ue000"
"""Stands for the spaces of a template while addresses are looked for, which hold none."""
_OUTSIDE_CODE: Final = re.compile(r"\{\{[^`\n]{1,200}?\}\}|\{%[^`\n]{1,200}?%\}")
_KEYS: Final = re.compile(r"\+\+[\w\"'.,; -]+(?:\+[\w\"'.,; -]+)*\+\+(?!\+)")
_EMOJI: Final = re.compile(r":(?=[a-z0-9_+-]*[a-z+-])[a-z0-9_+-]{1,60}:(?!\w|:)")
_WIKI: Final = re.compile(r"!?\[\[[^\[\]\n]{1,200}\]\]|\[@[^\]\n]{1,200}\]")
_FORMULA: Final = re.compile(r"\\\(.{1,1000}?\\\)|\\\[.{1,1000}?\\\]", re.DOTALL)
_MARK: Final = re.compile(r"==(?=[^\s=])(?:(?!==).)+?(?<=[^\s=])==(?!=)", re.DOTALL)
_SHIFTED: Final = re.compile(r"[~^](?=[^\s~^])[^\s~^]{1,20}[~^](?![~^])")
_LITERALS: Final = {"{": _TEMPLATE, "$": _TEMPLATE, "+": _KEYS, "[": _WIKI, "!": _WIKI, "\\": _FORMULA}


def rules(*, mdx: bool) -> dict[str, Rule]:
    """The rules by their names, in the order in which they are tried, before those of CommonMark."""
    return {
        "further_literal": _literal,
        "attributes": _attributes,
        "expression": _expression if mdx else _none,
        "emoji": _emoji,
        "marked": _marked,
        "span": _span,
        "component": _component,
    }


def without_spaces(text: str) -> str:
    """``text`` with other characters in the place of the spaces in templates, as many as there were."""
    if STAND_IN in text:
        return text
    return _OUTSIDE_CODE.sub(lambda found: found[0].replace(" ", STAND_IN), text)


def add_inline(md: MarkdownIt, noted: Callable[[Rule], Rule], *, mdx: bool) -> None:
    """Teach a parser these rules; ``noted`` makes a rule leave its place in its tokens."""
    for name, rule in rules(mdx=mdx).items():
        md.inline.ruler.before("escape", name, noted(rule))


def _none(state: StateInline, silent: bool) -> bool:  # noqa: ARG001 (the parser's signature)
    return False


def _taken(state: StateInline, silent: bool, kind: str, end: int) -> bool:
    if not silent:
        state.push(kind, "", 0).content = state.src[state.pos : end]
    state.pos = end
    return True


def _literal(state: StateInline, silent: bool) -> bool:
    pattern = _LITERALS.get(state.src[state.pos])
    found = pattern.match(state.src, state.pos, state.posMax) if pattern else None
    return found is not None and _taken(state, silent, "literal", found.end())


def _attributes(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "{":
        return False
    found = ATTRIBUTES.match(state.src, state.pos, state.posMax)
    return found is not None and _taken(state, silent, "attributes", found.end())


def _expression(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "{":
        return False
    end = expression_end(state.src, state.pos, min(state.posMax, state.pos + LONGEST))
    return end > 0 and _taken(state, silent, "literal", end)


def _emoji(state: StateInline, silent: bool) -> bool:
    before = state.src[state.pos - 1 : state.pos] if state.pos else ""
    if state.src[state.pos] != ":" or before.isalnum() or before in ("_", ":"):
        return False
    found = _EMOJI.match(state.src, state.pos, state.posMax)
    return found is not None and _taken(state, silent, "emoji", found.end())


def _marked(state: StateInline, silent: bool) -> bool:
    """``==marked==``, with what is inside it."""
    found = _MARK.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "=" else None
    if found is None:
        return False
    if not silent:
        _around(state, "mark", found.start() + 2, found.end() - 2, "==", "==")
    state.pos = found.end()
    return True


def _span(state: StateInline, silent: bool) -> bool:
    """``[text]{.class}``."""
    if state.src[state.pos] != "[":
        return False
    start = state.pos
    closing = state.md.helpers.parseLinkLabel(state, start)
    found = ATTRIBUTES.match(state.src, closing + 1, state.posMax) if closing >= 0 else None
    if found is None:
        return False
    if not silent:
        _around(state, "span", start + 1, closing, "[", f"]{found[0]}")
    state.pos = found.end()
    return True


def _around(state: StateInline, name: str, start: int, end: int, opening: str, closing: str) -> None:
    """An opening token, what is parsed of ``src[start:end]``, a closing token."""
    limit = state.posMax
    opened = state.push(f"{name}_open", "", 1)
    opened.markup, opened.meta = opening, {"closing": closing}
    state.pos, state.posMax = start, end
    state.md.inline.tokenize(state)
    state.posMax = limit
    state.push(f"{name}_close", "", -1).markup = closing


def _component(state: StateInline, silent: bool) -> bool:
    """A tag that CommonMark does not take for one: an attribute with braces, ``@click``, ``v-if``, ``<>``."""
    if not re.match(r"</?[A-Za-z>]", state.src[state.pos : state.pos + 3]):
        return False
    end = tag_end(state.src, state.pos, min(state.posMax, state.pos + LONGEST))
    tag = state.src[state.pos : end]
    if end < 0 or not ("{" in tag or re.search(r"\s[@#:v]", tag) or tag in ("<>", "</>")):
        return False
    return _taken(state, silent, "html_inline", end)
