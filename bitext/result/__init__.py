"""The result: two texts with their sentences, words and quotations linked."""
