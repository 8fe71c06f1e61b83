"""Who enters by a change: exactly where it comes to be so, whatever made it so (S14, S15, S18)."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from runtime.history import History
from runtime.identity import Identity
from runtime.journal import Kind, Row
from runtime.testing.executor import interpreter
from runtime.testing.on_engine import engine
from tests.engine.borders import INSTANT, UNTIL, agreed, at, does, shop, somebody
from tests.engine.compared import told
from tests.engine.shop import BEGINNING

TWICE = """
segment twice
  count of purchase in last 2 days >= 2
"""

JOINING = TWICE + """
campaign c
  enter when joining twice
    {again}
  goal purchase within 3 days

  send hello by mail
"""


def entries(rows: list[Row], campaign: str = "c") -> list[datetime]:
    return [row.at for row in rows if row.kind is Kind.ENTERED and row.campaign == campaign]


def left(rows: list[Row]) -> list[str]:
    return [row.reason for row in rows if row.kind is Kind.LEFT]


def buyer(*times: str) -> History:
    return somebody(
        "ann", *(does("purchase", at(time), id=time, amount=Decimal(1)) for time in times)
    )


def test_an_event_lets_in_at_its_arrival() -> None:
    made = shop(JOINING.format(again="each time"))
    rows = agreed(made, buyer("03-06 10:00", "03-06 12:00"))
    assert entries(rows) == [at("03-06 12:00")]
    assert rows[0].position == "purchase 03-06 12:00"
    assert rows[0].cause == "2026-03-06 12:00:00.000000 UTC"


def test_time_that_passes_lets_out_again_and_in_anew() -> None:
    made = shop(JOINING.format(again="each time").replace("joining", "dropping out of"))
    rows = agreed(made, buyer("03-06 10:00", "03-06 12:00"))
    assert entries(rows) == [at("03-08 10:00")]
    assert rows[0].position == ""


def test_the_entering_event_is_no_goal_and_the_next_one_is() -> None:
    made = shop(JOINING.format(again="once"))
    rows = agreed(made, buyer("03-06 10:00", "03-06 12:00", "03-06 13:00"))
    assert [row.at for row in rows if row.kind is Kind.GOAL] == [at("03-06 13:00")]


def test_an_event_behind_the_entering_one_at_its_own_instant_takes_out() -> None:
    """Equal times are told apart by kind, then by id (S14)."""
    leaving = JOINING.format(again="each time").replace(
        "    each time\n", "    each time\n  leave on visit\n  leave on purchase\n"
    ).replace("  send", "  wait 1 hour\n  send")
    made, when = shop(leaving), at("03-06 12:00")
    both = [does("purchase", at("03-06 10:00"), id="0", amount=Decimal(1)),
            does("purchase", when, id="2", amount=Decimal(1))]  # fmt: skip
    later = does("purchase", when, id="3", amount=Decimal(1))
    visit = does("visit", when, page="home")
    assert left(agreed(made, somebody("ann", *both, later))) == ["left on purchase"]
    assert left(agreed(made, somebody("ann", *both, visit))) == ["left on visit"]
    assert left(agreed(made, somebody("ann", *both))) == ["finished"]


def test_a_late_event_lets_nobody_in() -> None:
    made, time = shop(JOINING.format(again="once")), at("03-06 12:00")
    for late, kind in ((timedelta(days=1), Kind.ENTERED),
                       (timedelta(days=1) + INSTANT, Kind.REFUSED)):  # fmt: skip
        event = does("purchase", time, id="late", arrival=time + late, amount=Decimal(1))
        other = does("purchase", at("03-06 10:00") + timedelta(hours=20), id="0", amount=Decimal(1))
        assert agreed(made, somebody("ann", other, event))[0].kind is kind


def test_of_two_changes_at_one_instant_the_first_lets_in() -> None:
    """They have one cause (S15)."""
    made = shop("""
segment cheap
  last purchase.amount = 1

campaign c
  enter when joining cheap
    each time
  goal purchase within 3 days

  send hello by mail
""")
    noon = at("03-07 12:00")

    def amounts(*each: int) -> History:
        bought = [does("purchase", noon, id=f"{number}", amount=Decimal(amount))
                  for number, amount in enumerate(each)]  # fmt: skip
        return somebody("ann", *bought)

    assert [row.position for row in agreed(made, amounts(1, 2, 1)) if row.kind is Kind.ENTERED] == [
        "purchase 0"
    ]
    assert [row.position for row in agreed(made, amounts(2, 1, 2)) if row.kind is Kind.ENTERED] == [
        "purchase 1"
    ]


ALREADY = """
segment far
  city != "Seoul"

campaign c
  {runs}enter when joining far, and those already in
    {again}
  goal purchase within 3 days

  wait 1 day
  send hello by mail
"""


def test_those_already_in_enter_when_the_campaign_begins() -> None:
    made = shop(ALREADY.format(runs="", again="each time"))
    rows = agreed(made, somebody("ann", city="Busan"), somebody("bob"))
    assert [(row.customer, row.at) for row in rows if row.kind is Kind.ENTERED] == [
        ("ann", BEGINNING)
    ]


def test_a_campaign_begins_with_its_runs() -> None:
    made = shop(ALREADY.format(runs="runs from 2026-03-08\n  ", again="each time"))
    start = at("03-08 00:00")
    before = somebody("ann", changes=[(start - INSTANT, {"city": "Busan"})])
    just_then = somebody("bob", changes=[(start, {"city": "Busan"})])
    gone = somebody("cho", city="Busan", changes=[(start, {"city": "Seoul"})])
    rows = agreed(made, before, just_then, gone)
    entered = [(row.customer, row.at) for row in rows if row.kind is Kind.ENTERED]
    assert entered == [("ann", start), ("bob", start)]


def test_who_joins_again_starts_over_also_where_time_makes_it_so() -> None:
    made = shop(ALREADY.format(runs="", again="again at once, starting over"))
    first, second = at("03-07 10:00"), at("03-08 10:00")
    back = first + timedelta(hours=1)
    changes = [(first, {"city": "Busan"}), (back, {"city": "Seoul"}), (second, {"city": "Busan"})]
    rows = agreed(made, somebody("ann", changes=changes))
    assert [(row.at, row.kind, row.reason) for row in rows if row.kind is not Kind.PLANNED] == [
        (first, Kind.ENTERED, ""),
        # the wait ends at the instant of the new entry, and waits come before joinings (S7)
        (second, Kind.WAITED, "time"), (second, Kind.LEFT, "finished"),
        (second, Kind.ENTERED, ""),
        (second + timedelta(days=1), Kind.WAITED, "time"),
        (second + timedelta(days=1), Kind.LEFT, "finished"),
    ]  # fmt: skip
    changes[2] = (second - INSTANT, {"city": "Busan"})
    rows = agreed(made, somebody("ann", changes=changes))
    assert left(rows) == ["replaced", "finished"]


def test_what_a_campaign_sets_lets_in_a_microsecond_later() -> None:
    made = shop("""
list good, kept

segment liked
  in good

campaign b
  enter on visit
    once
  add to good

campaign c
  enter when joining liked
    once
  goal purchase within 3 days

  send hello by mail
""")
    ann = [somebody("ann", does("visit", at("03-06 10:00"), page="home"))]
    rows = interpreter(made, ann, BEGINNING, UNTIL, Identity("a shop"), {})
    found = engine(made, ann, BEGINNING, UNTIL, Identity("a shop"), {})
    assert told(found) == told(rows)
    assert entries(rows) == [at("03-06 10:00") + INSTANT]


def test_what_is_exactly_so_long_ago_counts_a_microsecond_longer() -> None:
    made = shop("""
segment quiet
  no purchase since 1 day ago

campaign c
  enter when joining quiet
    each time
  goal purchase within 3 days

  send hello by mail
""")
    assert entries(agreed(made, buyer("03-06 10:00"))) == [at("03-07 10:00") + INSTANT]
