"""Civil times and instants, by the pinned `tzdata` and never by the machine's own tables (S4).

Instants are aware UTC datetimes, civil times naive ones. A civil time in a spring gap means the
first instant after the gap; one that occurs twice means the first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from tzdata import IANA_VERSION

HORIZON = (1970, 2100)
"""The years for which the engines' table of zones holds transitions."""


@cache
def zone(name: str) -> ZoneInfo | None:
    """The zone of that exact name (`Asia/Seoul`, `UTC`), or None where there is none."""
    if name not in _names():
        return None
    with files("tzdata.zoneinfo").joinpath(*name.split("/")).open("rb") as table:
        return ZoneInfo.from_file(table, key=name)


@cache
def _names() -> frozenset[str]:
    listed = files("tzdata").joinpath("zones").read_text(encoding="utf-8")
    return frozenset(listed.split())


def release() -> str:
    """Of which release the rules of clocks are, as in `2026f`."""
    found: str = IANA_VERSION
    return found


def zone_names() -> frozenset[str]:
    """Every zone name that is known, for suggestions."""
    return _names()


def to_civil(instant: datetime, name: str) -> datetime:
    """What the clock of zone `name` shows at an instant."""
    return instant.astimezone(_known(name)).replace(tzinfo=None, fold=0)


def to_instant(civil: datetime, name: str) -> datetime:
    """The instant of a civil time in zone `name` (S4: after a gap, the first of two)."""
    where = _known(name)
    instant = civil.replace(tzinfo=where, fold=0).astimezone(UTC)
    if to_civil(instant, name) == civil:
        return instant
    return _after_gap(civil, where)


def _after_gap(civil: datetime, where: ZoneInfo) -> datetime:
    """`fold=1` reads a gap with the offset after it, `fold=0` with the one before; the gap's end
    lies between the two readings, at the transition itself."""
    low = civil.replace(tzinfo=where, fold=1).astimezone(UTC)
    high = civil.replace(tzinfo=where, fold=0).astimezone(UTC)
    before = low.astimezone(where).utcoffset()
    while high - low > timedelta(microseconds=1):
        middle = low + (high - low) // 2
        if middle.astimezone(where).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high


def _known(name: str) -> ZoneInfo:
    found = zone(name)
    if found is None:
        raise ValueError(f"unknown zone: {name}")
    return found


@dataclass(frozen=True, slots=True)
class Offset:
    """One row of the table that engines join: from the instant `utc_from` (and from the civil
    time `civil_from`) on, civil = instant + `seconds`, and the instant of a civil time is
    max(civil − `seconds`, `utc_from`), which is the end of a gap inside it."""

    zone: str
    utc_from: datetime
    civil_from: datetime
    seconds: int


@cache
def offsets(name: str) -> tuple[Offset, ...]:
    """The rows of a zone over `HORIZON`, in order; the first reaches back to year 1."""
    where = _known(name)
    start = datetime(HORIZON[0], 1, 1, tzinfo=UTC)
    current = _seconds(start, where)
    rows = [Offset(name, datetime(1, 1, 1, tzinfo=UTC), datetime(1, 1, 1), current)]
    step = timedelta(days=3)  # no two changes of any zone since 1970 lie nearer than six days
    end = datetime(HORIZON[1], 1, 1, tzinfo=UTC)
    moment = start
    while moment < end:
        following = moment + step
        if _seconds(following, where) != current:
            change = _transition(moment, following, where)
            civil = (change + timedelta(seconds=current)).replace(tzinfo=None)
            current = _seconds(change, where)
            rows.append(Offset(name, change, civil, current))
            following = max(following, change)
        moment = following
    return tuple(rows)


def _seconds(instant: datetime, where: ZoneInfo) -> int:
    offset = instant.astimezone(where).utcoffset()
    assert offset is not None
    return int(offset.total_seconds())


def _transition(low: datetime, high: datetime, where: ZoneInfo) -> datetime:
    """The first second in (low, high] at which the offset differs from that at `low`."""
    before = _seconds(low, where)
    while high - low > timedelta(seconds=1):
        middle = (low + (high - low) / 2).replace(microsecond=0)
        if _seconds(middle, where) == before:
            low = middle
        else:
            high = middle
    return high


def midnight(instant: datetime, name: str) -> datetime:
    """The latest 00:00 of zone `name` at or before an instant."""
    day = to_civil(instant, name).date()
    found = to_instant(datetime.combine(day, time()), name)
    if found > instant:  # the clock was set back over midnight
        return to_instant(datetime.combine(day - timedelta(days=1), time()), name)
    return found
