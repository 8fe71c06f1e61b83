"""What a value can still be: whether unknown, and which of the known values."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

TURNED = {"=": "=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
"""The sign between two values seen from the other one."""

FEW = 32
"""So many whole numbers are looked at one by one."""

Known = Any
"""A known value of any type; those that meet in one domain are of one type, so they can be
compared."""


@dataclass(frozen=True, slots=True)
class Border:
    """An end of what is possible; `included`: it is possible itself."""

    value: Known
    included: bool


@dataclass(frozen=True, slots=True)
class Domain:
    """`unknown`: it can be unknown. The known values are those from `low` to `high`, of these those
    in `only` (None: any), without those in `without`, and whole numbers where it is `whole`."""

    unknown: bool = True
    low: Border | None = None
    high: Border | None = None
    only: frozenset[Known] | None = None
    without: frozenset[Known] = frozenset()
    whole: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing is possible."""
        return not self.unknown and self.nothing_known

    @property
    def nothing_known(self) -> bool:
        """Whether no known value is possible."""
        if self.only is not None:
            return not any(self.holds(value) for value in self.only)
        if self.low is None or self.high is None:
            return False
        low, high = self._ends()
        if low > high:
            return True
        if self.whole:
            return high - low < FEW and all(
                low + step in self.without for step in range(int(high - low) + 1)
            )
        if low == high:
            both = self.low.included and self.high.included
            return not both or low in self.without
        return False

    def _ends(self) -> tuple[Known, Known]:
        assert self.low is not None and self.high is not None
        if not self.whole:
            return self.low.value, self.high.value
        return _up(self.low), _down(self.high)

    def holds(self, value: Known) -> bool:
        """Whether this known value is among the possible ones."""
        if self.only is not None and value not in self.only:
            return False
        if self.low is not None and not _above(value, self.low):
            return False
        if self.high is not None and not _below(value, self.high):
            return False
        if self.whole and value != value.to_integral_value():
            return False
        return value not in self.without

    def meet(self, other: Domain) -> Domain:
        """What is possible by both."""
        only = self.only if other.only is None else (
            other.only if self.only is None else self.only & other.only
        )
        return Domain(
            self.unknown and other.unknown, _later(self.low, other.low),
            _sooner(self.high, other.high), only, self.without | other.without,
            self.whole or other.whole,
        )  # fmt: skip

    @property
    def least(self) -> Known | None:
        """The smallest number that is possible; None: no end, or it can be unknown."""
        if self.unknown:
            return None
        if self.only is not None:
            return min((value for value in self.only if self.holds(value)), default=None)
        if self.low is None:
            return None
        return _up(self.low) if self.whole else self.low.value

    @property
    def most(self) -> Known | None:
        """The largest number that is possible; None: no end, or it can be unknown."""
        if self.unknown:
            return None
        if self.only is not None:
            return max((value for value in self.only if self.holds(value)), default=None)
        if self.high is None:
            return None
        return _down(self.high) if self.whole else self.high.value


ANY = Domain()
UNKNOWN = Domain(only=frozenset())
KNOWN = Domain(unknown=False)


def among(values: frozenset[Known]) -> Domain:
    """Known, and one of these."""
    return Domain(unknown=False, only=values)


def not_among(values: frozenset[Known]) -> Domain:
    """Unknown, or none of these."""
    return Domain(without=values)


def compared(op: str, limit: Known) -> Domain:
    """What holds of a value that is `op` this one (S9): it is known."""
    if op == "=":
        return among(frozenset([limit]))
    border = Border(limit, op in ("<=", ">="))
    if op[0] == "<":
        return Domain(unknown=False, high=border)
    return Domain(unknown=False, low=border)


def not_compared(op: str, limit: Known) -> Domain:
    """What holds of a value that is not: unknown, or on the other side."""
    if op == "=":
        return not_among(frozenset([limit]))
    border = Border(limit, op in ("<", ">"))
    return Domain(low=border) if op[0] == "<" else Domain(high=border)


def _above(value: Known, low: Border) -> bool:
    return bool(value > low.value or (low.included and value == low.value))


def _below(value: Known, high: Border) -> bool:
    return bool(value < high.value or (high.included and value == high.value))


def _later(one: Border | None, other: Border | None) -> Border | None:
    if one is None or other is None:
        return other if one is None else one
    if one.value == other.value:
        return one if not one.included else other
    return one if one.value > other.value else other


def _sooner(one: Border | None, other: Border | None) -> Border | None:
    if one is None or other is None:
        return other if one is None else one
    if one.value == other.value:
        return one if not one.included else other
    return one if one.value < other.value else other


def _up(low: Border) -> Decimal:
    """The smallest whole number from a border on."""
    found: Decimal = low.value.to_integral_value(ROUND_CEILING)
    return found + 1 if found == low.value and not low.included else found


def _down(high: Border) -> Decimal:
    found: Decimal = high.value.to_integral_value(ROUND_FLOOR)
    return found - 1 if found == high.value and not high.included else found
