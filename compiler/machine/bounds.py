"""Steps that an event or an instant ends (`until E, at most D`), as columns and guards.

A place within such steps knows them, the outermost first. Whoever stands there is also taken on by
their events, and at `limit_<order>`; these come before what the place itself waits for, and of
several the outermost. `d<order>` is then 0 for the event, 1 for the instant, 2 for who goes on.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from compiler.machine.guards import Guard, Took, decision
from compiler.machine.places import Place
from compiler.machine.template import column, named, sql
from compiler.model.steps import Until

ENDED, OVER, ON = 0, 1, 2
"""The ways of the decision of such a step."""


def limit(step: Until) -> str:
    """The column that says until when an enrolment may do the steps."""
    return f"limit_{step.order}"


def still(within: Sequence[Until]) -> Guard:
    """Whoever goes on at a place, as its step says."""
    return tuple(Took(step.order, (ON,)) for step in within)


def taken_on(within: Sequence[Until], at: int, way: int) -> Guard:
    """Whoever is taken on from a place by the step at that depth, in that way."""
    return (*still(within[:at]), Took(within[at].order, (way,)))


def earliest(place: Place, alias: str) -> exp.Expr:
    """The earliest limit at a place; of equal ones it makes no difference which."""
    limits = [column(limit(step), alias) for step in place.within]
    return exp.func("least", *limits) if len(limits) > 1 else limits[0]


def past(place: Place) -> exp.Expr:
    """How deep the outermost of the steps stands whose time was over before a row `r` is where it
    is; NULL: that of none was."""
    found = exp.Case()
    for depth, step in enumerate(place.within):
        test = sql(":limit < r.at", limit=column(limit(step), "r"))
        found = found.when(test, exp.convert(depth), copy=False)
    return found


def ended_by(place: Place, *, back: bool) -> exp.Expr:
    """The order of the step that ended for a row `s` with an outcome; NULL where none did. `back`:
    some come back from a pause in which the time of steps may have been over."""
    reached = exp.Case()
    for step in place.within:
        at = column(limit(step), "s")
        test = sql(":limit = s.due OR :limit < s.at" if back else ":limit = s.due", limit=at)
        reached = reached.when(test, exp.convert(step.order), copy=False)
    return sql(
        "CASE WHEN s.outcome = 'ended' THEN s.ending_by WHEN s.outcome = 'expired' THEN :reached"
        " END",
        reached=reached,
    )


def decisions(place: Place) -> list[exp.Expr]:
    """How each of the steps goes on for a row `s` that moves."""
    return [
        named(
            sql(
                "CASE WHEN s.ended IS DISTINCT FROM :number THEN :still"
                " WHEN s.outcome = 'ended' THEN :came ELSE :past END",
                number=step.order,
                still=ON,
                came=ENDED,
                past=OVER,
            ),
            decision(step.order).name,
        )
        for step in place.within
    ]


def going_on(place: Place) -> list[exp.Expr]:
    """The same for who comes and stands nowhere."""
    return [named(exp.convert(ON), decision(step.order).name) for step in place.within]
