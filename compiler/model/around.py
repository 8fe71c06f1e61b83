"""An instant around a day or a time that is known of a customer, an event or an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from compiler.model.values import Value
from compiler.model.windows import Duration

_DAYS = {"day": 1, "week": 7}


@dataclass(frozen=True, slots=True)
class Around:
    """What lies `duration` before (`sign` -1) or behind (1) the day or time `value`, or falls on it
    where there is no duration. `at`: at that time of day, of `zone` or, None, of the customer's own
    clock; only around a time it may be None: then hours are exact, and days and weeks keep the time
    of day on the customer's clock (S3). `yearly`: the day of every year is meant (S4)."""

    value: Value
    sign: int
    duration: Duration | None = None
    at: time | None = None
    zone: str | None = None
    yearly: bool = False

    @property
    def days(self) -> int | None:
        """By how many days of the calendar it lies behind; None: by exact hours."""
        if self.duration is None:
            return 0
        length = _DAYS.get(self.duration.unit)
        return None if length is None else self.sign * self.duration.amount * length
