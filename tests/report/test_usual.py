"""How many entries are usual: whole days and weeks in which the campaign ran are looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

import runtime.store
from compiler.model.campaigns import Campaign, Usual
from runtime.report.model import Entered, UsualReport
from runtime.report.scope import Period
from runtime.report.usual import usual
from tests.report.ran import PROJECT, RESCUE, Ran


@pytest.fixture
def ran() -> Ran:
    connection = runtime.store.open(None)
    runtime.store.extend(connection, PROJECT)
    return Ran(connection)


def said(campaign: Campaign, low: int, high: int, unit: str = "day") -> Campaign:
    return replace(campaign, usually=Usual(low, high, unit))


def found(
    ran: Ran, campaign: Campaign, zone: str = "UTC", period: Period | None = None
) -> UsualReport:
    made = usual(ran.connection, campaign, zone, period or Period())
    assert made is not None
    return made


def days(of: UsualReport) -> list[tuple[str, int]]:
    return [(each.day.isoformat(), each.entries) for each in of.outside]


def enter(ran: Ran, *whens: str) -> None:
    for number, when in enumerate(whens):
        ran.entered(number, f"2026-12-{when}")


def test_whole_days_are_counted_the_bounds_included(ran: Ran) -> None:
    """The store begins on the first; the last day is not over."""
    enter(ran, "01T00:00", "01T23:59:59", "02T10:00", "03T01:00", "03T02:00", "03T03:00",
          "04T01:00")  # fmt: skip
    ran.until("2026-12-04T12:00")
    of = found(ran, said(RESCUE, 2, 2))
    assert (of.periods, days(of)) == (3, [("2026-12-02", 1), ("2026-12-03", 3)])
    assert of.last == Entered(of.outside[-1].day, 3)
    assert days(found(ran, said(RESCUE, 1, 3))) == []


def test_a_day_without_entries_is_one(ran: Ran) -> None:
    ran.until("2026-12-03")
    assert days(found(ran, said(RESCUE, 1, 9))) == [("2026-12-01", 0), ("2026-12-02", 0)]


def test_days_are_those_of_the_policys_clock(ran: Ran) -> None:
    enter(ran, "01T14:59", "01T15:00")
    ran.until("2026-12-03")
    assert days(found(ran, said(RESCUE, 0, 0), "Asia/Seoul")) == [("2026-12-02", 1)]


def test_weeks_begin_on_monday(ran: Ran) -> None:
    """The seventh of December is one."""
    enter(ran, "06T23:59", "07T00:00", "13T23:59", "14T00:00")
    ran.until("2026-12-20")
    of = found(ran, said(RESCUE, 0, 1, "week"))
    assert (of.periods, days(of)) == (1, [("2026-12-07", 2)])


def test_days_on_which_it_did_not_run_all_the_time_do_not_count(ran: Ran) -> None:
    ran.until("2026-12-08")
    for number, (when, kind) in enumerate(
        (("2026-12-02T12:00", "paused"), ("2026-12-04T00:00", "resumed"),
         ("2026-12-06T00:00", "stopped")), 1,
    ):  # fmt: skip
        dates = "keep dates" if kind == "resumed" else None
        ran.connection.execute(
            'INSERT INTO "acts" ("number", "campaign", "at", "kind", "dates", "by")'
            " VALUES (?, 'rescue', ?, ?, ?, 'anna')",
            [number, datetime.fromisoformat(when), kind, dates],
        )
    campaign = said(RESCUE, 1, 9)
    assert [day for day, _ in days(found(ran, campaign))] == [
        "2026-12-01", "2026-12-04", "2026-12-05",
    ]  # fmt: skip
    runs = replace(campaign, runs_from=datetime(2026, 12, 4, 12, tzinfo=UTC))
    assert [day for day, _ in days(found(ran, runs))] == ["2026-12-05"]


def test_a_period_of_the_report_bounds_it(ran: Ran) -> None:
    ran.until("2026-12-08")
    period = Period(datetime(2026, 12, 3, tzinfo=UTC), datetime(2026, 12, 5, tzinfo=UTC))
    assert found(ran, said(RESCUE, 1, 9), period=period).periods == 2


def test_who_does_not_say_what_is_usual_is_not_asked(ran: Ran) -> None:
    ran.until("2026-12-08")
    assert usual(ran.connection, RESCUE, "UTC", Period()) is None
