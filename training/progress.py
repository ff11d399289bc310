"""Progress bars, one a step of the recipe, on the standard error stream."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)

CountReport = Callable[[int, int], None]
"""Told how many shards are done, of how many; of 0 where that is not known."""
BudgetReport = Callable[[float, int, int], None]
"""Told the share of the budget that is spent, the steps done and the target pieces seen."""


_WIDTH = 16
"""Columns of a bar: a line has to fit into 80."""


class Bars:
    """Bars for the steps of the recipe, shown as long as the context lasts."""

    def __init__(self, *, shown: bool = True) -> None:
        """``shown``: whether there is anything to see."""
        columns = (TextColumn("{task.description}"), BarColumn(_WIDTH), TaskProgressColumn())
        told = (TextColumn("{task.fields[told]}"), TimeRemainingColumn(elapsed_when_finished=True))
        self._progress = Progress(*columns, *told, console=Console(stderr=True), disable=not shown)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._progress.stop()

    def counted(self, what: str) -> CountReport:
        """A bar for ``what`` is done shard by shard."""
        task = self._progress.add_task(what, total=None, told="")

        def report(done: int, total: int) -> None:
            self._progress.update(task, completed=done, total=total or None, told=f"{done} shards")

        return report

    def budgeted(self, what: str) -> BudgetReport:
        """A bar for ``what`` has a budget."""
        task = self._progress.add_task(what, total=1.0, told="")

        def report(share: float, steps: int, tokens: int) -> None:
            self._progress.update(task, completed=share, told=f"{steps:,} steps, {tokens:,} pieces")

        return report

    def once(self, what: str) -> Callable[[], None]:
        """A bar for ``what`` is done in one go; call what is returned when it is."""
        task = self._progress.add_task(what, total=None, told="")
        return lambda: self._progress.update(task, completed=1, total=1)
