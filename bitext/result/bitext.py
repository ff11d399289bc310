"""The result: pairs of sentences, with their words and quotations, over two whole texts."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, overload

from bitext.result.book_layout import BookLayout
from bitext.result.foreign_file import ForeignFile
from bitext.result.links import QuoteLink, Verdict
from bitext.result.pair import Pair, Side, SideName
from bitext.result.quotation_spans import QuotationSpans
from bitext.result.scores import ResultScore
from bitext.result.search import FoundWords, find
from bitext.result.speakers import ResultSpeakers
from bitext.result.summary import quotation_counts, verdicts_of
from bitext.result.terms import DocumentTerm, document_terms
from bitext.text.document import Document, Quotation
from bitext.text.glimpse import count, glimpse

if TYPE_CHECKING:
    from datasets import Dataset
    from pandas import DataFrame

    from bitext.result.projection import Projection
    from bitext.result.report import AlignmentReport, Chapters


@dataclass(frozen=True, slots=True, repr=False)
class Bitext:
    r"""Two texts and every link between them; a sequence of its pairs. ``str()`` of it is the target text.

    ``source`` and ``target`` are the two texts with their sentences; ``pairs`` are in order, each sentence is
    in exactly one; ``quotes`` are the quotations of both texts, linked, by their place in the source;
    ``model`` is what translated or linked them; ``foreign`` is what the file of another program that it was
    read from holds beside that, and goes back into a file of the same format. Offsets are indices of
    code points into ``source.text`` and ``target.text``, end exclusive.

    Example:
        >>> import bitext
        >>> result = bitext.align(["Il pleut.", "Il neige."], ["It rains.", "It snows."], bridge="length")
        >>> result[1].target.text, len(result), str(result)
        ('It snows.', 2, 'It rains.\nIt snows.')
    """

    source: Document
    target: Document
    pairs: tuple[Pair, ...]
    quotes: tuple[QuoteLink, ...] = ()
    model: str | None = None
    foreign: ForeignFile | None = field(default=None, compare=False)
    """The file of another program that it was read from, which is written again where its format can be."""

    def __post_init__(self) -> None:
        speakers = ResultSpeakers(self.source, self.target, self.pairs)
        links = tuple(link.within(self.source.text, self.target.text, speakers) for link in self.quotes)
        object.__setattr__(self, "quotes", links)

    def save(self, path: str | os.PathLike[str], format: str | None = None) -> None:
        """Write it to a file, whole or not at all; the suffix says the format (.json holds everything).

        Args:
            path: The file; one that exists is replaced.
            format: A name of :func:`bitext.formats`, where the suffix does not say it.

        Raises:
            FormatError: if the format is unknown or cannot hold it.
            InputError: if the file cannot be written.
            MissingDependencyError: if the format needs a package that is not installed.
        """
        from bitext.result.storage import save

        save(self, path, format)

    @classmethod
    def load(
        cls,
        path: str | os.PathLike[str],
        format: str | None = None,
        *,
        source: Sequence[str] | None = None,
        target: Sequence[str] | None = None,
        strict: bool = False,
    ) -> Bitext:
        """Read a file that :meth:`save` or another program wrote; its suffix or ``format`` says what it is.

        Args:
            path: The file.
            format: A name of :func:`bitext.formats`, where content and suffix do not say it.
            source: The sentences of the source, for formats that hold links only (hunalign ladders, Vecalign
                and Pharaoh lines).
            target: Those of the target, likewise.
            strict: Refuse a file that breaks the rules of its format, which else is read with a warning as
                far as it can be understood.

        Raises:
            FormatError: if the file is not what its format says.
            InputError: if it cannot be read.
            MissingDependencyError: if the format needs a package that is not installed.
        """
        from bitext.result.storage import load

        loaded: Bitext = load(path, format, source=source, target=target, strict=strict)
        return loaded

    @property
    def score(self) -> ResultScore:
        """How well the two texts belong together, 0 to 1: the mean score of the pairs by their length.

        A sentence without a counterpart counts 0. Called with a reference, it scores the translation:
        ``result.score(reference)`` gives BLEU, chrF, TER and the quotations that were kept, against a text or
        a line for each pair; see :class:`bitext.result.scores.ResultScore`.
        """
        lengths = [len(pair.source.text) + len(pair.target.text) for pair in self.pairs]
        right = [
            pair.score * length if pair.source and pair.target else 0.0
            for pair, length in zip(self.pairs, lengths, strict=True)
        ]
        return ResultScore(sum(right) / sum(lengths) if sum(lengths) else 1.0, self)

    def swapped(self) -> Bitext:
        """The same links seen from the other text: what was the target is the source.

        Files say so, too (``srcLang``, ``source-language``, the order of columns), and the page has the other
        text first. A quotation that was *lost* is *added*, a *deletion* an *insertion*, and the other way
        round. :attr:`foreign` and the other wordings of the target are left out.

        Example:
            >>> import bitext
            >>> result = bitext.align(["Il pleut."], ["It rains."], bridge="length").swapped()
            >>> result.source.lang, result[0].source.text, result[0].target.text
            ('en', 'It rains.', 'Il pleut.')
        """
        from bitext.result.swapping import swapped_links, swapped_pair

        pairs = tuple(map(swapped_pair, self.pairs))
        return Bitext(self.target, self.source, pairs, swapped_links(self.quotes, pairs), self.model)

    def verdicts(self) -> Counter[Verdict]:
        """How many quotations there are of each verdict, and how many marks without a partner (*unpaired*).

        A quotation of the source counts once, even where the target has it in several parts: by the gravest
        verdict on them. The page, the command line and ``repr`` count in the same way.
        """
        return verdicts_of(self.quotes)

    def report(self, chapters: Chapters | None = None) -> AlignmentReport:
        """What the alignment is like: beads by kind, sentences without a counterpart, where to look.

        Args:
            chapters: Those of both texts; without, they are found by their headings.

        Example:
            >>> import bitext
            >>> bitext.align(["Il pleut."], ["It rains."], bridge="length").report().beads
            {'1-1': 1}
        """
        from bitext.result.report import make_report

        return make_report(self, chapters)

    def pair_at(self, offset: int, side: SideName = "source") -> Pair | None:
        """The pair whose text on ``side`` has the character at ``offset``; None between two pairs."""
        for pair in self.pairs:
            sentences: Side = getattr(pair, side)
            if sentences and sentences.start <= offset < sentences.end:
                return pair
        return None

    def project(self, start: int, end: int, side: SideName = "source") -> Projection | None:
        """What a span became on the other side: where it stands there, and how sure that is.

        The word links lead there; a name, a place, a phrase comes back in one piece or, where the other
        language divides it, in several. For many spans :class:`bitext.Projector` is faster.

        Args:
            start: Offset of the span in the text of ``side``.
            end: Offset behind it.
            side: The side that the span lies in.

        Returns:
            Its spans on the other side, with a confidence; None where nothing supports one.

        Raises:
            InputError: if this is no stretch of the text.
        """
        from bitext.result.projection import Projector

        return Projector(self, side).project(start, end)

    def quotes_in(self, pair: Pair) -> tuple[QuoteLink, ...]:
        """The quotations that touch a ``pair``, on one side or on both."""
        return tuple(
            link
            for link in self.quotes
            if _touches(link.source, pair.source) or _touches(link.target, pair.target)
        )

    def find(self, words: str) -> FoundWords | None:
        """Where ``words`` of the target or of the source stand, and which quotation holds them.

        Capitals, accents, marks and spaces do not matter. Of four words or more a quarter may differ. Words
        that stand in a quotation come before the same words outside one.

        Args:
            words: Some words of a quotation, in either language.

        Returns:
            The place and the quotation; None where the words are not in the texts.

        Example:
            >>> import bitext
            >>> found = bitext.translate("« Nous partons », a dit le maire.").find("leaving")
            >>> found.source.text, found.verdict
            ('« Nous partons »', 'kept')
        """
        return find(self, words)

    def to_epub(
        self,
        path: str | os.PathLike[str],
        layout: BookLayout = "paragraphs",
        document: str | os.PathLike[str] | None = None,
        edition: str | os.PathLike[str] | None = None,
    ) -> None:
        """Write a bilingual EPUB, whole or not at all.

        Each side has its language (``lang`` and ``xml:lang``). Each sentence and each quotation has an id,
        and names that of its counterpart (``data-counterpart``). What has no counterpart has the class
        ``bitext-alone``.

        Args:
            path: The file; one that exists is replaced.
            layout: *paragraphs*: each paragraph, then its translation; *sentences*: sentence by sentence;
                *facing*: two columns where the screen is wide; *notes*: the source alone, a touch on a
                sentence shows its translation as a pop-up note.
            document: The document that the source is the text of (EPUB, HTML, Markdown, Word): its styles,
                pictures, notes and contents are those of the book. Without it, the book is made of the two
                texts.
            edition: The document that the target is the text of, where two editions were aligned; paragraphs
                of it that were corrected since are plain text. It goes with ``document``.

        Raises:
            InputError: if the layout is unknown, a file cannot be read or written, or the source is not the
                text of ``document``.
            FormatError: if ``document`` is of a kind that bitext does not read.
        """
        from bitext.result.storage import save_book

        save_book(self, path, layout, document, edition)

    def terms(self, *, consistent: bool = False) -> tuple[DocumentTerm, ...]:
        """The names and terms that are translated in more than one way, those of a glossary first.

        A name is known by its capitals, a noun by the article before it; each comes at least twice. Number,
        capitals and articles of the translations do not count. :func:`bitext.choose_term` gives all of them
        one translation.

        Args:
            consistent: Whether those that have one translation are listed, too.

        Returns:
            Each with its translations, the most frequent first, and all its places.

        Example:
            >>> import bitext
            >>> fr, en = ["Le quai dort.", "Le quai est long."], ["The quay sleeps.", "The dock is long."]
            >>> [(term.source, term.targets) for term in bitext.align(fr, en).terms()]
            [('quai', ('quay', 'dock'))]
        """
        return document_terms(self, consistent=consistent)

    def to_text(self, width: int = 100) -> str:
        """The two texts side by side, ``width`` columns wide, without colours."""
        from bitext.result.terminal import to_text

        return to_text(QuotationSpans.of(self), width)

    def to_pandas(self) -> DataFrame:
        """A table of pandas with a row for each pair.

        Columns: ``source``, ``target``, ``score``, ``flags`` and ``checked``; ``verdicts`` on the
        quotations that begin in the pair; ``words``, the word links as (source, target), and
        ``word_offsets``, where these stand: (source start, source end, target start, target end) in
        characters of the two cells; the number of sentences (``source_sentences``, …), and where each side
        lies in its text (``source_start``, ``source_end``, …; missing where a side is empty). ``attrs`` has
        the languages and the model. :meth:`from_pandas` is the way back.

        Raises:
            MissingDependencyError: if pandas is not installed.
        """
        from bitext.result.dataframes import to_pandas

        return to_pandas(self)

    @classmethod
    def from_pandas(cls, frame: DataFrame) -> Bitext:
        """The result of a table: one of :meth:`to_pandas`, or any with a French and an English column.

        The columns of text are ``source`` and ``target``, or ``fr`` and ``en``; ``score``, ``flags`` and
        ``checked`` are taken where there are any, and of :meth:`to_pandas` the word links. What a table does
        not hold: the white space between pairs (each becomes a paragraph); quotations, which are found again
        by the rules of the languages. Rows may have been dropped, sorted or edited: where a text has changed,
        word links that no longer stand where they did are left out. ``Bitext.load`` reads the CSV that
        ``frame.to_csv(path)`` writes in the same way.

        Raises:
            InputError: if ``frame`` is no table of pandas.
            FormatError: if there are no two columns of text, or a row is not as it should be.
        """
        from bitext.result.storage import from_pandas

        made: Bitext = from_pandas(frame)
        return made

    def to_dataset(self) -> Dataset:
        """A dataset of Hugging Face ``datasets`` in memory, as scripts that train translation models read it.

        Features: ``translation`` (``{"fr": …, "en": …}``), ``score``, ``flags`` and ``checked``.

        Raises:
            MissingDependencyError: if datasets is not installed.
        """
        from bitext.result.dataframes import to_dataset

        return to_dataset(self)

    @overload
    def __getitem__(self, index: int) -> Pair: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Pair, ...]: ...
    def __getitem__(self, index: int | slice) -> Pair | tuple[Pair, ...]:
        return self.pairs[index]

    def __str__(self) -> str:
        return self.target.text

    def __len__(self) -> int:
        return len(self.pairs)

    def __iter__(self) -> Iterator[Pair]:
        return iter(self.pairs)

    def __repr__(self) -> str:
        parts = [count(len(self.pairs), "pair")]
        parts.append(quotation_counts(self.verdicts()) if self.quotes else "no quotations")
        if self.model:
            parts.append(self.model)
        if self.pairs:
            first = self.pairs[0]
            parts.append(f"{glimpse(first.source.text)} → {glimpse(first.target.text)}")
        return f"<Bitext {self.source.lang}-{self.target.lang}: {', '.join(parts)}>"

    def _repr_html_(self) -> str:
        from bitext.result.notebook import to_html

        return to_html(QuotationSpans.of(self))


def _touches(quotation: Quotation | None, side: Side) -> bool:
    return quotation is not None and bool(side) and quotation.start < side.end and side.start < quotation.end
