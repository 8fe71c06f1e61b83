"""The best hour, by scores that were worked out by hand (S8)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from compiler.hours import BEST, HOURS, stored
from compiler.model.campaigns import Campaign
from compiler.model.project import Project
from compiler.model.steps import BestHour
from compiler.model.values import Plain
from runtime.history import History
from runtime.interpreter import populations, snapshots
from runtime.interpreter.hours import best
from tests.interpreter.shop import (
    BEGINNING,
    NEW_YORK,
    UNTIL,
    campaign,
    history,
    journal,
    occurs,
    project,
    told,
    utc,
)

MIDNIGHT = utc("2026-03-04 15:00")
"""00:00 of March 5 in Seoul."""


def waiting(**more: Any) -> Campaign:
    return campaign(BestHour("1", 1), **more)


def shares(**of: str) -> list[Decimal]:
    """Everybody's share of each hour; `h9="0.5"`, and none in the others."""
    return [Decimal(of.get(f"h{hour}", 0)) for hour in HOURS]


def kept(shop: Project, *events: str) -> dict[str, Plain | None]:
    """Everybody's shares but noughts, where Minji bought something at each of these instants."""
    bought = [occurs("purchase", when, f"p{number}") for number, when in enumerate(events)]
    found = populations(shop, [history(*bought)], MIDNIGHT)
    assert [*found] == [*(stored(hour) for hour in HOURS), BEST]
    return {name: value for name, value in found.items() if value != 0 and name != BEST}


@pytest.mark.parametrize(
    ("acts", "everybody", "hour"),
    [
        # The hours beside it count once: 9 has 2·3, 10 has 2·2 + 3 + 2, 11 has 2·2 + 2.
        ({9: 3, 10: 2, 11: 2}, shares(h20="0.1"), 10),
        # 23 has 2·0.4 + 0.3, 0 has 2·0.3 + 0.4, 12 has 2·0.3.
        ({}, shares(h23="0.4", h0="0.3", h12="0.3"), 23),
        # 23 has 2·0.3 + 0.3, 0 has 2·0.3 + 0.3 + 0.3.
        ({}, shares(h23="0.3", h0="0.3", h1="0.3", h12="0.1"), 0),
        ({23: 1, 1: 1, 12: 1}, shares(h0="0.1"), 0),
        # Of everybody 20 has 5·2; once at 9 is 2 and five times is 10 too, and the earlier wins.
        ({9: 1}, shares(h20="1"), 20),
        ({9: 5}, shares(h20="1"), 9),
        ({9: 4}, shares(h20="1"), 20),
        # 20 and 21 both have 10 + 5.
        ({21: 5}, shares(h20="1"), 20),
        ({21: 6}, shares(h20="1"), 21),
        # A millionth decides.
        ({}, shares(h8="0.499999", h9="0", h20="0.500001"), 20),
        ({}, shares(h8="0.5", h20="0.5"), 8),
    ],
)
def test_the_highest_score_wins(acts: dict[int, int], everybody: list[Decimal], hour: int) -> None:
    assert best(acts, everybody) == hour


def test_everybody_has_shares_of_six_digits() -> None:
    hours = ("2026-03-01 00:30", "2026-03-02 00:59", "2026-03-02 11:00")
    assert kept(project(waiting()), *hours) == {
        "share of hour 09": Decimal("0.666667"), "share of hour 20": Decimal("0.333333"),
    }  # fmt: skip


def test_ninety_days_count_and_what_has_come_by_then() -> None:
    at_border, behind = "2025-12-04 15:00", "2025-12-04 15:00:00.000001"
    assert kept(project(waiting()), at_border, behind, "2026-03-04 15:00", "2026-03-04 15:01") == {
        "share of hour 00": Decimal(1),
    }  # fmt: skip
    late = occurs("purchase", "2026-03-02 03:00", arrival="2026-03-04 15:01")
    unknown = populations(project(waiting()), [history(late)], MIDNIGHT)
    assert set(unknown.values()) == {None}


def test_clicks_count_and_what_a_program_can_do_does_not() -> None:
    clicked = occurs("clicked", "2026-03-02 03:00", message="reminder")
    stopped = occurs("unsubscribed", "2026-03-02 05:00", channel="sms")
    found = populations(project(waiting()), [history(clicked, stopped)], MIDNIGHT)
    assert {name for name, value in found.items() if value} == {"share of hour 12", BEST}
    assert found[BEST] == 12


def test_who_is_no_customer_is_nobody() -> None:
    stranger = History("x", (), (occurs("purchase", "2026-03-02 03:00"),))
    nobody = populations(project(waiting()), [stranger], MIDNIGHT)
    assert set(nobody.values()) == {None}


def test_nothing_is_kept_where_nobody_waits_for_it() -> None:
    events = occurs("purchase", "2026-03-02 03:00")
    assert populations(project(campaign()), [history(events)], MIDNIGHT) == {}


def test_hours_are_of_the_own_clock_on_both_sides_of_its_change() -> None:
    """10:00 in New York is 15:00 before March 8 in 2026, and 14:00 from then on."""
    shop = project(waiting())
    minji = history(
        occurs("purchase", "2026-03-07 15:10", "1"), occurs("purchase", "2026-03-09 14:10", "2"),
        occurs("cart_add", "2026-03-12 12:00", "3"), timezone=NEW_YORK,
    )  # fmt: skip
    seen = snapshots(shop, [minji], utc("2026-03-12"), UNTIL)
    assert seen.snapshots[0][1]["share of hour 10"] == 1
    assert told(journal(shop, minji, utc("2026-03-12"), UNTIL, seen)) == [
        "03-12 12:00 entered",
        "03-12 14:00 waited time",
        "03-12 14:00 left finished",
    ]


def waits(when: str, bought: str) -> str:
    """When the wait of who came into the campaign at the instant is over, if they bought once."""
    shop = project(waiting())
    minji = history(
        occurs("purchase", bought, "1"), occurs("cart_add", when, "2"), timezone=NEW_YORK
    )
    seen = snapshots(shop, [minji], BEGINNING, UNTIL)
    return told(journal(shop, minji, BEGINNING, UNTIL, seen))[1]


def test_it_is_over_when_the_hour_begins() -> None:
    at_ten = "2026-03-02 15:30"
    assert waits("2026-03-04 14:59", at_ten) == "03-04 15:00 waited time"
    assert waits("2026-03-04 15:00", at_ten) == "03-04 15:00 waited time"
    assert waits("2026-03-04 15:00:00.000001", at_ten) == "03-05 15:00 waited time"


def test_an_hour_that_the_clock_leaves_out_begins_behind_the_gap() -> None:
    assert waits("2026-03-08 06:00", bought="2026-03-02 07:30") == "03-08 07:00 waited time"


def test_an_hour_that_comes_twice_begins_the_first_time() -> None:
    """01:00 in New York is 05:00 on November 1, and 06:00 once more."""
    at_one = "2026-10-20 05:30"
    assert waits("2026-11-01 04:50", at_one) == "11-01 05:00 waited time"
    assert waits("2026-11-01 05:10", at_one) == "11-02 06:00 waited time"


def test_without_a_snapshot_nobody_waits() -> None:
    shop, minji = project(waiting()), history(occurs("cart_add", "2026-03-04 12:00"))
    over = ["03-04 12:00 entered", "03-04 12:00 waited time", "03-04 12:00 left finished"]
    assert told(journal(shop, minji)) == over
    taken = snapshots(shop, [minji], BEGINNING, UNTIL)
    assert told(journal(shop, minji, populations=taken)) == over
