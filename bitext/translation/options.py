"""Options of a translation: their values, as the library and the command line take them."""

from __future__ import annotations

from typing import Literal

EngineName = Literal["auto", "ctranslate2", "transformers"]
"""What runs the model. *auto*: CTranslate2 on the processor and on CUDA, transformers on other devices."""

QuoteStyle = Literal["curly", "straight", "source", "single"]
"""The form of the marks in the target.

*curly*: “ ”, inside ‘ ’. *straight*: " ", inside ' '. *source*: as in the source. *single*: ‘ ’, inside “ ”,
as British publishers do.
"""

DialogueStyle = Literal["dashes", "quotes"]
"""The form of dialogue behind dashes.

*dashes*: they stay where they stand. *quotes*: quotation marks take their place, the narrator's words outside
them, as in English novels.
"""

Quality = Literal["fast", "balanced", "best"]
"""How much is done for a translation.

*fast*: greedy search, and a second try of what came out empty, copied or looping. *balanced*: the model's
own beam; what was left out is searched for again, so are words that are none, and miscopied names and numbers
are put right. *best*: the same with a beam of 4 at least, and wider second searches; each piece is scored by
itself, by which the doubt of a translation is known better.
"""
