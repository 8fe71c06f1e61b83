"""What becomes of those at a place: whichever comes first, by position (S7).

An enrolment leaves a place by the earliest of a leave, an answer, a new start and its timer. At
one event leaves come before answers, and these before entries; events come before timers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlglot import exp

from compiler.machine.leaving import by_condition
from compiler.machine.matching import conditions, event_field, with_customer
from compiler.machine.places import Place
from compiler.machine.positions import ENTRIES, LEAVES, TIMER, WAITS, arrived_now, event_after
from compiler.machine.setting import Setting
from compiler.machine.standing import Arrivals, here, restarts
from compiler.machine.template import both, column, named, query, sql, union, with_part
from compiler.machine.wording import left_on
from compiler.model.occurring import Occurring
from compiler.model.steps import WaitFor


def stood(
    setting: Setting, place: Place, arrivals: Arrivals, reached: Sequence[exp.Query]
) -> exp.Query | None:
    """All at the place whom this tick concerns, and what becomes of them: their context, `stored`
    and `due`, `outcome` (`left`, `replaced`, `answered`, `over`, `stays`), the position `next_at`,
    `next_seq`, `next_phase` of it, `why`, and the answer's fields. None: nobody can be."""
    found_here = here(setting, place, arrivals, reached)
    if not found_here:
        return None
    found = with_part(query("SELECT r.* FROM here AS r"), "here", union(found_here))
    found = _with_leaves(setting, found, arrivals)
    found = _with_answers(setting, place, found, arrivals, bool(reached or arrivals.back))
    found = _with_restarts(setting, found, arrivals)
    return _decided(setting, place, found, _over(arrivals))


def _over(arrivals: Arrivals) -> str:
    """Whether the wait of a row is over where it is. One that was held is over only when it is
    overdue: what ends just now does so in its turn."""
    if arrivals.back is None:
        return "{0}.due <= {0}.at"
    return "({0}.due < {0}.at OR ({0}.due = {0}.at AND NOT {0}.resumed))"


def _with_leaves(setting: Setting, found: exp.Select, arrivals: Arrivals) -> exp.Select:
    """What takes out first, with the reason; events before conditions."""
    parts: list[exp.Query] = [
        _matching(setting, on, event_after("e", "r")).select(
            named(exp.Literal.string(left_on(on.event)), "why"), named(sql("0"), "turn"), copy=False
        )
        for on in setting.machine.campaign.leaves
        if on.event in arrivals.kinds
    ]
    if arrivals.looked:
        parts.append(by_condition(setting))
    if not parts:
        return found
    first = query(
        "SELECT l.* FROM :leaves AS l QUALIFY row_number() OVER"
        " (PARTITION BY l.eid ORDER BY l.at, l.seq, l.turn) = 1",
        leaves=union(parts),
    )
    return _joined(found, first, "leaving")


def _matching(setting: Setting, on: Occurring, position: exp.Expr) -> exp.Select:
    """The new events that the campaign names for those here: `eid`, `seq`, `at`."""
    found = query(
        "SELECT r.eid, e.seq, e.arrival AS at FROM here AS r JOIN :event AS e ON e.cid = r.cid"
        " WHERE :now AND :position AND :conditions",
        event=f"event_{on.event}",
        now=arrived_now(),
        position=position,
        conditions=both(conditions(setting, on)),
    )
    return with_customer(found, on)


def _with_answers(
    setting: Setting, place: Place, found: exp.Select, arrivals: Arrivals, looking_back: bool
) -> exp.Select:
    """The first answer after the last send and the last answer, until the wait's end (S23). Who
    reaches the wait looks back over all that was recorded since; who stands here already sees
    new events only."""
    step = place.step
    if not isinstance(step, WaitFor) or arrivals.paused:
        return found
    if step.on.event not in arrivals.kinds and not looking_back:
        return found
    matched = query(
        "SELECT r.eid, e.seq, e.arrival AS at FROM here AS r JOIN :event AS e ON e.cid = r.cid"
        " WHERE :recent AND e.arrival <= r.due AND :position AND :conditions",
        event=f"event_{step.on.event}",
        recent=_recent(looking_back),
        position=event_after("e", "r", "anchor_at", "anchor_seq"),
        conditions=both(conditions(setting, step.on)),
    )
    for (alias, name), held in setting.context.answers.items():
        if alias == step.alias:
            matched = matched.select(
                named(event_field(setting, step.on.event, name), held), copy=False
            )
    first = query(
        "SELECT a.* FROM :answers AS a"
        " QUALIFY row_number() OVER (PARTITION BY a.eid ORDER BY a.seq) = 1",
        answers=with_customer(matched, step.on),
    )
    return _joined(found, first, "answer")


def _recent(looking_back: bool) -> exp.Expr:
    """A bound that lets the engine skip old events."""
    if not looking_back:
        return arrived_now()
    return sql(
        "(e.arrival < $until AND (e.arrival >= $prev"
        " OR e.arrival >= (SELECT min(h.anchor_at) FROM here AS h WHERE NOT h.stored)))"
    )


def _with_restarts(setting: Setting, found: exp.Select, arrivals: Arrivals) -> exp.Select:
    """The next entry of the same customer, which replaces the open enrolment (S16)."""
    if not restarts(setting, arrivals):
        return found
    first = query(
        "SELECT r.eid, c.seq, c.at FROM here AS r JOIN :entrants AS c ON c.cid = r.cid"
        " AND (c.at > r.entry_at OR (c.at = r.entry_at AND c.seq > r.entry_seq))"
        " QUALIFY row_number() OVER (PARTITION BY r.eid ORDER BY c.at, c.seq) = 1",
        entrants=setting.entrants,
    )
    return _joined(found, first, "restart")


def _joined(found: exp.Select, first: exp.Query, name: str) -> exp.Select:
    return with_part(found, name, first).join(
        exp.to_table(name),
        on=sql(":a = r.eid", a=column("eid", name)),
        join_type="left",
        copy=False,
    )


def _decided(setting: Setting, place: Place, found: exp.Select, over: str) -> exp.Select:
    """Adds the outcome and its position. `over`: whether the wait of a row is, where it is."""
    has = {join.alias_or_name for join in found.args.get("joins") or ()}
    outcome = exp.Case()
    for test, name in _outcomes(has, over.format("r")):
        outcome = outcome.when(sql(test), exp.Literal.string(name), copy=False)
    outcome = outcome.when(sql("r.due < $until"), exp.Literal.string("over"), copy=False)
    found = found.select(
        named(outcome.else_(exp.Literal.string("stays"), copy=False), "outcome"), copy=False
    )
    found = found.select(*_events(has), copy=False)
    for (alias, _), held in setting.context.answers.items():
        if isinstance(place.step, WaitFor) and place.step.alias == alias:
            new = column(held, "answer") if "answer" in has else exp.null()
            kind = setting.context.columns[held]
            found = found.select(named(exp.cast(new, kind, copy=False), f"new_{held}"), copy=False)
    return _positioned(setting, place, found, over.format("s"))


def _outcomes(has: Iterable[str], over: str) -> list[tuple[str, str]]:
    """What comes first, in the order in which it is to be asked."""
    tests: list[tuple[str, str]] = []
    before_answer = f" AND (answer.seq IS NULL OR NOT {_before('answer', 'leaving')})"
    before_restart = f" AND (restart.seq IS NULL OR NOT {_before('restart', 'leaving')})"
    if "answer" in has:
        heard = "answer.at < r.at OR (answer.at = r.at AND answer.seq <= r.seq)"
        tests.append((f"answer.seq IS NOT NULL AND ({heard})", "answered"))
    tests.append((over, "over"))
    if "leaving" in has:
        test = "leaving.seq IS NOT NULL AND leaving.at <= r.due"
        test += before_answer if "answer" in has else ""
        test += before_restart if "restart" in has else ""
        tests.append((test, "left"))
    if "restart" in has:
        timer = f"(restart.at = r.due AND restart.seq < {TIMER})"
        test = f"restart.seq IS NOT NULL AND (restart.at < r.due OR {timer})"
        earlier = f" AND (answer.seq IS NULL OR {_before('restart', 'answer')})"
        tests.append((test + (earlier if "answer" in has else ""), "replaced"))
    if "answer" in has:
        tests.append(("answer.seq IS NOT NULL", "answered"))
    return tests


def _before(one: str, other: str) -> str:
    """Whether the one lies at an earlier position than the other."""
    return f"({one}.at < {other}.at OR ({one}.at = {other}.at AND {one}.seq < {other}.seq))"


def _events(has: Iterable[str]) -> list[exp.Expr]:
    """The positions of what can come first; NULL where nothing of that kind can."""
    nothing = {"at": "CAST(NULL AS TIMESTAMP)", "seq": "CAST(NULL AS BIGINT)"}
    columns = []
    for source, prefix in (("leaving", "leave"), ("answer", "answer"), ("restart", "restart")):
        for name in ("at", "seq"):
            held = column(name, source) if source in has else sql(nothing[name])
            columns.append(named(held, f"{prefix}_{name}"))
    why = column("why", "leaving") if "leaving" in has else sql("CAST(NULL AS VARCHAR)")
    return [*columns, named(why, "why")]


def _positioned(setting: Setting, place: Place, found: exp.Select, over: str) -> exp.Select:
    """The position of the outcome. What is over or answered on arrival keeps the position."""
    positioned = query(
        "SELECT"
        " CASE WHEN s.outcome = 'left' THEN s.leave_at"
        " WHEN s.outcome = 'replaced' THEN s.restart_at"
        " WHEN s.outcome = 'answered' THEN greatest(s.answer_at, s.at)"
        " ELSE greatest(s.due, s.at) END AS next_at,"
        " CASE WHEN s.outcome = 'left' THEN s.leave_seq"
        " WHEN s.outcome = 'replaced' THEN s.restart_seq"
        " WHEN s.outcome = 'answered' THEN"
        " CASE WHEN s.answer_at < s.at OR (s.answer_at = s.at AND s.answer_seq <= s.seq)"
        " THEN s.seq ELSE s.answer_seq END"
        " WHEN :over THEN s.seq ELSE :timer END AS next_seq,"
        " CASE WHEN s.outcome = 'left' THEN :leaves WHEN s.outcome = 'replaced' THEN :entries"
        " WHEN :over OR (s.outcome = 'answered' AND (s.answer_at < s.at OR"
        " (s.answer_at = s.at AND s.answer_seq <= s.seq))) THEN s.phase"
        " ELSE :waits END AS next_phase"
        " FROM :found AS s",
        found=found,
        over=sql(over),
        timer=TIMER,
        leaves=LEAVES,
        entries=ENTRIES,
        waits=WAITS,
    )
    told = [column(name, "s") for name in _told(setting, place)]
    positioned.set("expressions", [*told, *positioned.expressions])
    return positioned


def _told(setting: Setting, place: Place) -> list[str]:
    """What is looked at of those who stood, beside the position of their outcome."""
    names = [*setting.context.columns, "stored", "due", "outcome", "why"]
    if isinstance(place.step, WaitFor):
        answers = setting.context.answers.items()
        held = [name for (alias, _), name in answers if alias == place.step.alias]
        names += ["answer_at", "answer_seq", *(f"new_{name}" for name in held)]
    return names
