"""E047x: what enters or waits around a date."""

from __future__ import annotations

from compiler.catalogue.code import Code

GOAL = "  goal purchase within 30 days\n\n  send hello by email\n"

CODES = (
    Code(
        "E0470", "date-and-time",
        "A date is a whole day, so around it one counts in days and says at what time of day. A "
        "time is an instant: hours are counted from it, and days to the same time of day or to the "
        "one that stands behind `at`.",
        "campaign wishes\n  enter 3 days before birthday\n" + GOAL,
        "campaign wishes\n  enter 3 days before birthday at 10:00\n" + GOAL,
    ),
    Code(
        "E0471", "date-of-its-own",
        "Who enters around a date does so by a field of the customers' table, and who waits for "
        "one by such a field or by one of an event that the campaign knows. What is computed has "
        "no instant at which it is known beforehand.",
        "trait latest = last purchase\n\ncampaign wishes\n  enter 3 days after latest\n" + GOAL,
        "campaign wishes\n  enter 3 days after signed_up\n" + GOAL,
    ),
)  # fmt: skip
