"""A user's files: what kind each is, in which encoding, reading them, writing results."""

from bitext.files.encodings import AUTO, DecodedText, decode, decoded
from bitext.files.kinds import FileKind
from bitext.files.reading import STDIN, read_bytes, read_lines, read_text, split_lines
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
    "kind_of",
    "kind_of_file",
    "read_bytes",
    "read_lines",
    "read_text",
    "split_lines",
    "writing",
]
