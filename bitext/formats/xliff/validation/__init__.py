"""Whether a file keeps to the rules of XLIFF 2."""
