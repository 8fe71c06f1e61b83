"""Forgetting somebody in the middle of a generated case: up to there everybody's journal is what it
would have been, theirs ends there, and nothing of them comes in any more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from random import Random

import pytest

from runtime.forgetting.forget import forget
from runtime.journal import Kind, Row
from runtime.store.connection import Connection
from tests.differential import acts
from tests.differential.acts import BESIDE
from tests.differential.harness import (
    SECRET,
    Case,
    New,
    case,
    fill,
    in_memory,
    opened,
    patterns,
)
from tests.differential.on_postgres import Stores
from tests.outside.forgotten import told
from tests.seeds import seeds

NAME = "forgotten-0"


@pytest.mark.parametrize("seed", seeds(700, 4, of=120))
def test_a_journal_ends_where_somebody_is_forgotten(seed: int) -> None:
    check(seed, in_memory)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(700, 706))
def test_so_it_does_on_postgres(seed: int, postgres_stores: Stores) -> None:
    check(seed, postgres_stores)


def check(seed: int, new: New) -> None:
    made = case(seed)
    whole = ran(made, patterns(seed, made.world)["odd"], None, new)
    if not whole:
        return
    who, at = chosen(Random(f"forget {seed}"), made, whole)
    ticks = sorted({*patterns(seed, made.world)["odd"], at})
    before = [row for row in ran(made, ticks, None, new) if row.at < at]
    after = ran(made, ticks, (who, at), new)
    assert counted(row for row in after if row.at < at) == counted(before)
    open_still = sum(
        (row.kind is Kind.ENTERED) - (row.kind is Kind.LEFT) for row in before
        if row.customer == who
    )
    rest = [row for row in after if row.customer == NAME and row.at >= at]
    assert [(row.at, row.kind, row.reason) for row in rest] == (
        [(at, Kind.LEFT, "forgotten")] * open_still
    )
    assert not [row for row in after if row.customer == who]


def chosen(random: Random, made: Case, rows: Sequence[Row]) -> tuple[str, datetime]:
    """Somebody to whom something happens, and an instant at which it does, or right beside it."""
    row = random.choice(rows)
    own = [each.at for each in rows if each.customer == row.customer]
    at = random.choice(own) + random.choice((0, 0, 1, -1)) * BESIDE
    return row.customer, min(max(at, made.world.start), made.world.end - BESIDE)


def ran(
    made: Case, ticks: Sequence[datetime], forgotten: tuple[str, datetime] | None, new: New
) -> list[Row]:
    """The engine's journal."""
    connection = new()
    try:
        engine = opened(connection, made)
        for end in acts.cut(made.acts, ticks):
            acts.do(connection, made.acts, engine.until)
            if forgotten is not None and engine.until == forgotten[1]:
                forget(connection, forgotten[0], SECRET, lambda: NAME)
            fill(connection, made, end)
            if end != engine.until:
                engine.tick(end)
        if forgotten is not None:
            refuse(connection, forgotten[0])
        return engine.journal()
    finally:
        connection.close()


def refuse(connection: Connection, who: str) -> None:
    """The key is nobody's any more; the tables that the harness fills hold it."""
    found = told(connection, f"/{who}/")
    assert [each for each in found if not each.startswith(("kept_", "shop_"))] == []
    rows = connection.execute('SELECT 1 FROM "people" WHERE "key" = $1', [who]).fetchall()
    assert rows == []


def counted(rows: Iterable[Row]) -> Counter[tuple[object, ...]]:
    """By what is decided; the names of whoever is forgotten are others."""
    return Counter(
        (row.at, row.campaign, row.kind, row.step, row.message, row.channel, row.arm, row.reason)
        for row in rows
    )
