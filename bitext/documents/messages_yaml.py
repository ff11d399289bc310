"""Tables of messages in YAML: Rails, Symfony, Jekyll, and what is like them.

Values that are words are translated and written in their place, in the style that they have (plain, quoted,
block); comments, anchors, keys, order and all else keep their bytes. The language that the table says, as its
only key on top (``fr:``) or as a value (``lang: fr``), becomes English.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from bitext.documents.html_tokens import is_french
from bitext.documents.messages import Message, MessageTable, Notation
from bitext.documents.messages.values import is_text, says_language
from bitext.errors import FormatError
from bitext.files import AUTO, decoded
from bitext.text.masking import mask_letter

_STRING: Final = "tag:yaml.org,2002:str"
_ENGLISH: Final = "en"
_UNPRINTABLE: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""Characters that YAML writes as their numbers."""
_MOST_CHARACTERS: Final = 20_000_000


class _Scalar(NamedTuple):
    """A value in its place: ``style`` is its quotation mark, the sign of a block, or empty."""

    start: int
    end: int
    text: str
    style: str
    keys: tuple[str, ...]
    is_key: bool = False


def read(data: bytes, name: str, encoding: str = AUTO) -> MessageTable:
    """Take a table apart. Raises EncodingError, or FormatError where it is no YAML or has no words in it."""
    found = decoded(data, name, encoding)
    text = found.text
    scalars = _scalars_of(text, name)
    words = [one for one in scalars if not one.is_key and is_text(one.text, one.keys[-1] if one.keys else "")]
    if not words:
        raise FormatError(f"{name} has no words in it to translate; give a table of messages.")
    is_alone = sum(one.is_key and not one.keys for one in scalars) == 1
    given = {one.start: _ENGLISH for one in scalars if _is_language(one, is_alone=is_alone)}
    notation = Notation(mask_letter(text), accelerators="")

    def written(texts: Sequence[str]) -> bytes:
        new = {**given, **{one.start: made for one, made in zip(words, texts, strict=True)}}
        return found.encoded(_replaced(text, scalars, new, name))

    return MessageTable([Message(one.text, notation) for one in words], written)


def _scalars_of(text: str, name: str) -> list[_Scalar]:
    """Every string of a table, in order."""
    import yaml

    if len(text) > _MOST_CHARACTERS:
        raise FormatError(f"{name} is too large; divide the table.")
    try:
        roots = list(yaml.compose_all(text, Loader=yaml.SafeLoader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}: " if mark else ""
        raise FormatError(
            f"{name}: {where}{getattr(error, 'problem', None) or error}; correct the YAML."
        ) from None
    except RecursionError:
        raise FormatError(f"{name} is nested too deeply; give a table of messages.") from None
    seen: set[int] = set()
    found = [one for root in roots if root is not None for one in _scalars(root, (), seen)]
    return sorted(found, key=lambda one: one.start)


def _scalars(node: Any, keys: tuple[str, ...], seen: set[int]) -> Iterator[_Scalar]:
    """The strings of a node; what an alias stands for once."""
    if id(node) in seen:
        return
    seen.add(id(node))
    if node.id == "mapping":
        for key, value in node.value:
            if key.id == "scalar":
                yield _scalar(key, keys, is_key=True)
            yield from _scalars(value, (*keys, key.value if key.id == "scalar" else ""), seen)
    elif node.id == "sequence":
        for value in node.value:
            yield from _scalars(value, keys, seen)
    elif node.tag == _STRING:
        yield _scalar(node, keys)


def _scalar(node: Any, keys: tuple[str, ...], *, is_key: bool = False) -> _Scalar:
    return _Scalar(node.start_mark.index, node.end_mark.index, node.value, node.style or "", keys, is_key)


def _is_language(one: _Scalar, *, is_alone: bool) -> bool:
    """Whether a string says which language the table is in; ``is_alone``: there is but one key on top."""
    if not is_french(one.text):
        return False
    if one.is_key:
        return is_alone and not one.keys
    return bool(one.keys) and says_language(one.keys[-1])


def _replaced(text: str, scalars: Sequence[_Scalar], new: dict[int, str], name: str) -> str:
    """The table with other values, which are read again to see that they are what they should be."""
    wanted = [new.get(one.start, one.text) for one in scalars]
    for write in (_written, _quoted):
        parts, last = [], 0
        for one in scalars:
            if one.start in new and new[one.start] != one.text:
                parts += [text[last : one.start], write(new[one.start], text[one.start : one.end], one)]
                last = one.end
        made = "".join([*parts, text[last:]])
        if [one.text for one in _scalars_of(made, name)] == wanted:
            return made
    raise FormatError(f"{name} has values that cannot be written in their place; put them between marks.")


def _written(value: str, raw: str, one: _Scalar) -> str:
    """A value in the style of the old one, in double quotation marks where it cannot be written so."""
    if one.style in ("|", ">"):
        block = _block(value, raw)
        if _is(block, value):
            return block
    quoted = {"'": "'" + value.replace("'", "''") + "'", "": value}.get(one.style, "")
    if quoted and "\n" not in quoted and _is(quoted, value):
        return quoted
    return _quoted(value, raw, one)


def _quoted(value: str, raw: str, one: _Scalar) -> str:
    """A value between double quotation marks, and the end of the line that a block has."""
    tail = raw[len(raw.rstrip()) :] if one.style in ("|", ">") else ""
    text = json.dumps(value, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text) + tail


def _block(value: str, raw: str) -> str:
    """A block with the head and the indentation of the old one, each line by itself."""
    head, _, body = raw.partition("\n")
    first = next((line for line in body.splitlines() if line.strip()), "")
    space = first[: len(first) - len(first.lstrip())]
    gap = "\n\n" if head.startswith(">") else "\n"
    lines = gap.join(f"{space}{line}".rstrip() for line in value.rstrip("\n").split("\n"))
    return f"{head}\n{lines}{raw[len(raw.rstrip()) :]}"


def _is(written: str, value: str) -> bool:
    """Whether what is written, as the value of a key, is read as ``value``."""
    import yaml

    try:
        return bool(yaml.safe_load(f"a: {written}\nb: 1\n") == {"a": value, "b": 1})
    except yaml.YAMLError:
        return False
