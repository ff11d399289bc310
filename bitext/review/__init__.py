"""The page to read and to correct, and what comes back from it."""
