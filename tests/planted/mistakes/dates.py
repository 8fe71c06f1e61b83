"""Mistakes around dates of customers and events."""

from __future__ import annotations

from tests.planted.planting import Mistake

AROUND = "compiler/machine/around.py"
DATED = "tests/engine/test_dates.py"
RECORDS = "tests/engine/test_record_dates.py"

MISTAKES = {
    "date_recorded_then": Mistake(
        "a date that is recorded at its very instant lets in nobody",
        "compiler/machine/dates.py",
        "ON m.day = :day AND k.since <= m.at",
        "ON m.day = :day AND k.since < m.at",
        seen_by=DATED,
    ),
    "time_recorded_then": Mistake(
        "a time that is another one from the instant on lets in at the instant",
        "compiler/machine/dates.py",
        "k.until > k.around",
        "k.until >= k.around",
        seen_by=DATED,
    ),
    "date_on_two_clocks": Mistake(
        "one date lets in on each clock that the customer has",
        "compiler/machine/candidates.py",
        "return entry.around.zone is None and timezone is not None",
        "return False",
        seen_by=DATED,
    ),
    "leap_day": Mistake(
        "who was born on February 29 has no day in other years",
        "compiler/machine/schedules.py",
        "[place, 229] if place == 228 and not isleap(day.year) else",
        "[place, 229] if place == 228 and isleap(day.year) else",
        seen_by=DATED,
    ),
    "yearly_now": Mistake(
        "a wait for a day of every year whose instant is just now lasts a year",
        AROUND,
        "CASE WHEN r.year_0 >= r.at",
        "CASE WHEN r.year_0 > r.at",
        seen_by=DATED,
    ),
    "date_read_once": Mistake(
        "a date that lies later when its instant comes is not waited for",
        AROUND,
        "CASE WHEN l.again > l.at THEN l.again ELSE l.at END",
        "l.at",
        seen_by=DATED,
    ),
    "date_read_twice": Mistake(
        "a date that moves on for a second time is not waited for",
        AROUND,
        "WHERE r.again > r.at AND r.again < $until",
        "WHERE FALSE AND r.again > r.at AND r.again < $until",
        seen_by=DATED,
    ),
    "date_moved_up": Mistake(
        "what stands under a wait is done though the date lies past by then",
        AROUND,
        "coalesce(l.again < l.at, TRUE) AS missed",
        "l.again IS NULL AS missed",
        seen_by=DATED,
    ),
    "instant_now": Mistake(
        "a wait whose instant is just now has missed it",
        "compiler/machine/standing.py",
        "coalesce(r.due < r.at, TRUE)",
        "coalesce(r.due <= r.at, TRUE)",
        seen_by=DATED,
    ),
    "record_that_is_gone": Mistake(
        "a booking that is gone lets in",
        "compiler/machine/dates.py",
        "least(k.until, b.until) AS until",
        "k.until AS until",
        seen_by=RECORDS,
    ),
    "record_beside_another": Mistake(
        "who is in by one booking is not let in by another",
        "compiler/machine/admission.py",
        '"n.again_value = r.again_value" if setting.by_record',
        '"TRUE" if setting.by_record',
        seen_by=RECORDS,
    ),
    "record_changes": Mistake(
        "a booking that is cancelled takes out nobody",
        "compiler/machine/watching.py",
        'yield from _versions(f"record_{of.record}")',
        'yield from _versions("customers")',
        seen_by=RECORDS,
    ),
    "record_at_event": Mistake(
        "an event sees what is recorded of a booking at its instant",
        "compiler/machine/records.py",
        "b.since < e.arrival AND b.until >= e.arrival",
        "b.since <= e.arrival AND b.until > e.arrival",
        seen_by=RECORDS,
    ),
}
