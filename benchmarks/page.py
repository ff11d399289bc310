"""The page with 10,000 pairs in Chromium: how long until it is there, and how it scrolls and searches.

The pairs are those of the example article and its translation, over and over; the text is no matter, its
amount is. *Open* is the time from the request to the load event, *paint* until something is to be read. A
frame of a scroll by 300 pixels has 16.7 ms at 60 a second; the longest of a hundred is the worst one.
"""

from __future__ import annotations

from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.table import Table

from benchmarks.browser import chromium, opened
from bitext import align
from bitext.formats._rows import FilePair, FileSentence, bitext_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from bitext.result.bitext import Bitext

PAIRS: Final = 10_000
TIMES: Final = 3
EXAMPLE: Final = Path(__file__).resolve().parents[1] / "examples" / "article.fr.txt"

_LOADED = "performance.getEntriesByType('navigation')[0].loadEventEnd"
_PAINTED = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
_SCROLL = """async () => {
  const frames = [];
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  await frame();
  for (let i = 0, last = performance.now(); i < 100; i++) {
    scrollBy(0, 300);
    await frame();
    frames.push(performance.now() - last);
    last += frames.at(-1);
  }
  frames.sort((a, b) => a - b);
  return [frames[50], frames[99]];
}"""
_SEARCH = """async () => {
  const box = document.querySelector('#search');
  const start = performance.now();
  box.value = 'prefet';
  box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return performance.now() - start;
}"""


def run(data: Path) -> None:
    """Print the times; ``data`` is not needed."""
    del data
    console = Console()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        with console.status("Making the page …"):
            _many(align(EXAMPLE.read_text(encoding="utf-8")), PAIRS).save(path)
        table = Table(
            "run", "open", "paint", "frame, median", "frame, worst", "search", title=f"{PAIRS} pairs"
        )
        with chromium() as browser:
            for number in range(1, TIMES + 1):
                with opened(browser, path) as page:
                    table.add_row(str(number), *(f"{value:.0f} ms" for value in _times(page)))
        console.print(table)
        console.print(f"{path.stat().st_size / 1e6:.1f} MB")


def _many(bitext: Bitext, count: int) -> Bitext:
    rows = (
        FilePair(
            [FileSentence(sentence.text) for sentence in pair.source],
            [FileSentence(sentence.text) for sentence in pair.target],
            pair.score,
            pair.flags,
            pair.words.shifted(-pair.source.start, -pair.target.start),
        )
        for pair in cycle(bitext.pairs)
    )
    return bitext_of(islice(rows, count))


def _times(page: Page) -> tuple[float, ...]:
    loaded, painted = page.evaluate(_LOADED), page.evaluate(_PAINTED)
    return loaded, painted, *page.evaluate(_SCROLL), page.evaluate(_SEARCH)
