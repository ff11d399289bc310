"""Flags of a pair: what a reader should look at, each with a sentence that says what it means.

This table is where the flags are defined: the package sets none that is not in it. A pair that was read from
a file may have others, which another program has set; they are kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Flag = Literal[
    "empty",
    "copy",
    "loop",
    "retried",
    "split",
    "omission",
    "number",
    "non-word",
    "term",
    "pronoun",
    "doubtful",
    "passed-through",
    "memory",
    "invented-quotation",
    "unwrapped",
    "deletion",
    "insertion",
    "running-head",
    "edited",
]
"""The name of a flag that the package sets."""

FlagOrigin = Literal["machine", "bead", "person"]
"""What a flag speaks of: the line that a model wrote, the side that a bead lacks, what a person has done."""


@dataclass(frozen=True, slots=True)
class FlagMeaning:
    """What a flag speaks of, and what it says, as a reader is told it."""

    origin: FlagOrigin
    sentence: str


FLAGS: Final[dict[Flag, FlagMeaning]] = {
    "empty": FlagMeaning("machine", "the model gave nothing"),
    "copy": FlagMeaning("machine", "the English is the French again"),
    "loop": FlagMeaning("machine", "the model repeated itself"),
    "retried": FlagMeaning("machine", "the first translation was wrong to see; this is a second one"),
    "split": FlagMeaning("machine", "longer than the model reads; translated in parts"),
    "omission": FlagMeaning("machine", "a name, a number or a clause of the French seems to be missing"),
    "number": FlagMeaning(
        "machine", "a number, a unit or a currency of the English is not that of the French"
    ),
    "non-word": FlagMeaning("machine", "a word of the English is neither English nor in the French"),
    "term": FlagMeaning("machine", "a term of the glossary has not got its translation"),
    "pronoun": FlagMeaning(
        "machine", "a pronoun of the English may not be that of the person or thing it stands for"
    ),
    "doubtful": FlagMeaning("machine", "likelier than most to have a serious fault; read it first"),
    "passed-through": FlagMeaning("machine", "nothing to translate, or English already"),
    "memory": FlagMeaning("machine", "the English is that of the translation memory, word for word"),
    "invented-quotation": FlagMeaning(
        "machine", "the model put marks where the French has none; they were taken out"
    ),
    "unwrapped": FlagMeaning(
        "machine", "line breaks within the French were taken for those of wrapped lines"
    ),
    "deletion": FlagMeaning("bead", "the original has no translation"),
    "insertion": FlagMeaning("bead", "the translation has no original"),
    "running-head": FlagMeaning(
        "bead", "a running head or a page number of one edition, which takes no part in the alignment"
    ),
    "edited": FlagMeaning("person", "changed by hand"),
}

SENTENCES: Final[dict[str, str]] = {flag: meaning.sentence for flag, meaning in FLAGS.items()}
"""What each flag says, by its name."""

EDITED: Final = "edited"
"""The flag of a pair whose text, sentences or quotation marks a person has changed."""


def flags_of(origin: FlagOrigin) -> frozenset[str]:
    """The flags that speak of the same thing."""
    return frozenset(flag for flag, meaning in FLAGS.items() if meaning.origin == origin)


MACHINE_FLAGS: Final = flags_of("machine")
"""Flags that speak of the line that the model wrote; a line written by hand has none of them."""

BEAD_FLAGS: Final = flags_of("bead")
"""Flags that say which side of a pair is missing."""


def explained(flag: str) -> str:
    """A flag and what it says; the flag alone where another program has set it."""
    return f"{flag}: {SENTENCES[flag]}" if flag in SENTENCES else flag
