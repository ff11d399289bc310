"""Value types of one language: spans, sentences, quotations, documents.

All offsets are indices into a Python ``str`` (Unicode code points), end exclusive, counted over
the whole text of the document.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import total_ordering
from importlib import import_module
from typing import Final, Literal, Protocol, overload

from bitext.errors import InputError
from bitext.text.glimpse import count, glimpse
from bitext.text.timing import Timing

QuotationKind = Literal["quotation", "dialogue", "stray"]


@total_ordering
@dataclass(frozen=True, slots=True, init=False)
class Span:
    """A stretch of a text: ``text[start:end]``.

    Two spans are equal, and in order, by their offsets ``start`` and ``end``: indices of code points, ``end``
    exclusive. ``len()`` is the number of characters.

    Example:
        >>> import bitext
        >>> span = bitext.Span(3, 8)
        >>> "Il pleut."[span.start : span.end]
        'pleut'
    """

    start: int
    end: int

    def __init__(self, start: int, end: int) -> None:
        # A translation makes some hundred spans a sentence; what dataclasses write takes half as long again.
        _set_start(self, start)
        _set_end(self, end)

    def __len__(self) -> int:
        return self.end - self.start

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Span):
            return NotImplemented
        return self.start == other.start and self.end == other.end

    def __lt__(self, other: Span) -> bool:
        return (self.start, self.end) < (other.start, other.end)

    def __hash__(self) -> int:
        return hash((self.start, self.end))


_set_start: Final = Span.__dict__["start"].__set__
_set_end: Final = Span.__dict__["end"].__set__


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class TextSpan(Span):
    """A span that has its text at hand: of a word link, of direct speech, of what stands between two marks.

    ``text`` is what stands between ``start`` and ``end``. It is equal to a :class:`Span` of the same offsets.

    Example:
        >>> import bitext
        >>> (speech,) = bitext.segment("« Je pars », dit-il.").speech
        >>> speech.text, speech.start
        ('« Je pars »', 0)
    """

    text: str

    @classmethod
    def of(cls, span: Span, whole: str) -> TextSpan:
        """``span`` as a span of the text ``whole``."""
        return cls(span.start, span.end, whole[span.start : span.end])

    def __repr__(self) -> str:
        return f"<TextSpan {self.start}:{self.end} {glimpse(self.text)}>"


Evidence = Literal["clause", "subject", "according", "pronoun", "continued"]
"""How a speaker is known: *clause*, named in a clause behind or inside the quotation (« , dit le maire »);
*subject*, of the verb before it; *according*, behind « selon »; *pronoun*, which stands for the last person
named; *continued*, from what was said just before."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Speaker(TextSpan):
    """Who says a quotation: a span of the text that names the person or body, with its ``text``.

    ``evidence`` says how that is known. *clause*: the speaker is named in a clause behind or inside the
    quotation. *subject*: it is the subject of the verb before it. *according*: it stands behind « selon ».
    *pronoun*: a pronoun stands for it. *continued*: what was said just before goes on. For the last two,
    ``start`` and ``end`` are where the speaker was named last.

    Example:
        >>> import bitext
        >>> (speaker,) = bitext.segment("« Nous restons », a déclaré Mme Le Bris.").speakers
        >>> speaker.text, speaker.start, speaker.evidence
        ('Mme Le Bris', 28, 'clause')
    """

    evidence: Evidence

    def __repr__(self) -> str:
        return f"<Speaker {self.start}:{self.end} {glimpse(self.text)} ({self.evidence})>"


class Located(Protocol):
    """What has a place in a text: a span, a sentence, a quotation, a side of a pair."""

    @property
    def start(self) -> int:
        """Offset of its first character."""

    @property
    def end(self) -> int:
        """Offset behind its last character."""


class SpanIndex:
    """Finds which of some spans a stretch of the text touches, by binary search.

    The spans run in order and do not overlap: the sentences of a document, the words of a sentence.
    """

    __slots__ = ("ends", "starts")

    def __init__(self, spans: Sequence[Located]) -> None:
        self.starts = [span.start for span in spans]
        self.ends = [span.end for span in spans]

    def touched(self, start: int, end: int) -> range:
        """Indices of the spans that share a character with ``text[start:end]``."""
        return range(bisect_right(self.ends, start), bisect_left(self.starts, end))

    def __len__(self) -> int:
        return len(self.starts)


@dataclass(frozen=True, slots=True, repr=False)
class Sentence:
    r"""One sentence (or a heading, a line without a stop).

    ``text == document.text[start:end]``; ``start`` and ``end`` are indices of code points. It has no white
    space at its edges. ``paragraph`` counts from 0; a paragraph is a line of the text that is not blank.

    Example:
        >>> import bitext
        >>> second = bitext.segment("Il pleut.\nIl neige.")[1]
        >>> second.start, second.text, second.paragraph
        (10, 'Il neige.', 1)
    """

    start: int
    end: int
    text: str
    paragraph: int

    def __repr__(self) -> str:
        return f"<Sentence {self.start}:{self.end} {glimpse(self.text)}>"


def text_between(sentences: Iterable[Sentence], start: int, end: int) -> str:
    """What the sentences have between two offsets of their text; joined by spaces if they are several."""
    return " ".join(
        sentence.text[max(0, start - sentence.start) : end - sentence.start]
        for sentence in sentences
        if sentence.start < end and start < sentence.end
    )


class _InText:
    """What belongs to a text, and may know it; no field, so that two of different texts may be equal."""

    __slots__ = ("_whole",)
    _whole: str


@dataclass(frozen=True, slots=True, repr=False)
class Quotation(_InText):
    """Text between two quotation marks, the marks included in ``start`` and ``end``.

    ``open`` and ``close`` are the mark characters; ``depth`` is 0 for an outer quotation, 1 for one
    inside it, and so on; ``sentences`` are the indices of the sentences it touches;
    ``continuations`` are the offsets of the marks that repeat it at the head of later paragraphs.

    Two relatives are kept in the same form: direct speech behind a dialogue dash (``kind``
    "dialogue": ``open`` is the dash, ``close`` is empty) and a mark without a partner (``kind``
    "stray": one of ``open`` and ``close`` is empty, the span covers the mark alone).

    Example:
        >>> import bitext
        >>> (quotation,) = bitext.segment("Elle a dit « non » hier.").quotations
        >>> quotation.text, quotation.inner.text, quotation.open
        ('« non »', ' non ', '«')
    """

    start: int
    end: int
    open: str
    close: str
    depth: int = 0
    sentences: tuple[int, ...] = ()
    kind: QuotationKind = "quotation"
    continuations: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The quotation as it stands in its text, its marks included.

        Raises:
            InputError: It was made by hand and is in no document yet.
        """
        return self._known()[self.start : self.end]

    @property
    def inner(self) -> TextSpan:
        """What stands between the marks, without them; ``text`` where the quotation is in a document."""
        whole = getattr(self, "_whole", "")
        return TextSpan.of(Span(self.start + len(self.open), self.end - len(self.close)), whole)

    def of_text(self, whole: str) -> Quotation:
        """The quotation as one of the text ``whole``: itself, unless it is one of another text."""
        known = getattr(self, "_whole", None)
        if known is whole:
            return self
        found = self if known is None else replace(self)
        object.__setattr__(found, "_whole", whole)
        return found

    def _known(self) -> str:
        whole: str | None = getattr(self, "_whole", None)
        if whole is None:
            raise InputError("a quotation by itself has no text; take it from a Document or a Bitext.")
        return whole

    def __repr__(self) -> str:
        whole = getattr(self, "_whole", None)
        shown = f"{self.open}…{self.close}" if whole is None else glimpse(whole[self.start : self.end])
        kind = "Quotation" if self.kind == "quotation" else f"Quotation ({self.kind})"
        return f"<{kind} {self.start}:{self.end} {shown}>"

    def __getstate__(self) -> tuple[object, ...]:
        values = (getattr(self, name) for name in self.__dataclass_fields__)
        return (*values, getattr(self, "_whole", None))

    def __setstate__(self, state: tuple[object, ...]) -> None:
        for name, value in zip((*self.__dataclass_fields__, "_whole"), state, strict=True):
            if name != "_whole" or value is not None:
                object.__setattr__(self, name, value)


def paired_and_unpaired(found: Iterable[Quotation]) -> tuple[tuple[Quotation, ...], tuple[Quotation, ...]]:
    """Quotations (dialogue included), and apart from them unpaired marks, each in the order given."""
    every = tuple(found)
    paired = tuple(quotation for quotation in every if quotation.kind != "stray")
    return paired, tuple(quotation for quotation in every if quotation.kind == "stray")


@dataclass(frozen=True, slots=True, repr=False)
class Document:
    """A text with its sentences and quotations; a sequence of its sentences.

    ``sentences`` run in order and do not overlap; the text between them is white space only, so
    that sentences and gaps give the text back. ``quotations`` (quotations and dialogue, by start)
    and ``unpaired`` (stray marks, by start) are found over the whole ``text``, whose language is ``lang``.
    ``times`` say when parts of it are shown, if it comes from subtitles (:class:`bitext.text.timing.Timing`).
    Offsets are indices into ``text``, in code points.

    Example:
        >>> import bitext
        >>> document = bitext.segment("Il pleut. Il neige.")
        >>> len(document), document[0].text, document.quotations
        (2, 'Il pleut.', ())
    """

    text: str
    sentences: tuple[Sentence, ...]
    quotations: tuple[Quotation, ...] = ()
    unpaired: tuple[Quotation, ...] = ()
    lang: str = "fr"
    times: tuple[Timing, ...] = field(default=(), compare=False)
    """When its parts are shown, in order; empty where the text has no times."""

    def __post_init__(self) -> None:
        for name in ("quotations", "unpaired"):
            found = tuple(quotation.of_text(self.text) for quotation in getattr(self, name))
            object.__setattr__(self, name, found)

    @property
    def speech(self) -> tuple[TextSpan, ...]:
        """Direct speech: what the persons say, without what the narrator says in between.

        Spans in order that do not overlap, marks and dashes included; each has its ``text``. Where a
        reporting clause (« dit-il ») interrupts, the speech before and behind it are two. Titles and words
        held at a distance are no speech. Found anew at each call, in linear time. Reporting clauses are
        known in French; in English only the marks tell; there is none in a language without rules.

        Example:
            >>> import bitext
            >>> [span.text for span in bitext.segment("— Je viens, dit-il. Attends-moi.").speech]
            ['— Je viens,', 'Attends-moi.']
        """
        # The package that finds it is above this one, and works on documents.
        spans = import_module("bitext.quotations.direct_speech").speech_of(self)
        return tuple(TextSpan.of(span, self.text) for span in spans)

    @property
    def speakers(self) -> tuple[Speaker | None, ...]:
        """Who says each of ``quotations``: as many, in the same order; None where no rule is sure.

        Found anew at each call, in linear time, by rules: « , a déclaré Mme Le Bris », « Le maire répond »,
        « selon la préfecture », a pronoun that stands for the last person named, a quotation that goes on.
        Rules are known for French; in another language nobody is found. Titles and headings have no speaker.

        Example:
            >>> import bitext
            >>> document = bitext.segment("« Je pars. » Mme Le Bris a dit : « Restez. »")
            >>> [speaker and speaker.text for speaker in document.speakers]
            [None, 'Mme Le Bris']
        """
        # As for ``speech``: the package is above this one.
        found: tuple[Speaker | None, ...] = import_module("bitext.quotations.speakers").speakers_of(self)
        return found

    @overload
    def __getitem__(self, index: int) -> Sentence: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Sentence, ...]: ...
    def __getitem__(self, index: int | slice) -> Sentence | tuple[Sentence, ...]:
        return self.sentences[index]

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        parts = [count(len(self.sentences), "sentence"), count(len(self.quotations), "quotation")]
        if self.unpaired:
            parts.append(f"{len(self.unpaired)} unpaired")
        return f"<Document {self.lang}: {', '.join(parts)}, {glimpse(self.text)}>"

    def __len__(self) -> int:
        return len(self.sentences)

    def __iter__(self) -> Iterator[Sentence]:
        return iter(self.sentences)

    def gaps(self) -> Iterator[str]:
        """What stands before, between and after the sentences: ``len(self) + 1`` strings."""
        last = 0
        for sentence in self.sentences:
            yield self.text[last : sentence.start]
            last = sentence.end
        yield self.text[last:]
