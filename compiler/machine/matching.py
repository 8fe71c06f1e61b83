"""Events that a campaign names, as conditions over an event row and an enrolment row (S14).

The aliases: `r` the enrolment or candidate, `e` the event, `k` the customer as of the event.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlglot import exp

from compiler.machine.records import fields_at_event, with_record_at_event
from compiler.machine.setting import Setting
from compiler.machine.template import column, field, sql
from compiler.model.occurring import Occurring
from compiler.model.values import CustomerField
from compiler.sql.rows import RowScope, row_clock, row_condition
from compiler.walk import walk


def where(
    setting: Setting, on: Occurring, entry: Mapping[str, str] | None = None
) -> list[exp.Expr]:
    """The `where` of what a campaign names, as of the event's own position. `entry`: the columns
    of `r` that hold the entry's fields, where they are not those of the context."""
    if on.where is None:
        return []
    project = setting.project
    names = setting.context.entry if entry is None else entry
    known = {name: column(held, "r") for name, held in names.items()}
    scope = RowScope(
        clock=row_clock(project, column("arrival", "e")),
        event={each.name: field(each.name, "e") for each in project.events[on.event].fields},
        time=column("time", "e"),
        entry=known | fields_at_event(setting),
        entry_time=column("entry_time", "r"),
        answers={key: column(held, "r") for key, held in setting.context.answers.items()},
        customer={each.name: field(each.name, "k") for each in project.customers.fields},
    )
    return [row_condition(on.where, scope)]


def event_field(setting: Setting, event: str, name: str) -> exp.Column:
    """A field of the event `e`; its time reads like one."""
    declared = setting.project.events[event].field(name)
    return column("time", "e") if declared is None else field(name, "e")


def with_others(setting: Setting, found: exp.Select, on: Occurring) -> exp.Select:
    """The query over events `e` and enrolments `r`, joined with what the condition looks at beside
    them, as of these events."""
    return with_record_at_event(setting, with_customer(found, on), on)


def with_customer(found: exp.Select, on: Occurring) -> exp.Select:
    """The query over events `e`, joined with their customers `k` as of these events where the
    condition looks at them."""
    if on.where is None or not any(isinstance(part, CustomerField) for part in walk(on.where)):
        return found
    customers = exp.alias_(exp.to_table("customers"), "k", table=True, copy=False)
    return found.join(customers, on=known_at_event(), join_type="left", copy=False)


def known_at_event() -> exp.Expr:
    """Whether `k` is the version of the event's customer that the event sees (S7)."""
    return sql("k.cid = e.cid AND k.since < e.arrival AND k.until >= e.arrival")


def after_entry(setting: Setting, on: Occurring, id: str = "entry_id") -> exp.Expr:
    """Whether the event is after the entering one by (time, kind, id), or after a schedule's
    instant. `id`: the column of the entering event's id."""
    if setting.by_kinds:
        return sql(
            "(e.time > r.entry_time OR (e.time = r.entry_time AND (:kind > r.entry_kind"
            " OR (:kind = r.entry_kind AND e.id > :id))))",
            kind=exp.Literal.string(on.event),
            id=column(id, "r"),
        )
    for entering in setting.entering:
        if entering == on.event:
            return sql(
                "(e.time > r.entry_time OR (e.time = r.entry_time AND e.id > :id))",
                id=column(id, "r"),
            )
        if entering.encode() < on.event.encode():
            return sql("e.time >= r.entry_time")
    return sql("e.time > r.entry_time")


def conditions(
    setting: Setting,
    on: Occurring,
    entry: Mapping[str, str] | None = None,
    id: str = "entry_id",
) -> list[exp.Expr]:
    """Everything but the position that makes an event one that the campaign names. `mine`: only
    events about this enrolment's messages."""
    own = [sql("e.enrolment = r.name")] if on.mine else []
    return [after_entry(setting, on, id), *own, *where(setting, on, entry)]
