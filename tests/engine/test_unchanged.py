"""Snapshots of days on which nothing happens are those of the day before, and as the interpreter
finds them, which computes each (S8)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from compiler.model.project import Project
from compiler.model.values import Plain
from runtime.engines.database import Database
from runtime.engines.same import Same
from runtime.engines.unchanged import Unchanged, unchanged
from runtime.history import History, Occurrence, RecordVersion, Version
from runtime.interpreter import snapshots
from runtime.looking.histories import recorded_populations
from tests.engine.compared import engine_for, project

BEGINNING = datetime(2026, 3, 1, 3, tzinfo=UTC)
UNTIL = BEGINNING + timedelta(days=16)
MIDNIGHTS = [BEGINNING + timedelta(days=day, hours=12) for day in range(-1, 16)]
"""Of the policy's clock, so 15:00 of UTC."""

SHOP = """
customers from shop.customers
  key        from id
  email      email
  signed_up  time
  birthday   date, yearly

event visit from shop.visits
  id        from id
  customer  from customer
  time      from at

event purchase from shop.orders
  id        from id
  customer  from customer
  time      from at
  amount    money

record booking from shop.bookings
  id        from id
  customer  from customer
  starts    time

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

segment buyers
  has purchase

segment fresh
  signed_up in last 3 days

segment travellers
  has booking where starts in next 2 days

segment since_the_tenth
  has visit since 2026-03-10

segment birthdays
  birthday today

segment asleep
  last visit more than 5 days ago

segment watched
  any of
    revenue > average of revenue across buyers
    lately > average of lately across everyone
    lately > average of lately across fresh
    lately > average of lately across travellers
    lately > average of lately across since_the_tenth
    today_only > average of today_only across everyone
    lately > average of lately across birthdays
    revenue > average of revenue across asleep
    in top 20% by likely

trait revenue = sum of purchase.amount
trait lately = count of visit in last 4 days
trait today_only = count of visit today

campaign nudges
  enter every day at 10:00 for watched
  goal purchase within 7 days

  wait until best hour
  send nudge by mail
"""


def customer(random: Random, number: int, most: int) -> History:
    """Does something now and then, often at the very midnights, or a length after one."""
    events, key = [], f"c{number:03}"
    for place in range(random.randint(0, most)):
        kind = random.choice(("visit", "purchase"))
        time = BEGINNING + timedelta(minutes=random.randint(-20_000, 20_000))
        if random.random() < 0.5:
            beside = timedelta(days=random.choice((0, 0, 4, 5, 90)))
            moment = random.choice((-1, 0, 1)) * timedelta.resolution
            time = random.choice(MIDNIGHTS) - beside + moment
        arrival = time + timedelta(hours=random.choice((0, 0, 0, 30)))
        fields: dict[str, Plain | None] = {"amount": None} if kind == "purchase" else {}
        if arrival < UNTIL:
            events.append(Occurrence(kind, f"{number}-{place}", time, arrival, fields))
    events.sort(key=lambda each: (each.arrival, *each.order))
    since = random.choice((None, None, random.choice(MIDNIGHTS[1:])))
    signed_up = random.choice(MIDNIGHTS) + timedelta(hours=random.choice((0, 5)))
    fields = {
        "email": "a@b", "signed_up": random.choice((None, signed_up)),
        "birthday": random.choice((None, datetime(1990, 3, random.randint(1, 20)).date())),
    }
    starts = random.choice(MIDNIGHTS) + timedelta(hours=random.choice((0, 5)))
    booking = RecordVersion("booking", "b", None, None, {"starts": starts})
    records = (booking,) if random.random() < 0.3 else ()
    return History(key, (Version(since, fields),), tuple(events), records)


def kept(made: Project, histories: list[History]) -> object:
    """All snapshots of one tick."""
    engine = engine_for(made, histories, BEGINNING)
    engine.tick(UNTIL)
    return recorded_populations(engine.connection, made)


@pytest.mark.parametrize("seed", range(8))
def test_they_are_as_if_each_were_taken_by_itself(seed: int) -> None:
    random, made = Random(seed), project(SHOP)
    histories = [customer(random, number, 4) for number in range(3)]
    assert kept(made, histories) == snapshots(made, histories, BEGINNING, UNTIL)


def test_they_are_where_predictions_have_parameters() -> None:
    random, made = Random(1), project(SHOP)
    histories = [customer(random, number, 9) for number in range(150)]
    assert kept(made, histories) == snapshots(made, histories, BEGINNING, UNTIL)


def test_a_day_of_the_calendar_is_known_without_predictions() -> None:
    lines = [line for line in SHOP.splitlines() if "likely" not in line and "lately" not in line]
    made = project("\n".join(lines))
    assert list(made.populations) != [] and not made.predictions
    histories = [customer(Random(number), number, 4) for number in range(3)]
    assert kept(made, histories) == snapshots(made, histories, BEGINNING, UNTIL)


def test_days_on_which_nothing_happens_are_found() -> None:
    """Else nothing would be gained."""
    made = project(SHOP.replace("2026-03-10", "2020-03-10"))
    visit = Occurrence("visit", "1", MIDNIGHTS[3], MIDNIGHTS[3])
    histories = [History("a", (Version(None, {}),), (visit,))]
    engine = engine_for(made, histories, BEGINNING)
    engine.tick(UNTIL)
    found = _unchanged(Database(engine.connection), made)
    changed = {MIDNIGHTS.index(at) for at in set(MIDNIGHTS[1:]) - found.values}
    lengths = (0, 2, 3, 4, 5, 7)  # all that anything asks for
    assert changed == {3 + length for length in lengths}
    assert {MIDNIGHTS.index(at) for at in set(MIDNIGHTS[1:]) - found.hours} == {3}


def _unchanged(database: Database, made: Project) -> Unchanged:
    return unchanged(database, Same(made, "duckdb"), MIDNIGHTS)
