"""Values and windows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dsl import tree
from dsl.builders.registry import Refused, builds
from dsl.diagnostics import Edit
from dsl.lexer import Token
from dsl.source import Span

CONDITIONS = (
    tree.All, tree.Any, tree.Not, tree.Compare, tree.Between, tree.OneOf, tree.Known, tree.Truth,
    tree.When, tree.Has, tree.InSegment, tree.Moved, tree.InBest, tree.TodayIs, tree.Matches,
    tree.Reachable, tree.HasUnused,
)  # fmt: skip


def as_value(node: Any) -> Any:
    """The node, unless it is a condition: parentheses may hold either."""
    if isinstance(node, CONDITIONS):
        raise Refused(
            "E0115", "`{typed}` is a condition; here stands a value", node.span,
            "compare a field, a number or a count such as `count of purchase`",
        )  # fmt: skip
    return node


def _calculate(op: str, span: Span, left: Any, right: Any) -> tree.Calculation:
    return tree.Calculation(op, as_value(left), as_value(right), span=span)


@builds()
def add(span: Span, left: Any, right: Any) -> tree.Calculation:
    return _calculate("+", span, left, right)


@builds()
def subtract(span: Span, left: Any, right: Any) -> tree.Calculation:
    return _calculate("-", span, left, right)


@builds()
def multiply(span: Span, left: Any, right: Any) -> tree.Calculation:
    return _calculate("*", span, left, right)


@builds()
def divide(span: Span, left: Any, right: Any) -> tree.Calculation:
    return _calculate("/", span, left, right)


@builds()
def negative(span: Span, value: Any) -> tree.Negative | tree.Number:
    """`-5` is a number; `-revenue` a calculation; `- orders` most likely one item of a list."""
    if isinstance(value, tree.Number):
        return tree.Number(-value.value, span=span)
    found = as_value(value)
    if found.span.start > span.start + 1:
        dash = Span(span.path, span.start, span.start + 1)
        raise Refused("E0113", "this dash belongs to nothing", dash,
                      "leave it out; a minus stands directly before its value",
                      Edit(Span(span.path, span.start, found.span.start), ""))
    return tree.Negative(found, span=span)


def _aggregate(kind: str, span: Span, subject: Any, window: Any, across: Any) -> Any:
    if isinstance(subject, tree.Unbuilt):
        return subject
    return tree.Aggregate(kind, subject, window, None, across, span=span)


@builds()
def aggregate(span: Span, kind: Token, subject: Any, window: Any, across: Any) -> Any:
    return _aggregate(kind.text, span, subject, window, across)


@builds()
def count(span: Span, subject: Any, window: Any, across: Any) -> Any:
    return _aggregate("count", span, subject, window, across)


@builds()
def count_distinct(span: Span, subject: Any, window: Any, across: Any) -> Any:
    return _aggregate("count distinct", span, subject, window, across)


@builds()
def most_frequent(span: Span, subject: Any, window: Any) -> Any:
    return _aggregate("most frequent", span, subject, window, None)


@builds()
def median_gap(span: Span, subject: Any, window: Any) -> Any:
    return _aggregate("median gap", span, subject, window, None)


@builds()
def edge(span: Span, which: Token, subject: Any) -> Any:
    if isinstance(subject, tree.Unbuilt):
        return subject
    return tree.Edge(which.text, subject, span=span)


@builds("measured", "measured_inside")
def measured(span: Span, value: Any, where: Any) -> Any:
    """An aggregate, or a first or last event, with its `where`."""
    if isinstance(value, tree.Unbuilt):
        return value
    return replace(value, where=where, span=span)


# Windows ----------------------------------------------------------------------------------------


@builds()
def in_last(span: Span, _: Token, duration: tree.Duration) -> tree.InLast:
    return tree.InLast(duration, span=span)


@builds()
def in_next(span: Span, _: Token, duration: tree.Duration) -> tree.InNext:
    return tree.InNext(duration, span=span)


@builds()
def more_than_ago(span: Span, duration: tree.Duration) -> tree.MoreThanAgo:
    return tree.MoreThanAgo(duration, span=span)


@builds()
def since(span: Span, start: Any) -> tree.Since | tree.Unbuilt:
    return start if isinstance(start, tree.Unbuilt) else tree.Since(start, span=span)


@builds()
def before(span: Span, end: Any) -> tree.Before | tree.Unbuilt:
    return end if isinstance(end, tree.Unbuilt) else tree.Before(end, span=span)


@builds()
def from_until(span: Span, start: Any, end: Any) -> tree.FromUntil | tree.Unbuilt:
    for border in (start, end):
        if isinstance(border, tree.Unbuilt):
            return border
    return tree.FromUntil(start, end, span=span)


@builds()
def ago(span: Span, duration: tree.Duration) -> tree.Ago:
    return tree.Ago(duration, span=span)


@builds()
def today(span: Span) -> tree.Calendar:
    return tree.Calendar("day", span=span)


@builds()
def this_week(span: Span) -> tree.Calendar:
    return tree.Calendar("week", span=span)


@builds()
def this_month(span: Span) -> tree.Calendar:
    return tree.Calendar("month", span=span)
