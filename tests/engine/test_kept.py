"""What campaigns set, and see again: exactly a microsecond later, in whatever ticks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from compiler.model.project import Project
from runtime import journal
from runtime.engines import engine as engines
from runtime.history import Occurrence
from runtime.identity import Identity
from runtime.journal import Kind, Row
from runtime.testing.executor import interpreter
from runtime.testing.on_engine import engine
from tests.engine.borders import UNTIL, at, does, said, somebody
from tests.engine.compared import project, told
from tests.engine.shop import BEGINNING, KNOWN, LOUD, MESSAGES

WITH_KEPT = KNOWN.replace("  city  ", """  rank        number, kept, else 0
  share       money, kept
  mood        one of "glad", "sad", kept
  seen        time, kept
  day         date, kept
  told        yes/no, kept
  city  """, 1)


def shop(*campaigns: str) -> Project:
    return project("\n".join([WITH_KEPT, "list good, kept\n", LOUD, MESSAGES, *campaigns]))


def agreed(shop: Project, *visits: Occurrence) -> list[Row]:
    """The journal of somebody who does this, by both executors."""
    ann = somebody("ann", *visits)
    rows = interpreter(shop, [ann], BEGINNING, UNTIL, Identity("a shop"), {})
    found = engine(shop, [ann], BEGINNING, UNTIL, Identity("a shop"), {})
    assert told(found) == told(rows)
    return rows


def visits(*instants: datetime) -> list[Occurrence]:
    return [does("visit", each) for each in instants]


def sets(rows: list[Row]) -> list[str]:
    """What was set to what, one after another."""
    return [f"{row.message} {row.reason}" for row in rows if row.kind is journal.Kind.SET]


def test_a_step_sees_what_the_one_before_it_set() -> None:
    made = shop("""
campaign c
  enter on visit
    each time

  set rank = rank + 2
  if rank >= 3
    set mood = "glad"
    if mood = "glad" and rank = 4
      leave "twice"
""")
    rows = agreed(made, *visits(at("03-06 10:00"), at("03-06 11:00")))
    assert sets(rows) == ["rank 2", "rank 4", "mood glad"]
    assert said(rows, "ann", Kind.LEFT) == [
        "03-06 10:00:00.000001 c left finished", '03-06 11:00:00.000002 c left leave "twice"',
    ]  # fmt: skip


def test_a_step_sees_what_was_sent_and_given_just_before_it() -> None:
    made = shop("""
event redemption from shop.redemptions
  customer  from customer_id
  time      from at_time
  coupon    text

offer welcome
  coupon code "HELLO"
  used by redemption where coupon = welcome.code

campaign c
  enter on visit
    once
  goal purchase within 1 day

  if has unused welcome or has sent hello
    leave "too early"
  give welcome
  send hello by push
  if has unused welcome and has sent hello
    leave "seen"
""")
    rows = agreed(made, *visits(at("03-06 10:00")))
    assert said(rows, "ann", Kind.LEFT) == ['03-06 10:00:00.000001 c left leave "seen"']


def test_a_schedule_is_for_those_whom_a_campaign_marked() -> None:
    made = shop(
        "campaign a\n  enter on visit\n    once\n\n  add to good\n",
        'campaign b\n  enter every day at 20:00 in "UTC" for good\n    once\n\n'
        '  set mood = "glad"\n',
    )
    rows = agreed(made, *visits(at("03-06 10:00")))
    assert sets(rows) == ["good yes", "mood glad"]


def test_at_one_instant_the_later_step_stands_and_the_later_campaign() -> None:
    steps = "  enter on visit\n    each time\n\n"
    made = shop(
        f"campaign b\n{steps}  set share = 2\n",
        f"campaign a\n{steps}  set share = 1\n" + "  set rank = 9\n" * 11
        + "  set rank = 1\n  wait 1 hour\n  if rank = 1 and share = 2\n    set told = yes\n",
    )
    assert "told yes" in sets(agreed(made, *visits(at("03-06 10:00"))))


def test_every_type_is_written_and_read_as_it_is() -> None:
    made = shop("""
campaign c
  enter on visit
    each time

  set rank = 1
  set rank = rank / 3
  set share = rank * 1000
  set seen = last visit
  set day = 2024-02-29
  set told = no
  add to good
  wait 1 hour
  if rank = 0.333333 and share = 333.333 and seen = 2026-03-06 10:00 and in good
    if day = 2024-02-29 and not told and told is known
      set rank = 123456789012
      set share = rank * 99 + 0.5678
      set rank = share * 1
      remove from good
      set mood = "sad"
      wait 1 hour
      if share / 1000 > 12222222112 and rank = 0 and not in good
        leave "all of it"
""")
    rows = agreed(made, *visits(at("03-06 10:00")))
    assert said(rows, "ann", Kind.LEFT)[-1].endswith('leave "all of it"')
    assert sets(rows)[-4:] == ["share 12222222112188.5678", "rank ", "good no", "mood sad"]


def test_a_tick_in_which_much_hangs_on_one_another_is_divided(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = shop("""
campaign c
  enter on visit
    each time

  if rank < 50
    set rank = rank * 2 + 1
  else
    set rank = rank - 50
""")
    instants = [at("03-06 10:00") + timedelta(seconds=each) for each in range(14)]
    ends: list[datetime] = []
    tick: Callable[[engines.Engine[None], datetime], None] = engines.Engine.tick

    def noted(self: engines.Engine[None], until: datetime) -> None:
        ends.append(until)
        tick(self, until)

    monkeypatch.setattr(engines.Engine, "tick", noted)
    rows = agreed(made, *visits(*instants))
    assert [said.split()[-1] for said in sets(rows)][:8] == [
        "1", "3", "7", "15", "31", "63", "13", "27",
    ]  # fmt: skip
    assert len(set(ends)) > 1
