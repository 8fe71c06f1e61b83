"""What would have happened: the summary of a dry run, from the same tables as the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from compiler.model.campaigns import Campaign, Goal
from compiler.model.project import Project
from compiler.zones import to_civil
from runtime.report import counting
from runtime.report.calls import calls
from runtime.report.definitions import definitions
from runtime.report.making import WHOLE, ran_until
from runtime.report.model import CallReport, Counted, HeldOut, OfferReport
from runtime.report.offers import offers
from runtime.report.scope import Period, prepare
from runtime.statistics.proportions import Share
from runtime.store.connection import Connection


@dataclass(frozen=True, slots=True)
class Day:
    """Messages planned by a channel on a day of the policy's clock."""

    day: date
    channel: str
    planned: int


@dataclass(frozen=True, slots=True)
class ChannelPlan:
    """`cost` of all of them, were each handed over by the channel for which it is planned."""

    channel: str
    planned: int
    cost: Decimal


@dataclass(frozen=True, slots=True)
class ArmCount:
    """Enrolments that are not held out and came to the split."""

    split: str
    arm: str
    count: int


@dataclass(frozen=True, slots=True)
class GoalRate:
    """As observed over those who are not held out: what people did anyway, since a dry run sends
    nothing. `open` windows are not counted."""

    name: str
    within: str
    closed: Share
    open: int
    target: float | None


@dataclass(frozen=True, slots=True)
class CampaignSummary:
    """`enrolments` do not count the `replaced`; `leaves` add up to both. `shadows`: messages that
    the held-out would have got; `drops` and `arms` are of the others."""

    campaign: str
    title: str | None
    customers: int
    enrolments: int
    replaced: int
    held_out: HeldOut
    held_out_from_everything: HeldOut
    refused: tuple[Counted, ...]
    channels: tuple[ChannelPlan, ...]
    days: tuple[Day, ...]
    shadows: int
    drops: tuple[Counted, ...]
    arms: tuple[ArmCount, ...]
    leaves: tuple[Counted, ...]
    goals: tuple[GoalRate, ...]
    offers: tuple[OfferReport, ...] = ()
    calls: tuple[CallReport, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """`until`: the instant up to which was run (excluded)."""

    until: datetime
    campaigns: tuple[CampaignSummary, ...]


def summary(
    connection: Connection, project: Project, campaigns: Sequence[str] = ()
) -> Summary:
    """Of the named campaigns, or of all, over all that the store holds."""
    until = ran_until(connection)
    chosen = campaigns or list(project.campaigns)
    made = tuple(_campaign(connection, project, name, until) for name in chosen)
    return Summary(until, made)


def _campaign(
    connection: Connection, project: Project, name: str, until: datetime
) -> CampaignSummary:
    declared = project.campaigns[name]
    prepare(connection, name, definitions(connection, project, name), Period())
    entered = counting.entries(connection)
    return CampaignSummary(
        name,
        declared.title,
        entered.customers,
        entered.enrolments,
        entered.replaced,
        entered.held_out,
        entered.held_out_from_everything,
        counting.refused(connection, name, None, until),
        _channels(connection, project),
        _days(connection, project),
        _shadows(connection, name),
        counting.drops(connection, project, name),
        _arms(connection),
        counting.leaves(connection),
        _goals(connection, declared, until),
        offers(connection, project),
        calls(connection),
    )


def _channels(
    connection: Connection, project: Project
) -> tuple[ChannelPlan, ...]:
    found = counting.planned(connection)
    costs = {name: channel.costs for name, channel in project.channels.items()}
    return tuple(
        ChannelPlan(name, found[name], costs[name] * found[name])
        for name in project.channels
        if name in found
    )


def _days(connection: Connection, project: Project) -> tuple[Day, ...]:
    """Counted by quarters of an hour, since every zone's days begin at one."""
    rows = connection.execute(
        """SELECT time_bucket(INTERVAL 15 MINUTE, m."at"), m."channel", count(*) FROM "messages" m
           JOIN report_scope s ON s."eid" = m."eid" GROUP BY ALL"""
    ).fetchall()
    counts: Counter[tuple[date, str]] = Counter()
    for quarter, channel, count in rows:
        civil = to_civil(quarter.replace(tzinfo=UTC), project.policy.timezone)
        counts[civil.date(), channel] += count
    return tuple(Day(day, channel, counts[day, channel]) for day, channel in sorted(counts))


def _shadows(connection: Connection, campaign: str) -> int:
    query = """SELECT count(*) FROM "journal" WHERE "campaign" = $1 AND "kind" = 'shadow'
               AND "channel" <> '' AND NOT starts_with("channel", 'hook ')"""
    row = connection.execute(query, [campaign]).fetchone()
    assert row is not None
    return int(row[0])


def _arms(connection: Connection) -> tuple[ArmCount, ...]:
    rows = connection.execute(
        """SELECT a."split", a."arm", count(*) FROM report_arms a
           JOIN report_scope s ON s."eid" = a."eid"
           WHERE s."shadow" = '' GROUP BY ALL ORDER BY ALL"""
    ).fetchall()
    return tuple(ArmCount(*row) for row in rows)


def _goals(
    connection: Connection, campaign: Campaign, until: datetime
) -> tuple[GoalRate, ...]:
    return tuple(_goal(connection, goal, until) for goal in campaign.goals)


def _goal(connection: Connection, goal: Goal, until: datetime) -> GoalRate:
    found = [cell for cell in counting.cells(connection, goal.name, until) if not cell.shadow]
    closed = [cell for cell in found if cell.closed]
    share = Share(sum(cell.reached for cell in closed), sum(cell.count for cell in closed))
    opened = sum(cell.count for cell in found) - share.of
    target = None if goal.target is None else goal.target / WHOLE
    return GoalRate(goal.name, str(goal.within), share, opened, target)
