"""Who is likely to buy, on both executors: the snapshots' parameters, and the journal that hangs on
them, whatever the ticks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from compiler.model.project import Project
from runtime.history import History, Occurrence, Version
from runtime.interpreter import snapshots
from runtime.looking.histories import recorded_populations
from tests.engine.compared import by_engine, by_interpreter, engine_for, project, told

BEGINNING = datetime(2026, 3, 4, 3, tzinfo=UTC)
UNTIL = BEGINNING + timedelta(days=4)

SHOP = """
customers from shop.customers
  key    from id
  email  email

event purchase from shop.orders
  id        from id
  customer  from customer
  time      from at
  amount    money

policy
  timezone "Asia/Seoul"

channel mail
  to email

message nudge
  mail subject "Hello"
    \"\"\"
    Hello
    \"\"\"

predict likely = chance of purchase in next 7 days

segment likely_buyers
  likely >= 0.1 and likely > average of likely across everyone

campaign nudges
  enter every day at 10:00 for likely_buyers
    again after 2 days
  goal purchase within 7 days

  send nudge by mail
"""


def customer(random: Random, number: int) -> History:
    """Of some rate, bought until some day, after a first time in the hundred days before."""
    rate, times = random.gammavariate(0.8, 0.05), [random.uniform(-100, 3)]
    while times[-1] < 4 and random.random() > 0.15:
        times.append(times[-1] + random.expovariate(rate))
    events = []
    for place, day in enumerate(times):
        at = BEGINNING + timedelta(minutes=round(day * 1440))
        arrival = at + timedelta(hours=random.choice((0, 0, 9)))
        if arrival < UNTIL:
            order = f"o{number}-{place}"
            events.append(Occurrence("purchase", order, at, arrival, {"amount": None}))
    events.sort(key=lambda one: (one.arrival, *one.order))
    fields = {"email": f"{number}@shop.example"}
    return History(f"c{number:03}", (Version(None, fields),), tuple(events))


def shop(customers: int) -> tuple[Project, list[History]]:
    random = Random(7)
    return project(SHOP), [customer(random, number) for number in range(customers)]


@pytest.mark.parametrize("ticks", [(), (timedelta(hours=7),)], ids=["at once", "in steps"])
def test_both_executors_say_the_same(ticks: tuple[timedelta, ...]) -> None:
    made, histories = shop(220)
    expected = by_interpreter(made, histories, BEGINNING, UNTIL)
    assert len({row.customer for row in expected}) > 10
    assert told(by_engine(made, histories, BEGINNING, UNTIL, ticks)) == told(expected)


def test_the_snapshots_are_the_same_to_the_last_digit() -> None:
    made, histories = shop(220)
    engine = engine_for(made, histories, BEGINNING)
    engine.tick(UNTIL)
    kept = recorded_populations(engine.database.connection, made)
    assert kept == snapshots(made, histories, BEGINNING, UNTIL)
    assert kept.snapshots[0][1]["alpha of likely"] is not None
    assert len({values["alpha of likely"] for _, values in kept.snapshots}) == 5


def test_of_too_few_nothing_is_known() -> None:
    made, histories = shop(60)
    assert by_interpreter(made, histories, BEGINNING, UNTIL) == []
    assert by_engine(made, histories, BEGINNING, UNTIL, ()) == []
    [(_, first), *_] = snapshots(made, histories, BEGINNING, UNTIL).snapshots
    assert "too few customers" in str(first["fit of likely"])
