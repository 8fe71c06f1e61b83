"""Who may enter around a date: as the versions of the instant have it (S4, S15)."""

from __future__ import annotations

from sqlglot import exp

from compiler.machine import clock
from compiler.machine.around import instants, shift
from compiler.machine.setting import Setting
from compiler.machine.template import column, field, named, query, sql
from compiler.model.around import Around
from compiler.model.entries import OnDate
from compiler.model.values import CustomerField, EventField, Type


def by_date(setting: Setting, entry: OnDate, moments: str) -> exp.Select:
    """Customers at the instants of the tick around their date, or around those of their records:
    `cid`, `at`, and the date as `mark`, which names the enrolment; of records, `record` and what is
    looked at of it. Where a time of day is said, the instants are the tick's `moments`."""
    of = entry.around
    found = _at_instants(setting, of) if of.at is None else _on_days(setting, of, moments)
    told = ["record", *setting.record_fields.values()] if setting.by_record else []
    return found.select(*(column(name, "k") for name in told), copy=False)


def _on_days(setting: Setting, of: Around, moments: str) -> exp.Select:
    """The day of a time is the one that the clock shows then."""
    found, day = _dated(setting, of), column("base", "k")
    if of.value.type is Type.TIME:
        near = _near(found, shift(of))
        found = clock.with_civil(near, column("base", "r"), "shown", clock.ANY)
        day = column("shown", "k")
    mark = _mark(setting) if of.value.type is Type.TIME else _named(setting, "m.cause")
    return query(
        "SELECT k.cid, m.at, :mark AS mark FROM :found AS k JOIN :moments AS m"
        " ON m.day = :day AND k.since <= m.at AND k.until > m.at"
        " AND (m.zone IS NULL OR m.zone = k.zone)",
        mark=mark, found=found, moments=moments, day=_day(of, day),
    )  # fmt: skip


def _at_instants(setting: Setting, of: Around) -> exp.Select:
    assert of.duration is not None
    length: exp.Expr = clock.exact(of.duration)
    by = length if of.sign > 0 else sql("-(:length)", length=length)
    return query(
        "SELECT k.cid, k.around AS at, :mark AS mark FROM :found AS k WHERE k.around >= $prev"
        " AND k.around < $until AND k.since <= k.around AND k.until > k.around",
        mark=_mark(setting), found=instants(of, _near(_dated(setting, of), by)),
    )  # fmt: skip


def _near(found: exp.Select, by: exp.Expr) -> exp.Select:
    """Those whose time, moved `by` so much, may lie in the tick on some clock."""
    return query(
        "SELECT r.* FROM :found AS r"
        " WHERE r.base + :by >= CAST($prev AS TIMESTAMP) - INTERVAL 3 DAY"
        " AND r.base + :by < CAST($until AS TIMESTAMP) + INTERVAL 3 DAY",
        found=found, by=by,
    )  # fmt: skip


def _dated(setting: Setting, of: Around) -> exp.Select:
    """The dates: `cid`, from `since` until `until`, `base`, and the `zone` on whose clock they are;
    of records, `record` and what is looked at of it."""
    zone = sql(":zone", zone=of.zone) if of.zone else clock.own_zone(setting.project, "k")
    if isinstance(of.value, CustomerField):
        return query(
            "SELECT k.cid, k.since, k.until, :base AS base, :zone AS zone FROM customers AS k"
            " WHERE :base IS NOT NULL",
            base=field(of.value.name, "k"), zone=zone,
        )  # fmt: skip
    assert isinstance(of.value, EventField)
    found = query(
        "SELECT k.cid, greatest(k.since, b.since) AS since, least(k.until, b.until) AS until,"
        " :base AS base, :zone AS zone, b.id AS record FROM :records AS b"
        " JOIN customers AS k ON k.cid = b.cid AND k.since < b.until AND b.since < k.until"
        " WHERE :base IS NOT NULL",
        base=field(of.value.name, "b"), zone=zone, records=setting.records,
    )  # fmt: skip
    held = setting.record_fields.items()
    return found.select(*(named(field(name, "b"), to) for name, to in held), copy=False)


def _day(of: Around, day: exp.Expr) -> exp.Expr:
    """As the moments have it: month and day, and the year where it is not every year's."""
    place = sql("month(:day) * 100 + day(:day)", day=day)
    return place if of.yearly else sql("year(:day) * 10000 + :place", day=day, place=place)


def _mark(setting: Setting) -> exp.Expr:
    """A time as the journal names it."""
    return _named(setting, "strftime(k.base, '%Y-%m-%d %H:%M:%S.%f UTC')")


def _named(setting: Setting, date: str) -> exp.Expr:
    """The date that names the enrolment, behind the id of its record."""
    return sql(f"concat(k.record, ' ', {date})" if setting.by_record else date)
