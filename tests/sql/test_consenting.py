"""`reachable by` over a store: addresses, consents, and who unsubscribed since (S24)."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from compiler.sql.probe import Inline
from compiler.sql.queries import Key, segment_query
from compiler.sql.tables import store_tables
from runtime import store
from runtime.interpreter import members
from runtime.interpreter.view import Populations
from runtime.looking.histories import histories
from runtime.sources.duckdb import DuckReader
from tests.compiler.asking import project

SHOP = project(
    """
customers from shop.customers
  key    from id
  email  email
  wants  yes/no

channel mail
  to email
  with consent wants

segment reached
  reachable by mail
""",
    base="",
)
AT = datetime(2026, 3, 10, tzinfo=UTC)

MARCH = "2026-03-"
Off = tuple[str, str | None]
CASES: dict[str, tuple[list[tuple[str, str | None, bool | None]], list[Off], bool]] = {
    "consents": ([("-infinity", "a@b.c", True)], [], True),
    "has no address": ([("-infinity", None, True)], [], False),
    "has an empty address": ([("-infinity", "", True)], [], False),
    "never said": ([("-infinity", "a@b.c", None)], [], False),
    "unsubscribed": ([("-infinity", "a@b.c", True)], [("05", "mail")], False),
    "unsubscribed from all": ([("-infinity", "a@b.c", True)], [("05", None)], False),
    "unsubscribed from another": ([("-infinity", "a@b.c", True)], [("05", "text")], True),
    "unsubscribes later": ([("-infinity", "a@b.c", True)], [("11", "mail")], True),
    "consented anew": (
        [("-infinity", "a@b.c", True), ("2026-03-06", "a@b.c", False),
         ("2026-03-07", "a@b.c", True)],
        [("05", "mail")], True,
    ),
    "changed something else": (
        [("-infinity", "a@b.c", True), ("2026-03-07", "d@e.f", True)], [("05", "mail")], False,
    ),
    "consented before": (
        [("-infinity", "a@b.c", False), ("2026-03-04", "a@b.c", True)], [("05", "mail")], False,
    ),
    "consented at that instant": (
        [("-infinity", "a@b.c", False), ("2026-03-05", "a@b.c", True)], [("05", "mail")], False,
    ),
    "consents where it is asked": (
        [("-infinity", "a@b.c", False), ("2026-03-10", "a@b.c", True)], [("05", "mail")], True,
    ),
    "will consent": (
        [("-infinity", "a@b.c", True), ("2026-03-09", "a@b.c", False),
         ("2026-03-11", "a@b.c", True)],
        [("05", "mail")], False,
    ),
}  # fmt: skip
"""Versions of a customer, days of unsubscribing in March with the channel, and whether `mail`
reaches them on the 10th."""


@pytest.fixture(scope="module")
def connection() -> duckdb.DuckDBPyConnection:
    found = store.open(None, threads=1)
    store.extend(found, SHOP)
    store.fill_zones(found, {"UTC"})
    for cid, (name, (versions, offs, _)) in enumerate(CASES.items(), 1):
        found.execute("INSERT INTO people VALUES (?, ?)", [cid, name])
        ends = [since for since, *_ in versions[1:]]
        for (since, email, wants), until in zip(versions, [*ends, "infinity"], strict=True):
            found.execute(
                'INSERT INTO customers (cid, since, "until", f_email, f_wants) '
                "VALUES (?, CAST(? AS TIMESTAMP), CAST(? AS TIMESTAMP), ?, ?)",
                [cid, since, until, email, wants],
            )
        for day, channel in offs:
            found.execute(
                "INSERT INTO event_unsubscribed (seq, cid, time, arrival, id, f_channel) "
                "VALUES (?, ?, CAST(? AS TIMESTAMP), CAST(? AS TIMESTAMP), 'u', ?)",
                [cid, cid, MARCH + day, MARCH + day, channel],
            )
    return found


def test_who_is_reached(connection: duckdb.DuckDBPyConnection) -> None:
    expected = sorted(name for name, (_, _, reached) in CASES.items() if reached)
    query = segment_query(SHOP, "reached", AT, store_tables(SHOP), Inline(AT, {}), Key.SHOW)
    found = DuckReader(connection, Path()).rows(query)
    assert sorted(list(CASES)[cid - 1] for cid, *_ in found) == expected
    known = histories(connection, SHOP)
    assert sorted(members(SHOP, known, "reached", AT, Populations())) == expected
