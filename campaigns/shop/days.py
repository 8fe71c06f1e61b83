"""The season's days, on the shop's clock (Berlin). Instants are whole seconds since 1970, UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Berlin")
FIRST_DAY = date(2026, 6, 1)
DAYS = 90
DAY = 86_400
HOUR = 3_600

START = int(datetime(2026, 6, 1, tzinfo=ZONE).timestamp())
"""00:00 of the first day. No clock in the season is changed, so every day has 24 hours."""


def begins(day: int) -> int:
    """The instant at which a day begins; day 0 is the first, negative ones lie before it."""
    return START + day * DAY


def moment(instant: int) -> datetime:
    return datetime.fromtimestamp(instant, UTC)


def date_of(day: int) -> date:
    return FIRST_DAY + timedelta(days=day)
