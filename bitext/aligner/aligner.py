"""Translate a text and link the translation to it, or link a translation that exists."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from bitext import catalog
from bitext.aligner.documents import flag_unwrapped, link_tokens, read_document
from bitext.aligner.kept_models import encoder_bridge
from bitext.aligner.options import Memory, SourceLanguage, check_options, checked_glossary
from bitext.aligner.stream import PairStream
from bitext.aligner.translating import MarkStyle
from bitext.aligner.translation_stream import translation_stream
from bitext.alignment.options import BridgeName
from bitext.errors import InputError
from bitext.memory import TranslationMemory
from bitext.result.alternatives import MOST, Alternative, distinct
from bitext.result.bitext import Bitext
from bitext.result.pair import Pair
from bitext.result.whole_wordings import whole_wordings
from bitext.segmentation.wrapping import Unwrap
from bitext.terms.glossary import Glossary
from bitext.text.strings import strings_of
from bitext.text.timing import Times
from bitext.translation.loading import load_model
from bitext.translation.options import DialogueStyle, EngineName, Quality, QuoteStyle
from bitext.translation.progress import Progress
from bitext.translation.translator import Translator

if TYPE_CHECKING:
    from bitext.aligner.existing import Editions
    from bitext.alignment.similarity import Bridge
    from bitext.text.chapters import Chapter


class Aligner:
    """Translates French and links the English to it, or links an English text that exists.

    The model is loaded when it is first needed and kept for later texts. Threads may share one.

    Example:
        >>> import bitext
        >>> aligner = bitext.Aligner(quotes="straight")
        >>> result = aligner.align("« Oui », dit-il.")
        >>> result.quotes[0].verdict
        'kept'
        >>> with aligner.stream("Il pleut. Il neige.") as pairs:
        ...     print(len(list(pairs)))
        2
    """

    def __init__(
        self,
        model: str | os.PathLike[str] = catalog.DEFAULT,
        *,
        engine: EngineName = "auto",
        device: str = "auto",
        quotes: QuoteStyle = "curly",
        stray: bool = False,
        split_clauses: bool = True,
        dialogue: DialogueStyle = "dashes",
        unwrap: Unwrap = "auto",
        glossary: Mapping[str, str | None] | None = None,
        memory: Memory | None = None,
        quality: Quality = "balanced",
        beam: int | None = None,
        batch_size: int | None = None,
        threads: int | None = None,
        bridge: BridgeName = "translation",
        encoder: str | None = None,
        download_progress: catalog.Progress | None = None,
    ) -> None:
        """Choose the model, the form of the English, and how two texts are compared.

        ``quotes``: *curly* (“ ”, inside ‘ ’), *single* (‘ ’, inside “ ”, as British publishers do),
        *straight* (" ", inside ' '), or *source* (the marks of the French). ``stray``: carry marks without
        a partner into the English too. ``split_clauses``: close a quotation before the reporter's words and
        open it again behind them, as English does (“We will leave,” he promised, “on Monday.”); without,
        they stay within it, as in French. ``dialogue``: *dashes* (a dash before what somebody says stays
        where it stands) or *quotes* (quotation marks in its place, the narrator's words outside them, as in
        English novels). ``unwrap``: whether the lines of a wrapped text are joined, as for
        :func:`bitext.segment`; what is joined is read without its line breaks, « bud-⏎get » as one word, and
        flagged *unwrapped*. Items of a list are kept. ``glossary``: French terms in their dictionary form and
        the English of each, None to leave it as it is; every form of a term is found, ``pair.terms`` tells
        where each is, and *term* is the flag of a pair that lacks one (:func:`bitext.load_glossary` reads
        a file). ``memory``: translations that there are already, as an index (``bitext memory add``), a file
        or a bitext: sentences that are there word for word are taken from it (flag *memory*), those that are
        like one get its translation among :meth:`bitext.Pair.alternatives`.
        ``quality``: *fast*, *balanced* or *best* (:data:`bitext.translation.options.Quality`); a
        ``beam`` that is given wins.
        The other options are those of :func:`bitext.load_model` and :meth:`Translator.translate`.

        ``bridge``: what two existing texts are compared by: *translation* (each French sentence is
        translated, greedily unless ``beam`` says otherwise), *embeddings* (a sentence encoder;
        ``encoder`` names one of sentence-transformers), *combined* (both; the best on novels), or
        *length* (no model at all, no word links).

        Raises:
            InputError: if an option has no such value, or the glossary cannot be used.
        """
        check_options(bridge=bridge, quotes=quotes, dialogue=dialogue, quality=quality, unwrap=unwrap)
        self.quality = quality
        self.quotes = quotes
        self.stray = stray
        self.split_clauses = split_clauses
        self.dialogue = dialogue
        self.unwrap = unwrap
        self.glossary = checked_glossary(glossary)
        self.memory = memory
        self.beam = beam
        self.bridge = bridge
        self.encoder = encoder
        self._options = (model, engine, device)
        self._batches = (batch_size, threads)
        self._download_progress = download_progress
        self._translator: Translator | None = None
        self._embeddings: Bridge | None = None
        self._terms: Glossary | None = None
        self._memory: TranslationMemory | None = None if memory is None else TranslationMemory.of(memory)
        self._load: Callable[..., Translator] = load_model
        self._load_encoder: Callable[[str | None], Bridge] = encoder_bridge

    def __repr__(self) -> str:
        model, engine, device = self._options
        state = "loaded" if self._translator else "not loaded yet"
        return f"<Aligner {os.fspath(model)}, {self.quality}, engine {engine} on {device}, {state}>"

    def __getstate__(self) -> dict[str, object]:
        """What is pickled: the settings. The model is loaded again where the aligner is used next."""
        left_out = ("_translator", "_embeddings", "_terms", "_memory", "_download_progress")
        loaders = ("_load", "_load_encoder")
        return {name: value for name, value in self.__dict__.items() if name not in (*left_out, *loaders)}

    def __setstate__(self, state: dict[str, object]) -> None:
        """The settings, and nothing loaded yet."""
        self.__dict__.update(state)
        self._translator = self._embeddings = self._terms = self._memory = self._download_progress = None
        self._load, self._load_encoder = load_model, encoder_bridge

    @property
    def mark_style(self) -> MarkStyle:
        """What the quotation marks of a translation are like."""
        return MarkStyle(self.quotes, self.dialogue, self.split_clauses, self.stray)

    @property
    def prepared_glossary(self) -> Glossary | None:
        """The glossary, ready for the language of the model; None where there is none."""
        if not self.glossary:
            return None
        if self._terms is None or self._terms.terms != self.glossary:
            self._terms = Glossary(self.glossary, self.translator.pair.source)
        return self._terms

    @property
    def prepared_memory(self) -> TranslationMemory | None:
        """The memory, ready to be read; None where there is none."""
        if self._memory is None and self.memory is not None:
            self._memory = TranslationMemory.of(self.memory)
        return self._memory

    @property
    def translator(self) -> Translator:
        """The loaded model."""
        if self._translator is None:
            batch_size, threads = self._batches
            self._translator = self._load(
                *self._options, batch_size=batch_size, threads=threads, progress=self._download_progress
            )
        return self._translator

    @translator.setter
    def translator(self, translator: Translator) -> None:
        self._translator = translator

    def align(
        self,
        french: str | Sequence[str],
        english: str | Sequence[str] | None = None,
        *,
        translations: Sequence[str] | None = None,
        source: SourceLanguage = "fr",
        alternatives: int = 0,
        times: Times | None = None,
        progress: Progress | None = None,
    ) -> Bitext:
        """Link ``french`` to ``english``, or to its translation where no English is given.

        Each side is a text, or a list in which each item is one sentence and kept as given. With two
        texts, pairs are beads of up to 4-4 sentences, and their scores the probability that they are
        right; a sentence without a counterpart is a pair with one side, flagged *deletion* or
        *insertion*. ``translations`` are the caller's own machine translation of each French sentence;
        the *translation* bridge then needs none of its own. ``source``: which of two texts is the original;
        with "en" the English is the source of the result. ``alternatives``: how many other wordings each pair
        of a translation gets, see :meth:`bitext.Pair.alternatives`. ``times``: when the parts of two texts
        are shown, as those of subtitles; they need not have one clock, and help to find what belongs
        together. ``progress`` is told the sentences done and in all.

        Raises:
            InputError: if a side is neither, is empty or in the other's language; or ``alternatives`` is
                below 0 or above 20.
            ModelError: if the model cannot be loaded.
        """
        if source not in get_args(SourceLanguage):
            raise InputError(f"source must be one of fr, en, not {source!r}.")
        if english is not None:
            if alternatives:
                raise InputError(
                    "`alternatives` are those of a translation that is made; for a pair of two texts use "
                    "Aligner.alternatives(pair)."
                )
            given = None if translations is None else strings_of(translations, "the translations")
            linked = self._link(french, english, given, progress, times=times or ((), ()))
            return linked.swapped() if source == "en" else linked
        if source == "en":
            raise InputError('bitext translates French: with source="en", give `english` too.')
        if translations is not None:
            raise InputError("`translations` help to align two texts: give `english` too.")
        return translation_stream(self, french, alternatives, progress, early=False).result()

    def alternatives(self, french: str | Pair, n: int = 3) -> tuple[Alternative, ...]:
        """Other wordings for a text, or for the target of a pair, the best first.

        A text gets translations besides the one that :meth:`align` makes of it; in one of several sentences,
        one is varied at a time. A pair gets such as differ from its target, whoever has written that; its
        source is read by itself. Quotations that run on over several pairs are known where the whole text is
        translated: ``align(text, alternatives=n)``.

        Args:
            french: A text, or a pair with a French source.
            n: How many at most.

        Raises:
            InputError: There is no French in it, or ``n`` is below 1 or above 20.
            ModelError: The model cannot be loaded.

        Example:
            >>> import bitext
            >>> found = bitext.Aligner().alternatives("Le temps est maussade.", 2)
            >>> len(found), all(0 < one.score < 1 for one in found)
            (2, True)
        """
        if n < 1:
            raise InputError(f"n must be between 1 and {MOST}, not {n}.")
        if isinstance(french, str):
            return whole_wordings(self.align(french, alternatives=n), n)
        made = self.align(french.source.text, alternatives=n)
        own = Alternative(str(made), made.score)
        return distinct((own, *whole_wordings(made)), (french.target.text,), n)

    def align_editions(
        self,
        french: str,
        english: str,
        *,
        chapters: tuple[Sequence[Chapter], Sequence[Chapter]] | None = None,
        known: MutableMapping[str, str] | None = None,
        progress: Progress | None = None,
    ) -> Bitext:
        """Link two editions of a book, as :meth:`align` does: chapters first, sentences inside.

        What has no counterpart (a preface, notes, what one lacks) stands alone, flagged *deletion* or
        *insertion*, as do running heads and page numbers (*running-head*). :meth:`bitext.Bitext.report` says
        how much stands alone, and where. Raises as :meth:`align` does.

        Args:
            french: The text of one edition.
            english: The text of the other.
            chapters: Those of both texts; without, their headings tell them.
            known: Translations that the texts are compared by, by sentence; gets those that are made.
            progress: Is told the sentences done and in all.
        """
        if not isinstance(french, str) or not isinstance(english, str):
            raise InputError("align_editions() takes two texts; align() takes lists of sentences, too.")
        from bitext.aligner.existing import Editions

        return self._link(french, english, None, progress, Editions(chapters, known))

    def stream(
        self,
        french: str | Sequence[str],
        *,
        unwrap: Unwrap | None = None,
        alternatives: int = 0,
        progress: Progress | None = None,
    ) -> PairStream:
        """Translate ``french`` as :meth:`align` does, and give each pair as soon as it is there.

        The first ones come early, in the order of the text. Closing the stream, or leaving its ``with``
        block, ends the work.

        Args:
            french: A text, or a list in which each item is one sentence.
            unwrap: Whether the lines of a wrapped text are joined; as the aligner has it where this is None.
            alternatives: How many other wordings each pair gets.
            progress: Is told the sentences done and in all.

        Raises:
            InputError: ``french`` is neither a text nor a list of sentences.
            ModelError: The model cannot be loaded.
        """
        return translation_stream(self, french, alternatives, progress, early=True, unwrap=unwrap)

    def words(self, french: Sequence[str], english: Sequence[str]) -> set[tuple[int, int]]:
        """Align the words of a tokenised sentence pair by one forced pass of the model.

        Attention of the decoder, read one step after the word, of several heads, as in Chen et al. (2020,
        "Accurate Word Alignment Induction from Neural Machine Translation").

        Args:
            french: The tokens of the sentence, marks among them.
            english: The tokens of its translation.

        Returns:
            Pairs of indices (i, j): ``english[j]`` says ``french[i]``.

        Raises:
            InputError: A side is one string instead of a list of tokens.
            ModelError: The model cannot be loaded.

        Example:
            >>> import bitext
            >>> sorted(bitext.Aligner().words(["Il", "neige", "."], ["It", "snows", "."]))
            [(0, 0), (1, 1), (2, 2)]
        """
        return link_tokens(self.translator, french, english)

    def _link(
        self,
        source: str | Sequence[str],
        target: str | Sequence[str],
        translations: Sequence[str] | None,
        progress: Progress | None,
        editions: Editions | None = None,
        times: Times = ((), ()),
    ) -> Bitext:
        """Link two texts that exist."""
        # What the search for beads needs takes as long to import as a short text to translate.
        from bitext.aligner.existing import check_sides, compared_by, link_texts

        read = (read_document(text, lang, self.unwrap)[0] for text, lang in ((source, "fr"), (target, "en")))
        first, second = (replace(each, times=tuple(of)) for each, of in zip(read, times, strict=True))
        check_sides(first, second)
        linking = None if self.bridge == "length" and translations is None else self.translator
        if translations is None and self.compares_translations:
            texts = [sentence.text for sentence in first]
            known = editions.known if editions else None
            translations = compared_by(self.translator, texts, self.beam or 1, known, progress)
        bridge = self.bridge_of(translations)
        linked = link_texts(first, second, bridge, linking, editions)
        return flag_unwrapped(linked, isinstance(source, str), isinstance(target, str))

    @property
    def compares_translations(self) -> bool:
        """Whether two texts are compared by a translation of the first."""
        return self.bridge in ("translation", "combined")

    def bridge_of(self, translations: Sequence[str] | None) -> Bridge:
        """What two texts are compared by, from the ``translations`` of the sentences of the first, if any."""
        from bitext.alignment.similarity import CombinedBridge, LengthBridge, LexicalBridge

        if self.bridge == "length" and translations is None:
            return LengthBridge()
        bridges: list[Bridge] = [] if translations is None else [LexicalBridge(translations)]
        if self.bridge in ("embeddings", "combined"):
            if self._embeddings is None:
                self._embeddings = self._load_encoder(self.encoder)
            bridges.append(self._embeddings)
        return CombinedBridge(*bridges)
