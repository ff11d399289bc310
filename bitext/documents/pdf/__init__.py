"""PDF: its text in reading order, paragraph by paragraph."""

from bitext.documents.pdf.document import read

__all__ = ["read"]
