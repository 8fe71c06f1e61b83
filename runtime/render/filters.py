"""Liquid's filters on numbers and dates, made exact and without a clock.

Liquid reckons with binary floats and reads the machine's clock and zone; here 0.1 + 0.2 is 0.3
(S12), and a text says the same whenever and wherever it is rendered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal, InvalidOperation

from liquid.exceptions import FilterArgumentError

from runtime.render.values import plain_number

_EXACT = Context(prec=60, rounding=ROUND_HALF_UP)
_SCALE = Decimal("0.000001")
_DIGITS = 38

Filter = Callable[..., object]


def _number(value: object) -> Decimal:
    """The decimal that a value reads as; what is no number, or is unknown, is an error."""
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise FilterArgumentError(f"`{value}` is not a number", token=None) from None
    if not number.is_finite() or number.adjusted() >= _DIGITS:
        raise FilterArgumentError("the number is too large", token=None)
    return number


def _result(number: Decimal) -> int | Decimal:
    if number.is_finite() and number.adjusted() < _DIGITS:
        return plain_number(number.quantize(_SCALE, context=_EXACT))
    raise FilterArgumentError("the number is too large", token=None)


def _of_two(operation: Callable[[Decimal, Decimal], Decimal]) -> Filter:
    def apply(value: object, other: object) -> object:
        return _result(operation(_number(value), _number(other)))

    return apply


def _rounded(how: str) -> Filter:
    def apply(value: object, digits: object = 0) -> object:
        places = min(6, max(0, int(_number(digits))))
        exact = _number(value).quantize(Decimal(1).scaleb(-places), how, context=_EXACT)
        return _result(exact)

    return apply


def _divided(value: object, other: object) -> object:
    """Of two whole numbers the whole quotient, as everywhere in Liquid."""
    left, right = _number(value), _number(other)
    if right == 0:
        raise FilterArgumentError("a division by zero", token=None)
    if isinstance(other, int) and left == left.to_integral_value():
        return int(left) // int(right)
    return _result(_EXACT.divide(left, right))


def _modulo(value: object, other: object) -> object:
    left, right = _number(value), _number(other)
    if right == 0:
        raise FilterArgumentError("a division by zero", token=None)
    return _result(left - right * _EXACT.divide(left, right).to_integral_value(ROUND_FLOOR))


def _date(value: object, form: object) -> str:
    """A time or date in the form of strftime. There is no `now`: a message's text must not depend
    on when it is rendered."""
    try:
        return datetime.fromisoformat(str(value)).strftime(str(form))
    except ValueError:
        raise FilterArgumentError(f"`{value}` is not a time or a date", token=None) from None


FILTERS: Mapping[str, Filter] = {
    "plus": _of_two(_EXACT.add),
    "minus": _of_two(_EXACT.subtract),
    "times": _of_two(_EXACT.multiply),
    "divided_by": _divided,
    "modulo": _modulo,
    "abs": lambda value: _result(abs(_number(value))),
    "at_least": _of_two(max),
    "at_most": _of_two(min),
    "round": _rounded(ROUND_HALF_UP),
    "ceil": _rounded(ROUND_CEILING),
    "floor": _rounded(ROUND_FLOOR),
    "date": _date,
}
