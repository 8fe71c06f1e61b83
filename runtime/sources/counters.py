"""Whether the rows of a table of PostgreSQL may have changed, told by the server's own counters of
what was inserted, updated and deleted.

They are read before the transaction that reads the rows begins, so that what they count is seen by
it. A session that writes all the time tells the server of it once in a second, so of a table of
events that has just changed they say nothing, and it is looked at whatever they say.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from time import monotonic

import sqlglot
from sqlglot import exp

from runtime.postgres import Session
from runtime.settings import TableSettings
from runtime.sources.reading import Reading
from runtime.sources.select import read_select

_BEHIND = """
SELECT c.relkind, c.oid, pg_relation_filenode(c.oid), pg_stat_get_tuples_inserted(c.oid),
       pg_stat_get_tuples_updated(c.oid), pg_stat_get_tuples_deleted(c.oid)
FROM pg_rewrite AS r JOIN pg_depend AS d ON d.objid = r.oid
  AND d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
JOIN pg_class AS c ON c.oid = d.refobjid
WHERE r.ev_class = to_regclass(%s) AND c.oid <> r.ev_class
GROUP BY c.oid, c.relkind ORDER BY c.oid
"""

_STEADY = (
    exp.And, exp.Or, exp.Cast, exp.Coalesce, exp.Nullif, exp.Case, exp.If, exp.Lower, exp.Upper,
    exp.Trim, exp.Concat, exp.Abs, exp.Round,
)  # fmt: skip
"""What gives the same for the same rows, whenever it is asked."""

LAG = 15.0
"""Seconds by which the counters may be behind: a session that has become idle tells within ten."""

_PASSING = ("now", "today", "tomorrow", "yesterday")
"""What these texts are as times hangs on when they are read."""


class Counters:
    """Of the views of what the shop has, by the names of declarations."""

    def __init__(
        self,
        session: Session,
        readings: Mapping[str, Reading],
        views: Mapping[str, str],
        tables: Mapping[str, TableSettings],
        root: Path,
    ) -> None:
        """`views`: how each view is called, as it stands in SQL."""
        self._session = session
        self._read: dict[str, str | None] = {}
        self._changed: dict[str, float] = {}
        self._events = {name for name, each in readings.items() if "time" in each.roles}
        counted = session.execute("SHOW track_counts").fetchone() == ("on",)
        self._views = {
            name: view for name, view in views.items()
            if counted and _is_steady(tables[readings[name].raw.name], root)
        }  # fmt: skip

    def refresh(self) -> None:
        """Read them anew, outside of any transaction."""
        read = {name: self._of(view) for name, view in self._views.items()}
        for name in self._events & read.keys():
            if name in self._read and read[name] != self._read[name]:
                self._changed[name] = monotonic()
        self._read = read

    def __call__(self, name: str) -> str | None:
        if name in self._changed and monotonic() < self._changed[name] + LAG:
            return None
        return self._read.get(name)

    def _of(self, view: str) -> str | None:
        found = self._session.execute(_BEHIND, [view]).fetchall()
        if not found or any(kind not in ("r", "m") for kind, *_ in found):
            return None  # parts of a table, and tables of other servers, are counted elsewhere
        return hashlib.sha256(repr((view, found)).encode()).hexdigest()


def _is_steady(table: TableSettings, root: Path) -> bool:
    """Whether what is read hangs on the rows of tables alone."""
    if table.sql is None:
        return True
    try:
        tree = sqlglot.parse_one(read_select(table.sql, root, "postgres"), dialect="postgres")
    except sqlglot.errors.SqlglotError:
        return False
    nodes = list(tree.walk())
    return not any(
        (isinstance(node, exp.Func) and not isinstance(node, _STEADY))
        or isinstance(node, exp.TableSample)
        or (isinstance(node, exp.Literal) and node.name.lower().strip() in _PASSING)
        for node in nodes
    )
