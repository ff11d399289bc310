"""A text that was not timed, poured into the cues of its counterpart.

The sentences of the two texts are linked already. What is decided here: which cues hold what belongs
together, and where a sentence goes that has no counterpart. Nothing of the text is left out, and no cue.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from bitext.documents.subtitle_clock import CueClock
from bitext.documents.subtitle_cues import BilingualCue, ShownCue
from bitext.result.bitext import Bitext
from bitext.result.pair import Pair, Side
from bitext.text.document import Sentence, Span, SpanIndex

Crowding = Callable[[int, int], float]
"""Turn and number of characters → how fast the turn would have to be read with as many more."""


@dataclass(frozen=True, slots=True)
class Placement:
    """A sentence without a counterpart, and the cue that it stands in, as the file calls it."""

    cue: str
    text: str


@dataclass(frozen=True, slots=True)
class Poured:
    """Subtitles with another text in their cues.

    ``data`` is the file. ``placed`` are the sentences of the text that have no counterpart in the cues: each
    stands with a neighbour. ``missing`` are the sentences of the cues that have none in the text, and
    ``empty`` the cues that are left without words for that reason; they keep their number and times.
    ``shown`` is what a viewer reads in the others, ``cues`` what each has in both languages. ``alone``
    is what stands in none of them, at its own time.
    """

    data: bytes
    placed: tuple[Placement, ...]
    missing: tuple[Placement, ...]
    empty: tuple[str, ...]
    shown: tuple[ShownCue, ...]
    cues: tuple[BilingualCue, ...]
    alone: tuple[BilingualCue, ...] = ()
    is_bilingual: bool = False

    def with_data(self, data: bytes) -> Poured:
        """The same in another file."""
        return replace(self, data=data)


@dataclass(slots=True)
class Plan:
    """Which turns hold what belongs together.

    ``stretches`` are turns in a row that share sentences or pairs of ``bitext``; ``ahead`` are the numbers of
    the pairs without a source that go with the stretch behind them; ``placed`` are the sentences without a
    counterpart, each with its turn, and ``alone`` those that stand with no turn.
    """

    bitext: Bitext
    stretches: list[range] = field(default_factory=list)
    ahead: set[int] = field(default_factory=set)
    placed: list[tuple[int, Sentence]] = field(default_factory=list)
    alone: list[Side] = field(default_factory=list)


def planned(bitext: Bitext, turns: Sequence[Span], crowding: Crowding, clock: CueClock | None = None) -> Plan:
    """Where the target of ``bitext`` goes, whose source has its ``turns`` at these spans.

    With a ``clock`` what has no counterpart stands alone, at its time.
    """
    index = SpanIndex(turns)
    joined = list(_joined_gaps(bitext.pairs, clock))
    plan = Plan(replace(bitext, pairs=tuple(pair for pair, _ in joined)))
    for pair, is_loose in joined:
        if is_loose:
            at = index.touched(pair.source.start, pair.source.end).start
            plan.placed += [(at, sentence) for sentence in pair.target]
    homes = _find_stretches(plan, index)
    _place(plan, homes, None if clock else crowding)
    plan.placed.sort(key=lambda each: each[1].start)
    return plan


def _joined_gaps(pairs: Sequence[Pair], clock: CueClock | None) -> Iterator[tuple[Pair, bool]]:
    """The pairs; where both sides have sentences without a counterpart in one gap, those are joined in turn.

    What is said there may be translated too freely to be found; and it is said at that time. A ``clock``
    tells which are.
    """
    for in_gap, group in groupby(pairs, key=lambda pair: not (pair.source and pair.target)):
        members = list(group)
        missing = [pair for pair in members if pair.source]
        extra = [pair for pair in members if pair.target]
        if not in_gap or not missing or not extra:
            yield from ((pair, False) for pair in members)
            continue
        shares: list[list[Sentence]] = [[] for _ in missing]
        alone: list[list[Pair]] = [[] for _ in range(len(missing) + 1)]
        last = -1
        for pair, at in zip(extra, _partners(missing, extra, clock), strict=True):
            if at is None:
                alone[last + 1].append(pair)
            else:
                shares[at] += pair.target
                last = at
        yield from ((each, False) for each in alone[0])
        for pair, share, behind in zip(missing, shares, alone[1:], strict=True):
            yield replace(pair, target=Side(share), score=0.0), bool(share)
            yield from ((each, False) for each in behind)


def _partners(missing: Sequence[Pair], extra: Sequence[Pair], clock: CueClock | None) -> Iterator[int | None]:
    """For each of ``extra`` the number of that of ``missing`` it is joined to, rising; None for none."""
    at = 0
    for number, pair in enumerate(extra):
        if clock is None:
            yield number * len(missing) // len(extra)
            continue
        while at + 1 < len(missing) and clock.is_before(missing[at].source, pair.target):
            at += 1
        yield at if clock.is_together(missing[at].source, pair.target) else None


def _find_stretches(plan: Plan, index: SpanIndex) -> dict[int, int]:
    """Sets the stretches of a plan; number of a pair with two sides → that of its stretch."""
    homes: dict[int, int] = {}
    for number, pair in enumerate(plan.bitext.pairs):
        if not (pair.source and pair.target):
            continue
        turns = index.touched(pair.source.start, pair.source.end)
        last = plan.stretches[-1] if plan.stretches else range(0)
        if turns.start < last.stop:
            plan.stretches[-1] = range(last.start, max(last.stop, turns.stop))
        else:
            plan.stretches.append(turns)
        homes[number] = len(plan.stretches) - 1
    return homes


def _place(plan: Plan, homes: dict[int, int], crowding: Crowding | None) -> None:
    """Each pair without a source goes with the stretch before or behind it, where there is more time.

    Without ``crowding`` it stays alone, unless it stands within a stretch.
    """
    alone: set[int] = set()
    pairs = plan.bitext.pairs
    before = -1
    waiting: list[int] = []
    for number in range(len(pairs) + 1):
        if number < len(pairs) and number not in homes:
            waiting += [number] if pairs[number].target else []
            continue
        after = homes[number] if number < len(pairs) else len(plan.stretches)
        if before == after:
            turn = plan.stretches[before].stop - 1
            plan.placed += [(turn, sentence) for each in waiting for sentence in pairs[each].target]
        elif crowding is None:
            alone.update(waiting)
        elif plan.stretches:
            _share_out(plan, waiting, before, after, crowding)
        before, waiting = after, []
    plan.alone = [pairs[number].target for number in sorted(alone)]
    kept = tuple(pair for number, pair in enumerate(pairs) if number not in alone)
    plan.bitext = replace(plan.bitext, pairs=kept)


def _share_out(plan: Plan, waiting: Sequence[int], before: int, after: int, crowding: Crowding) -> None:
    """Pairs between two stretches, in order: the first ones to the one before, the others to that behind."""
    last = plan.stretches[before].stop - 1 if before >= 0 else None
    first = plan.stretches[after].start if after < len(plan.stretches) else None
    added, goes_ahead = 0, last is None
    rest = sum(len(pair.target.text) for pair in (plan.bitext.pairs[number] for number in waiting))
    for number in waiting:
        side = plan.bitext.pairs[number].target
        length = len(side.text)
        if not goes_ahead and first is not None and last is not None:
            goes_ahead = crowding(last, added + length) > crowding(first, rest)
        if goes_ahead and first is not None:
            plan.ahead.add(number)
        turn = first if goes_ahead and first is not None else last
        plan.placed += [(turn or 0, sentence) for sentence in side]
        added, rest = added + length, rest - length
