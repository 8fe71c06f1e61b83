"""The store's journal as the rows that executors are compared by."""

from __future__ import annotations

from collections.abc import Mapping

from compiler.machine.holding import ACTS
from compiler.machine.positions import ENTRIES, TIMER
from compiler.model.entries import OnDate
from compiler.model.project import Project
from runtime.archive.whole import whole_journal
from runtime.engines.database import aware, literal
from runtime.journal import Kind, Row
from runtime.store.catalog import tables
from runtime.store.connection import Connection


def read_journal(
    connection: Connection, project: Project, ranks: Mapping[str, int]
) -> list[Row]:
    """All rows, by customer, position (events before timers, phase), campaign, order of entry,
    and order of the steps. Where dates of records let in, several of a customer may enter a
    campaign at one position, or be refused: in the order of their causes."""
    whole = whole_journal(connection)
    events = _names_of_events(connection, project, whole)
    found = connection.execute(
        'SELECT j."at", j."seq", p."key", j."campaign", j."version", '
        """coalesce(n."cause", nullif(j."cause", '')), """
        'j."kind", j."step", j."message", j."channel", j."arm", j."reason", '
        'j."rule", j."phase", j."eid", j."step_order" '
        f'FROM {whole} AS j JOIN "people" AS p ON p."cid" = j."cid" '
        'LEFT JOIN "enrolments" AS n ON n."eid" = j."eid"'
    ).fetchall()
    by_records = {
        each.name for each in project.campaigns.values()
        if isinstance(each.entry, OnDate) and each.entry.record is not None
    }  # fmt: skip
    found.sort(
        key=lambda row: (
            row[2], row[0], row[1], row[13], ranks.get(row[3], len(ranks)), row[3],
            row[5] if row[13] == ENTRIES and row[3] in by_records else "",
            row[14] or 0, row[15], row[5] or "",
        )
    )  # fmt: skip
    return [
        Row(
            at=aware(at),
            position="" if seq in (TIMER, ACTS) else events[seq],
            customer=key,
            campaign=campaign,
            version=version,
            cause=cause or events[seq],
            kind=Kind(kind),
            step=step,
            message=message,
            channel=channel,
            arm=arm,
            reason=reason,
            rule=rule,
        )
        for at, seq, key, campaign, version, cause, kind, step, message, channel, arm, reason,
        rule, *_ in found
    ]  # fmt: skip


def _names_of_events(connection: Connection, project: Project, whole: str) -> dict[int, str]:
    """`KIND ID` of every event that the journal stands at, also of kinds that the project no
    longer declares."""
    recorded = (table.removeprefix("event_") for table in tables(connection, "event_"))
    kinds = dict.fromkeys([*project.events, *recorded])
    if not kinds:
        return {}
    events = " UNION ALL ".join(
        f'SELECT {literal(name)} AS "kind", "seq", "id" FROM "event_{name}"' for name in kinds
    )
    rows = connection.execute(
        f'SELECT "seq", "kind", "id" FROM ({events}) AS e'
        f' WHERE "seq" IN (SELECT "seq" FROM {whole})'
    ).fetchall()
    return {seq: f"{kind} {id}" for seq, kind, id in rows}
