"""Whom or what pronouns and possessives stand for, as far as the document tells it."""

from bitext.coreference.references import Reference, References

__all__ = ["Reference", "References"]
