"""Makes ``docs/page.png``: the example's page in Chromium, a word and its links lit.

Run it from the root of the repository: ``python -m docs.picture``.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.browser import chromium, opened
from bitext import align

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Translates the example, opens its page and takes the picture."""
    text = (ROOT / "examples" / "article.fr.txt").read_text(encoding="utf-8")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "article.html"
        align(text).save(path)
        with chromium() as browser, opened(browser, path, viewport={"width": 1280, "height": 860}) as page:
            page.evaluate("scrollTo(0, document.querySelector('#p5').offsetTop - 220)")
            page.locator("#p8 .en .s").first.hover()
            page.locator("#p8 .en .w", has_text="prefect").hover()
            page.wait_for_timeout(300)
            page.screenshot(path=ROOT / "docs" / "page.png")


if __name__ == "__main__":
    main()
