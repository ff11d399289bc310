"""PO, the catalogues of GNU gettext: read, filled in, and written again."""

from bitext.formats.po.format import FORMAT

__all__ = ["FORMAT"]
