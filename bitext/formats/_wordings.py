"""The other wordings of a pair as short strings, and back: ``[0.75, "It is raining."]``.

What comes from a translation memory has its likeness in per cent behind that: ``[0.93, "It rains.", 93]``.

For formats in XML, which change white space and cannot hold every character; in JSON (RFC 8259) all is kept.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import msgspec

from bitext.errors import FormatError
from bitext.formats._positions import ADVICE
from bitext.result.alternatives import Alternative
from bitext.text.characters import NOT_XML

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class _Wording(msgspec.Struct, array_like=True, forbid_unknown_fields=True):
    """The parts of a wording, in order."""

    score: float
    text: str
    likeness: int | None = None


def wording_texts(wordings: Iterable[Alternative]) -> Iterator[str]:
    """Each of the other wordings as a string without line ends that XML can hold."""
    for one in wordings:
        likeness = [] if one.likeness is None else [one.likeness]
        told = json.dumps([float(one.score), one.text, *likeness], ensure_ascii=False)
        yield NOT_XML.sub(_escape, told)


def read_wordings(told: Iterable[str]) -> tuple[Alternative, ...]:
    """The other wordings of a pair. Raises FormatError where one cannot be read."""
    return tuple(map(_wording, told))


def _wording(told: str) -> Alternative:
    try:
        found = msgspec.convert(json.loads(told), _Wording)
    except (ValueError, RecursionError) as error:
        raise FormatError(f"{told!r} is no other wording of a pair; {ADVICE}.") from error
    return Alternative(found.text, found.score, found.likeness)


def _escape(hit: re.Match[str]) -> str:
    return f"\\u{ord(hit[0]):04x}"
