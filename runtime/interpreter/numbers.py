"""Exact decimals, and aggregates over them: scale 6, halves away from zero (S12)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import ROUND_HALF_UP, Context, Decimal

_EXACT = Context(prec=200, rounding=ROUND_HALF_UP)
_SCALE = Decimal("0.000001")
_LIMIT = Decimal(10) ** 25
_MICROSECONDS_OF_A_DAY = Decimal(86_400_000_000)


def rounded(number: Decimal) -> Decimal:
    return number.quantize(_SCALE, context=_EXACT)


def calculate(op: str, left: Decimal, right: Decimal) -> Decimal | None:
    """Unknown for a division by zero (S9), and for what 31 digits of scale 6 do not hold."""
    if op == "/" and right == 0:
        return None
    result = {
        "+": _EXACT.add,
        "-": _EXACT.subtract,
        "*": _EXACT.multiply,
        "/": _EXACT.divide,
    }[op](left, right)
    return rounded(result) if abs(result) < _LIMIT else None


def total(numbers: Sequence[Decimal]) -> Decimal:
    result = Decimal(0)
    for number in numbers:
        result = _EXACT.add(result, number)
    return result


def average(numbers: Sequence[Decimal]) -> Decimal:
    return rounded(_EXACT.divide(total(numbers), Decimal(len(numbers))))


def median(numbers: Sequence[Decimal]) -> Decimal:
    """The middle one, or the average of the two in the middle."""
    ordered = sorted(numbers)
    below = (len(ordered) - 1) // 2
    return average(ordered[below : len(ordered) - below])


def median_days(gaps: Sequence[timedelta]) -> Decimal:
    """The median of some spans in days; rounded once, at the end."""
    exact = [Decimal(gap // timedelta(microseconds=1)) for gap in gaps]
    return rounded(_EXACT.divide(median(exact), _MICROSECONDS_OF_A_DAY))
