"""Terms that the user has chosen: where a text has them, and where they belong in its translation."""
