"""What Segue itself did, as rows of `sent`, `entered`, `left`, `set`, `given` and `used`.

The store says it already, so nothing is kept twice. Within a tick it is seen from a microsecond
later on, as any event that arrives then; what the tick will have done is told to it beforehand, in
a table for each event.
"""

from __future__ import annotations

from compiler.machine.gifts import is_use
from compiler.machine.holding import ACTS
from compiler.machine.rendering import text
from compiler.model.declarations import Event
from compiler.model.offers import CODE, GIFT, GIVEN, GIVEN_AT, USED
from compiler.model.project import Project
from compiler.model.values import Type
from compiler.sql.dialects import Dialect
from runtime.own_events import ORDER_DIGITS
from runtime.store.columns import own_columns, quoted, sql_type
from runtime.store.connection import Connection, dialect

_ENROLMENT = "e.\"campaign\" || '/' || p.\"key\" || '/' || e.\"cause\""
"""Its name (S15)."""

_SET = f"""
SELECT p."key", k."at" AS "time",
       {_ENROLMENT} || '/' || lpad(d."step_order"::VARCHAR, {ORDER_DIGITS}, '0') AS "id",
       {{value}} AS "f_value", d."campaign" AS "f_campaign", d."step" AS "f_step"
FROM {{store}}"set_rows" k JOIN {{store}}"decisions" d ON d."decision" = k."decision"
JOIN {{store}}"enrolments" e ON e."eid" = k."eid" JOIN {{store}}"people" p ON p."cid" = k."cid"
WHERE d."message" = '{{keeps}}'
"""

_DONE = {
    "entered": f"""
SELECT p."key", e."at" AS "time", {_ENROLMENT} AS "id", e."campaign" AS "f_campaign",
       CASE WHEN e."shadow" <> '' THEN 'held out' END AS "f_arm",
       nullif(e."shadow", '') AS "f_reason"
FROM {{store}}"enrolments" e JOIN {{store}}"people" p ON p."cid" = e."cid"
""",
    "left": f"""
SELECT p."key", d."at" AS "time", {_ENROLMENT} AS "id", e."campaign" AS "f_campaign",
       d."reason" AS "f_reason",
       CASE WHEN d."seq" = {ACTS} THEN d."at" - INTERVAL 1 MICROSECOND ELSE d."at" END AS "made"
FROM {{store}}"ended" d JOIN {{store}}"enrolments" e ON e."eid" = d."eid"
JOIN {{store}}"people" p ON p."cid" = e."cid"
""",
    "sent": """
SELECT p."key", m."at" AS "time", m."name" AS "id",
       left(m."name", length(m."name") - length(m."step") - 1) AS "enrolment",
       m."message" AS "f_message", m."channel" AS "f_channel", m."campaign" AS "f_campaign",
       m."step" AS "f_step"
FROM {store}"messages" m JOIN {store}"people" p ON p."cid" = m."cid"
WHERE NOT (starts_with(m."told", 'to ') AND NOT starts_with(m."told", 'to entry.'))
""",
}


_GIVEN = """
SELECT p."key", g."at" AS "time", g."name" AS "id", g."campaign" AS "f_campaign",
       g."step" AS "f_step", {field}
FROM {store}"gifts" g JOIN {store}"people" p ON p."cid" = g."cid"
WHERE g."offer" = '{offer}' AND g."code" IS NOT NULL
"""
_POINTS = 'CAST(g."code" AS DECIMAL(18, 6)) AS "f_points"'
_USED = """
SELECT p."key", e."time", concat(e."id", ' ', g."name") AS "id",
       greatest(e."arrival", g."at" + INTERVAL 1 MICROSECOND) AS "arrival",
       greatest(e."arrival", g."at") AS "made", {fields}
FROM {store}"event_{shop}" e JOIN {store}"gifts" g ON g."cid" = e."cid"
JOIN {store}"people" p ON p."cid" = g."cid"
WHERE g."offer" = '{offer}' AND {is_use}
"""
_OF_GIFT = {"campaign": '"campaign"', "step": '"step"', CODE: '"code"', GIFT: '"name"',
            GIVEN_AT: '"at"'}  # fmt: skip


def made(event: Event) -> str:
    """The column that says at which instant it came to be; of what an act did, the last instant
    before, since the tick that begins there finds it done."""
    return '"made"' if event.own in (USED, "left") else '"time"'


def seen(event: Event) -> str:
    """The column that says from when on it is seen, where a row `r` has none of its own."""
    return "" if event.own == USED else ', r."time" + INTERVAL 1 MICROSECOND AS "arrival"'


def query_of(project: Project, event: Event, store: str, spoken: Dialect) -> str:
    """What stands of it in a store (`live.main.`), whose database speaks this dialect, in DuckDB's
    words."""
    if event.keeps:
        return _SET.format(store=store, keeps=event.keeps, value=_read(event.fields[0].type))
    if not event.offer:
        return _DONE[event.own].format(store=store)
    if event.own == GIVEN:
        given = project.offers[event.offer]
        field = 'g."code" AS "f_code"' if given.points is None else _POINTS
        return _GIVEN.format(store=store, offer=event.offer, field=field)
    offer = project.offers[event.offer]
    assert offer.used_by is not None
    fields = ", ".join(
        f"g.{_OF_GIFT[name]} AS {quoted(f'f_{name}')}" if name in _OF_GIFT
        else f"e.{quoted(f'f_{name}')}" for name in (field.name for field in event.fields)
    )  # fmt: skip
    return _USED.format(
        store=store, offer=event.offer, shop=offer.used_by.event, fields=fields,
        is_use=text(is_use(project, offer), spoken),
    )  # fmt: skip


def needed(project: Project, event: Event) -> dict[str, set[str]]:
    """The tables of a store that not every store has, from which it is read, with their columns:
    for gifts, and for their use the event of the shop with all its fields."""
    found = {"enrolments": {"eid"}}
    if event.offer:
        found["gift_rows"] = {"code"}
    used_by = project.offers[event.offer].used_by if event.offer else None
    if event.own == USED and used_by is not None:
        shop = project.events[used_by.event]
        found[f"event_{shop.name}"] = {f"f_{field.name}" for field in shop.fields} | {"cid"}
    return found


def make(connection: Connection, project: Project, event: Event) -> None:
    """Make the view of what stands in this store, and, where there is none yet, the table of what
    the tick under way is told that it will have done."""
    look(connection, project, event)
    columns = ", ".join(f"{quoted(name)} {kind}" for name, kind in own_columns(event).items())
    connection.execute(f"CREATE TEMP TABLE IF NOT EXISTS {told(event)} ({columns})")


def look(
    connection: Connection, project: Project, event: Event, store: str = ""
) -> None:
    """Let the view show what stands in a store (`live.main.`; else this one): `key`, `time`, `id`,
    `enrolment` where it is about a message, `f_<field>`."""
    query = query_of(project, event, store, dialect(connection))
    connection.execute(f"CREATE OR REPLACE TEMP VIEW {done(event)} AS {query}")


def _read(kind: Type) -> str:
    """What is set, from its text (`runtime.kept`)."""
    if kind is Type.YES_NO:
        return "k.\"value\" = 'yes'"
    return f'TRY_CAST(k."value" AS {sql_type(kind)})'


def rows(event: Event) -> str:
    """All of it, as a query."""
    return f"SELECT * FROM {done(event)} UNION ALL BY NAME SELECT * FROM {told(event)}"


def done(event: Event) -> str:
    """The view of what stands in a store."""
    return quoted(f"done_{event.name}")


def told(event: Event) -> str:
    """The table of what a tick is told."""
    return quoted(f"told_{event.name}")
