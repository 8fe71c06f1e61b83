"""Whether a typed condition holds at a position: true or false, never unknown (S9)."""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from compiler.folds import fold
from compiler.model.conditions import (
    All,
    AnyOf,
    Between,
    Compare,
    Condition,
    Has,
    HasFollowed,
    InSegment,
    Known,
    ListContains,
    Matches,
    Not,
    OneOf,
    OnWeekday,
    TextMatch,
    Truth,
    When,
    Withdrawn,
    Yearly,
)
from compiler.model.values import Plain
from runtime.interpreter import patterns, values, windows, yearly
from runtime.interpreter.clock import shifted
from runtime.interpreter.reach import consented_after
from runtime.interpreter.view import View

_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def holds(view: View, node: Condition) -> bool:
    """The condition at the view's position."""
    match node:
        case All():
            return all(holds(view, part) for part in node.parts)
        case AnyOf():
            return any(holds(view, part) for part in node.parts)
        case Not():
            return not holds(view, node.part)
        case Compare():
            left, right = values.value(view, node.left), values.value(view, node.right)
            return compare(view, node.op, left, right)
        case Between():
            middle = values.value(view, node.value)
            low, high = values.value(view, node.low), values.value(view, node.high)
            return compare(view, "<=", low, middle) and compare(view, "<=", middle, high)
        case OneOf():
            found = values.value(view, node.value)
            return any(
                compare(view, "=", found, values.value(view, option)) for option in node.options
            )
        case TextMatch():
            return _text_matches(view, node)
        case ListContains():
            texts, element = values.value(view, node.value), values.value(view, node.element)
            return isinstance(texts, tuple) and element in texts
        case Known():
            return values.value(view, node.value) is not None
        case Truth():
            return values.value(view, node.value) is True
        case When():
            moment = windows.as_instant(view, values.value(view, node.value))
            return moment is not None and windows.in_window(view, moment, node.window)
        case Yearly():
            return yearly.in_window(view, node)
        case OnWeekday():
            day = values.value(view, node.day)
            return isinstance(day, date) and day.isoweekday() == node.weekday
        case Matches():
            text = values.value(view, node.value)
            return isinstance(text, str) and patterns.matches(node.pattern, text)
        case Has():
            return bool(values.rows(view, node.of))
        case HasFollowed():
            return _followed(view, node)
        case Withdrawn():
            return any(
                not consented_after(view, node.consent, event)
                for event in values.occurrences(view, node.of)
            )
        case InSegment():
            return in_segment(view, node.name)


def in_segment(view: View, name: str) -> bool:
    """Only customers are in a segment. Its condition knows of no event row around it."""
    return view.known and holds(view.with_row(None), view.project.segments[name].condition)


def compare(view: View, op: str, left: Plain | None, right: Plain | None) -> bool:
    """False where a side is unknown. A date against an instant counts from its 00:00."""
    if left is None or right is None:
        return False
    if isinstance(left, datetime) != isinstance(right, datetime):
        return compare(view, op, windows.as_instant(view, left), windows.as_instant(view, right))
    return _COMPARISONS[op](left, right)


def _text_matches(view: View, node: TextMatch) -> bool:
    """Ignoring case by simple folds (S10)."""
    whole, part = values.value(view, node.value), values.value(view, node.part)
    if not isinstance(whole, str) or not isinstance(part, str):
        return False
    text, searched = fold(whole), fold(part)
    if node.how == "contains":
        return searched in text
    if node.how == "starts with":
        return text.startswith(searched)
    return text.endswith(searched)


def _followed(view: View, node: HasFollowed) -> bool:
    """For some `first` there is (or, negated, is no) `then` after it, at most `within` later."""
    thens = values.occurrences(view, node.then)
    zone = view.project.policy.timezone
    return any(
        node.negated
        != any(
            first.order < then.order and then.time <= shifted(first.time, node.within, 1, zone)
            for then in thens
        )
        for first in values.occurrences(view, node.first)
    )
