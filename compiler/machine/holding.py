"""Who stands in a campaign that is paused, and who goes on when it is resumed (S36).

Whoever stands when a pause begins stands `AGES` later: nothing but a leave can move them then. A
resume takes them out of the queues, into a temporary table for each place, from which they come
back to their places.
"""

from __future__ import annotations

from enum import StrEnum

from sqlglot import exp

from compiler.machine import clock
from compiler.machine.bounds import limit
from compiler.machine.context import next_pass
from compiler.machine.places import Place
from compiler.machine.positions import WAITS
from compiler.machine.setting import Setting
from compiler.machine.template import column, named, query, sql
from compiler.model.steps import FirstOf, Pass, Timed, WaitFor

ACTS = -1
"""The `seq` at which people's acts lie: before all events of their instant."""

AGES = "INTERVAL 3652425 DAY"
"""Ten thousand years, whole ones: what is held is due after all that is not."""

HELD = "TIMESTAMP '10000-01-01 00:00:00'"
"""Since when what is due is held: no date that anybody can write lies so far ahead."""


class Back(StrEnum):
    """How those who were held come back: with the end that their waits had, or with a new one."""

    KEPT = "kept"
    ANEW = "anew"


def resumed_table(number: int) -> str:
    """The temporary table of those who were held at the place of that number: the columns of its
    queue, with `due` for `due_at`."""
    return f"resumed_{number}"


def anew(setting: Setting, place: Place, back: Back | None) -> list[exp.Query]:
    """Those who were held at a place and begin their waits anew: context and position."""
    if back is not Back.ANEW or not isinstance(place.step, Timed | WaitFor | FirstOf):
        return []
    return [_held(setting, place, back)]


def kept(setting: Setting, place: Place, back: Back | None) -> list[exp.Query]:
    """Those who were held at a place and stand until when they stood: context, `stored`, `due` and
    position. Quiet time, the time of a pass and what takes no time do not begin anew."""
    if back is None or anew(setting, place, back):
        return []
    step = place.step
    due = column(next_pass(step), "r") if isinstance(step, Pass) else sql("r.due")
    return [_held(setting, place, back, sql("FALSE AS stored"), named(due, "due"))]


def _held(setting: Setting, place: Place, back: Back, *more: exp.Expr) -> exp.Select:
    found = query(
        "SELECT CAST($prev AS TIMESTAMP) AS at, CAST(:acts AS BIGINT) AS seq, :waits AS phase"
        " FROM :held AS r",
        acts=ACTS,
        waits=WAITS,
        held=resumed_table(place.number),
    )
    limits = _anew(place) if back is Back.ANEW else {}
    context = [limits.get(name, column(name, "r")) for name in setting.context.columns]
    found.set("expressions", [*context, *more, *found.expressions])
    return found


def _anew(place: Place) -> dict[str, exp.Expr]:
    """The columns of the steps among which the place is, whose time begins anew."""
    return {
        limit(step): named(
            sql("CAST($prev AS TIMESTAMP) + :most", most=clock.exact(step.at_most)), limit(step)
        )
        for step in place.within
    }
