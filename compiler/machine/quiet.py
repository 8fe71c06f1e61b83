"""When it is quiet, as a table of the tick (S25).

A send does not work out what its customer's clock shows: `quiet` holds every quiet time around a
tick as instants, for every zone that is near, and a send is one join with it. Where a clock that
was turned back reads an end that is past, it is not quiet at all.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from compiler.machine.stretches import DAY, WEEK, Items, Stretch, period, pieces, quiet_items
from compiler.machine.template import both, column, query, sql
from compiler.model.campaigns import Campaign
from compiler.model.project import Project
from compiler.model.staff import Colleague
from compiler.model.steps import Send

TABLE = "quiet"
"""Rows: which items (`heeds`, a number), the `zone`, the instants [`from_at`, `until_at`) in which
it is quiet, the instant at which that `ends`, and whether it `drops` messages."""

BACK = 8
"""So many days before a tick a quiet time that reaches into it may have begun, on any clock."""

PIECES = ("heeds", "weekday", "start", "until", "ending", "drops")
"""Seconds since 00:00 of a day, or of a weekday (1 to 7), on a customer's clock."""


def heeded(project: Project) -> dict[Items, int]:
    """All that a message can heed, with the numbers it has in the table."""
    found = [
        quiet_items(project.policy, campaign, channel, service)
        for campaign in project.running
        for channel in project.channels.values()
        for service in (False, True)
    ]
    found += [channel.quiet for channel in project.channels.values()]
    return {items: number for number, items in enumerate(dict.fromkeys(filter(None, found)))}


def quiet_times(project: Project, days: int) -> exp.Select | None:
    """The rows of the table for a tick of at most so many days; None where it is never quiet."""
    rows = [
        _piece(number, items, piece)
        for items, number in heeded(project).items()
        for piece in pieces(items)
    ]
    return _ended(_around(rows, days)) if rows else None


def _piece(number: int, items: Items, piece: Stretch) -> list[exp.Expr]:
    weekday, start = divmod(piece.start, DAY)
    midnight = piece.start - start
    on = exp.convert(weekday + 1) if period(items) == WEEK else exp.cast(exp.null(), "BIGINT")
    seconds = (start, piece.until - midnight, piece.end - midnight)
    return [exp.convert(number), on, *map(exp.convert, seconds), exp.convert(piece.drops)]


def _around(rows: Sequence[Sequence[exp.Expr]], days: int) -> exp.Select:
    """The pieces on every clock, cut where a clock is turned; `ending` is what it shows then."""
    return query(
        "SELECT p.heeds, n.zone, p.drops,"
        " greatest(d.midnight + INTERVAL 1 SECOND * (p.start - n.seconds), n.utc_from) AS from_at,"
        " least(d.midnight + INTERVAL 1 SECOND * (p.until - n.seconds), n.utc_until) AS until_at,"
        " d.midnight + INTERVAL 1 SECOND * p.ending AS ending"
        " FROM :pieces AS p JOIN :days AS d"
        " ON p.weekday IS NULL OR p.weekday = isodow(d.midnight) CROSS JOIN near AS n",
        pieces=_values(rows, PIECES),
        days=_midnights(days),
    )


def _midnights(days: int) -> exp.Select:
    """Every 00:00 that any clock shows around the tick."""
    return query(
        "SELECT date_trunc('day', CAST($prev AS TIMESTAMP)) + INTERVAL 1 DAY * v.day AS midnight"
        " FROM :rows AS v",
        rows=_values([[exp.convert(day)] for day in range(-BACK, days + 2)], ("day",)),
    )


def _ended(around: exp.Query) -> exp.Select:
    ended = query(
        "SELECT a.*, greatest(a.ending - INTERVAL 1 SECOND * n.seconds, n.utc_from) AS ends"
        " FROM :around AS a JOIN near AS n ON n.zone = a.zone"
        " AND a.ending >= n.civil_from AND a.ending < n.civil_until",
        around=around,
    )
    return query(
        "SELECT e.heeds, e.zone, e.from_at, least(e.until_at, e.ends) AS until_at, e.ends, e.drops"
        " FROM :ended AS e WHERE e.from_at < least(e.until_at, e.ends)"
        " AND e.from_at < $until AND e.until_at > $prev",
        ended=ended,
    )


def _values(rows: Sequence[Sequence[exp.Expr]], names: Sequence[str]) -> exp.Select:
    return exp.select("*").from_(exp.values([tuple(row) for row in rows], "v", names), copy=False)


def quieted(
    project: Project,
    campaign: Campaign,
    found: exp.Query,
    step: Send,
    channel: exp.Expr,
    heeding: Sequence[exp.Expr],
) -> exp.Select:
    """The rows `r` beside `q`, the quiet time in which they stand, if they stand in one: that of
    the chosen `channel`, one of the step's or none. `heeding`: tests of who heeds any at all."""
    heeds = _heeds(project, campaign, step, channel)
    if heeds is None:
        return query("SELECT 1 FROM :found AS r CROSS JOIN :loud AS q", found=found, loud=_loud())
    return query(
        "SELECT 1 FROM :found AS r LEFT JOIN :quiet AS q ON :stands",
        found=found,
        quiet=TABLE,
        stands=both([*_stands(project, step, heeds), *heeding]),
    )


def _loud() -> exp.Subquery:
    """Where it is never quiet."""
    return query("SELECT CAST(NULL AS TIMESTAMP) AS ends, FALSE AS drops").subquery()


def is_quiet(project: Project, campaign: Campaign, step: Send, channel: exp.Expr) -> exp.Expr:
    """Whether a row `r` stands in quiet time of the chosen `channel`, one of the step's or none."""
    heeds = _heeds(project, campaign, step, channel)
    if heeds is None:
        return exp.false()
    return sql(
        "EXISTS (SELECT 1 FROM :quiet AS q WHERE :stands)",
        quiet=TABLE,
        stands=both(_stands(project, step, heeds)),
    )


def _stands(project: Project, step: Send, heeds: exp.Expr) -> list[exp.Expr]:
    """On the customer's own clock; for a colleague on the policy's."""
    zone: exp.Expr = column("zone", "r")
    if isinstance(step.to, Colleague):
        zone = exp.Literal.string(project.policy.timezone)
    return [
        sql("q.zone = :zone", zone=zone), sql("q.heeds = :heeds", heeds=heeds),
        sql("r.at >= q.from_at"), sql("r.at < q.until_at"),
    ]  # fmt: skip


def _heeds(
    project: Project, campaign: Campaign, step: Send, channel: exp.Expr
) -> exp.Case | None:
    """The number of what the chosen channel heeds; None where none of the step's heeds any."""
    service = project.messages[step.message].service
    to_staff = isinstance(step.to, Colleague)
    numbers, found = heeded(project), exp.Case()
    for name in step.channels:
        items = quiet_items(project.policy, campaign, project.channels[name], service, to_staff)
        if items:
            test = sql(":channel = :name", channel=channel, name=name)
            found = found.when(test, exp.convert(numbers[items]), copy=False)
    return found if found.args.get("ifs") else None
