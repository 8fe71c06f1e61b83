"""The table of zones has every change of every clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from compiler.zones import HORIZON, Offset, offsets, to_civil, zone_names

DENSE = ("America/Boa_Vista", "Asia/Gaza", "Africa/Casablanca", "America/Argentina/Tucuman")
"""Clocks that were, or will be, turned twice within weeks."""


def _changes(name: str) -> list[datetime]:
    """The half days that begin with another offset than they end with."""
    half = timedelta(hours=12)
    at, end = datetime(HORIZON[0], 1, 1, tzinfo=UTC), datetime(HORIZON[1], 1, 1, tzinfo=UTC)
    found = []
    before = to_civil(at, name) - at.replace(tzinfo=None)
    while at < end:
        at += half
        now = to_civil(at, name) - at.replace(tzinfo=None)
        if now != before:
            found.append(at)
        before = now
    return found


def _missed(name: str) -> list[datetime]:
    rows: tuple[Offset, ...] = offsets(name)[1:]
    changes = _changes(name)
    assert len(rows) == len(changes)
    half = timedelta(hours=12)
    return [
        at for row, at in zip(rows, changes, strict=True) if not at - half < row.utc_from <= at
    ]  # fmt: skip


@pytest.mark.parametrize("name", DENSE)
def test_no_change_is_passed_over(name: str) -> None:
    assert _missed(name) == []


@pytest.mark.long
@pytest.mark.parametrize("name", sorted(zone_names()))
def test_no_change_of_any_zone_is_passed_over(name: str) -> None:
    assert _missed(name) == []
