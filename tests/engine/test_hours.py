"""The best hour on both executors: at the borders of days, of snapshots and of hours, with hours of
equal scores, on clocks that change, whatever the ticks (S8)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from compiler.hours import DAYS
from compiler.machine.hours import with_best
from compiler.machine.rendering import text
from compiler.machine.template import query
from compiler.model.project import Project
from runtime.engines.engine import Engine
from runtime.history import History, Occurrence, Version
from runtime.interpreter import snapshots
from runtime.journal import Kind
from runtime.looking.histories import recorded_populations
from tests.engine.compared import (
    IDENTITY,
    by_engine,
    by_interpreter,
    engine_for,
    project,
    told,
)
from tests.engine.recorded import Recorder
from tests.engine.shop import BEGINNING, KNOWN, MESSAGES

UNTIL = BEGINNING + timedelta(days=5)
MIDNIGHTS = [BEGINNING + timedelta(days=day, hours=5) for day in range(-1, 3)]
"""Of the policy's clock, which changes behind them."""

WAITING = "wait until best hour"
TEXT = f"""
{KNOWN}
policy
  timezone "America/New_York"
{MESSAGES}
campaign c
  enter on visit
    each time
  goal bought: purchase within 1 day, target 10%

  {WAITING}
  send hello by push
  wait 30 minutes
  {WAITING}
"""

ZONES = ("Asia/Seoul", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Nowhere/City")
TICKS = {"at once": (), "in steps": (timedelta(hours=7), timedelta(minutes=59)),
         "by days": (timedelta(hours=29), timedelta(hours=24))}  # fmt: skip


def shop() -> Project:
    return project(TEXT)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def customer(random: Random, number: int) -> History:
    """Does most at a few hours, and at the very borders of what a snapshot sees."""
    key, events = f"p{number:02}", []
    hours = random.sample(range(24), 2)
    for place in range(random.choice((0, 1, 3, 9))):
        kind = random.choice(("visit", "cart_add", "purchase", "clicked", "opened"))
        time = BEGINNING + timedelta(days=random.randint(-60, 4), hours=random.choice(hours))
        if random.random() < 0.3:
            border = random.choice(MIDNIGHTS) - timedelta(days=random.choice((0, DAYS)))
            time = border + timedelta(microseconds=random.choice((0, 0, 1)))
        arrival = max(time, random.choice((time, time, *MIDNIGHTS)))
        if arrival < UNTIL:
            events.append(_event(kind, f"{key}-{place}", time, arrival))
    for place in range(2):
        entry = BEGINNING + timedelta(minutes=30 * random.randrange(48 * 4))
        entry = random.choice((entry, entry, *MIDNIGHTS[1:]))
        events.append(_event("visit", f"{key}-in-{place}", entry, entry))
    events.sort(key=lambda event: (event.arrival, *event.order))
    return History(key, _versions(random), tuple(events))


def _event(kind: str, id: str, time: datetime, arrival: datetime) -> Occurrence:
    fields = {name.name: None for name in shop().events[kind].fields}
    return Occurrence(kind, id, time, arrival, fields)


def _versions(random: Random) -> tuple[Version, ...]:
    """Some move to another clock, come late or go, at the instant of a snapshot."""
    found = [Version(None, _fields(random))]
    if random.random() < 0.4:
        found.append(Version(random.choice(MIDNIGHTS[1:]), _fields(random)))
    if random.random() < 0.2:
        found = [Version(MIDNIGHTS[2], {} if len(found) > 1 else _fields(random), len(found) > 1)]
    return tuple(found)


def _fields(random: Random) -> dict[str, str | None]:
    return {"phone": "010", "timezone": random.choice((*ZONES, None))}


@pytest.fixture(scope="module")
def histories() -> list[History]:
    return [customer(Random(number), number) for number in range(80)]


@pytest.mark.parametrize("ticks", TICKS.values(), ids=TICKS.keys())
def test_both_executors_say_the_same(
    histories: list[History], ticks: tuple[timedelta, ...]
) -> None:
    made = shop()
    expected = by_interpreter(made, histories, BEGINNING, UNTIL)
    waited = [row for row in expected if row.kind is Kind.WAITED and row.rule == "S8"]
    assert len(waited) > 50
    assert len({row.at.hour for row in waited}) > 12
    assert told(by_engine(made, histories, BEGINNING, UNTIL, ticks)) == told(expected)


def test_the_snapshots_are_the_same_to_the_last_digit(histories: list[History]) -> None:
    made = shop()
    engine = engine_for(made, histories, BEGINNING)
    engine.tick(UNTIL)
    kept = recorded_populations(engine.database.connection, made)
    assert kept == snapshots(made, histories, BEGINNING, UNTIL)
    assert len({tuple(values.values()) for _, values in kept.snapshots}) > 3


def test_no_more_is_kept_than_is_still_looked_at(histories: list[History]) -> None:
    engine = engine_for(shop(), histories, BEGINNING)
    for day in range(1, 5):
        engine.tick(BEGINNING + timedelta(days=day))
    rows = engine.connection.execute("SELECT DISTINCT \"at\" FROM best_hours ORDER BY 1").fetchall()
    assert [each.replace(tzinfo=UTC) for (each,) in rows] == [MIDNIGHTS[3], at("2026-03-09 04:00")]


def test_who_comes_to_wait_is_looked_up_alone() -> None:
    """Not what everybody did: a tick in which few wait may not cost what all customers cost."""
    rows = query("SELECT r.cid, r.at, r.seq FROM came AS r")
    assert "event_" not in text(with_best(rows))


def test_what_nobody_did_is_unknown_and_nobody_waits() -> None:
    visit = _event("visit", "1", at("2026-03-06 12:00"), at("2026-03-06 12:00"))
    known = History("a", (Version(None, {"phone": "010"}),), (visit,))
    rows = by_interpreter(shop(), [known], BEGINNING, BEGINNING + timedelta(days=1))
    assert {row.at for row in rows if row.rule == "S8"} == {
        at("2026-03-06 12:00"), at("2026-03-06 12:30")
    }  # fmt: skip
    engine = engine_for(shop(), [known], BEGINNING)
    engine.tick(BEGINNING + timedelta(days=1))
    assert told(engine.journal()) == told(rows)
    (_, unknown), _ = recorded_populations(engine.database.connection, shop()).snapshots
    assert set(unknown.values()) == {None}


@pytest.mark.parametrize("step", [timedelta(days=2), timedelta(hours=5)])
def test_a_campaign_that_comes_later_looks_at_the_midnight_before_it(step: timedelta) -> None:
    """That snapshot had nobody's hours until somebody asked."""
    buys = [_event("purchase", str(day), at(f"2026-03-0{day} 20:10"), at(f"2026-03-0{day} 20:10"))
            for day in (1, 2)]  # fmt: skip
    visits = [_event("visit", when, at(when), at(when))
              for when in ("2026-03-06 15:00", "2026-03-07 15:00")]  # fmt: skip
    known = [History("a", (Version(None, {"phone": "010", "timezone": "Asia/Seoul"}),),
                     (*buys, *visits))]  # fmt: skip
    before = project(TEXT.replace(WAITING, "wait 1 hour"))
    engine = engine_for(before, known, BEGINNING)
    engine.tick(BEGINNING + timedelta(hours=9))
    later = Engine(engine.connection, shop(), Recorder(shop(), known), IDENTITY)
    end, until = BEGINNING + timedelta(days=3), BEGINNING + timedelta(hours=9)
    while until < end:
        until = min(end, until + step)
        later.tick(until)
    assert [row.at for row in later.journal() if row.rule == "S8" and row.step == "1"] == [
        at("2026-03-06 20:00"), at("2026-03-07 20:00"),
    ]  # fmt: skip
