"""What lies far beyond a tick, behind a change of the clock: the rows of zones reach there too."""

from __future__ import annotations

from datetime import timedelta

from runtime.journal import Kind
from tests.engine.borders import NEW_YORK, at, does, said, shop, somebody
from tests.engine.compared import by_interpreter, engine_for, told
from tests.engine.shop import BEGINNING

AFTER_A_YEAR = """
campaign c
  enter on visit
    again after {duration}
  goal bought: purchase within 1 day, target 10%

  send hello by push
"""


def test_again_after_longer_than_any_wait_of_the_campaign() -> None:
    """S3, S16: the day on which one may enter again lies in another season."""
    for duration, back in (("300 days", "12-31 10:00"), ("240 days", "11-02 10:00")):
        made = shop(AFTER_A_YEAR.format(duration=duration))
        visits = [does("visit", at(day, NEW_YORK)) for day in ("03-06 10:00", "06-01 10:00", back)]
        known = somebody("ann", *visits, timezone=NEW_YORK)
        until = BEGINNING + timedelta(days=305)
        rows = by_interpreter(made, [known], BEGINNING, until)
        engine = engine_for(made, [known], BEGINNING)
        tick = BEGINNING
        while tick < until:
            tick += timedelta(days=5)
            engine.tick(tick)
        assert told(engine.journal()) == told(rows)
        kinds = [one.split(" c ")[1] for one in said(rows, "ann", Kind.ENTERED, Kind.REFUSED)]
        assert kinds == ["entered", "refused again", "entered"]
