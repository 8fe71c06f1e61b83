"""Who waits for what a clock shows is timed anew where the rules of clocks have changed (S4).

Governments move clocks at short notice, and a new release of `tzdata` says so. The store keeps the
offsets of its zones; where they are of another release, they are made anew, and with them the
instants that hang on them and have not come yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from compiler.machine.holding import ACTS
from compiler.machine.places import Place
from compiler.machine.rendering import Rendering, text
from compiler.machine.retiming import by_clock, retimed
from compiler.machine.setting import Setting, queue
from compiler.machine.wording import Decision
from compiler.model.steps import Pass, Step
from compiler.zones import release
from runtime.engines.along import FIRST
from runtime.engines.database import stored
from runtime.engines.layout import numbered
from runtime.journal import Kind
from runtime.store import renew_zones
from runtime.store.connection import Connection, dialect


def retime(connection: Connection, renderings: Sequence[Rendering], until: datetime | None) -> None:
    """Brings the zones' rows up to the installed `tzdata`, and who waits in a store that has run up
    to `until` (aware; None: it has not begun) with them."""
    if not renew_zones(connection) or until is None:
        return
    connection.execute('CREATE OR REPLACE TEMP TABLE "near" AS SELECT * FROM "zones"')
    for setting in (rendering.setting for rendering in renderings):
        for place in setting.machine.places:
            for column, step in by_clock(setting.machine, place):
                _retime(connection, setting, place, (column, step), until)


def _retime(
    connection: Connection, setting: Setting, place: Place, of: tuple[str, Step | Pass],
    until: datetime,
) -> None:  # fmt: skip
    column, step = of
    now = {"at": stored(until)}
    found = text(retimed(setting, place, column), dialect(connection))
    connection.execute(f'CREATE OR REPLACE TEMP TABLE "retimed" AS {found}', now)
    if connection.execute('SELECT 1 FROM "retimed" LIMIT 1').fetchone() is None:
        return
    words = Decision(Kind.RETIMED, "S4", step.order, step.id, reason=release())
    decision = numbered(connection, setting.machine, [words])[words]
    connection.execute(_JOURNAL, now | {"acts": ACTS, "first": FIRST, "decision": decision})
    connection.execute(_MOVE.format(queue=queue(place), column=column))


_JOURNAL = """
INSERT INTO "journal_rows" BY NAME
SELECT $at AS "at", $acts AS "seq", $first AS "phase", "cid", "eid", $decision AS "decision",
       '' AS "cause"
FROM "retimed"
"""
_MOVE = """
UPDATE "{queue}" AS q SET "{column}" = r."now" FROM "retimed" AS r
WHERE r."eid" = q."eid" AND r."due_at" = q."due_at"
"""
