"""Calls of other programs: at their step, once, and not for who is held out (S27, S30)."""

from __future__ import annotations

from decimal import Decimal

from runtime.history import History, Occurrence
from runtime.journal import Kind, Row
from tests.engine.borders import UNTIL, agreed, at, does, shop, somebody
from tests.engine.compared import engine_for
from tests.engine.shop import BEGINNING

HOOK = "\nhook crm\n  sends city\n"
CAMPAIGN = """
campaign c
  enter on cart_add
    each time
{head}  goal purchase within 3 days

  {steps}
"""


def made(steps: str, head: str = "", policy: str = "") -> list[Row]:
    cap = '\npolicy\n  timezone "UTC"\n  at most 1 per day per customer\n'
    project = shop(HOOK, CAMPAIGN.format(steps=steps, head=head), policy=policy or cap)
    return agreed(project, ann())


def ann(*more: Occurrence) -> History:
    cart = does("cart_add", at("03-06 10:00"), id="c1", cart="a", total=Decimal(1))
    return somebody("ann", cart, *more)


def told(rows: list[Row]) -> list[tuple[Kind, str, str]]:
    return [(row.kind, row.step, row.message) for row in rows if row.message]


def test_a_call_is_no_message_that_a_cap_counts() -> None:
    rows = made("call crm\n  send hello by mail\n  call crm")
    assert told(rows) == [
        (Kind.CALLED, "1", "crm"), (Kind.PLANNED, "2", "hello"), (Kind.CALLED, "3", "crm"),
    ]  # fmt: skip


def test_quiet_time_does_not_hold_it() -> None:
    rows = made("call crm\n  send hello by mail", head="  quiet from 09:00 until 11:00\n")
    assert told(rows) == [
        (Kind.CALLED, "1", "crm"), (Kind.HELD, "2", "hello"), (Kind.PLANNED, "2", "hello"),
    ]  # fmt: skip


def test_what_comes_behind_quiet_time_is_called_once() -> None:
    rows = made("send hello by mail\n  call crm", head="  quiet from 09:00 until 11:00\n")
    called = [row.at for row in rows if row.kind is Kind.CALLED]
    assert called == [at("03-06 11:00")]


def test_the_held_out_are_not_called() -> None:
    rows = made("call crm\n  send hello by mail", head="  hold out 100%\n")
    assert told(rows) == [(Kind.SHADOW, "1", "crm"), (Kind.SHADOW, "2", "hello")]


def test_a_branch_and_who_leaves_call_too() -> None:
    head = "  leave on visit\n    call crm\n"
    project = shop(
        HOOK, CAMPAIGN.format(steps='if city = "Seoul"\n    call crm\n  wait 1 day', head=head)
    )
    rows = agreed(project, ann(does("visit", at("03-06 12:00"), page="a")))
    assert told(rows) == [(Kind.CALLED, "1.if.1", "crm"), (Kind.CALLED, "leave 1.1", "crm")]


def test_what_is_to_be_handed_over_has_names_of_its_own() -> None:
    project = shop(HOOK, CAMPAIGN.format(steps="call crm\n  send hello by mail", head=""))
    engine = engine_for(project, [ann()], BEGINNING)
    engine.tick(UNTIL)
    out = 'SELECT "name", "kind", "channel" FROM "outgoing" ORDER BY "name"'
    assert engine.connection.execute(out).fetchall() == [
        ("c/ann/cart_add c1/1", "called", "hook crm"), ("c/ann/cart_add c1/2", "planned", "mail"),
    ]  # fmt: skip
    assert engine.connection.execute('SELECT count(*) FROM "messages"').fetchall() == [(1,)]
