"""Documents with structure: their text is translated, their form stays."""

from bitext.documents.original import (
    FORMS,
    SUFFIXES,
    DocumentForm,
    Original,
    Source,
    document_forms,
    form_of,
    open_original,
    open_source,
    read_original,
)

__all__ = [
    "FORMS",
    "SUFFIXES",
    "DocumentForm",
    "Original",
    "Source",
    "document_forms",
    "form_of",
    "open_original",
    "open_source",
    "read_original",
]
