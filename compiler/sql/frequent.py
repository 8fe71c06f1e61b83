"""The value that was seen most often in events; among equals the one seen last (S13).

Values are counted first and their rows never put into an order, which is what costs. Which of two
values is the last, of those seen equally often and the last time at one instant, the ids of the
events say: these are looked at again for the few to whom that happened.
"""

from __future__ import annotations

from sqlglot import exp

from compiler.model.values import Aggregate
from compiler.sql import build
from compiler.sql.passes import Pass, event_field


def ahead(events: Pass, fact: Aggregate) -> exp.Select:
    """Per asked row the values seen most often and, of these, last, by time: `value`, `time`, and
    how many `equals` there are, which is nearly always one."""
    key = build.column(events.frame.key)
    seen = exp.alias_(_seen(events, fact).subquery(), "seen", table=True, quoted=True)
    order = [
        exp.Ordered(this=build.column(name), desc=True, nulls_first=False)
        for name in ("often", "time")
    ]
    place = exp.Window(
        this=exp.Anonymous(this="rank"), partition_by=[key.copy()],
        order=exp.Order(expressions=order),
    )  # fmt: skip
    columns = [key, build.column("value"), build.column("time")]
    ranked = exp.select(*columns, build.named(place, "place")).from_(seen)
    equals = exp.Window(this=exp.Count(this=exp.Star()), partition_by=[key.copy()])
    return (
        exp.select(*columns, build.named(equals, "equals"))
        .from_(exp.alias_(ranked.subquery(), "ranked", table=True, quoted=True))
        .where(build.compare("=", build.column("place"), build.whole(1)))
    )


def _seen(events: Pass, fact: Aggregate) -> exp.Select:
    """How often each value was seen, and when last."""
    field = event_field(events.table, events.event, fact.field)
    time = event_field(events.table, events.event, None)
    return _known(events, fact).select(
        build.named(events.key, events.frame.key),
        build.named(field, "value"),
        build.named(exp.Count(this=exp.Star()), "often"),
        build.named(exp.Max(this=time), "time"),
    ).group_by(events.key, field)


def _known(events: Pass, fact: Aggregate, *more: exp.Expr) -> exp.Select:
    """The rows of events whose value is known, of which `more` may hold."""
    field = event_field(events.table, events.event, fact.field)
    known = exp.Not(this=exp.Is(this=field, expression=exp.null()))
    return events.rows().where(known, *events.filters(fact.of), *more)


def most_frequent(events: Pass, fact: Aggregate, first: str) -> exp.Query:
    """Per asked row the one `value` of the part `first`, which is what `ahead` gives."""
    alone = build.compare("=", build.column("equals"), build.whole(1))
    one = exp.select(build.column(events.frame.key), build.column("value")).from_(
        build.table(first)
    )
    return exp.union(one.where(alone), _last(events, fact, first), distinct=False)


def _last(events: Pass, fact: Aggregate, first: str) -> exp.Select:
    """Of equals the value of the event with the last id."""
    assert events.table.id is not None
    time = event_field(events.table, events.event, None)
    same = [
        build.compare("=", build.column(events.frame.key, first), events.key),
        build.compare("=", build.column("value", first),
                      event_field(events.table, events.event, fact.field)),
        build.compare("=", build.column("time", first), time),
    ]  # fmt: skip
    several = build.compare(">", build.column("equals", first), build.whole(1))
    identity = build.qualified(events.table.id, events.event)
    value = build.call("SEGUE_LAST", build.column("value", first), time.copy(), identity)
    return (
        _known(events, fact, several)
        .join(build.table(first), on=build.both(same))
        .select(
            build.named(events.key, events.frame.key),
            build.named(build.call("SEGUE_PICKED", value), "value"),
        )
        .group_by(events.key)
    )
