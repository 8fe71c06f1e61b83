"""What is still done for who leaves: by the line by which they leave, at once, and never later
(S7, S21, S25, S26)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from runtime.acts import Act, Doing
from runtime.history import History, Occurrence
from runtime.journal import Kind, Row
from tests.engine.borders import INSTANT, agreed, at, does, shop, somebody

HELLO, OFFER, NEWS = "send hello by mail", "send offer by text", "send last_call by push"


def campaign(leave: str, steps: str = "wait 2 days\n  send hello by mail", head: str = "") -> str:
    return f"""
campaign c
  enter on cart_add
    each time
  {leave}
{head}  goal purchase within 3 days

  {steps}
"""


def added(time: str) -> Occurrence:
    return does("cart_add", at(time), id=f"add {time}", cart="a", total=Decimal(1))


def bought(time: str, cart: str = "a", amount: int = 1) -> Occurrence:
    return does("purchase", at(time), id=f"buy {time}", cart=cart, amount=Decimal(amount))


def ann(*events: Occurrence, **fields: Any) -> History:
    return somebody("ann", *events, **fields)


def done(rows: list[Row]) -> list[tuple[Kind, str, str]]:
    """What was decided behind the entry, with its step and its message or reason."""
    return [(row.kind, row.step, row.message or row.reason) for row in rows
            if row.kind not in (Kind.ENTERED, Kind.GOAL)]  # fmt: skip


def test_the_line_by_which_one_leaves_says_what_is_done() -> None:
    made = shop(campaign(f"leave on purchase\n    {HELLO}\n  leave on visit\n    {NEWS}"))
    for event, step, message in (
        (bought("03-06 11:00"), "leave 1.1", "hello"),
        (does("visit", at("03-06 11:00"), page="a"), "leave 2.1", "last_call"),
    ):
        rows = agreed(made, ann(added("03-06 10:00"), event))
        assert done(rows) == [
            (Kind.LEFT, "", f"left on {event.kind}"), (Kind.PLANNED, step, message),
        ]  # fmt: skip
        assert rows[-1 if event.kind == "visit" else -2].at == event.arrival


def test_of_one_event_the_first_line_that_names_it_counts() -> None:
    lines = (
        f"leave on purchase where amount > 5\n    {HELLO}\n  leave on purchase\n    {NEWS}\n"
        "  leave if orders >= 1\n    send offer by push"
    )
    made = shop(campaign(lines))
    assert done(agreed(made, ann(added("03-06 10:00"), bought("03-06 11:00", amount=6))))[1][2] == (
        "hello"
    )
    assert done(agreed(made, ann(added("03-06 10:00"), bought("03-06 11:00"))))[1][2] == "last_call"


def test_any_of_the_events_of_a_line_does() -> None:
    made = shop(campaign(f"leave on visit or purchase\n    {HELLO}"))
    for event in (bought("03-06 11:00"), does("visit", at("03-06 11:00"), page="a")):
        assert done(agreed(made, ann(added("03-06 10:00"), event)))[1][2] == "hello"


def test_of_conditions_the_first_that_holds_counts() -> None:
    lines = (
        f"leave if revenue > 5\n  leave if orders >= 2\n    {NEWS}\n"
        f"  leave if not wants_text\n    {HELLO}"
    )
    made, cart = shop(campaign(lines)), added("03-06 10:00")
    poor = bought("03-06 11:00"), bought("03-06 12:00")
    assert done(agreed(made, ann(cart, bought("03-06 11:00", amount=6)))) == [
        (Kind.LEFT, "", "left if")
    ]
    assert done(agreed(made, ann(cart, *poor)))[1][2] == "last_call"
    at_once = bought("03-06 11:00"), bought("03-06 12:00", amount=6)
    assert done(agreed(made, ann(cart, *at_once))) == [(Kind.LEFT, "", "left if")]
    away = [(at("03-06 12:00"), {"wants_text": False})]
    rows = agreed(made, somebody("ann", cart, changes=away))
    assert done(rows)[1][2] == "hello" and rows[-1].at == at("03-06 12:00")


def test_who_goes_on_or_is_refused_gets_nothing_of_it() -> None:
    made = shop(campaign(f"leave on purchase\n    {HELLO}", "wait 1 hour"))
    rows = agreed(made, ann(added("03-06 10:00")), somebody("bea", added("03-06 10:00")))
    assert Kind.PLANNED not in [row.kind for row in rows]
    late = does("purchase", at("03-06 11:00"), arrival=at("03-06 09:00"), id="b", cart="a",
                amount=Decimal(1))  # fmt: skip
    rows = agreed(made, ann(late, added("03-06 10:00")))
    assert [row.reason for row in rows] == ["left before"]


def test_quiet_time_drops_it_and_does_not_hold_it() -> None:
    """To the microsecond, and by the channel that is chosen."""
    quiet = "  quiet from 11:00 until 12:00\n"
    made = shop(campaign(f"leave on purchase\n    {HELLO}\n    {OFFER}", head=quiet))
    for event, kind in (
        (bought("03-06 11:00"), Kind.DROPPED),
        (does("purchase", at("03-06 12:00") - INSTANT, cart="a", amount=Decimal(1)), Kind.DROPPED),
        (bought("03-06 12:00"), Kind.PLANNED),
    ):
        rows = agreed(made, ann(added("03-06 10:00"), event))
        assert [row.kind for row in rows if row.step] == [kind, kind]
        assert {row.reason for row in rows if row.kind is Kind.DROPPED} <= {"quiet"}


def test_quiet_time_of_one_channel_drops_only_what_goes_by_it() -> None:
    night = "\nchannel night\n  to phone\n  quiet from 11:00 until 12:00\n"
    lines = "leave on purchase\n    send hello by push\n    send whisper by night, else push"
    text = '    """\n    Psst\n    """\n'
    whisper = f"\nmessage whisper\n  push\n{text}  night\n{text}"
    made = shop(campaign(lines), night, whisper)
    rows = agreed(made, ann(added("03-06 10:00"), bought("03-06 11:00")))
    assert [(row.kind, row.channel) for row in rows if row.step] == [
        (Kind.PLANNED, "push"), (Kind.DROPPED, "night"),
    ]  # fmt: skip


def test_it_counts_for_the_caps_in_its_place() -> None:
    """Two campaigns at one event: what is done for who leaves comes before who enters."""
    policy = '\npolicy\n  timezone "UTC"\n  at most 1 per day per customer\n'
    other = """
campaign a
  enter on purchase
    each time
  goal visit within 3 days

  send offer by text
"""
    made = shop(campaign(f"leave on purchase\n    {HELLO}"), other, policy=policy)
    rows = agreed(made, ann(added("03-06 10:00"), bought("03-06 11:00")))
    sent = [(row.campaign, row.kind) for row in rows if row.message]
    assert sent == [("c", Kind.PLANNED), ("a", Kind.DROPPED)]


def test_it_decides_by_what_is_there_then() -> None:
    lines = (
        "leave on purchase where amount > 5\n    if revenue > 10\n      send hello by mail\n"
        "    else\n      send offer by mail\n    send receipt by push"
    )
    made, cart = shop(campaign(lines)), added("03-06 10:00")
    for amount, message in ((6, "offer"), (11, "hello")):
        rows = agreed(made, ann(cart, bought("03-06 11:00", amount=amount)))
        assert [row.message for row in rows if row.kind is Kind.PLANNED] == [message, "receipt"]


def test_the_held_out_get_nothing_but_service() -> None:
    lines = "leave on purchase\n    send hello by mail\n    send receipt by push"
    made = shop(campaign(lines, head="  hold out 100%\n"))
    rows = agreed(made, ann(added("03-06 10:00"), bought("03-06 11:00")))
    assert [(row.kind, row.message) for row in rows if row.step] == [
        (Kind.SHADOW, "hello"), (Kind.PLANNED, "receipt"),
    ]  # fmt: skip


def test_one_ends_while_the_next_enters_and_ends() -> None:
    """Of several enrolments of one customer each gets its own, in one tick and in many."""
    text = campaign(f"leave on purchase\n    {HELLO}")
    made = shop(text.replace("each time", "again after 1 hour"))
    events = [added("03-06 10:00"), bought("03-06 12:00"), added("03-06 13:00"),
              bought("03-06 14:00")]  # fmt: skip
    rows = agreed(made, ann(*events))
    assert [row.at for row in rows if row.kind is Kind.PLANNED] == [
        at("03-06 12:00"), at("03-06 14:00"),
    ]  # fmt: skip


def test_it_is_done_in_a_pause_too_but_not_where_the_campaign_is_stopped() -> None:
    made = shop(campaign(f"leave on purchase\n    {HELLO}"))
    person = ann(added("03-06 10:00"), bought("03-06 12:00"))
    for doing, kinds in ((Doing.PAUSED, [Kind.LEFT, Kind.PLANNED]), (Doing.STOPPED, [Kind.LEFT])):
        rows = agreed(made, person, done=[Act("c", at("03-06 11:00"), doing, None, "anna")])
        assert [kind for kind, *_ in done(rows)] == kinds


def test_time_takes_out_and_something_is_done() -> None:
    made = shop(campaign(f"leave if no visit in last 1 day\n    {HELLO}"))
    visit = does("visit", at("03-06 09:00"), page="home")
    rows = agreed(made, ann(visit, added("03-06 10:00")))
    assert [(row.at, row.position) for row in rows if row.kind is Kind.PLANNED] == [
        (visit.arrival + timedelta(days=1), "")
    ]
