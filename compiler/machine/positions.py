"""Positions in SQL: (at, seq) with the sequence number of an event, or `TIMER` (S7)."""

from __future__ import annotations

from sqlglot import exp

from compiler.machine.template import column, sql

TIMER = 9223372036854775807
"""The `seq` of timers: behind all events of their instant."""

LEAVES, GOALS, WAITS, ENTRIES = 1, 2, 3, 4
"""Phases (S7); the same numbers as in the journal's model."""


def version_seen(customer: str, row: str) -> exp.Expr:
    """Whether a version of the row's customer is the one seen at the row's position. What is
    recorded at an instant is seen by timers at it, not by events."""
    return sql(
        ":cid = :of AND (:since < :at OR (:since = :at AND :seq = :timer))"
        " AND (:until > :at OR (:until = :at AND :seq <> :timer))",
        cid=column("cid", customer),
        of=column("cid", row),
        since=column("since", customer),
        until=column("until", customer),
        at=column("at", row),
        seq=column("seq", row),
        timer=TIMER,
    )


def event_after(event: str, row: str, at: str = "at", seq: str = "seq") -> exp.Expr:
    """Whether an event lies at a position after the row's."""
    return sql(
        "(:arrival > :at OR (:arrival = :at AND :event > :seq))",
        arrival=column("arrival", event),
        at=column(at, row),
        event=column("seq", event),
        seq=column(seq, row),
    )


def event_seen(event: str, row: str) -> exp.Expr:
    """Whether an event lies at the row's position or before it (S6)."""
    return exp.not_(event_after(event, row), copy=False)


def arrived_now() -> exp.Expr:
    """Whether the event `e` arrived in this tick."""
    return sql("e.arrival >= $prev AND e.arrival < $until")
