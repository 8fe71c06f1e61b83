"""What is set, as the text in which the journal and the store hold it, and back."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from compiler.model.values import Plain, Type

SCALES = {Type.NUMBER: 6, Type.MONEY: 4}
DIGITS = 18
"""S12: digits behind the point, and in all."""


def written(value: Plain | None, kind: Type) -> str:
    """The text of a value of a kept field of that type; "" for unknown, and for what does not fit
    (S12)."""
    if isinstance(value, Decimal):
        return _number(value, kind)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"
    return "" if value is None else str(value)


def _number(value: Decimal, kind: Type) -> str:
    rounded = value.quantize(Decimal(1).scaleb(-SCALES[kind]), ROUND_HALF_UP)
    if abs(rounded) >= Decimal(10) ** (DIGITS - SCALES[kind]):
        return ""
    return f"{rounded:f}".rstrip("0").rstrip(".") if rounded else "0"


def read(text: str, kind: Type) -> Plain | None:
    """The value; None where it is unknown, or is none of that type."""
    try:
        return _read(text, kind) if text else None
    except (ValueError, InvalidOperation):
        return None


def _read(text: str, kind: Type) -> Plain | None:
    if kind.numeric:
        return Decimal(text)
    if kind is Type.YES_NO:
        return {"yes": True, "no": False}.get(text)
    if kind is Type.TIME:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)
    return date.fromisoformat(text) if kind is Type.DATE else text
