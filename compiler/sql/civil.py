"""Instants read on the policy's clock, in SQL: their days, weeks and months (S4)."""

from __future__ import annotations

from sqlglot import exp

from compiler.sql import build
from compiler.sql.clocks import Clock, FixedClock, civil_seconds, in_force, zone_rows
from compiler.zones import offsets

ZONE = "zone"
"""The alias of the zone's row that is in force at the instant."""


def on_the_clock(
    select: exp.Select, instant: exp.Expr, zone: str, zones: exp.Expr | None, alias: str = ZONE
) -> exp.Select:
    """Joins the zone's row that is in force at the instant."""
    return select.join(zone_rows(zones, zone, alias), on=in_force(instant, zone, alias))


def days_on(
    select: exp.Select, instant: exp.Expr, clock: Clock
) -> tuple[exp.Select, exp.Expr]:
    """The date on the clock at an instant up to that at which is asked, and the select with what
    the date needs. What a clock showed up to a fixed instant is known, and is written out: a join
    by when each row of the zone is in force costs more than all else that is asked of events."""
    if isinstance(clock, FixedClock):
        return select, build.cast(_shown(instant, clock), "DATE")
    return on_the_clock(select, instant, clock.zone, clock.zones), day(instant)


def _shown(instant: exp.Expr, clock: FixedClock) -> exp.Expr:
    """The latest rows of the zone come first, since most that is asked about is of late."""
    first, *later = (row for row in offsets(clock.zone) if row.utc_from <= clock.at)
    seconds = build.whole(first.seconds)
    if later:
        case = exp.Case()
        for row in reversed(later):
            since = build.compare(">=", instant.copy(), build.instant(row.utc_from))
            case = case.when(since, build.whole(row.seconds))
        seconds = case.else_(seconds)
    ahead = exp.Mul(this=build.interval(1, "second"), expression=seconds)
    return build.paren(exp.Add(this=instant.copy(), expression=ahead))


def civil(instant: exp.Expr, alias: str = ZONE) -> exp.Expr:
    """The instant as the clock shows it, behind `on_the_clock`."""
    return build.paren(exp.Add(this=instant.copy(), expression=civil_seconds(alias)))


def day(instant: exp.Expr, alias: str = ZONE) -> exp.Expr:
    """The date on the clock."""
    return build.cast(civil(instant, alias), "DATE")


def period(unit: str, instant: exp.Expr, alias: str = ZONE) -> exp.Expr:
    """The first day of the month or of the week (from Monday) in which it lies on the clock."""
    began = build.call("DATE_TRUNC", build.text(unit), civil(instant, alias))
    return build.cast(began, "DATE")
