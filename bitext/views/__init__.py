"""A Bitext for the eye: side by side in a terminal, a table in a notebook."""
