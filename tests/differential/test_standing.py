"""Records and lists in campaigns: what stands so and so at an instant is seen alike by the engine
and the interpreter, however time is cut into ticks, while bookings come, change and go, and people
come onto a list and off it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest

from runtime import store
from runtime.engines.engine import Engine
from runtime.journal import Row
from runtime.recording import record
from runtime.settings import Settings, TableSettings
from runtime.sources import Sources, attach
from runtime.store.connection import Connection
from tests.differential import harness
from tests.differential.campaigns import TIMES
from tests.differential.harness import SETTINGS, Case, difference, fill, interpreted, patterns
from tests.differential.worlds import COLUMNS
from tests.seeds import seeds

KNOWN = """
record booking from shop.bookings
  id        from id
  customer  from customer_id
  state     one of "booked", "cancelled"
  guests    number
  starts    time
  born      date, yearly

list vip from "vip.csv"

trait guests = sum of booking.guests where state = "booked"
trait next_stay = smallest booking.starts
"""
CONDITIONS = (
    'has booking where state = "booked"', 'no booking where state = "cancelled"',
    "has booking where starts in next 2 days", "count of booking >= 2", "guests > 3",
    '(count of booking where guests > 1 and state != "booked") = 1',
    "next_stay in last 2 days", "largest booking.guests > 2",
    'has booking where state = "booked" and customer.city = "Seoul"',
    "count of distinct booking.state = 2", "average of booking.guests > 1.5",
    "in vip", "not in vip", "in vip and has booking",
)  # fmt: skip
OWN = (
    'booking.state = "booked"', 'booking.state = "cancelled"', "booking.guests >= 2",
    "booking.guests is unknown", "has booking where guests > booking.guests",
    "booking.starts is unknown", 'booking.state != "booked" and has booking',
)  # fmt: skip
BOOKINGS = {
    "id": "VARCHAR", "customer_id": "VARCHAR", "state": "VARCHAR", "guests": "DECIMAL(18,6)",
    "starts": "TIMESTAMP", "born": "DATE",
}  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """A case with its bookings and its list: rows, and keys, as they are from an instant on."""

    case: Case
    bookings: Sequence[tuple[datetime, tuple[object, ...] | str]]
    lists: Sequence[tuple[datetime, str]]


def standing(seed: int) -> Standing:
    made, random = harness.case(seed), Random(seed)
    text = re.sub(
        r"^( *)(if|else if|only if) .*$", lambda found: _asked(found, random), made.text,
        flags=re.MULTILINE,
    )  # fmt: skip
    text = re.sub(r" for s\d$", lambda found: random.choice((found[0], " for vip")), text,
                  flags=re.MULTILINE)  # fmt: skip
    text = text.replace("\nsegment s0", KNOWN + "\nsegment s0", 1)
    text += _by_booking(Random(f"booking {seed}")) if seed % 2 else ""
    keys = sorted({str(row.cells["id"]) for row in made.world.rows if "city" in row.cells})
    bookings = [each for key in keys for each in _bookings(random, key, made.world.start)]
    lists = [
        (moment, "".join(f"{key}\n" for key in keys if random.random() < 0.4))
        for moment in _moments(random, made.world.start, 3)
    ]
    case = replace(made, text=text, project=harness.compiled(text), answers=())
    return Standing(case, sorted(bookings, key=lambda one: one[0]), sorted(lists))


def _by_booking(random: Random) -> str:
    """A campaign around a date of bookings, which looks at its own."""
    length = random.choice(("1 day", "2 days", "1 week", "6 hours", "30 minutes"))
    at = random.choice(TIMES)
    clock = random.choice(("", ' in "America/New_York"'))
    timed = f" at {at}{clock}" if "day" in length or "week" in length else ""
    if random.random() < 0.3:
        timed = "" if random.random() < 0.5 else timed
    beside = random.choice(("before", "after"))
    entry = f"{length} {beside} booking.starts{timed}"
    if random.random() < 0.3:
        days = random.choice(("on", "1 day before", "2 days after", "9 days after"))
        entry = f"{days} booking.born at {at}{clock}"
    lines = ["campaign by_booking", f"  enter {entry}"]
    if random.random() < 0.4:
        lines.append(f"    only if {random.choice(OWN)}")
    again = random.choice(("", "", "once", "again after 1 day", "each time"))
    lines += [f"    {again}"] if again else []
    lines += [f"  leave if {random.choice(OWN)}"] if random.random() < 0.4 else []
    if random.random() < 0.4:
        lines.append("  leave on purchase where amount > booking.guests")
    lines.append("  goal g: cart_add within 2 days where total >= booking.guests")
    lines += ["", "  send hello by mail, else text"]
    if random.random() < 0.7:
        until = random.choice(("1 hour before", "1 day before", "6 hours after", "1 day after"))
        yearly = f"1 day {beside} booking.born at {at}"
        until = yearly if random.random() < 0.2 else f"{until} booking.starts"
        lines += [f"  wait until {until}"]
        lines += ["    send offer by push"] if random.random() < 0.6 else []
    if random.random() < 0.5:
        lines += ["  wait for cart_add where total > booking.guests, at most 2 days",
                  "    send news by mail"]  # fmt: skip
    lines += [f"  if {random.choice(OWN)}", "    send news by text, else mail", "  wait 6 hours"]
    return "\n".join(lines) + "\n"


def _asked(found: re.Match[str], random: Random) -> str:
    kept = random.random() < 0.2
    return found[0] if kept else f"{found[1]}{found[2]} {random.choice(CONDITIONS)}"


def _moments(random: Random, start: datetime, count: int) -> list[datetime]:
    """The first lies before the world; some of the others lie at its midnights."""
    later = [start + timedelta(hours=random.choice((5, 24, 30, 48, 50, 72))) for _ in range(count)]
    return [start - timedelta(days=1), *later]


def _bookings(
    random: Random, key: str, start: datetime
) -> list[tuple[datetime, tuple[object, ...] | str]]:
    """The versions of a few bookings; a text is the id of one that goes."""
    found: list[tuple[datetime, tuple[object, ...] | str]] = []
    for number in range(random.choice((0, 1, 2, 3))):
        id = f"{key}/{number}"
        for moment in random.sample(_moments(random, start, 3), random.choice((1, 2, 3))):
            starts = start + timedelta(hours=6 * random.randrange(-4, 24))
            state = random.choice(("booked", "booked", "cancelled", "odd", None))
            guests = random.choice((None, 1, 2, 4))
            cells = (id, key, state, guests, starts.replace(tzinfo=None), _born(id, moment, start))
            found.append((moment, cells if random.random() < 0.85 else id))
    return found


def _born(id: str, moment: datetime, start: datetime) -> date | None:
    """Mostly what it was before."""
    random = Random(f"born {id} {moment if Random(f'{id} {moment}').random() < 0.3 else ''}")
    day = (start + timedelta(days=random.randrange(-3, 9))).date()
    leaping = date(2020, 2, 29) if random.random() < 0.1 else day.replace(year=2015)
    return leaping if random.random() < 0.9 else None


def _opened(connection: Connection, made: Standing, root: Path) -> Engine[Any]:
    case = made.case
    for table, columns in {**COLUMNS, "shop.bookings": BOOKINGS}.items():
        listed = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
        connection.execute(f'CREATE TABLE "{table.replace(".", "_")}" ({listed})')
    tables = {**SETTINGS.tables, "shop.bookings": TableSettings(table="shop_bookings")}
    settings = Settings(project=SETTINGS.project, tables=tables)
    (root / "vip.csv").write_text("id\n", encoding="utf-8")
    sources = attach(connection, case.project, settings, root)
    engine = Engine(
        connection, case.project, partial(_record, case, sources), harness.IDENTITY
    )
    engine.begin(case.world.start)
    return engine


def _record(
    case: Case, sources: Sources, connection: Connection, prev: datetime, until: datetime
) -> object:
    return record(connection, case.project, sources, prev, until)


def _fill(connection: Connection, made: Standing, end: datetime, root: Path) -> None:
    fill(connection, made.case, end)
    rows: dict[object, tuple[object, ...]] = {}
    for moment, cells in made.bookings:
        if moment < end and isinstance(cells, str):
            rows.pop(cells, None)
        elif moment < end and not isinstance(cells, str):
            rows[cells[0]] = cells
    connection.execute("DELETE FROM shop_bookings")
    if rows:
        places = ", ".join("?" for _ in BOOKINGS)
        connection.executemany(f"INSERT INTO shop_bookings VALUES ({places})", [*rows.values()])
    keys = [text for moment, text in made.lists if moment < end][-1]
    (root / "vip.csv").write_text(f"id\n{keys}", encoding="utf-8")


def _run(made: Standing, ticks: Sequence[datetime], root: Path) -> tuple[list[Row], list[Row]]:
    connection = store.open(None, threads=1)
    try:
        engine = _opened(connection, made, root)
        for end in ticks:
            _fill(connection, made, end, root)
            engine.tick(end)
        return engine.journal(), interpreted(connection, made.case, ticks[-1])
    finally:
        connection.close()


@pytest.mark.parametrize("seed", seeds(400, 5, of=100), ids=lambda seed: f"seed-{seed}-")
def test_journals_are_equal(seed: int, tmp_path: Path) -> None:
    made = standing(seed)
    for name, ticks in patterns(seed, made.case.world).items():
        told = difference(*_run(made, ticks, tmp_path))
        assert not told, f"seed {seed}, {name}: {told}\n{made.case.text}"
