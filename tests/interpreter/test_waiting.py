"""`wait for` and `unless`, leaves, goals, and the order of what happens at one instant (S7, S14,
S21, S23, S32)."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from compiler.model.campaigns import Goal
from compiler.model.conditions import Compare
from compiler.model.entries import At, StartingOver
from compiler.model.steps import Branch as Way
from compiler.model.steps import If, Leave, Wait, WaitFor
from compiler.model.values import AnswerField, Const, CustomerField, Type
from runtime.history import Version
from runtime.journal import enrolment_name
from tests.interpreter.shop import (
    MINJI,
    SAME_CART,
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

ADDED = occurs("cart_add", "2026-03-02 01:00", "c1", cart="a", total=100)


def asks(id: str, event: str = "purchase", alias: str | None = None, **more: Any) -> WaitFor:
    """Waits a day; `Leave`s say how it went."""
    order = int(id[0])
    yes, no = Leave(f"{id}.then.1", order, "yes"), Leave(f"{id}.else.1", order, "no")
    return WaitFor(id, order, on(event, **more), days(1), (yes,), (no,), alias)


def last(rows: list[str]) -> str:
    return rows[-1]


def test_the_answer_goes_on_at_once_and_silence_at_the_end() -> None:
    shop = project(campaign(send("1"), asks("2")))
    bought = occurs("purchase", "2026-03-02 05:00")
    assert last(told(journal(shop, history(ADDED, bought)))) == '03-02 05:00 left leave "yes"'
    assert last(told(journal(shop, history(ADDED)))) == '03-03 01:00 left leave "no"'


def test_an_answer_at_the_very_end_still_counts() -> None:
    shop = project(campaign(asks("1")))
    at_the_end = history(ADDED, occurs("purchase", "2026-03-03 01:00"))
    assert last(told(journal(shop, at_the_end))) == '03-03 01:00 left leave "yes"'
    too_late = history(ADDED, occurs("purchase", "2026-03-03 01:00:00.000001"))
    assert last(told(journal(shop, too_late))) == '03-03 01:00 left leave "no"'


def test_a_wait_looks_back_to_the_last_send() -> None:
    shop = project(campaign(send("1"), Wait("2", 2, hours(2)), asks("3")))
    customer = history(ADDED, occurs("purchase", "2026-03-02 02:00"))
    assert told(journal(shop, customer))[2:] == [
        "03-02 03:00 waited time",
        "03-02 03:00 waited answered",
        '03-02 03:00 left leave "yes"',
    ]


def test_what_came_before_the_last_send_is_no_answer() -> None:
    shop = project(campaign(Wait("1", 1, hours(2)), send("2"), asks("3")))
    customer = history(ADDED, occurs("purchase", "2026-03-02 02:00"))
    assert last(told(journal(shop, customer))) == '03-03 03:00 left leave "no"'


def test_a_dropped_send_moves_the_anchor_too() -> None:
    shop = project(campaign(Wait("1", 1, hours(2)), send("2"), asks("3")))
    customer = history(ADDED, occurs("purchase", "2026-03-02 02:00"), wants_kakao=False)
    assert last(told(journal(shop, customer))) == '03-03 03:00 left leave "no"'


def test_the_same_event_does_not_answer_twice() -> None:
    first = WaitFor("1", 1, on("purchase"), days(1), (), ())
    shop = project(campaign(first, asks("2")))
    once = history(ADDED, occurs("purchase", "2026-03-02 02:00", "p1"))
    assert last(told(journal(shop, once))) == '03-03 02:00 left leave "no"'
    twice = history(
        ADDED,
        occurs("purchase", "2026-03-02 02:00", "p1"),
        occurs("purchase", "2026-03-02 02:00", "p2"),
    )
    assert last(told(journal(shop, twice))) == '03-02 02:00 left leave "yes"'


def test_an_event_from_before_the_entry_is_no_answer_even_if_it_arrives_later() -> None:
    shop = project(campaign(asks("1")))
    older = occurs("purchase", "2026-03-02 00:30", arrival="2026-03-02 04:00")
    assert last(told(journal(shop, history(ADDED, older)))) == '03-03 01:00 left leave "no"'


def test_at_the_same_time_kind_and_id_say_what_is_after_the_entry() -> None:
    before = occurs("a_kind", "2026-03-02 01:00", arrival="2026-03-02 04:00")
    after = occurs("purchase", "2026-03-02 01:00", arrival="2026-03-02 04:00")
    ends = {}
    for event in (before, after):
        shop = project(campaign(asks("1", event.kind)))
        ends[event.kind] = last(told(journal(shop, history(ADDED, event))))
    assert ends == {
        "a_kind": '03-03 01:00 left leave "no"',
        "purchase": '03-02 04:00 left leave "yes"',
    }


def test_after_an_entry_by_schedule_means_later_by_time() -> None:
    entry = At(datetime(2026, 3, 2, 10), None, utc("2026-03-02 01:00"), "seoulites")
    goal = Goal("rescued", on("purchase"), days(3))
    shop = project(campaign(asks("1"), entry=entry, goals=(goal,)))
    same_time = occurs("purchase", "2026-03-02 01:00", arrival="2026-03-02 04:00")
    later = occurs("purchase", "2026-03-02 01:00:01", arrival="2026-03-02 04:00")
    assert last(told(journal(shop, history(same_time)))) == '03-03 01:00 left leave "no"'
    assert told(journal(shop, history(later)))[1:] == [
        "03-02 04:00 goal rescued",
        "03-02 04:00 waited answered",
        '03-02 04:00 left leave "yes"',
    ]


def test_where_sees_the_event_and_the_entry() -> None:
    shop = project(campaign(asks("1", where=SAME_CART)))
    other = occurs("purchase", "2026-03-02 02:00", "p1", cart="b")
    same = occurs("purchase", "2026-03-02 03:00", "p2", cart="a")
    rows = told(journal(shop, history(ADDED, other, same)))
    assert last(rows) == '03-02 03:00 left leave "yes"'


def test_a_named_wait_remembers_what_it_saw() -> None:
    big = Compare(">", AnswerField("order", "amount", Type.MONEY), Const(Decimal(50), Type.MONEY))
    asked = WaitFor("1", 1, on("purchase"), days(1), (), (), "order")
    branch = If("2", 2, (Way("if", big, ()),), ())
    shop = project(campaign(asked, branch))
    rows = told(journal(shop, history(ADDED, occurs("purchase", "2026-03-02 02:00", amount=60))))
    assert rows[2] == "03-02 02:00 branch if"
    assert told(journal(shop, history(ADDED)))[2] == "03-03 01:00 branch else"


def test_mine_is_only_about_this_enrolments_messages() -> None:
    shop = project(campaign(send("1"), asks("2", "clicked", mine=True)))
    mine = enrolment_name("rescue", "minji", "cart_add c1")
    other = occurs("clicked", "2026-03-02 02:00", "k1", enrolment="welcome/minji/signup 1")
    own = occurs("clicked", "2026-03-02 03:00", "k2", enrolment=mine)
    rows = told(journal(shop, history(ADDED, other, own)))
    assert last(rows) == '03-02 03:00 left leave "yes"'


def test_a_leave_ends_it_also_in_the_middle_of_a_wait() -> None:
    shop = project(campaign(Wait("1", 1, hours(5)), send("2"), leaves=(on("purchase"),)))
    rows = journal(shop, history(ADDED, occurs("purchase", "2026-03-02 02:00")))
    assert told(rows) == ["03-02 01:00 entered", "03-02 02:00 left left on purchase"]


def test_one_event_leaves_first_and_fulfils_the_goal_then() -> None:
    goal = Goal("rescued", on("purchase"), days(3))
    shop = project(campaign(Wait("1", 1, hours(5)), leaves=(on("purchase"),), goals=(goal,)))
    rows = journal(shop, history(ADDED, occurs("purchase", "2026-03-02 02:00")))
    assert told(rows)[1:] == ["03-02 02:00 left left on purchase", "03-02 02:00 goal rescued"]


def test_a_goal_counts_by_time_after_the_end_and_each_event_once_per_goal() -> None:
    goal = Goal("rescued", on("purchase"), days(3))
    shop = project(campaign(goals=(goal,)))
    inside = occurs("purchase", "2026-03-05 01:00", "p1", arrival="2026-03-09 00:00")
    again = occurs("purchase", "2026-03-03 01:00", "p2")
    outside = occurs("purchase", "2026-03-05 01:00:00.000001", "p3")
    at_the_entry = occurs("purchase", "2026-03-02 01:00", "p4", arrival="2026-03-02 02:00")
    rows = told(journal(shop, history(ADDED, inside, again, outside, at_the_entry)))
    assert rows[2:] == ["03-03 01:00 goal rescued", "03-09 00:00 goal rescued"]


def test_a_replaced_enrolment_has_goals_only_while_it_was_open() -> None:
    goal = Goal("rescued", on("purchase"), days(3))
    over = campaign(Wait("1", 1, hours(9)), again=StartingOver(), goals=(goal,))
    customer = history(
        ADDED,
        occurs("purchase", "2026-03-02 02:00", "p1"),
        occurs("cart_add", "2026-03-02 03:00", "c2"),
        occurs("purchase", "2026-03-02 04:00", "p2"),
    )
    rows = journal(project(over), customer)
    goals = [(row.cause, f"{row.at:%H:%M}") for row in rows if row.kind == "goal"]
    assert goals == [("cart_add c1", "02:00"), ("cart_add c2", "04:00")]


def test_an_event_that_takes_out_and_lets_in_does_both() -> None:
    shop = project(campaign(Wait("1", 1, hours(9)), leaves=(on("cart_add"),)))
    customer = history(ADDED, occurs("cart_add", "2026-03-02 02:00", "c2"))
    rows = journal(shop, customer)
    assert [(row.cause, row.kind) for row in rows][:3] == [
        ("cart_add c1", "entered"),
        ("cart_add c1", "left"),
        ("cart_add c2", "entered"),
    ]


def test_campaigns_go_by_priority_then_name() -> None:
    shop = project(
        campaign(name="a"),
        campaign(name="b", priority=2),
        campaign(name="c", priority=1),
        campaign(name="d", priority=1),
    )
    entered = [row.campaign for row in journal(shop, history(ADDED)) if row.kind == "entered"]
    assert entered == ["c", "d", "b", "a"]


def test_each_phase_goes_by_campaign_and_then_by_order_of_entry() -> None:
    goal = Goal("rescued", on("purchase"), days(3))
    waits = WaitFor("1", 1, on("purchase"), days(1), (), ())
    shop = project(
        campaign(waits, name="a", goals=(goal,)),
        campaign(waits, name="b", priority=1, goals=(goal,)),
    )
    customer = history(
        ADDED,
        occurs("cart_add", "2026-03-02 01:30", "c2"),
        occurs("purchase", "2026-03-02 02:00"),
    )
    rows = journal(shop, customer)
    in_order = [("b", "c1"), ("b", "c2"), ("a", "c1"), ("a", "c2")]
    for kind in ("goal", "left"):
        found = [(row.campaign, row.cause[-2:]) for row in rows if row.kind == kind]
        assert found == in_order
    assert [row.kind for row in rows[4:8]] == ["goal"] * 4


def test_events_at_one_instant_come_before_timers_and_by_time_kind_id() -> None:
    shop = project(campaign(Wait("1", 1, hours(1)), leaves=(on("purchase"),)))
    rows = told(journal(shop, history(ADDED, occurs("purchase", "2026-03-02 02:00"))))
    assert rows[1:] == ["03-02 02:00 left left on purchase"]
    customer = history(
        occurs("cart_add", "2026-03-02 01:00", "b", arrival="2026-03-02 05:00"),
        occurs("cart_add", "2026-03-02 01:00", "B", arrival="2026-03-02 05:00"),
        occurs("cart_add", "2026-03-02 00:00", "z", arrival="2026-03-02 05:00"),
    )
    entered = [row.cause for row in journal(shop, customer) if row.kind == "entered"]
    assert entered == ["cart_add z", "cart_add B", "cart_add b"]


def test_where_looks_as_of_the_events_own_arrival() -> None:
    """What was no answer when it came does not become one by what changes later."""
    here = Compare("=", CustomerField("city", Type.TEXT), Const("Seoul", Type.TEXT))
    shop = project(campaign(send("1"), Wait("2", 2, hours(2)), asks("3", where=here)))
    moves = Version(utc("2026-03-02 02:30"), MINJI)
    stays = Version(None, MINJI | {"city": "Busan"})
    customer = changing((stays, moves), ADDED, occurs("purchase", "2026-03-02 02:00"))
    assert last(told(journal(shop, customer))) == '03-03 03:00 left leave "no"'
    assert last(told(journal(shop, history(*customer.events)))) == '03-02 03:00 left leave "yes"'
