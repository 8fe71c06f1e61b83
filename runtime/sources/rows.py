"""How the rows of a declaration are read: under the names of the store's columns."""

from __future__ import annotations

from collections.abc import Mapping

from sqlglot import exp

from compiler.model.values import Type
from compiler.sql import build
from compiler.sql.versions import following
from runtime.sources.reading import CUSTOMERS, PRODUCTS, Column, Reading, joined


def joined_by(found: Mapping[str, Reading]) -> str | None:
    """The SQL type by which customers and events join as they stand, where the keys of all tables
    are of one sort (integers of any width are); None: all are made text."""
    sorts = {
        _sort(reading.roles["key" if name == CUSTOMERS else "customer"])
        for name, reading in found.items()
        if reading.what != PRODUCTS
    }
    return sorts.pop() if len(sorts) == 1 and sorts <= {"BIGINT", "VARCHAR"} else None


def _sort(column: Column) -> str:
    return "BIGINT" if column.family == "whole" else column.native


def rows_of(reading: Reading, native: bool) -> exp.Select:
    """The customers, the events or a record, under the names of the store's columns; `native`:
    joined by their keys as these stand."""
    columns = {f"f_{name}": column.read for name, column in reading.fields.items()}
    columns |= {f"f_{name}": each.read for name, each in reading.lists.items()}
    key = reading.roles["key" if reading.name == CUSTOMERS else "customer"]
    own = {"customer": key.raw if native else key.key}
    query = exp.select().from_(reading.raw.source.copy())
    if reading.name == CUSTOMERS:
        own["key"] = key.key
        query = query.where(_known(key))
        if "version" in reading.roles:
            own |= _span(reading, key)
            query = query.where(build.negated(exp.Is(this=own["since"], expression=exp.Null())))
    elif reading.stands:
        own["id"] = reading.roles["id"].key
        query = query.where(_known(reading.roles["id"]))
    else:
        own["time"] = reading.roles["time"].value
        own["arrival"] = _arrival(reading)
        own["id"] = _id(reading)
    chosen = [build.named(value.copy(), name) for name, value in {**own, **columns}.items()]
    return query.select(*chosen)


def _span(reading: Reading, key: Column) -> dict[str, exp.Expr]:
    """From when until when a version holds. Of several since one instant the smallest row does, as
    of several of one key elsewhere; the others hold for no time."""
    since = reading.roles["version"].value
    name = build.call("SEGUE_NFC", key.key) if key.family == "text" else key.key
    values = [column.ordered for column in reading.fields.values()]
    return {"since": since, "until": following(name, since, values)}


def _known(column: Column) -> exp.Expr:
    return build.negated(exp.Is(this=column.raw.copy(), expression=exp.Null()))


def _arrival(reading: Reading) -> exp.Expr:
    """The later of `time` and `arrived` (S5); where `arrived` is unknown, the time."""
    time = reading.roles["time"].value
    if "arrived" not in reading.roles:
        return time
    arrived = reading.roles["arrived"].value
    return build.call("GREATEST", time.copy(), build.coalesce(arrived.copy(), time.copy()))


def _id(reading: Reading) -> exp.Expr:
    """The id, else the hash of all that is declared (S11); the recorder adds the running number."""
    columns = [column for name, column in reading.roles.items() if name != "id"]
    parts = [column.key if column.field.type is Type.TEXT else column.value for column in columns]
    parts += [
        joined(column.read) if column.field.type is Type.TEXTS else column.read
        for column in reading.fields.values()
    ]
    unknown, between = build.call("CHR", build.whole(30)), build.call("CHR", build.whole(31))
    written = [
        build.coalesce(build.cast(part.copy(), "VARCHAR"), unknown.copy()) for part in parts
    ]
    hashed = build.call("MD5", build.call("CONCAT_WS", between, *written))
    return build.coalesce(reading.roles["id"].key, hashed) if "id" in reading.roles else hashed


def mark_of(reading: Reading) -> exp.Expr:
    """A hash over the columns that tell an event's row from another, as they stand."""
    columns = list(reading.roles.values())
    if "id" not in reading.roles:
        columns += reading.fields.values()
    return build.call("SEGUE_HASH", *(column.raw.copy() for column in columns))
