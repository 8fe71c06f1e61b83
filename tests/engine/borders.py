"""Scenes whose instants lie exactly on borders, run on both executors.

Generated worlds meet such instants now and then; here each is met on purpose, so that an
engine that takes a border for the other side is told at once, and which border it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache

from compiler.model.project import Project
from compiler.model.values import Plain
from compiler.zones import to_instant
from runtime.acts import Act
from runtime.history import History, Occurrence, Version
from runtime.journal import Kind, Row
from tests.differential import acts
from tests.engine.compared import by_interpreter, engine_for, project, told
from tests.engine.shop import BEGINNING, KNOWN, LOUD, MESSAGES

NEW_YORK = "America/New_York"
INSTANT = timedelta(microseconds=1)
"""The shortest time there is: one such step beyond a border is on its other side."""

UNTIL = BEGINNING + timedelta(days=5)
FIELDS: dict[str, Plain | None] = {
    "city": "Seoul", "email": "a@shop.example", "phone": "010-1", "timezone": "Etc/UTC",
    "wants_mail": True, "wants_text": True,
}  # fmt: skip


@cache
def shop(*campaigns: str, policy: str = LOUD) -> Project:
    """The shop of the other tests with these campaigns and this policy; one and the same for the
    same, so that its queries are made once."""
    return project("\n".join([KNOWN, policy, MESSAGES, *campaigns]))


def at(civil: str, zone: str = "Etc/UTC") -> datetime:
    """The instant of `03-06 10:00` of 2026 on a clock."""
    return to_instant(datetime.fromisoformat(f"2026-{civil}"), zone)


def does(
    kind: str, time: datetime, *, id: str = "", arrival: datetime | None = None,
    **fields: Plain | None,
) -> Occurrence:  # fmt: skip
    """An event without a name of its own is named by its kind and time."""
    return Occurrence(kind, id or f"{kind} {time:%d %H%M%S%f}", time, arrival or time, fields)


def unsubscribes(time: datetime, channel: str | None = None) -> Occurrence:
    return Occurrence("unsubscribed", f"off {time:%d %H%M}", time, time, {"channel": channel}, "")


def somebody(
    key: str, *events: Occurrence,
    changes: Sequence[tuple[datetime, Mapping[str, Plain | None]]] = (), **fields: Plain | None,
) -> History:  # fmt: skip
    """A customer whom everything reaches; `changes` are recorded at their instants."""
    held = {**FIELDS, **fields}
    versions = [Version(None, held)]
    for since, changed in changes:
        held = {**held, **changed}
        versions.append(Version(since, held))
    return History(
        key, tuple(versions), tuple(sorted(events, key=lambda each: (each.arrival, *each.order)))
    )


def agreed(shop: Project, *known: History, done: Sequence[Act] = ()) -> list[Row]:
    """The interpreter's journal, after the engine has written the same: at once, and in ticks
    that end exactly where something is decided. `done`: what people do to campaigns."""
    rows = by_interpreter(shop, known, BEGINNING, UNTIL, acts=done)
    decided = sorted({row.at for row in rows if row.at > BEGINNING})
    for ends in ([UNTIL], [*decided, UNTIL]):
        engine = engine_for(shop, known, BEGINNING)
        for end in acts.cut(done, ends):
            acts.do(engine.connection, done, engine.until)
            engine.tick(end)
        assert told(engine.journal()) == told(rows)
    return rows


def said(rows: Sequence[Row], customer: str, *kinds: Kind) -> list[str]:
    """What was decided on a customer, in short: `03-06 10:00 c planned`; with seconds where the
    instant lies between minutes."""
    return [
        " ".join(filter(None, (_written(row.at), row.campaign, row.kind, row.reason)))
        for row in rows
        if row.customer == customer and row.kind in kinds
    ]


def _written(instant: datetime) -> str:
    civil = instant.astimezone(UTC)
    return f"{civil:%m-%d %H:%M}" if not civil.microsecond else f"{civil:%m-%d %H:%M:%S.%f}"
