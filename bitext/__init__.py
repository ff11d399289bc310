"""French text in, English text out: every line linked, every quotation mark accounted for."""
