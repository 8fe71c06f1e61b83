"""Those who move on from a place, each at their own position, before anything is decided."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from compiler.machine import bounds, clock
from compiler.machine.context import next_pass
from compiler.machine.guards import condition, decision, implies
from compiler.machine.places import Place, Reaching, Sort
from compiler.machine.setting import Setting, moved, stood
from compiler.machine.template import column, named, query, sql, union
from compiler.model.steps import Listening, Pass, Until

POSITION = ("at", "seq", "phase")


def movers(
    setting: Setting, place: Place, standing: bool, reached: Sequence[exp.Query]
) -> exp.Query:
    """The context, the position, and `d<order>` of a wait with steps under it: 0 answered, or
    its instant came, 1 not.
    `standing`: whether some stood at the place; where nobody stands, those who came go on."""
    parts: list[exp.Query] = [_over(setting, place)] if standing else []
    if place.sort in (Sort.SEND, Sort.JOIN):
        parts += [_passing_by(place, each) for each in reached]
    return union(parts)


def leaving(setting: Setting, parting: Place, place: Place) -> exp.Select:
    """Those who leave at a place by a line with steps, as movers of what is done for them."""
    found = query(
        "SELECT s.next_at AS at, s.next_seq AS seq, s.next_phase AS phase FROM :stood AS s"
        " WHERE s.outcome = 'left' AND s.parting = :number",
        stood=stood(place),
        number=parting.parting,
    )
    columns = [column(name, "s") for name in setting.context.columns]
    found.set("expressions", [*columns, *found.expressions])
    return found


def _passing_by(place: Place, came: exp.Query) -> exp.Query:
    if not place.within:
        return came
    found = query("SELECT r.* FROM :came AS r", came=came)
    return found.select(*bounds.going_on(place), copy=False)


def _over(setting: Setting, place: Place) -> exp.Select:
    found = query(
        "SELECT s.next_at AS at, s.next_seq AS seq, s.next_phase AS phase FROM :stood AS s"
        " WHERE s.outcome IN ('over', 'answered', 'ended', 'expired')",
        stood=stood(place),
    )
    columns = [_carried(setting, place, name) for name in setting.context.columns]
    found.set("expressions", [*columns, *found.expressions])
    step = place.step
    if isinstance(step, Listening):
        ways = len(step.ways) if place.sort is not Sort.UNTIL else bounds.ON
        way = sql(
            "CASE WHEN s.outcome = 'answered' THEN :way ELSE :over END",
            way=column("way", "s") if len(step.ways) > 1 else sql("0"),
            over=ways,
        )
        found = found.select(named(way, decision(step.order).name), copy=False)
    elif step is not None and place.can_miss:
        way = sql("CASE WHEN s.missed THEN 1 ELSE 0 END")
        found = found.select(named(way, decision(step.order).name), copy=False)
    found = found.select(*bounds.decisions(place), copy=False)
    return _begun(setting, found, step) if isinstance(step, Pass) else found


def _begun(setting: Setting, found: exp.Select, step: Pass) -> exp.Select:
    """Those who begin a pass, with the instant at which the next one may begin."""
    held = next_pass(step)
    names = [own.alias_or_name for own in found.expressions]
    due = clock.wait_end(setting.project, step.every, found)
    columns = [
        named(column("due", "r"), name) if name == held else column(name, "r") for name in names
    ]
    begun = query("SELECT 1 FROM :due AS r", due=due)
    begun.set("expressions", columns)
    return begun


def _carried(setting: Setting, place: Place, name: str) -> exp.Expr:
    """After an answer the next one is looked for behind it, and its fields are known (S23)."""
    step, found = place.step, exp.Case()
    new: exp.Expr
    if name in ("anchor_at", "anchor_seq"):
        part = name.removeprefix("anchor_")
        if isinstance(step, Listening):
            found = _where(found, "answered", column(f"answer_{part}", "s"))
        if place.within:
            found = _where(found, "ended", column(f"ending_{part}", "s"))
    elif isinstance(step, Until) and name == bounds.limit(step):
        most = clock.exact(step.at_most)
        return named(sql("s.next_at + :most", most=most), name)
    elif isinstance(step, Listening) and name in seen(setting, step):
        new = column(f"new_{name}", "s")
        if len(step.ways) > 1:
            came = sql("s.way = :way", way=seen(setting, step)[name])
            new = exp.Case().when(came, new, copy=False).else_(column(name, "s"), copy=False)
        found = _where(found, "answered", new)
    if not found.args.get("ifs"):
        return column(name, "s")
    return named(found.else_(column(name, "s"), copy=False), name)


def _where(found: exp.Case, outcome: str, value: exp.Expr) -> exp.Case:
    return found.when(sql("s.outcome = :outcome", outcome=outcome), value, copy=False)


def seen(setting: Setting, step: Listening) -> dict[str, int]:
    """The columns of what is looked at later of the events that answer, with their ways."""
    ways = {way.alias: number for number, way in enumerate(step.ways)}
    answers = setting.context.answers.items()
    return {held: ways[alias] for (alias, _), held in answers if alias in ways}


def arriving(setting: Setting, source: Place, reaching: Reaching) -> exp.Select:
    """Those who come from the move of `source` to another place: context and position."""
    found = query("SELECT r.at, r.seq, r.phase FROM :moved AS r", moved=moved(source))
    columns = [_reached_with(reaching, name) for name in setting.context.columns]
    found.set("expressions", [*columns, *found.expressions])
    moving = passing(source)
    found = found if moving is None else found.where(moving, copy=False)
    return found.where(condition(reaching.guard), copy=False) if reaching.guard else found


def held(setting: Setting, place: Place) -> exp.Select:
    """Those of the last pass whom quiet time holds at a send, until its end."""
    found = query(
        "SELECT r.quiet_end AS due, r.at, r.seq, r.phase FROM :moved AS r"
        " WHERE r.pass = $pass AND r.quiet_end IS NOT NULL",
        moved=moved(place),
    )
    columns = [column(name, "r") for name in setting.context.columns]
    found.set("expressions", [*columns, *found.expressions])
    return found


def passing(place: Place) -> exp.Expr | None:
    """Whether a row moves on: at a send that can meet quiet time, those held do not."""
    return sql("r.quiet_end IS NULL") if place.sort is Sort.SEND else None


def _reached_with(reaching: Reaching, name: str) -> exp.Expr:
    """A send step makes the enrolment listen from its own position on (S23)."""
    if name not in ("anchor_at", "anchor_seq") or not reaching.sends:
        return column(name, "r")
    now = column(name.removeprefix("anchor_"), "r")
    if any(implies(reaching.guard, send) for send in reaching.sends):
        return named(now, name)
    sent = exp.or_(*(condition(send) for send in reaching.sends), copy=False)
    return named(
        sql("CASE WHEN :sent THEN :now ELSE :old END", sent=sent, now=now, old=column(name, "r")),
        name,
    )


def staying(setting: Setting, place: Place) -> exp.Select:
    """Rows of the queue: those who came and stay beyond the tick, the first due first."""
    found = query(
        "SELECT s.due AS due_at FROM :stood AS s WHERE s.outcome = 'stays' AND NOT s.stored"
        " ORDER BY s.due",
        stood=stood(place),
    )
    columns = [column(name, "s") for name in setting.context.columns]
    found.set("expressions", [*columns, *found.expressions])
    return found


def gone_early(place: Place) -> exp.Select:
    """Those who stood in the queue and leave it before their instant."""
    return query(
        "SELECT s.eid, s.due AS due_at FROM :stood AS s"
        " WHERE s.stored AND s.outcome IN ('left', 'replaced', 'answered', 'ended')",
        stood=stood(place),
    )
