"""Tables of messages in JSON: i18next, Vue, Angular, ARB, web manifests, and what is like them.

Values that are words are translated and written in their place; keys, order, white space and all else keep
their bytes. What is no words (addresses, identifiers), :mod:`bitext.documents.messages.values` tells.
The language that the table says becomes English.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from bitext.documents.html_tokens import is_french
from bitext.documents.messages import Message, MessageTable, Notation
from bitext.documents.messages.values import is_text, says_language
from bitext.errors import FormatError
from bitext.files import AUTO, decoded
from bitext.text.masking import mask_letter

_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*+"|[{}\[\]:,]|[^\s{}\[\]:,"]+')
_METADATA: Final = "@"
"""What the keys of ARB begin with that tell of a message."""
_ENGLISH: Final = "en"


class _Value(NamedTuple):
    """A string in its place: ``keys`` are those that lead to it, ``is_key`` whether it is a key itself."""

    start: int
    end: int
    text: str
    keys: tuple[str, ...]
    is_key: bool = False


def read(data: bytes, name: str, encoding: str = AUTO) -> MessageTable:
    """Take a table apart. Raises EncodingError, or FormatError where it is no JSON or has no words in it."""
    found = decoded(data, name, encoding)
    text = found.text
    _check(text, name)
    values = list(_values(text))
    is_arb = any(value.is_key and value.text == "@@locale" for value in values)
    notation = Notation(mask_letter(text), apostrophe="''" if is_arb else "'", accelerators="")
    is_alone = sum(value.is_key and not value.keys for value in values) == 1
    language = ((value.start, _given(value, is_alone=is_alone)) for value in values)
    given = {start: new for start, new in language if new is not None}
    words = [value for value in values if _is_words(value)]
    if not words:
        raise FormatError(f"{name} has no words in it to translate; give a table of messages.")

    def written(texts: Sequence[str]) -> bytes:
        new = {**given, **{value.start: made for value, made in zip(words, texts, strict=True)}}
        parts, last = [], 0
        for value in values:
            if value.start in new and new[value.start] != value.text:
                parts += [
                    text[last : value.start],
                    _string(new[value.start], text[value.start : value.end], text),
                ]
                last = value.end
        return found.encoded("".join([*parts, text[last:]]))

    return MessageTable([Message(value.text, notation) for value in words], written)


def _check(text: str, name: str) -> None:
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        raise FormatError(
            f"{name}: line {error.lineno}: {error.msg}; check it with: python -m json.tool"
        ) from None
    except RecursionError:
        raise FormatError(f"{name} is nested too deeply; give a table of messages.") from None


def _values(text: str) -> Iterator[_Value]:
    """Every string of a table."""
    keys: list[str] = []
    in_object: list[bool] = []
    waits_for_key = False
    for token in _TOKEN.finditer(text):
        sign = token[0]
        if sign in "{[":
            in_object.append(sign == "{")
            waits_for_key = sign == "{"
            keys.append("")
        elif sign in "}]":
            in_object.pop()
            keys.pop()
            waits_for_key = False
        elif sign == ",":
            waits_for_key = bool(in_object) and in_object[-1]
        elif sign == ":":
            waits_for_key = False
        elif sign[0] == '"':
            string: str = json.loads(sign)
            yield _Value(*token.span(), string, tuple(filter(None, keys)), waits_for_key)
            if waits_for_key:
                keys[-1] = string


def _is_words(value: _Value) -> bool:
    told = any(key.startswith(_METADATA) for key in value.keys)
    return not value.is_key and not told and is_text(value.text, value.keys[-1] if value.keys else "")


def _given(value: _Value, *, is_alone: bool) -> str | None:
    """What a string becomes that says which language the table is in; None for any other.

    ``is_alone``: there is but one key on top.
    """
    if not is_french(value.text):
        return None
    if value.is_key:
        return _ENGLISH if is_alone and not value.keys else None
    return _ENGLISH if value.keys and says_language(value.keys[-1]) else None


def _string(text: str, raw: str, table: str) -> str:
    """A string of JSON, its characters escaped as the table does it."""
    written = json.dumps(text, ensure_ascii=table.isascii())
    return written.replace("/", "\\/") if "\\/" in raw else written
