"""How a segment's cost looks."""

from __future__ import annotations

from rich.console import Console

from compiler.zones import to_civil
from runtime.asking.costs import Cost, Read
from runtime.sources.sizes import Size
from segue.shown.figures import table
from segue.shown.screen import say


def render_cost(found: Cost, screen: Console, zone: str) -> None:
    """The tables that are read, and what makes it look at a whole history."""
    say(screen, f"counting `{found.name}` reads")
    histories = {each.event for each in found.whole}
    rows = [_row(each, histories, zone) for each in found.reads]
    table(screen, ("table", "<for", "times", "rows", "size", "<of it"), rows, indent=2)
    for look in found.whole:
        say(screen, f"the whole history of `{look.event}`, because `{look.name}` looks at "
                    f"`{look.what}`: {look.why}")  # fmt: skip


def _row(read: Read, histories: set[str], zone: str) -> tuple[str, ...]:
    since = f"since {to_civil(read.since, zone):%Y-%m-%d %H:%M}" if read.since else "all"
    told = "the whole history" if read.what in histories else since
    times = f"{read.times} + {read.fits} to fit" if read.fits else str(read.times)
    return read.table, read.what, times, _rows(read.size), _bytes(read.size.bytes), told


def _rows(size: Size) -> str:
    if size.rows is None:
        return "not known"
    return f"about {size.rows:,}" if size.about else f"{size.rows:,}"


def _bytes(count: int | None) -> str:
    """In the largest unit of which there is one: `3.4 MB`."""
    if count is None:
        return ""
    amount, units = float(count), ["B", "kB", "MB", "GB", "TB"]
    while amount >= 1000 and len(units) > 1:
        amount, units = amount / 1000, units[1:]
    return f"{amount:.1f} {units[0]}" if units[0] != "B" else f"{count} B"
