"""What the rules know of one language: abbreviations, words that open sentences, marks, numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass
from typing import Final

from bitext.languages.attribution import NO_ATTRIBUTION, AttributionPatterns
from bitext.languages.coreference import NO_COREFERENCE, CoreferencePatterns
from bitext.languages.division_names import NO_DIVISIONS, DivisionNames
from bitext.languages.inflection import NO_INFLECTION, Inflection
from bitext.languages.numbers import NO_NUMBERS, NumberWords
from bitext.languages.speech import NO_PATTERNS, SpeechPatterns

NO_BREAK_SPACE: Final = "\u00a0"
NARROW_NO_BREAK_SPACE: Final = "\u202f"
THIN_SPACE: Final = "\u2009"


def words_in(block: str) -> tuple[str, ...]:
    """The words of a block of text, which white space parts, in order."""
    return tuple(block.split())


def word_set(block: str) -> frozenset[str]:
    """The words of a block of text, which white space parts."""
    return frozenset(block.split())


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """One language. Segmentation, quotations, documents and translation read what they need of it here.

    A field that is left out says that the language has no such thing: ``Language("xx")`` is one whose
    sentences end at every stop before a capital. :func:`bitext.languages.register` makes a language known.

    Abbreviations are written without their last stop, those in small letters without regard to case. The sets
    differ in what they let follow within a sentence. An abbreviation that neither a capital nor a digit ever
    follows within a sentence ("hab.") needs no entry: before a small letter a stop ends a sentence only
    behind what looks like a whole word.
    """

    code: str
    """The code of ISO 639: "fr"."""
    _: KW_ONLY
    name: str = ""
    """The name in English: "French"."""

    # Abbreviations, and other words with a stop.

    titles: frozenset[str] = frozenset()
    """A name must follow, so that they never end a sentence; written with their capital, since "M." is
    Monsieur and "m." is metres: "M. Petit"."""
    bound_abbreviations: frozenset[str] = frozenset()
    """A complement must follow, so that they never end a sentence; small letters, one word or two: "cf."."""
    numbered_abbreviations: frozenset[str] = frozenset()
    """They end no sentence before a number, a Roman numeral or a label; small letters: "art. 5"."""
    before_digits: frozenset[str] = frozenset()
    """They end no sentence before a digit; as they are written: "L. 121-1" of the French codes, "Jan. 5"."""
    open_abbreviations: frozenset[str] = frozenset()
    """Like initials and dotted acronyms, they end a sentence only before words that can hardly be anything
    but its beginning; small letters: "éd. Minuit", "Acme Inc."."""
    place_abbreviations: frozenset[str] = frozenset()
    """The same for streets and provinces, which are written with their capital: "Calif."."""
    final_abbreviations: frozenset[str] = frozenset()
    """Dotted, and yet they end a sentence before a capital, unless one of ``final_complements`` follows:
    "at 5 p.m. He left", "at 5 p.m. Monday"."""
    final_complements: frozenset[str] = frozenset()
    """What may follow one of ``final_abbreviations`` within a sentence: "Monday"."""
    shortened_words: frozenset[str] = frozenset()
    """They end no sentence before a small letter, though they look like whole words; small letters:
    "hebdo."."""
    word_endings: tuple[str, ...] = ()
    """How whole words end and shortened ones hardly do: "une menace. c'est" against "adj. et adv."."""
    head_notes: frozenset[str] = frozenset()
    """At the head of a sentence they belong to it; small letters: "N. B. Le texte est court."."""
    era_names: frozenset[str] = frozenset()
    """Behind one of ``era_words`` they are the era, which may end a sentence: "av. J.-C. Rome"."""
    era_words: frozenset[str] = frozenset()
    """Words before the name of an era, small letters, without their stop: "av"."""
    lettered_nouns: frozenset[str] = frozenset()
    """Nouns that a capital letter names, which is no initial then; small letters: "la vitamine C. Paris"."""
    whole_phrases: frozenset[str] = frozenset()
    """The word before and a letter that is no initial, small letters: "so do I."."""
    names_with_stop: frozenset[str] = frozenset()
    """Names written with a mark that ends nothing: "Yahoo! France"."""

    # Heads and calls, which a stop parts from their sentence.

    head_nouns: tuple[str, ...] = ()
    """Nouns that numbers name at the head of a sentence, with its stop; small letters, without their stop:
    "art" of "Art. 5. – The lease"."""
    head_numerals: tuple[str, ...] = ()
    """Words that number them, alone or behind a number: "premier", "bis"."""
    name_particles: tuple[str, ...] = ()
    """Small words within the names of persons and offices: "le" of "Mme Le Goff", of "M. le maire"."""
    list_words: tuple[str, ...] = ()
    """Words before the next item of a list within a sentence: "et" of "1. Pain et 2. Vin"."""
    note_words: tuple[str, ...] = ()
    """What a call for a note may say in square brackets, without a number: "réf. nécessaire"."""

    # The beginning of a sentence.

    mark_spaces: str = f" {NO_BREAK_SPACE}{NARROW_NO_BREAK_SPACE}{THIN_SPACE}"
    """The spaces that stand between a word or a stop and the mark that belongs to it, as in « mot ! »;
    tokenised text has some in any language."""
    dialogue_dashes: str = "—–―‒-"
    """Dashes that open direct speech, at the head of a line or behind a stop: "— Non"."""
    item_marks: str = "•·▪◦‣●○■□►▶→*^"
    """What opens the items of a list, which may begin with a small letter; no dash where dashes within a line
    are asides ("at five p.m. – the usual hour")."""
    opening_words: tuple[str, ...] = ()
    """They open a sentence and are hardly ever part of a name: "Il", "Mais"."""
    opening_elisions: tuple[str, ...] = ()
    """The same before an apostrophe: "C" of "C'est"."""
    opening_or_name: tuple[str, ...] = ()
    """They open a sentence before a small letter ("Le médecin"); before a capital they may be part of a name
    ("J. Le Goff")."""
    opening_or_name_elisions: tuple[str, ...] = ()
    """The same before an apostrophe: "L" of "L'armée", of "J. L'Hermite"."""
    opening_titles: tuple[str, ...] = ()
    """Titles that open a sentence behind an abbreviation that may go on, with their stop or without: "Mr"."""
    capital_words: frozenset[str] = frozenset()
    """Written with a capital anywhere, so that it tells no beginning: "I... I am not sure."."""
    speakers: frozenset[str] = frozenset()
    """Before one of ``speech_verbs``, one of these pronouns, like a name, tells who asked or cried: “Stop!” I
    said. Its sentence begins inside the marks."""
    speech_verbs: tuple[str, ...] = ()
    """Verbs of saying that stand behind who says it, like a sentence of its own: “Stop!” Mary *asked*."""
    behind_speech_verbs: tuple[str, ...] = ()
    """Words that may stand between such a verb and the full stop: “Stop!” I said *to her*."""

    # Apostrophes and quotation marks.

    elided: frozenset[str] = frozenset()
    """Words that an apostrophe follows where letters are left out; small letters: "l" of "l’ armée"."""
    clipped: frozenset[str] = frozenset()
    """Words that an apostrophe precedes where letters are left out; small letters: "tis" of "’tis"."""
    possessives: tuple[str, ...] = ()
    """Ends of words that an apostrophe may follow before a space: "the dogs’ house"."""
    genitives: tuple[str, ...] = ()
    """Those of ``possessives`` behind which a translation model means nothing else: "s"."""
    contractions: tuple[str, ...] = ()
    """What stands behind the apostrophe of a contraction, which models set apart: "s" of "it ' s"."""
    single_marks: bool = False
    """Whether single marks quote as commonly as double ones, so that they may run over paragraphs, too."""
    head_marks: bool = False
    """Whether a speech over several paragraphs nearly always has an opening mark at the head of each, so that
    one may continue what opened in mid-sentence (English: "It is," said he, "as I say.)."""
    inner_turns: bool = False
    """Whether a dash within a paragraph may open a turn of a dialogue, though none stands at the head."""
    speech: SpeechPatterns = NO_PATTERNS
    """Reporting clauses and narration: « dit-il »."""
    attribution: AttributionPatterns = NO_ATTRIBUTION
    """Who speaks: « a déclaré Mme Le Bris »."""
    coreference: CoreferencePatterns = NO_COREFERENCE
    """What pronouns stand for: mentions of persons and things, with their gender."""

    # Words and numbers.

    is_word: Callable[[str], bool] | None = None
    """Whether something without hyphens may be a word of the language, or a name that is known in it; None
    where nothing is known of its words."""
    compound_heads: frozenset[str] = frozenset()
    """What stands before the hyphen of a compound; small letters: "porte" of "porte-parole"."""
    hyphenated_endings: frozenset[str] = frozenset()
    """What stands behind a hyphen that belongs to the word; small letters: "il" of "dit-il"."""

    function_words: frozenset[str] = frozenset()
    """Words of grammar, which carry little of what a sentence says; small letters: "the", "would"."""
    articles: frozenset[str] = frozenset()
    """Small letters, without an apostrophe: "the", "l" of « l'eau »."""
    prepositions: frozenset[str] = frozenset()
    """Those that stand before a noun, likewise: "of", "d" of « d'eau »."""
    fused_articles: frozenset[str] = frozenset()
    """Prepositions that have an article in them: "du"."""
    proclitics: frozenset[str] = frozenset()
    """Words that lean on what follows, so that no line of a subtitle should end behind them; small letters:
    "of", "my"."""
    pronouns: tuple[tuple[str, str, str], ...] = ()
    """Personal pronouns, third person singular: what each is in the sentence ("subject", "object",
    "possessive", "reflexive"), its gender ("m", "f", "n"), and its form: ("subject", "f", "she")."""
    inflection: Inflection = NO_INFLECTION
    """Plurals, feminines and indefinite articles."""
    plural_endings: tuple[str, ...] = ()
    """What makes a name a plural: "s" of "the Duponts"."""
    group_marks: str = f" {NO_BREAK_SPACE}{NARROW_NO_BREAK_SPACE}"
    """What may stand between groups of three digits, the usual one first: "33 000", "33,000"."""
    decimal_mark: str = "."
    """What stands before the fraction of a number: "3.14"."""
    ordinal_endings: tuple[str, ...] = ()
    """What makes a Roman numeral an ordinal: "e" of « XIXe siècle »."""
    numbers: NumberWords = NO_NUMBERS
    """Numbers and units in words."""

    # Books.

    divisions: DivisionNames = NO_DIVISIONS
    """Words that head the divisions of a book: "chapitre"."""

    def __repr__(self) -> str:
        return f"<Language {self.code}>"


UNKNOWN: Final = Language("und", name="Unknown")
"""A language of which nothing is known; "und" is its code in BCP 47."""
