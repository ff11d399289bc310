"""Literals: what stays as it is in any language, found by its form.

Addresses, e-mail, handles, hashtags, file names, placeholders of templates and messages, versions,
references,
codes, powers, symbols. Time grows with the length of the text alone: each pattern begins where nothing of its
kind stands before it, and what repeats in it ends at a character that it cannot hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from bitext.text.document import Span

_DOMAINS: Final = (
    "fr|com|org|net|eu|be|ch|ca|lu|info|io|de|uk|es|it|pt|nl|bzh|paris|alsace|corsica|gouv|edu|gov|int"
    "|dev|app|tv|co|me|ai|biz|re|nc|pf|mq|gp|gf|yt|tf|us|ru|cn|jp|br|ie|dk|fi|pl|cz|gr|ro|hu|sk|hr|bg|tn"
    "|dz|sn|cm|ml|ga|cd|mg|ht|il|tr|ua|kr|nz|za|mx|ar|cl|shop|store|blog|online|xyz|tech|cloud|social"
    "|news|museum|wiki|asso|example|test"
)
_ENDINGS: Final = (
    "pdf|docx?|docm|dotx?|xlsx?|xlsm|pptx?|ppsx?|od[tsp]|csv|tsv|txt|md|rtf|tex|epub|mobi|html?|xhtml|xml"
    "|jsonl?|ya?ml|toml|ini|cfg|conf|log|sql|sqlite|db|py|ipynb|js|ts|jsx|tsx|php|rb|java|cpp|hpp|rs|sh"
    "|bat|exe|dll|css|scss|svg|png|jpe?g|gif|webp|tiff?|bmp|heic|ico|eps|psd|indd|mp3|mp4|m4a|wav|flac"
    "|ogg|aac|avi|mkv|mov|webm|srt|vtt|zip|rar|7z|gz|tgz|bz2|xz|iso|dmg|apk|deb|rpm|jar|dwg|dxf|po|pot"
    "|tmx|xlf|xliff|ics|vcf|eml|msg|gpx|kml|bak|tmp|dat|ttf|otf|woff2?|torrent|parquet"
)
_VARIABLES: Final = (
    "attribute|names?|count|values?|min|max|username|date|other|size|format|seconds|number|url|email"
    "|title|total|id|type|field|file|app|resource|amount|status|code|key|label|prenom"
)
"""Names of placeholders such as ``:name``; any other word may stand behind a colon that lacks its space."""
_S: Final = "[ \u00a0\u202f]"
_RAISED: Final = "\u00b2\u00b3\u00b9\u2070\u2074-\u208e"
_REST: Final = r"(?:[^\s<>«»\"“”()]++|\([^\s()<>«»\"“”]*+\))*+"
"""The rest of an address; brackets in it come in pairs."""
_ENDS: Final = r"(?![\w-]|\.\w)"
_FILE: Final = rf"\.(?:{_ENDINGS}|{_ENDINGS.upper()}){_ENDS}"

_ADDRESSES: Final = (
    rf"(?<![^\W_])(?i:https?://|s?ftp://|file://|mailto:|www\.){_REST}",
    # Hosts; one whose last name is a single letter is as likely an abbreviation: "M.de".
    rf"(?<![\w@./-])(?:[\w-]++\.)*?(?:[\w-]{{2,}}\.|(?<=\.)[\w-]\.|[xtg]\.(?=com?\b|me\b|ai\b))"
    rf"(?:{_DOMAINS}){_ENDS}"
    rf"(?:(?::\d+)?/{_REST})?",
    rf"(?<![\w@./-])(?:[A-Z\d-]++\.)*?[A-Z\d-]{{2,}}\.(?:{_DOMAINS.upper()}){_ENDS}(?:/{_REST})?",
)
_PATHS: Final = (
    rf"(?<![\w./\\~-])(?:[A-Za-z]:[\\/]|~/|\.{{1,2}}[\\/]|[\\/])?(?:[\w.-]++[\\/])*+"
    rf"[\w-]++(?:\(\d{{1,3}}\))?(?:\.[\w-]++)*{_FILE}",
    # A name with spaces, between marks.
    rf"(?:(?<=[«“\"])|(?<=«{_S}))\w[\w .()\u00a0-]{{1,80}}{_FILE}(?={_S}?[»”\"])",
    r"(?<![\w./])(?:~|\.{1,2})?/(?:[\w.-]++/)++(?:[\w-]++(?:\.[\w-]++)*+)?|(?<![\w.])~/[\w.-]*[\w-]",
    r"(?<!\w)[A-Za-z]:\\(?:[\w.-]++\\)*+(?:[\w-]++)?",
    r"(?<![\w.])\.(?:env|bashrc|zshrc|profile|gitignore|htaccess|htpasswd|dockerignore|editorconfig)\b",
)
_NAMES: Final = (
    r"(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)++",
    r"(?<![\w@])@\w(?:[\w.-]*\w)?(?:@[\w-]++(?:\.[\w-]++)++)?",
    r"(?<![\w&#])#(?:\d*+[^\W\d]\w*+|\d++)",
    r"(?<!\w)(?:[CF]#|C\+\+|\.NET\b)(?!\w)",
)
_PLACEHOLDERS: Final = (
    r"\{\{\{[^{}\n]{1,80}\}\}\}",
    r"\{\{[^{}\n]{1,80}\}\}",
    r"\{%[^{}\n]{1,80}%\}",
    r"[$#%@]\{[^{}\n]{1,80}\}%?",
    r"\{[^{}\n]{0,80}\}",
    r"<%[^<>\n]{1,80}%>|\[\[[^\[\]\n]{1,80}\]\]|\[%[^\[\]\n]{1,80}%\]|\*\|\w{1,40}\|\*"
    r"|\$\([\w. ]{1,40}\)|`[^`\s](?:[^`\n]{0,80}[^`\s])?`",
    # printf, Python, Qt, the shells.
    r"%\(\w{1,40}\)[a-z]",
    rf"(?<![\w%])(?<!\d{_S})%(?:\d\$)?[-+0#]{{0,3}}\d{{0,3}}(?:\.\d{{1,2}})?"
    r"(?:hh?|ll?|z)?[sdiufFeEgGxXcpo@](?![\w'’])",
    rf"%%|(?<![\w%])%[A-Za-z_]\w*+%(?!\w)|(?<![\w%])(?<!\d{_S})%\d{{1,2}}(?![\w,.%]|{_S}?%)",
    r"(?<![\w$])\$(?=[^\s$]{0,60}[A-Za-z\\])[^\s$]{1,60}\$(?!\w)|(?<![\w$])\$(?!US\b|CA\b|AU\b)[A-Za-z_]\w*+",
    r"&(?:#x?)?\w{2,10};",
    rf"(?<!\w):(?:[a-z]++(?:_[a-z\d]++)++|(?:{_VARIABLES})\b)(?![\w:])",
    r"(?<![\w:]):[a-z\d]++(?:[_+-][a-z\d]++)*+:(?!\w)",
    r"(?<!\w)__\w{1,60}?__(?!\w)",
    r"\[[A-Z]++(?:_[A-Z\d]++)++\]",
    r"(?<=[^\s.!?…:;»\]] )\[[A-ZÀ-Þ][A-ZÀ-Þ\d_-]{1,30}(?: [A-ZÀ-Þ\d_-]{2,30})?\]",
    r"\\[nrt](?![a-z])|\\[a-z]{2,20}(?=\{)",
)
_CODES: Final = (
    r"(?<![\w./-])(?=[A-Z_./-]*+\d)(?=[\d_./-]*+[A-Z])[A-Z\d]++(?:[-_/.][A-Z\d]++)++(?![\w-]|/\w)",
    r"(?<![\w./-])(?:[A-Z]{1,6}\d{3,}[A-Z\d]*+|\d++[A-Z]{2,}\d[A-Z\d]*+)(?![\w-])",
    r"(?<![\w./-])(?:[A-Za-z]{1,6}\d{1,9}[A-Za-z]{1,6}\d[A-Za-z\d]*+"
    r"|\d{1,9}[A-Za-z]{1,6}\d{1,9}[A-Za-z][A-Za-z\d]*+)(?![\w-])",
    r"(?<![\w-])(?=[a-f]{0,20}\d)(?=\d{0,20}[a-f])[\da-f]{8,}+(?:-[\da-f]{4,})*+(?![\w-])",
    # What is far longer than any word: base64, sequences, keys held down.
    r"(?<![\w+/=-])[\w+/=-]{100,}+",
    r"(?<![^\s«»‹›“”„‘\"])[^\s«»‹›“”„‘\"]{200,}+",
)
_NUMBERS: Final = (
    # Versions, dates by numbers, decimals with a stop.
    r"(?<![\w.,])[vV]?\d++(?:\.\d++){2,}"
    r"(?:\.x\b|[-+_]?(?:alpha|beta|rc|build|dev|post|a|b)[.-]?\d*|-\w+(?:\.\w+)?)?(?![\w.]*\d)",
    r"(?<![\w.,])(?:[vV]\d++(?:\.\d++)*+(?:\.x\b)?|\d++(?:\.\d++)*\.x\b"
    r"|\d++(?:\.\d++)++(?:-?(?:alpha|beta|rc)[.-]?\d*|[ab]\d+))(?!\w)",
    r"(?<![\w.,])\d++\.(?:\d{1,2}|\d{4,})(?![\w.,]?\d)(?!\w)",
    # References.
    r"(?<![\w/,.])\d++/\d++(?:/[\w-]++)*+(?![\w/])|(?<![\w-])\d++(?:-\d++){2,}(?:-[\dX])?(?![\w-])",
    rf"(?<!\w)[A-Z]{{2}}\d\d(?:{_S}?[A-Z\d]{{4}}){{2,7}}(?:{_S}?[A-Z\d]{{1,3}})?(?!\w)",
    # Postcodes before the name of a town; numbers so large are written in groups of three digits.
    r"(?<![\w.,])(?<!\d[ .\u00a0\u202f])\d{5}(?= [A-ZÀ-Þ][a-zà-ÿ'’-])",
    # Telephone and other long numbers, unless they are groups of three digits.
    r"(?<![\w+])\+\d(?:[ .()\u00a0\u202f-]{0,2}\d){6,14}(?!\w)"
    r"|(?<![\w.,])\d{1,2}(?:[ .\u00a0\u202f]\d\d){4}(?![\w.]?\d)",
    rf"(?<![\w.,])0{_S}?8\d\d(?:{_S}\d{{2,3}}){{2,3}}(?!\w)|(?:(?<=SIREN )|(?<=SIRET )|(?<=RCS )"
    rf"|(?<=TVA ))\d{{3}}(?:{_S}?\d{{2,5}}){{1,4}}",
    rf"(?<![\w.,])(?<!\d{_S})(?!\d{{1,3}}(?:{_S}\d{{3}}){{1,6}}+(?!{_S}?\d))"
    rf"\d{{1,5}}(?:{_S}\d{{2,5}}){{3,12}}(?!{_S}?\d|[.,]\d|\w)",
    # Degrees, minutes and seconds.
    rf"(?<!\w)\d++°{_S}?\d++['’′]{_S}?\d++(?:[.,]\d++)?(?:['’]{{2}}|[\"”″])",
    r"(?<!\w)\d++(?:[°h]\d++)?['’′]\d++(?:['’]{2}|[\"”″′'’])?\d*+(?!\w)|(?<!\w)\d++°\d++(?!\w)",
    # Powers, indices, isotopes: what has a raised or lowered character.
    rf"(?<!\w)(?:[+-]?\d++|[^\W\d_]{{0,2}}\d*+|[^\W\d_][⁄/][^\W\d_])"
    rf"[{_RAISED}]++(?:[A-Z][a-z]?\d*+[{_RAISED}]*+)*+(?!\w)",
    rf"(?<!\w)[A-Z][a-z]?(?:[A-Z][a-z]?)*+[{_RAISED}]++(?:[A-Z()][a-z]?[{_RAISED}]*+)*+(?!\w)",
    # Formulas of one letter: "E = mc²".
    rf"(?<!\w)[A-Za-z]{_S}?[=≈]{_S}?(?=[^\s]{{0,20}}[\d{_RAISED}]|[A-Za-z]{{1,2}}(?!\w))"
    rf"[-+*/^\dA-Za-z{_RAISED}]{{1,20}}"
    r"(?<!-)(?!\w|[.,]\d)",
    # Words in other scripts.
    r"[\u0370-\u03ff\u0400-\u052f\u0590-\u07ff\u0900-\u1cff"
    r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]++",
)
_ELEMENT: Final = (
    r"(?<!<)</?[^\W\d_][\w:-]*+"
    r"(?:\s++[\w:@-]++(?:\s?=\s?(?:\"[^\"<>\n]{0,300}\"|'[^'<>\n]{0,300}'|[^\s<>\"']{1,300}))?)*+"
    r"\s*+/?>(?!>)"
)
"""Elements of HTML and XML."""
_MODIFIERS: Final = r"[\u200d\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*+"
_SYMBOL: Final = (
    r"(?:(?:[\u2190-\u21ff\u2200-\u22ff\u2300-\u27bf\u2900-\u2bff\U0001f000-\U0001faff\u00a6\u00a7\u00a9"
    r"\u00ae\u00b1\u00b5\u00b6\u00bc-\u00be\u00d7\u00f7\u2016\u2020\u2021\u2030\u2031\u20a0-\u20ab\u20ad-\u20c0"
    r"\u2103\u2109\u2116\u2117\u2120-\u2122\u2126\u212a\u2150-\u215f|~]|[\d#*]\ufe0f?\u20e3)"
    rf"{_MODIFIERS})++|(?<!\^)\^(?!\^)|<?[-=]{{1,2}}>|<[-=]{{1,2}}(?![-=])"
    r"|(?<![^\s(\[«“\"])(?:[·•‣◦@<>=]|:=)(?![^\s)\]»”\",;.!?…])"
    rf"|(?<=[^\W\d_]{{3}})[{_RAISED}]++(?!\w)|\[(?:sic|\d{{1,3}}|…|\.\.\.|note \d{{1,3}})\]"
)
_TIME: Final = r"(?<![\w.,:])\d++:\d\d(?::\d\d)?(?:[.,]\d++)?(?![\w:])"
_LITERAL: Final = re.compile(
    rf"(?P<time>{_TIME})|(?P<address>{'|'.join(_ADDRESSES)})"
    rf"|(?P<word>{'|'.join((*_PLACEHOLDERS, *_NAMES, *_PATHS, *_NUMBERS))})|(?P<code>{'|'.join(_CODES)})"
    rf"|(?P<element>{_ELEMENT})|(?P<symbol>{_SYMBOL})"
)
_HINT: Final = re.compile(r"[^a-zA-ZÀ-ÖØ-öø-ÿŒœŸ\s.,;:!?'’«»“”\"()…–—-]|[.:]\w|[\w-]{100}|\S{200}")
"""What every literal has something of; most sentences have nothing, and are read once instead of often."""
_BEHIND: Final = ".,;:!?…'’"
_PAIRS: Final = {"]": "[", "}": "{"}


class Literal(NamedTuple):
    """A literal at ``span``, of a ``kind``.

    A *time* such as 17:30 and a *code* such as AF1234 tell who reads them more than a mask does.
    An *element* and a *symbol* are no part of a word that they touch. All else is an *address* or a *word*.
    """

    span: Span
    kind: str


def literals(text: str) -> Iterator[Literal]:
    """The literals of ``text``, in order and apart from each other."""
    if not _HINT.search(text):
        return
    for found in _LITERAL.finditer(text):
        end = _end_of_address(found) if found.lastgroup == "address" else found.end()
        if end > found.start():
            yield Literal(Span(found.start(), end), found.lastgroup or "")


def _end_of_address(found: re.Match[str]) -> int:
    """The end of an address without the punctuation of the sentence that it stands in."""
    text, start, end = found.string, found.start(), found.end()
    single = [last for last, first in _PAIRS.items() if text.find(first, start, end) < 0]
    while end > start:
        last = text[end - 1]
        if last not in _BEHIND and last not in single:
            break
        end -= 1
    return end
