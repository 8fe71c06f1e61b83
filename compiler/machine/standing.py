"""Who is at a place when a tick works it off: those who stood there, and those who come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlglot import exp

from compiler.machine import bounds, clock, hours, learning
from compiler.machine.around import around_end, read_again
from compiler.machine.context import next_pass
from compiler.machine.holding import Back, anew, kept
from compiler.machine.places import Place, Sort
from compiler.machine.positions import WAITS, arrived_now
from compiler.machine.setting import Setting, gone, looked_at, queue
from compiler.machine.template import column, named, query, sql, union
from compiler.model.steps import (
    BestHour,
    Listening,
    Pass,
    Settle,
    Trial,
    Until,
    Wait,
    WaitAround,
    WaitUntil,
)


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What a tick brought: the kinds of events with new rows, whether the campaign has new
    entrants in this walk, whether the place's queue has rows that are due, and whether it was
    `looked` at those who are in since something may take them out by a condition. `paused`: nobody
    goes on; `back`: how those come back whom a pause held here."""

    kinds: frozenset[str]
    entrants: bool
    due: bool
    stored: bool
    looked: bool = False
    paused: bool = False
    back: Back | None = None


def listened(setting: Setting, place: Place) -> frozenset[str]:
    """The kinds of events that can move an enrolment from this place."""
    kinds = {on.event for on in setting.machine.campaign.leaves}
    if isinstance(place.step, Listening):
        kinds.update(*(way.on.kinds for way in place.step.ways))
    kinds.update(*(step.on.kinds for step in place.within))
    return frozenset(kinds)


def here(
    setting: Setting, place: Place, arrivals: Arrivals, reached: Sequence[exp.Query]
) -> list[exp.Query]:
    """All at the place whom the tick concerns: the context; `stored`, whether they stood in the
    queue when it began; `due`, until when they stand; the position (`at`, `seq`, `phase`) at which
    they came; `missed`, where steps stand under a wait; within steps that end, `now`: whether they
    go on at once; and where some come `back`, whether it is one whose wait has `resumed`."""
    came = [*reached, *anew(setting, place, arrivals.back)]
    found = [*_stored(setting, place, arrivals), *_reached(setting, place, came)]
    if arrivals.back is None:
        return found
    resumed = [_returned(setting, place, each) for each in kept(setting, place, arrivals.back)]
    return [*_telling(found, "FALSE"), *_telling(resumed, "r.in_turn")]


def _telling(parts: Sequence[exp.Query], resumed: str) -> list[exp.Query]:
    return [part.select(named(sql(resumed), "resumed"), copy=False) for part in parts]


def _stored(setting: Setting, place: Place, arrivals: Arrivals) -> list[exp.Query]:
    """Those in the queue who come due in this tick, and those whom its events may concern."""
    if not arrivals.stored:
        return []
    touched = _touched(setting, place, arrivals)
    concerned: list[exp.Expr] = [sql("q.due_at < $until")] if arrivals.due else []
    if touched is not None:
        concerned.append(sql("q.cid IN (:touched)", touched=touched))
    if not concerned:
        return []
    queued = _queued(setting, place).where(exp.or_(*concerned, copy=False), copy=False)
    if isinstance(place.step, WaitAround):
        queued = read_again(setting, place.step, queued)
    return [_standing(setting, place, queued, held=arrivals.paused)]


def _returned(setting: Setting, place: Place, kept: exp.Query) -> exp.Select:
    """Those who come back as they stood; `in_turn`: what ends just now does so in its turn. A date
    that came meanwhile is read again at once."""
    found: exp.Query = query("SELECT r.*, r.due >= r.at AS in_turn FROM :kept AS r", kept=kept)
    if isinstance(place.step, WaitAround):
        found = read_again(setting, place.step, found, overdue=True)
    over = "(:due < r.at OR (:due = r.at AND NOT r.in_turn))"
    return _standing(setting, place, found, over)


def _queued(setting: Setting, place: Place) -> exp.Select:
    """Who stands in the queue; `due_at` before the tick is past."""
    found = query(
        "SELECT TRUE AS stored, q.due_at AS due, CAST('-infinity' AS TIMESTAMP) AS at,"
        " CAST(-1 AS BIGINT) AS seq, :waits AS phase FROM :queue AS q WHERE q.due_at >= $prev"
        " AND NOT EXISTS (SELECT 1 FROM :gone AS g"
        " WHERE g.eid = q.eid AND g.due_at = q.due_at AND g.due_at >= $prev)",
        queue=queue(place),
        gone=gone(place),
        waits=WAITS,
    )
    return _context_first(setting, found, "q")


def _context_first(setting: Setting, found: exp.Select, alias: str) -> exp.Select:
    columns = [column(name, alias) for name in setting.context.columns]
    found.set("expressions", [*columns, *found.expressions])
    return found


def _touched(setting: Setting, place: Place, arrivals: Arrivals) -> exp.Query | None:
    """The customers to whom something happened that may move them from here."""
    kinds = sorted(listened(setting, place) & arrivals.kinds)
    parts: list[exp.Query] = [
        query("SELECT e.cid FROM :event AS e WHERE :now", event=f"event_{kind}", now=arrived_now())
        for kind in kinds
    ]
    if arrivals.looked:
        parts.append(query("SELECT m.cid FROM :looked AS m", looked=looked_at(setting)))
    if restarts(setting, arrivals):
        parts.append(query("SELECT c.cid FROM :entrants AS c", entrants=setting.entrants))
    return union(parts) if parts else None


def _reached(setting: Setting, place: Place, reached: Sequence[exp.Query]) -> list[exp.Query]:
    """Those who came here in this tick (context, position), and until when they stand."""
    if not reached:
        return []
    came = union(reached)
    timed = came if place.sort is Sort.SEND else _timed(setting, place, came)
    came = query("SELECT FALSE AS stored, r.* FROM :timed AS r", timed=timed)
    if isinstance(place.step, WaitAround):
        came = read_again(setting, place.step, came)
    return [_standing(setting, place, came)]


def _standing(
    setting: Setting, place: Place, rows: exp.Query, over: str = ":due <= r.at", *,
    held: bool = False,
) -> exp.Select:  # fmt: skip
    """What `here` tells of the rows; where the instant is past or unknown, the wait is `over` at
    once, and what stands under it is missed. `held`: in a pause, in which no time ends steps."""
    due: exp.Expr = sql("coalesce(r.due, r.at)")
    now = sql(over, due=due)
    if place.within and not held:
        due = exp.func("least", due, bounds.earliest(place, "r"))
    found = query(
        "SELECT r.stored, :due AS due, r.at, r.seq, r.phase FROM :rows AS r", rows=rows, due=due
    )
    if place.within:
        found = found.select(named(now, "now"), copy=False)
    if place.can_miss:
        late = sql("coalesce(r.due < r.at, TRUE)")
        missed = column("missed", "r") if isinstance(place.step, WaitAround) else late
        found = found.select(named(missed, "missed"), copy=False)
    return _context_first(setting, found, "r")


def _timed(setting: Setting, place: Place, came: exp.Query) -> exp.Query:
    step = place.step
    if isinstance(step, Wait):
        return clock.wait_end(setting.project, step.duration, came)
    if isinstance(step, Settle):
        return query("SELECT r.*, r.at + INTERVAL 1 MICROSECOND AS due FROM :came AS r", came=came)
    if isinstance(step, Trial):
        due = learning.over(setting, step)
        return query("SELECT r.*, :due AS due FROM :came AS r", came=came, due=due)
    if isinstance(step, WaitUntil):
        return clock.until_end(setting.project, step, came)
    if isinstance(step, WaitAround):
        return around_end(setting, step.around, came)
    if isinstance(step, BestHour):
        return clock.hour_end(setting.project, hours.with_best(came))
    if isinstance(step, Pass) and place.sort is not Sort.REPEAT:
        due = column(next_pass(step), "r")
        return query("SELECT r.*, :due AS due FROM :came AS r", came=came, due=due)
    if isinstance(step, Until | Pass):
        return query("SELECT r.*, r.at AS due FROM :came AS r", came=came)
    assert isinstance(step, Listening)
    return query(
        "SELECT r.*, r.at + :most AS due FROM :came AS r",
        came=came,
        most=clock.exact(step.at_most),
    )


def restarts(setting: Setting, arrivals: Arrivals) -> bool:
    return arrivals.entrants and setting.machine.replaces
