"""Translate the French article, show every line and quotation beside its source, and score it.

python examples/translate_article.py
"""

from __future__ import annotations

from pathlib import Path

from bitext import Bitext, Pair, Quotation, QuoteLink, translate

HERE = Path(__file__).parent


def main() -> None:
    """Translate, show, score."""
    french = (HERE / "article.fr.txt").read_text(encoding="utf-8")
    result = translate(french)
    for number, pair in enumerate(result, start=1):
        show(number, pair, result)
    # The reference is a text: its sentences are aligned to those of the translation.
    print(result.score((HERE / "article.en.txt").read_text(encoding="utf-8")))


def show(number: int, pair: Pair, result: Bitext) -> None:
    """Print a pair, and below it the quotations that begin in it."""
    print(f"{number:>3}  {pair.source.text}")
    print(f"     {pair.target.text}")
    for link in result.quotes:
        if begins_in(pair, link):
            print(f"       {link.verdict}: {quoted(link.source)} → {quoted(link.target)}")
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


def quoted(quotation: Quotation | None) -> str:
    """The quotation with its marks, on one line; a dash where this side has none."""
    return " ".join(quotation.text.split()) if quotation else "–"


if __name__ == "__main__":
    main()
