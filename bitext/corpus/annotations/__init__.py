"""Texts with annotated spans, which go along into their translation: JSON Lines, CoNLL columns, brat."""
