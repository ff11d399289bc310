"""What the rules know of each language."""
