"""Which languages are known, by their codes."""

from __future__ import annotations

from typing import Final

from bitext.errors import InputError
from bitext.languages.english import ENGLISH
from bitext.languages.french import FRENCH
from bitext.languages.language import UNKNOWN, Language

_LANGUAGES: Final[dict[str, Language]] = {language.code: language for language in (FRENCH, ENGLISH)}


def register(language: Language) -> None:
    """Make ``language`` known by its code, in place of one that had the code before."""
    _LANGUAGES[language.code] = language


def unregister(code: str) -> None:
    """Forget the language of ``code``, if there is one."""
    _LANGUAGES.pop(code, None)


def codes() -> tuple[str, ...]:
    """The codes of the languages that are known, in the order in which they were registered."""
    return tuple(_LANGUAGES)


def name_of(code: str) -> str:
    """The name of a language in English, such as "French"; the code itself where it is not known."""
    return _LANGUAGES[code].name or code if code in _LANGUAGES else code


def language_of_code(code: str) -> Language:
    """The language of ``code``.

    Raises:
        InputError: no language of that code is known.
    """
    if code not in _LANGUAGES:
        raise InputError(
            f"There are no rules for the language {code!r}; there are: {', '.join(codes())}. "
            "bitext.languages.register(Language(...)) adds a language."
        )
    return _LANGUAGES[code]


def language_or_unknown(code: str) -> Language:
    """The language of ``code``; one of which nothing is known where there is none."""
    return _LANGUAGES.get(code, UNKNOWN)
