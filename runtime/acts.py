"""What people do to whole campaigns: pause them, resume them, stop them (S36).

An act lies at the instant up to which the project has run, before anything at that instant. So
within a tick a campaign runs all the time, or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from runtime.store.connection import Connection


class Doing(StrEnum):
    """What is done; the word is also what the campaign is afterwards."""

    PAUSED = "paused"
    RESUMED = "resumed"
    STOPPED = "stopped"


class Dates(StrEnum):
    """What a resume says of those who wait."""

    KEEP = "keep dates"
    """Waits end when they would have ended; what was over in the pause goes on at once."""
    RESTART = "restart waits"
    """Waits begin anew."""
    SKIP = "skip overdue"
    """As with `keep dates`, but who goes on at once gets no message by that."""


@dataclass(frozen=True, slots=True)
class Act:
    """`dates`: only of a resume; `by`: who did it."""

    campaign: str
    at: datetime
    doing: Doing
    dates: Dates | None
    by: str


def read(connection: Connection) -> tuple[Act, ...]:
    """All acts of a store, in order."""
    rows = connection.execute(
        'SELECT "campaign", "at", "kind", "dates", "by" FROM "acts" ORDER BY "number"'
    ).fetchall()
    return tuple(
        Act(campaign, at.replace(tzinfo=UTC), Doing(kind), Dates(dates) if dates else None, by)
        for campaign, at, kind, dates, by in rows
    )


def last(acts: Iterable[Act], campaign: str, at: datetime | None = None) -> Act | None:
    """The campaign's last act, up to an instant (None: of all)."""
    found = [each for each in acts if each.campaign == campaign and (at is None or each.at <= at)]
    return found[-1] if found else None


def shut(acts: Iterable[Act], campaign: str, at: datetime | None = None) -> Act | None:
    """The act since which the campaign lets nobody in (`paused` or `stopped`); None: it runs."""
    found = last(acts, campaign, at)
    return None if found is None or found.doing is Doing.RESUMED else found


def resumed(acts: Iterable[Act], campaign: str, at: datetime) -> Dates | None:
    """What the campaign's resume at this very instant says; None: it was not resumed now."""
    found = last(acts, campaign, at)
    return found.dates if found is not None and found.at == at else None


def all_shut(acts: Iterable[Act]) -> tuple[Act, ...]:
    """The acts since which campaigns are paused or stopped, by campaign."""
    known = list(acts)
    found = (shut(known, name) for name in sorted({each.campaign for each in known}))
    return tuple(each for each in found if each is not None)
