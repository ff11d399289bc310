"""Value types and characters of one text."""
