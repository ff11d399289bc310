"""How the two texts of a bilingual book stand to each other."""

from __future__ import annotations

from typing import Final, Literal

BookLayout = Literal["paragraphs", "sentences", "facing", "notes"]
"""The name of a layout."""

BOOK_LAYOUTS: Final[dict[BookLayout, str]] = {
    "paragraphs": "each paragraph, then its translation",
    "sentences": "sentence by sentence",
    "facing": "two columns where the screen is wide, below each other where it is not",
    "notes": "the source alone; a touch on a sentence shows its translation as a note",
}
"""What each layout is."""
