"""Who enters and who is refused (S14 to S19, S22, S37)."""

from __future__ import annotations

from datetime import datetime, time
from hashlib import md5

from compiler.model.campaigns import Goal
from compiler.model.conditions import Compare, InSegment, Truth
from compiler.model.declarations import Policy
from compiler.model.entries import (
    AfterLeaving,
    Again,
    AgainAfter,
    At,
    Every,
    Once,
    OncePer,
    OnEvent,
    StartingOver,
)
from compiler.model.steps import Arm, Split, Wait
from compiler.model.values import Const, CustomerField, EventField, Type
from runtime.history import Version
from runtime.identity import Forced, Identity, unit
from runtime.interpreter import interpret
from tests.interpreter.shop import (
    BEGINNING,
    MINJI,
    NEW_YORK,
    SAME_CART,
    SEOUL,
    UNTIL,
    campaign,
    changing,
    days,
    history,
    hours,
    journal,
    occurs,
    on,
    project,
    told,
    utc,
)


def entries(again: Again, *times: str, zone: str = SEOUL, **fields: str) -> list[str]:
    """What becomes of a `cart_add` at each of these times, in a campaign of ten hours."""
    events = [
        occurs("cart_add", when, f"c{number}", cart=fields.get(f"c{number}"))
        for number, when in enumerate(times)
    ]
    shop = project(campaign(Wait("1", 1, hours(10)), again=again))
    rows = journal(shop, history(*events, timezone=zone))
    return [row.kind for row in rows if row.kind in ("entered", "refused")]


def test_once() -> None:
    assert entries(Once(), "2026-03-02", "2026-05-02") == ["entered", "refused"]


def test_after_leaving() -> None:
    times = ("2026-03-02 00:00", "2026-03-02 09:00", "2026-03-02 10:01")
    assert entries(AfterLeaving(), *times) == ["entered", "refused", "entered"]


def test_an_entry_at_the_instant_at_which_the_open_one_ends_is_refused() -> None:
    """Events come before timers, so the open one is still open."""
    times = ("2026-03-02 00:00", "2026-03-02 10:00")
    assert entries(AfterLeaving(), *times) == ["entered", "refused"]


def test_again_after_counts_from_the_last_entry_on_the_customers_clock() -> None:
    times = ("2026-03-07 17:00", "2026-03-08 15:59", "2026-03-08 16:00")
    assert entries(AgainAfter(days(1)), *times, zone=NEW_YORK) == ["entered", "refused", "entered"]


def test_again_after_needs_none_open_too() -> None:
    times = ("2026-03-02 00:00", "2026-03-02 05:00", "2026-03-02 11:00")
    assert entries(AgainAfter(hours(1)), *times) == ["entered", "refused", "entered"]


def test_once_per_value_takes_unknown_for_a_value() -> None:
    times = ("2026-03-02 00:00", "2026-03-02 01:00", "2026-03-02 02:00", "2026-03-02 03:00")
    kinds = entries(OncePer("cart"), *times, c0="x", c1="y")
    assert kinds == ["entered", "entered", "entered", "refused"]
    assert entries(OncePer("cart"), *times[:2], c0="x", c1="x") == ["entered", "refused"]


def test_starting_over_replaces_the_open_one_at_the_same_position() -> None:
    shop = project(campaign(Wait("1", 1, hours(10)), again=StartingOver()))
    customer = history(
        occurs("cart_add", "2026-03-02 01:00", "a"), occurs("cart_add", "2026-03-02 02:00", "b")
    )
    rows = journal(shop, customer)
    assert [(row.cause[-1], f"{row.kind} {row.reason}".strip()) for row in rows] == [
        ("a", "entered"),
        ("a", "left replaced"),
        ("b", "entered"),
        ("b", "waited time"),
        ("b", "left finished"),
    ]
    assert rows[1].position == rows[2].position == "cart_add b"


def test_too_late_is_refused_and_just_in_time_is_not() -> None:
    shop = project(campaign())
    on_time = occurs("cart_add", "2026-03-02 01:00", arrival="2026-03-03 01:00")
    late = occurs("cart_add", "2026-03-02 01:00", arrival="2026-03-03 01:00:00.000001")
    assert told(journal(shop, history(on_time)))[0] == "03-03 01:00 entered"
    assert told(journal(shop, history(late))) == ["03-03 01:00 refused late"]


def test_runs_are_half_open() -> None:
    runs = campaign(runs_from=utc("2026-03-02"), runs_until=utc("2026-03-04"))
    shop = project(runs)
    outcome = {}
    for when in ("2026-03-01 23:59", "2026-03-02 00:00", "2026-03-03 23:59", "2026-03-04 00:00"):
        outcome[when] = told(journal(shop, history(occurs("cart_add", when))))[0].split(" ", 2)[2]
    assert list(outcome.values()) == [
        "refused outside runs",
        "entered",
        "entered",
        "refused outside runs",
    ]


def test_only_if_writes_no_row_and_comes_after_late() -> None:
    shop = project(campaign(only_if=InSegment("seoulites")))
    assert journal(shop, history(occurs("cart_add", "2026-03-02"), city="Busan")) == []
    late = occurs("cart_add", "2026-03-02", arrival="2026-03-09")
    rows = journal(shop, history(late, city="Busan"))
    assert [row.reason for row in rows] == ["late"]


def test_where_that_does_not_hold_writes_no_row() -> None:
    small = Compare("=", EventField("cart_add", "cart", Type.TEXT), Const("a", Type.TEXT))
    shop = project(campaign(entry=OnEvent(on("cart_add", small))))
    assert journal(shop, history(occurs("cart_add", "2026-03-02", cart="b"))) == []


def test_an_event_that_takes_out_and_is_already_there_refuses_the_entry() -> None:
    shop = project(campaign(leaves=(on("purchase", SAME_CART),)))
    added = occurs("cart_add", "2026-03-02 01:00", cart="a", arrival="2026-03-02 05:00")
    bought = occurs("purchase", "2026-03-02 02:00", cart="a")
    before = occurs("purchase", "2026-03-02 00:30", cart="a")
    other = occurs("purchase", "2026-03-02 02:00", cart="b")
    assert told(journal(shop, history(added, bought))) == ["03-02 05:00 refused left before"]
    assert told(journal(shop, history(added, before)))[0] == "03-02 05:00 entered"
    assert told(journal(shop, history(added, other)))[0] == "03-02 05:00 entered"


def test_left_before_is_looked_at_before_again() -> None:
    shop = project(campaign(leaves=(on("purchase"),), again=Once()))
    customer = history(
        occurs("cart_add", "2026-03-01 01:00", "a"),
        occurs("cart_add", "2026-03-02 01:00", "b", arrival="2026-03-02 05:00"),
        occurs("purchase", "2026-03-02 02:00"),
    )
    assert told(journal(shop, customer))[-1] == "03-02 05:00 refused left before"


def test_who_is_not_a_customer_yet_does_not_enter() -> None:
    recorded = Version(utc("2026-03-02 01:00"), MINJI)
    at_the_same_instant = occurs("cart_add", "2026-03-02 01:00")
    assert journal(project(campaign()), changing((recorded,), at_the_same_instant)) == []
    after = occurs("cart_add", "2026-03-02 01:00:00.000001")
    assert journal(project(campaign()), changing((recorded,), after)) != []


def test_what_arrived_before_the_beginning_does_not_enter_but_is_seen() -> None:
    shop = project(campaign(again=Once(), leaves=(on("purchase"),)))
    old = occurs("cart_add", "2026-03-01 01:00", "a")
    bought = occurs("purchase", "2026-03-01 02:00")
    belated = occurs("cart_add", "2026-03-01 01:30", "b", arrival="2026-03-02 01:00")
    rows = journal(shop, history(old, bought, belated), beginning=utc("2026-03-01 12:00"))
    assert told(rows) == ["03-02 01:00 refused left before"]


def every_day(segment: str = "wanting") -> Every:
    return Every(time(9), None, segment, (1, 2, 3, 4, 5, 6, 7))


def test_who_is_in_the_segment_at_the_instant_enters() -> None:
    versions = (
        Version(None, MINJI | {"wants_kakao": False}),
        Version(utc("2026-03-03 00:00"), MINJI),
    )
    shop = project(campaign(entry=every_day()))
    rows = journal(shop, changing(versions), utc("2026-03-02"), utc("2026-03-05"))
    assert [row.cause for row in rows if row.kind == "entered"] == [
        "2026-03-03 09:00",
        "2026-03-04 09:00",
    ]


def test_a_schedule_refuses_again_by_name() -> None:
    shop = project(campaign(entry=every_day(), again=AgainAfter(days(2))))
    rows = journal(shop, history(), utc("2026-03-02"), utc("2026-03-05"))
    kinds = [row.kind for row in rows if row.kind in ("entered", "refused")]
    assert kinds == ["entered", "refused", "entered"]


def test_once_at_an_instant() -> None:
    entry = At(datetime(2026, 3, 3, 10), None, utc("2026-03-03 01:00"), "seoulites")
    shop = project(campaign(entry=entry, again=Once()))
    rows = journal(shop, history(timezone=NEW_YORK))
    assert told(rows)[0] == "03-03 01:00 entered"
    assert (rows[0].cause, rows[0].position) == ("2026-03-03 10:00", "")


def test_waits_come_due_before_schedules_of_the_same_instant() -> None:
    """So yesterday's enrolment has left, and today's may enter."""
    shop = project(campaign(Wait("1", 1, days(1)), entry=every_day(), again=AfterLeaving()))
    rows = journal(shop, history(), utc("2026-03-02"), utc("2026-03-04"))
    assert [row.kind for row in rows] == ["entered", "waited", "left", "entered"]


def by_hand(text: str) -> int:
    return int(md5(text.encode()).hexdigest()[:8], 16) % 10_000


def test_arms_fall_by_the_md5_formula() -> None:
    arms = (Arm("one", 3_000, ()), Arm("two", 7_000, ()), Arm("three", 10_000, ()))
    shop = project(campaign(Split("1", 1, "wording", arms)))
    for number in range(60):
        key = f"c{number}"
        rows = journal(shop, history(occurs("cart_add", "2026-03-02"), key=key))
        u = by_hand(f"salt/rescue/wording/{key}")
        expected = "one" if u < 3_000 else "two" if u < 7_000 else "three"
        assert rows[1].arm == expected


def test_an_arm_takes_u_up_to_its_own_share_excluded() -> None:
    u = by_hand("salt/rescue/wording/minji")
    for until, expected in ((u, "two"), (u + 1, "one")):
        arms = (Arm("one", until, ()), Arm("two", 10_000, ()))
        shop = project(campaign(Split("1", 1, "wording", arms)))
        assert journal(shop, history(occurs("cart_add", "2026-03-02")))[1].arm == expected


def test_a_forced_arm_goes_before_the_hash() -> None:
    arms = (Arm("one", 10_000, ()), Arm("never", 10_000, ()))
    shop = project(campaign(Split("1", 1, "wording", arms)))
    forced: Forced = {("minji", "rescue", "wording"): "never"}
    rows = journal(shop, history(occurs("cart_add", "2026-03-02")), forced=forced)
    assert rows[1].arm == "never"


def test_hold_outs_fall_by_the_md5_formula_with_the_epoch() -> None:
    goal = Goal("rescued", on("purchase"), days(3))
    shop = project(campaign(goals=(goal,), hold_out=4_000), policy=Policy(SEOUL, hold_out=2_000))
    reasons = set()
    for number in range(40):
        key = f"c{number}"
        customer = history(occurs("cart_add", "2026-03-02"), key=key)
        rows = interpret(shop, customer, BEGINNING, UNTIL, Identity("pepper", 7))
        everything = by_hand(f"pepper//hold out 7/{key}") < 2_000
        this = by_hand(f"pepper/rescue/hold out/{key}") < 4_000
        wanted = "held out from everything" if everything else "held out" if this else ""
        assert (rows[0].reason, rows[0].arm) == (wanted, "held out" if wanted else "")
        reasons.add(rows[0].reason)
    assert len(reasons) == 3


def test_u_of_a_known_text() -> None:
    assert unit("salt", "rescue", "wording", "minji") == by_hand("salt/rescue/wording/minji")
    assert unit("하나", "é") == by_hand("하나/é")


def test_truth_is_false_for_unknown_and_not_of_it_true() -> None:
    wants = Truth(CustomerField("wants_kakao", Type.YES_NO))
    shop = project(campaign(only_if=wants))
    assert journal(shop, history(occurs("cart_add", "2026-03-02"), wants_kakao=None)) == []
