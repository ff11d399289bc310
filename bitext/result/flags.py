"""Flags of a pair: what a reader should look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    pass

FLAGS = {
    "empty": "the model gave nothing",
    "copy": "the English is the French again",
    "loop": "the model repeated itself",
    "retried": "the first translation was wrong to see; this is a second one",
    "split": "longer than the model reads; translated in parts",
    "omission": "a name, a number or a clause of the French seems to be missing",
    "passed-through": "nothing to translate",
    "invented-quotation": "the model put marks where the French has none; they were taken out",
    "deletion": "the French has no English",
    "insertion": "the English has no French",
    "edited": "changed by hand",
}


EDITED: Final = "edited"
"""The flag of a pair whose text, sentences or quotation marks a person has changed."""


MACHINE_FLAGS: Final = frozenset(
    {"empty", "copy", "loop", "retried", "omission", "split", "invented-quotation", "passed-through"}
)
"""Flags that speak of the line that the model wrote; a line written by hand has none of them."""


BEAD_FLAGS: Final = frozenset({"deletion", "insertion"})
"""Flags that say which side of a pair is missing."""
