"""XLIFF against the standard: the OASIS core suite, the XML schemas, and files with a mistake made in them.

Beside the folder of the evaluation data lies ``formats`` with ``xliff-21/test-suite/core`` (``valid``,
``invalid``, ``in-out``) and ``xliff-21/schemas``. A mistake is one change at random: an attribute left out,
renamed, given another value or moved, an id used twice, an element left out, doubled, renamed or in another
place. The schemas know the structure only, so they must not refuse a file that is read; what they accept may
still break a rule, and the rules that refused most are listed. The rules of the standard in Schematron are
in XPath 2, which lxml does not run; the suite stands for them.
"""

from __future__ import annotations

import io
import random
import re
import warnings
from collections import Counter
from copy import deepcopy
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from lxml import etree
from rich.console import Console

from benchmarks.made_up import quoted
from benchmarks.tmx import COUNT, drawn
from bitext.errors import BitextWarning, FormatError
from bitext.formats.xliff.format import load
from bitext.formats.xliff.validation.grammar import CORE, MODULES
from bitext.formats.xliff.writer import write

if TYPE_CHECKING:
    from collections.abc import Callable

    from bitext.result.bitext import Bitext

MISTAKES: Final = 3000
_SHOWN: Final = 12
_SCHEMAS: Final = (
    "xliff_core_2.0",
    "matches",
    "glossary",
    "metadata",
    "resource_data",
    "size_restriction",
    "validation",
    "fs",
    "its",
    "itsm",
)
_VALUES: Final = ("", "a", "1", "0", "-1", "1 2", "#a", "a:b", "yes", "no", "fr", "en", "preserve", "firstNo")


def run(data: Path) -> None:
    """Print how many files of the suite are read and refused, and where we and the schemas disagree."""
    data = data.parent / "formats"
    console = Console(soft_wrap=True)
    suite = data / "xliff-21" / "test-suite" / "core"
    for folder in ("valid", "in-out", "invalid"):
        files = sorted((suite / folder).glob("*.xlf"))
        refused = [path for path in files if verdict(path)]
        console.print(f"{folder}: {len(files) - len(refused)} of {len(files)} read, {len(refused)} refused")
    schema = schema_of(data / "xliff-21" / "schemas")
    _check_own(schema, console)
    good = [path for folder in ("valid", "in-out") for path in sorted((suite / folder).glob("*.xlf"))]
    _check_mistakes(schema, [etree.parse(str(path)).getroot() for path in good], "of the suite", console)
    own = [etree.fromstring(_text(bitext).encode()) for bitext in islice(drawn(COUNT), 0, COUNT, 5)]
    _check_mistakes(schema, own, "of bitext", console)


def verdict(path: Path) -> str | None:
    """Why a file is refused; None where it is read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", BitextWarning)
            load(path)
    except FormatError as error:
        return str(error)
    return None


def schema_of(folder: Path) -> Any:
    """The schemas of core and modules as one."""
    uris = dict(zip(("matches", "glossary", "metadata"), ("mtc", "gls", "mda"), strict=True)) | {
        "resource_data": "res",
        "size_restriction": "slr",
        "validation": "val",
        "fs": "fs",
        "its": "its",
        "itsm": "itsm",
    }
    imports = "".join(
        f'<xs:import namespace="{MODULES[uris[name]] if name in uris else CORE}" '
        f'schemaLocation="{(folder / f"{name}.xsd").as_uri()}"/>'
        for name in _SCHEMAS
    )
    text = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'
    return etree.XMLSchema(etree.fromstring(text))


def _text(bitext: Bitext) -> str:
    stream = io.StringIO(newline="")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", BitextWarning)
        write(bitext, stream)
    return stream.getvalue()


def _check_own(schema: Any, console: Console) -> None:
    """What is written is valid and loads equal."""
    bitexts = [quoted(), *drawn(COUNT)]
    valid = equal = 0
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlf"
        for bitext in bitexts:
            path.write_text(_text(bitext), encoding="utf-8", newline="")
            valid += bool(schema.validate(etree.parse(str(path))))
            equal += load(path) == bitext
    console.print(f"written: {valid} of {len(bitexts)} valid by the schemas, {equal} loaded equal")


# Mistakes


def _check_mistakes(schema: Any, roots: list[Any], words: str, console: Console) -> None:
    chance = random.Random(1)
    counts: Counter[tuple[bool, bool]] = Counter()
    reasons: Counter[str] = Counter()
    unseen = []
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlf"
        for _ in range(MISTAKES):
            root = deepcopy(chance.choice(roots))
            told = chance.choice(_KINDS)(root, chance)
            if told is None:
                continue
            path.write_bytes(etree.tostring(root))
            by_schema = not _is_valid(schema, path)
            reason = verdict(path)
            counts[by_schema, reason is not None] += 1
            if by_schema and reason is None:
                unseen.append(f"{told}: {schema.error_log.last_error.message}")
            elif reason and not by_schema:
                reasons[re.sub("“[^”]*”", "“…”", reason.partition(": ")[2] or reason)] += 1
    console.print(
        f"mistakes in files {words}: {counts.total()}; refused by both {counts[True, True]}, "
        f"by the rules alone {counts[False, True]}, by the schemas alone {counts[True, False]}, "
        f"by none {counts[False, False]}"
    )
    for each in unseen[:_SHOWN]:
        console.print(f"  not seen: {each}", markup=False)
    for reason, count in reasons.most_common(_SHOWN):
        console.print(f"  {count:4} {reason}", markup=False)


def _is_valid(schema: Any, path: Path) -> bool:
    try:
        return bool(schema.validate(etree.parse(str(path))))
    except etree.XMLSyntaxError:
        return False


def _elements(root: Any) -> list[Any]:
    return list(root.iter(etree.Element))


def _attributes(root: Any) -> list[tuple[Any, str]]:
    return [(element, name) for element in _elements(root) for name in element.attrib]


def _without_attribute(root: Any, chance: random.Random) -> str:
    element, name = chance.choice(_attributes(root))
    del element.attrib[name]
    return f"{element.tag} without {name}"


def _renamed_attribute(root: Any, chance: random.Random) -> str:
    (element, name), (_, other) = (chance.choice(_attributes(root)) for _ in range(2))
    element.set(other, element.attrib.pop(name))
    return f"{element.tag} with {other} for {name}"


def _new_attribute(root: Any, chance: random.Random) -> str:
    element, (other, name) = chance.choice(_elements(root)), chance.choice(_attributes(root))
    element.set(name, other.get(name))
    return f"{element.tag} with {name}={other.get(name)!r}"


def _other_value(root: Any, chance: random.Random) -> str:
    element, name = chance.choice(_attributes(root))
    element.set(name, chance.choice(_VALUES))
    return f"{element.tag} with {name}={element.get(name)!r}"


def _same_id(root: Any, chance: random.Random) -> str | None:
    having = [element for element in _elements(root) if element.get("id")]
    if not having:
        return None
    element, other = chance.choice(having), chance.choice(having)
    element.set("id", other.get("id"))
    return f"{element.tag} with the id {other.get('id')!r} of {other.tag}"


def _without_element(root: Any, chance: random.Random) -> str:
    element = chance.choice(_elements(root)[1:])
    element.getparent().remove(element)
    return f"without {element.tag}"


def _doubled_element(root: Any, chance: random.Random) -> str:
    element = chance.choice(_elements(root)[1:])
    element.addnext(deepcopy(element))
    return f"{element.tag} twice"


def _renamed_element(root: Any, chance: random.Random) -> str:
    element, other = chance.choice(_elements(root)[1:]), chance.choice(_elements(root)[1:])
    told = f"{other.tag} for {element.tag}"
    element.tag = other.tag
    return told


def _moved_element(root: Any, chance: random.Random) -> str:
    element, other = chance.choice(_elements(root)[1:]), chance.choice(_elements(root)[1:])
    moved = deepcopy(element)
    element.getparent().remove(element)
    other.addnext(moved)
    return f"{element.tag} behind {other.tag}"


def _text_in_element(root: Any, chance: random.Random) -> str:
    element = chance.choice(_elements(root))
    element.text = "texte"
    return f"text in {element.tag}"


_KINDS: Final[tuple[Callable[[Any, random.Random], str | None], ...]] = (
    _without_attribute,
    _renamed_attribute,
    _new_attribute,
    _other_value,
    _same_id,
    _without_element,
    _doubled_element,
    _renamed_element,
    _moved_element,
    _text_in_element,
)
