"""Exactly on a border both executors take the same side, which is the one that the rules say."""

from __future__ import annotations

from datetime import timedelta

from runtime.journal import Kind
from tests.engine.borders import (
    INSTANT,
    NEW_YORK,
    agreed,
    at,
    does,
    said,
    shop,
    somebody,
    unsubscribes,
)

SENT = (Kind.PLANNED, Kind.DROPPED)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

UNTIL_TEN = """
campaign c
  enter on visit
    each time
  goal bought: purchase within 1 day, target 10%

  wait until 10:00
  send hello by push

campaign night
  enter on cart_add
    each time
  goal bought: purchase within 1 day, target 10%

  wait until 02:30
  send hello by push
"""


def test_wait_until_ten_at_ten_is_over_at_once() -> None:
    """S4, also where a clock change skips or repeats hours before it."""
    rows = agreed(
        shop(UNTIL_TEN),
        somebody("early", does("visit", at("03-07 10:00") - INSTANT)),
        somebody("sharp", does("visit", at("03-07 10:00"))),
        somebody("after", does("visit", at("03-07 10:00") + INSTANT)),
        somebody("spring", does("visit", at("03-08 10:00", NEW_YORK)), timezone=NEW_YORK),
        somebody("gap", does("cart_add", at("03-08 06:00")), timezone=NEW_YORK),
    )
    assert said(rows, "gap", *SENT) == ["03-08 07:00 night planned"]
    assert said(rows, "early", *SENT) == ["03-07 10:00 c planned"]
    assert said(rows, "sharp", *SENT) == ["03-07 10:00 c planned"]
    assert said(rows, "after", *SENT) == ["03-08 10:00 c planned"]
    assert said(rows, "spring", *SENT) == ["03-08 14:00 c planned"]


ENTRIES = (Kind.ENTERED, Kind.REFUSED)
SEASON = """
campaign season
  runs from 2026-03-07 until 2026-03-09
  enter on visit
    each time
  goal bought: purchase within 1 day, target 10%

  wait 1 hour

campaign daily
  enter on cart_add
    again after 1 day
  goal bought: purchase within 1 day, target 10%

  wait 1 hour
  send hello by push

campaign again
  enter on purchase
    again after leaving this campaign
  leave on purchase
  goal bought: purchase within 1 day, target 10%

  wait 1 hour
  send hello by push
"""
NEW_YORKS = """
policy
  timezone "America/New_York"
"""


def test_runs_begin_at_their_start_and_are_over_at_their_end() -> None:
    """S22, on the policy's clock: between these two midnights lies a change to summer time."""
    start, end = at("03-07 05:00"), at("03-09 04:00")
    visits = [does("visit", each) for each in (start - INSTANT, start, end - INSTANT, end)]
    rows = agreed(shop(SEASON, policy=NEW_YORKS), somebody("p", *visits))
    assert said(rows, "p", *ENTRIES) == [
        "03-07 04:59:59.999999 season refused outside runs", "03-07 05:00 season entered",
        "03-09 03:59:59.999999 season entered", "03-09 04:00 season refused outside runs",
    ]  # fmt: skip


def test_a_day_after_the_last_entry_is_over_at_its_time_of_day() -> None:
    """S3, S16: on 8 March New York's day has 23 hours."""
    first = at("03-07 12:00", NEW_YORK)
    adds = [does("cart_add", each) for each in (first, first + 23 * HOUR - INSTANT)]
    again = does("cart_add", first + 23 * HOUR)
    rows = agreed(shop(SEASON), somebody("p", *adds, again, timezone=NEW_YORK))
    assert [line.split(" ", 3)[3] for line in said(rows, "p", *ENTRIES)] == [
        "entered", "refused again", "entered",
    ]  # fmt: skip


def test_an_event_that_takes_out_lets_in_again() -> None:
    """S7, and an arrival exactly a day late still enters (S17)."""
    noon = at("03-07 12:00")
    rows = agreed(
        shop(SEASON),
        somebody("p", does("purchase", noon), does("purchase", noon + HOUR)),
        somebody("late", does("purchase", noon, arrival=noon + DAY)),
        somebody("later", does("purchase", noon, arrival=noon + DAY + INSTANT)),
    )
    assert said(rows, "p", Kind.ENTERED, Kind.LEFT, Kind.PLANNED) == [
        "03-07 12:00 again entered", "03-07 13:00 again left left on purchase",
        "03-07 13:00 again entered", "03-07 14:00 again planned",
        "03-07 14:00 again left finished",
    ]  # fmt: skip
    assert said(rows, "late", *ENTRIES) == ["03-08 12:00 again entered"]
    assert [line[-4:] for line in said(rows, "later", *ENTRIES)] == ["late"]


ONE_A_DAY = """
policy
  timezone "UTC"
  at most 1 per day per customer
"""
URGENT_AND_PATIENT = """
campaign urgent
  priority 1
  enter on visit
    each time
  goal bought: purchase within 1 day, target 10%

  send offer by push

campaign calm
  priority 3
  enter on visit
    each time
  goal bought: purchase within 1 day, target 10%

  send hello by push

campaign patient
  priority 2
  enter on cart_add
    each time
  goal bought: purchase within 1 day, target 10%

  wait for visit, at most 5 days
    send hello by push

campaign thanks
  enter on purchase
    each time
  goal bought: purchase within 1 day, target 10%

  send receipt by push
  wait until 10:00
  send hello by push

campaign morning
  priority 1
  enter every day at 10:00 for buyers
    once
  goal bought: purchase within 1 day, target 10%

  send offer by push
"""


def test_caps_count_in_the_order_of_phases_before_that_of_campaigns() -> None:
    """S7, S26: at one event waits come before entries, whatever the priority."""
    add, visit = does("cart_add", at("03-07 09:00")), does("visit", at("03-07 12:00"))
    rows = agreed(shop(URGENT_AND_PATIENT, policy=ONE_A_DAY), somebody("p", add, visit))
    assert said(rows, "p", *SENT) == [
        "03-07 12:00 patient planned", "03-07 12:00 urgent dropped cap",
        "03-07 12:00 calm dropped cap",
    ]  # fmt: skip


def test_caps_count_waits_that_come_due_before_schedules() -> None:
    """S7, S26: and messages for service not at all."""
    bought = does("purchase", at("03-07 09:00"), amount=None)
    rows = agreed(shop(URGENT_AND_PATIENT, policy=ONE_A_DAY), somebody("p", bought))
    assert said(rows, "p", *SENT) == [
        "03-07 09:00 thanks planned", "03-07 10:00 thanks planned",
        "03-07 10:00 morning dropped cap",
    ]  # fmt: skip


def test_a_message_stands_in_a_cap_until_the_same_time_of_the_next_day() -> None:
    """S26: from that very instant on no more, also where the day has 23 hours."""
    first = at("03-07 12:00", NEW_YORK)
    times = (first, first + 23 * HOUR - INSTANT, first + 23 * HOUR)
    rows = agreed(
        shop(URGENT_AND_PATIENT, policy=ONE_A_DAY),
        somebody("p", *(does("visit", each) for each in times), timezone=NEW_YORK),
    )
    assert [line.split(" ", 2)[2] for line in said(rows, "p", *SENT)] == [
        "urgent planned", "calm dropped cap", "urgent dropped cap", "calm dropped cap",
        "urgent planned", "calm dropped cap",
    ]  # fmt: skip


WANTED = """
campaign c
  enter on visit
    each time
  goal bought: purchase within 1 day, target 10%

  send hello by mail

campaign nightly
  enter every day at 00:00 for everybody
  goal bought: purchase within 1 day, target 10%

  send hello by text
"""


def test_a_consent_given_later_ends_an_unsubscription() -> None:
    """S24: later than it, not at its instant; a change is seen by events after it only."""
    no, yes = at("03-08 00:00"), at("03-09 00:00")
    changes = [(no, {"wants_mail": False}), (yes, {"wants_mail": True})]
    visits = [does("visit", each) for each in (yes, yes + INSTANT)]
    texts = [(since, {"wants_text": held["wants_mail"]}) for since, held in changes]
    both = agreed(
        shop(WANTED),
        somebody("w", unsubscribes(no - HOUR), changes=texts),
        somebody("before", unsubscribes(no), *visits, changes=changes),
        somebody("same", unsubscribes(yes), *visits, changes=changes),
        somebody("all", unsubscribes(no - HOUR, "mail"), *visits),
        somebody("other", unsubscribes(no, "text"), *visits, changes=changes),
    )
    rows = [row for row in both if row.campaign == "c"]
    night = {line[:5]: line[12:] for line in said(both, "w", *SENT)}
    assert night["03-08"] == "nightly dropped text no consent"
    assert night["03-09"] == "nightly planned"
    closed = "03-09 00:00 c dropped mail no consent"
    assert said(rows, "before", *SENT) == [closed, "03-09 00:00:00.000001 c planned"]
    assert said(rows, "same", *SENT)[1:] == ["03-09 00:00:00.000001 c dropped mail unsubscribed"]
    assert said(rows, "all", *SENT)[0] == "03-09 00:00 c dropped mail unsubscribed"
    assert said(rows, "other", *SENT) == [closed, "03-09 00:00:00.000001 c planned"]


HEARD = """
campaign c
  enter on cart_add
    again at once, starting over
  leave on purchase
  goal bought: purchase within 1 day, target 10%

  wait for visit, at most 5 hours
    wait 1 hour
    send hello by push
"""
TWICE = """
campaign twice
  enter on visit
    again at once, starting over
  goal bought: purchase within 1 day, target 10%

  wait for visit, at most 5 hours
    wait for visit, at most 5 hours
      send hello by push
"""
ENDS = (Kind.LEFT, Kind.WAITED, Kind.GOAL)


def test_the_first_answer_counts_and_none_counts_twice() -> None:
    """S7, S23: an answer that also lets in is an answer first, and then starts over."""
    first = at("03-07 09:00")
    visits = [does("visit", first + hours * HOUR) for hours in (0, 1, 2)]
    adds = does("cart_add", first), does("visit", first + HOUR), does("visit", first + 2 * HOUR)
    rows = agreed(shop(HEARD, TWICE), somebody("p", *visits), somebody("q", *adds))
    assert said(rows, "q", Kind.WAITED)[0] == "03-07 10:00 c waited answered"
    assert said(rows, "p", Kind.LEFT, Kind.WAITED)[:4] == [
        "03-07 10:00 twice waited answered", "03-07 10:00 twice left replaced",
        "03-07 11:00 twice waited answered", "03-07 11:00 twice left replaced",
    ]  # fmt: skip


def test_what_comes_at_the_very_end_of_a_wait_still_counts() -> None:
    """S23, S7: events come before timers, leaves before answers, answers before a new start."""
    add, end = does("cart_add", at("03-07 09:00")), at("03-07 14:00")
    rows = agreed(
        shop(HEARD),
        somebody("end", add, does("visit", end)),
        somebody("after", add, does("visit", end + INSTANT)),
        somebody("out", add, does("purchase", end)),
        somebody("anew", add, does("cart_add", end)),
        somebody("two", add, does("visit", end), does("purchase", end)),
    )
    assert said(rows, "end", *ENDS)[0] == "03-07 14:00 c waited answered"
    assert said(rows, "after", *ENDS)[0] == "03-07 14:00 c waited time"
    assert said(rows, "out", Kind.LEFT) == ["03-07 14:00 c left left on purchase"]
    assert said(rows, "anew", Kind.LEFT)[0] == "03-07 14:00 c left replaced"
    assert said(rows, "two", Kind.LEFT) == ["03-07 14:00 c left left on purchase"]


def test_a_goal_counts_to_the_last_instant_of_its_window() -> None:
    """S32: by the event's time, however late it arrives, and not by the entering instant."""
    entry = at("03-07 09:00")
    late = does("purchase", entry + DAY, arrival=entry + 3 * DAY)
    times = (entry, entry + INSTANT, entry + DAY + INSTANT)
    bought = [does("purchase", each) for each in times]
    rows = agreed(shop(HEARD), somebody("p", does("cart_add", entry), *bought, late))
    assert said(rows, "p", Kind.GOAL) == [
        "03-07 09:00:00.000001 c goal bought", "03-10 09:00 c goal bought",
    ]  # fmt: skip
