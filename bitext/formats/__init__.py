"""The file formats of a result: one module a format, found by name through `bitext.result.storage`."""
