"""Campaigns that set each other going: those that never come to rest are told, and nobody else."""

from __future__ import annotations

import pytest

from compiler.model.project import Project
from runtime.endless import BREATH, MOST, Endless
from runtime.identity import Identity
from runtime.journal import Kind
from runtime.testing.executor import Executor, interpreter
from runtime.testing.on_engine import engine
from tests.engine.borders import agreed, at, does, shop, somebody
from tests.engine.compared import project
from tests.engine.shop import KNOWN, LOUD, MESSAGES

WITH_RANK = KNOWN.replace("  city  ", "  rank  number, kept, else 0\n  city  ", 1)

CAMPAIGNS = """
segment hot
  rank >= 10

campaign a
  enter on visit
    once
  set rank = 20

campaign b
  enter when joining hot
    {again}
  set rank = 0

campaign c
  enter when dropping out of hot
    {again}
  set rank = 20
"""


def made(again: str) -> Project:
    return project("\n".join([WITH_RANK, LOUD, MESSAGES, CAMPAIGNS.format(again=again)]))


def run(execute: Executor, again: str) -> int:
    """How many entries there are of somebody who visits once."""
    visit = at("03-06 10:00")
    ann = somebody("ann", does("visit", visit, page="home"))
    span = (visit - BREATH, visit + 2 * BREATH)
    rows = execute(made(again), [ann], *span, Identity("a shop"), {})
    return sum(row.kind is Kind.ENTERED for row in rows)


@pytest.mark.parametrize(
    ("execute", "most"),
    [(interpreter, MOST), (engine, 40), pytest.param(engine, MOST, marks=pytest.mark.long)],
)
def test_campaigns_that_never_come_to_rest_are_named(
    execute: Executor, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An engine takes a minute to find out; with less patience it does in some seconds."""
    monkeypatch.setattr("runtime.engines.engine.MOST", most)
    with pytest.raises(Endless, match=r"^`b` and `c` let each other in without end from 2026"):
        run(execute, "each time")


@pytest.mark.parametrize("execute", [interpreter, engine])
def test_those_that_come_to_rest_are_not(execute: Executor) -> None:
    assert run(execute, "again after 1 day") == 3


def test_many_events_of_one_instant_are_no_circle() -> None:
    """A table whose times are days has all of a day at one instant."""
    shops = shop("""
campaign c
  enter on visit
    each time
  goal purchase within 3 days

  send hello by mail
""")
    many = [does("visit", at("03-06 10:00"), id=f"v{n}", page="home") for n in range(MOST + 10)]
    rows = agreed(shops, somebody("ann", *many))
    assert sum(row.kind is Kind.ENTERED for row in rows) == MOST + 10
