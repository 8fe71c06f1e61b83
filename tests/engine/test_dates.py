"""Around dates of the customer's own: who enters, until when a wait lasts, and what is skipped
under one (S4, S15, S23)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache

from compiler.model.project import Project
from runtime.history import Occurrence
from runtime.journal import Kind, Row
from tests.engine.borders import INSTANT, agreed, at, does, said, somebody
from tests.engine.compared import project
from tests.engine.shop import KNOWN, LOUD, MESSAGES

FIELDS = """
  birthday    date, yearly
  renews      date
  meets       time
"""
DATED = KNOWN.replace("  city        text\n", f"  city        text{FIELDS}", 1).replace(
    "  cart      text\n", "  cart      text\n  starts    time\n  day       date\n", 1
)

ENTRY = """
campaign c
  enter {around}
    {again}
  goal purchase within 3 days

  send hello by mail
"""
WAIT = """
campaign c
  enter on cart_add
    each time
  goal purchase within 3 days

  {steps}
"""


@cache
def shop(campaign: str, policy: str = LOUD) -> Project:
    return project("\n".join([DATED, policy, MESSAGES, campaign]))


def entering(around: str, again: str = "each time") -> Project:
    return shop(ENTRY.format(around=around, again=again))


def waiting(*steps: str) -> Project:
    return shop(WAIT.format(steps="\n  ".join(steps)))


def entries(rows: list[Row]) -> list[tuple[str, str]]:
    """When who entered, and by which date."""
    return [(f"{row.at:%m-%d %H:%M}", row.cause) for row in rows if row.kind is Kind.ENTERED]


def added(time: str, starts: datetime | None = None, day: date | None = None) -> Occurrence:
    return does("cart_add", at(time), cart="a", starts=starts, day=day)


def test_a_date_lets_in_before_on_and_after_it() -> None:
    known = somebody("ann", renews=date(2026, 3, 9))
    for around, when in (
        ("2 days before renews at 10:00", "03-07 10:00"),
        ("on renews at 00:00", "03-09 00:00"),
        ("1 day after renews at 23:59", "03-10 23:59"),
        ("1 week before renews at 10:00", ""),
    ):
        found = entries(agreed(entering(around), known))
        assert found == ([(when, "2026-03-09")] if when else [])


def test_a_yearly_day_lets_in_each_year_and_february_29_on_the_28th() -> None:
    born = somebody("ann", birthday=date(1990, 3, 8))
    rows = agreed(entering("1 day before birthday at 10:00"), born)
    assert entries(rows) == [("03-07 10:00", "2026-03-08")]
    leaping = somebody("leo", birthday=date(1992, 2, 29))
    rows = agreed(entering("9 days after birthday at 10:00"), leaping)
    assert entries(rows) == [("03-09 10:00", "2026-02-28")]
    rows = agreed(entering("300 days before birthday at 10:00"), somebody("eve", birthday=date(
        1992, 1, 2)))  # fmt: skip
    assert entries(rows) == [("03-08 10:00", "2027-01-02")]


def test_an_instant_is_on_the_own_clock_or_on_the_one_that_is_said() -> None:
    far = somebody("kim", renews=date(2026, 3, 9), timezone="Asia/Seoul")
    assert entries(agreed(entering("on renews at 10:00"), far)) == [("03-09 01:00", "2026-03-09")]
    rows = agreed(entering('on renews at 10:00 in "America/New_York"'), far)
    assert entries(rows) == [("03-09 14:00", "2026-03-09")]
    gap = somebody("joe", renews=date(2026, 3, 8), timezone="America/New_York")
    assert entries(agreed(entering("on renews at 02:30"), gap)) == [("03-08 07:00", "2026-03-08")]


def test_around_a_time_hours_are_exact_and_days_keep_the_time_of_day() -> None:
    met = at("03-08 20:15") + timedelta(seconds=3)
    known = somebody("joe", meets=met, timezone="America/New_York")
    for around, when in (
        ("36 hours before meets", met - timedelta(hours=36)),
        ("1 day before meets", met - timedelta(hours=23)),
        ("1 day after meets", met + timedelta(hours=24)),
        ("1 day before meets at 10:00", at("03-07 15:00")),
        ("on meets at 10:00", at("03-08 14:00")),
        ('on meets at 10:00 in "Asia/Seoul"', at("03-09 01:00")),
    ):
        rows = agreed(entering(around), known)
        if around == "1 day before meets":
            when = at("03-07 21:15") + timedelta(seconds=3)
        assert [row.at for row in rows if row.kind is Kind.ENTERED] == [when]
        assert rows[0].cause == "2026-03-08 20:15:03.000000 UTC"


def test_a_date_that_moves_before_its_instant_moves_the_entry() -> None:
    for moved, seen in (
        (at("03-07 10:00") - INSTANT, False), (at("03-07 10:00"), False),
        (at("03-07 10:00") + INSTANT, True),
    ):  # fmt: skip
        known = somebody(
            "ann", renews=date(2026, 3, 9), changes=[(moved, {"renews": date(2026, 3, 10)})]
        )
        found = entries(agreed(entering("2 days before renews at 10:00"), known))
        second = ("03-08 10:00", "2026-03-10")
        assert found == ([("03-07 10:00", "2026-03-09")] if seen else []) + [second]


def test_a_date_that_is_recorded_at_its_instant_lets_in_and_a_later_one_does_not() -> None:
    for late, entered in ((timedelta(), 1), (INSTANT, 0)):
        changes = [(at("03-07 10:00") + late, {"renews": date(2026, 3, 9)})]
        known = somebody("ann", renews=None, changes=changes)
        assert len(entries(agreed(entering("2 days before renews at 10:00"), known))) == entered


def test_a_time_that_changes_at_its_own_instant_is_the_new_one() -> None:
    met = at("03-08 10:00")
    for changed, entered in ((met - INSTANT, 0), (met, 0), (met + INSTANT, 1)):
        changes = [(changed, {"meets": at("03-09 23:00")})]
        known = somebody("ann", meets=met - timedelta(hours=6), changes=changes)
        rows = agreed(entering("6 hours after meets"), known)
        assert len(entries(rows)) == entered + 1


def test_a_wait_for_a_yearly_day_is_for_the_next_one_now_included() -> None:
    made = waiting("wait until 1 day after birthday at 10:00", "  send hello by mail")
    for born, when in ((date(1990, 3, 6), "03-07 10:00"), (date(1992, 2, 29), ""),
                       (date(1990, 3, 8), "03-09 10:00")):  # fmt: skip
        rows = agreed(made, somebody("ann", added("03-07 10:00"), birthday=born))
        assert said(rows, "ann", Kind.PLANNED) == ([f"{when} c planned"] if when else [])


def test_one_date_lets_in_once_on_whatever_clock() -> None:
    moves = [(at("03-09 12:00"), {"timezone": "America/New_York"})]
    known = somebody("ann", renews=date(2026, 3, 9), timezone="Asia/Seoul", changes=moves)
    assert entries(agreed(entering("on renews at 10:00"), known)) == [("03-09 01:00", "2026-03-09")]
    again = agreed(entering("on renews at 10:00", "once"), known)
    assert [row.kind for row in again if row.kind is Kind.REFUSED] == []


def test_once_is_once_and_again_after_some_time_only_then() -> None:
    moved = [(at("03-07 12:00"), {"renews": date(2026, 3, 8)})]
    known = somebody("ann", renews=date(2026, 3, 7), changes=moved)
    for again, refused in (("once", 1), ("again after 2 days", 1), ("again after 1 day", 0)):
        rows = agreed(entering("on renews at 10:00", again), known)
        assert len([row for row in rows if row.kind is Kind.REFUSED]) == refused


def test_dates_beyond_the_calendar_let_in_nobody_and_never_come() -> None:
    for far in (date(9999, 12, 31), date(1, 1, 1)):
        known = somebody("ann", added("03-07 10:00"), renews=far)
        assert agreed(entering("3 days after renews at 10:00"), known) == []
        rows = agreed(waiting("wait until 3 days after renews at 10:00", "  send hello by mail"),
                      known)  # fmt: skip
        assert [row.reason for row in rows if row.kind is Kind.WAITED] == (
            [] if far.year > 2000 else ["missed"]
        )


def test_dates_at_the_ends_of_the_calendar_change_nothing() -> None:
    text = WAIT.format(steps="wait 2 days\n  send hello by mail")
    made = shop(text.replace("  goal", "  leave if no visit in last 1 day\n  goal"))
    visit = does("visit", at("03-06 09:00"), page="home")
    for far in (date(9999, 12, 31), date(1, 1, 1)):
        known = somebody("ann", visit, added("03-06 10:00"), renews=far)
        rows = agreed(made, known)
        assert said(rows, "ann", Kind.LEFT) == ["03-07 09:00 c left left if"]


def test_a_wait_lasts_until_an_instant_around_a_date() -> None:
    starts = at("03-09 18:30")
    known = somebody("ann", added("03-06 10:00", starts, date(2026, 3, 9)),
                     renews=date(2026, 3, 10), birthday=date(1980, 3, 8))  # fmt: skip
    for until, when in (
        ("2 days before renews at 09:00", "03-08 09:00"),
        ("1 day before entry.starts", "03-08 18:30"),
        ("90 minutes before entry.starts", "03-09 17:00"),
        ("1 day after entry.day at 08:00", "03-10 08:00"),
        ("1 day before birthday at 08:00", "03-07 08:00"),
        ("1 day before entry.starts at 10:00", "03-08 10:00"),
    ):
        rows = agreed(waiting(f"wait until {until}", "send hello by mail"), known)
        assert said(rows, "ann", Kind.PLANNED) == [f"{when} c planned"]


def test_an_answer_has_dates_too() -> None:
    made = waiting(
        "wait for cart_add as other, at most 1 day",
        "  wait until 1 hour before other.starts", "    send hello by mail",
    )  # fmt: skip
    known = somebody("ann", added("03-06 10:00"), added("03-06 12:00", at("03-07 09:00")))
    rows = agreed(made, known)
    assert said(rows, "ann", Kind.PLANNED) == ["03-07 08:00 c planned"]


def test_what_stands_under_a_wait_is_skipped_where_the_instant_is_past_or_unknown() -> None:
    made = waiting(
        "wait until 1 day before renews at 10:00", "  send hello by mail", "send offer by mail",
    )  # fmt: skip
    now = "03-07 10:00"
    for renews, messages in (
        (date(2026, 3, 9), ["hello", "offer"]), (date(2026, 3, 8), ["hello", "offer"]),
        (date(2026, 3, 7), ["offer"]), (None, ["offer"]),
    ):  # fmt: skip
        rows = agreed(made, somebody("ann", added(now), renews=renews))
        assert [row.message for row in rows if row.kind is Kind.PLANNED] == messages
        reasons = [row.reason for row in rows if row.kind is Kind.WAITED]
        assert reasons == (["time"] if len(messages) == 2 else ["missed"])


def test_a_date_is_read_again_when_it_comes() -> None:
    made = waiting("wait until 1 day before renews at 10:00", "  send hello by mail")
    due = at("03-08 10:00")
    for changed, to, reason, when in (
        (due - INSTANT, date(2026, 3, 10), "time", "03-09 10:00"),
        (due, date(2026, 3, 10), "time", "03-09 10:00"),
        (due + INSTANT, date(2026, 3, 10), "time", "03-08 10:00"),
        (due - INSTANT, date(2026, 3, 8), "missed", "03-08 10:00"),
        (due, None, "missed", "03-08 10:00"),
        (at("03-07 10:00"), date(2026, 3, 12), "", ""),
    ):
        known = somebody("ann", added("03-06 10:00"), renews=date(2026, 3, 9),
                         changes=[(changed, {"renews": to})])  # fmt: skip
        rows = agreed(made, known)
        expected = [f"{when} c waited {reason}"] if reason else []
        assert said(rows, "ann", Kind.WAITED) == expected


def test_a_date_that_moves_on_and_on_is_waited_for() -> None:
    made = waiting("wait until 1 day before renews at 10:00", "send hello by mail")
    changes = [(at(f"03-{n:02} 00:00"), {"renews": date(2026, 3, n + 2)}) for n in (7, 8, 9)]
    known = somebody("ann", added("03-06 10:00"), renews=date(2026, 3, 8), changes=changes)
    assert said(agreed(made, known), "ann", Kind.PLANNED) == ["03-10 10:00 c planned"]


def test_who_leaves_while_a_date_moves_leaves_once() -> None:
    text = WAIT.format(steps="wait until 1 day before renews at 10:00\n  send hello by mail")
    made = shop(text.replace("  goal", "  leave on purchase\n  goal"))
    bought = does("purchase", at("03-09 10:00"), cart="a", amount=None, category=None)
    known = somebody("ann", added("03-06 10:00"), bought, renews=date(2026, 3, 9),
                     changes=[(at("03-07 00:00"), {"renews": date(2026, 3, 10)})])  # fmt: skip
    rows = agreed(made, known)
    assert [row.reason for row in rows if row.kind is Kind.LEFT] == ["left on purchase"]


def test_a_day_of_the_journey_is_counted_from_the_day_of_the_entry() -> None:
    made = waiting("wait until 11:00 on day 2", "  send hello by mail", "send offer by mail")
    late = does("cart_add", at("03-06 23:50"), arrival=at("03-07 00:10"), cart="a")
    rows = agreed(made, somebody("ann", late))
    assert said(rows, "ann", Kind.PLANNED)[0] == "03-08 11:00 c planned"
    far = somebody("kim", added("03-06 20:00"), timezone="Asia/Seoul")
    assert said(agreed(made, far), "kim", Kind.PLANNED)[0] == "03-09 02:00 c planned"
    past = waiting("wait 3 days", "wait until 11:00 on day 2", "  send hello by mail")
    assert "missed" in [row.reason for row in agreed(past, somebody("ann", added("03-06 10:00")))]
    now = waiting("wait until 11:00 on day 0", "  send hello by mail")
    rows = agreed(now, somebody("ann", added("03-06 11:00")))
    assert said(rows, "ann", Kind.PLANNED) == ["03-06 11:00 c planned"]


def test_steps_under_other_waits() -> None:
    for until, message in (
        ("10:00", ["hello"]), ("Monday at 10:00", ["hello"]), ("best hour", []),
        ("2026-03-06 at 10:00", []), ("2026-03-07 at 09:00", ["hello"]),
    ):  # fmt: skip
        made = waiting(f"wait until {until}", "  send hello by mail")
        rows = agreed(made, somebody("ann", added("03-07 09:00")))
        if until != "best hour":
            assert [row.message for row in rows if row.kind is Kind.PLANNED] == message
