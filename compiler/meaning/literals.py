"""What is written out: numbers, texts, dates, durations, shares, zones."""

from __future__ import annotations

import unicodedata
from datetime import datetime, time
from decimal import Decimal

from compiler import zones
from compiler.findings import Findings
from compiler.meaning.world import World
from compiler.model.declarations import Field
from compiler.model.values import Const, Plain, Type
from compiler.model.windows import Duration
from compiler.suggest import listed, nearest
from dsl import tree
from dsl.diagnostics import Edit

WORDS = {
    Type.TEXT: "text",
    Type.NUMBER: "a number",
    Type.MONEY: "an amount of money",
    Type.YES_NO: "yes or no",
    Type.TIME: "a time",
    Type.DATE: "a date",
    Type.EMAIL: "an email address",
    Type.PHONE: "a phone number",
    Type.TIMEZONE: "a time zone",
    Type.LANGUAGE: "a language",
    Type.CHOICE: "one of a few texts",
    Type.TEXTS: "a list of texts",
}
"""Types as the messages say them."""

EXAMPLES = {
    Type.NUMBER: "30",
    Type.MONEY: "30",
    Type.YES_NO: "yes",
    Type.TIME: "2026-12-01 09:00",
    Type.DATE: "2026-12-01",
    Type.TEXTS: '("red", "blue")',
}

SCALE = {Type.NUMBER: 6, Type.MONEY: 4}
DIGITS = 18
"""S12: digits in all, and behind the point."""

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_DAYS = {"second": 1 / 86400, "minute": 1 / 1440, "hour": 1 / 24, "day": 1, "week": 7,
         "month": 31, "year": 366}  # fmt: skip
_LONGEST = 100 * 366


def weekday(name: str) -> int:
    """The ISO number of a weekday: Monday is 1."""
    return WEEKDAYS.index(name) + 1


def text(node: tree.Text) -> str:
    """NFC, so that texts that look alike are alike (S10)."""
    return unicodedata.normalize("NFC", node.value)


def zone(node: tree.Text | None, findings: Findings) -> str | None:
    """The zone's name; None where none is written, or E0210 where it is not known."""
    if node is None:
        return None
    if zones.zone(node.value) is not None:
        return node.value
    near = _SHORT.get(node.value.upper()) or _by_city(node.value)
    near = near or nearest(node.value, zones.zone_names())
    findings.add(
        "E0210", node.span, f"unknown time zone `{node.value}`",
        f"did you mean `{near}`?" if near else 'zones are named like "Europe/London" or "UTC"',
        edit=Edit(node.span, f'"{near}"') if near else None,
    )  # fmt: skip
    return None


_SHORT = {
    "KST": "Asia/Seoul", "JST": "Asia/Tokyo", "PST": "America/Los_Angeles",
    "PDT": "America/Los_Angeles", "EDT": "America/New_York", "CST": "America/Chicago",
    "BST": "Europe/London", "CEST": "Europe/Berlin", "SGT": "Asia/Singapore",
    "HKT": "Asia/Hong_Kong",
}  # fmt: skip
"""What people call zones whose names are no names of cities."""


def _by_city(written: str) -> str | None:
    city = written.strip().replace(" ", "_").rpartition("/")[2].casefold()
    cities = {name.rpartition("/")[2].casefold(): name for name in zones.zone_names()}
    return cities.get(city)


def instant(node: tree.Date | tree.Instant, world: World) -> datetime:
    """The instant of what is written, on the policy's clock where it has no zone (S4)."""
    if isinstance(node, tree.Date):
        return zones.to_instant(datetime.combine(node.value, time()), world.zone)
    where = zone(node.zone, world.findings) or world.zone
    return zones.to_instant(node.value, where)


def const(node: tree.Value, world: World) -> Const | None:
    """The constant that a literal is, or None for what is no literal or has too many digits."""
    if isinstance(node, tree.Text):
        return Const(text(node), Type.TEXT)
    if isinstance(node, tree.YesNo):
        return Const(node.value, Type.YES_NO)
    if isinstance(node, tree.Date):
        return Const(node.value, Type.DATE)
    if isinstance(node, tree.Instant):
        return Const(instant(node, world), Type.TIME)
    found = number(node, Type.NUMBER, world.findings)
    return Const(found, Type.NUMBER) if found is not None else None


def number(node: tree.Value, type: Type, findings: Findings) -> Decimal | None:
    """A written number, with its sign, that fits `type` (E0317 where it does not)."""
    sign = 1
    if isinstance(node, tree.Negative):
        node, sign = node.value, -1
    if not isinstance(node, tree.Number):
        return None
    scale = SCALE[type]
    _, digits, exponent = node.value.as_tuple()
    behind = max(0, -int(exponent))
    if behind > scale or len(digits) - behind > DIGITS - scale:
        findings.add(
            "E0317", node.span, "this number has too many digits",
            f"at most {DIGITS - scale} digits before the point and {scale} behind it",
        )  # fmt: skip
        return None
    return node.value * sign


def setting(node: tree.Value, field: Field, world: World) -> Plain | None:
    """What a literal gives to a field (`else "Seoul"`, `with wants_sms yes`); None, reported,
    where it does not fit."""
    found = _setting(node, field, world)
    if found is None and not _reported(node, field):
        options = f": {listed(field.options)}" if field.options else ""
        example = EXAMPLES.get(field.type, '"…"')
        world.findings.add(
            "E0312", node.span, f"`{field.name}` is {WORDS[field.type]}, and this is not{options}",
            f"for instance `{example}`" if not field.options else "",
        )  # fmt: skip
    return found


def _reported(node: tree.Value, field: Field) -> bool:
    """Numbers with too many digits, unknown options and zones have a message of their own."""
    if isinstance(node, tree.Unbuilt):
        return True
    written = isinstance(node, tree.Text)
    if field.type.numeric:
        inner = node.value if isinstance(node, tree.Negative) else node
        return isinstance(inner, tree.Number)
    return written and field.type in (Type.CHOICE, Type.TIMEZONE)


def _setting(node: tree.Value, field: Field, world: World) -> Plain | None:
    kind = field.type
    if kind.numeric:
        return number(node, kind, world.findings)
    if kind is Type.TIME:
        return instant(node, world) if isinstance(node, tree.Date | tree.Instant) else None
    if kind is Type.DATE:
        return node.value if isinstance(node, tree.Date) else None
    if kind is Type.YES_NO:
        return node.value if isinstance(node, tree.YesNo) else None
    if kind is Type.TEXTS:
        return _texts(node) if isinstance(node, tree.Texts) else None
    if not isinstance(node, tree.Text):
        return None
    if kind is Type.TIMEZONE:
        return zone(node, world.findings)
    if kind is Type.CHOICE and not option(node, field.options, field.name, world.findings):
        return None
    return text(node)


def _texts(node: tree.Texts) -> tuple[str, ...]:
    """As a list is recorded: an empty text is none."""
    return tuple(text(part) for part in node.parts if part.value)


def option(node: tree.Text, options: tuple[str, ...], of: str, findings: Findings) -> bool:
    """Whether a text is one of `options`; reports E0302 where it is not."""
    if text(node) in options:
        return True
    near = nearest(node.value, options)
    findings.add(
        "E0302", node.span, f"`{of}` is never `{node.value}`",
        f"did you mean `{near}`?" if near else f"it is one of {listed(options)}",
        edit=Edit(node.span, f'"{near}"') if near else None,
    )  # fmt: skip
    return False


def duration(
    node: tree.Duration, findings: Findings, *, calendar: bool = False
) -> Duration | None:
    """A duration above zero and below a hundred years; months and years only where `calendar`
    (windows, S3)."""
    if node.amount < 1:
        findings.add("E0308", node.span, f"{node.amount} {node.unit}s is no time at all",
                     f"write at least `1 {node.unit}`, or leave it out")  # fmt: skip
        return None
    if node.amount * _DAYS[node.unit] > _LONGEST:
        findings.add("E0308", node.span, "this is longer than a hundred years",
                     "write a shorter time")  # fmt: skip
        return None
    if node.unit in ("month", "year") and not calendar:
        days = 30 if node.unit == "month" else 365
        findings.add(
            "E0308", node.span, f"a {node.unit} has no fixed length, so it stands in windows only",
            f"say it in days: `{node.amount * days} days`",
            edit=Edit(node.span, f"{node.amount * days} days"),
        )  # fmt: skip
        return None
    return Duration(node.amount, node.unit)


def share(node: tree.Percent, findings: Findings) -> int | None:
    """A share in hundredths of a per cent, 0 to 10,000 (E0413 where it is none)."""
    hundredths = node.value * 100
    if hundredths != int(hundredths) or not 0 <= hundredths <= 10_000:
        findings.add("E0413", node.span, f"{node.value}% is no share that can be kept",
                     "from `0%` to `100%`, with at most two digits behind the point")  # fmt: skip
        return None
    return int(hundredths)


def count(node: tree.Number, least: int, what: str, findings: Findings) -> int | None:
    """A whole number from `least` on (E0413 where it is none)."""
    if node.value != int(node.value) or node.value < least:
        findings.add("E0413", node.span, f"{what} is a whole number from {least} on",
                     f"for instance `{max(least, 1)}`")  # fmt: skip
        return None
    return int(node.value)


