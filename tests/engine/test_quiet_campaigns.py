"""Quiet time of one campaign: for its own messages alone, those for service too (S25)."""

from __future__ import annotations

from runtime.journal import Kind, Row
from tests.engine.borders import agreed, at, does, shop, somebody

POLICY = """
policy
  timezone "Etc/UTC"
  quiet from 22:00 until 06:00
"""

CAMPAIGN = """
campaign {name}
  enter on visit
    each time
  {quiet}
  goal purchase within 3 days

  send {message} by mail
"""


def campaign(quiet: str, name: str = "c", message: str = "hello") -> str:
    return CAMPAIGN.format(name=name, quiet=quiet, message=message)


def sent(rows: list[Row]) -> list[tuple[str, str]]:
    return [(row.campaign, f"{row.at:%m-%d %H:%M}") for row in rows if row.kind is Kind.PLANNED]


def test_only_its_own_messages_wait() -> None:
    made = shop(campaign("quiet from 12:00 until 14:00"), campaign("priority 1", "d"),
                policy=POLICY)  # fmt: skip
    rows = agreed(made, somebody("ann", does("visit", at("03-06 12:00"), page="home")))
    assert sent(rows) == [("d", "03-06 12:00"), ("c", "03-06 14:00")]


def test_it_goes_on_where_the_policys_begins() -> None:
    made = shop(campaign("quiet from 20:00 until 22:00"), policy=POLICY)
    rows = agreed(made, somebody("ann", does("visit", at("03-06 20:00"), page="home")))
    assert sent(rows) == [("c", "03-07 06:00")]
    assert [row.kind for row in rows].count(Kind.HELD) == 1


def test_service_heeds_the_campaigns_and_not_the_policys() -> None:
    made = shop(campaign("quiet on Saturday, Sunday", message="receipt"), policy=POLICY)
    visits = [does("visit", at(time), page="home") for time in ("03-06 23:00", "03-07 10:00")]
    rows = agreed(made, somebody("ann", *visits))
    assert sent(rows) == [("c", "03-06 23:00"), ("c", "03-09 00:00")]


def test_a_message_may_be_dropped_in_it() -> None:
    made = shop(campaign("quiet from 12:00 until 14:00, then drop"), policy=POLICY)
    rows = agreed(made, somebody("ann", does("visit", at("03-06 13:59"), page="home")))
    assert [(row.kind, row.reason) for row in rows if row.message] == [(Kind.DROPPED, "quiet")]
