"""How points read in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rich.console import Console

from compiler.zones import to_civil
from runtime.looking.points import Balance, Entry
from segue.shown.figures import count, sentence, table


def render_balances(
    found: Sequence[Balance], until: datetime, zone: str, console: Console
) -> None:
    """Everybody's, as of how far the project has run."""
    sentence(console, f"as of {_at(until, zone)} ({zone})", indent=0)
    rows = [
        (each.customer, count(int(each.given)), count(int(each.over)), count(int(each.left)))
        for each in found
    ]
    table(console, ("customer", "points given", "over", "valid"), rows, 0)


def render_entries(found: Sequence[Entry], zone: str, console: Console) -> None:
    """One customer's, in their order, on the clock of `zone`."""
    rows = [
        (
            _at(each.at, zone), each.offer, each.campaign, count(int(each.points)),
            _at(each.ends, zone) if each.ends else "never",
        )
        for each in found
    ]  # fmt: skip
    table(console, ("given", "<offer", "<campaign", "points", "<end"), rows, 0)


def _at(instant: datetime, zone: str) -> str:
    return f"{to_civil(instant, zone):%Y-%m-%d %H:%M}"
