"""Who enters around a date of a record of theirs: each record is a journey, and what the campaign
says of it is so as the record stands at each instant (S5, S6, S15, S16)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from compiler.model.project import Project
from compiler.model.values import Plain
from runtime.history import History, Occurrence, RecordVersion
from runtime.identity import Identity
from runtime.journal import Kind, Row
from runtime.testing.executor import interpreter
from runtime.testing.on_engine import engine
from tests.engine.borders import INSTANT, UNTIL, at, does, said, somebody
from tests.engine.compared import project, told
from tests.engine.shop import BEGINNING, KNOWN, LOUD, MESSAGES

BOOKING = """
record booking from shop.bookings
  id        from id
  customer  from customer_id
  state     one of "booked", "cancelled"
  place     text
  starts    time
  born      date, yearly
"""
CAMPAIGN = """
campaign c
  enter {around}
    {again}
  {head}
  goal purchase within 3 days

  {steps}
"""

Change = tuple[datetime, dict[str, Plain | None] | None]


@cache
def shop(text: str) -> Project:
    return project("\n".join([KNOWN, BOOKING, LOUD, MESSAGES, text]))


def made(around: str, *, again: str = "each time", head: str = "hold out 0.01%",
         steps: str = "send hello by mail") -> Project:  # fmt: skip
    return shop(CAMPAIGN.format(around=around, again=again, head=head, steps=steps))


def booking(id: str, *changes: Change, **fields: Plain | None) -> list[RecordVersion]:
    """A booking from ever; `changes` are recorded at their instants, None: it goes."""
    held: dict[str, Plain | None] = {"state": "booked", "place": "Tea", **fields}
    found, since = [], None
    for until, changed in changes:
        found.append(RecordVersion("booking", id, since, until, held))
        if changed is None:
            return found
        held, since = {**held, **changed}, until
    return [*found, RecordVersion("booking", id, since, None, held)]


def person(key: str, records: Sequence[Sequence[RecordVersion]], *events: Occurrence,
           **fields: Any) -> History:  # fmt: skip
    standing = tuple(version for each in records for version in each)
    return replace(somebody(key, *events, **fields), records=standing)


def agreed(shop: Project, *known: History) -> list[Row]:
    identity = Identity("a shop")
    rows = interpreter(shop, known, BEGINNING, UNTIL, identity, {})
    assert told(engine(shop, known, BEGINNING, UNTIL, identity, {})) == told(rows)
    return rows


def entries(rows: list[Row]) -> list[tuple[str, str]]:
    return [(f"{row.at:%m-%d %H:%M}", row.cause) for row in rows if row.kind is Kind.ENTERED]


NINE = at("03-09 18:00")


def test_each_record_lets_in_by_its_own_date() -> None:
    known = person("ann", [booking("b1", starts=NINE), booking("b2", starts=at("03-10 09:00"))])
    rows = agreed(made("2 days before booking.starts at 10:00"), known)
    assert entries(rows) == [
        ("03-07 10:00", "b1 2026-03-09 18:00:00.000000 UTC"),
        ("03-08 10:00", "b2 2026-03-10 09:00:00.000000 UTC"),
    ]
    rows = agreed(made("36 hours before booking.starts"), known)
    assert [when for when, _ in entries(rows)] == ["03-08 06:00", "03-08 21:00"]
    pet = person("kim", [booking("p", born=date(2020, 3, 8))], timezone="Asia/Seoul")
    rows = agreed(made("on booking.born at 10:00"), pet)
    assert entries(rows) == [("03-08 01:00", "p 2026-03-08")]


def test_a_moved_booking_moves_its_entry_and_one_that_is_gone_has_none() -> None:
    around = made("2 days before booking.starts at 10:00")
    due = at("03-07 10:00")
    for when, count in ((due - INSTANT, 0), (due, 0), (due + INSTANT, 1)):
        gone = person("ann", [booking("b", (when, None), starts=NINE)])
        assert len(entries(agreed(around, gone))) == count
        moved = person("ann", [booking("b", (when, {"starts": at("03-10 12:00")}), starts=NINE)])
        assert len(entries(agreed(around, moved))) == count + 1


def test_the_campaign_asks_for_its_own_record() -> None:
    around = made("2 days before booking.starts at 10:00",
                  again='only if booking.state = "booked"')  # fmt: skip
    cancelled = booking("b2", starts=NINE, state="cancelled")
    known = person("ann", [booking("b1", starts=NINE), cancelled])
    assert [cause[:2] for _, cause in entries(agreed(around, known))] == ["b1"]


def test_who_leaves_since_the_record_is_cancelled() -> None:
    leaving = made(
        "2 days before booking.starts at 10:00", head='leave if booking.state != "booked"',
        steps="wait 1 day\n  send hello by mail",
    )  # fmt: skip
    cancelled = at("03-08 00:00")
    known = person("ann", [booking("b1", (cancelled, {"state": "cancelled"}), starts=NINE),
                           booking("b2", starts=NINE)])  # fmt: skip
    rows = agreed(leaving, known)
    assert said(rows, "ann", Kind.LEFT) == [
        "03-08 00:00 c left left if", "03-08 10:00 c left finished",
    ]  # fmt: skip
    gone = person("ann", [booking("b1", (cancelled, None), starts=NINE)])
    assert said(agreed(leaving, gone), "ann", Kind.LEFT) == ["03-08 00:00 c left left if"]


def test_steps_look_at_the_record_as_it_stands() -> None:
    steps = (
        "wait until 1 hour before booking.starts\n    if booking.place = \"Tea\"\n"
        "      send hello by mail\n    else\n      send offer by mail"
    )
    around = made("2 days before booking.starts at 10:00", steps=steps)
    places: Change = (at("03-08 00:00"), {"place": "Rice"})
    known = person("ann", [booking("b", places, (at("03-09 00:00"), {"starts": at("03-10 09:00")}),
                                   starts=NINE)])  # fmt: skip
    rows = agreed(around, known)
    assert [(f"{row.at:%d %H:%M}", row.message) for row in rows if row.kind is Kind.PLANNED] == [
        ("10 08:00", "offer")
    ]


def test_events_are_held_against_the_record() -> None:
    around = made("2 days before booking.starts at 10:00",
                  head="leave on visit where page = booking.place",
                  steps="wait for cart_add where cart = booking.place, at most 2 days\n"
                        "    send hello by mail")  # fmt: skip
    known = person(
        "ann", [booking("b1", starts=NINE), booking("b2", starts=NINE, place="Rice")],
        does("visit", at("03-07 12:00"), page="Rice"),
        does("cart_add", at("03-07 13:00"), cart="Tea", total=Decimal(1)),
    )
    rows = agreed(around, known)
    assert said(rows, "ann", Kind.LEFT) == [
        "03-07 12:00 c left left on visit", "03-07 13:00 c left finished",
    ]  # fmt: skip


def test_of_a_record_one_journey_is_open() -> None:
    steps = "wait 3 days"
    moved: Change = (at("03-08 00:00"), {"starts": at("03-10 18:00")})
    other = booking("b2", starts=at("03-10 18:00"))
    known = person("ann", [booking("b1", moved, starts=NINE), other])
    around = "2 days before booking.starts at 10:00"
    for again, refused in (("each time", 1), ("once", 1), ("again after 1 day", 1)):
        rows = agreed(made(around, again=again, steps=steps), known)
        assert len(entries(rows)) == 2
        assert len([row for row in rows if row.kind is Kind.REFUSED]) == refused
    short = made(around, steps="wait 2 hours")
    assert len(entries(agreed(short, known))) == 3


def test_records_of_one_instant_are_told_in_the_order_of_their_names() -> None:
    leaving = made("2 days before booking.starts at 10:00", head='leave if booking.place = "Tea"')
    known = person("ann", [booking("b1", starts=NINE), booking("b2", starts=NINE, place="Rice"),
                           booking("b0", starts=NINE, place="Rice")])  # fmt: skip
    tried = [row for row in agreed(leaving, known) if row.kind in (Kind.ENTERED, Kind.REFUSED)]
    assert [(row.kind, row.cause[:2]) for row in tried] == [
        (Kind.ENTERED, "b0"), (Kind.REFUSED, "b1"), (Kind.ENTERED, "b2"),
    ]  # fmt: skip


def test_a_goal_may_be_about_the_record() -> None:
    around = made("2 days before booking.starts at 10:00",
                  head="goal kept: cart_add within 3 days where cart = booking.place",
                  steps="wait 2 days")  # fmt: skip
    known = person("ann", [booking("b", (at("03-08 00:00"), {"place": "Rice"}), starts=NINE)],
                   does("cart_add", at("03-07 13:00"), cart="Rice", total=Decimal(1)),
                   does("cart_add", at("03-08 13:00"), cart="Rice", total=Decimal(1)))  # fmt: skip
    assert said(agreed(around, known), "ann", Kind.GOAL) == ["03-08 13:00 c goal kept"]


def test_an_event_sees_the_record_as_it_was_before_a_change_of_its_instant() -> None:
    around = made("2 days before booking.starts at 10:00", steps="wait 2 days",
                  head="leave on visit where page = booking.place")  # fmt: skip
    changed = at("03-08 00:00")
    for later, left in ((-INSTANT, False), (INSTANT * 0, False), (INSTANT, True)):
        known = person("ann", [booking("b", (changed, {"place": "Rice"}), starts=NINE)],
                       does("visit", changed + later, page="Rice"))  # fmt: skip
        assert ("left on visit" in [row.reason for row in agreed(around, known)]) == left


def test_a_record_on_two_clocks_lets_in_once() -> None:
    moves = [(at("03-09 12:00"), {"timezone": "America/New_York"})]
    known = replace(
        somebody("ann", timezone="Asia/Seoul", changes=moves),
        records=tuple(booking("p", born=date(2020, 3, 9))),
    )
    rows = agreed(made("on booking.born at 10:00"), known)
    assert entries(rows) == [("03-09 01:00", "p 2026-03-09")]
