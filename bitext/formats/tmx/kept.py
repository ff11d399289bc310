"""TMX of another program, written again: as it was, but for what has changed in the Bitext since.

Units, variants of other languages, notes, props, attributes and inline codes stay. A text that was changed
stands in the place of the old one, its codes at the words that stayed. Flags, and that a person has found a
pair right, are props of bitext's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TextIO

from lxml.etree import Element, SubElement

from bitext.formats._segments import reword
from bitext.formats._xml import LANG, fit_for_xml, parsed, serialized, xml_text
from bitext.formats.tmx.units import CHECKED, FLAG, slots
from bitext.result.foreign_file import tell_left_out
from bitext.result.pair import SIDES

if TYPE_CHECKING:
    from bitext.result.bitext import Bitext
    from bitext.result.foreign_file import ForeignRow
    from bitext.result.pair import Pair


def write_kept(bitext: Bitext, stream: TextIO) -> bool:
    """Writes what was read from TMX of another program, with what has changed; False where it was not.

    Where pairs were merged or divided the file cannot be kept; an ExchangeWarning tells what is left out.
    """
    foreign = bitext.foreign
    if foreign is None or foreign.format != "tmx":
        return False
    if len(foreign.rows) != len(bitext.pairs):
        tell_left_out(foreign, "a file with pairs that were merged or divided")
        return False
    changed = [
        (row, pair) for row, pair in zip(foreign.rows, bitext.pairs, strict=True) if not row.is_like(pair)
    ]
    if not changed:
        stream.write(xml_text(foreign.data))
        return True
    tree = parsed(foreign.data)
    units = list(tree.iter("tu"))
    for row, pair in changed:
        _change(units[row.places[0]], row, pair, bitext)
    stream.write(serialized(tree))
    return True


def _change(unit: Any, row: ForeignRow, pair: Pair, bitext: Bitext) -> None:
    variants = list(unit.iterchildren("tuv"))
    for name, old, place in zip(SIDES, row.texts, row.places[1:], strict=True):
        text = getattr(pair, name).text
        if text == old:
            continue
        if place < 0:
            variant = SubElement(unit, "tuv")
            variant.set(LANG, getattr(bitext, name).lang)
        else:
            variant = variants[place]
        segment = variant.find("seg")
        reword(slots(SubElement(variant, "seg") if segment is None else segment), text)
    for prop in [each for each in unit.iterchildren("prop") if each.get("type") in (FLAG, CHECKED)]:
        unit.remove(prop)
    marks = [*((FLAG, flag) for flag in pair.flags), *([(CHECKED, "yes")] * pair.checked)]
    for at, (kind, value) in enumerate(marks):
        prop = Element("prop", type=kind)
        prop.text = fit_for_xml(value)
        unit.insert(at, prop)
