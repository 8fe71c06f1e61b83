"""Quiet time on the customer's clock: half-open, merged, over midnight and across weekends."""

from __future__ import annotations

from datetime import time

import pytest

from compiler.model.declarations import Quiet
from runtime.interpreter.quiet import quiet_at
from tests.sending.shop import at

NIGHT = Quiet(time(21), time(8))
WEEKEND = Quiet(weekdays=(6, 7))
LUNCH = Quiet(time(12), time(13), drop=True)


@pytest.mark.parametrize(
    "items, civil, end",
    [
        ([NIGHT], "2026-12-02T20:59:59.999999", None),
        ([NIGHT], "2026-12-02T21:00", "2026-12-03T08:00"),
        ([NIGHT], "2026-12-02T00:00", "2026-12-02T08:00"),
        ([NIGHT], "2026-12-02T08:00", None),
        ([NIGHT, WEEKEND], "2026-12-04T22:00", "2026-12-07T08:00"),
        ([NIGHT, WEEKEND], "2026-12-06T23:59", "2026-12-07T08:00"),
        ([WEEKEND], "2026-12-05T00:00", "2026-12-07T00:00"),
        ([WEEKEND], "2026-12-04T23:59", None),
        ([NIGHT, Quiet(time(8), time(9))], "2026-12-02T23:00", "2026-12-03T09:00"),
        ([Quiet(time(9), time(10)), Quiet(time(9, 30), time(11))], "2026-12-02T09:00",
         "2026-12-02T11:00"),
        ([], "2026-12-02T23:00", None),
    ],
)  # fmt: skip
def test_quiet(items: list[Quiet], civil: str, end: str | None) -> None:
    found = quiet_at(items, at(civil), "UTC")
    assert (found and found.end) == (at(end) if end else None)


def test_drop() -> None:
    found = quiet_at([NIGHT, LUNCH], at("2026-12-02T12:30"), "UTC")
    assert found is not None and found.drop
    found = quiet_at([NIGHT, LUNCH], at("2026-12-02T22:30"), "UTC")
    assert found is not None and not found.drop


def test_the_night_of_the_clock_change() -> None:
    """In Berlin 02:30 does not exist on 2026-03-29: quiet until 02:30 ends at 03:00, 01:00 UTC."""
    found = quiet_at([Quiet(time(1), time(2, 30))], at("2026-03-29T00:30"), "Europe/Berlin")
    assert found is not None and found.end == at("2026-03-29T01:00")
