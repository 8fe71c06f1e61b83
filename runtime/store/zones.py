"""The table of zones that engines join instead of converting civil times themselves (S4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import pairwise

from compiler.zones import offsets, release, zone
from runtime.store.connection import Connection

ENDLESS = "infinity"


def fill_zones(connection: Connection, names: Iterable[str]) -> set[str]:
    """Add the rows of the zones among `names` that the table lacks, and say which these are; names
    of no zone are left out, so that a join finds none (S4). Where it has none yet, all of it is of
    the installed rules of clocks."""
    present = connection.execute('SELECT DISTINCT "zone" FROM "zones"').fetchall()
    wanted = set(names) - {name for (name,) in present}
    added = {name for name in wanted if zone(name) is not None}
    rows = [row for name in sorted(added) for row in _rows(name)]
    if rows:
        columns = [list(column) for column in zip(*rows, strict=True)]
        connection.execute(
            'INSERT INTO "zones" SELECT unnest($1::VARCHAR[]), unnest($2::TIMESTAMP[]), '
            "unnest($3::TIMESTAMP[]), unnest($4::TIMESTAMP[]), unnest($5::TIMESTAMP[]), "
            "unnest($6::BIGINT[])",
            columns,
        )
    if rows and not present:
        connection.execute('DELETE FROM "clocks"')
        connection.execute('INSERT INTO "clocks" VALUES ($1)', [release()])
    return added


def renew_zones(connection: Connection) -> bool:
    """Makes the rows anew where they are of another release of the rules of clocks than the
    installed one; whether any is another now. What those of such zones were is in the temporary
    table `zones_before`."""
    row = connection.execute('SELECT "tzdata" FROM "clocks"').fetchone()
    if row == (release(),):
        return False
    names = connection.execute('SELECT DISTINCT "zone" FROM "zones"').fetchall()
    connection.execute('CREATE OR REPLACE TEMP TABLE "zones_before" AS SELECT * FROM "zones"')
    connection.execute('DELETE FROM "zones"')
    fill_zones(connection, [name for (name,) in names])
    connection.execute(_ONLY_OTHERS)
    return connection.execute('SELECT 1 FROM "zones_before" LIMIT 1').fetchone() is not None


_ONLY_OTHERS = """
DELETE FROM "zones_before" WHERE "zone" NOT IN (
  SELECT "zone" FROM (SELECT * FROM "zones_before" EXCEPT SELECT * FROM "zones") AS b
  UNION SELECT "zone" FROM (SELECT * FROM "zones" EXCEPT SELECT * FROM "zones_before") AS a
)
"""


def _rows(name: str) -> Iterator[tuple[str, str, str, str, str, int]]:
    listed = offsets(name)
    for row, after in pairwise((*listed, None)):
        assert row is not None
        utc_end = _written(after.utc_from) if after else ENDLESS
        civil_end = _written(after.civil_from) if after else ENDLESS
        start, civil = _written(row.utc_from), _written(row.civil_from)
        yield name, start, utc_end, civil, civil_end, row.seconds


def _written(moment: datetime) -> str:
    if moment.tzinfo is not None:
        moment = moment.astimezone(UTC).replace(tzinfo=None)
    return moment.isoformat(" ")
