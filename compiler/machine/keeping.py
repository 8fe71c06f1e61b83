"""What `set`, `add to` and `remove from` set, as text: in the journal, and where it is kept."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from compiler.machine.context import SQL_TYPES
from compiler.machine.guards import condition
from compiler.machine.moving import passing
from compiler.machine.places import Keeping, Place
from compiler.machine.setting import Setting, moved
from compiler.machine.template import column, own, query, sql
from compiler.machine.wording import kept
from compiler.model.project import Project
from compiler.model.steps import Keep
from compiler.model.values import Type


def held(step: Keep) -> str:
    """The column in which those who move hold what the step sets."""
    return f"k{step.order}"


def written(project: Project, step: Keep, value: exp.Expr) -> exp.Expr:
    """The value, of the kept field's own type, as `runtime.kept` reads it."""
    kind = project.events[f"set {step.name}"].fields[0].type
    match kind:
        case Type.NUMBER | Type.MONEY:
            fits = exp.TryCast(this=own(value), to=exp.DataType.build(SQL_TYPES[kind]))
            digits = exp.cast(fits, "VARCHAR", copy=False)
            return sql("rtrim(rtrim(:digits, '0'), '.')", digits=digits)
        case Type.YES_NO:
            return sql("CASE WHEN :value THEN 'yes' WHEN NOT :value THEN 'no' END", value=value)
        case Type.TIME:
            return sql("strftime(:value, '%Y-%m-%d %H:%M:%S.%f')", value=value)
        case Type.DATE:
            return sql("strftime(:value, '%Y-%m-%d')", value=value)
        case _:
            return own(value)


def rows(setting: Setting, place: Place) -> Iterator[exp.Query]:
    """What a move sets."""
    for each in place.move:
        if isinstance(each, Keeping):
            found = query(
                "SELECT r.eid, r.cid, :decision AS decision, r.at, r.seq, r.phase, :value AS value"
                " FROM :rows AS r",
                decision=exp.convert(setting.numbers[kept(each.step)]),
                value=column(held(each.step), "r"),
                rows=moved(place),
            )
            moving = passing(place)
            found = found if moving is None else found.where(moving, copy=False)
            guarded = condition(each.guard) if each.guard else None
            yield found if guarded is None else found.where(guarded, copy=False)
