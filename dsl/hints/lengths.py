"""Lengths of time."""

from __future__ import annotations

from dsl import amounts
from dsl.engine import END
from dsl.hints.trouble import Advice, Trouble


def missing_unit(trouble: Trouble) -> Advice | None:
    units = {"DAYS", "HOURS", "MINUTES"}
    if trouble.kind(-1) != "NUMBER" or not units <= trouble.could.keys():
        return None
    timely = trouble.word(-2) in ("in last", "in next", "within", "wait", "than", "after", "most")
    if END in trouble.could or (len(trouble.could) > 14 and not timely):
        return None
    number = trouble.word(-1)
    if trouble.kind() == "NAME" and not trouble.takes("and"):
        near = amounts.near_unit(trouble.typed)
        if near:
            return Advice(f"did you mean `{amounts.in_number(number, near)}`?")
    return Advice(
        f"for example `{amounts.length(number, 'day')}`",
        f"how long is `{number}`? a unit is missing: minutes, hours, days or weeks",
        "E0112",
    )


def two_lengths(trouble: Trouble) -> Advice | None:
    if trouble.kind() == "NUMBER" and trouble.kind(-2) == "NUMBER" and trouble.kind(1) == "NAME":
        return Advice("write one number and one unit, such as `90 minutes`")
    return None
