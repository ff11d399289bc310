"""XLIFF 1.2 with other targets: filled in, or as a Bitext has them; all else stays as it is.

What bitext translates has the state ``needs-review-translation`` and the qualifier ``mt-suggestion``; in
SDLXLIFF its segment is a draft of machine translation, in MQXLIFF the unit is ``PreTranslated``. A file
whose units were told to be approved is no longer told so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bitext.errors import FormatError
from bitext.formats._unit_file import FileUnit, UnitFile, check_languages
from bitext.formats._xml import SPACE
from bitext.formats.xliff12.document import MEMOQ, Segment, Xliff12
from bitext.formats.xliff12.inline import written
from bitext.result.foreign_file import ForeignFile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bitext.formats._unit_text import Token
    from bitext.formats._xml_source import XmlElement, XmlSource


def fill(data: bytes, _name: str, overwrite_targets: bool) -> UnitFile:
    """The file to be filled in.

    Raises FormatError where it is not XLIFF 1.2, or nothing in it is from French into English.
    """
    document = Xliff12(data)
    ours = {id(each) for each in document.segments if _is_ours(each)}
    if document.segments and not ours:
        check_languages(*document.segments[0].languages)
    units = [
        _unit(each, overwrite=overwrite_targets) if id(each) in ours else FileUnit((), is_kept=True)
        for each in document.segments
    ]
    foreign = ForeignFile("xliff12", data, (), document.extras)
    return UnitFile(units, lambda targets: with_targets(document, targets, machine=True), foreign)


def _unit(segment: Segment, *, overwrite: bool) -> FileUnit:
    return FileUnit(
        segment.source_tokens,
        None if overwrite and not segment.is_kept else segment.target_tokens,
        keeps_lines=segment.source.inherited(SPACE) == "preserve",
        checked=segment.is_checked,
        is_kept=segment.is_kept,
    )


def _is_ours(segment: Segment) -> bool:
    try:
        check_languages(*segment.languages)
    except FormatError:
        return False
    return True


def with_targets(document: Xliff12, targets: Mapping[int, Sequence[Token]], *, machine: bool) -> bytes:
    """The file with some targets, by the number of the segment; ``machine``: bitext has translated them."""
    by_unit: dict[int, list[tuple[Segment, str]]] = {}
    for at, tokens in targets.items():
        segment = document.segments[at]
        by_unit.setdefault(id(segment.unit), []).append((segment, written(list(tokens))))
    for changes in by_unit.values():
        _Unit(changes[0][0], machine=machine).change(changes)
    if machine:
        _tell_language(document, [document.segments[at] for at in targets])
    return document.source.written()


def _tell_language(document: Xliff12, filled: Sequence[Segment]) -> None:
    """A file that does not tell its target language tells it once it has targets."""
    seen = set()
    for segment in filled:
        file: XmlElement | None = segment.unit
        while file is not None and file.local != "file":
            file = file.parent
        if file is not None and id(file) not in seen and not file.attributes.get("target-language"):
            seen.add(id(file))
            document.source.set(file, **{"target-language": "en"})


class _Unit:
    """A unit whose targets change."""

    def __init__(self, segment: Segment, *, machine: bool) -> None:
        self._source = segment.file.source
        self._unit = segment.unit
        self._target = segment.unit.first("target")
        self._divided = segment.unit.first("seg-source") if segment.mid is not None else None
        self._state = {"state": "needs-review-translation", "state-qualifier": "mt-suggestion"}
        self._machine = machine
        if not machine or not segment.file.version.startswith("1.2"):
            self._state.pop("state-qualifier")
        if not machine or segment.status is not None:
            self._state.clear()

    def change(self, changes: Sequence[tuple[Segment, str]]) -> None:
        """Put the new content of each segment in its place."""
        if self._divided is None:
            self._put(changes[0][1])
        elif all(segment.target is not None for segment, _ in changes) and self._target is not None:
            for segment, raw in changes:
                if segment.target is not None:
                    self._source.fill(segment.target, raw)
            self._source.set(self._target, **self._state)
        else:
            self._put(self._composed(self._divided, dict(_by_number(changes))))
        if self._machine:
            self._tell(changes)

    def _put(self, raw: str) -> None:
        if self._target is not None:
            self._source.fill(self._target, raw, **self._state)
            return
        before = self._unit.first("seg-source") or self._unit.first("source")
        if before is not None:
            attributes = "".join(f' {name}="{value}"' for name, value in self._state.items())
            name = f"{before.prefix}target"
            self._source.insert_behind(before, f"<{name}{attributes}>{raw}</{name}>")

    def _composed(self, divided: XmlElement, new: Mapping[str, str]) -> str:
        """The whole target of a divided unit: its source with the new content of the segments.

        Segments that are not among the new ones are as in the target; those it has not are empty.
        """
        old = {} if self._target is None else _contents(self._target, self._source)
        pieces, last = [], divided.inside
        for each in divided.iter():
            if each.local != "mrk" or each.attributes.get("mtype") != "seg" or each.start < last:
                continue
            mid = each.attributes.get("mid", "")
            tag = self._source.raw(each.start, each.inside).removesuffix("/>").removesuffix(">").rstrip()
            body = new.get(mid, old.get(mid, ""))
            between = self._source.raw(last, each.start)
            pieces.append(f"{between}{tag}>{body}</{each.prefix}mrk>")
            last = each.end
        return "".join([*pieces, self._source.raw(last, divided.closing)])

    def _tell(self, changes: Sequence[tuple[Segment, str]]) -> None:
        """The states that the unit and its program have for what a machine translated."""
        told: dict[str, str | None] = {}
        if self._unit.attributes.get("approved") == "yes":
            told["approved"] = "no"
        if f"{MEMOQ}status" in self._unit.attributes:
            tag = self._source.raw(self._unit.start, self._unit.inside)
            prefix = next(part for part in tag.split() if part.partition("=")[0].endswith(":status"))
            told[prefix.partition("=")[0]] = "PreTranslated"
        self._source.set(self._unit, **told)
        for segment, _ in changes:
            if segment.status is not None:
                draft = {"conf": "Draft", "origin": "mt", "origin-system": "bitext"}
                self._source.set(segment.status, **draft)


def _by_number(changes: Sequence[tuple[Segment, str]]) -> list[tuple[str, str]]:
    return [(segment.mid or "", raw) for segment, raw in changes]


def _contents(target: XmlElement, source: XmlSource) -> dict[str, str]:
    """What is in the segments of a target, by their numbers."""
    return {
        each.attributes.get("mid", ""): source.raw(each.inside, each.closing)
        for each in target.iter()
        if each.local == "mrk" and each.attributes.get("mtype") == "seg"
    }
