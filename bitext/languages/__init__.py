"""What the rules know of each language, as data; :func:`register` adds one."""

from bitext.languages.english import ENGLISH
from bitext.languages.french import FRENCH
from bitext.languages.language import UNKNOWN, Language
from bitext.languages.registry import (
    codes,
    language_of_code,
    language_or_unknown,
    name_of,
    register,
    unregister,
)
from bitext.languages.speech import SpeechPatterns

__all__ = [
    "ENGLISH",
    "FRENCH",
    "UNKNOWN",
    "Language",
    "SpeechPatterns",
    "codes",
    "language_of_code",
    "language_or_unknown",
    "name_of",
    "register",
    "unregister",
]
