"""When to ask again a provider that refused for now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

FIRST = timedelta(seconds=30)
LONGEST = timedelta(minutes=30)

Chance = Callable[[], float]
"""A number from 0 to 1, drawn anew at every call."""


def pause(attempt: int, chance: Chance) -> timedelta:
    """The pause after the `attempt`-th refusal (1, 2, …): it doubles from 30 seconds to 30
    minutes, and half of it is chance, so that what failed together does not return together."""
    span = min(LONGEST, FIRST * (1 << min(attempt - 1, 16)))
    return span / 2 + span / 2 * chance()
