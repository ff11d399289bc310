"""What of the source nothing in the translation comes from: a name, a number, a clause; a place or a body.

The likeliest translation now and then leaves out what is hard to say. The attention shows it: no piece
of it looks there (as in Tu et al. 2016, "Modeling Coverage for Neural Machine Translation"). *Omission* is
the term of MQM, the Multidimensional Quality Metrics.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from itertools import groupby

from bitext.languages.pairs import LanguagePair
from bitext.text.document import Span
from bitext.translation.engines.base import Hypothesis
from bitext.translation.engines.vocabulary import Subwords, Vocabulary, decode
from bitext.translation.repair.names_and_numbers import WORD, missing_names, missing_numbers, pieces_of
from bitext.translation.repair.places import missing_bodies, missing_places

_UNSEEN = 0.2
"""A word is left out if no piece of the translation gives it this share of its attention."""
_LONGEST = 4
"""Words in a row that may go unseen: *a de son côté affirmé* is *said*, and *en train de* nothing."""
_INSIDE = re.compile(r"(?:[\w,;.] |[\w'’]['’-])\Z")
"""What stands before a word that does not begin a sentence, a quotation or a title."""
_BEFORE = 3
_SHORTEST = 4


def omissions(
    text: str,
    source: Subwords,
    hypothesis: Hypothesis,
    vocabulary: Vocabulary,
    pair: LanguagePair,
    known: Container[str] = frozenset(),
) -> list[Span]:
    """The words of ``text`` that ``hypothesis`` leaves out; ``source``: the pieces that the model read.

    ``known``: words that are names wherever they stand.
    """
    if not hypothesis.pieces:
        return []
    target, _ = decode(hypothesis.pieces)
    read = Span(source.spans[0].start, source.spans[-1].end)
    words = list(WORD.finditer(text, read.start, read.end))
    # A word is seen if one of its pieces is, so that most need no sum.
    peaks = hypothesis.attention.max(0).tolist()
    unseen = {word.start() for word in words if _is_unseen(word, source, hypothesis, peaks)}
    names = [name for name in missing_names(text, read, target, known) if _is_name(name, vocabulary, known)]
    numbers = [one for one in missing_numbers(text, read, target, pair) if _is_number(one.group(), target)]
    copied = [Span(*word.span()) for word in (*names, *numbers) if word.start() in unseen]
    places = [one.span for one in missing_places(words, target, pair)]
    bodies = missing_bodies(text, read, target, pair)
    return sorted({*copied, *places, *bodies, *_runs(words, unseen)})


def _is_unseen(word: re.Match[str], source: Subwords, hypothesis: Hypothesis, peaks: Sequence[float]) -> bool:
    """``peaks``: the largest share that any piece of the target gives each one of the source."""
    columns = pieces_of(word, source)
    if not columns or any(peaks[column] >= _UNSEEN for column in columns):
        return False
    return bool(hypothesis.attention[:, columns].sum(1).max() < _UNSEEN)


def _is_number(number: str, target: str) -> bool:
    """Whether it is more than one digit, and does not stand in the target in the source's form either."""
    return len(number) > 1 and number not in target


def _is_name(word: re.Match[str], vocabulary: Vocabulary, known: Container[str]) -> bool:
    """Whether a word with a capital is a name: "République", in small letters, is a word like others."""
    name = word.group()
    before = word.string[max(0, word.start() - _BEFORE) : word.start()]
    if len(name) < (2 if name.isupper() else _SHORTEST) or not (name in known or _INSIDE.search(before)):
        return False
    return len(vocabulary.encode_source(name.lower())) > 1


def _runs(words: Sequence[re.Match[str]], unseen: Container[int]) -> Iterator[Span]:
    """Runs of unseen words that are longer than idioms; what stands before an apostrophe is no word."""
    whole = [word for word in words if len(word.group()) > 1]
    for is_unseen, group in groupby(whole, key=lambda word: word.start() in unseen):
        run = list(group)
        if is_unseen and len(run) > _LONGEST:
            yield Span(run[0].start(), run[-1].end())
