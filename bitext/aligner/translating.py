"""A document that is translated: what the model is shown, and what becomes of its translations."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate

from bitext.aligner.remembered import Remembered
from bitext.aligner.translated import TargetText, TranslatedSentence, translated_sentence
from bitext.coreference import Reference, References
from bitext.languages import Language, language_of_code
from bitext.memory import TranslationMemory
from bitext.result.alternatives import Alternative, check_count, distinct
from bitext.result.pair import Pair
from bitext.text.characters import has_line_break
from bitext.text.document import Document
from bitext.translation.clause_splitting import ClauseCuts
from bitext.translation.dialogue import turns_as_quotations
from bitext.translation.joining import Translation
from bitext.translation.options import DialogueStyle, QuoteStyle
from bitext.translation.preprocessing import SentenceMark, reopened, sentence_marks, with_dashes
from bitext.translation.timing import stage


@dataclass(frozen=True, slots=True)
class MarkStyle:
    """The quotation marks of the target; the options of :class:`bitext.Aligner` of the same names."""

    quotes: QuoteStyle
    dialogue: DialogueStyle
    split_clauses: bool
    stray: bool


class DocumentTranslation:
    """The translation of one document: sentences and marks for the model, and the pairs as they come."""

    def __init__(
        self,
        document: Document,
        flat: str,
        style: MarkStyle,
        model: str | None,
        *,
        whole: bool,
        alternatives: int = 0,
        memory: TranslationMemory | None = None,
    ) -> None:
        """The translation of ``document``, whose text is read as ``flat`` (without breaks of wrapped lines).

        ``model`` is the name of the model; ``whole``: the document is a text and not a list of sentences;
        ``alternatives``: how many other wordings each pair gets; ``memory``: where translations come from.
        """
        check_count(alternatives)
        self.alternatives = alternatives
        self.document = document
        self.texts = [sentence.text for sentence in document.sentences]
        self._remembered = None if memory is None else Remembered(memory, self.texts)
        self._style = style
        self._whole = whole
        worked, self._was = turns_as_quotations(replace(document, text=flat), language_of_code(document.lang))
        marks = sentence_marks(worked)
        self._marks = reopened(worked, marks) if whole else marks
        self._worked = worked
        self._cuts: ClauseCuts | None = None
        self.target = TargetText(document, model, *((worked, self._was) if self._quoted else ()))

    @property
    def _quoted(self) -> bool:
        """Whether dialogue gets quotation marks in the place of its dashes."""
        return self._style.dialogue == "quotes"

    def references(self, source: Language) -> Callable[[int], tuple[Reference, ...]]:
        """What the pronouns of a sentence, by its number, may stand for; ``source``: the model's language."""
        return References(self._worked, source).of

    @property
    def given(self) -> dict[int, str]:
        """The translations that the memory has, by the number of their sentence."""
        return {} if self._remembered is None else self._remembered.given

    def shown(self, source: Language) -> list[list[SentenceMark]]:
        """The quotation marks of each sentence that the model is shown; ``source``: the model's language."""
        if self._style.split_clauses:
            self._cuts = ClauseCuts(self._worked, self._marks, source)
            return [self._cuts.marks(index) for index in range(len(self.texts))]
        return list(self._marks)

    def pairs(
        self, shown: list[list[SentenceMark]], found: Iterable[Translation], language: Language
    ) -> Generator[Pair]:
        """A pair for each sentence, from its translation; ``language`` is that of the target."""
        for index, (seen, translation) in enumerate(zip(shown, found, strict=True)):
            with stage("transfer"):
                settled = self._cuts.settled(index, translation) if self._cuts else seen
                make = partial(self._line, index, settled, sum(mark.seen for mark in seen), language)
                line = make(translation)
                if translation.others:
                    line = replace(line, wordings=self._wordings(index, line, translation, make))
                if self._remembered is not None:
                    like = self._remembered.wordings(index, line.text)
                    line = replace(line, wordings=(*like, *line.wordings))
                pair = self.target.add(line)
            yield pair

    def _line(
        self,
        index: int,
        settled: Sequence[SentenceMark],
        shown: int,
        language: Language,
        translation: Translation,
    ) -> TranslatedSentence:
        """The sentence number ``index`` with its marks, ``shown`` of which the model has seen."""
        sentence = self.texts[index]
        return translated_sentence(
            sentence,
            settled if self._quoted else with_dashes(settled, sentence, self._was),
            translation,
            language,
            self._style.quotes,
            keep_stray=self._style.stray,
            shown=shown,
            more_flags=("unwrapped",) if self._whole and has_line_break(sentence) else (),
        )

    def _wordings(
        self,
        index: int,
        line: TranslatedSentence,
        translation: Translation,
        make: Callable[[Translation], TranslatedSentence],
    ) -> tuple[Alternative, ...]:
        """The other wordings of ``line``, which is the sentence number ``index``, with their marks.

        A wording into which the model has put quotation marks of its own counts only where ``line`` is one.
        """
        cuts = self._cuts
        made = [make(other) for other in translation.others if cuts is None or cuts.fits(index, other)]
        found = (
            Alternative(one.text, one.score)
            for one in made
            if "invented-quotation" in line.flags or "invented-quotation" not in one.flags
        )
        return distinct(found, (line.text,), self.alternatives)


def references_of(
    works: Sequence[DocumentTranslation], source: Language
) -> Callable[[int], tuple[Reference, ...]]:
    """:meth:`DocumentTranslation.references` of several documents, whose sentences are counted on."""
    firsts = list(accumulate((len(work.texts) for work in works), initial=0))
    found = [work.references(source) for work in works]

    def of(number: int) -> tuple[Reference, ...]:
        at = bisect_right(firsts, number) - 1
        return found[at](number - firsts[at])

    return of
