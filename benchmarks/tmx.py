"""TMX against its DTD: what is written is valid and loads equal, and a file of another program is read.

Beside the folder of the evaluation data lies ``formats`` with ``tmx/tmx14.dtd`` (of TMX 1.4b) and
``tmx/sample.tmx``. The Bitexts are those of the property tests, any that are consistent: with empty sides,
quotations across pairs or crossing each other, stray marks, and characters that XML cannot hold.
"""

from __future__ import annotations

import io
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from hypothesis import HealthCheck, Phase, given, settings
from lxml import etree
from rich.console import Console

from benchmarks.made_up import bitexts, quoted
from bitext.errors import BitextWarning, CharacterWarning
from bitext.formats.tmx.format import load
from bitext.formats.tmx.writer import write
from bitext.result.bitext import Bitext

COUNT: Final = 200


def run(data: Path) -> None:
    """Print how many files are valid and how many come back equal."""
    data = data.parent / "formats"
    dtd = etree.DTD(str(data / "tmx" / "tmx14.dtd"))
    samples = [quoted(), *drawn(COUNT)]
    with TemporaryDirectory() as folder:
        results = [_result(bitext, dtd, Path(folder) / "a.tmx") for bitext in samples]
    valid, equal, replaced = (sum(column) for column in zip(*results, strict=True))
    console = Console()
    console.print(f"valid against the DTD: {valid} of {len(samples)} files")
    console.print(
        f"loaded equal: {equal} of {len(samples) - replaced} that hold no character that XML cannot hold"
    )
    sample = data / "tmx" / "sample.tmx"
    units = len(etree.parse(str(sample)).findall(".//tu"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", BitextWarning)
        read = load(sample)
    console.print(f"{sample.name}: {units} units, {len(read)} pairs read")


def drawn(count: int) -> list[Bitext]:
    """The first Bitexts that the property tests draw, the same each time."""
    found: list[Bitext] = []

    @settings(
        max_examples=count,
        phases=[Phase.generate],
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(bitexts())
    def draw(bitext: Bitext) -> None:
        found.append(bitext)

    draw()
    return found[:count]


def _result(bitext: Bitext, dtd: Any, path: Path) -> tuple[bool, bool, bool]:
    """Whether the file is valid, whether it loads equal, whether characters were replaced in it."""
    stream = io.StringIO()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        write(bitext, stream)
    replaced = any(each.category is CharacterWarning for each in caught)
    path.write_text(stream.getvalue(), encoding="utf-8", newline="")
    return bool(dtd.validate(etree.parse(str(path)))), not replaced and load(path) == bitext, replaced
