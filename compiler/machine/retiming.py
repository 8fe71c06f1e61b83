"""Who stands until an instant that a clock says, and when that is by other rules of clocks (S4).

What their own clock shows at the instant stays: `until 10:00` ends at 10:00, whenever that is now.
"""

from __future__ import annotations

from sqlglot import exp

from compiler.machine.clock import ANY, is_exact, with_civil, with_instant, zoned
from compiler.machine.context import next_pass
from compiler.machine.holding import ACTS, AGES, HELD
from compiler.machine.places import Machine, Place, Sort
from compiler.machine.setting import Setting, gone, queue
from compiler.machine.template import column, query, sql
from compiler.model.steps import BestHour, Pass, Repeat, Step, Wait, WaitAround, WaitUntil
from compiler.walk import steps

DUE = "due_at"
BEFORE = "zones_before"
"""The temporary table of the rows of zones that were others, as they were."""


def by_clock(machine: Machine, place: Place) -> list[tuple[str, Step | Pass]]:
    """Which instants of those who stand at a place a clock says, as columns of its queue, with the
    step that waits for each: until when they stand, and when the next pass may begin."""
    if not place.stands or place.step is None:
        return []
    found: list[tuple[str, Step | Pass]] = [(DUE, place.step)] if _shows(place) else []
    repeats = (each for each in steps(machine.campaign) if isinstance(each, Repeat))
    found += [
        (next_pass(each.passes[0]), each) for each in repeats if not is_exact(each.passes[0].every)
    ]
    return found


def _shows(place: Place) -> bool:
    """Whether who stands there does so until a clock shows something."""
    match place.step:
        case _ if place.sort is Sort.SEND:
            return True  # the end of quiet time
        case Wait(duration=duration) | Pass(every=duration):
            return not is_exact(duration)
        case WaitAround(around=around):
            return around.at is not None
        case step:
            return isinstance(step, WaitUntil | BestHour)


def retimed(setting: Setting, place: Place, name: str) -> exp.Select:
    """Those at a place from $at on for whom the instant in the queue's column `name` is another
    `now`, by their `eid`, `cid` and `due_at`; none lies before $at. Whoever a pause holds is held
    on."""
    here = query(
        "SELECT q.eid, q.cid, q.due_at, CAST($at AS TIMESTAMP) AS at, CAST(:acts AS BIGINT) AS seq,"
        " :wanted >= :held AS held,"
        " CASE WHEN :wanted >= :held THEN :wanted - :ages ELSE :wanted END AS due"
        " FROM :queue AS q WHERE q.due_at >= CAST($at AS TIMESTAMP) AND :wanted IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM :gone AS g WHERE g.eid = q.eid AND g.due_at = q.due_at)",
        wanted=column(name, "q"), held=sql(HELD), ages=sql(AGES), acts=ACTS, queue=queue(place),
        gone=gone(place),
    )  # fmt: skip
    shown = with_civil(
        zoned(setting.project, here, _zone(place, name)), column("due", "r"), "civil", BEFORE
    )
    return query(
        "SELECT r.eid, r.cid, r.due_at, CASE WHEN r.held THEN greatest(r.now, r.at) + :ages"
        " ELSE greatest(r.now, r.at) END AS now FROM :rows AS r WHERE r.now <> r.due",
        ages=sql(AGES), rows=with_instant(shown, column("civil", "r"), "now", ANY),
    )  # fmt: skip


def _zone(place: Place, name: str) -> str | None:
    """Whose clock it is, where the text says so; else the customer's own, as it is now."""
    if name == DUE and isinstance(place.step, WaitUntil):
        return place.step.zone
    around = place.step.around if isinstance(place.step, WaitAround) else None
    return around.zone if around is not None and name == DUE else None
