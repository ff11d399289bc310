"""Quotations: their marks, how the marks pair, direct speech and reporting clauses."""
