"""Sentences to translations: preprocessing, the engines, repairs, quotation marks."""
