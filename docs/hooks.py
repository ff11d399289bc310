"""What mkdocs does to the pages: the page of the command line is written from the commands themselves."""

from __future__ import annotations

from typing import Any

from typer.cli import get_docs_for_click
from typer.main import get_command

from bitext.cli.app import app

COMMANDS = "<!-- commands -->"
"""The place of the commands in the page."""


def commands() -> str:
    """Every command in Markdown, with its arguments and options."""
    import typer

    command = get_command(app)
    text = get_docs_for_click(obj=command, ctx=typer.Context(command), name="bitext")
    return text[text.index("\n## ") :]


def on_page_markdown(markdown: str, **_: Any) -> str:
    """A page with the commands in their place."""
    return markdown.replace(COMMANDS, commands()) if COMMANDS in markdown else markdown
