"""E048x: hooks, and what they are told."""

from __future__ import annotations

from compiler.catalogue.code import Code

GIVING = (
    "\ncampaign thanks\n  enter every Monday at 09:00 for loyal\n\n  call crm\n"
)

CODES = (
    Code(
        "E0480", "cannot-be-told",
        "A hook is told fields of the customer as their table has them, and fields of the event "
        "that let in, where it is called. What Segue computes or keeps stands in no table.",
        "hook crm\n  sends city, orders\n" + GIVING,
        "hook crm\n  sends city, tier\n" + GIVING,
    ),
)  # fmt: skip
