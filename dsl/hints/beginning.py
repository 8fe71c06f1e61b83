"""The first words of a condition, of a row of a table, and of an arm."""

from __future__ import annotations

from dsl.hints.trouble import Advice, Trouble
from dsl.spacing import spaced

_NEEDLESS = ("where", "if", "when", "that", "who", "whose", "only", "with", "which")


def of_condition(trouble: Trouble) -> Advice | None:
    """`where orders > 3`, `or orders > 3`, `is loyal`, `top 10% by revenue`."""
    if trouble.start != "condition_line" or trouble.position != 1:
        return None
    first, more = trouble.word(-1), trouble.typed
    if first in _NEEDLESS:
        title = f"a condition stands without `{first}` before it"
        return Advice(f"leave `{first}` out", title, "E0113", (1, -1), "")
    if first == "and":
        title = "all lines of a block hold, without `and` before them"
        return Advice("leave `and` out, or put it at the end of the line above", title,
                      "E0101", (1, -1), "")  # fmt: skip
    if first == "or":
        title = "all lines of a block hold, so `or` cannot begin one"
        return Advice("put the lines of which one is enough under `any of`", title, around=(1, -1))
    if first in ("is", "member", "belongs") and trouble.kind() == "NAME":
        return Advice(f"for who is in a segment write `in {trouble.line[-1].text}`")
    if first in ("exists", "did", "made", "happened") and trouble.kind() == "NAME":
        return Advice(f"write `has {more}`", code="E0113", around=(1, -1), right="has")
    if first in ("top", "bottom") and trouble.kind() == "PERCENT":
        return Advice(f"write `in {spaced(trouble.line)}`", around=(1, -1), right=f"in {first}")
    if more == "has" and trouble.position == len(trouble.line) - 1:
        return Advice(f"write `has {first}`", around=(1, 0), right=f"has {first}")
    return None


def best(trouble: Trouble) -> Advice | None:
    """`revenue in top 10%`."""
    if trouble.kind() not in ("IN_TOP", "IN_BOTTOM") or trouble.kind(1) != "PERCENT":
        return None
    return Advice(f"write `{trouble.typed} {trouble.word(1)} by {trouble.word(-1)}`")


def window(trouble: Trouble) -> Advice | None:
    """`in last 30 days has purchase`."""
    if trouble.start != "condition_line" or trouble.position or trouble.kind() != "IN_LAST":
        return None
    return Advice(f"the window stands behind the event: `has EVENT in last {trouble.length('')}`")


def of_group(trouble: Trouble) -> Advice | None:
    """`when orders > 3 many`, `otherwise few`."""
    if trouble.start != "group_line" or trouble.position != 1:
        return None
    if trouble.word(-1) == "when":
        return Advice("the name stands first: `NAME when …`", around=(1, -1))
    if trouble.word(-1) == "otherwise" and trouble.kind() == "NAME":
        right = f"{trouble.typed} otherwise"
        return Advice(f"the name stands first: `{right}`", around=(1, 0), right=right)
    return None


def of_arm(trouble: Trouble) -> Advice | None:
    """`50% plain`."""
    if trouble.start != "arm_line" or trouble.kind() != "PERCENT" or trouble.kind(1) != "NAME":
        return None
    right = f"{trouble.word(1)} {trouble.typed}"
    return Advice(f"the name stands first: `{right}`", around=(0, 1), right=right)
