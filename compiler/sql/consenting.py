"""Who took a consent back and has not given it again (S24)."""

from __future__ import annotations

from sqlglot import exp

from compiler.model.conditions import Withdrawn
from compiler.sql import build
from compiler.sql.frames import TIMER
from compiler.sql.passes import Pass
from compiler.sql.tables import Table


def withdrawn(events: Pass, fact: Withdrawn) -> exp.Select:
    """The asked rows for which there is such an event, each once."""
    found = events.rows().where(*events.filters(fact.of))
    turned = None if fact.consent is None else _turned(events, fact.consent)
    if turned is not None:
        found = found.where(exp.Not(this=exp.Exists(this=_since(events, turned))))
    return found.select(build.named(events.key, events.frame.key)).distinct()


def _since(events: Pass, turned: Table) -> exp.Select:
    """The changes that came after an event and are visible to the asked row."""
    arrival = events.table.arrival if events.table.arrival is not None else events.table.time
    assert arrival is not None and turned.time is not None
    theirs = build.qualified(turned.customer, TURNED)
    same = build.compare("=", theirs, build.qualified(events.table.customer, events.event))
    since = build.qualified(turned.time, TURNED)
    after = build.compare(">", since, build.qualified(arrival, events.event))
    seen = events.frame.visible(turned, TURNED, events.asked or "")
    rows = exp.select(build.whole(1)).from_(turned.behind_from(TURNED))
    return rows.where(same, after, *seen, build.column("turned", TURNED))


TURNED = "consents"


def _turned(events: Pass, consent: str) -> Table | None:
    """The versions of customers with whether the consent became yes there; None where there is one
    version each. A change is recorded by a timer: events at its instant do not see it (S7)."""
    customers = events.frame.tables.customers
    if customers.since is None:
        return None
    given = customers.fields[consent]
    order = exp.Order(expressions=[exp.Ordered(this=customers.since.copy(), nulls_first=False)])
    before = exp.Window(
        this=exp.Lag(this=given.copy()), partition_by=[customers.customer.copy()], order=order
    )
    turned = build.both([given.copy(), build.negated(build.coalesce(before, exp.false()))])
    rows = exp.select(
        build.named(customers.customer.copy(), "customer"),
        build.named(customers.since.copy(), "since"), build.named(turned, "turned"),
    ).from_(customers.source.copy()).where(_of_these(events, customers))  # fmt: skip
    since, timer = build.column("since"), build.whole(TIMER)
    return Table(rows.subquery(), build.column("customer"), time=since, seq=timer)


def _of_these(events: Pass, customers: Table) -> exp.Expr:
    """Few customers ever take a consent back."""
    asked = exp.select(events.table.customer.copy()).from_(events.table.source.copy())
    return exp.In(this=customers.customer.copy(), query=asked.subquery())
