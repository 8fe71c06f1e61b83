"""Windows of time, relative to the position's instant *t* (S3, S13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from compiler.model.values import Value


@dataclass(frozen=True, slots=True)
class Duration:
    """`unit`: second, minute, hour, day, week, month, year.

    In windows days and weeks are multiples of 24 hours, months and years calendar steps on the
    policy's clock; in `wait`, days and weeks keep the time of day on the customer's clock (S3).
    """

    amount: int
    unit: str

    def __str__(self) -> str:
        """`3 days`."""
        return f"{self.amount} {self.unit}{'' if self.amount == 1 else 's'}"

    @property
    def exact(self) -> timedelta | None:
        """How long it is, days and weeks as multiples of 24 hours; None: a step of the calendar."""
        return None if self.unit in ("month", "year") else self.length

    @property
    def length(self) -> timedelta:
        """The same where it can be no step of the calendar: only windows take months and years."""
        return timedelta(**{f"{self.unit}s": self.amount})


@dataclass(frozen=True, slots=True)
class Ago:
    """The border *t* − duration. Else a border is a value of type time or date; a date counts from
    its 00:00 on the policy's clock, and an unknown border leaves the window empty."""

    duration: Duration




@dataclass(frozen=True, slots=True)
class InLast:
    """*t* − D < time ≤ *t*."""

    duration: Duration


@dataclass(frozen=True, slots=True)
class InNext:
    """*t* < time ≤ *t* + D; for fields only."""

    duration: Duration


@dataclass(frozen=True, slots=True)
class MoreThanAgo:
    """time ≤ *t* − D."""

    duration: Duration


@dataclass(frozen=True, slots=True)
class Since:
    """start ≤ time (≤ *t* for events). `since entry` and `since last E` mean strictly after:
    `after` is set."""

    start: Ago | Value
    after: bool = False


@dataclass(frozen=True, slots=True)
class Before:
    """time < end."""

    end: Ago | Value


@dataclass(frozen=True, slots=True)
class FromUntil:
    """start ≤ time < end."""

    start: Ago | Value
    end: Ago | Value


Window = InLast | InNext | MoreThanAgo | Since | Before | FromUntil
