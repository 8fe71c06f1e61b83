"""How everybody's hours look in the terminal: a bar for each."""

from __future__ import annotations

from rich.console import Console

from compiler.hours import DAYS
from compiler.zones import to_civil
from runtime.looking.best_hours import Hours
from segue.shown.figures import percent, sentence, table

BAR = 40
"""The signs of the longest bar."""


def render_hours(found: Hours | None, screen: Console, zone: str) -> None:
    """The shares of a snapshot; None: no snapshot has them."""
    if found is None:
        sentence(screen, "best hour: no snapshot has it", indent=0)
        return
    sentence(screen, "best hour, by when customers do what they do", indent=0, style="bold")
    at = f"as of {to_civil(found.at, zone):%Y-%m-%d %H:%M}"
    if found.best is None:
        sentence(screen, f"{at}: unknown; nobody did anything in {DAYS} days")
        return
    sentence(screen, f"{at}, on their own clocks; of who did little: {_hour(found.best)}")
    longest = max(found.shares)
    rows = [
        (_hour(hour), percent(float(share)), "#" * round(BAR * share / longest))
        for hour, share in enumerate(found.shares)
    ]
    table(screen, ("hour", "share", "<"), rows)


def _hour(hour: int) -> str:
    return f"{hour:02}:00"
