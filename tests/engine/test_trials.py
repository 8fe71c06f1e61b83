"""Splits that a test decides once (S20), at their borders: alike on both executors, and however
time is cut."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

import pytest

from compiler.machine.setting import queue
from compiler.model.steps import Trial
from runtime.engines.trials import ends
from runtime.history import History, Occurrence, Version
from runtime.identity import Forced, unit
from runtime.journal import Kind, Row
from runtime.statistics.best import chances_to_be_best, decided
from runtime.statistics.proportions import Share
from tests.engine.compared import by_engine, by_interpreter, engine_for, project, told
from tests.engine.shop import KNOWN, MESSAGES

TEXT = f"""
{KNOWN}
policy
  timezone "Asia/Seoul"
{MESSAGES}
campaign c
  enter on visit
    AGAIN
  leave on purchase where cart = "out"
  goal purchase within 6 hours
  hold out HELD%

  split wording, test on 50% for 4 hours, then the best by cart_add
    short
      wait 2 days
    long 60%
      send hello by push
"""
BEGINNING = datetime(2026, 3, 6, tzinfo=UTC)
FIRST = BEGINNING + timedelta(hours=3)
END = FIRST + timedelta(hours=4)
UNTIL = datetime(2026, 3, 9, tzinfo=UTC)
HOUR, TICK = timedelta(hours=1), timedelta(microseconds=1)
CUTS = [[], [timedelta(days=1)], [HOUR], [timedelta(hours=7), TICK]]
SHORT, LONG = "short 100%, long 0%", "short 0%, long 100%"


def of(*, test: bool) -> list[str]:
    """Customers who are of the test, and who are not."""
    keys = (f"k{number:02}" for number in range(40))
    return [key for key in keys if (unit("a shop", "c", "wording test", key) < 5_000) == test]


TESTED, OTHERS = of(test=True), of(test=False)


def did(key: str, *events: tuple[str, datetime], late: timedelta = timedelta()) -> History:
    """`late`: how much later than they happened all but the first event arrived."""
    found = [
        Occurrence(kind, f"{key}-{n}", at, at + (late if n else timedelta()), {"cart": "K"})
        for n, (kind, at) in enumerate(events)
    ]
    return History(key, (Version(None, {"phone": "010"}),), tuple(found))


def same(
    known: Sequence[History], forced: Forced | None = None, again: str = "each time", held: int = 0,
    cuts: Iterable[list[timedelta]] = CUTS, text: str = TEXT,
) -> list[Row]:  # fmt: skip
    """The journal of both executors."""
    shop = project(text.replace("AGAIN", again).replace("HELD", str(held)))
    rows = by_interpreter(shop, known, BEGINNING, UNTIL, forced)
    for ticks in cuts:
        assert told(by_engine(shop, known, BEGINNING, UNTIL, ticks, forced)) == told(rows), ticks
    return rows


def arms(rows: Iterable[Row], key: str) -> list[tuple[datetime, str]]:
    return [
        (row.at, row.reason) for row in rows if row.customer == key and row.kind is Kind.ARM
    ]


def three_of_three(
    at: datetime, late: timedelta = timedelta()
) -> tuple[list[History], dict[tuple[str, str | None, str], str]]:
    """Three customers of each arm: all of `long` did what counts at an instant."""
    long = [did(key, ("visit", FIRST), ("cart_add", at), late=late) for key in TESTED[:3]]
    short = [did(key, ("visit", FIRST)) for key in TESTED[3:6]]
    given = {"long": TESTED[:3], "short": TESTED[3:6]}
    return [*long, *short], {(key, "c", "wording"): arm for arm in given for key in given[arm]}


def test_the_others_wait_until_it_is_over() -> None:
    known, forced = three_of_three(FIRST + HOUR)
    waits, comes = OTHERS[:2]
    later = END + HOUR
    rows = same([*known, did(waits, ("visit", FIRST + HOUR)), did(comes, ("visit", later))], forced)
    held = [(row.at, row.step, row.reason) for row in rows if row.kind is Kind.HELD]
    assert held == [(FIRST + HOUR, "1", "test")]
    assert arms(rows, waits) == [(END, LONG)]
    assert arms(rows, comes) == [(later, LONG)]
    assert sum(row.kind is Kind.COUNTED for row in rows) == 3


@pytest.mark.parametrize(
    ("at", "late", "best"),
    [
        (END - TICK, timedelta(), LONG),
        (END, timedelta(), SHORT),
        (FIRST + TICK, timedelta(), LONG),
        (FIRST, timedelta(), SHORT),
        (FIRST + HOUR, 3 * HOUR - TICK, LONG),
        (FIRST + HOUR, 3 * HOUR, SHORT),
        (FIRST - HOUR, 2 * HOUR, SHORT),
    ],
    ids=["just before the end", "at the end", "just after the arm", "with the arm",
         "arrives before the end", "arrives at the end", "was before the arm"],
)  # fmt: skip
def test_what_counts_comes_after_the_arm_and_arrives_before_the_end(
    at: datetime, late: timedelta, best: str
) -> None:
    known, forced = three_of_three(at, late)
    rows = same([*known, did(OTHERS[0], ("visit", FIRST + HOUR))], forced)
    assert arms(rows, OTHERS[0]) == [(END, best)]


def test_whoever_comes_at_the_end_gets_what_is_decided() -> None:
    known, forced = three_of_three(FIRST + HOUR)
    at_end, just_before = [OTHERS[0], TESTED[6]], [OTHERS[1], TESTED[7]]
    came = [did(key, ("visit", END)) for key in at_end]
    rows = same([*known, *came, *(did(key, ("visit", END - TICK)) for key in just_before)], forced)
    assert [arms(rows, key) for key in at_end] == [[(END, LONG)]] * 2
    assert [arms(rows, key) for key in just_before] == [
        [(END, LONG)], [(END - TICK, "short 40%, long 60%")],
    ]  # fmt: skip


def test_one_customer_waits_for_nobody_and_gets_the_first_arm() -> None:
    rows = same([did(OTHERS[0], ("visit", FIRST))])
    assert arms(rows, OTHERS[0]) == [(END, SHORT)]


def test_who_has_an_arm_waits_for_nothing() -> None:
    known, forced = three_of_three(FIRST + HOUR)
    forced[OTHERS[0], "c", "wording"] = "long"
    rows = same([*known, did(OTHERS[0], ("visit", FIRST + HOUR))], forced)
    assert arms(rows, OTHERS[0]) == [(FIRST + HOUR, "short 40%, long 60%")]


def test_who_is_held_out_begins_it_and_does_not_count() -> None:
    known, forced = three_of_three(FIRST + HOUR)
    first = did(OTHERS[1], ("visit", FIRST - HOUR))
    for key in [*TESTED[:3], OTHERS[1]]:
        forced[key, "c", "hold out"] = "held out"
    rows = same([*known, first, did(OTHERS[0], ("visit", FIRST))], forced, held=10)
    assert arms(rows, OTHERS[0]) == [(END - HOUR, SHORT)]


def test_who_leaves_waits_no_more() -> None:
    known, forced = three_of_three(FIRST + HOUR)
    event = Occurrence("purchase", "o", FIRST + 2 * HOUR, FIRST + 2 * HOUR, {"cart": "out"})
    leaves = did(OTHERS[0], ("visit", FIRST + HOUR))
    gone = History(leaves.key, leaves.versions, (*leaves.events, event))
    rows = same([*known, gone], forced)
    assert not arms(rows, gone.key)
    assert [row.reason for row in rows if row.customer == gone.key and row.kind is Kind.LEFT] == [
        "left on purchase"
    ]


def test_a_customer_counts_once_and_keeps_the_arm() -> None:
    """By the first enrolment: what came after the second one's arm came after that of the first."""
    known, forced = three_of_three(FIRST + 2 * HOUR)
    key = TESTED[6]
    again = did(key, ("visit", FIRST), ("visit", FIRST + HOUR), ("visit", END + HOUR))
    rows = same([*known, again, did(OTHERS[0], ("visit", FIRST))], forced)
    given = {row.arm for row in rows if row.customer == key and row.kind is Kind.ARM}
    assert len(arms(rows, key)) == 3 and len(given) == 1
    waits = [row for row in rows if row.customer == key and row.kind is Kind.HELD]
    assert not waits


@pytest.mark.parametrize("again", ["again at once, starting over", "once", "again after 1 hour"])
def test_however_one_comes_again(again: str) -> None:
    known, forced = three_of_three(FIRST + HOUR)
    often = [
        did(key, *(("visit", FIRST + hours * HOUR) for hours in (0, 1, 3, 5)), ("cart_add", END))
        for key in [TESTED[6], *OTHERS[:4]]
    ]
    rows = same([*known, *often], forced, again)
    assert any(reason == LONG for key in OTHERS[:4] for _, reason in arms(rows, key))


def test_one_that_is_over_within_the_tick_in_which_it_began() -> None:
    """And another behind it, which the first one's customers begin."""
    second = """
  split then, test on 50% for 1 hour, then the best by cart_add
    one
      wait 1 hour
    two
      wait 2 hours
"""
    known, forced = three_of_three(FIRST + HOUR)
    comes = [did(key, ("visit", FIRST + HOUR / 2)) for key in [*OTHERS[:8], *TESTED[6:14]]]
    rows = same([*known, *comes], forced, text=TEXT + second)
    assert {row.reason for row in rows if row.kind is Kind.ARM and row.step == "2"} >= {
        "one 50%, two 50%", "one 100%, two 0%",
    }  # fmt: skip


def test_the_store_knows_when_it_is_over() -> None:
    known, forced = three_of_three(FIRST + HOUR)
    shop = project(TEXT.replace("AGAIN", "each time").replace("HELD", "0"))
    waits = did(OTHERS[0], ("visit", FIRST + HOUR))
    engine = engine_for(shop, [*known, waits], BEGINNING, forced)
    engine.tick(FIRST)
    assert not ends(engine.connection)
    engine.tick(FIRST + 2 * HOUR)
    assert list(ends(engine.connection).values()) == [END]
    (place,) = (
        place for machine in engine.machines for place in machine.places
        if place.stands and isinstance(place.step, Trial)
    )  # fmt: skip
    due = engine.connection.execute(f'SELECT "due_at" FROM "{queue(place)}"').fetchall()
    assert due == [(END.replace(tzinfo=None),)]


def test_the_best_arm_must_be_better_than_the_first_for_sure() -> None:
    """Of 3 in each arm all against none: 1 - 1 / C(8, 4) by flat priors; of 2: 1 - 1 / C(6, 3),
    which is 95% exactly."""
    assert chances_to_be_best([Share(0, 3), Share(3, 3)])[1] == pytest.approx(1 - 1 / 70)
    assert decided([Share(0, 3), Share(3, 3)]) == 1
    assert decided([Share(0, 2), Share(2, 2)]) == 1
    assert decided([Share(0, 2), Share(1, 1)]) == 0
    assert decided([Share(3, 3), Share(0, 3)]) == 0
    assert decided([Share(0, 0), Share(0, 0)]) == 0


def test_of_equals_the_first_is_the_best() -> None:
    assert decided([Share(0, 30), Share(20, 30), Share(20, 30)]) == 1
    assert decided([Share(0, 30), Share(20, 30), Share(40, 60)]) == 1
    assert decided([Share(0, 30), Share(20, 30), Share(21, 30)]) == 2
    assert decided([Share(9, 10), Share(9, 10)]) == 0
