"""The lines of campaigns: heads, entries, steps."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dsl import tree
from dsl.builders.lines import BlockHead, Part
from dsl.builders.literals import date as build_date
from dsl.builders.literals import percent, span_of, text_of
from dsl.builders.registry import Refused, builds
from dsl.builders.values import as_value
from dsl.lexer import Token
from dsl.source import Span

MOST_TIMES = 50
"""So often steps may be repeated: a weekly one for most of a year."""

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _entry(span: Span, value: tree.Entry) -> Part:
    return Part("entries", value, span, many=True)


def _one_where(events: tree.Events, where: tree.Condition | None) -> None:
    """Where one of several events has a `where` of its own, another behind them all could be meant
    for the last, or for each."""
    if where is not None and any(each.where is not None for each in events):
        raise Refused(
            "E0110", "`where` is said of one event, and again of all", where.span,
            "put each in parentheses with its event: `(A where …) or (B where …)`",
        )  # fmt: skip


# Head ---------------------------------------------------------------------------------------------


@builds()
def runs(span: Span, start: Any, end: Any) -> Part:
    return Part("runs", tree.Runs(start, end, span=span), span)


@builds()
def runs_until(span: Span, end: Any) -> Part:
    return Part("runs", tree.Runs(None, end, span=span), span)


@builds()
def enter_on(span: Span, events: tree.Events, where: Any) -> Part:
    _one_where(events, where)
    return _entry(span, tree.EnterOn(events, where, span=span))


@builds()
def enter_every(span: Span, every: Any, at: tree.TimeOfDay, segment: tree.Name) -> Part:
    """`every` is what the period set: weekdays, weeks or a day of the month."""
    return _entry(span, tree.EnterEvery(at, segment, **every, span=span))


@builds()
def every_day(span: Span) -> dict[str, Any]:
    return {"weekdays": WEEKDAYS}


@builds()
def every_weekday(span: Span) -> dict[str, Any]:
    return {"weekdays": WEEKDAYS[:5]}


@builds()
def every_weekday_named(span: Span, day: Token) -> dict[str, Any]:
    return {"weekdays": (day.text,)}


@builds()
def every_weeks(span: Span, weeks: Token, day: Token) -> dict[str, Any]:
    return {"weekdays": (day.text,), "weeks": _whole(weeks, span, 2, 520)}


@builds()
def every_month(span: Span, day: Token) -> dict[str, Any]:
    return {"month_day": _whole(day, span, 1, 31)}


def _whole(token: Token, near: Span, low: int, high: int) -> int:
    if not token.text.isdigit() or len(token.text) > 4 or not low <= int(token.text) <= high:
        raise Refused(
            "E0116", "`{typed}` cannot stand here", span_of(token, near),
            f"write a whole number from {low} to {high}",
        )  # fmt: skip
    return int(token.text)


@builds()
def enter_at(span: Span, at: tree.Instant, segment: tree.Name) -> Part:
    return _entry(span, tree.EnterAt(at, segment, span=span))


@builds()
def enter_joining(span: Span, segment: tree.Name, already: Any) -> Part:
    value = tree.EnterMoving(segment, already=already is not None, span=span)
    return _entry(span, value)


@builds()
def enter_dropping_out(span: Span, segment: tree.Name) -> Part:
    return _entry(span, tree.EnterMoving(segment, out=True, span=span))


@builds()
def enter_becomes(span: Span, field: tree.Path, target: tree.Text) -> Part:
    return _entry(span, tree.EnterBecoming(field, target, span=span))


@builds()
def enter_changes(span: Span, field: tree.Path, source: tree.Text, target: tree.Text) -> Part:
    return _entry(span, tree.EnterBecoming(field, target, source, span=span))


@builds()
def already(span: Span) -> bool:
    return True


@builds()
def enter_on_date(span: Span, field: tree.Path, at: tree.TimeOfDay) -> Part:
    return _entry(span, tree.EnterAround(field, "on", None, at, span=span))


@builds()
def enter_around(
    span: Span, duration: tree.Duration, beside: Token, field: tree.Path, at: Any
) -> Part:
    return _entry(span, tree.EnterAround(field, beside.text, duration, at, span=span))


@builds()
def leave_on(span: Span, events: tree.Events, where: Any) -> Part:
    _one_where(events, where)
    return Part("leaves", tree.LeaveOn(events, where, span=span), span, many=True)


@builds()
def leave_if(span: Span, condition: Any) -> Part:
    return Part("leaves_if", tree.LeaveIf(condition, span=span), span, many=True)


@builds()
def goal(
    span: Span, name: Any, events: tree.Events, within: tree.Duration, where: Any, target: Any,
    worth: Any,
) -> Part:  # fmt: skip
    _one_where(events, where)
    value = tree.Goal(events, within, name, where, target, worth, span=span)
    return Part("goals", value, span, many=True)


@builds()
def guard(
    span: Span, events: tree.Events, within: tree.Duration, where: Any, under: Token
) -> Part:
    _one_where(events, where)
    value = tree.Guard(events, within, percent(span, under), where, span=span)
    return Part("guards", value, span, many=True)


@builds()
def usually(span: Span, low: tree.Number, high: tree.Number, unit: Token) -> Part:
    return Part("usually", tree.Usually(low, high, unit.text, span=span), span)


# Under `enter` ------------------------------------------------------------------------------------


@builds()
def only_if(span: Span, condition: Any) -> Part:
    return Part("only_if", condition, span)


def _again(span: Span, kind: str, duration: Any = None, field: Any = None) -> Part:
    return Part("again", tree.Again(kind, duration, field, span=span), span, many=True)


@builds()
def once(span: Span) -> Part:
    return _again(span, "once")


@builds()
def once_per(span: Span, field: tree.Path) -> Part:
    return _again(span, "once per", field=field)


@builds()
def each_time(span: Span) -> Part:
    return _again(span, "each time")


@builds()
def again_after(span: Span, duration: tree.Duration) -> Part:
    return _again(span, "after", duration)


@builds()
def again_after_leaving(span: Span) -> Part:
    return _again(span, "after leaving")


@builds()
def starting_over(span: Span) -> Part:
    return _again(span, "starting over")


@builds()
def only_while(span: Span, condition: Any) -> Part:
    return Part("only_while", condition, span)


@builds()
def late(span: Span, duration: tree.Duration) -> Part:
    return Part("late", duration, span)


# Steps --------------------------------------------------------------------------------------------


@builds()
def wait(span: Span, duration: tree.Duration) -> tree.Wait:
    return tree.Wait(duration, span=span)


@builds()
def until_time(span: Span, at: tree.TimeOfDay) -> tree.WaitUntil:
    return tree.WaitUntil(at, span=span)


@builds()
def until_weekday(span: Span, weekday: Token, at: tree.TimeOfDay) -> tree.WaitUntil:
    return tree.WaitUntil(at, weekday.text, span=span)


@builds()
def until_date(span: Span, date: Token, at: tree.TimeOfDay) -> tree.WaitUntil:
    return tree.WaitUntil(at, None, build_date(span, date), span=span)


@builds()
def until_day(span: Span, at: tree.TimeOfDay, day: Token) -> tree.WaitUntil:
    return tree.WaitUntil(at, day=_whole(day, span, 0, 3650), span=span)


@builds()
def until_around(
    span: Span, duration: tree.Duration, beside: Token, field: tree.Path, at: Any
) -> tree.WaitAround:
    return tree.WaitAround(duration, beside.text, field, at, span=span)


@builds()
def best_hour(span: Span) -> tree.BestHour:
    return tree.BestHour(span=span)


@builds()
def wait_for(
    span: Span, events: tree.Events, where: Any, name: tree.Name | None, at_most: tree.Duration
) -> tree.WaitFor:
    _one_where(events, where)
    return tree.WaitFor(events, at_most, where, name, span=span)


@builds()
def wait_for_first(span: Span, _: Token, at_most: tree.Duration) -> tree.WaitForFirst:
    return tree.WaitForFirst(at_most, span=span)


@builds()
def until_event(
    span: Span, events: tree.Events, where: Any, at_most: tree.Duration
) -> tree.UntilEvent:
    _one_where(events, where)
    return tree.UntilEvent(events, at_most, where, span=span)


@builds()
def repeat(span: Span, times: Token, every: tree.Duration) -> tree.Repeat:
    return tree.Repeat(_whole(times, span, 2, MOST_TIMES), every, span=span)


@builds()
def way(span: Span, events: tree.Events, where: Any, name: tree.Name | None) -> tree.Way:
    _one_where(events, where)
    return tree.Way(events, where, name, span=span)


@builds()
def unless(
    span: Span, events: tree.Events, within: tree.Duration, where: Any
) -> tree.WaitFor:
    _one_where(events, where)
    return tree.WaitFor(events, within, where, unless=True, span=span)


@builds()
def if_head(span: Span, condition: Any) -> BlockHead:
    return BlockHead("if", span, condition)


@builds()
def else_if_head(span: Span, condition: Any) -> BlockHead:
    return BlockHead("else if", span, condition)


@builds()
def else_head(span: Span) -> BlockHead:
    return BlockHead("else", span)


@builds()
def then_head(span: Span) -> BlockHead:
    return BlockHead("then", span)


@builds()
def any_of(span: Span) -> BlockHead:
    return BlockHead("any of", span)


@builds()
def all_of(span: Span) -> BlockHead:
    return BlockHead("all of", span)


@builds()
def none_of(span: Span) -> BlockHead:
    return BlockHead("none of", span)


@builds()
def split_head(span: Span, name: tree.Name) -> tree.Split:
    return tree.Split(name, (), span=span)


@builds()
def split_maximise(span: Span, name: tree.Name, goal: tree.Name) -> tree.Split:
    return tree.Split(name, (), goal, span=span)


@builds()
def split_test(
    span: Span, name: tree.Name, share: Token, lasts: tree.Duration, events: tree.Events, where: Any
) -> tree.Split:
    _one_where(events, where)
    trial = tree.Trial(percent(span, share), lasts, events, where, span=span)
    return tree.Split(name, (), trial=trial, span=span)


@builds()
def arm(span: Span, name: tree.Name, share: Token | None) -> tree.Arm:
    return tree.Arm(name, share and percent(span, share), (), span=span)


@builds("send")
def send(span: Span, message: tree.Name, channels: tuple[tree.Name, ...]) -> tree.Send:
    return tree.Send(message, channels, span=span)


@builds()
def send_or_drop(span: Span, message: tree.Name, channels: tuple[tree.Name, ...]) -> tree.Send:
    return tree.Send(message, channels, drop=True, span=span)


@builds()
def send_to(span: Span, message: tree.Name, to: tree.Path) -> tree.Send:
    return tree.Send(message, to=to, span=span)


@builds()
def leave(span: Span, reason: Token) -> tree.Leave:
    return tree.Leave(text_of(reason, span), span=span)


@builds()
def call(span: Span, hook: tree.Name) -> tree.Call:
    return tree.Call(hook, span=span)


@builds()
def give(span: Span, offer: tree.Name) -> tree.Give:
    return tree.Give(offer, span=span)


@builds()
def set_step(span: Span, field: tree.Name, value: Any) -> tree.SetField:
    return tree.SetField(field, as_value(value), span=span)


@builds()
def add_to(span: Span, list: tree.Name) -> tree.OnList:
    return tree.OnList(list, span=span)


@builds()
def remove_from(span: Span, list: tree.Name) -> tree.OnList:
    return tree.OnList(list, off=True, span=span)


@builds()
def named_step(span: Span, step: Any, name: tree.Name) -> Any:
    if isinstance(step, BlockHead) and step.kind != "if":
        raise Refused(
            "E0101", f"`{step.kind}` has no name of its own", name.span,
            "the name of the whole step stands behind its first line",
        )  # fmt: skip
    if isinstance(step, tree.WaitFor) and step.name is not None:
        raise Refused(
            "E0110", "this wait has two names", name.span,
            "behind the line stands the name of the step, which is also that of the event; before "
            "the comma that of the event alone",
        )  # fmt: skip
    return replace(step, called=name, span=span)
