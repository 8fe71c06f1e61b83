"""The record whose date let in, as it stands at a position (S6): its fields are looked up there,
and are not carried along."""

from __future__ import annotations

from sqlglot import exp

from compiler.machine.positions import version_seen
from compiler.machine.setting import Setting
from compiler.machine.template import column, field, named, query, sql
from compiler.model.occurring import Occurring
from compiler.model.values import EntryField
from compiler.walk import walk


def with_record(setting: Setting, rows: exp.Query) -> exp.Query:
    """The rows (with `cid`, `record`, `at`, `seq`) and the fields of their record that the campaign
    looks at, unknown where it is gone."""
    if not setting.record_fields:
        return rows
    found = query(
        "SELECT r.* FROM :rows AS r LEFT JOIN :records AS b ON b.id = r.record AND :seen",
        rows=rows, records=setting.records, seen=version_seen("b", "r"),
    )  # fmt: skip
    held = setting.record_fields.items()
    return found.select(*(named(field(name, "b"), to) for name, to in held), copy=False)


def with_record_at_event(setting: Setting, found: exp.Select, on: Occurring) -> exp.Select:
    """The query over enrolments `r` and events `e`, joined with the records `b` as of these events
    where the condition looks at them."""
    looks = on.where is not None and any(isinstance(each, EntryField) for each in walk(on.where))
    if not setting.by_record or not looks:
        return found
    records = exp.alias_(exp.to_table(setting.records, quoted=True), "b", table=True, copy=False)
    seen = sql(
        "b.id = r.record AND b.cid = e.cid AND b.since < e.arrival AND b.until >= e.arrival"
    )
    return found.join(records, on=seen, join_type="left", copy=False)


def fields_at_event(setting: Setting) -> dict[str, exp.Expr]:
    """The fields of the record `b`."""
    return {name: field(name, "b") for name in setting.record_fields}


def held(setting: Setting) -> dict[str, exp.Expr]:
    """The fields of the record as columns of rows that have them."""
    return {name: column(to) for name, to in setting.record_fields.items()}
