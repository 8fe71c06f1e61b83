"""Windows and `where`."""

from __future__ import annotations

from dsl.hints.naming import glued
from dsl.hints.trouble import Advice, Trouble


def window_behind_where(trouble: Trouble) -> Advice | None:
    earlier = [token.text for token in trouble.line[: trouble.position]]
    if trouble.typed in ("in last", "in next", "since", "before") and "where" in earlier:
        return Advice(
            "the window stands before `where`: `has purchase in last 30 days where amount > 10000`"
        )
    return None


def where_behind_count(trouble: Trouble) -> Advice | None:
    earlier = [token.text for token in trouble.line[: trouble.position]]
    if trouble.typed == "where" and "of" in earlier and "has" not in earlier:
        return Advice(
            "put it in parentheses with its `where`: "
            "`(count of purchase in last 30 days where amount > 100) >= 2`"
        )
    if trouble.kind() in ("COMPARISON", "EQUAL") and {"where", "of"} <= set(earlier):
        return Advice(
            "put what is counted in parentheses: "
            "`(count of purchase in last 30 days where amount > 100) >= 2`"
        )
    return None


def the_last(trouble: Trouble) -> Advice | None:
    if trouble.typed == "in" and trouble.word(1) == "the" and "IN_LAST" in trouble.could:
        return Advice("write `in last 7 days`, without `the`", code="E0113")
    if trouble.typed == "within" and "IN_LAST" in trouble.could:
        return Advice("write `in last 7 days`")
    if trouble.typed == "for" and "IN_LAST" in trouble.could:
        return Advice("write `in last 7 days`")
    return None


def within(trouble: Trouble) -> Advice | None:
    if trouble.typed in ("in", "in last", "in next", "after") and trouble.takes("within"):
        return Advice("write `within 3 days`")
    return None


def smallest_of(trouble: Trouble) -> Advice | None:
    """`of` can be a name, so the trouble is what stands behind it."""
    if trouble.word(-1) == "of" and trouble.word(-2) in ("smallest", "largest"):
        kind = trouble.word(-2)
        return Advice(
            f"write `{kind} {glued(trouble)}`", f"`{kind}` stands without `of`", "E0113"
        )
    return None


def at_least_ago(trouble: Trouble) -> Advice | None:
    if trouble.typed in ("at", "over", "longer", "older") and "MORE" in trouble.could:
        return Advice("write `more than 60 days ago`")
    if trouble.typed == "more" and "IN_LAST" in trouble.could:
        return Advice("write `before 60 days ago`, or `last purchase more than 60 days ago`")
    return None
