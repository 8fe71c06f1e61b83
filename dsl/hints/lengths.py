"""Lengths of time and shares."""

from __future__ import annotations

from difflib import get_close_matches

from dsl.engine import END
from dsl.hints.trouble import Advice, Trouble


def missing_unit(trouble: Trouble) -> Advice | None:
    units = {"DAYS", "HOURS", "MINUTES"}
    if trouble.kind(-1) != "NUMBER" or not units <= trouble.could.keys():
        return None
    timely = trouble.word(-2) in ("in last", "in next", "within", "wait", "than", "after", "most")
    if END in trouble.could or (len(trouble.could) > 14 and not timely):
        return None
    if trouble.found is not None and trouble.kind() == "NAME" and not trouble.takes("and"):
        near = _near_unit(trouble.typed)
        if near:
            return Advice(f"did you mean `{near}`?")
    number = trouble.word(-1)
    return Advice(
        f"for example `{number} days`",
        f"how long is `{number}`? a unit is missing: minutes, hours, days or weeks",
        "E0112",
    )


def _near_unit(typed: str) -> str:
    units = ("minutes", "hours", "days", "weeks", "months", "years", "minute", "hour", "day")
    return "".join(get_close_matches(typed.lower(), units, 1, 0.6))


def wait_for_time(trouble: Trouble) -> Advice | None:
    if trouble.word(-2) == "wait" and trouble.word(-1) == "for" and trouble.kind() == "NUMBER":
        return Advice("write `wait 2 days`; `wait for` is for an event")
    return None


def two_lengths(trouble: Trouble) -> Advice | None:
    if trouble.kind() == "NUMBER" and trouble.kind(-2) == "NUMBER" and trouble.kind(1) == "NAME":
        return Advice("write one number and one unit, such as `90 minutes`")
    return None


def spaced_percent(trouble: Trouble) -> Advice | None:
    if trouble.kind(-1) == "NUMBER" and trouble.typed == "%":
        return Advice(f"write `{trouble.word(-1)}%`, without a space", code="E0010")
    if trouble.kind() == "NUMBER" and "PERCENT" in trouble.could:
        spaced = ", without a space" if trouble.word(1) == "%" else ""
        return Advice(f"write `{trouble.typed}%`{spaced}", code="E0010")
    return None
