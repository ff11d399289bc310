"""Annotation projection: the tags of a document taken over to the target by the word links."""
