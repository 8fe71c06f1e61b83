"""A campaign that changes under people's feet: who is inside goes on by the text of their entry,
who comes goes by today's (S35)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from compiler.model.project import Project
from compiler.pinned import Gone, beside
from compiler.versions import campaign_version
from runtime import store
from runtime.engines.engine import Engine
from runtime.history import History
from runtime.interpreter import Applied, snapshots
from runtime.journal import Kind, Row
from tests.engine.borders import UNTIL, at, does, said, somebody
from tests.engine.compared import IDENTITY, in_turn, project, told
from tests.engine.recorded import Recorder
from tests.engine.shop import BEGINNING, KNOWN, LOUD, MESSAGES

NOON = at("03-07 12:00")


def shop(*campaigns: str) -> Project:
    return project("\n".join([KNOWN, LOUD, MESSAGES, *campaigns]))


def versions(of: Project) -> dict[str, str]:
    return {name: campaign_version(of, name) for name in of.campaigns}


def by_interpreter(
    texts: Sequence[tuple[datetime, Project]], histories: Sequence[History]
) -> list[Row]:
    """Everybody's journal, where each text is executed from its instant on."""
    applied = [
        Applied(at, text, versions(text), snapshots(text, histories, BEGINNING, UNTIL))
        for at, text in texts
    ]
    return in_turn(applied, histories, UNTIL)


def by_engine(
    texts: Sequence[tuple[datetime, Project]], histories: Sequence[History], tick: timedelta
) -> list[Row]:
    """The same, with ticks of one length, shorter where a text ends."""
    connection = store.open(None, threads=1)
    earlier: dict[tuple[str, str], Project] = {}
    ends = [*(at for at, _ in texts[1:]), UNTIL]
    journal: list[Row] = []
    for (start, text), end in zip(texts, ends, strict=True):
        today = versions(text)
        kept = {each: old for each, old in earlier.items() if today.get(each[0]) != each[1]}
        running = beside(text, kept)
        recorder = Recorder(text, histories)
        engine = Engine(connection, running, recorder, IDENTITY, versions=today)
        if start == BEGINNING:
            engine.begin(start)
        while start < end:
            start = min(end, start + tick)
            engine.tick(start)
        earlier |= dict.fromkeys(today.items(), text)
        journal = engine.journal()
    return journal


def agreed(texts: Sequence[tuple[datetime, Project]], *histories: History) -> list[Row]:
    rows = by_interpreter(texts, histories)
    for tick in (timedelta(days=5), timedelta(hours=5)):
        found = by_engine(texts, histories, tick)
        assert told(found) == told(rows)
        assert [each.version for each in found] == [each.version for each in rows]
    return rows


CAMPAIGN = """
campaign c
  enter on cart_add
    {again}
  goal purchase within 3 days
  {steps}
"""


def campaign(steps: str, again: str = "each time") -> str:
    return CAMPAIGN.format(steps=steps, again=again)


def ann(*times: str) -> History:
    return somebody("ann", *(does("cart_add", at(time)) for time in times))


def test_who_is_inside_goes_on_by_the_text_of_their_entry() -> None:
    before = shop(campaign("wait 1 day\n  send hello by mail"))
    after = shop(campaign("wait 2 hours\n  send hello by mail"))
    rows = agreed([(BEGINNING, before), (NOON, after)], ann("03-07 11:00", "03-07 13:00"))
    assert said(rows, "ann", Kind.PLANNED) == ["03-07 15:00 c planned", "03-08 11:00 c planned"]
    assert len({row.version for row in rows}) == 2


def test_what_happens_at_the_instant_is_by_the_new_text() -> None:
    before = shop(campaign("send hello by mail"))
    after = shop(campaign("wait 2 hours\n  send hello by mail"))
    rows = agreed([(BEGINNING, before), (NOON, after)], ann("03-07 12:00"))
    assert said(rows, "ann", Kind.PLANNED) == ["03-07 14:00 c planned"]


def test_a_new_start_replaces_who_is_inside_the_earlier_version() -> None:
    before = shop(campaign("wait 1 day\n  send hello by mail", "again at once, starting over"))
    after = shop(campaign("wait 2 hours\n  send hello by mail", "again at once, starting over"))
    rows = agreed([(BEGINNING, before), (NOON, after)], ann("03-07 11:00", "03-07 13:00"))
    assert said(rows, "ann", Kind.PLANNED, Kind.LEFT) == [
        "03-07 13:00 c left replaced", "03-07 15:00 c planned", "03-07 15:00 c left finished",
    ]  # fmt: skip


@pytest.mark.parametrize("first", ["each time", "again at once, starting over", "once"])
def test_who_comes_again_waits_for_the_end_in_the_earlier_version(first: str) -> None:
    before = shop(campaign("wait 1 day\n  send hello by mail", first))
    later = "again after leaving this campaign"
    after = shop(campaign("wait 2 hours\n  send hello by mail", later))
    rows = agreed(
        [(BEGINNING, before), (NOON, after)],
        ann("03-07 11:00", "03-08 10:59", "03-08 11:00", "03-08 11:01"),
    )
    assert said(rows, "ann", Kind.ENTERED, Kind.REFUSED) == [
        "03-07 11:00 c entered", "03-08 10:59 c refused again", "03-08 11:00 c refused again",
        "03-08 11:01 c entered",
    ]  # fmt: skip


HUSHED = LOUD + "  quiet from 21:00 until 08:00\n"


@pytest.mark.parametrize("later", ["send hello by mail", "wait 2 hours\n  send hello by mail"])
def test_who_is_held_by_quiet_time_that_is_no_more_goes_on_at_its_end(later: str) -> None:
    before = project("\n".join([KNOWN, HUSHED, MESSAGES, campaign("send hello by mail")]))
    texts = [(BEGINNING, before), (at("03-07 23:00"), shop(campaign(later)))]
    rows = agreed(texts, ann("03-07 22:00"))
    assert said(rows, "ann", Kind.HELD, Kind.PLANNED) == [
        "03-07 22:00 c held quiet", "03-08 08:00 c planned",
    ]  # fmt: skip


def of(known: str, *campaigns: str) -> Project:
    return project("\n".join([known, LOUD, MESSAGES, *campaigns]))


ASKS = """wait 1 day
  if in buyers
    send hello by mail
  else
    leave "none"
"""


def test_a_segment_means_what_it_meant_at_the_entry() -> None:
    """Whoever came before the change is asked for one order, whoever comes later for two."""
    before, after = KNOWN, KNOWN.replace("orders >= 1", "orders >= 2")
    texts = [(BEGINNING, of(before, campaign(ASKS))), (NOON, of(after, campaign(ASKS)))]
    bought = does("purchase", at("03-07 10:00"))
    carts = [does("cart_add", at(f"03-07 {time}")) for time in ("11:00", "13:00")]
    rows = agreed(texts, somebody("ann", bought, *carts))
    assert said(rows, "ann", Kind.PLANNED, Kind.LEFT) == [
        "03-08 11:00 c planned", "03-08 11:00 c left finished",
        '03-08 13:00 c left leave "none"',
    ]  # fmt: skip


def test_a_value_across_customers_is_that_of_the_text() -> None:
    """Before, the average is over all buyers, and Bob is below it; then over those of Busan, and he
    is above: as of the midnight before the change, at once."""
    asks = campaign(ASKS.replace("buyers", "big_spenders").replace("1 day", "2 hours"))
    after = KNOWN.replace("  orders >= 1", '  orders >= 1\n  city = "Busan"')
    texts = [(BEGINNING, of(KNOWN, asks)), (NOON, of(after, asks))]
    spent = {
        who: does("purchase", at("03-06 10:00"), id=who, amount=Decimal(amount))
        for who, amount in (("ann", 1), ("bob", 5), ("zed", 20))
    }
    carts = [does("cart_add", at(f"03-07 {time}")) for time in ("11:00", "13:00")]
    rows = agreed(
        texts, somebody("ann", spent["ann"], city="Busan"),
        somebody("bob", spent["bob"], *carts), somebody("zed", spent["zed"]),
    )  # fmt: skip
    assert said(rows, "bob", Kind.PLANNED, Kind.LEFT) == [
        '03-07 13:00 c left leave "none"', "03-07 15:00 c planned", "03-07 15:00 c left finished",
    ]  # fmt: skip


def test_a_campaign_that_is_taken_out_lets_nobody_in_and_everybody_finish() -> None:
    before = shop(campaign("wait 1 day\n  send hello by mail"))
    buys = does("purchase", at("03-09 09:00"))
    carts = [does("cart_add", at(f"03-07 {time}")) for time in ("11:00", "13:00")]
    rows = agreed([(BEGINNING, before), (NOON, shop())], somebody("ann", *carts, buys))
    assert said(rows, "ann", *Kind) == [
        "03-07 11:00 c entered", "03-08 11:00 c waited time", "03-08 11:00 c planned",
        "03-08 11:00 c left finished", "03-09 09:00 c goal purchase",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "then", "entered"),
    [("again after 1 day", "again after 3 days", ["03-07 11:00", "03-10 11:00"]),
     ("again after 3 days", "again after 1 day", ["03-07 11:00", "03-08 11:00", "03-09 11:00",
                                                  "03-10 11:00"]),
     ("each time", "again after 2 days", ["03-07 11:00", "03-09 11:00"]),
     ("each time", "once per cart", ["03-07 11:00", "03-09 11:00"]),
     ("each time", "once", ["03-07 11:00"])],
)  # fmt: skip
def test_how_often_somebody_may_enter_is_asked_by_today(
    first: str, then: str, entered: list[str]
) -> None:
    steps = "send hello by mail"
    texts = [(BEGINNING, shop(campaign(steps, first))), (NOON, shop(campaign(steps, then)))]
    carts = {7: "x", 8: "x", 9: "y", 10: "x"}
    events = [does("cart_add", at(f"03-{day:02} 11:00"), cart=cart) for day, cart in carts.items()]
    rows = agreed(texts, somebody("ann", *events))
    assert [line[:11] for line in said(rows, "ann", Kind.ENTERED)] == entered


def test_what_an_earlier_version_misses_is_named() -> None:
    before = shop(campaign("wait 1 day\n  send hello by mail"))
    (version,) = versions(before).items()
    gone = replace(before, messages={}, campaigns={})
    with pytest.raises(Gone, match="message `hello` is no longer there"):
        beside(gone, {version: before})
    otherwise = of(KNOWN.replace("  total     money", "  total     text"))
    with pytest.raises(Gone, match="field `total` of event `cart_add` is of another type"):
        beside(otherwise, {version: before})
