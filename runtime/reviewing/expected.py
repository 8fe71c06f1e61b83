"""What would go out by the text of before and by today's: a dry run of each over the same weeks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

from compiler.model.project import Project
from runtime.report.summary import CampaignSummary, summary
from runtime.running.run import rehearse
from runtime.workspace.workspace import rehearsing

Told = Callable[[datetime], None]


@dataclass(frozen=True, slots=True)
class Sent:
    """Of one campaign in the whole time: entries, messages by channel, and what they cost. A side
    that has no such campaign has none of it."""

    entries: int = 0
    messages: tuple[tuple[str, int], ...] = ()
    cost: Decimal = Decimal(0)

    @property
    def planned(self) -> int:
        return sum(count for _, count in self.messages)


@dataclass(frozen=True, slots=True)
class Expected:
    """`campaigns`: of all that either has, in the order of their names, before and today."""

    since: datetime
    until: datetime
    campaigns: tuple[tuple[str, Sent, Sent], ...]

    @property
    def days(self) -> float:
        return (self.until - self.since) / timedelta(days=1)


def expected(
    root: Path, before: Project, today: Project, since: datetime, until: datetime, told: Told
) -> Expected:
    """Both are executed over today's data, as `segue dry-run` does; nothing is sent, nothing kept.
    Raises Trouble where the data cannot be read."""
    old, new = (_rehearsed(root, each, since, until, told) for each in (before, today))
    names = sorted(old.keys() | new.keys())
    return Expected(
        since, until, tuple((name, old.get(name, Sent()), new.get(name, Sent())) for name in names)
    )


def _rehearsed(
    root: Path, project: Project, since: datetime, until: datetime, told: Told
) -> dict[str, Sent]:
    with rehearsing(root, project) as workspace:
        rehearse(workspace, since, until, told)
        found = summary(workspace.connection, project).campaigns
    return {each.campaign: _sent(each) for each in found}


def _sent(campaign: CampaignSummary) -> Sent:
    return Sent(
        campaign.enrolments,
        tuple((each.channel, each.planned) for each in campaign.channels),
        sum((each.cost for each in campaign.channels), Decimal(0)),
    )
