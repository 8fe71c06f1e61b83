"""Doing something to a campaign: what may be done when, and what is taken back (S36)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from runtime import acts
from runtime.acting import act as acting
from runtime.acting.act import AlreadySo
from runtime.acts import Dates, Doing
from runtime.engines.engine import Engine
from runtime.errors import NotBegun, Trouble
from runtime.journal import Kind
from tests.engine.borders import UNTIL, at, does, shop, somebody
from tests.engine.compared import engine_for
from tests.engine.shop import BEGINNING

CAMPAIGN = """
campaign c
  enter on cart_add
    each time
  goal purchase within 3 days

  wait 1 day
  send hello by mail
"""
HALF = at("03-06 11:00")


def opened(until: datetime = HALF) -> Engine[Any]:
    """An engine over a campaign in which somebody waits from 10:00 on."""
    ann = somebody("ann", does("cart_add", at("03-06 10:00"), cart="a"))
    engine = engine_for(shop(CAMPAIGN), [ann], BEGINNING)
    engine.tick(until)
    return engine


def planned(engine: Engine[Any]) -> list[datetime]:
    engine.tick(UNTIL)
    return [row.at for row in engine.journal() if row.kind is Kind.PLANNED]


def test_before_anything_has_run_there_is_nothing_to_do_it_to() -> None:
    engine = engine_for(shop(CAMPAIGN), [], BEGINNING)
    engine.connection.execute('DELETE FROM "progress"')
    with pytest.raises(NotBegun):
        acting.pause(engine.connection, "c", "anna")


def test_what_is_so_already_is_refused_and_says_since_when() -> None:
    store = opened().connection
    with pytest.raises(AlreadySo):
        acting.resume(store, "c", "anna", Dates.KEEP)
    acting.pause(store, "c", "anna")
    with pytest.raises(AlreadySo) as again:
        acting.pause(store, "c", "bob")
    assert again.value.act is not None
    assert (again.value.act.by, again.value.act.at) == ("anna", HALF)
    acting.stop(store, "c", "bob")
    for doing in (acting.pause, acting.stop):
        with pytest.raises(AlreadySo):
            doing(store, "c", "anna")
    assert [each.doing for each in acts.read(store)] == [Doing.PAUSED, Doing.STOPPED]


def test_the_resume_of_a_pause_must_say_what_becomes_of_the_waits() -> None:
    store = opened().connection
    acting.pause(store, "c", "anna")
    with pytest.raises(Trouble, match="--keep-dates, --restart-waits or --skip-overdue"):
        acting.resume(store, "c", "anna", None)
    acting.stop(store, "c", "anna")
    acting.resume(store, "c", "anna", None)
    assert acts.shut(acts.read(store), "c") is None


def test_a_resume_that_nothing_has_run_behind_is_taken_back_by_a_pause() -> None:
    engine = opened()
    acting.pause(engine.connection, "c", "anna")
    engine.tick(HALF + timedelta(days=2))
    acting.resume(engine.connection, "c", "bob", Dates.SKIP)
    acting.pause(engine.connection, "c", "eve")
    act = acts.shut(acts.read(engine.connection), "c")
    assert act is not None and (act.by, act.at) == ("anna", HALF)
    engine.tick(HALF + timedelta(days=3))
    acting.resume(engine.connection, "c", "bob", Dates.KEEP)
    assert planned(engine) == [HALF + timedelta(days=3)]


def test_a_stop_takes_such_a_resume_back_and_ends_whom_it_would_have_let_go() -> None:
    engine = opened()
    acting.pause(engine.connection, "c", "anna")
    engine.tick(HALF + timedelta(days=2))
    acting.resume(engine.connection, "c", "bob", Dates.KEEP)
    assert acting.stop(engine.connection, "c", "bob").enrolments == 1
    assert planned(engine) == []
    assert [row.reason for row in engine.journal() if row.kind is Kind.LEFT] == ["stopped"]


def test_what_fails_has_not_happened(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = opened()
    def fails(*of: object) -> int:
        raise OSError

    monkeypatch.setattr(acting, "withdraw", fails)
    with pytest.raises(OSError):
        acting.stop(engine.connection, "c", "anna")
    assert not acts.read(engine.connection)
    assert planned(engine) == [at("03-07 10:00")]
