"""Reach, quiet time, caps, hold-out and messages for service (S24, S25, S26, S30)."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import Any

from compiler.model.campaigns import Goal
from compiler.model.declarations import Cap, Policy, Quiet
from compiler.model.steps import Wait
from runtime.history import Version
from runtime.identity import HELD_OUT, HOLD_OUT
from tests.interpreter.shop import (
    EMAIL,
    KAKAO,
    MINJI,
    NEW_YORK,
    SEOUL,
    SMS,
    campaign,
    changing,
    days,
    history,
    hours,
    journal,
    occurs,
    on,
    project,
    send,
    told,
    utc,
)

NIGHT = Quiet(time(20, 50), time(8))
ADDED = occurs("cart_add", "2026-03-02 01:00", "c1")


def sends(rows: list[str]) -> list[str]:
    return [row for row in rows if "entered" not in row and "finished" not in row]


def test_the_first_channel_that_can_is_chosen() -> None:
    shop = project(campaign(send("1", "kakao", "sms", "email")))
    told_of: dict[str, dict[str, Any]] = {
        "03-02 01:00 planned reminder kakao": {},
        "03-02 01:00 planned reminder sms": {"wants_kakao": None},
        "03-02 01:00 planned reminder email": {"phone": ""},
        "03-02 01:00 dropped reminder kakao no address, sms no address, email no address": {
            "phone": None,
            "email": None,
        },
    }
    for expected, fields in told_of.items():
        assert sends(told(journal(shop, history(ADDED, **fields)))) == [expected]


def test_unsubscribing_holds_until_a_consent_given_later() -> None:
    shop = project(campaign(send("1", "kakao", "email")))
    from_kakao = occurs("unsubscribed", "2026-03-01 01:00", channel="kakao")
    from_all = occurs("unsubscribed", "2026-03-01 01:00", channel=None)
    assert sends(told(journal(shop, history(from_kakao, ADDED)))) == [
        "03-02 01:00 planned reminder email"
    ]
    assert sends(told(journal(shop, history(from_all, ADDED)))) == [
        "03-02 01:00 dropped reminder kakao unsubscribed, email unsubscribed"
    ]
    versions = (
        Version(None, MINJI),
        Version(utc("2026-03-01 02:00"), MINJI | {"wants_kakao": False}),
        Version(utc("2026-03-01 03:00"), MINJI),
    )
    again = changing(versions, from_all, ADDED)
    since_then = occurs("unsubscribed", "2026-03-01 04:00", channel="kakao")
    assert sends(told(journal(shop, changing(versions, since_then, ADDED)))) == [
        "03-02 01:00 planned reminder email"
    ]
    assert sends(told(journal(shop, again))) == ["03-02 01:00 planned reminder kakao"]
    merely_changed = changing(
        (versions[0], Version(utc("2026-03-01 03:00"), MINJI | {"city": "Busan"})),
        from_all,
        ADDED,
    )
    assert "dropped" in sends(told(journal(shop, merely_changed)))[0]


def test_quiet_over_midnight_moves_the_clock_to_its_end() -> None:
    shop = project(
        campaign(send("1"), Wait("2", 2, hours(1))), policy=Policy(SEOUL, quiet=(NIGHT,))
    )
    at_night = history(occurs("cart_add", "2026-03-02 14:00"))
    assert told(journal(shop, at_night)) == [
        "03-02 14:00 entered",
        "03-02 14:00 held reminder kakao quiet",
        "03-02 23:00 planned reminder kakao",
        "03-03 00:00 waited time",
        "03-03 00:00 left finished",
    ]
    for start, held in (("11:50", True), ("11:49", False), ("23:00", False), ("22:59", True)):
        rows = told(journal(shop, history(occurs("cart_add", f"2026-03-02 {start}"))))
        assert ("held" in rows[1]) == held


def test_quiet_times_that_touch_are_one() -> None:
    """Saturday night, all of Sunday, Monday's early morning: until Monday at nine."""
    shop = project(
        campaign(send("1")),
        channels=[replace(KAKAO, quiet=(Quiet(weekdays=(7,)), Quiet(time(0), time(9))))],
        policy=Policy(SEOUL, quiet=(Quiet(time(22), time(0)),)),
    )
    saturday_23 = history(occurs("cart_add", "2026-03-07 14:00"))
    assert sends(told(journal(shop, saturday_23))) == [
        "03-07 14:00 held reminder kakao quiet",
        "03-09 00:00 planned reminder kakao",
    ]


def test_after_quiet_time_everything_is_looked_at_again() -> None:
    shop = project(
        campaign(send("1", "kakao", "sms")),
        channels=[
            replace(KAKAO, quiet=(NIGHT,)),
            replace(SMS, quiet=(Quiet(time(7), time(10)),)),
        ],
    )
    versions = (
        Version(None, MINJI),
        Version(utc("2026-03-02 20:00"), MINJI | {"wants_kakao": False}),
    )
    customer = changing(versions, occurs("cart_add", "2026-03-02 14:00"))
    assert sends(told(journal(shop, customer))) == [
        "03-02 14:00 held reminder kakao quiet",
        "03-02 23:00 held reminder sms quiet",
        "03-03 01:00 planned reminder sms",
    ]


def test_quiet_with_drop_drops() -> None:
    quiet = (Quiet(time(20, 50), time(8), drop=True), Quiet(time(7), time(9)))
    shop = project(campaign(send("1")), channels=[replace(KAKAO, quiet=quiet)])
    at_night = history(occurs("cart_add", "2026-03-02 14:00"))
    assert sends(told(journal(shop, at_night))) == ["03-02 14:00 dropped reminder kakao quiet"]
    half_past_eight = history(occurs("cart_add", "2026-03-02 23:30"))
    assert sends(told(journal(shop, half_past_eight)))[0] == "03-02 23:30 held reminder kakao quiet"


def test_a_clock_turned_back_does_not_hold_for_an_end_that_is_past() -> None:
    """01:15 for the second time; quiet until 01:30 ended at the first."""
    shop = project(
        campaign(send("1")), channels=[replace(KAKAO, quiet=(Quiet(time(1), time(1, 30)),))]
    )
    for instant, held in (("05:15", True), ("06:15", False)):
        customer = history(occurs("cart_add", f"2026-11-01 {instant}"), timezone=NEW_YORK)
        assert ("held" in sends(told(journal(shop, customer)))[0]) == held


def capped(*caps: Cap, policy: tuple[Cap, ...] = ()) -> list[str]:
    """What becomes of sends at the entry and each day after it."""
    steps = (send("1"), Wait("2", 2, hours(23)), send("3"), Wait("4", 4, hours(1)), send("5"))
    shop = project(
        campaign(*steps), channels=[replace(KAKAO, caps=caps)], policy=Policy(SEOUL, policy)
    )
    rows = told(journal(shop, history(ADDED)))
    return [row for row in rows if "reminder" in row]


def test_a_cap_is_free_again_at_the_same_time_of_day() -> None:
    expected = [
        "03-02 01:00 planned reminder kakao",
        "03-03 00:00 dropped reminder kakao cap",
        "03-03 01:00 planned reminder kakao",
    ]
    assert capped(Cap(1, "day")) == expected
    assert capped(policy=(Cap(1, "day"),)) == expected


def test_what_is_dropped_does_not_count() -> None:
    assert capped(Cap(2, "week")) == [
        "03-02 01:00 planned reminder kakao",
        "03-03 00:00 planned reminder kakao",
        "03-03 01:00 dropped reminder kakao cap",
    ]


def test_a_days_cap_over_a_clock_change_is_not_24_hours() -> None:
    shop = project(campaign(send("1")), channels=[replace(KAKAO, caps=(Cap(1, "day"),))])
    customer = history(
        occurs("cart_add", "2026-03-07 17:00", "a"),
        occurs("cart_add", "2026-03-08 15:59", "b"),
        occurs("cart_add", "2026-03-08 16:00", "c"),
        timezone=NEW_YORK,
    )
    assert [row.split()[2] for row in sends(told(journal(shop, customer)))] == [
        "planned",
        "dropped",
        "planned",
    ]


def test_a_months_cap_is_cut_to_the_months_last_day() -> None:
    shop = project(campaign(send("1")), policy=Policy(SEOUL, (Cap(1, "month"),)))
    customer = history(
        occurs("cart_add", "2026-01-31 01:00", "a"),
        occurs("cart_add", "2026-02-28 00:59", "b"),
        occurs("cart_add", "2026-02-28 01:00", "c"),
    )
    assert [row.split()[2] for row in sends(told(journal(shop, customer)))] == [
        "planned",
        "dropped",
        "planned",
    ]


def test_caps_count_over_campaigns_in_their_order_and_channels_apart() -> None:
    shop = project(
        campaign(send("1"), name="a"),
        campaign(send("1"), name="b", priority=1),
        campaign(send("1", "email"), name="c"),
        channels=[replace(KAKAO, caps=(Cap(1, "day"),)), EMAIL],
    )
    rows = journal(shop, history(ADDED))
    kinds = [(row.campaign, row.kind) for row in rows if row.message]
    assert kinds == [("b", "planned"), ("a", "dropped"), ("c", "planned")]


def test_a_channels_cap_counts_its_own_messages_only() -> None:
    shop = project(
        campaign(send("1", "email"), send("2")),
        channels=[replace(KAKAO, caps=(Cap(1, "day"),))],
    )
    kinds = [row.kind for row in journal(shop, history(ADDED)) if row.message]
    assert kinds == ["planned", "planned"]


def test_service_needs_an_address_only_and_is_neither_capped_nor_counted() -> None:
    receipt = send("1", message="receipt")
    shop = project(
        campaign(receipt, send("2")),
        channels=[replace(KAKAO, caps=(Cap(1, "day"),))],
        policy=Policy(SEOUL, quiet=(NIGHT,)),
    )
    twice = history(ADDED, occurs("cart_add", "2026-03-02 14:00", "c2"))
    assert sends(told(journal(shop, twice))) == [
        "03-02 01:00 planned receipt kakao",
        "03-02 01:00 planned reminder kakao",
        "03-02 14:00 planned receipt kakao",
        "03-02 14:00 held reminder kakao quiet",
        "03-02 23:00 dropped reminder kakao cap",
    ]
    refusing = history(occurs("unsubscribed", "2026-03-01 01:00"), ADDED, wants_kakao=False)
    assert sends(told(journal(shop, refusing))) == [
        "03-02 01:00 planned receipt kakao",
        "03-02 01:00 dropped reminder kakao no consent",
    ]


def test_held_out_customers_are_shadows_on_the_same_clock() -> None:
    goal = Goal("rescued", on("purchase"), days(3))
    shop = project(
        campaign(send("1"), send("2", message="receipt"), send("3", "email"), goals=(goal,)),
        channels=[replace(KAKAO, quiet=(NIGHT,), caps=(Cap(1, "day"),))],
    )
    customer = history(
        occurs("cart_add", "2026-03-02 14:00"), occurs("purchase", "2026-03-02 15:00"), email=None
    )
    rows = journal(shop, customer, forced={("minji", "rescue", HOLD_OUT): HELD_OUT})
    assert told(rows) == [
        "03-02 14:00 entered held out held out",
        "03-02 14:00 held reminder kakao quiet",
        "03-02 15:00 goal rescued",
        "03-02 23:00 shadow reminder kakao",
        "03-02 23:00 planned receipt kakao",
        "03-02 23:00 dropped reminder email no address",
        "03-02 23:00 left finished",
    ]


def test_a_campaign_without_a_goal_holds_nobody_out() -> None:
    rows = journal(project(campaign(hold_out=10_000)), history(ADDED))
    assert told(rows)[0] == "03-02 01:00 entered"


def test_shadows_do_not_use_up_caps() -> None:
    goal = Goal("rescued", on("purchase"), days(3))
    shop = project(
        campaign(send("1"), name="a", goals=(goal,), hold_out=10_000),
        campaign(send("1"), name="b"),
        policy=Policy(SEOUL, (Cap(1, "day"),)),
    )
    kinds = [row.kind for row in journal(shop, history(ADDED)) if row.message]
    assert kinds == ["shadow", "planned"]
