"""TEI P5 (Text Encoding Initiative): the texts of editions, translated in their place."""

from bitext.documents.tei.document import read

__all__ = ["read"]
