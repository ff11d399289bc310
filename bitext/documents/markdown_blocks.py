"""Blocks that CommonMark does not have and people write: containers, admonitions, tabs, short codes, MDX.

Each rule finds the lines that are syntax and leaves them as they are; of a title in them it makes inline
content. What is indented below an admonition or a tab is Markdown again. The syntaxes are those of
markdown-it-container, Python-Markdown and PyMdown, Docusaurus, VitePress, MyST, Hugo, Jekyll, GitBook, MDX.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock

from bitext.documents.markdown_tags import expression_end, tag_end

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it import MarkdownIt

_INTERRUPTS: Final[RuleOptionsType] = {"alt": ["paragraph", "reference", "blockquote", "list"]}
_INDENT: Final = 4

_CONTAINER: Final = re.compile(
    r":{3,}[ \t]*(?:\{[^{}\n]*\}[ \t]*)?(?P<name>[A-Za-z][\w-]*)?"
    r"(?:\[(?P<label>[^\]\n]*)\])?[ \t]*(?P<title>.*)"
)
_SLASHES: Final = re.compile(r"/{3,}[ \t]*(?:[\w-]+)?[ \t]*(?:\|[ \t]*(?P<title>.*)|$)")
_ADMONITION: Final = re.compile(
    r"(?:!!!|\?\?\?)\+?[ \t]+[\w-]+(?:[ \t]+[\w-]+)*(?:[ \t]+\"(?P<title>.*)\")?[ \t]*(?:\{[^{}]*\})?[ \t]*$"
    r"|(?:!!!|\?\?\?)\+?[ \t]+\"(?P<bare>.*)\"[ \t]*$"
    r"|={3}[!+]*[ \t]+[\"'](?P<tab>.*)[\"'][ \t]*$"
)
_TEMPLATES: Final = re.compile(
    r"(?:(?>\{\{[<%].*?[%>]\}\}|\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<%.*?%>)[ \t]*+)++$"  # Hugo, Jekyll, Jinja
    r"|\[\[_?TOC_?\]\][ \t]*$|\[TOC\][ \t]*$"
    r"|\{:[^{}\n]*\}[ \t]*$|\{[.#][^{}\n]*\}[ \t]*$"  # attributes of the block before or behind
    r"|@\[[\w-]+\]\(.*\)[ \t]*$|<<<[ \t]+\S.*$|-{1,2}8<-{1,2}.*$|@include\b.*$|!!!include\(.*\)!!![ \t]*$",
    re.IGNORECASE,
)
_OPEN_TEMPLATE: Final = re.compile(r"\{\{[<%](?!.*[%>]\}\})|\{%(?!.*%\})")
_CLOSED_TEMPLATE: Final = re.compile(r"[%>]\}\}[ \t]*$|%\}[ \t]*$")
_MOST_LINES: Final = 60
"""Lines that a tag, a formula or a short code may have."""
_ABBREVIATION: Final = re.compile(r"\*\[[^\]\n]+\]:[ \t]+(?P<title>\S.*)$")
_MODULE: Final = re.compile(
    r"import[ \t]+(?:[\w*{$][^;'\"]*?[ \t\n]from[ \t\n]+)?['\"]"
    r"|import[ \t]+(?:type[ \t]+)?[{*][^'\"]*$"
    r"|export[ \t]+(?:default|const|let|var|function|class|async|type|\{|\*)"
)
_FORMULA: Final = {"$$": "$$", "\\[": "\\]"}
_FORMULA_ENDS: Final = {
    sign: re.compile(rf"{re.escape(sign)}[ \t]*(?:\{{#.*\}}|\(.*\))?[ \t]*$") for sign in _FORMULA.values()
}
_TAG: Final = re.compile(r"</?[A-Za-z][\w.:-]*|</?>")
_COMPONENT: Final = re.compile(r"</?[A-Z][\w.]*|</?>")


def add_blocks(md: MarkdownIt, *, mdx: bool) -> None:
    """Teach a parser these blocks; in MDX nothing is code for its indentation, and tags hold Markdown."""
    ruler = md.block.ruler
    if mdx:
        ruler.disable("code")
    ruler.before("fence", "formula", _formula, _INTERRUPTS)
    ruler.before("fence", "module", _module, {"alt": []})
    ruler.before("fence", "component", _component(mdx=mdx), _INTERRUPTS)
    ruler.before("fence", "template", _template, _INTERRUPTS)
    ruler.before("fence", "container", _container, _INTERRUPTS)
    ruler.before("fence", "admonition", _admonition, _INTERRUPTS)
    ruler.before("fence", "abbreviation", _abbreviation, {"alt": []})


def _line(state: StateBlock, at: int) -> str:
    """A line without its indentation; nothing where it is code."""
    if at >= state.lineMax or state.is_code_block(at):
        return ""
    return state.src[state.bMarks[at] + state.tShift[at] : state.eMarks[at]]


def _keep(state: StateBlock, first: int, behind: int, *, title: str = "") -> None:
    """Make a block of some lines, which stay as they are but for a title in the first."""
    token = state.push("kept", "", 0)
    token.map = [first, behind]
    if title:
        inline = state.push("inline", "", 0)
        inline.content, inline.map, inline.children = title.strip(), [first, first + 1], []
    state.line = behind


def _container(state: StateBlock, start: int, _: int, silent: bool) -> bool:
    """``:::tip Title``, ``:::`` and ``/// note | Title``: lines around blocks of Markdown."""
    line = _line(state, start)
    found = _CONTAINER.match(line) if line.startswith(":::") else None
    if found is None and line.startswith("///"):
        found = _SLASHES.match(line)
    if found is None:
        return False
    if not silent:
        groups = found.groupdict()
        _keep(state, start, start + 1, title=groups.get("label") or _title(groups["title"] or ""))
    return True


def _title(rest: str) -> str:
    """The title in the rest of a line, without attributes and closing colons."""
    title = rest.rstrip(" \t:")
    return title[: title.rindex("{")].rstrip() if title.endswith("}") and "{" in title else title


def _template(state: StateBlock, start: int, _: int, silent: bool) -> bool:
    """Lines that are nothing but short codes, tags of templates, attributes or instructions."""
    line = _line(state, start)
    behind = start + 1
    if line and _TEMPLATES.match(line) is None:
        if not _OPEN_TEMPLATE.match(line):
            return False
        behind = _closing(state, start, _CLOSED_TEMPLATE)
    if not line or not behind:
        return False
    if not silent:
        _keep(state, start, behind)
    return True


def _closing(state: StateBlock, start: int, pattern: re.Pattern[str]) -> int:
    """The line behind the next one in which the pattern is found; 0 if none is near."""
    for at in range(start + 1, min(state.lineMax, start + _MOST_LINES)):
        if pattern.search(state.src[state.bMarks[at] : state.eMarks[at]]):
            return at + 1
    return 0


def _formula(state: StateBlock, start: int, _: int, silent: bool) -> bool:
    """A formula over several lines."""
    line = _line(state, start).rstrip()
    closing = _FORMULA.get(line[:2], "")
    if not closing:
        return False
    if len(line) > len(closing) + 1 and line.endswith(closing):
        behind = start + 1
    elif closing in line[2:]:
        return False
    else:
        behind = _closing(
            state, start, re.compile(rf"{re.escape(closing)}[ \t]*(?:\{{#.*\}}|\(.*\))?[ \t]*$")
        )
    if behind and not silent:
        _keep(state, start, behind)
    return bool(behind)


def _module(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``import`` and ``export`` of MDX, up to the next blank line."""
    if silent or state.blkIndent or state.level or not _line(state, start).startswith(("import ", "export ")):
        return False
    behind = start
    while behind < end and not state.isEmpty(behind):
        behind += 1
    if _MODULE.match(state.src[state.bMarks[start] : state.eMarks[behind - 1]]) is None:
        return False
    _keep(state, start, behind)
    return True


def _component(*, mdx: bool) -> Callable[[StateBlock, int, int, bool], bool]:
    """A rule for tags of components (MDX, Vue, Astro) that are lines by themselves, and for expressions."""

    def component(state: StateBlock, start: int, _: int, silent: bool) -> bool:
        line = _line(state, start)
        is_tag = (
            re.match(r"</?[A-Z][\w.]*|</?>" if not mdx else r"</?[A-Za-z][\w.:-]*|</?>", line) is not None
        )
        if not is_tag and not (line.startswith("{/*") or (mdx and line.startswith("{"))):
            return False
        at = state.bMarks[start] + state.tShift[start]
        last = state.eMarks[min(state.lineMax, start + _MOST_LINES) - 1]
        closed = tag_end(state.src, at, last) if is_tag else expression_end(state.src, at, last)
        if closed < 0:
            return False
        behind = start + 1
        while state.eMarks[behind - 1] < closed:
            behind += 1
        if state.src[closed : state.eMarks[behind - 1]].strip():
            return False
        if not silent:
            _keep(state, start, behind)
        return True

    return component


def _abbreviation(state: StateBlock, start: int, _: int, silent: bool) -> bool:
    """``*[HTML]: what it is short for``."""
    found = _ABBREVIATION.match(_line(state, start))
    if found and not silent:
        _keep(state, start, start + 1, title=found["title"])
    return found is not None


def _admonition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``!!! note "Title"``, ``??? tip``, ``=== "Tab"``, and the Markdown that is indented below."""
    line = _line(state, start)
    found = _ADMONITION.match(line) if line.startswith(("!!!", "???", "===")) else None
    if found is None:
        return False
    if silent:
        return True
    behind = start + 1
    indent = state.sCount[start] + _INDENT
    while behind < end and (state.isEmpty(behind) or state.sCount[behind] >= indent):
        behind += 1
    while behind > start + 1 and state.isEmpty(behind - 1):
        behind -= 1
    _keep(state, start, start + 1, title=next((title for title in found.groups() if title), ""))
    _within(state, start + 1, behind, indent)
    state.line = behind
    return True


def _within(state: StateBlock, first: int, behind: int, indent: int) -> None:
    """Read some lines, indented by so much, as blocks."""
    old = state.blkIndent, state.lineMax, state.parentType
    state.blkIndent, state.lineMax, state.parentType = indent, behind, "admonition"
    state.level += 1
    state.md.block.tokenize(state, first, behind)
    state.level -= 1
    state.blkIndent, state.lineMax, state.parentType = old
