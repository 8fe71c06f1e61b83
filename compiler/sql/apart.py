"""Facts that need their events in a shape of their own: a query each (S13)."""

from __future__ import annotations

from datetime import timedelta

from sqlglot import exp

from compiler.model.conditions import HasFollowed
from compiler.model.values import Aggregate, Occurrences
from compiler.model.windows import Duration
from compiler.sql import build
from compiler.sql.clocks import RowClock
from compiler.sql.facts import middle_days
from compiler.sql.passes import Pass, between, bound, event_field


def median_gap(events: Pass, fact: Aggregate) -> exp.Select:
    """Per asked row the median of the gaps between neighbouring events, in days."""
    since = between(events.key, event_field(events.table, events.event, None))
    gaps = events.rows().where(*events.filters(fact.of)).select(
        build.named(events.key, events.frame.key),
        build.named(since, "gap"),
    )
    gap = build.column("gap")
    key = build.column(events.frame.key)
    sorted_gaps = (
        exp.select(key, build.named(build.call("SEGUE_LISTED", gap), "gaps"))
        .from_(exp.alias_(gaps.subquery(), "between", table=True, quoted=True))
        .where(exp.Not(this=exp.Is(this=gap.copy(), expression=exp.null())))
        .group_by(key)
    )
    return exp.select(key, build.named(middle_days(build.column("gaps")), "value")).from_(
        exp.alias_(sorted_gaps.subquery(), "sorted", table=True, quoted=True)
    )


SOON = timedelta(days=1)


def followed(events: Pass, then: Pass, fact: HasFollowed) -> exp.Select:
    """The asked rows for which there is such a pair of events, each once. What follows soon is
    rarely more than one, so that all pairs are found by a join, which engines do in fewer steps;
    where there may be many, they can stop at the first."""
    behind = Pass(then.frame, f"{then.event} then", then.table, then.asked, then.outer)
    table, pair = behind.table.behind_from(behind.event), _pair(events, behind, fact)
    found = events.rows().where(*events.filters(fact.first))
    if fact.negated or not _is_soon(fact.within):
        exists: exp.Expr = exp.Exists(this=exp.select(build.whole(1)).from_(table).where(*pair))
        found = found.where(exp.Not(this=exists) if fact.negated else exists)
    else:
        found = found.join(table, on=build.both(pair))
    return found.select(build.named(events.key, events.frame.key)).distinct()


def _is_soon(within: Duration) -> bool:
    return within.exact is not None and within.exact <= SOON


def _pair(first: Pass, then: Pass, fact: HasFollowed) -> list[exp.Expr]:
    """What the second event must meet, beside the first."""
    return [
        *_same_customer(first, then),
        *_after(first, then, fact),
        *then.filters(fact.then),
        *_not_before(then, fact),
    ]


def _not_before(then: Pass, fact: HasFollowed) -> list[exp.Expr]:
    """What follows is not before the window of the first, which is said where it is a constant:
    engines need not look at older events."""
    border = bound(fact.first.window, then.frame)
    if border is None:
        return []
    return [build.compare(">=", event_field(then.table, then.event, None), border.expression)]


def _same_customer(first: Pass, then: Pass) -> list[exp.Expr]:
    customer = build.qualified(first.table.customer, first.event)
    same = build.compare("=", build.qualified(then.table.customer, then.event), customer)
    return [same, *then.frame.visible(then.table, then.event, then.asked or "")]


def _after(first: Pass, then: Pass, fact: HasFollowed) -> list[exp.Expr]:
    """Later by (time, kind, id), and at most `within` later by time."""
    earlier = event_field(first.table, first.event, None)
    later = event_field(then.table, then.event, None)
    clock = RowClock(earlier, first.frame.clock.zone, first.frame.tables.zones)
    close = build.compare("<=", later.copy(), clock.shifted(fact.within, 1).expression)
    if fact.first.event != fact.then.event:
        op = ">=" if fact.then.event > fact.first.event else ">"
        return [build.compare(op, later, earlier), close]
    assert first.table.id is not None
    one, other = (build.qualified(first.table.id, side.event) for side in (first, then))
    by_id = build.compare(
        ">", build.call("SEGUE_BYTES", other), build.call("SEGUE_BYTES", one)
    )
    same_time = build.both([build.compare("=", later.copy(), earlier.copy()), by_id])
    return [build.either([build.compare(">", later, earlier), same_time]), close]



def exists(events: Pass, of: Occurrences) -> exp.Expr:
    """Whether there is one; never unknown."""
    assert events.asked is not None
    mine = events.frame.joined(events.table, events.event, events.asked)
    seen = events.frame.visible(events.table, events.event, events.asked)
    found = exp.select(build.whole(1)).from_(events.table.behind_from(events.event))
    return exp.Exists(this=found.where(mine, *seen, *events.filters(of)))
