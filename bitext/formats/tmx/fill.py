"""TMX filled in: English variants for the units that have none, or an empty one, all else as it was.

A new variant stands behind the French one, with the language tag that English has in the file (``en`` where
there is none), and names bitext as its ``creationtool``. Its codes are those of the French.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bitext.errors import FormatError
from bitext.formats._unit_file import FileUnit, UnitFile, check_languages
from bitext.formats._unit_text import Code, plain_text
from bitext.formats._xml import LANG
from bitext.formats._xml_source import XmlSource, xml_escaped
from bitext.formats.tmx.units import TranslationUnit, parts
from bitext.result.foreign_file import ForeignFile
from bitext.text.language import language_of_tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bitext.formats._unit_text import Token
    from bitext.formats._xml_source import XmlElement

_ANY: Final = "*all*"


def fill(data: bytes, _name: str, overwrite_targets: bool) -> UnitFile:
    """The file to be filled in.

    Raises FormatError where it is not TMX, or is not from French into English.
    """
    extras: Counter[str] = Counter()
    for part in parts(data):
        if isinstance(part, TranslationUnit):
            extras.update(part.extras)
    file = _TmxFile(XmlSource(data), overwrite=overwrite_targets)
    return UnitFile(file.units(), file.write, ForeignFile("tmx", data, (), extras))


@dataclass(frozen=True, slots=True)
class _Variants:
    """The French variant of a unit, and its English one where it has one."""

    french: XmlElement | None
    english: XmlElement | None


class _TmxFile:
    def __init__(self, source: XmlSource, *, overwrite: bool) -> None:
        self._source = source
        self._overwrite = overwrite
        elements = list(source.root.iter())
        tags = Counter(_tag(each) for each in elements if each.local == "tuv")
        header = next((each.attributes.get("srclang", "") for each in elements if each.local == "header"), "")
        _check(header, tags)
        english = [tag for tag, _ in tags.most_common() if language_of_tag(tag) == "en"]
        self._english = english[0] if english else "en"
        self._variants = [_chosen(each, tags) for each in elements if each.local == "tu"]

    def units(self) -> list[FileUnit]:
        return [self._unit(each) for each in self._variants]

    def _unit(self, variants: _Variants) -> FileUnit:
        source, target = (
            [] if side is None else list(_tokens(side.first("seg"), self._source))
            for side in (variants.french, variants.english)
        )
        stays = plain_text(target).strip() and not self._overwrite
        return FileUnit(source, target if stays else None)

    def write(self, targets: Mapping[int, Sequence[Token]]) -> bytes:
        for at, tokens in targets.items():
            self._fill(self._variants[at], "".join(map(_raw, tokens)))
        return self._source.written()

    def _fill(self, variants: _Variants, raw: str) -> None:
        french, english = variants.french, variants.english
        segment = None if english is None else english.first("seg")
        if segment is not None:
            self._source.fill(segment, raw)
        elif english is not None:
            self._source.fill(english, f"{self._source.raw(english.inside, english.closing)}<seg>{raw}</seg>")
        elif french is not None:
            name = "xml:lang" if LANG in french.attributes else "lang"
            new = f'<tuv {name}="{self._english}" creationtool="bitext"><seg>{raw}</seg></tuv>'
            self._source.insert_behind(french, new)


def _check(header: str, tags: Counter[str]) -> None:
    """Raises FormatError where the file is from another language, or into others only."""
    languages = Counter(language_of_tag(tag) for tag in tags.elements())
    source = header if header and header.lower() != _ANY else None
    others = [
        lang for lang, _ in languages.most_common() if lang not in ("fr", language_of_tag(source or ""))
    ]
    target = "en" if "en" in languages and language_of_tag(source or "") != "en" else next(iter(others), None)
    if language_of_tag(source or "") == "en" and "fr" in languages:
        target = "fr"
    check_languages(source, target)
    if tags and "fr" not in languages:
        raise FormatError(f"none of its variants is French; it has {', '.join(languages)}.")


def _tag(variant: XmlElement) -> str:
    return variant.attributes.get(LANG) or variant.attributes.get("lang") or ""


def _chosen(unit: XmlElement, tags: Counter[str]) -> _Variants:
    """The variants of a unit; of several in a language, that whose tag is the most common in the file."""
    variants = list(unit.elements("tuv"))
    found = [
        max(
            (each for each in variants if language_of_tag(_tag(each)) == language),
            key=lambda each: tags[_tag(each)],
            default=None,
        )
        for language in ("fr", "en")
    ]
    return _Variants(*found)


def _tokens(segment: XmlElement | None, source: XmlSource) -> Iterator[Token]:
    """The text and the codes of a segment."""
    for child in segment.children if segment is not None else ():
        if isinstance(child, str):
            yield child
            continue
        raw = source.raw(child.start, child.end)
        native = f"{child.attributes.get('type', '')} {child.text}".strip()
        number = child.attributes.get("i", "")
        if child.local in ("bpt", "ept"):
            yield Code("opens" if child.local == "bpt" else "closes", raw, native, pair=f"#{number}")
        elif child.local == "it":
            opens = child.attributes.get("pos") == "begin"
            yield Code("opens" if opens else "closes", raw, native, pair=f"it{child.start}")
        elif child.local in ("ph", "ut"):
            yield Code("alone", raw, native)
        else:
            yield Code("opens", source.raw(child.start, child.inside), pair=raw)
            yield from _tokens(child, source)
            yield Code("closes", source.raw(child.closing, child.end), pair=raw)


def _raw(token: Token) -> str:
    """A token as it is written."""
    if isinstance(token, Code) and token.code is not None:
        return str(token.code)
    return xml_escaped(token.native if isinstance(token, Code) else token)
