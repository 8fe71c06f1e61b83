"""What a campaign does with one customer, from the entry to the end (S7, S14, S21, S23)."""

from __future__ import annotations

from compiler.model.steps import Wait
from tests.interpreter.shop import campaign, history, hours, journal, occurs, project, send, told


def test_a_simple_campaign_from_entry_to_end() -> None:
    shop = project(campaign(Wait("1", 1, hours(1)), send("2")))
    rows = journal(shop, history(occurs("cart_add", "2026-03-01 01:00", "a")))
    assert told(rows) == [
        "03-01 01:00 entered",
        "03-01 02:00 waited time",
        "03-01 02:00 planned reminder kakao",
        "03-01 02:00 left finished",
    ]
    assert [row.position for row in rows] == ["cart_add a", "", "", ""]
    assert {row.cause for row in rows} == {"cart_add a"}
