"""Splits that learn, in the queries of a tick: the shares in force, and the decisions that name
them, are values that the engine gives (S20).

A tick begins at a snapshot or behind it, and goes on to no other. So there are two of each value:
that of the snapshot at which the tick begins, for timers there and all that comes later, and that
of the snapshot before, for events at this very instant (S8).
"""

from __future__ import annotations

from sqlglot import exp

from compiler.machine.places import Machine
from compiler.machine.positions import TIMER
from compiler.machine.setting import Setting
from compiler.machine.template import sql
from compiler.model.steps import Split

END, DECISION = "end", "decision"
"""What is given of each arm: where it ends, and the number of the decision that gives it."""

EVENTS, LATER = "events", "later"
"""For whom: events at the instant at which the tick begins, and everything behind them."""


def value(machine: Machine, step: Split, way: int, what: str, whom: str) -> str:
    """The name of a value."""
    return f"{what}_{whom}_{machine.entry.number}_{step.order}_{way}"


def ends(setting: Setting, step: Split) -> list[exp.Expr]:
    """Where the arms of a split end, for the row `r`."""
    if step.maximises is None:
        return [exp.convert(arm.until) for arm in step.arms]
    return [_given(setting, step, way, END) for way in range(len(step.arms))]


def decision(setting: Setting, step: Split, way: exp.Expr) -> exp.Expr:
    """The number of the decision by which the row `r` got its arm."""
    found = exp.Case(this=way)
    for number in range(len(step.arms)):
        given = _given(setting, step, number, DECISION)
        found = found.when(exp.convert(number), given, copy=False)
    return found


def _given(setting: Setting, step: Split, way: int, what: str) -> exp.Expr:
    events, later = (value(setting.machine, step, way, what, whom) for whom in (EVENTS, LATER))
    return sql(
        f"CASE WHEN r.at = $prev AND r.seq <> :timer THEN CAST(${events} AS INTEGER)"
        f" ELSE CAST(${later} AS INTEGER) END",
        timer=TIMER,
    )
