"""Whether something is a word of English: by a list, and by the rules that English makes new words by.

The list is made from SCOWL (see ``data/LICENSE-SCOWL.txt``). No list has every word that a prefix, a suffix
or a compound makes ("denuclearization", "unpresidential", "homeware"), so that these are taken apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from bitext.languages.language import word_set, words_in
from bitext.languages.word_list import WordList
from bitext.text.characters import without_accents

_FILE: Final = "english_words.txt.gz"
_MANY: Final = 1 << 15
_RECENT: Final = word_set(
    """
    absentia additionality alia antivax antivaxxer app blockchain catfishing chatbot clickbait covid
    cringeworthy crowdfund crowdfunded crowdfunding cryptocurrencies cryptocurrency dashcam deepfake
    delicto doomscrolling drone edtech emoji euthanise exfiltrate exfiltrated facto fanbase femicide
    feminicide fintech franchisor freemium gamification geolocate geolocated geolocation grata gridding
    hacktivist hashtag homeware hyperlocal influencer infographic instrumentalize instrumentalized jetset
    jihadist jubilatory judeity latte livestream livestreamed livestreaming lockdown mansplaining
    manspreading microplastic misgender misgendered misgendering mocktail mortis motorsport nanoplastic
    ndash netiquette newsfeed officio onboarding paywall permalink phishing photobomb podcast podcaster
    podcasting popstar presidentialism pushback ransomware rewilding rican selfie showrunner smartphone
    smartwatch snowboarder soundbar spoiler startup staycation subreddit superspreader takedown
    teleconsultation telework touchpad trainset transhipment transphobia transphobic triumphalistic tweet
    upcycled upcycling upsize upskilling vape vaping vici vidi vlog vlogger webinar weblog webseries
    wellbeing whataboutism wifi wiki workaround zonal
    """
)
"""Words that are younger than the list, or that it lacks, some of them Latin; plurals follow."""
_PREFIXES: Final = words_in(
    """
    agro anti auto bio counter cross cyber eco electro euro extra geo hydro hyper infra inter intra macro
    mega meta micro mid mini mono multi nano neo neuro non omni over para petro photo physio poly post pre
    pseudo psycho quasi radio retro semi socio sub super techno tele trans turbo ultra under video web
    """
)
_SHORT_PREFIXES: Final = words_in("re un de co bi mis up out")
"""Prefixes that letters of other words easily look like: more must follow them."""
_LEAST: Final = 3
_LEAST_BEHIND_SHORT: Final = 5
_ADJECTIVE: Final = re.compile(
    r".+(?:ed|ing|ish|y|less|ful|ous|ive|able|ible|ic|al|en|some|like|ant|ent|ian|ar|ary|ory)\Z"
)
"""How most adjectives end: what -ness and -ly may stand behind."""
_ADVERB: Final = re.compile(r".+(?:ed|ing|ish|less|ful|ous|ive|able|ible|ical|al|ic|ant|ent|ar|ary|ory)\Z")
_SUFFIXES: Final = words_in("like less wise wards ward proof free ship hood fold gate")
"""What stands behind a word as it is."""
_VOWEL_SUFFIXES: Final = words_in("able ish ism isms ist ists")
"""What stands behind a word without its last e or y."""
_VERB_SUFFIX: Final = re.compile(r"(?<=[iy][sz])ers?\Z")
"""The suffix of who or what does something: "regionaliser"."""
_HEADS: Final = word_set(
    """
    ball based bike bikes board boards boat boats book books borne bound builder builders building cam
    cams car cars craft driver drivers fest friendly goer goers going grower growers holder holders house
    houses keeper keepers keeping land line lines mail maker makers making mania owner owners paper papers
    phile phobe phobia phobic phone phones player players room rooms seller sellers shop shops side sides
    space spaces store stores time ware wear wide work worker workers working works
    """
)
"""The second parts of compounds that are written as one word."""
_SPELLING: Final = re.compile(r"(?<=[a-z]{3})([iy])([sz])(?=(?:e|ed|es|er|ers|ing|ation|ations|able)\Z)")
_CLITIC: Final = re.compile(r"(?:'s|'|n't|'(?:d|ll|ve|re|m|em|til))\Z|\A[oy]'")
"""What an apostrophe joins to a word: "the city's", "she'd", "O'Hara"."""
_OF_NAMES: Final = re.compile(r"(?:ans?|ese|ish|is?|ists?|isms?|days?)\Z")
"""How words end that are made from names: such a word is one without its capital, too, "european"."""
_NO_PLURAL: Final = re.compile(r"(?:[sxz]|[cs]h|[^aeiou]y)\Z")


@cache
def _word_list() -> WordList:
    return WordList.of_package(_FILE)


@lru_cache(_MANY)
def is_english(word: str) -> bool:
    """Whether ``word`` may stand in an English text; letters, and apostrophes inside, no hyphens.

    One with a capital may be a name. Case and accents are no more looked at than that.
    """
    small = without_accents(word).replace("’", "'")
    has_capital = not word[:1].islower()
    forms = [small, small.capitalize()] if has_capital or _OF_NAMES.search(small) else [small]
    if any(form in _word_list() for form in forms):
        return True
    plain = _CLITIC.sub("", small)
    if plain != small:
        return is_english(plain.capitalize() if has_capital else plain)
    return small in _PREFIXES or _is_known(small) or any(_is_known(stem) for stem in _stems(small))


def _is_known(word: str) -> bool:
    """Whether a word in small letters is in one of the lists, or is the plural of one that is recent."""
    if word in _word_list() or word in _RECENT:
        return True
    return word.endswith("s") and word[:-1] in _RECENT


def _stems(word: str) -> Iterator[str]:
    """The words that ``word`` may be made from; each has to be one."""
    for one in (word, *_singular(word)):
        for plain in (one, *_without_prefix(one)):
            for form in {plain, _SPELLING.sub(_other_spelling, plain)}:
                yield from (form,) if form not in {word, *_singular(word)} else ()
                yield from _without_suffix(form)
                yield from _first_parts(form)


def _singular(word: str) -> Iterator[str]:
    if word.endswith("s") and len(word) > _LEAST_BEHIND_SHORT and not _NO_PLURAL.search(word[:-1]):
        yield word[:-1]


def _other_spelling(hit: re.Match[str]) -> str:
    return hit[1] + ("s" if hit[2] == "z" else "z")


def _without_prefix(word: str) -> Iterator[str]:
    for prefixes, least in ((_PREFIXES, _LEAST), (_SHORT_PREFIXES, _LEAST_BEHIND_SHORT)):
        for prefix in prefixes:
            if word.startswith(prefix) and len(word) - len(prefix) >= least:
                yield word[len(prefix) :]


def _without_suffix(word: str) -> Iterator[str]:
    if word.endswith("ness") and _ADJECTIVE.match(stem := word[:-4]):
        yield stem
        yield stem[:-1] + "y" if stem.endswith("i") else stem
    if word.endswith("ly") and _ADVERB.match(stem := word[:-2]):
        yield stem
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(stem := word.removesuffix(suffix)) >= _LEAST:
            yield stem
    for suffix in _VOWEL_SUFFIXES:
        if word.endswith(suffix) and len(stem := word.removesuffix(suffix)) >= _LEAST:
            yield from (stem + end for end in ("e", "y"))
            yield stem if not stem.endswith("e") else ""
    if _VERB_SUFFIX.search(word):
        yield _VERB_SUFFIX.sub("e", word)


def _first_parts(word: str) -> Iterator[str]:
    """The first part of a compound whose second one makes many: "home" of "homeware"."""
    for cut in range(_LEAST, len(word) - 2):
        if word[cut:] in _HEADS:
            yield word[:cut]
