"""Durations and civil times, across clock changes (S3, S4). New York 2026: forward on March 8 at
02:00, back on November 1 at 02:00."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from compiler.model.entries import Every
from compiler.model.steps import Wait, WaitUntil
from compiler.model.windows import Duration
from compiler.zones import to_instant
from runtime.history import Version
from runtime.interpreter.clock import later, next_instant, shifted
from tests.interpreter.shop import (
    MINJI,
    NEW_YORK,
    SEOUL,
    campaign,
    changing,
    days,
    history,
    hours,
    journal,
    occurs,
    project,
    told,
    utc,
)


def test_days_keep_the_time_of_day_and_hours_do_not() -> None:
    saturday_noon = utc("2026-03-07 17:00")
    assert later(saturday_noon, days(1), NEW_YORK) == utc("2026-03-08 16:00")
    assert later(saturday_noon, hours(24), NEW_YORK) == utc("2026-03-08 17:00")


def test_a_wait_into_the_gap_ends_at_the_first_instant_after_it() -> None:
    assert later(utc("2026-03-07 07:30"), days(1), NEW_YORK) == utc("2026-03-08 07:00")


def test_a_wait_into_the_overlap_ends_at_the_first_of_the_two() -> None:
    assert later(utc("2026-10-31 05:30"), days(1), NEW_YORK) == utc("2026-11-01 05:30")


def test_the_second_reading_of_an_overlap_waits_for_the_next_day() -> None:
    second_quarter_past_one = utc("2026-11-01 06:15")
    assert next_instant(second_quarter_past_one, time(1, 30), None, NEW_YORK) == utc(
        "2026-11-02 06:30"
    )


def test_until_ten_at_exactly_ten_means_now() -> None:
    ten = to_instant(utc("2026-03-02 10:00").replace(tzinfo=None), SEOUL)
    assert next_instant(ten, time(10), None, SEOUL) == ten


def test_until_a_weekday_is_that_day_or_the_next_such() -> None:
    monday_eleven = utc("2026-03-02 02:00")
    assert next_instant(monday_eleven, time(10), 1, SEOUL) == utc("2026-03-09 01:00")
    assert next_instant(monday_eleven, time(12), 1, SEOUL) == utc("2026-03-02 03:00")


def test_windows_count_days_as_24_hours_and_months_on_the_policys_calendar() -> None:
    assert shifted(utc("2026-03-08 16:00"), days(1), -1, NEW_YORK) == utc("2026-03-07 16:00")
    march_31 = utc("2026-03-31 03:00")
    assert shifted(march_31, Duration(1, "month"), -1, SEOUL) == utc("2026-02-28 03:00")
    leap_day = utc("2024-02-29 03:00")
    assert shifted(leap_day, Duration(1, "year"), 1, SEOUL) == utc("2025-02-28 03:00")


def test_a_date_that_is_past_is_over_at_once() -> None:
    steps = (
        WaitUntil("1", 1, time(10), None, None, date(2026, 3, 1)),
        WaitUntil("2", 2, time(10), None, None, date(2026, 3, 5)),
    )
    rows = journal(project(campaign(*steps)), history(occurs("cart_add", "2026-03-02 01:00")))
    assert told(rows)[1:3] == ["03-02 01:00 waited time", "03-05 01:00 waited time"]


def test_a_named_zone_goes_before_the_customers_clock() -> None:
    step = WaitUntil("1", 1, time(10), NEW_YORK)
    rows = journal(project(campaign(step)), history(occurs("cart_add", "2026-03-02 01:00")))
    assert told(rows)[1] == "03-02 15:00 waited time"


def test_an_unknown_zone_reads_as_the_declared_else() -> None:
    step = WaitUntil("1", 1, time(10))
    for zone in ("Mars/Olympus", None):
        customer = history(occurs("cart_add", "2026-03-02 00:00"), timezone=zone)
        rows = journal(project(campaign(step)), customer)
        assert told(rows)[1] == "03-02 01:00 waited time"


def test_a_wait_takes_the_clock_that_the_customer_has_when_it_begins() -> None:
    moved = Version(utc("2026-03-07 18:00"), MINJI | {"timezone": SEOUL})
    versions = (Version(None, MINJI | {"timezone": NEW_YORK}), moved)
    customer = changing(versions, occurs("cart_add", "2026-03-07 17:00"))
    rows = journal(project(campaign(Wait("1", 1, days(1)))), customer)
    assert told(rows)[1] == "03-08 16:00 waited time"


def every(at: time, **more: Any) -> Every:
    given: dict[str, Any] = {
        "zone": None,
        "segment": "seoulites",
        "weekdays": (1, 2, 3, 4, 5, 6, 7),
    }
    return Every(at, **(given | more))


def schedule(entry: Every, versions: tuple[Version, ...] = ()) -> list[str]:
    shop = project(campaign(entry=entry))
    person = changing(versions or (Version(None, MINJI),))
    rows = journal(shop, person, utc("2026-03-06"), utc("2026-03-10"))
    return [f"{row.at:%d %H:%M} {row.cause}" for row in rows if row.kind == "entered"]


def test_a_schedule_fires_on_each_customers_own_clock() -> None:
    new_yorker = (Version(None, MINJI | {"timezone": NEW_YORK}),)
    entry = every(time(2, 30), weekdays=(7, 1))
    assert schedule(entry, versions=new_yorker) == [
        "08 07:00 2026-03-08 02:30",
        "09 06:30 2026-03-09 02:30",
    ]
    assert schedule(entry) == ["07 17:30 2026-03-08 02:30", "08 17:30 2026-03-09 02:30"]


def test_who_moves_east_and_back_does_not_enter_twice_for_one_date() -> None:
    versions = (
        Version(None, MINJI),
        Version(utc("2026-03-07 02:00"), MINJI | {"timezone": NEW_YORK}),
    )
    assert schedule(every(time(10)), versions=versions) == [
        "06 01:00 2026-03-06 10:00",
        "07 01:00 2026-03-07 10:00",
        "08 14:00 2026-03-08 10:00",
        "09 14:00 2026-03-09 10:00",
    ]


def test_every_other_week_counts_from_the_monday_of_1970() -> None:
    shop = project(campaign(entry=every(time(9), weekdays=(1,), weeks=2)))
    rows = journal(shop, history(), utc("2026-03-01"), utc("2026-04-01"))
    entered = [row.cause[:10] for row in rows if row.kind == "entered"]
    assert entered == ["2026-03-02", "2026-03-16", "2026-03-30"]
    assert (date(2026, 3, 2) - date(1970, 1, 5)).days // 7 % 2 == 0


def test_day_31_falls_on_the_last_day_of_shorter_months() -> None:
    shop = project(campaign(entry=every(time(9), weekdays=(), month_day=31)))
    rows = journal(shop, history(), utc("2026-01-15"), utc("2026-05-15"))
    entered = [row.cause for row in rows if row.kind == "entered"]
    assert entered == [
        "2026-01-31 09:00",
        "2026-02-28 09:00",
        "2026-03-31 09:00",
        "2026-04-30 09:00",
    ]


def test_a_schedule_never_fires_before_the_beginning_nor_at_the_end() -> None:
    shop = project(campaign(entry=every(time(9))))
    nine = utc("2026-03-02 00:00")
    assert journal(shop, history(), nine, nine) == []
    rows = journal(shop, history(), nine, utc("2026-03-03 00:00"))
    assert [row.at for row in rows if row.kind == "entered"] == [nine]
