"""Splits that learn, in the queries of a tick: the shares in force, and the decisions that name
them, are values that the engine gives (S20).

A tick begins at a snapshot or behind it, and goes on to no other. So there are two of each value:
that of the snapshot at which the tick begins, for timers there and all that comes later, and that
of the snapshot before, for events at this very instant (S8). What a test decides holds for all that
happens at the instant of its end.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from compiler.machine.places import Machine
from compiler.machine.positions import TIMER
from compiler.machine.setting import Setting
from compiler.machine.template import column, sql
from compiler.model.steps import Split, Trial

END, DECISION = "end", "decision"
"""What is given of each arm: where it ends, and the number of the decision that gives it."""

EVENTS, LATER = "events", "later"
"""For whom: events at the instant at which the tick begins, and everything behind them."""


def value(machine: Machine, step: Split, way: int, what: str, whom: str) -> str:
    """The name of a value."""
    return f"{what}_{whom}_{machine.entry.number}_{step.order}_{way}"


def due(machine: Machine, step: Trial) -> str:
    """The name of the value that says when a test is over."""
    return f"over_{machine.entry.number}_{step.order}"


def ends(setting: Setting, step: Split) -> list[exp.Expr]:
    """Where the arms of a split end, for the row `r`."""
    if not step.learns:
        return [exp.convert(arm.until) for arm in step.arms]
    return [_given(setting, step, way, END) for way in range(len(step.arms))]


def decision(setting: Setting, step: Split, way: exp.Expr) -> exp.Expr:
    """The number of the decision by which the row `r` got its arm."""
    found = exp.Case(this=way)
    for number in range(len(step.arms)):
        given = _given(setting, step, number, DECISION)
        found = found.when(exp.convert(number), given, copy=False)
    return found


def tested(setting: Setting, step: Trial, names: Sequence[exp.Expr]) -> exp.Expr:
    """Whether the row `r` goes on at once (0) or waits for the end of the test (1): its unit is
    `u<order>`; `names`: the arms that it has already."""
    known = sql("FALSE") if not names else exp.not_(
        sql(":name IS NULL", name=exp.func("coalesce", *names, sql("NULL"))), copy=False
    )  # fmt: skip
    return sql(
        "CASE WHEN :known OR :over <= r.at OR :u < :part THEN 0 ELSE 1 END",
        known=known, over=over(setting, step),
        u=column(f"u{step.order}", "r"), part=step.part,
    )  # fmt: skip


def over(setting: Setting, step: Trial) -> exp.Expr:
    """The instant at which the test is over."""
    return sql(f"CAST(${due(setting.machine, step)} AS TIMESTAMP)")


def _given(setting: Setting, step: Split, way: int, what: str) -> exp.Expr:
    events, later = (value(setting.machine, step, way, what, whom) for whom in (EVENTS, LATER))
    return sql(
        f"CASE WHEN r.at = $prev AND r.seq <> :timer THEN CAST(${events} AS INTEGER)"
        f" ELSE CAST(${later} AS INTEGER) END",
        timer=TIMER,
    )
