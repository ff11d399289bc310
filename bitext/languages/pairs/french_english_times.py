"""Times of the clock and durations of French, and how English writes them.

« à 17h30 » is 17:30, « 2h15 de route » 2 h 15 min. French writes both alike: the words around tell
which one it
is, and where they do not, the first five hours are a duration, as they mostly are in news.
"""

from __future__ import annotations

import re
from typing import Final

from bitext.languages.pairs.pair import Form

_SPACE: Final = "[ \u00a0\u202f\u2009]?"
_HOUR: Final = r"(?:[01]?\d|2[0-4])"
_MARK: Final = f"{_SPACE}[hH]"
_CLOCK: Final = rf"{_HOUR}{_MARK}(?:{_SPACE}[0-5]\d)?"
_BEFORE: Final = r"(?<![\w/])(?<!\d[,.:])"
_AFTER: Final = rf"(?![\w/°]|[:,.]\d|['’′]\d|{_SPACE}(?:min|mn)\b)"
_REACH: Final = 40
"""Characters before and behind that are looked at."""
_LATEST_DURATION: Final = 5
"""Hours up to which an unclear form is a duration."""
_SHORT_WAY: Final = 4
"""Hours up to which « à 2h30 de Paris » is a way."""

_DAYS: Final = (
    "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|hier|aujourd['’]hui|soir|matin|midi|minuit|nuit"
    "|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
)
_IS_CLOCK: Final = re.compile(
    rf"(?:\b(?:à|vers|dès|avant|entre|{_DAYS}|heures?|horaires?|départ|arrivée|rendez-vous|rdv)(?: \d{{4}})?"
    rf"|\bde {_CLOCK} à|\bentre {_CLOCK} et|\bà {_CLOCK} (?:et|ou)|\bil (?:est|était))(?:,| :)?\s\Z",
    re.IGNORECASE,
)
_IS_DURATION: Final = re.compile(
    r"\b(?:en|pendant|durant|dur(?:e|ent|é|ée|er|era|eront|ait|aient)|durée(?: \w+)?(?: de| :)?"
    r"|plus de|moins de|près de"
    r"|après|bout de|presque|à peine|quelques?|il y a|dans|d['’]ici|tou(?:te)?s les|compte[rz]?"
    r"|faut|met(?:tent|tre|tra)?"
    r"|prend(?:re|ra)?|pass(?:é|er|e)|retard(?:ée?s?)? de|avance de|trajets? de"
    r"|(?:une?|d['’]une?|cette|leurs?) [\w-]{1,20} de)\s\Z",
    re.IGNORECASE,
)
_LASTING: Final = (
    "route|marche|train|avion|voiture|vol|bus|bateau|trajet|vélo|travail|retard|sommeil|cours|film|spectacle|débats?"
    "|attente|jeu|musique|avance|plus|moins|voyage|conduite|bonheur|concert|discussions?|réunion|direct|émission|sport"
    "|repos|pause|garde|grève|traversée|ferry|navigation|tgv|métro|programme|vidéo|images|match|effort|course|écoute"
    "|lecture|décalage|suite|rang"
)
_GOES_ON: Final = re.compile(
    rf"\s(?:(?:de |d['’])(?:{_LASTING})\b|plus t(?:ard|ôt)\b|par (?:jour|nuit|semaine|mois|an)\b"
    rf"|d['’]affilée\b|chrono\b)",
    re.IGNORECASE,
)
_OF: Final = re.compile(r"\s(?:de |du |des |d['’])")
_OF_THE_DAY: Final = re.compile(r"\s(?:du matin|du soir|de l['’]après-midi)\b")
_UNTIL: Final = re.compile(rf"\s(?:à|et) {_CLOCK}(?!\w)")
_RANGE_BEFORE: Final = re.compile(r"\b(?:de|entre)\s\Z", re.IGNORECASE)
_OPENS: Final = re.compile(r"(?:\A|[:(«–—-]\s?)\Z")


def _around(found: re.Match[str]) -> tuple[str, str]:
    """What stands before and behind, as far as it is looked at."""
    text, start, end = found.string, found.start(), found.end()
    return text[max(0, start - _REACH) : start], text[end : end + _REACH]


def _is_clock(found: re.Match[str]) -> bool | None:
    """Whether the words around say that it is a time of the clock; None if they say nothing."""
    before, after = _around(found)
    hour = int(found["hour"])
    if _RANGE_BEFORE.search(before) and (until := _UNTIL.match(after)):
        return _GOES_ON.match(after, until.end()) is None
    if _GOES_ON.match(after):
        return False
    if _OF_THE_DAY.match(after):
        return True
    if _IS_CLOCK.search(before):
        return hour > _SHORT_WAY or _OF.match(after) is None
    return False if _IS_DURATION.search(before) else None


def _lasts(found: re.Match[str]) -> bool:
    """Whether hours and minutes are a duration."""
    clock = _is_clock(found)
    if clock is None:
        before, _ = _around(found)
        return int(found["hour"]) <= _LATEST_DURATION and not _OPENS.search(before)
    return not clock


def _time(found: re.Match[str]) -> str | None:
    return None if _lasts(found) else f"{int(found['hour'])}:{found['minute']}"


def _duration(found: re.Match[str]) -> str | None:
    hour = int(found["hour"])
    return f"{hour} h {found['minute']} min" if hour > 24 or _lasts(found) else None  # noqa: PLR2004


def _full_hour(found: re.Match[str]) -> str | None:
    return f"{int(found['hour'])}:00" if _is_clock(found) else None


def _range(found: re.Match[str]) -> str:
    hours = re.findall(rf"({_HOUR}){_MARK}{_SPACE}([0-5]\d)?", found.group())
    return "–".join(f"{int(hour)}:{minute or '00'}" for hour, minute in hours)


def _always(number: str, unit: str) -> re.Pattern[str]:
    """« 24h/24 », « 7 jours sur 7 »."""
    return re.compile(rf"\b{number}{_SPACE}{unit}{_SPACE}(?:/|sur){_SPACE}{number}\b", re.IGNORECASE)


TIME_FORMS: Final[tuple[Form, ...]] = (
    Form(_always("24", "h(?:eures)?"), lambda _: "24 hours a day"),
    Form(_always("7", "j(?:ours)?"), lambda _: "7 days a week"),
    Form(re.compile(rf"{_BEFORE}{_CLOCK}{_SPACE}[-–]{_SPACE}{_CLOCK}{_AFTER}"), _range),
    Form(
        re.compile(rf"{_BEFORE}(?P<hour>{_HOUR}){_MARK}{_SPACE}(?P<minute>[0-5]\d){_AFTER}"),
        _time,
        "{written}",
    ),
    Form(
        re.compile(rf"{_BEFORE}(?P<hour>\d{{1,3}}){_MARK}{_SPACE}(?P<minute>[0-5]\d){_AFTER}"),
        _duration,
        "{number} minutes",
    ),
    Form(re.compile(rf"{_BEFORE}(?P<hour>{_HOUR}){_MARK}(?!{_SPACE}\d){_AFTER}"), _full_hour, "{written}"),
)
"""Times of the clock and durations."""
