"""At most so many messages per hour by a channel: what is over it waits for its turn, or until it
expires (S29)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from compiler.model.declarations import Quiet
from compiler.model.project import Project
from compiler.model.windows import Duration
from runtime.channels.provider import Outcome, Provider, Took
from runtime.dispatch.dispatcher import Dispatcher
from tests.sending.shop import SHOP, Clock, Fake, Store, at, store

HOUR = timedelta(hours=1)


def paced(pace: int, expires: int = 6) -> Project:
    channel = replace(SHOP.channels["sms"], pace=pace, expires=Duration(expires, "hour"))
    return replace(SHOP, channels={**SHOP.channels, "sms": channel})


def plans(shop: Store, *whens: str) -> list[str]:
    names = []
    for number, when in enumerate(whens):
        shop.customer(f"p{number:03}")
        names.append(shop.plan(f"p{number:03}", when, chain=["sms"]))
    return names


def dispatcher(
    shop: Store, project: Project, clock: Clock | None = None, provider: Provider | None = None
) -> Dispatcher:
    ways = {"sms": provider if provider is not None else Fake()}
    return Dispatcher(shop.connection, project, ways, clock, chance=lambda: 0.5)


def attempts(shop: Store) -> list[datetime]:
    rows = shop.connection.execute(
        "SELECT \"at\" FROM handovers WHERE outcome = 'attempt' ORDER BY 1"
    ).fetchall()
    return [instant for (instant,) in rows]


def most(instants: Sequence[datetime]) -> int:
    """The most that lie in any hour, of which the start does not belong to it."""
    return max(sum(each - HOUR < other <= each for other in instants) for each in instants)


def test_under_a_given_clock_each_has_its_turn() -> None:
    shop = store()
    names = plans(shop, *["2026-12-02T01:00"] * 5, "2026-12-02T01:30")
    counts = dispatcher(shop, paced(2)).hand_over(at("2026-12-02T12:00"))
    assert counts == Counter({"accepted": 6})
    assert [f"{each:%H:%M}" for each in attempts(shop)] == [
        "01:00", "01:00", "02:00", "02:00", "03:00", "03:00",
    ]  # fmt: skip
    assert [shop.log(name)[-1][2] for name in names] == [
        "12-02 01:00", "12-02 01:00", "12-02 02:00", "12-02 02:00", "12-02 03:00", "12-02 03:00",
    ]  # fmt: skip


def test_there_is_room_again_an_hour_later_and_not_before() -> None:
    shop = store()
    plans(shop, "2026-12-02T01:00", "2026-12-02T01:59", "2026-12-02T02:00")
    dispatcher(shop, paced(1)).hand_over(at("2026-12-02T12:00"))
    assert [f"{each:%H:%M}" for each in attempts(shop)] == ["01:00", "02:00", "03:00"]


def test_what_finds_no_room_expires() -> None:
    shop = store()
    plans(shop, *["2026-12-02T01:00"] * 5)
    counts = dispatcher(shop, paced(1, expires=2)).hand_over(at("2026-12-02T12:00"))
    assert counts == Counter({"accepted": 3, "expired": 2})
    lost = [shop.final(name) for name in _names(shop)]
    assert lost.count(("expired", "no room within the pace")) == 2


def _names(shop: Store) -> list[str]:
    rows = shop.connection.execute("SELECT name FROM message_rows").fetchall()
    return [name for (name,) in rows]


def test_who_leaves_while_waiting_makes_room() -> None:
    shop, clock = store(), Clock(at("2026-12-02T01:00"))
    first, second, third = plans(shop, *["2026-12-02T01:00"] * 3)
    handing = dispatcher(shop, paced(1), clock)
    handing.hand_over(clock.later(seconds=1))
    shop.leaves(second, "2026-12-02T01:30", "left on purchase")
    clock.now = at("2026-12-02T02:00")
    handing.hand_over(clock.later(seconds=2))
    assert shop.final(second)[0] == "withdrawn"
    clock.now = at("2026-12-02T03:00")
    handing.hand_over(clock.later(seconds=3))
    assert [shop.final(name)[0] for name in (first, third)] == ["accepted"] * 2


@pytest.mark.parametrize("pace", [1, 3, 7])
def test_whatever_the_clock_does_no_hour_has_more(pace: int) -> None:
    """Odd pauses between hand-overs, a refusal now and then, and a new dispatcher each time, as
    after a stop."""
    shop, clock = store(), Clock(at("2026-12-02T01:00"))
    minutes = [(hour, minute) for hour in (1, 2) for minute in range(0, 60, 6)]
    plans(shop, *(f"2026-12-02T{hour:02}:{minute:02}" for hour, minute in minutes))
    busy = Fake(script=[Outcome(Took.PASSING, "busy") if n % 5 == 2 else Outcome(Took.ACCEPTED)
                        for n in range(30)])  # fmt: skip
    while clock.now < at("2026-12-02T12:00"):
        dispatcher(shop, paced(pace), clock, busy).hand_over(clock.later(minutes=7, seconds=13))
    assert most(attempts(shop)) <= pace
    assert Counter(shop.final(name)[0] for name in _names(shop)).keys() <= {"accepted", "expired"}
    if pace == 7:
        assert all(shop.final(name)[0] == "accepted" for name in _names(shop))


def test_quiet_time_is_looked_at_when_the_turn_comes() -> None:
    shop = store()
    noon = Quiet(time(10, 30), time(12, 15))
    channel = replace(paced(1).channels["sms"], quiet=(noon,))
    project = replace(
        SHOP, policy=replace(SHOP.policy, timezone="Asia/Seoul", quiet=()),
        channels={**SHOP.channels, "sms": channel},
    )  # fmt: skip
    plans(shop, *["2026-12-02T01:00"] * 2)
    dispatcher(shop, project).hand_over(at("2026-12-02T12:00"))
    assert [f"{each:%H:%M}" for each in attempts(shop)] == ["01:00", "03:15"]


def test_after_a_stop_the_others_know_whose_turn_it_is() -> None:
    """One who waits for 02:00 comes before one who is planned between."""
    shop, clock = store(), Clock(at("2026-12-02T01:00"))
    _, second, third = plans(shop, "2026-12-02T01:00", "2026-12-02T01:00", "2026-12-02T01:59:59")
    dispatcher(shop, paced(1), clock).hand_over(clock.later(seconds=1))
    clock.now = at("2026-12-02T01:59:59")
    dispatcher(shop, paced(1), clock).hand_over(clock.later(seconds=1))
    assert shop.log(third)[-1] == ("waiting", "sms", "12-02 03:00")
    clock.now = at("2026-12-02T02:00:01")
    dispatcher(shop, paced(1), clock).hand_over(clock.later(seconds=1))
    assert shop.final(second)[0] == "accepted"


def test_other_channels_know_nothing_of_it() -> None:
    shop = store()
    for number in range(4):
        shop.customer(f"k{number}")
        shop.plan(f"k{number}", "2026-12-02T01:00", chain=["kakao"])
    counts = Dispatcher(shop.connection, paced(1), {"kakao": Fake()}).hand_over(
        at("2026-12-02T02:00")
    )
    assert counts == Counter({"accepted": 4})
