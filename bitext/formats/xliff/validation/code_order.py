"""The rules of XLIFF for codes that must be kept: those that may not be deleted or change their order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from lxml import etree

from bitext.formats.xliff.validation.context import identity
from bitext.formats.xliff.validation.grammar import CODES, name_of
from bitext.formats.xliff.validation.refusal import refuse, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bitext.formats.xliff.validation.scope import Part, Scope


class _CodeStep(NamedTuple):
    """A code on the way through a segment; ``closes``: the end of a pc."""

    element: Any
    hint: str
    closes: bool

    @property
    def key(self) -> tuple[str, bool, str]:
        key = identity(self.element) or identity(self.element, "startRef") or ""
        return name_of(self.element), self.closes, key


_Sequence = tuple[tuple[str, bool, str], ...]
"""The keys of the codes of a sequence, whose order is fixed."""


def check_kept(scope: Scope) -> None:
    """Codes with canDelete="no" in the source of a segment are in its target. Raises FormatError."""
    for part in scope.parts:
        if part.target is None or name_of(part.element) != "segment":
            continue
        kept = {_key(each) for each in part.target.iterdescendants(etree.Element)}
        for each in part.source.iterdescendants(etree.Element):
            if each.get("canDelete") == "no" and _key(each) not in kept:
                key = _key(each)[1]
                refuse(
                    each,
                    f"the code {shown(key)} must not be deleted (canDelete is no), but the target lacks it",
                )


def _key(element: Any) -> tuple[bool, str]:
    """What a code of the source and one of the target have in common; starts and ends apart."""
    start = identity(element, "startRef")
    return start is not None, start or identity(element) or ""


def check_sequences(scope: Scope) -> None:
    """Codes with a fixed order stand in sequences, and targets keep them. Raises FormatError."""
    if not any(each.get("canReorder", "yes") != "yes" for each in scope.inline()):
        return
    before: _CodeStep | None = None
    for part in scope.parts:
        steps = list(_steps(part.source))
        before = _check_beginnings(steps, before)
        if part.target is not None:
            _check_target(part, steps)


def _steps(side: Any) -> Iterator[_CodeStep]:
    for event, element in etree.iterwalk(side, events=("start", "end")):
        if name_of(element) not in CODES:
            continue
        hint = element.get("canReorder", "yes")
        if event == "start":
            yield _CodeStep(element, hint, closes=False)
        elif name_of(element) == "pc" and hint != "yes":
            yield _CodeStep(element, "no", closes=True)


def _check_beginnings(steps: list[_CodeStep], before: _CodeStep | None) -> _CodeStep | None:
    """A code with canReorder="no" goes on with a sequence that has begun; the last code."""
    for step in steps:
        if step.closes:
            continue
        if step.hint == "no" and (before is None or before.hint == "yes"):
            refuse(
                step.element,
                "its canReorder is no, so the code before it must be in the same sequence, "
                "which begins with firstNo",
            )
        before = step
    return before


def _sequences(steps: list[_CodeStep]) -> list[_Sequence]:
    """The sequences of codes whose order is fixed."""
    runs: list[list[tuple[str, bool, str]]] = []
    within = False
    for step in steps:
        if step.hint == "yes":
            within = False
            continue
        if step.hint == "firstNo" or not within:
            runs.append([])
        runs[-1].append(step.key)
        within = True
    return [tuple(run) for run in runs]


def _check_target(part: Part, source: list[_CodeStep]) -> None:
    target = list(_steps(part.target))
    kept, wanted = _sequences(target), _sequences(source)
    known = set(kept)
    codes = [step for step in target if not step.closes]
    # The first code of a target may go on with a sequence of the target before it, as in the source.
    if codes and codes[0].hint == "no" and kept[0] in wanted:
        codes = codes[1:]
        _check_beginnings(codes, _CodeStep(part.target, "no", closes=False))
    else:
        _check_beginnings(codes, None)
    for run in wanted:
        if run not in known:
            ids = ", ".join(key for _, closes, key in run if not closes) or run[0][2]
            refuse(part.target, f"codes with a fixed order ({ids}) do not stand in it as in the source")
