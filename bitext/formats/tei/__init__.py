"""TEI P5 with both texts: what the registry of formats finds."""

from bitext.formats.tei.format import FORMAT

__all__ = ["FORMAT"]
