"""A user's files: what kind each is, in which encoding, reading them, writing results."""

from bitext.files.encodings import AUTO, DecodedText, decode, decoded
from bitext.files.kinds import FileKind
from bitext.files.reading import STDIN, is_utf_8, read_bytes, read_lines, read_text, split_lines, utf_8_chunks
from bitext.files.recognition import kind_of, kind_of_file
from bitext.files.writing import check_writable, writing

__all__ = [
    "AUTO",
    "STDIN",
    "DecodedText",
    "FileKind",
    "check_writable",
    "decode",
    "decoded",
    "is_utf_8",
    "kind_of",
    "kind_of_file",
    "read_bytes",
    "read_lines",
    "read_text",
    "split_lines",
    "utf_8_chunks",
    "writing",
]
