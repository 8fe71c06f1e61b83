"""The best hour: which of a customer's doings show it, and what a snapshot keeps of everybody (S8).

Each hour of the day has a score: how often the customer did something in it, counted twice, and in
the hours beside it, counted once; and `EVERYBODY` times the shares that everybody has in these
hours, counted alike. So who did little has the best hour of all, and who has a habit their own.
"""

from __future__ import annotations

from collections.abc import Iterable

from compiler.model.campaigns import Campaign
from compiler.model.declarations import Event
from compiler.model.project import Project
from compiler.model.steps import BestHour
from compiler.model.values import Occurrences
from compiler.model.windows import Duration, InLast
from compiler.walk import steps

DAYS = 90
"""So long before the snapshot, in days of 24 hours, what was done counts."""

HOURS = range(24)
"""The hours of a day by the clock; the last is beside the first."""

WEIGHTS = {-1: 1, 0: 2, 1: 1}
"""How much an hour counts for the one that lies so far behind it."""

EVERYBODY = 5
"""How often everybody's share counts."""


def wanted(campaigns: Iterable[Campaign]) -> bool:
    """Whether anybody may wait for their best hour, so that snapshots keep everybody's."""
    return any(isinstance(step, BestHour) for campaign in campaigns for step in steps(campaign))


def stored(hour: int) -> str:
    """The key under which a snapshot keeps everybody's share of an hour, to six digits."""
    return f"share of hour {hour:02}"


BEST = "best hour"
"""The key under which it keeps everybody's best hour."""


def counted(project: Project) -> list[str]:
    """The kinds of events that show when a customer is there: those of the shop, and `clicked`.
    What else becomes of messages does not; mail is opened by programs, too."""
    return [event.name for event in project.events.values() if _counts(event)]


def looked_at(project: Project) -> list[Occurrences]:
    """What a snapshot looks at for them."""
    window = InLast(Duration(DAYS, "day"))
    return [Occurrences(name, window) for name in counted(project)]


def _counts(event: Event) -> bool:
    return not event.built_in or event.name in ("clicked", "message clicked")
