"""What an enrolment at a place may hear of: the events that answer a wait, and those that end the
steps among which it is.

They are looked for among those `here`, aliased `r`, and joined to them.
"""

from __future__ import annotations

from sqlglot import exp

from compiler.machine import bounds
from compiler.machine.matching import conditions, event_field, with_others
from compiler.machine.moving import seen
from compiler.machine.places import Place
from compiler.machine.positions import arrived_now, event_after
from compiler.machine.setting import Setting
from compiler.machine.standing import Arrivals
from compiler.machine.template import both, column, named, query, sql, union, with_part
from compiler.model.occurring import Occurring
from compiler.model.steps import Listening


def with_answers(
    setting: Setting, place: Place, found: exp.Select, arrivals: Arrivals, looking_back: bool
) -> exp.Select:
    """The first answer after the last send and the last answer, until the wait's end (S23). Who
    reaches the wait looks back over all that was recorded since; who stands here already sees
    new events only."""
    step = place.step
    if not isinstance(step, Listening) or arrivals.paused:
        return found
    kinds = {kind for way in step.ways for kind in way.on.kinds}
    if arrivals.kinds.isdisjoint(kinds) and not looking_back:
        return found
    first = query(
        "SELECT a.* FROM :answers AS a"
        " QUALIFY row_number() OVER (PARTITION BY a.eid ORDER BY :order) = 1",
        order=[sql("a.seq"), sql("a.way")] if len(step.ways) > 1 else [sql("a.seq")],
        answers=union(
            [
                _answering(setting, step, way, on, looking_back)
                for way, each in enumerate(step.ways)
                for on in each.on.each
            ]
        ),
    )
    return joined(found, first, "answer")


def _answering(
    setting: Setting, step: Listening, way: int, on: Occurring, looking_back: bool
) -> exp.Select:
    """The events of a kind that answer so, with the fields that are looked at later."""
    matched = query(
        "SELECT r.eid, e.seq, e.arrival AS at FROM here AS r JOIN :event AS e ON e.cid = r.cid"
        " WHERE :recent AND e.arrival <= r.due AND :position AND :conditions",
        event=f"event_{on.event}",
        recent=_recent(looking_back),
        position=event_after("e", "r", "anchor_at", "anchor_seq"),
        conditions=both(conditions(setting, on)),
    )
    known = seen(setting, step)
    for (_, name), held in setting.context.answers.items():
        if known.get(held) == way:
            matched = matched.select(named(event_field(setting, on.event, name), held), copy=False)
        elif held in known:
            nothing = exp.cast(exp.null(), setting.context.columns[held], copy=False)
            matched = matched.select(named(nothing, held), copy=False)
    if len(step.ways) > 1:
        matched = matched.select(named(exp.convert(way), "way"), copy=False)
    return with_others(setting, matched, on)


def _recent(looking_back: bool) -> exp.Expr:
    """A bound that lets the engine skip old events."""
    if not looking_back:
        return arrived_now()
    return sql(
        "(e.arrival < $until AND (e.arrival >= $prev"
        " OR e.arrival >= (SELECT min(h.anchor_at) FROM here AS h WHERE NOT h.stored)))"
    )


def with_endings(
    setting: Setting, place: Place, found: exp.Select, arrivals: Arrivals
) -> exp.Select:
    """What ends the steps among which the place is; one event the outermost first. Who comes back
    from a pause looks back over what came meanwhile: of that whatever ends the outermost steps."""
    if arrivals.paused:
        return found
    back = arrivals.back is not None
    parts = [
        _ending(setting, on, back)
        .where(sql("e.arrival <= :limit", limit=column(bounds.limit(step), "r")), copy=False)
        .select(named(exp.convert(step.order), "by"), named(exp.convert(depth), "turn"), copy=False)
        for depth, step in enumerate(place.within)
        for on in step.on.each
        if back or on.event in arrivals.kinds
    ]
    if not parts:
        return found
    heard = [sql("NOT l.heard"), sql("CASE WHEN l.heard THEN l.turn END")] if back else []
    first = query(
        "SELECT l.* FROM :endings AS l QUALIFY row_number() OVER"
        " (PARTITION BY l.eid ORDER BY :order) = 1",
        endings=union(parts),
        order=[*heard, sql("l.seq"), sql("l.turn")],
    )
    return joined(found, first, "ending")


def _ending(setting: Setting, on: Occurring, back: bool) -> exp.Select:
    """The events that end steps; where somebody comes `back`, with whether they are `heard` where
    the row is."""
    if not back:
        return matching(setting, on, event_after("e", "r"))
    position = event_after("e", "r", "anchor_at", "anchor_seq")
    heard = sql("(e.arrival < r.at OR (e.arrival = r.at AND e.seq <= r.seq)) AS heard")
    return matching(setting, on, position, _recent(True)).select(heard, copy=False)


def matching(
    setting: Setting, on: Occurring, position: exp.Expr, recent: exp.Expr | None = None
) -> exp.Select:
    """The new events that the campaign names for those here, or those so `recent`: `eid`, `seq`,
    `at`."""
    found = query(
        "SELECT r.eid, e.seq, e.arrival AS at FROM here AS r JOIN :event AS e ON e.cid = r.cid"
        " WHERE :now AND :position AND :conditions",
        event=f"event_{on.event}",
        now=arrived_now() if recent is None else recent,
        position=position,
        conditions=both(conditions(setting, on)),
    )
    return with_others(setting, found, on)


def joined(found: exp.Select, first: exp.Query, name: str) -> exp.Select:
    return with_part(found, name, first).join(
        exp.to_table(name),
        on=sql(":a = r.eid", a=column("eid", name)),
        join_type="left",
        copy=False,
    )


def several(place: Place) -> bool:
    """Whether an answer can be one of several things."""
    return isinstance(place.step, Listening) and len(place.step.ways) > 1
