"""Whether one condition implies another, in the cases that are plain to see.

What is not seen is taken as not implied. Conditions are true or false (S9), and a comparison that
holds has a known value, so that what is larger than 3 is larger than 2.
"""

from __future__ import annotations

from decimal import Decimal

from compiler.holding.domain import TURNED
from compiler.holding.windows import inside
from compiler.model.conditions import (
    All,
    AnyOf,
    Between,
    Compare,
    Condition,
    Has,
    Not,
    OneOf,
)
from compiler.model.values import Const, Occurrences, Plain, Value


def implies(if_so: Condition, then: Condition) -> bool:
    """Whether `then` is seen to hold wherever `if_so` does."""
    if if_so == then:
        return True
    if isinstance(then, All):
        return all(implies(if_so, part) for part in then.parts)
    if isinstance(if_so, AnyOf):
        return all(implies(part, then) for part in if_so.parts)
    if isinstance(then, AnyOf) and any(implies(if_so, part) for part in then.parts):
        return True
    if isinstance(if_so, All):
        return any(implies(part, then) for part in if_so.parts)
    return _plainly(if_so, then)


def _plainly(if_so: Condition, then: Condition) -> bool:
    if isinstance(if_so, Not) and isinstance(then, Not):
        return implies(then.part, if_so.part)
    if isinstance(if_so, Has) and isinstance(then, Has):
        return fewer(if_so.of, then.of)
    if isinstance(then, Between):
        ends = ((">=", then.low), ("<=", then.high))
        return all(implies(if_so, Compare(op, then.value, end)) for op, end in ends)
    if isinstance(if_so, Between):
        ends = ((">=", if_so.low), ("<=", if_so.high))
        return any(implies(Compare(op, if_so.value, end), then) for op, end in ends)
    return _compared(if_so, then)


def _compared(if_so: Condition, then: Condition) -> bool:
    options = _options(if_so)
    limit = _limit(then)
    if options is not None:
        of, values = options
        other = _options(then)
        if other is not None:
            return other[0] == of and values <= other[1]
        return limit is not None and limit[0] == of and all(
            _within(value, limit[1], limit[2]) for value in values
        )
    given = _limit(if_so)
    if given is None or limit is None or given[0] != limit[0]:
        return False
    return _narrower(given[1], given[2], limit[1], limit[2])


def _options(condition: Condition) -> tuple[Value, frozenset[Plain]] | None:
    """The value that is one of some constants, and these."""
    if isinstance(condition, OneOf):
        known = [option.value for option in condition.options if isinstance(option, Const)]
        every = len(known) == len(condition.options)
        return (condition.value, frozenset(known)) if every else None
    limit = _limit(condition)
    return (limit[0], frozenset([limit[2]])) if limit is not None and limit[1] == "=" else None


def _limit(condition: Condition) -> tuple[Value, str, Plain] | None:
    """A value held against a constant: the value, the sign and the constant."""
    if not isinstance(condition, Compare):
        return None
    if isinstance(condition.right, Const):
        return condition.left, condition.op, condition.right.value
    if isinstance(condition.left, Const):
        return condition.right, TURNED[condition.op], condition.left.value
    return None


def _within(value: Plain, op: str, limit: Plain) -> bool:
    """Whether a number is on the limit's side; other types have orders of their own."""
    if not (isinstance(value, Decimal) and isinstance(limit, Decimal)):
        return False
    return {"<": value < limit, "<=": value <= limit, ">": value > limit, ">=": value >= limit}[op]


def _narrower(op: str, limit: Plain, other: str, further: Plain) -> bool:
    """Whether all on this side of one limit are on that side of the other."""
    if op[0] != other[0] or "=" in (op, other):
        return False
    equal = limit == further and (op == other or len(other) == 2)
    return equal or _within(limit, other[0], further)


def fewer(one: Occurrences, other: Occurrences) -> bool:
    """Whether the first are surely among the second."""
    if (one.event, one.mine) != (other.event, other.mine):
        return False
    if not inside(one.window, other.window):
        return False
    if other.where is None:
        return True
    return one.where is not None and implies(one.where, other.where)
