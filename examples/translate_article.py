"""Translate the French article, show every line and quotation beside its source, and score it.

python examples/translate_article.py
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from bitext import align, score

if TYPE_CHECKING:
    from bitext import Bitext
    from bitext.result.links import QuoteLink
    from bitext.result.pair import Pair
    from bitext.text.document import Document, Quotation

HERE = Path(__file__).parent


def main() -> None:
    """Translate, show, score."""
    french = (HERE / "article.fr.txt").read_text(encoding="utf-8")
    result = align(french)
    for number, pair in enumerate(result.pairs, start=1):
        show(number, pair, result)
    # The sentences of article.en.txt, one for each French sentence.
    gold = json.loads((HERE / "article.gold.json").read_text(encoding="utf-8"))
    print(score([pair.target.text for pair in result.pairs], gold["reference"]))


def show(number: int, pair: Pair, result: Bitext) -> None:
    """Print a pair, and below it the quotations that begin in it."""
    print(f"{number:>3}  {pair.source.text}")
    print(f"     {pair.target.text}")
    for link in result.quotes:
        if begins_in(pair, link):
            source = quoted(result.source, link.source)
            print(f"       {link.verdict}: {source} → {quoted(result.target, link.target)}")
    if pair.flags:
        print(f"       look at: {', '.join(pair.flags)}")
    print()


def begins_in(pair: Pair, link: QuoteLink) -> bool:
    """Whether the quotation begins in the pair; one that was added, on its English side."""
    if link.source:
        return any(sentence.start <= link.source.start < sentence.end for sentence in pair.source)
    if link.target:
        return any(sentence.start <= link.target.start < sentence.end for sentence in pair.target)
    return False


def quoted(document: Document, quotation: Quotation | None) -> str:
    """The quotation with its marks, on one line; a dash where this side has none."""
    if quotation is None:
        return "–"
    return " ".join(document.text[quotation.start : quotation.end].split())


if __name__ == "__main__":
    main()
