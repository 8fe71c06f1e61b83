"""Instants read on the policy's clock, in SQL: their days, weeks and months (S4)."""

from __future__ import annotations

from sqlglot import exp

from compiler.sql import build
from compiler.sql.clocks import civil_seconds, in_force, zone_rows

ZONE = "zone"
"""The alias of the zone's row that is in force at the instant."""


def on_the_clock(
    select: exp.Select, instant: exp.Expr, zone: str, zones: exp.Expr | None, alias: str = ZONE
) -> exp.Select:
    """Joins the zone's row that is in force at the instant."""
    return select.join(zone_rows(zones, zone, alias), on=in_force(instant, zone, alias))


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
