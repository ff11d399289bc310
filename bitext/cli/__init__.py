"""The command line."""

from bitext.cli.process import main

__all__ = ["main"]
