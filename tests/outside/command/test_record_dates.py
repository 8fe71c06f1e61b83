"""Reminders of bookings, from the tables to the outbox: a message says what its booking says when
it is handed over."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from tests.outside.command.typed import replaced, segue

BOOKING = """
record booking from shop.bookings
  id        from booking_id
  customer  from customer_id
  place     text
  starts    time
  state     one of "booked", "cancelled"

message booking_soon
  for service
  email subject "{{ booking.place }}"
    \"\"\"
    On {{ booking.starts | date: "%-d %B, %H:%M" }}.
    \"\"\"

campaign booking_reminder
  enter 2 days before booking.starts at 10:00
    only if booking.state = "booked"

  send booking_soon by email
"""
COLUMNS = ("booking_id", "customer_id", "place", "starts", "state")


def bookings(folder: Path, *rows: tuple[str, ...]) -> None:
    with (folder / "data/bookings.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *rows])


def reached(folder: Path) -> tuple[str, str]:
    """Two customers in London whom mail reaches."""
    with (folder / "data/customers.csv").open(encoding="utf-8") as file:
        found = [row["customer_id"] for row in csv.DictReader(file)
                 if row["email"] and row["timezone"] == "Europe/London"]  # fmt: skip
    return found[0], found[1]


def test_a_reminder_says_what_its_booking_says(fresh: Path) -> None:
    (fresh / "bookings.campaign").write_text(BOOKING, encoding="utf-8")
    table = '"shop.bookings" = { file = "data/bookings.csv", timezone = "Europe/London" }'
    replaced(fresh / "segue.toml", "[tables]\n", f"[tables]\n{table}\n")
    one, other = reached(fresh)
    bookings(
        fresh, ("b1", one, "Tea house", "2026-03-05 15:00", "booked"),
        ("b2", one, "Spa", "2026-03-06 11:00", "booked"),
        ("b3", other, "Zoo", "2026-03-05 15:00", "cancelled"),
    )  # fmt: skip
    assert segue(fresh, "check", "--data").code == 0
    shown = segue(fresh, "preview", "booking_soon", "--customer", one).out
    assert "Spa" in shown
    assert "On 6 March, 11:00." in shown
    assert segue(fresh, "run", "--apply", "--from", "2026-03-01", "--until", "2026-03-04").code == 0
    bookings(fresh, ("b1", one, "Tea house", "2026-03-05 15:00", "booked"),
             ("b2", one, "Sauna", "2026-03-07 12:30", "booked"))  # fmt: skip
    assert segue(fresh, "run", "--apply", "--until", "2026-03-08").code == 0
    letters = [json.loads(line) for path in sorted((fresh / "outbox").glob("*.jsonl"))
               for line in path.read_text(encoding="utf-8").splitlines()]  # fmt: skip
    said = [(each["subject"], each["text"].strip()) for each in letters
            if each["message"] == "booking_soon"]  # fmt: skip
    assert said == [
        ("Tea house", "On 5 March, 15:00."), ("Sauna", "On 7 March, 12:30."),
    ]  # fmt: skip
    told = segue(fresh, "explain", one, "--campaign", "booking_reminder").out
    assert "which is 2026-03-07 12:30 (booking b2) [S15]" in told
