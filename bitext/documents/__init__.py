"""Documents with structure: their text is translated, their form stays."""

from bitext.documents.original import SUFFIXES, Original, form_of, open_original, read_original

__all__ = ["SUFFIXES", "Original", "form_of", "open_original", "read_original"]
