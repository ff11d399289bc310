"""XLIFF 1.2: what the registry of formats finds."""

from bitext.formats.xliff12.format import FORMAT

__all__ = ["FORMAT"]
