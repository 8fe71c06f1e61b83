"""How values look inside a text: plain strings, lists of them, numbers and yes or no, nothing with
methods."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from compiler.model.project import Project
from compiler.model.values import Plain, Type
from compiler.zones import to_civil
from compiler.zones import zone as known_zone

Shown = str | int | Decimal | bool | list[str]


def shown(value: Plain, zone: str) -> Shown:
    """A value as a text shows it: numbers without trailing zeros, a time as `2026-12-01 10:00` on
    the clock of `zone`, a date as `2026-12-01`."""
    if isinstance(value, Decimal):
        return plain_number(value)
    if isinstance(value, datetime):
        return to_civil(value, zone).isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def shown_fields(fields: Mapping[str, Plain | None], zone: str) -> dict[str, Shown]:
    """Unknown fields are left out, so that a text can give them a default."""
    return {name: shown(value, zone) for name, value in fields.items() if value is not None}


def plain_number(number: Decimal) -> int | Decimal:
    """Without trailing zeros, and never as `1E+3`."""
    return int(number) if number == number.to_integral_value() else number.normalize()


def zone_of(project: Project, customer: Mapping[str, Plain | None]) -> str:
    """The customer's own clock: their `timezone`, else the declared `else`, else the policy's; a
    name that is no zone counts as none (S4)."""
    declared = project.customers.of_type(Type.TIMEZONE)
    if declared is not None:
        for name in (customer.get(declared.name), declared.default):
            if isinstance(name, str) and known_zone(name) is not None:
                return name
    return project.policy.timezone
