"""Terms that the user has chosen: where a text has them, and how the translation gets them."""
