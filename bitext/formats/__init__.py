"""The files that a result can be kept in: one module a format; ``bitext.formats()`` lists them."""

from bitext.formats._calling import FormatsModule

__all__ = ["FormatsModule"]
