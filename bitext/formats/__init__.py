"""Files that a Bitext can be written to and read from, one module a format."""
