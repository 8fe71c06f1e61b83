"""Mistakes of what is usual."""

from __future__ import annotations

from tests.planted.planting import Mistake

USUAL = "tests/report/test_usual.py"
FILE = "runtime/report/usual.py"

MISTAKES = {
    "day_not_over": Mistake(
        "a day that is not over yet counts",
        FILE,
        "if begun <= at and following <= over:",
        "if begun <= at:",
        seen_by=USUAL,
    ),
    "bounds_not_usual": Mistake(
        "the bounds are not usual",
        FILE,
        "not said.low <= each.entries <= said.high",
        "not said.low < each.entries < said.high",
        seen_by=USUAL,
    ),
    "paused_days_count": Mistake(
        "days count on which the campaign was paused from their beginning",
        FILE,
        "return not touched and shut(acts, campaign, start) is None",
        "return not touched",
        seen_by=USUAL,
    ),
}
