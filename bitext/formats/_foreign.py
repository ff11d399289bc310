"""Files of other programs: which column is French, what a score may be, what is told when it is left out.

The formats that hold one pair a row (tables, records) read through here what they did not write.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from bitext.errors import BitextWarning, FormatError, LanguageWarning
from bitext.formats._rows import FilePair, FileQuotations, FileSentence, bitext_of
from bitext.languages import codes, name_of
from bitext.result.bitext import Bitext
from bitext.segmentation.segment import has_rules

# By language first: a column "source" beside "fr" and "en" names a newspaper.
_FRENCH = ("fr", "fra", "fre", "french", "français", "francais"), ("source", "src", "original")
_ENGLISH = ("en", "eng", "english", "anglais"), ("target", "tgt", "trg", "cible", "translation", "traduction")
_YES = {"yes", "true", "1", "x", "oui", "vrai"}
_NO = {"", "no", "false", "0", "non", "faux"}


def normal(name: object) -> str:
    """A column's name as it is compared: ``fr-FR`` and ``FR`` are both ``fr``."""
    plain = str(name).strip().casefold()
    language, _, region = plain.replace("_", "-").partition("-")
    return language if len(language) in (2, 3) and region else plain


def sides(names: Sequence[object]) -> tuple[int, int] | None:
    """The columns of the French and the English; None where the names do not tell."""
    known = [normal(name) for name in names]
    source, target = (
        next((at for group in groups for at, name in enumerate(known) if name in group), None)
        for groups in (_FRENCH, _ENGLISH)
    )
    return None if source is None or target is None else (source, target)


def language(name: str) -> str:
    """The code of a language that is named in full, such as Français; any other name as it is."""
    return {"french": "fr", "français": "fr", "francais": "fr", "english": "en", "anglais": "en"}.get(
        normal(name), name
    )


def sentences_of(text: str) -> tuple[FileSentence, ...]:
    """One sentence, or none where the text is blank."""
    return (FileSentence(text),) if text.strip() else ()


def score_of(value: object) -> float:
    """A score from 0 to 1, as a number or in letters (with a decimal point or comma); 1 where there is none.

    Raises FormatError for anything else.
    """
    if value is None or value == "":
        return 1.0
    try:
        score = math.nan if isinstance(value, bool) else float(str(value).replace(",", "."))
    except ValueError:
        score = math.nan
    if not 0 <= score <= 1:
        raise FormatError(f"the score is {value!r}; give a number from 0 to 1, or leave it empty.")
    return score


def checked_of(value: object) -> bool:
    """Yes or no, in letters or as a truth value. Raises FormatError for anything else."""
    plain = "" if value is None else str(value).strip().casefold()
    if plain not in _YES | _NO:
        raise FormatError(f"checked is {value!r}; write yes or leave it empty.")
    return plain in _YES


def tell_left_out(names: Iterable[str]) -> None:
    """Warns of columns that a Bitext has no place for."""
    left_out = ", ".join(dict.fromkeys(names))
    if left_out:
        message = f"a bitext has no place for {left_out}; what stands there was left out."
        warnings.warn(message, BitextWarning, stacklevel=2)


@contextmanager
def at(place: str) -> Iterator[None]:
    """Names the place in the message of a FormatError."""
    try:
        yield
    except FormatError as error:
        raise FormatError(f"{place}: {error}") from error


def bitext_of_languages(
    rows: Iterable[FilePair], languages: tuple[str, str], *, told: int | None = None
) -> Bitext:
    """The rows as one Bitext; without quotations where there are no rules for one of the languages.

    ``told``: a LanguageWarning says so, at so many frames above the caller.
    """
    if all(map(has_rules, languages)):
        return bitext_of(rows, languages)
    if told is not None:
        warnings.warn(
            f"the languages are {' and '.join(languages)}; quotations are found in "
            f"{' and '.join(map(name_of, codes()))} only, so there are none.",
            LanguageWarning,
            stacklevel=told + 2,
        )
    return bitext_of(rows, languages, quoted=FileQuotations())


def bitext_of_dicts(records: Iterable[tuple[str, Mapping[str, object]]]) -> Bitext:
    """Records with a place and named fields, as other programs write them.

    The two texts are fields of the record (``fr`` and ``en``, ``source`` and ``target``, …) or of its
    field ``translation``; ``score``, ``flags`` and ``checked`` are taken where there are any.

    Raises:
        FormatError: with the place of the record that is not of this kind.
    """
    left_out: dict[str, None] = {}
    rows = []
    for place, record in records:
        with at(place):
            rows.append(_row(record, left_out))
    tell_left_out(left_out)
    return bitext_of(rows)


def _row(record: Mapping[str, object], left_out: dict[str, None]) -> FilePair:
    inner = record.get("translation")
    texts = inner if isinstance(inner, Mapping) else record
    names = list(texts)
    found = sides(names)
    if found is None:
        raise FormatError(
            f"there is no French and English text in the fields {', '.join(names) or '(none)'}; "
            "name them fr and en, or source and target."
        )
    source, target = (names[column] for column in found)
    taken = {source, target, "score", "flags", "checked", *(("translation",) if texts is inner else ())}
    for name in (*record, *(names if texts is inner else ())):
        if name not in taken:
            left_out[name] = None
    return FilePair(
        sentences_of(_text(texts[source], source)),
        sentences_of(_text(texts[target], target)),
        score_of(record.get("score")),
        _flags(record.get("flags")),
        checked=checked_of(record.get("checked")),
    )


def _text(value: object, name: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise FormatError(f"{name} is {type(value).__name__}, not text; give a string.")
    return value


def _flags(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list | tuple) or not all(isinstance(flag, str) for flag in value):
        raise FormatError(f"flags is {value!r}; give a list of names.")
    return tuple(value)
