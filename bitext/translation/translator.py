"""Sentences to translations: what the model reads, the engine, the repairs, and back to the text given."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import get_args

from bitext import catalog
from bitext.alignment.words import Attention
from bitext.errors import InputError
from bitext.languages.pairs import pair_of
from bitext.result.alternatives import check_count
from bitext.terms.glossary import Glossary, Occurrence
from bitext.text.strings import strings_of
from bitext.translation.alternatives import AlternativeSearch
from bitext.translation.doubt import Doubts, settled_by
from bitext.translation.engines.base import Decoding, Engine, Hypothesis
from bitext.translation.engines.vocabulary import Vocabulary
from bitext.translation.forcing import ForcedPass
from bitext.translation.given import GivenTranslations, missing, references_of_missing
from bitext.translation.job import Job, JobLinker, ReferencesOf, jobs_of
from bitext.translation.joining import Translation
from bitext.translation.options import Quality
from bitext.translation.piece_scores import score_pieces
from bitext.translation.preprocessing import SentenceMark
from bitext.translation.progress import Progress, SentenceCounter
from bitext.translation.protection import Protected
from bitext.translation.reading import Reader
from bitext.translation.repair.passes import Repairs
from bitext.translation.terms import Enforced, flagged, masks_of, reviewed, terms_in, with_terms
from bitext.translation.timing import stage
from bitext.translation.window import Window
from bitext.translation.windows import pipelined, windows

_BEST_BEAM = 4
"""The beam of the *best* quality, at least."""


class Translator:
    """A model that is loaded and ready; made by :func:`bitext.load_model`. Threads may share one.

    ``info`` says which model it is, ``engine`` what runs it, ``doubts`` how doubtful a translation is. It
    translates sentence by sentence and knows no quotations; :class:`bitext.Aligner` puts these where they
    belong.

    Example:
        >>> import bitext
        >>> translator = bitext.load_model()
        >>> translator.info.name
        'fr-en'
        >>> len(translator.translate(["Il pleut.", "Il neige."]))
        2
    """

    def __init__(self, engine: Engine, vocabulary: Vocabulary, info: catalog.ModelInfo) -> None:
        self.engine = engine
        self.info = info
        self._vocabulary = vocabulary
        self.pair = pair_of(info.source, info.target)
        self.doubts = Doubts(vocabulary.rarities)
        self._repairs = Repairs(engine, vocabulary, self.pair)
        self._search = AlternativeSearch(engine, self._repairs)

    def __repr__(self) -> str:
        return f"<Translator {self.info.name}, {self.engine.name} on {self.engine.device}>"

    def translate(
        self,
        sentences: Sequence[str],
        beam: int | None = None,
        *,
        quality: Quality = "balanced",
        length_penalty: float = 1.0,
        marks: Sequence[Sequence[SentenceMark]] | None = None,
        alternatives: int = 0,
        progress: Progress | None = None,
    ) -> list[Translation]:
        """Translate each of ``sentences`` by itself; one translation each, in the same order.

        Args:
            sentences: Any number of them; one that is long is translated in parts.
            beam: How many hypotheses the search keeps; by default what ``quality`` says, the model's own
                number if it is *balanced*.
            quality: *fast*, *balanced* or *best*, see :data:`bitext.translation.options.Quality`.
            length_penalty: The power of the length that scores are divided by; above 1, longer ones win.
            marks: The quotation marks of each sentence; without them the model reads every mark as a straight
                one, and the text has what it makes of them.
            alternatives: How many other translations of each are wanted, see :attr:`Translation.others`.
            progress: Is told the sentences done and in all.

        Raises:
            InputError: ``sentences`` is one string, ``beam`` is below 1, there is no such ``quality``, or
                ``alternatives`` is below 0 or above 20.
        """
        found = self.stream(
            sentences,
            beam,
            quality=quality,
            length_penalty=length_penalty,
            marks=marks,
            alternatives=alternatives,
            progress=progress,
        )
        return list(found)

    def stream(
        self,
        sentences: Sequence[str],
        beam: int | None = None,
        *,
        quality: Quality = "balanced",
        length_penalty: float = 1.0,
        marks: Sequence[Sequence[SentenceMark]] | None = None,
        segmented: bool = False,
        documents: Sequence[int] | None = None,
        alternatives: int | Sequence[int] = 0,
        early: bool = False,
        glossary: Glossary | None = None,
        references: ReferencesOf | None = None,
        given: Mapping[int, str] | None = None,
        progress: Progress | None = None,
    ) -> Iterator[Translation]:
        """Like :meth:`translate`, one translation after the other, so that a book fits in memory.

        Closing the iterator ends the work. ``sentences``, ``beam``, ``quality``, ``length_penalty``,
        ``marks`` and ``progress`` are those of :meth:`translate`.

        ``segmented``: each item is known to be one sentence, as those of :func:`bitext.segment` are.
        Otherwise an item may hold several, and each is translated by itself. ``documents``: how many of the
        sentences are of each document, where they are of several, one behind the other; what a sentence
        becomes depends on the others of its document alone. ``alternatives``: how many other translations are
        wanted of each sentence, or of each by itself. ``early``: the first are wanted as soon as
        possible, at some cost for the whole. ``glossary``: terms that the translations are to have.
        ``references``: what the pronouns of a sentence may stand for, by its number; not used at *fast*.
        ``given``: the translations of some sentences by their number, whose words stay as they are.
        """
        if isinstance(sentences, str):
            raise InputError("translate() takes a list of sentences; for one text use bitext.align(text).")
        sentences = strings_of(sentences, "the sentences")
        decoding = Decoding(beam=self._beam(beam, quality), length_penalty=length_penalty)
        marks = [()] * len(sentences) if marks is None else marks
        known = given or {}
        counter = SentenceCounter(len(sentences), progress)
        counter.skip(len(known))
        of_missing = references_of_missing(references, len(sentences), known)
        found = self._stream(
            missing(sentences, known),
            missing(marks, known),
            decoding,
            quality,
            None if segmented else self.info.source,
            missing(self._readers(sentences, documents), known),
            missing(_counts(alternatives, len(sentences)), known),
            windows(len(sentences) - len(known), early=early),
            counter,
            glossary,
            JobLinker(None if quality == "fast" else of_missing),
        )
        if not known:
            return found
        return GivenTranslations(sentences, marks, known, self.pair, glossary).among(found, self.align_words)

    def _readers(self, texts: Sequence[str], documents: Sequence[int] | None) -> list[Reader]:
        """For each of ``texts`` the reader of its document; ``documents`` as for :meth:`stream`."""
        found: list[Reader] = []
        for size in (len(texts),) if documents is None else documents:
            some = texts[len(found) : len(found) + size]
            found += [Reader(some, self.pair, self._vocabulary)] * size
        return found

    def _beam(self, beam: int | None, quality: Quality) -> int:
        if quality not in get_args(Quality):
            raise InputError(f"quality must be one of {', '.join(get_args(Quality))}, not {quality!r}.")
        if beam is None:
            own = self.info.decoding.beam
            return {"fast": 1, "balanced": own, "best": max(own, _BEST_BEAM)}[quality]
        if beam < 1:
            raise InputError(f"beam must be 1 or more, not {beam}.")
        return beam

    def _stream(
        self,
        texts: Sequence[str],
        marks: Sequence[Sequence[SentenceMark]],
        decoding: Decoding,
        quality: Quality,
        lang: str | None,
        readers: Sequence[Reader],
        others: Sequence[int],
        parts: Iterator[slice],
        counter: SentenceCounter,
        glossary: Glossary | None,
        linker: JobLinker,
    ) -> Iterator[Translation]:
        """The translations, window by window."""

        def prepared(part: slice) -> Window:
            window = self._window(texts[part], marks[part], readers[part], others[part], lang)
            linker.link(window.jobs, window.readers, part.start)
            return window

        def search(window: Window, check: Callable[[], None]) -> dict[int, Translation]:
            """The translations that need no second look, by their number, joined while the search goes on."""
            by_source = window.by_source()
            sources = list(by_source)
            whole: dict[int, Translation] = {}
            is_whole = quality != "best"  # there, the pieces of all are scored once all are mended

            def advance(found: Mapping[int, Hypothesis]) -> None:
                counter.advance(len(found))
                check()
                for number in window.completed((by_source[sources[at]], one) for at, one in found.items()):
                    if is_whole and self._repairs.are_sound(window.jobs[number], quality):
                        whole[number] = window.joined(number, window.jobs[number])

            counter.skip(sum(1 for jobs in window.jobs if not jobs))
            counter.expect(len(sources), sum(1 for jobs in window.jobs if jobs))
            self.engine.generate(sources, decoding, advance)
            return whole

        def finish(window: Window, whole: dict[int, Translation]) -> list[Translation]:
            rest = [number for number in range(len(window.texts)) if number not in whole]
            groups = self._mended([window.jobs[number] for number in rest], decoding, quality)
            done = dict(zip(rest, groups, strict=True))
            with stage("links"):
                for number, jobs in done.items():
                    whole[number] = window.joined(number, jobs)
            for number, found in self._others(window, done, decoding).items():
                whole[number] = replace(whole[number], others=found)
            with stage("terms"):
                jobs_of_each = [done.get(number, jobs) for number, jobs in enumerate(window.jobs)]
                whole |= self._with_terms(window, whole, jobs_of_each, glossary, decoding, quality, lang)
            window.unlink()
            return [whole[number] for number in range(len(window.texts))]

        for translations in pipelined(parts, prepared, search, finish):
            yield from translations

    def _mended(
        self, groups: Sequence[Sequence[Job]], decoding: Decoding, quality: Quality
    ) -> list[list[Job]]:
        """The jobs of each text, mended; at *best*, with the scores of their pieces."""
        mended = self._repairs.run(groups, decoding, quality)
        if quality == "best":
            with stage("rescoring"):
                score_pieces([job for jobs in mended for job in jobs], self.engine)
        return mended

    def _others(
        self, window: Window, mended: Mapping[int, Sequence[Job]], decoding: Decoding
    ) -> dict[int, tuple[Translation, ...]]:
        """The other translations of the texts of which some are wanted, by number.

        ``mended``: the jobs of those that were looked at a second time.
        """
        others: dict[int, tuple[Translation, ...]] = {}
        for count in sorted({*window.others} - {0}):
            numbers = [number for number, wanted in enumerate(window.others) if wanted == count]
            groups = [mended.get(number, window.jobs[number]) for number in numbers]
            with stage("second tries"):
                found = self._search.run(groups, count, decoding)
            with stage("links"):
                for number, variants in zip(numbers, found, strict=True):
                    others[number] = tuple(window.joined(number, jobs) for jobs in variants)
        return others

    def _window(
        self,
        texts: Sequence[str],
        marks: Sequence[Sequence[SentenceMark]],
        readers: Sequence[Reader],
        others: Sequence[int],
        lang: str | None,
        protect: Sequence[Sequence[Protected]] | None = None,
    ) -> Window:
        with stage("prepare"):
            rows = zip(texts, marks, readers, protect or [()] * len(texts), strict=True)
            inputs = [reader.read(text, found, further) for text, found, reader, further in rows]
        longest = self.info.decoding.longest_source
        with stage("tokenise"):
            jobs = [
                jobs_of(number, text, read, self._vocabulary, longest, lang)
                for number, (text, read) in enumerate(zip(texts, inputs, strict=True))
            ]
        return Window(texts, marks, readers, inputs, jobs, others, self.doubts)

    def _with_terms(
        self,
        window: Window,
        whole: Mapping[int, Translation],
        jobs: Sequence[Sequence[Job]],
        glossary: Glossary | None,
        decoding: Decoding,
        quality: Quality,
        lang: str | None,
    ) -> dict[int, Translation]:
        """The translations of the texts that have terms of the glossary, by their number, with the terms."""
        if glossary is None:
            return {}
        rows = enumerate(zip(window.texts, window.inputs, strict=True))
        terms = {at: found for at, (text, read) in rows if (found := terms_in(text, read, glossary))}
        done = {at: self._placed(window.texts[at], whole[at], found, jobs[at]) for at, found in terms.items()}
        masks = {
            at: masks_of((*one.missing, *one.doubtful), self.pair)
            for at, one in done.items()
            if one.missing or one.doubtful
        }
        again = self._masked(window, masks, decoding, quality, lang) if masks else {}
        for at, translation in again.items():
            tried = with_terms(window.texts[at], translation, terms[at], self.pair)
            done[at] = min(tried, done[at], key=lambda one: len(one.missing))
        for at, one in done.items():
            others = tuple(self._other(window.texts[at], other, terms[at]) for other in whole[at].others)
            words = reviewed(one.translation, window.texts[at], self.pair)
            done[at] = replace(one, translation=replace(words, others=others))
        return {at: flagged(one.translation) if one.missing else one.translation for at, one in done.items()}

    def _placed(
        self, text: str, translation: Translation, terms: Sequence[Occurrence], jobs: Sequence[Job]
    ) -> Enforced:
        """A translation with the terms in it; words that terms have replaced are no longer doubtful."""
        one = with_terms(text, translation, terms, self.pair)
        settled = settled_by(one.translation.terms, one.translation.attention)
        doubt = self.doubts.of(jobs, settled)
        return replace(one, translation=replace(one.translation, doubt=doubt))

    def _other(self, text: str, other: Translation, terms: Sequence[Occurrence]) -> Translation:
        """Another translation of ``text`` with the terms in it, as far as it has a place for them."""
        return with_terms(text, other, terms, self.pair).translation

    def _masked(
        self,
        window: Window,
        masks: Mapping[int, Sequence[Protected]],
        decoding: Decoding,
        quality: Quality,
        lang: str | None,
    ) -> dict[int, Translation]:
        """Texts of a window once more, by their number, the model reading ``masks`` in them."""
        part = self._window(
            [window.texts[at] for at in masks],
            [window.marks[at] for at in masks],
            [window.readers[at] for at in masks],
            [0] * len(masks),
            lang,
            list(masks.values()),
        )
        part.link_like(window, masks)
        by_source = part.by_source()
        found = self.engine.generate(list(by_source), decoding, lambda _: None)
        part.completed(zip(by_source.values(), found, strict=True))
        groups = self._mended(part.jobs, decoding, quality)
        return {at: part.joined(number, groups[number]) for number, at in enumerate(masks)}

    def align_words(self, pairs: Sequence[tuple[str, str]], *, tight: bool = True) -> list[Attention]:
        """The attention between sentences and translations that are given, from one pass over each pair.

        What is longer than the model reads is cut on both sides in proportion. The spans of an attention are
        in the two sentences as they were given.

        Args:
            pairs: A sentence and its translation each.
            tight: Whether a quotation mark is read without the spaces on its inner side.
        """
        forced = ForcedPass(self.engine, self._vocabulary, self.pair, self.info.decoding.longest_source)
        return forced.run(pairs, tight=tight)


def _counts(alternatives: int | Sequence[int], sentences: int) -> Sequence[int]:
    """How many other translations are wanted of each of so many ``sentences``."""
    found = [alternatives] * sentences if isinstance(alternatives, int) else alternatives
    for count in {*found}:
        check_count(count)
    return found
