"""Waiting for time, and waiting for an event."""

from __future__ import annotations

from dsl import amounts
from dsl.expected import accepted
from dsl.hints.naming import glued
from dsl.hints.trouble import Advice, Trouble
from dsl.spacing import spaced


def for_a_length(trouble: Trouble) -> Advice | None:
    """`wait for 2 hours`; of `wait for two hours`, `two` was taken for an event."""
    if not trouble.begins("wait", "for"):
        return None
    if trouble.position == 2 and trouble.kind() == "NUMBER":
        length = trouble.length(f"{trouble.typed} days")
    elif trouble.position == 3 and amounts.near_unit(trouble.typed):
        number = amounts.count(trouble.word(-1))
        length = amounts.length(number, amounts.near_unit(trouble.typed)) if number else ""
    else:
        return None
    return Advice(f"write `wait {length}`; `wait for` is for an event") if length else None


def best_hour(trouble: Trouble) -> Advice | None:
    """`wait for best hour`, `wait until the best time`."""
    typed = [token.text for token in trouble.line]
    meant = typed[:1] == ["wait"] and "best" in typed[2:4] and typed[-1] in ("hour", "time")
    return Advice("write `wait until best hour`") if meant else None


def first_of(trouble: Trouble) -> Advice | None:
    """`wait for first of`; the events in the line itself."""
    if not trouble.begins("wait", "for"):
        return None
    without_the = trouble.typed == "of" and trouble.word(-1) == "first"
    here = trouble.word(-1) == "the first of" and trouble.kind() in ("NAME", "LPAR")
    if not without_the and (not here or trouble.typed == "at"):
        return None
    head = f"`wait for the first of, at most {trouble.length('2 days')}`"
    return Advice(f"write {head}, and below it a line for each event, with steps under it")


def alone_in_parentheses(trouble: Trouble) -> Advice | None:
    """`wait for (purchase where a = 1), …`: parentheses are for one of several."""
    if trouble.word(-1) != ")" or set(trouble.could) != {"OR"}:
        return None
    return Advice("one event alone stands without parentheses, and its `where` with it")


_LIMITS = ("within", "for", "max", "maximum", "up", "until", "during", "at")


def at_most(trouble: Trouble) -> Advice | None:
    """How long at most is not said, or not in these words."""
    if not trouble.begins("wait", "for") or trouble.position < 3:
        return None
    swallowed = trouble.typed == "most" and trouble.word(-1) == "at"
    if swallowed:
        return _limited(trouble, trouble.position - 1)
    if trouble.word(-1) == "," and trouble.typed in _LIMITS:
        return _limited(trouble, trouble.position - 1)
    behind = accepted(trouble.could["COMMA"]) if "COMMA" in trouble.could else {}
    if "AT" not in behind:
        return None
    if trouble.found is None or trouble.typed in _LIMITS or trouble.kind() == "NUMBER":
        return _limited(trouble, trouble.position)
    return None


def _limited(trouble: Trouble, end: int) -> Advice:
    """The line up to `end`, with its limit."""
    right = f"{spaced(trouble.line[:end])}, at most {trouble.length('2 days')}"
    if trouble.found is None:
        return Advice(f"say how long at most: `{right}`")
    if trouble.typed == "most":
        return Advice(f"a comma stands before `at most`: `{right}`")
    return Advice(f"write `{right}`")


def until_event(trouble: Trouble) -> Advice | None:
    """`until purchase within 3 days`; `until 10:00`."""
    if not trouble.begins("until"):
        return None
    if trouble.position == 1 and trouble.kind() in ("TIME", "DATE", "INSTANT", "NUMBER"):
        return Advice(f"write `wait {spaced(trouble.line)}`")
    return _limited(trouble, trouble.position) if trouble.typed in _LIMITS else None


def repeat(trouble: Trouble) -> Advice | None:
    """`repeat 3 times`, `repeat every day`; how often or after how long is not said."""
    if not trouble.begins("repeat"):
        return None
    numbers = [token.text for token in trouble.line if token.kind == "NUMBER"]
    often = numbers[0] if numbers else "3"
    return Advice(f"write `repeat up to {often} times, every {trouble.length('2 days')}`")


_TIMES = ("tomorrow", "tonight", "today", "morning", "evening", "next", "the", "end")


def until_an_event(trouble: Trouble) -> Advice | None:
    if trouble.typed in _TIMES or trouble.position != 2 or trouble.kind() != "NAME":
        return None
    if trouble.begins("wait", "until"):
        return Advice(f"for an event write `wait for {glued(trouble)}, at most 2 days`")
    return None
