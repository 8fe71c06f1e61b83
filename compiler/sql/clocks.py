"""The instant at which a condition is asked, and the policy's clock, in SQL (S3, S4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

from sqlglot import exp

from compiler.model.windows import Duration
from compiler.sql import build
from compiler.zones import offsets, to_civil, to_instant


@dataclass(frozen=True)
class Border:
    """An instant in SQL; `instant` is the same in Python where it is a constant."""

    expression: exp.Expr
    instant: datetime | None = None


class Moment(Protocol):
    """What borders are reckoned from."""

    @property
    def zone(self) -> str:
        """The policy's zone."""

    def shifted(self, duration: Duration | None, direction: int) -> Border:
        """*t* itself, or *t* and `duration` later (1) or earlier (-1)."""


class Clock(Moment, Protocol):
    @property
    def zones(self) -> exp.Expr | None:
        """The table of zones; None: the policy's is written out where it is needed."""

    def midnight(self, day: exp.Expr) -> exp.Expr:
        """The instant of a date's 00:00."""


@dataclass(frozen=True)
class FixedClock:
    """Everything is asked at one instant, so that borders are constants."""

    at: datetime
    zone: str
    zones: exp.Expr | None

    def shifted(self, duration: Duration | None, direction: int) -> Border:
        moved = self.at if duration is None else shift(self.at, duration, direction, self.zone)
        return Border(build.instant(moved), moved)

    def midnight(self, day: exp.Expr) -> exp.Expr:
        return civil_instant(build.cast(day, "TIMESTAMP"), self.zone, self.zones)


@dataclass(frozen=True)
class RowClock:
    """Each row is asked at its own instant `at`. `calendar`: by which instant the calendar is read,
    None: by that one (S8)."""

    at: exp.Expr
    zone: str
    zones: exp.Expr | None
    calendar: exp.Expr | None = None

    @property
    def calendar_at(self) -> exp.Expr:
        return self.at if self.calendar is None else self.calendar

    def shifted(self, duration: Duration | None, direction: int) -> Border:
        if duration is None:
            return Border(self.at.copy())
        if duration.unit not in ("month", "year"):
            return Border(_moved(self.at.copy(), duration, direction))
        return Border(_calendar(self, duration, direction))

    def midnight(self, day: exp.Expr) -> exp.Expr:
        return civil_instant(build.cast(day, "TIMESTAMP"), self.zone, self.zones)


@dataclass(frozen=True)
class LooseClock:
    """An instant that is known when a query is executed, for borders that may lie too early."""

    at: exp.Expr
    zone: str

    def shifted(self, duration: Duration | None, direction: int) -> Border:
        if duration is None:
            return Border(self.at.copy())
        days = _LONGEST.get(duration.unit)
        if days is not None:  # and a day, by which clocks may have been changed
            duration = Duration(duration.amount * days + 1, "day")
        return Border(_moved(self.at.copy(), duration, direction))


_LONGEST = {"month": 31, "year": 366}
"""Days."""


def shift(at: datetime, duration: Duration, direction: int, zone: str) -> datetime:
    """An instant moved as windows move (S3): days and weeks are multiples of 24 hours, months and
    years calendar steps in `zone`, cut to the month's last day."""
    if duration.exact is not None:
        return at + direction * duration.exact
    months = direction * duration.amount * (12 if duration.unit == "year" else 1)
    civil = to_civil(at, zone)
    year, month = divmod(civil.year * 12 + civil.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    moved = first.replace(day=min(civil.day, last.day))
    return to_instant(datetime.combine(moved, civil.time()), zone)


def first_day(border: datetime, zone: str, *, after: bool) -> date:
    """The first date whose 00:00 in `zone` is at or (`after`) after an instant. 00:00 grows with
    the date, so a comparison of dates by this one is a comparison of their instants."""
    found = to_civil(border, zone).date() - timedelta(days=1)
    while not _reached(to_instant(datetime.combine(found, time()), zone), border, after):
        found += timedelta(days=1)
    return found


def _reached(instant: datetime, border: datetime, after: bool) -> bool:
    return instant > border if after else instant >= border


def civil_instant(
    civil: exp.Expr, zone: str, zones: exp.Expr | None
) -> exp.Expr:
    """The instant of a civil time in `zone`, looked up in the table of zones."""
    found = (
        exp.select(instant_of(civil.copy(), "zone"))
        .from_(zone_rows(zones, zone, "zone"))
        .where(_in_zone(zone, "zone"), between(civil, "civil", "zone"))
    )
    return build.call("SEGUE_INSTANT", found.subquery(), civil.copy(), build.text(zone))


SHOWN = "shown"
"""What the clock shows, in the step of `SEGUE_STEPPED`."""


def _calendar(clock: RowClock, duration: Duration, direction: int) -> exp.Expr:
    """The clock's time, moved by months on the policy's clock, and back to an instant."""
    now = exp.Add(this=clock.calendar_at.copy(), expression=civil_seconds("now"))
    civil = build.paren(_moved(build.paren(now), duration, direction))
    found = (
        exp.select(instant_of(civil.copy(), "then"))
        .from_(zone_rows(clock.zones, clock.zone, "now"))
        .join(zone_rows(clock.zones, clock.zone, "then"), on=between(civil, "civil", "then"))
        .where(
            _in_zone(clock.zone, "now"),
            _in_zone(clock.zone, "then"),
            between(clock.calendar_at.copy(), "utc", "now"),
        )
    )
    step = _moved(build.column(SHOWN), duration, direction)
    zone = build.text(clock.zone)
    return build.call("SEGUE_STEPPED", found.subquery(), clock.at.copy(), zone, step)


def in_force(instant: exp.Expr, zone: str, alias: str) -> exp.Expr:
    """Whether a row of `zone_rows` is the one in force at the instant."""
    return build.both([_in_zone(zone, alias), between(instant, "utc", alias)])


def _moved(at: exp.Expr, duration: Duration, direction: int) -> exp.Expr:
    kind = exp.Add if direction > 0 else exp.Sub
    return kind(this=at, expression=build.interval(duration.amount, duration.unit))


def _in_zone(zone: str, alias: str) -> exp.Expr:
    return build.compare("=", build.column("zone", alias), build.text(zone))


def between(moment: exp.Expr, kind: str, alias: str) -> exp.Expr:
    return build.both(
        [
            build.compare(">=", moment.copy(), build.column(f"{kind}_from", alias)),
            build.compare("<", moment.copy(), build.column(f"{kind}_until", alias)),
        ]
    )


def instant_of(civil: exp.Expr, alias: str) -> exp.Expr:
    """A civil time in a gap lies, by the seconds after it, before the gap: its end is meant."""
    shifted = exp.Sub(this=civil, expression=civil_seconds(alias))
    return build.call("GREATEST", shifted, build.column("utc_from", alias))


def civil_seconds(alias: str) -> exp.Expr:
    """By how much the clock is ahead of UTC in a row of `zone_rows`."""
    return exp.Mul(this=build.interval(1, "second"), expression=build.column("seconds", alias))


def zone_rows(zones: exp.Expr | None, zone: str, alias: str) -> exp.Expr:
    """The table of zones; where there is none, the rows of one zone, written out."""
    if zones is None:
        return written_out(zone, alias)
    return exp.alias_(zones.copy(), alias, table=True, quoted=True)


_COLUMNS = ("zone", "utc_from", "utc_until", "civil_from", "civil_until", "seconds")


def written_out(zone: str, alias: str) -> exp.Expr:
    """The rows of one zone, where no table holds them."""
    return values(list(_rows(zone)), alias, _COLUMNS)


def _rows(zone: str) -> Iterator[exp.Tuple]:
    rows = offsets(zone)
    ends = [*((row.utc_from, row.civil_from) for row in rows[1:]), (None, None)]
    for row, (utc_until, civil_until) in zip(rows, ends, strict=True):
        cells = [
            build.text(zone),
            build.instant(row.utc_from),
            _end(utc_until),
            _timestamp(row.civil_from),
            _end(civil_until),
            build.whole(row.seconds),
        ]
        yield exp.Tuple(expressions=cells)


def values(tuples: list[exp.Tuple], alias: str, columns: Iterable[str]) -> exp.Expr:
    """Rows that are written out, as a table with these columns."""
    names = [exp.to_identifier(name, quoted=True) for name in columns]
    called = exp.TableAlias(this=exp.to_identifier(alias, quoted=True), columns=names)
    return exp.Values(expressions=tuples, alias=called)


def _end(moment: datetime | None) -> exp.Expr:
    return build.cast(build.text("infinity"), "TIMESTAMP") if moment is None else _timestamp(moment)


def _timestamp(moment: datetime) -> exp.Expr:
    return build.cast(build.text(moment.replace(tzinfo=None).isoformat(" ")), "TIMESTAMP")
