"""The command line."""

from bitext.cli.app import main

__all__ = ["main"]
