"""How far back a segment looks, and what it blames where it looks at everything."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from compiler.check import check
from compiler.sql.histories import Looking, histories
from dsl.parse import parse
from dsl.source import Source

TEXT = """\
customers from customers
  key        from id
  signed_up  time

event purchase from orders
  customer  from id
  time      from at
  amount    money

event visit from visits
  customer  from id
  time      from at

trait orders = count of purchase
predict likely = chance of visit in next 7 days

segment recent
  has purchase in last 7 days

segment since_a_day
  has visit since 2026-02-01

segment old
  has purchase before 30 days ago

segment since_they_came
  has purchase since signed_up

segment through_names
  orders > 2
  in recent

segment going
  likely > 0.5

segment went_and_bought
  has visit in last 3 days followed by purchase within 1 day
"""

AT = datetime(2026, 3, 1, tzinfo=UTC)
SOURCE = Source("shop.campaign", TEXT)


def told(name: str) -> list[Looking]:
    project = check([parse(SOURCE).file], {}).project
    assert project is not None
    return list(histories(project, name, AT))


def since(month: int, day: int) -> datetime:
    return datetime(2026, month, day, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "event", "what", "border", "why"),
    [
        ("recent", "purchase", "has purchase in last 7 days", since(2, 22), ""),
        ("since_a_day", "visit", "has visit since …", since(2, 1), ""),
        ("old", "purchase", "has purchase before 30 days ago", None,
         "its window has an end and no beginning"),
        ("since_they_came", "purchase", "has purchase since …", None,
         "its window begins at a value that is each customer's own"),
        ("went_and_bought", "visit", "has visit in last 3 days followed by purchase",
         since(2, 26), ""),
    ],
)  # fmt: skip
def test_a_window_is_what_is_looked_at(
    name: str, event: str, what: str, border: datetime | None, why: str
) -> None:
    assert told(name) == [Looking(name, event, what, border, why)]


def test_the_thing_that_looks_is_named_and_not_who_asks_it() -> None:
    orders, recent = told("through_names")
    assert (orders.name, orders.since, orders.why) == ("orders", None, "it has no window")
    assert (recent.name, recent.since) == ("recent", since(2, 22))


def test_a_prediction_looks_at_everything() -> None:
    (look,) = told("going")
    assert (look.name, look.event, look.since) == ("likely", "visit", None)
    assert look.what == "chance of visit in next 7 days"
