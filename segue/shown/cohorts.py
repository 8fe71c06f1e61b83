"""How cohorts look in the terminal: a triangle of shares, cut into tables that fit its width."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rich.console import Console

from compiler.zones import to_civil
from runtime.asking.cohorts import Cell, Cohort, Cohorts
from segue.shown.figures import count, sentence, table

INDENT = 2
BESIDE, SHARE = 24, 6
"""Columns that the names and sizes of cohorts take, and that a share takes."""


def render_cohorts(found: Cohorts, screen: Console, zone: str) -> None:
    """The shares of each cohort in each later period; `*` where that is not over."""
    for line in title(found, zone):
        sentence(screen, line, indent=0)
    longest = max((len(cohort.cells) for cohort in found.rows), default=0)
    room = max(1, (screen.width - INDENT - BESIDE) // SHARE)
    for first in range(0, max(longest, 1), room):
        screen.print()
        rows = [cohort for cohort in found.rows if len(cohort.cells) > first or not first]
        later = range(first + 1, min(first + room, longest) + 1)
        heads = ("began in", "customers ", *(f"{number} " for number in later))
        table(screen, heads, [_row(found.unit, cohort, later) for cohort in rows], INDENT)


def title(found: Cohorts, zone: str) -> Iterator[str]:
    """What the figures are."""
    at = to_civil(found.at, zone)
    if not found.rows:
        yield f"Nobody has a `{found.event}` before {at:%Y-%m-%d %H:%M}."
        return
    yield (
        f"Of the customers with a first `{found.event}` in a {found.unit}, how many per cent had "
        f"another in each {found.unit} after it; before {at:%Y-%m-%d %H:%M}."
    )
    if not all(cell.complete for cohort in found.rows for cell in cohort.cells):
        yield f"* this {found.unit} is not over"


def name(unit: str, start: date) -> str:
    """`2026-03`, or the Monday of a week."""
    return f"{start:%Y-%m}" if unit == "month" else start.isoformat()


def shown(cohort: Cohort, cell: Cell) -> str:
    """`37%`, `0.4%`, `0`; behind it `*` where the period is not over."""
    share = 100 * cohort.share(cell)
    figure = "0" if not share else f"{share:.1f}%" if share < 1 else f"{share:.0f}%"
    return figure if cell.complete else figure + "*"


def _row(unit: str, cohort: Cohort, later: range) -> list[str]:
    cells = [_in_line(shown(cohort, cell)) for cell in cohort.cells if cell.later in later]
    customers = count(cohort.customers) + (" " if cohort.complete else "*")
    return [name(unit, cohort.start), customers, *cells, *[""] * (len(later) - len(cells))]


def _in_line(share: str) -> str:
    """With room for a `*`, so that figures stand below each other."""
    return share if share.endswith("*") else share + " "
