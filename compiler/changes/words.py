"""Steps and what stands in them, told from the model: a line as a marketer would write it."""

from __future__ import annotations

from compiler.meaning.literals import WEEKDAYS
from compiler.model.around import Around
from compiler.model.occurring import Occurring
from compiler.model.staff import to_whom
from compiler.model.steps import (
    BestHour,
    Call,
    FirstOf,
    Give,
    If,
    Keep,
    Leave,
    Repeat,
    Send,
    Settle,
    Split,
    Step,
    Trial,
    Until,
    Wait,
    WaitAround,
    WaitFor,
    WaitUntil,
)
from compiler.model.windows import Duration

WHOLE = 100
"""Shares are in hundredths of a per cent."""


def told(step: Step) -> str:
    """`wait 2 hours`, `send cart_reminder by email, else sms`; of what stands under it, nothing,
    and of conditions not what they ask."""
    match step:
        case Wait():
            return f"wait {step.duration}"
        case WaitUntil():
            return f"wait until {_until(step)}"
        case WaitAround():
            return f"wait until {_around(step.around)}"
        case BestHour():
            return "wait until best hour"
        case Send():
            by = f" {to_whom(step.to)}" if step.to else f" by {', else '.join(step.channels)}"
            return f"send {step.message}{by}"
        case Leave():
            return f'leave "{step.reason}"'
        case Give():
            return f"give {step.offer}"
        case Call():
            return f"call {step.hook}"
        case Keep():
            return f"set {step.name}"
    return _with_block(step)


def _with_block(step: Step) -> str:
    match step:
        case WaitFor():
            return f"wait for {events(step.on)}, at most {step.at_most}"
        case FirstOf():
            return f"wait for the first of, at most {step.at_most}"
        case Until():
            return f"until {events(step.on)}, at most {step.at_most}"
        case Repeat():
            return f"repeat up to {len(step.passes)} times, every {step.passes[0].every}"
        case Split():
            return f"split {step.name}"
        case If():
            return "if …"
        case Trial() | Settle():
            return ""
    raise TypeError(type(step).__name__)


def events(on: Occurring) -> str:
    """`purchase or visit`."""
    return " or ".join(on.kinds)


def percent(share: int) -> str:
    """A share in hundredths of a per cent: `12.5%`."""
    return f"{share / WHOLE:g}%"


def duration(length: Duration | None) -> str:
    return "at once" if length is None else str(length)


def shares(split: Split) -> str:
    """`plain 50%, generous 50%`."""
    starts = (0, *(arm.until for arm in split.arms))
    return ", ".join(
        f"{arm.name} {percent(arm.until - start)}"
        for arm, start in zip(split.arms, starts, strict=False)
    )


def _until(step: WaitUntil) -> str:
    at = f"{step.at:%H:%M}{_zone(step.zone)}"
    if step.weekday is not None:
        return f"{WEEKDAYS[step.weekday - 1]} at {at}"
    if step.date is not None:
        return f"{step.date} at {at}"
    return at if step.day is None else f"{at} on day {step.day}"


def _around(around: Around) -> str:
    beside = "on the day of" if around.duration is None else (
        f"{around.duration} {'before' if around.sign < 0 else 'after'}"
    )
    at = f" at {around.at:%H:%M}{_zone(around.zone)}" if around.at is not None else ""
    name = getattr(around.value, "name", "")
    return f"{beside} {name}{at}"


def _zone(zone: str | None) -> str:
    return f' in "{zone}"' if zone is not None else ""
