"""Guards: from the snapshot on at which they are surely broken, nobody enters (S8)."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from runtime.acts import Act, Doing
from runtime.history import History, Occurrence
from runtime.journal import Kind, Row
from tests.engine.borders import INSTANT, agreed, at, does, shop, somebody
from tests.engine.compared import engine_for

CAMPAIGN = """
campaign c
  enter on cart_add
    {again}
{head}  goal purchase within 3 days
  guard visit within 1 hour{where}, under {under}

  send hello by mail
"""
DAILY = """
campaign d
  enter every day at 00:00 for everybody
  goal purchase within 3 days
  guard visit within 1 hour, under 10%

  send hello by mail
"""
MIDNIGHT = at("03-07 00:00")


def campaign(under: str = "10%", again: str = "each time", head: str = "", where: str = "") -> str:
    return CAMPAIGN.format(under=under, again=again, head=head, where=where)


def crowd(
    number: int, visiting: int, time: str = "03-06 10:00", page: str = "home"
) -> list[History]:
    """So many enter at a time, and so many of these visit half an hour later."""
    found = []
    for each in range(number):
        events = [added(at(time))]
        if each < visiting:
            events.append(does("visit", at(time) + timedelta(minutes=30), page=page))
        found.append(somebody(f"p{each:03}", *events, timezone="Etc/UTC"))
    return found


def added(time: datetime) -> Occurrence:
    return does("cart_add", time, id=f"c {time:%d %H%M%S%f}", cart="a", total=Decimal(1))


def late(*times: datetime) -> History:
    return somebody("zed", *(added(time) for time in times))


def of_zed(rows: list[Row], campaign: str = "c") -> list[str]:
    """What became of zed's entries."""
    return [row.reason or str(row.kind) for row in rows
            if row.customer == "zed" and row.campaign == campaign
            and row.kind in (Kind.ENTERED, Kind.REFUSED)]  # fmt: skip


def test_nobody_enters_from_the_snapshot_on() -> None:
    """An event at its instant comes before it, a schedule behind it."""
    made = shop(campaign(), DAILY)
    rows = agreed(made, *crowd(60, 60), late(MIDNIGHT, MIDNIGHT + INSTANT, at("03-08 09:00")))
    assert of_zed(rows) == ["entered", "guard", "guard"]


def test_a_schedule_at_the_instant_of_the_snapshot_is_refused() -> None:
    """Whoever enters at 00:00 visits, so that the next day nobody does."""
    events = [does("visit", at(f"03-0{day} 00:30"), page="a") for day in (6, 7, 8)]
    made = shop(DAILY)
    rows = agreed(made, *(somebody(f"p{n:03}", *events) for n in range(60)), late())
    assert of_zed(rows, "d")[0] == "entered"
    assert set(of_zed(rows, "d")[1:]) == {"guard"}


def test_it_is_not_broken_by_a_few_or_by_what_may_be_chance() -> None:
    made = shop(campaign())
    for number, visiting in ((20, 20), (100, 12)):
        rows = agreed(made, *crowd(number, visiting), late(at("03-07 09:00")))
        assert of_zed(rows) == ["entered"]


def test_windows_that_are_open_do_not_count() -> None:
    """They close an hour after the entry: that very instant is enough."""
    made = shop(campaign())
    for time, said in (("03-06 23:00", "guard"), ("03-06 23:01", "entered")):
        rows = agreed(made, *crowd(60, 60, time), late(at("03-07 09:00")))
        assert of_zed(rows) == [said]


def test_only_what_the_guard_names_counts() -> None:
    made = shop(campaign(where=' where page = "bye"'))
    for page, said in (("bye", "guard"), ("home", "entered")):
        assert of_zed(agreed(made, *crowd(60, 60, page=page), late(at("03-07 09:00")))) == [said]


def test_the_held_out_do_not_count() -> None:
    made = shop(campaign(head="  hold out 100%\n"))
    rows = agreed(made, *crowd(60, 60), late(at("03-07 09:00")))
    assert of_zed(rows) == ["held out"]


def test_who_was_replaced_does_not_count() -> None:
    """Sixty begin twice; nothing of the first time is left, and the second time nobody visits."""
    made = shop(campaign(again="again at once, starting over").replace(
        "  send hello", "  wait 1 day\n  send hello"
    ))
    people = [
        somebody(f"p{n:03}", added(at("03-06 10:00")), does("visit", at("03-06 10:30"), page="a"),
                 added(at("03-06 11:00")))
        for n in range(60)
    ]  # fmt: skip
    assert of_zed(agreed(made, *people, late(at("03-07 09:00")))) == ["entered"]


def test_a_resume_lifts_it_and_counts_from_there() -> None:
    """The second crowd breaks it again at the next snapshot."""
    made = shop(campaign())
    done = [Act("c", at("03-07 12:00"), Doing.RESUMED, None, "anna")]
    again = [somebody(f"q{n:03}", added(at("03-07 13:00")),
                      does("visit", at("03-07 13:30"), page="a")) for n in range(60)]  # fmt: skip
    zed = late(at("03-07 11:00"), at("03-07 12:00"), at("03-08 00:00") + INSTANT)
    assert of_zed(agreed(made, *crowd(60, 60), zed, done=done)) == ["guard", "entered", "entered"]
    rows = agreed(made, *crowd(60, 60), *again, zed, done=done)
    assert of_zed(rows) == ["guard", "entered", "guard"]


def test_who_is_inside_goes_on() -> None:
    made = shop(campaign().replace("  send hello", "  wait 1 day\n  send hello"))
    rows = agreed(made, *crowd(60, 60), late(at("03-07 09:00")))
    assert sum(row.kind is Kind.PLANNED for row in rows) == 60


@pytest.mark.parametrize(("visiting", "ticks"), [(2, 1), (60, 6)])
def test_a_tick_is_divided_only_where_a_guard_breaks(visiting: int, ticks: int) -> None:
    """Five days, with five midnights on the way; one that breaks was tried as a whole before."""
    engine = engine_for(shop(campaign()), crowd(60, visiting), at("03-06 09:00"))
    standing: list[None] = []
    engine.stands = standing.append
    engine.tick(at("03-11 09:00"))
    assert len(standing) == ticks
