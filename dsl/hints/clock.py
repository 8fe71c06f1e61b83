"""Days and times of day."""

from __future__ import annotations

import re

from dsl import amounts
from dsl.hints.trouble import Advice, Trouble

_CLOCK = re.compile(r"(?P<hour>[0-9]{1,2})(?:\.(?P<minute>[0-9]{2}))?")


def _clock(typed: str) -> str:
    """`9`, `9.30` as a time of day; "" where it is none."""
    found = _CLOCK.fullmatch(typed)
    if found is None or int(found["hour"]) > 23 or int(found["minute"] or 0) > 59:
        return ""
    return f"{found['hour'].zfill(2)}:{found['minute'] or '00'}"


def hour(trouble: Trouble) -> Advice | None:
    """`10.00` or `10` for `10:00`; behind `until` a number can begin a length, too."""
    if "TIME" in trouble.could:
        named = _NAMED.get(trouble.typed.lower(), "")
        if named:
            return Advice(f"write `{named}`", code="E0010", right=named)
        return _spelled(trouble, 0)
    if not trouble.begins("wait", "until") or trouble.position != 3 or trouble.kind(-1) != "NUMBER":
        return None
    if amounts.near_unit(trouble.typed):
        return None
    clock = _spelled(trouble, -1) if trouble.typed in ("", "in") else None
    return clock or Advice(
        "write a time such as `10:00`, or a day with its time such as `2026-12-24 at 10:00`",
        f"`{trouble.word(-1)}` is neither a time nor a day", "E0010", (1, -1),
    )  # fmt: skip


_NAMED = {"noon": "12:00", "midday": "12:00", "midnight": "00:00"}


def _spelled(trouble: Trouble, at: int) -> Advice | None:
    typed = trouble.word(at)
    clock = _clock(typed) if trouble.kind(at) == "NUMBER" else ""
    title = f"`{typed}` is not how a time is written"
    return Advice(f"write `{clock}`", title, "E0010", (-at, at), clock) if clock else None


def at(trouble: Trouble) -> Advice | None:
    if not trouble.takes("at"):
        return _at_behind_a_day(trouble)
    if trouble.kind() in ("TIME", "INSTANT"):
        return Advice(f"write `at {trouble.typed}`")
    clock = "" if amounts.near_unit(trouble.word(1)) else _clock(trouble.typed)
    return Advice(f"write `at {clock}`") if clock else None


def _at_behind_a_day(trouble: Trouble) -> Advice | None:
    if trouble.kind() == "INSTANT" and trouble.word(-1) == "until" and "DATE" in trouble.could:
        day, clock = trouble.typed.split()
        return Advice(f"write `{day} at {clock}`")
    return None


def moment(trouble: Trouble) -> Advice | None:
    if "INSTANT" not in trouble.could or "DATE" in trouble.could:
        return None
    if trouble.kind() == "DATE":
        behind = trouble.word(2 if trouble.word(1) == "at" else 1)
        clock = behind if trouble.kind(2) == "TIME" else _clock(behind)
        if clock:
            return Advice(f"write `{trouble.typed} {clock}`")
        return Advice(f"write it with a time of day: `{trouble.typed} 09:00`")
    if trouble.kind() == "TIME":
        return Advice(f"write it with a day: `2026-12-01 {trouble.typed}`")
    return None


DAYS = {"mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday",
         "fri": "Friday", "sat": "Saturday", "sun": "Sunday"}  # fmt: skip


def weekday(trouble: Trouble) -> Advice | None:
    typed = trouble.typed.lower()
    full = DAYS.get(typed[:3])
    if full and trouble.takes("Monday") and typed.rstrip("s") in (full.lower(), typed[:3]):
        return Advice(f"write `{full}`", code="E0113", right=full)
    return None
