"""The pages of the documentation and what stands in their fenced blocks.

How a block is marked says what is done with it:

- ``python``: run, all blocks of a page in one namespace;
- ``console``: each line behind ``$`` is a `bitext` command, run in this process; the lines below it are what
  it prints;
- ``text title="Output"``: what the Python block before it prints;
- ``sh``: set-up, such as `make test`, which is checked and not run;
- ``json``, ``toml``, ``ini``: parsed; ``nginx``: that of a proxy; ``text``: a figure.

In what is printed, ``…`` stands for anything.
"""

from __future__ import annotations

import doctest
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    path
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "examples" / "README.md")
    if path.name != "CHANGELOG.md"
)
OUTPUT = 'text title="Output"'

_COMPARED = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@dataclass(frozen=True)
class Block:
    """A fenced block: how it is marked, what is in it, and the line of the page that it begins on."""

    mark: str
    content: str
    line: int


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page, in order."""
    tokens = MarkdownIt().parse(page.read_text(encoding="utf-8"))
    return [
        Block(token.info.strip(), token.content, token.map[0] + 1)
        for token in tokens
        if token.type == "fence" and token.map
    ]


def sessions(block: Block) -> Iterator[tuple[str, str]]:
    """The commands of a console block, each with what it prints."""
    for part in f"\n{block.content}".split("\n$ ")[1:]:
        command, _, printed = part.partition("\n")
        yield command, printed


def same(wanted: str, printed: str) -> bool:
    """Whether what was printed is what the page shows; white space counts as one space."""
    wanted = wanted.replace("…", "...")
    return doctest.OutputChecker().check_output(wanted, printed.replace("…", "..."), _COMPARED)
