"""Random worlds: thirty customers of a shop, and what they do, as rows of its tables.

Every row says from when on it can be seen, which is later than it happened where a row is late,
so that a tick sees only what was there then. Instants lie around changes of clocks, on a coarse
grid and at the very times that the project names, so that many are equal and borders are met.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from compiler.zones import to_instant, zone_names
from tests.differential import dates
from tests.differential.conditions import CARTS, CATEGORIES, CITIES, THRESHOLDS, TIERS

Cell = str | Decimal | bool | datetime | date | None

ERAS = (0, 28, 211, 238)
"""Days by which a world lies behind 2026-03-06: New York's gap on 03-08, Lord Howe's overlap on
04-05 and gap on 10-04, New York's overlap on 11-01."""

START = datetime(2026, 3, 6, tzinfo=UTC)
LENGTH = timedelta(days=5)
ZONES = (
    "Asia/Seoul", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca",
    "Europe/Dublin", "America/Santiago", "Nowhere/City", None,
)  # fmt: skip

COLUMNS: dict[str, dict[str, str]] = {
    "shop.customers": {
        "id": "VARCHAR", "city": "VARCHAR", "email": "VARCHAR", "phone": "VARCHAR",
        "birthday": "DATE", "signed_up": "TIMESTAMP", "timezone": "VARCHAR",
        "wants_mail": "BOOLEAN", "wants_text": "BOOLEAN", "tier": "VARCHAR",
        "points": "DECIMAL(18,6)", "spent": "DECIMAL(18,4)", "valid_from": "TIMESTAMP",
    },
    "shop.visits": {"customer_id": "VARCHAR", "at_time": "TIMESTAMP", "page": "VARCHAR"},
    "shop.carts": {
        "id": "VARCHAR", "customer_id": "VARCHAR", "at_time": "TIMESTAMP", "cart": "VARCHAR",
        "total": "DECIMAL(18,4)",
    },
    "shop.orders": {
        "id": "VARCHAR", "customer_id": "VARCHAR", "at_time": "TIMESTAMP",
        "seen_at": "TIMESTAMP", "cart": "VARCHAR", "amount": "DECIMAL(18,4)",
        "category": "VARCHAR",
    },
}  # fmt: skip
"""The shop's tables and the types of their columns."""

for _table, _columns in dates.COLUMNS.items():
    COLUMNS[_table] |= _columns


@dataclass(frozen=True)
class SourceRow:
    table: str
    cells: dict[str, Cell]
    visible: datetime


@dataclass(frozen=True)
class Clock:
    """What instants are drawn from, but for those of the grid: the times of day that a project
    names, on the customer's own clock or the policy's, and these moved by the lengths that it
    names. `share`: of how many."""

    zone: str
    times: tuple[time, ...]
    lengths: tuple[timedelta, ...]
    share: float


@dataclass(frozen=True)
class World:
    """`versioned`: the table of customers keeps every version of them."""

    start: datetime
    rows: tuple[SourceRow, ...]
    versioned: bool = False

    @property
    def end(self) -> datetime:
        return self.start + LENGTH

    def seen(self, table: str, at: datetime) -> list[tuple[Cell, ...]]:
        """The rows of a table that were there before `at`; of a customer, mostly the newest."""
        rows = [row for row in self.rows if row.table == table and row.visible < at]
        if table == "shop.customers" and not self.versioned:
            newest = {row.cells["id"]: row for row in rows}
            rows = [row for row in newest.values() if row.cells["city"] != "GONE"]
        return [tuple(row.cells[column] for column in COLUMNS[table]) for row in rows]


def world(random: Random, era: int, clock: Clock, customers: int = 30) -> World:
    start = START + timedelta(days=era)
    rows: list[SourceRow] = []
    for number in range(customers):
        own = _Life(random, f"p{number:02}", start, clock)
        rows += own.customer()
        rows += own.events()
    rows += [_event(random, "shop.orders", "stranger", start + LENGTH / 2, 9999)]
    rows = with_dates(rows, start)
    return World(start, tuple(sorted(rows, key=lambda row: row.visible)))


def with_dates(rows: Iterable[SourceRow], start: datetime) -> list[SourceRow]:
    return [
        replace(row, cells=dates.cells(row.table, row.cells, row.visible, start)) for row in rows
    ]


def moving(made: World) -> World:
    """The world with customers whose dates move."""
    last = {row.cells["id"]: row for row in made.rows if row.table == "shop.customers"}
    later = [
        SourceRow(row.table, cells, visible)
        for row in last.values() if row.cells["city"] != "GONE"
        for visible, cells in dates.moves(row.cells, row.visible, made.start)
    ]  # fmt: skip
    rows = sorted([*made.rows, *later], key=lambda row: row.visible)
    return replace(made, rows=tuple(rows))


class _Life:
    """One customer: who they are, and what they do."""

    def __init__(self, random: Random, key: str, start: datetime, clock: Clock) -> None:
        self.random = random
        self.key = key
        self.start = start
        self.clock = clock
        self.fields = _fields(random, key, start)

    def customer(self) -> list[SourceRow]:
        """The versions of their row."""
        random, first = self.random, self.start - timedelta(days=40)
        if random.random() < 0.05:
            first = self.moment()
        if random.random() < 0.25:
            return self._wavering(first)
        rows = [self._seen(self.fields, first)]
        if random.random() < 0.3:
            changed = dict(self.fields)
            for name in random.sample(sorted(set(changed) - {"id"}), 3):
                changed[name] = _fields(random, self.key, self.start)[name]
            rows.append(self._seen(changed, self.moment()))
        if random.random() < 0.05:
            rows.append(self._seen({**self.fields, "city": "GONE"}, self.moment()))
        return rows

    def _wavering(self, first: datetime) -> list[SourceRow]:
        """Withdraws consents early and gives them again, which undoes an unsubscription between."""
        reached: dict[str, Cell] = {"email": f"{self.key}@example.com", "phone": "010-1"}
        yes = {**self.fields, **reached, "wants_mail": True, "wants_text": True}
        no = {**yes, "wants_mail": False, "wants_text": self.random.choice((False, None))}
        off = self.start + timedelta(hours=self.random.choice((5, 12, 30)))
        on = off + timedelta(hours=self.random.choice((20, 24, 40)))
        return [self._seen(yes, first), self._seen(no, off), self._seen(yes, on)]

    def _seen(self, cells: dict[str, Cell], visible: datetime) -> SourceRow:
        """Some versions come in late, a day after they began to hold."""
        late = Random(f"{self.key} {visible}").random() < 0.2
        since = visible - timedelta(days=late)
        return SourceRow("shop.customers", {**cells, "valid_from": _naive(since)}, visible)

    def events(self) -> list[SourceRow]:
        random, rows = self.random, []
        for number in range(random.choice((0, 1, 4, 8, 12))):
            table = random.choice(("shop.visits", "shop.carts", "shop.orders"))
            before = random.random() < 0.3
            shift = -timedelta(days=random.randint(0, 30)) if before else timedelta(0)
            row = _event(random, table, self.key, self.moment() + shift, number)
            rows.append(row)
            if random.random() < 0.08:
                rows.append(SourceRow(table, row.cells, row.visible + timedelta(days=1)))
            if random.random() < 0.05 and table == "shop.carts":
                changed = {**row.cells, "total": Decimal(77)}
                rows.append(SourceRow(table, changed, row.visible + timedelta(days=1)))
        return rows

    def moment(self) -> datetime:
        """An instant of the five days."""
        random, clock = self.random, self.clock
        day = random.choice((0, 1, 1, 2, 2, 2, 3, 4))
        if random.random() >= clock.share or not clock.times:
            return self.start + timedelta(days=day, minutes=30 * random.randrange(48))
        civil = self.start.date() + timedelta(days=day)
        shown = datetime.combine(civil, random.choice(clock.times))
        at = to_instant(shown, random.choice((self._zone(), self._zone(), clock.zone)))
        if clock.lengths:
            at += random.choice((0, 0, 0, 1, -1)) * random.choice(clock.lengths)
        return self.start + (at - self.start) % LENGTH

    def _zone(self) -> str:
        own = self.fields["timezone"]
        return own if isinstance(own, str) and own in zone_names() else "Asia/Seoul"


def _fields(random: Random, key: str, start: datetime) -> dict[str, Cell]:
    def maybe(value: Cell, share: float = 0.8) -> Cell:
        return value if random.random() < share else None

    return {
        "id": key,
        "city": maybe(random.choice(CITIES)),
        "email": maybe(f"{key}@example.com"),
        "phone": maybe(random.choice(("010-1", ""))),
        "birthday": maybe(date(random.randint(1970, 2006), 2, 28)),
        "signed_up": maybe(_naive(start - timedelta(hours=random.randint(-24, 24 * 20)))),
        "timezone": maybe(random.choice(ZONES)),
        "wants_mail": maybe(random.random() < 0.85),
        "wants_text": maybe(random.random() < 0.7),
        "tier": maybe(random.choice((*TIERS, "bronze"))),
        "points": maybe(Decimal(random.choice(THRESHOLDS)) + random.choice((0, Decimal("0.3")))),
        "spent": maybe(Decimal(random.choice(THRESHOLDS)) / random.choice((1, 3)), 0.7),
    }


def _event(random: Random, table: str, key: str, time: datetime, number: int) -> SourceRow:
    cells: dict[str, Cell] = {"customer_id": key, "at_time": _naive(time)}
    visible = time
    if table == "shop.visits":
        cells["page"] = random.choice(("home", "cart", None))
    else:
        cells["id"] = f"{key}-{number}"
        cells["cart"] = random.choice((*CARTS, None))
    if table == "shop.carts":
        cells["total"] = random.choice((None, *map(Decimal, THRESHOLDS)))
    if table == "shop.orders":
        late = timedelta(hours=random.choice((0, 0, 0, 2, 24, 48)))
        cells["seen_at"] = None if random.random() < 0.3 else _naive(time + late)
        visible = time + late if cells["seen_at"] is not None else time
        cells["amount"] = random.choice((None, *map(Decimal, THRESHOLDS)))
        cells["category"] = random.choice((*CATEGORIES, None))
    if random.random() < 0.08:
        visible += random.choice((timedelta(hours=5), timedelta(days=1, hours=7)))
    return SourceRow(table, cells, visible)


def _naive(instant: datetime) -> datetime:
    return instant.replace(tzinfo=None)
