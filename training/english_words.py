"""The list of English words that travels with the package, made from SCOWL.

``python -m training.english_words FOLDER`` reads the lists of SCOWL (Spell Checker Oriented Word Lists by
Kevin Atkinson, http://wordlist.aspell.net; ``final/`` of its archive, ``/usr/share/dict/scowl`` of Debian's
package ``scowl``) and writes ``bitext/languages/data/english_words.txt.gz``: American, British, Canadian and
Australian spellings and their variants, up to size 80, abbreviations up to 70.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import typer

from bitext.text.characters import without_accents

TARGET: Final = Path(__file__).parents[1] / "bitext" / "languages" / "data" / "english_words.txt.gz"
LARGEST: Final = {"abbreviations": 70}
"""The size up to which the lists of a kind are taken, where it is not :data:`USUAL`."""
USUAL: Final = 80
_LEFT_OUT: Final = "special"


def main(folder: Path) -> None:
    """Write the list from those in ``folder``."""
    words = sorted({entry(word) for path in lists(folder) for word in words_of(path)})
    block = "".join(f"{word}\n" for word in words if not word.endswith("'s")).encode()
    TARGET.write_bytes(gzip.compress(block, 9, mtime=0))
    typer.echo(f"{block.count(10)} words, {TARGET.stat().st_size} bytes")


def lists(folder: Path) -> Iterator[Path]:
    """The files of SCOWL that are taken: ``spelling-kind.size``."""
    for path in folder.iterdir():
        kind, _, size = path.name.rpartition(".")
        if not size.isdecimal() or kind.startswith(_LEFT_OUT):
            continue
        if int(size) <= LARGEST.get(kind.partition("-")[2], USUAL):
            yield path


def words_of(path: Path) -> list[str]:
    """The words of a list; the archive is in Latin-1, Debian's package in UTF-8."""
    raw = path.read_bytes()
    try:
        return raw.decode().split()
    except UnicodeDecodeError:
        return raw.decode("latin-1").split()


def entry(word: str) -> str:
    """A word as the list has it: without accents, and with a capital if it has one."""
    small = without_accents(word)
    return small if word.islower() else small.capitalize()


if __name__ == "__main__":
    typer.run(main)
