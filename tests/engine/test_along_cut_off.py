"""A move that is cut off at any statement has not happened; done again, it is whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from runtime import store
from runtime.applying.apply import apply
from runtime.store.catalog import tables
from runtime.store.connection import Answer, Connection
from tests.engine.borders import UNTIL, at, does, somebody
from tests.engine.moved import opened
from tests.engine.shop import BEGINNING
from tests.engine.test_along import NOON, shop

BEFORE = shop("wait 1 day as rest\nsend hello by mail\nwait 1 day as later")
AFTER = shop("wait for visit, at most 1 hour\nwait 1 hour as rest\nwait 2 days as later",
             head="leave on purchase")  # fmt: skip
KNOWN = [
    somebody(who, does("cart_add", at(f"03-{day} 11:00"), id=who), does("visit", NOON, id=who))
    for who, day in (("ann", "06"), ("bob", "07"), ("cleo", "07"))
]


class CutOff(Exception):
    """The process is gone, as far as the store knows."""


class Fragile:
    """A connection that breaks before, or behind, the statement of a number."""

    def __init__(self, connection: Connection, number: int, *, behind: bool) -> None:
        self.connection, self.left, self.behind = connection, number, behind

    def execute(self, query: Any, parameters: Any = None) -> Answer:
        self.left -= 1
        if self.left == 0 and not self.behind:
            raise CutOff
        answer = self.connection.execute(query, parameters)
        if self.left == 0:
            raise CutOff
        return answer

    def __getattr__(self, name: str) -> Any:
        return getattr(self.connection, name)


def kept(connection: Connection) -> Mapping[str, Sequence[object]]:
    """All that stands in the store."""
    return {
        name: connection.execute(f'SELECT * FROM "{name}" ORDER BY ALL').fetchall()
        for name in tables(connection)
    }


def begun() -> Connection:
    connection = store.open(None, threads=1)
    apply(connection, BEFORE, "ann", None, BEGINNING)
    engine = opened(connection, KNOWN)
    engine.begin(BEGINNING)
    engine.tick(NOON)
    return connection


@pytest.mark.parametrize("behind", [False, True], ids=["before", "behind"])
def test_wherever_it_is_cut_off_nothing_has_happened(behind: bool) -> None:
    connection = begun()
    before, number = kept(connection), 0
    while True:
        number += 1
        fragile: Any = Fragile(connection, number, behind=behind)
        try:
            apply(fragile, AFTER, "ann", None, NOON, {})
        except CutOff:
            assert kept(connection) == before, f"statement {number}"
            continue
        break
    assert number > 20
    engine = opened(connection, KNOWN)
    engine.tick(UNTIL)
    whole = begun()
    apply(whole, AFTER, "ann", None, NOON, {})
    other = opened(whole, KNOWN)
    other.tick(UNTIL)
    assert engine.journal() == other.journal()
    assert sum(row.kind == "moved" for row in engine.journal()) == 3
