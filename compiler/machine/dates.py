"""Who may enter around a date of their own: as the version of the instant has it (S4, S15)."""

from __future__ import annotations

from sqlglot import exp

from compiler.machine import clock
from compiler.machine.around import instants, shift
from compiler.machine.setting import Setting
from compiler.machine.template import column, field, query, sql
from compiler.model.around import Around
from compiler.model.entries import OnDate
from compiler.model.values import CustomerField, Type


def by_date(setting: Setting, entry: OnDate, moments: str) -> exp.Select:
    """Customers at the instants of the tick around their date: `cid`, `at`, and the date as
    `mark`, which names the enrolment. Where a time of day is said, the instants are the tick's
    `moments`."""
    of = entry.around
    if of.at is None:
        return _at_instants(setting, of)
    if of.value.type is Type.DATE:
        return _on_days(setting, of, moments)
    return _on_days_of_times(setting, of, moments)


def _on_days(setting: Setting, of: Around, moments: str) -> exp.Select:
    base = _field(of, "k")
    found = query(
        "SELECT k.cid, m.at, m.cause AS mark FROM :moments AS m JOIN customers AS k"
        " ON m.day = :day AND k.since <= m.at AND k.until > m.at",
        moments=moments, day=_day(of, base),
    )  # fmt: skip
    if of.zone is not None:
        return found
    zone = clock.own_zone(setting.project, "k")
    return found.where(sql("m.zone = :zone", zone=zone), copy=False)


def _on_days_of_times(setting: Setting, of: Around, moments: str) -> exp.Select:
    """The day of a time is the one that the clock shows then."""
    shown = clock.with_civil(_near(setting, of, shift(of)), column("base", "r"), "shown", clock.ANY)
    return query(
        "SELECT k.cid, m.at, :mark AS mark FROM :shown AS k JOIN :moments AS m"
        " ON m.day = :day AND (m.zone IS NULL OR m.zone = k.zone)"
        " AND k.since <= m.at AND k.until > m.at",
        mark=_mark("k"), shown=shown, moments=moments, day=_day(of, column("shown", "k")),
    )  # fmt: skip


def _at_instants(setting: Setting, of: Around) -> exp.Select:
    assert of.duration is not None
    length: exp.Expr = clock.exact(of.duration)
    by = length if of.sign > 0 else sql("-(:length)", length=length)
    return query(
        "SELECT k.cid, k.around AS at, :mark AS mark FROM :found AS k WHERE k.around >= $prev"
        " AND k.around < $until AND k.since <= k.around AND k.until > k.around",
        mark=_mark("k"), found=instants(of, _near(setting, of, by)),
    )  # fmt: skip


def _near(setting: Setting, of: Around, by: exp.Expr) -> exp.Select:
    """The versions of customers whose time, moved `by` so much, may lie in the tick on some clock:
    `cid`, `since`, `until`, `base`, `zone`."""
    zone = sql(":zone", zone=of.zone) if of.zone else clock.own_zone(setting.project, "k")
    return query(
        "SELECT k.cid, k.since, k.until, :base AS base, :zone AS zone FROM customers AS k"
        " WHERE :base + :by >= CAST($prev AS TIMESTAMP) - INTERVAL 3 DAY"
        " AND :base + :by < CAST($until AS TIMESTAMP) + INTERVAL 3 DAY",
        base=_field(of, "k"), by=by, zone=zone,
    )  # fmt: skip


def _field(of: Around, customer: str) -> exp.Column:
    assert isinstance(of.value, CustomerField)
    return field(of.value.name, customer)


def _day(of: Around, day: exp.Expr) -> exp.Expr:
    """As the moments have it: month and day, and the year where it is not every year's."""
    place = sql("month(:day) * 100 + day(:day)", day=day)
    return place if of.yearly else sql("year(:day) * 10000 + :place", day=day, place=place)


def _mark(alias: str) -> exp.Expr:
    """A time as the journal names it."""
    return sql("strftime(:at, '%Y-%m-%d %H:%M:%S.%f UTC')", at=column("base", alias))
