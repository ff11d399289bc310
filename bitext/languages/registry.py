"""Which languages there are."""

from __future__ import annotations

from typing import Final

from bitext.languages import english, french
from bitext.languages.language import Language

LANGUAGES: Final[dict[str, Language]] = {"fr": french, "en": english}
