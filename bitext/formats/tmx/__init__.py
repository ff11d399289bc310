"""TMX: what the registry of formats finds."""

from bitext.formats.tmx.format import FORMAT

__all__ = ["FORMAT"]
