"""Small parts of the compiler by themselves."""

from __future__ import annotations

import subprocess
import sys
from datetime import time

import pytest

from compiler.checks.endless_quiet import fills_week
from compiler.model.declarations import Quiet
from compiler.suggest import distance, nearest


@pytest.mark.parametrize(
    ("word", "names", "found"),
    [
        ("City", ["city", "cite"], "city"),
        ("purchse", ["purchase", "cart_add"], "purchase"),
        ("ordesr", ["orders"], "orders"),
        ("xyz", ["orders", "city"], None),
        ("a", ["b"], "b"),
        ("amount", [], None),
    ],
)
def test_the_nearest_name(word: str, names: list[str], found: str | None) -> None:
    assert nearest(word, names) == found


def test_a_swap_is_one_step() -> None:
    assert distance("ab", "ba") == 1
    assert distance("abc", "") == 3


DAY = Quiet(time(8), time(20))
NIGHT = Quiet(time(20), time(8))
WEEKEND = Quiet(weekdays=(6, 7))


@pytest.mark.parametrize(
    ("items", "full"),
    [
        ((), False),
        ((NIGHT,), False),
        ((DAY, NIGHT), True),
        ((Quiet(time(8), time(8)),), True),
        ((DAY, Quiet(time(20, 1), time(8))), False),
        ((WEEKEND, Quiet(weekdays=(1, 2, 3, 4, 5))), True),
        ((WEEKEND, NIGHT), False),
        ((Quiet(weekdays=(1, 2, 3, 4, 5)), WEEKEND, NIGHT), True),
    ],
)
def test_whether_quiet_times_fill_the_week(items: tuple[Quiet, ...], full: bool) -> None:
    assert fills_week(items) == full


def test_checking_imports_nothing_heavy() -> None:
    code = (
        "import sys, compiler.check, dsl.parse;"
        "print([m for m in ('pydantic', 'sqlglot', 'duckdb', 'liquid', 'lark', 'scipy')"
        " if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
