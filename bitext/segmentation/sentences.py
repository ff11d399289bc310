"""Text to sentences, with offsets.

Nothing is rewritten or masked: one regular expression finds the stops, each is judged where it stands, by the
word before and the words behind it, and sentences are spans of the text as it came. So sentences and gaps
always give the text back, and an unpaired quotation mark cannot reach beyond its neighbourhood.

A line break always ends a sentence here: a heading needs no stop. The lines of wrapped text are joined before
(:mod:`bitext.segmentation.wrapping`). What the rules know of a language comes from its
:class:`bitext.languages.Language`; the rules themselves know none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from bitext.languages.patterns import any_of, one_of
from bitext.quotations.marks import CLOSING, OPENING, STYLES, word_after
from bitext.segmentation.ellipses import goes_on
from bitext.segmentation.heads import Heads, head_patterns
from bitext.segmentation.missing_space import lacks_space
from bitext.text.characters import LINE_BREAKS
from bitext.text.document import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bitext.languages import Language


def sentences_of(text: str, language: Language) -> Iterator[Sentence]:
    """The sentences of ``text``, in order; a paragraph is a line that is not blank."""
    rules = _rules_of(language)
    paragraph = 0
    for line in _LINE.finditer(text):
        body = line.group().strip()
        if not body:
            continue
        start = line.start() + line.group().index(body[0])
        last = start + len(body)
        for end, following in _cuts(text, start, last, rules):
            yield Sentence(start, end, text[start:end], paragraph)
            start = following
        yield Sentence(start, last, text[start:last], paragraph)
        paragraph += 1


# What the rules need of a language.


@dataclass(frozen=True, slots=True)
class _Rules:
    """A language with its patterns compiled."""

    language: Language
    stop: re.Pattern[str]
    """A run of stops with the closing marks behind it and the white space that follows."""
    head: re.Pattern[str]
    """What may precede the first word of a sentence: dashes, bullets, opening marks, an omission."""
    opening: re.Pattern[str]
    """Words that can hardly be anything but the beginning of a sentence."""
    told: re.Pattern[str] | None
    """Who asked or cried, behind a quotation that ends with a mark: ``Mary asked him.``"""
    known: frozenset[str]
    """Every abbreviation, in small letters."""


@cache
def _rules_of(language: Language) -> _Rules:
    return _Rules(
        language=language,
        stop=_stop_pattern(language),
        head=_head_pattern(language),
        opening=_opening_pattern(language),
        told=_told_pattern(language) if language.speech_verbs else None,
        known=frozenset(
            word.lower()
            for group in (
                language.titles,
                language.bound_abbreviations,
                language.numbered_abbreviations,
                language.before_digits,
                language.open_abbreviations,
                language.place_abbreviations,
                language.shortened_words,
            )
            for word in group
        ),
    )


_CAPITAL: Final = "[A-ZÀ-ÖØ-ÞŒ]"
_CLOSERS: Final = re.escape("".join(sorted(CLOSING))) + r"\"')\]}"
_OPENERS: Final = re.escape("".join(sorted(OPENING))) + r"\"'(\[{¿¡"
_PICTURES: Final = r"\u2600-\u27bf\u2b50\u2b55\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff"
"""Emoji and flags."""
_LABELS: Final = "👉👇➡✅✔☑📍📌📅📆🗓📞☎✉📧📩⚠🔹🔸🔗⏰🎟✍"
"""Those that stand before what they point to or label."""
_SMILEYS: Final = rf"[:;=]-?[()DPp](?!\w)|(?![{_LABELS}])[{_PICTURES}][\u200d\ufe0f\u20e3{_PICTURES}]*+"
_RAISED: Final = "[\u2070\u00b9\u00b2\u00b3\u2074-\u2079\u207d\u207e]++"
"""Raised digits and brackets."""


def _call_pattern(language: Language) -> str:
    """The call for a note, with no space before it: ``fermé.¹``, ``fermé.[note 1]``, ``fermé.*``."""
    words = any_of(language.note_words)
    return (
        rf"{_RAISED}|[*†‡]{{1,3}}(?=\s)|\[(?:[^\W\d]{{0,8}}\.?\s?\d{{1,3}}|\w|{words})\]|\(\d{{1,3}}\)"
        rf"|(?<=[^\W\d_]{{4}}\.)\d{{1,3}}(?=\s+{_CAPITAL})"
    )


def _stop_pattern(language: Language) -> re.Pattern[str]:
    """What follows the run is optional, so that a match is never tried twice: linear time.

    No group that holds alternatives is possessive: Python before 3.11.5 fails at some of these.
    """
    space = one_of(language.mark_spaces)
    return re.compile(
        rf"(?P<run>\.(?:\ \.){{2,5}}|[.!?…]++(?:{space}?[!?]++)*)"
        rf"(?P<close>(?:[{_CLOSERS}]|>>|[“‟](?!\w)|{_call_pattern(language)})*)"
        rf"(?P<apart>(?:{space}(?:(?:[»›”\")]|>>)(?!\w)[{_CLOSERS}]*+)|{space}?(?:{_SMILEYS})){{0,3}})"
        r"(?P<gap>\s*+)"
    )


def _head_pattern(language: Language) -> re.Pattern[str]:
    items, dashes = re.escape(language.item_marks), re.escape(language.dialogue_dashes)
    return re.compile(
        rf"(?P<item>{one_of(language.item_marks)}(?!{one_of(language.dialogue_dashes)})\s*+)?+"
        rf"(?:[{dashes}{items}{_OPENERS}]|\s){{0,8}}"
        r"(?:(?:\.{3}|…)[)\]]?\s?)?+"
    )


def _opening_pattern(language: Language) -> re.Pattern[str]:
    small = r"[^\W\d_A-ZÀ-ÖØ-ÞŒ]"
    forms = (
        (language.opening_words, r"(?![\w.'’])"),
        (language.opening_elisions, r"['’]\w"),
        (language.opening_or_name, rf"\s{small}"),
        (language.opening_or_name_elisions, rf"['’]{small}"),
        (language.opening_titles, r"\.?\s"),
    )
    return re.compile("|".join(f"{any_of(group)}{behind}" for group, behind in forms))


def _told_pattern(language: Language) -> re.Pattern[str]:
    name = r"[A-ZÀ-ÖØ-ÞŒ][\w’'-]{1,30}"
    no_name = any_of((*language.opening_words, *language.opening_or_name))
    speaker, verb = any_of(language.speakers), any_of(language.speech_verbs)
    behind = any_of(language.behind_speech_verbs)
    return re.compile(
        rf"(?:{speaker}\s|(?!{no_name}\s)(?:{name}\.?\s){{1,3}}){verb}"
        rf"(?:\s(?:{behind}|{name})){{0,3}}\.(?!\w)"
    )


# The walk through the text.

_LINE: Final = re.compile(f"[^{LINE_BREAKS}]+")


def _cuts(text: str, start: int, last: int, rules: _Rules) -> Iterator[tuple[int, int]]:
    """Where the sentences of one line end and the next ones begin, but for the last."""
    line = start
    heads = Heads(text, last, head_patterns(rules.language), start, line)
    for match in rules.stop.finditer(text, start, last):
        if match.end() == last:
            return
        end, following = match.span("gap")
        unpaired = match["apart"] and _unpaired_mark(text, line, last, match, rules)
        if unpaired:
            end, following = match.start("apart"), text.index(unpaired, match.start("apart"))
        stop = _Stop(text, start, last, match, end, following)
        if unpaired in _OPENED_BY or _ends(stop, heads, rules):
            yield end, following
            start = following
            heads.begin(start)


# The judgement on one stop.

_NEARBY: Final = 3000  # characters back to the nearest quotation mark
_BEFORE: Final = 40  # characters before a stop in which its word is looked for
_HEAD: Final = 12  # characters of a numbering, at most
_WORD: Final = 4  # letters that tell a whole word from a shortened one, at least
_EDGES: Final = re.compile(r"['’«“”»\"(\[/]")
_NUMERAL: Final = re.compile(r"\d|[IVXLCDM]+(?![\w'’])|[B-Z](?![\w'’])|A(?=[-.,;)\d]|\s?\d)|n[°ºo]\s?\d|§")
_INITIALS: Final = re.compile(
    rf"(?:[^\W\d_]{{1,2}}\.?-)?{_CAPITAL}"
    rf"|(?:{_CAPITAL}[^\W\d_]{{0,2}}\.-?)+{_CAPITAL}[^\W\d_A-Z]{{0,2}}"
    r"|(?:[^\W\d_]\.-?)+[^\W\d_]"
)
_LEADING: Final = '«“"([*—–- \u00a0\u202f'
_CONTINUING: Final = frozenset(",;:!?.…)]}»”›%/=")
_OPENED_BY: Final = {"»": "«", "”": "“„‟", "›": "‹"}


@dataclass(frozen=True, slots=True)
class _Stop:
    """A run of stops in its place: the sentence so far is ``text[start:end]``."""

    text: str
    start: int
    last: int
    """End of the line."""
    match: re.Match[str]
    end: int
    following: int

    @property
    def is_period(self) -> bool:
        return self.match["run"] == "."

    @property
    def is_ellipsis(self) -> bool:
        return not self.match["run"].strip(". …") and not self.is_period

    @property
    def is_quoted_call(self) -> bool:
        """Whether a question or an exclamation ends here with the quotation that it stands in."""
        return not self.is_period and any(mark in STYLES for mark in self.match["close"])

    @property
    def is_closed(self) -> bool:
        return self.end - len(self.match["run"]) > self.match.start()

    def words(self) -> tuple[str, str]:
        """The last two words before the stop; the last is empty behind a closing mark."""
        at = self.match.start()
        chunk = self.text[max(self.start, at - _BEFORE) : at]
        words = chunk.split()
        if not words:
            return "", ""
        before = words[-2] if len(words) > 1 else ""
        return _EDGES.split(before)[-1], _EDGES.split(words[-1])[-1]


def _unpaired_mark(text: str, line: int, last: int, match: re.Match[str], rules: _Rules) -> str:
    """The mark that stands apart behind the stop (``. ” x``), where it closes nothing; or nothing."""
    mark = match["apart"].lstrip(rules.language.mark_spaces)[0]
    at, behind = match.start(), match.end()
    if mark == '"':
        opens = _opens_straight(text, max(line, at - _NEARBY), at, behind, min(last, behind + _NEARBY))
        return mark if opens else ""
    if mark not in _OPENED_BY or not text[behind].islower():
        return ""
    opened = max(text.rfind(sign, max(0, at - _NEARBY), at) for sign in _OPENED_BY[mark])
    return mark if opened <= text.rfind(mark, max(0, at - _NEARBY), at) else ""


def _opens_straight(text: str, first: int, at: int, behind: int, last: int) -> bool:
    """Whether the straight mark between ``at`` and ``behind`` opens a quotation, by its neighbours.

    Three of them have a say: the marks before and behind it, by the side on which they touch a word,
    and the number of marks before it. With no mark near, it closes.
    """
    before, after = text.rfind('"', first, at), text.find('"', behind, last)
    if before < 0 and after < 0:
        return False
    votes = -1 if text.count('"', first, at) % 2 else 1
    if before >= 0:
        votes -= _side(text, before)
    if after >= 0:
        votes -= _side(text, after)
    return votes > 0


def _side(text: str, mark: int) -> int:
    """1 for a straight mark that looks like an opening one, -1 for a closing one, 0 if it may be both."""
    following = text[mark + 1 : mark + 2]
    if following.isalnum():
        return 1
    return 0 if following.isspace() and text[mark - 1 : mark].isspace() else -1


def _ends(stop: _Stop, heads: Heads, rules: _Rules) -> bool:
    """Whether a sentence ends here."""
    if stop.end == stop.following and not _lacks_space(stop, rules):
        return False
    where = stop.match.start(), stop.following
    if heads.takes(*where, is_period=stop.is_period, is_closed=stop.is_closed):
        return False
    is_open = stop.is_ellipsis and not stop.match["close"] and not stop.match["apart"]
    if is_open and goes_on(stop.text, stop.start, *where, stop.last, rules.language):
        return False
    return _begins_behind(stop, rules)


def _begins_behind(stop: _Stop, rules: _Rules) -> bool:
    """Whether a sentence begins behind the stop."""
    head = rules.head.match(stop.text, stop.following, stop.last)
    at = head.end() if head else stop.following
    if at == stop.last or stop.text[at] in _CONTINUING:
        return False
    is_item = head is not None and bool(head["item"])
    if stop.text[at].islower() and not _opens_small(stop, is_item, at, rules):
        return False
    if rules.told and stop.is_quoted_call and rules.told.match(stop.text, at, stop.last):
        return False
    return _ends_before(stop, at, rules)


def _lacks_space(stop: _Stop, rules: _Rules) -> bool:
    """Whether a sentence may end here with no space behind it."""
    opens = rules.opening.match(stop.text, stop.following, stop.last)
    return lacks_space(stop.match, stop.start, opens, rules.known, rules.language)


def _opens_small(stop: _Stop, is_item: bool, at: int, rules: _Rules) -> bool:
    """Whether a sentence may open with the small letter at ``at``.

    It may as a name (``iPhone``), as an item of a list, and behind a whole word with a full stop.
    """
    if stop.text[at + 1 : at + 2].isupper():
        return True
    if not stop.is_period:
        return False
    if is_item:
        return True
    _, word = stop.words()
    return (
        at == stop.following
        and not stop.is_closed
        and len(word) >= _WORD
        and word.isalpha()
        and word.lower() not in rules.known
        and word.endswith(rules.language.word_endings)
    )


def _ends_before(stop: _Stop, at: int, rules: _Rules) -> bool:
    """Whether a sentence ends here, given that one may open at ``at``."""
    opening = rules.opening.match(stop.text, at, stop.last) is not None
    if stop.text[stop.match.start() - 1] in "([":  # (!), [...] within a sentence
        return opening
    before, word = stop.words()
    if word in rules.language.capital_words and stop.is_ellipsis and word_after(stop.text, at) == word:
        return False
    if not stop.is_period:
        return opening or word not in rules.language.names_with_stop
    if _must_go_on(stop, before, word, at, rules.language):
        return opening and stop.is_closed
    return opening or not _may_go_on(before, word, stop.text, at, rules.language)


def _must_go_on(stop: _Stop, before: str, word: str, at: int, language: Language) -> bool:
    """Whether ``word.`` asks for what stands at ``at``: ``M. Petit``, ``art. 5``, ``N.B. Le texte``."""
    small, phrase = _small(word), f"{before} {word}".lower()
    if word in language.titles or not language.bound_abbreviations.isdisjoint((small, phrase)):
        return True
    if word.lower() in language.numbered_abbreviations and _NUMERAL.match(stop.text, at, stop.last):
        return True
    if word in language.before_digits and stop.text[at].isdigit():
        return True
    if stop.match.start() - stop.start > _HEAD:
        return False
    return stop.text[stop.start : stop.match.start()].lstrip(_LEADING).lower() in language.head_notes


def _may_go_on(before: str, word: str, text: str, at: int, language: Language) -> bool:
    """Whether ``word.`` may stand within a sentence: ``J. Petit``, ``U.S. Navy``, ``éd. Minuit``."""
    if word in language.final_abbreviations:
        return word_after(text, at) in language.final_complements
    if f"{before} {word}".lower() in language.whole_phrases:
        return False
    if _small(word) in language.open_abbreviations or word in language.place_abbreviations:
        return True
    if not _INITIALS.fullmatch(word):
        return False
    if word in language.era_names and before.strip(".").lower() in language.era_words:
        return False
    is_label = before.lower() in language.lettered_nouns or before.rstrip("°")[-1:].isdigit()
    return len(word) > 1 or not is_label


def _small(word: str) -> str:
    """In small letters, but for an acronym: RTE is no "rte."."""
    return word if len(word) > 1 and word.isupper() else word.lower()
