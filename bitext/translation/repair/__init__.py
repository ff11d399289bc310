"""What is wrong with a translation, and what can be done about it."""
