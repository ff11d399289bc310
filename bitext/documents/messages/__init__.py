"""Messages: the strings of a program, in a catalogue or a table, with placeholders, tags and plural forms."""

from bitext.documents.messages.message import Message, Notation
from bitext.documents.messages.table import MessageTable

__all__ = ["Message", "MessageTable", "Notation"]
