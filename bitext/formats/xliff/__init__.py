"""XLIFF: what the registry of formats finds."""

from bitext.formats.xliff.format import FORMAT

__all__ = ["FORMAT"]
