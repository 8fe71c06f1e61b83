"""How figures, tables and lists look in the terminal: at 80 columns, in a pipe, without colour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from rich.console import Console, JustifyMethod
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from runtime.report.model import Counted
from runtime.statistics.proportions import Interval


def count(number: int) -> str:
    """`12,345`."""
    return f"{number:,}"


def counted(number: int, one: str, many: str | None = None) -> str:
    """`1 customer`, `12,345 customers`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def percent(rate: float) -> str:
    """`13.1%`; below ten per cent with one more digit, `0.57%`."""
    return f"{rate:.1%}" if rate >= 0.1 or rate == 0 else f"{rate:.2%}"


def points(difference: float) -> str:
    """A difference of rates in percentage points, `+5.05`."""
    return f"{100 * difference:+.2f}"


def amount(value: Decimal | float, signed: bool = False) -> str:
    """Money: two digits behind the point up to a thousand, none beyond or where it is whole."""
    digits = 0 if abs(float(value)) >= 1_000 or float(value).is_integer() else 2
    return f"{value:{'+' if signed else ''},.{digits}f}"


def spread(interval: Interval) -> str:
    return f"{points(interval.low)} to {points(interval.high)}"


def sentence(console: Console, text: str, indent: int = 2, style: str = "") -> None:
    """Wrapped at the console's width, every line indented."""
    for line in Text(text, style).wrap(console, console.width - indent):
        line.rstrip()
        console.print(Text(" " * indent) + line, soft_wrap=True)


def table(
    console: Console, heads: Sequence[str], rows: Iterable[Sequence[str]], indent: int = 4
) -> None:
    """The first column is text; the others are figures, to the right. `<` before a head: text."""
    grid = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    for number, head in enumerate(heads):
        textual = number == 0 or head.startswith("<")
        justify: JustifyMethod = "left" if textual else "right"
        name = head.removeprefix("<")
        grid.add_column(name, justify=justify, overflow="fold", no_wrap=number > 0)
    for row in rows:
        grid.add_row(*(Text(cell) for cell in row))
    for line in console.render_lines(Padding(grid, (0, 0, 0, indent), expand=False), pad=False):
        text = Text.assemble(*((part.text, part.style or "") for part in line))
        text.rstrip()
        console.print(text, soft_wrap=True)


def reasons(console: Console, title: str, found: Sequence[Counted], indent: int = 2) -> None:
    """`title: 12 finished; 3 left on purchase`; nothing where there are none."""
    if found:
        listed = "; ".join(f"{count(each.count)} {each.reason}" for each in found)
        sentence(console, f"{title}: {listed}", indent)
