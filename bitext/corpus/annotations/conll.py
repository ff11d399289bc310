"""Annotated sentences in columns, as CoNLL 2002 and 2003 have them: a token a line, its tag at the end.

Tags are BIO (IOB2); IOB1 and BIOES (BILOU) are read, too. A blank line ends a sentence; lines that begin with
"# " or "-DOCSTART-" are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, Final

from bitext.corpus.annotations.texts import AnnotatedText, Annotation, ProjectedText
from bitext.errors import FormatError
from bitext.text.document import Span, SpanIndex
from bitext.text.words import words_of

_TAG: Final = re.compile(r"O|[BIESLU]-\S+")
_OUTSIDE: Final = "O"
_OPENS: Final = "BSU"
_CLOSES: Final = "ESLU"
_NO_SPACE_BEFORE: Final = frozenset(".,)]…”’}")
_NO_SPACE_BEHIND: Final = tuple("'’([“{")


@dataclass(slots=True)
class _Sentence:
    """The sentence that is being read."""

    text: str = ""
    annotations: list[Annotation] = field(default_factory=list)
    is_open: bool = False

    def add(self, token: str, tag: str) -> None:
        """Its next token."""
        if self.text and token[0] not in _NO_SPACE_BEFORE and not self.text.endswith(_NO_SPACE_BEHIND):
            self.text += " "
        span = Span(len(self.text), len(self.text) + len(token))
        self.text += token
        kind, _, label = tag.partition("-")
        if kind == _OUTSIDE:
            self.is_open = False
            return
        if kind in _OPENS or not self.is_open or self.annotations[-1].label != label:
            self.annotations.append(Annotation(label, (span,)))
        else:
            self.annotations[-1] = Annotation(label, (Span(self.annotations[-1].spans[0].start, span.end),))
        self.is_open = kind not in _CLOSES


def read(stream: BinaryIO, name: str) -> Iterator[AnnotatedText]:
    """The sentences of a file, their tokens joined as French writes them.

    Raises:
        FormatError: a line has no tag in its last column, or is not in UTF-8.
    """
    sentence = _Sentence()
    for number, line in enumerate(stream, 1):
        fields = _fields(line, f"{name}:{number}")
        if fields and not _is_comment(fields):
            if len(fields) == 1 or _TAG.fullmatch(fields[-1]) is None:
                raise FormatError(f"{name}:{number} does not end with a tag such as B-PER, I-PER or O.")
            sentence.add(fields[0], fields[-1])
        elif not fields and sentence.text:
            yield AnnotatedText(sentence.text, tuple(sentence.annotations))
            sentence = _Sentence()
    if sentence.text:
        yield AnnotatedText(sentence.text, tuple(sentence.annotations))


def _fields(line: bytes, place: str) -> list[str]:
    try:
        return line.decode("utf-8-sig").split()
    except UnicodeDecodeError as error:
        raise FormatError(f"{place} is not in UTF-8; convert the file first.") from error


def _is_comment(fields: Sequence[str]) -> bool:
    return fields[0] == "-DOCSTART-" or (fields[0] == "#" and _TAG.fullmatch(fields[-1]) is None)


def written(text: ProjectedText) -> str:
    """The tokens of a target with their tags in BIO; of two annotations on a token the longer one is told."""
    tokens = words_of(text.text)
    tags, index = [_OUTSIDE] * len(tokens), SpanIndex(tokens)
    pieces = [(span, one.label) for one in text.annotations if one is not None for span in one.spans]
    for span, label in sorted(pieces, key=lambda piece: (-len(piece[0]), piece[0])):
        inside = index.touched(span.start, span.end)
        if all(tags[at] == _OUTSIDE for at in inside):
            for at in inside:
                tags[at] = f"{'B' if at == inside[0] else 'I'}-{label}"
    rows = (f"{text.text[token.start : token.end]}\t{tag}\n" for token, tag in zip(tokens, tags, strict=True))
    return "".join(rows) + "\n"
