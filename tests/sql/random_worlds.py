"""Random values and histories: every type with unknowns, ties and equal instants, on a coarse grid
around a change of New York's and London's clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random

from compiler.model.declarations import (
    Event,
    Field,
)
from compiler.model.values import (
    Plain,
    Type,
)
from runtime.history import History, Occurrence, RecordVersion, Version

T = Type
AT = datetime(2026, 3, 29, 12, tzinfo=UTC)
LONG = ("day", "week", "month", "year")
ZONES = ("America/New_York", "Europe/London", "Asia/Seoul", "UTC", "Australia/Lord_Howe")
TEXTS = ("Seoul", "seoul", "Łódź", "straße", "a b", "Zoë", "zz", "ZZ", "_", "")
DAYS = (date(2024, 2, 29), date(1996, 2, 29), date(1999, 12, 31), date(2001, 1, 1))
PATTERNS = ("[Ss]eoul", ".*o.*", "[a-zł]+", "(ZZ|zz|_)", "[^a]{2,5}", "S.+", "straße?", "..?")
NUMBERS = ("0", "1", "2", "2.5", "-1.5", "3", "0.000001", "-7.123456", "12345678.9")


def field(name: str, type: Type) -> Field:
    return Field(name, type, name)


CUSTOMER = (
    field("city", T.TEXT), field("tier", T.CHOICE), field("points", T.NUMBER),
    field("spent", T.MONEY), field("vip", T.YES_NO), field("joined", T.DATE),
    field("signed", T.TIME), field("at", T.TEXT), field("colours", T.TEXTS),
    field("zone", T.TIMEZONE),
)  # fmt: skip
"""The last is not in every project."""
EVENTS = {
    "purchase": (
        field("amount", T.MONEY), field("weight", T.NUMBER), field("category", T.TEXT),
        field("gift", T.YES_NO), field("due", T.DATE), field("promised", T.TIME),
        field("tags", T.TEXTS),
    ),
    "visit": (field("page", T.TEXT),),
    "clicked": (field("message", T.TEXT),),
}  # fmt: skip
RECORDS = {
    "booking": (
        field("state", T.CHOICE), field("places", T.NUMBER), field("price", T.MONEY),
        field("paid", T.YES_NO), field("day", T.DATE), field("starts", T.TIME),
        field("room", T.TEXT), field("wishes", T.TEXTS),
    ),
    "pet": (field("kind", T.TEXT), field("weight", T.NUMBER)),
}  # fmt: skip
SEVERAL = EVENTS | RECORDS


def event(name: str) -> Event:
    about = name == "clicked"
    return Event(name, None, "customer", "time", "id", None, EVENTS[name], about_messages=about)


def plain(random: Random, type: Type) -> Plain:
    if type is T.NUMBER:
        return Decimal(random.choice(NUMBERS))
    if type is T.MONEY:
        return Decimal(random.choice(NUMBERS)).quantize(Decimal("0.0001"))
    if type is T.YES_NO:
        return random.random() < 0.5
    if type is T.TEXTS:
        return tuple(random.choice(TEXTS) for _ in range(random.choice((0, 1, 2, 5))))
    if type is T.TIMEZONE:
        return random.choice((*ZONES, "Nowhere/City", ""))
    if type is T.DATE and random.random() < 0.3:
        return random.choice(DAYS)
    if type is T.DATE:
        return date(2026, 3, 25) + timedelta(days=random.randint(-400, 8))
    return moment(random) if type is T.TIME else random.choice(TEXTS)


def moment(random: Random) -> datetime:
    days = random.choice((0, 0, 1, 1, 2, 20, 31, 59, 365))
    return AT - timedelta(days=days, minutes=30 * random.randint(-20, 60))


def maybe(random: Random, type: Type) -> Plain | None:
    return None if random.random() < 0.25 else plain(random, type)


def history(random: Random, key: str) -> History:
    events = [_event(random, key, number) for number in range(random.choice((0, 1, 3, 6, 10)))]
    events.sort(key=lambda one: (one.arrival, *one.order))
    versions = [Version(None, _fields(random))]
    if random.random() < 0.5:
        since = random.choice(events).arrival if events else moment(random)
        versions.append(Version(since, _fields(random)))
    return History(key, tuple(versions), tuple(events), _records(random, key, events))


def _records(
    random: Random, key: str, events: list[Occurrence]
) -> tuple[RecordVersion, ...]:
    """Some that come, change and go, at the instants of events too."""
    found: list[RecordVersion] = []
    for number in range(random.choice((0, 1, 2, 4))):
        kind = random.choice(tuple(RECORDS))
        moments = [moment(random) for _ in range(2)] + [one.arrival for one in events]
        cuts: list[datetime | None] = [*sorted(random.sample(moments, random.choice((0, 1, 2))))]
        starts = [None, *cuts] if random.random() < 0.5 or not cuts else cuts
        ends = [*starts[1:], None]
        for since, until in zip(starts, ends, strict=True):
            if until is None and random.random() < 0.3:
                continue  # it is gone
            fields = {field.name: maybe(random, field.type) for field in RECORDS[kind]}
            found.append(RecordVersion(kind, f"{number}{key}", since, until, fields))
    return tuple(found)


def _fields(random: Random) -> dict[str, Plain | None]:
    return {field.name: maybe(random, field.type) for field in CUSTOMER}


def _event(random: Random, key: str, number: int) -> Occurrence:
    kind = random.choice(("purchase", "purchase", "visit", "clicked"))
    time = moment(random)
    arrival = time + random.choice((timedelta(0), timedelta(0), timedelta(hours=5)))
    fields = {field.name: maybe(random, field.type) for field in EVENTS[kind]}
    enrolment = random.choice(("mine", "other", None)) if kind == "clicked" else None
    identity = f"{random.choice('aBé')}{number}{key}"
    return Occurrence(kind, identity, time, arrival, fields, enrolment)
