"""The wall clock: the one place that reads it."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """What it shows."""
    return datetime.now(UTC)
