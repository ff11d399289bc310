"""An XLIFF 1.2 file as its segments, with what programs add to the standard.

A segment is a ``trans-unit``, or, where its ``seg-source`` divides it, each ``<mrk mtype="seg">`` of that, to
which the one of the same ``mid`` in the target belongs. Files of versions 1.0 and 1.1, and such without a
namespace, are read alike. SDLXLIFF and MQXLIFF are XLIFF 1.2 whose segments have a state of the program's
own: ``conf`` of ``sdl:seg``, ``mq:status`` of the unit.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bitext.errors import FormatError
from bitext.formats._unit_text import plain_text
from bitext.formats._xml_source import XmlSource
from bitext.formats.xliff12.inline import tokens
from bitext.text.language import language_of_tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bitext.formats._unit_text import Token
    from bitext.formats._xml_source import XmlElement

MEMOQ: Final = "{MQXliff}"
_SDL: Final = "{http://sdl.com/FileTypes/SdlXliff/1.0}"
_FINAL: Final = frozenset(("final", "signed-off"))
_SDL_FINAL: Final = frozenset(("ApprovedTranslation", "ApprovedSignOff"))
_MEMOQ_FINAL: Final = frozenset(("ManuallyConfirmed", "Proofread"))
_WITHOUT_TARGET: Final = frozenset(("new", "needs-translation"))
_EXTRAS: Final = {
    "note": "note",
    "alt-trans": "candidate",
    **dict.fromkeys(("g", "x", "bx", "bpt", "ph", "it"), "inline code"),
    "context": "context",
}


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """A segment: its unit, and the elements of its source and target (None where there is none).

    ``mid`` is the number of a part of the unit; None where it is the whole. ``status`` is the ``sdl:seg``
    that tells its state in a file of Trados.
    """

    file: Xliff12
    unit: XmlElement
    source: XmlElement
    target: XmlElement | None
    mid: str | None = None
    status: XmlElement | None = None

    @property
    def source_tokens(self) -> list[Token]:
        """The text and the codes of the source."""
        return list(tokens(self.source, self.file.source))

    @property
    def target_tokens(self) -> list[Token] | None:
        """Those of the target; None where it has none, or only a copy of the source, as its state says."""
        if self.target is None:
            return None
        found = list(tokens(self.target, self.file.source))
        text = plain_text(found)
        if not text.strip():
            return None
        state = self.target.attributes.get("state", "")
        return None if state in _WITHOUT_TARGET and text == plain_text(self.source_tokens) else found

    @property
    def is_checked(self) -> bool:
        """Whether a person has found it right."""
        target = {} if self.target is None else self.target.attributes
        return (
            self.unit.attributes.get("approved") == "yes"
            or target.get("state") in _FINAL
            or (self.status is not None and self.status.attributes.get("conf") in _SDL_FINAL)
            or self.unit.attributes.get(f"{MEMOQ}status") in _MEMOQ_FINAL
        )

    @property
    def is_kept(self) -> bool:
        """Whether the file says that it is not to be translated."""
        locked = self.status is not None and self.status.attributes.get("locked", "").lower() == "true"
        return locked or self.unit.inherited("translate") == "no"

    @property
    def languages(self) -> tuple[str | None, str | None]:
        """Source and target language as its file tells them; None for one that it does not."""
        source, target = (self.unit.inherited(f"{name}-language") for name in ("source", "target"))
        return source or None, target or None


class Xliff12:
    """The segments of a file; ``extras`` counts what a Bitext has no place for.

    Raises FormatError where it is not XLIFF 1.2 or older.
    """

    def __init__(self, data: bytes) -> None:
        self.source = XmlSource(data)
        root = self.source.root
        if root.local != "xliff":
            raise FormatError(f"its first element is <{root.local}>, not <xliff>.")
        self.version = root.attributes.get("version", "1.2")
        if not self.version.startswith("1."):
            raise FormatError(f"its version is {self.version!r}, not 1.2 or older.")
        self.units = [each for each in root.iter() if each.local == "trans-unit"]
        self.segments = [segment for unit in self.units for segment in self._segments(unit)]

    @property
    def extras(self) -> Counter[str]:
        """What a Bitext has no place for, counted by its name in the singular."""
        names = (_EXTRAS.get(each.local) for unit in self.units for each in unit.iter())
        found = Counter(name for name in names if name is not None)
        found["id"] += len(self.units)
        return found

    @property
    def languages(self) -> tuple[str, str]:
        """The languages of the first file that has segments."""
        told = self.segments[0].languages if self.segments else (None, None)
        source, target = (None if tag is None else language_of_tag(tag) for tag in told)
        source = source or ("en" if target == "fr" else "fr")
        return source, target or ("fr" if source == "en" else "en")

    def _segments(self, unit: XmlElement) -> Iterator[Segment]:
        source, target = unit.first("source"), unit.first("target")
        if source is None:
            return
        divided = unit.first("seg-source")
        sources = {} if divided is None else _parts(divided)
        if not sources or divided is None:
            yield Segment(self, unit, source, target)
            return
        targets = {} if target is None else _parts(target)
        if target is not None and not targets and target.text.strip():
            yield Segment(self, unit, source, target)
            return
        told = {each.attributes.get("id", ""): each for each in unit.iter() if each.name == f"{_SDL}seg"}
        for mid, each in sources.items():
            yield Segment(self, unit, each, targets.get(mid), mid, told.get(mid))


def _parts(side: XmlElement) -> dict[str, XmlElement]:
    """The segments of a divided source or target, by their numbers."""
    return {
        each.attributes.get("mid", ""): each
        for each in side.iter()
        if each.local == "mrk" and each.attributes.get("mtype") == "seg"
    }
