"""Cohorts on the data as they stand: of those who did something first in one month or week, how
many did it again in each later one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from compiler.sql.cohorts import cohorts_query
from compiler.zones import to_civil, to_instant
from runtime.asking.counting import refuse_kept, with_one_row_each
from runtime.asking.data import Data


@dataclass(frozen=True, slots=True)
class Cell:
    """How many of a cohort did it so many periods `later`; `complete`: that period is over."""

    later: int
    customers: int
    complete: bool


@dataclass(frozen=True, slots=True)
class Cohort:
    """Who did it first in the period that begins on `start`; a cell for each later one."""

    start: date
    customers: int
    complete: bool
    cells: tuple[Cell, ...]

    def share(self, cell: Cell) -> float:
        return cell.customers / self.customers


@dataclass(frozen=True, slots=True)
class Cohorts:
    """`unit` is `month` or `week`; `at` is what everything lies before."""

    event: str
    unit: str
    at: datetime
    rows: tuple[Cohort, ...]


def cohorts(data: Data, event: str, unit: str, at: datetime) -> Cohorts:
    """The cohorts of an event, as far as it lies before the instant `at`. A period in which nobody
    began is left out. Raises Trouble where the engine cannot give the event."""
    project, tables = data.project, with_one_row_each(data)
    refuse_kept(data, "cohorts look at", (event,))
    found: dict[date, dict[date, int]] = {}
    for start, period, customers in data.reader.rows(
        cohorts_query(project, event, unit, at, tables)
    ):
        found.setdefault(start, {})[period] = customers
    ends = _Ends(unit, at, project.policy.timezone)
    return Cohorts(event, unit, at, tuple(ends.cohort(*each) for each in found.items()))


@dataclass(frozen=True)
class _Ends:
    """Where periods end, seen from an instant."""

    unit: str
    at: datetime
    zone: str

    def cohort(self, start: date, counted: dict[date, int]) -> Cohort:
        periods = list(self._periods(start))
        cells = tuple(
            Cell(later, counted.get(period, 0), self._over(period))
            for later, period in enumerate(periods)
        )
        return Cohort(start, counted[start], cells[0].complete, cells[1:])

    def _periods(self, start: date) -> Iterable[date]:
        """The periods that began before the instant."""
        while to_instant(datetime.combine(start, time()), self.zone) < self.at:
            yield start
            start = self._next(start)

    def _next(self, start: date) -> date:
        if self.unit == "week":
            return start + timedelta(days=7)
        return (start.replace(day=28) + timedelta(days=4)).replace(day=1)

    def _over(self, period: date) -> bool:
        return self._next(period) <= to_civil(self.at, self.zone).date()


def to_json(found: Cohorts) -> dict[str, Any]:
    """As JSON shows it; instants in UTC."""
    return {
        "event": found.event,
        "by": found.unit,
        "at": found.at.isoformat().replace("+00:00", "Z"),
        "cohorts": [
            {
                "start": cohort.start.isoformat(),
                "customers": cohort.customers,
                "complete": cohort.complete,
                "later": [
                    {
                        f"{found.unit}s": cell.later,
                        "customers": cell.customers,
                        "share": round(cohort.share(cell), 6),
                        "complete": cell.complete,
                    }
                    for cell in cohort.cells
                ],
            }
            for cohort in found.rows
        ],
    }
