"""The engine writes for everybody what the interpreter writes for each, however it ticks (S1)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.engine.compared import by_engine, by_interpreter, project, told
from tests.engine.shop import (
    BEGINNING,
    CAMPAIGNS,
    LOUD,
    STRICT,
    UNTIL,
    histories,
    text,
)

TICKS = {
    "at once": [],
    "daily": [timedelta(days=1)],
    "odd": [timedelta(hours=7), timedelta(minutes=30), timedelta(hours=31, seconds=1)],
}

PROJECTS = {
    **{name: text(LOUD, name) for name in CAMPAIGNS},
    "all": text(STRICT, *CAMPAIGNS),
}


@pytest.mark.parametrize("name", PROJECTS)
def test_the_journals_are_equal(name: str) -> None:
    shop = project(PROJECTS[name])
    known = histories(len(name), shop, 14)
    expected = told(by_interpreter(shop, known, BEGINNING, UNTIL))
    assert expected
    for ticks in TICKS.values():
        assert told(by_engine(shop, known, BEGINNING, UNTIL, ticks)) == expected


@pytest.mark.long
@pytest.mark.parametrize("seed", range(40))
def test_the_journals_are_equal_for_many(seed: int) -> None:
    shop = project(PROJECTS["all"])
    known = histories(1000 + seed, shop, 30)
    expected = told(by_interpreter(shop, known, BEGINNING, UNTIL))
    for ticks in TICKS.values():
        assert told(by_engine(shop, known, BEGINNING, UNTIL, ticks)) == expected


def test_forced_arms_and_hold_outs_go_before_chance() -> None:
    shop = project(text(LOUD, "rescue"))
    known = histories(3, shop, 12)
    forced: dict[tuple[str, str | None, str], str] = {
        (each.key, "rescue", "wording"): "offer" for each in known
    }
    forced |= {(each.key, None, "hold out"): "held out" for each in known[::2]}
    expected = told(by_interpreter(shop, known, BEGINNING, UNTIL, forced))
    assert {row[9] for row in expected if row[5] == "arm"} == {"offer"}
    assert told(by_engine(shop, known, BEGINNING, UNTIL, [], forced)) == expected


def test_every_construct_is_met() -> None:
    """The campaigns above would prove little if nobody came by."""
    shop = project(PROJECTS["all"])
    rows = by_interpreter(shop, histories(3, shop, 150), BEGINNING, UNTIL)
    assert {str(row.kind) for row in rows} == {
        "entered", "refused", "arm", "branch", "waited", "held", "planned", "shadow", "dropped",
        "goal", "left",
    }  # fmt: skip
    reasons = {row.reason for row in rows}
    assert {
        "outside runs", "late", "left before", "again", "answered", "time", "cap", "replaced",
        "held out", "held out from everything", "finished", "left on purchase",
    } <= reasons  # fmt: skip
