"""What becomes of those at a place: whichever comes first, by position (S7).

An enrolment leaves a place by the earliest of a leave, the end of steps among which the place is,
an answer, a new start and its timer. At one event they come in this order; events come before
timers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sqlglot import exp

from compiler.machine import bounds
from compiler.machine.answering import joined, matching, several, with_answers, with_endings
from compiler.machine.leaving import by_condition, parting_on
from compiler.machine.moving import seen
from compiler.machine.places import Place
from compiler.machine.positions import ENTRIES, LEAVES, TIMER, WAITS, event_after
from compiler.machine.setting import Setting
from compiler.machine.standing import Arrivals, here, restarts
from compiler.machine.template import column, named, query, sql, union, with_part
from compiler.machine.wording import left_on
from compiler.model.steps import Listening


def stood(
    setting: Setting, place: Place, arrivals: Arrivals, reached: Sequence[exp.Query]
) -> exp.Query | None:
    """All at the place whom this tick concerns, and what becomes of them: their context, `stored`
    and `due`, `outcome` (`left`, `replaced`, `answered`, `over`, `stays`; within steps that end
    also `ended` by an event, `expired` by an instant), the position `next_at`, `next_seq`,
    `next_phase` of it, `why`, the number of the `parting` for who leaves by a line with steps, and
    the answer's fields. None: nobody can be."""
    found_here = here(setting, place, arrivals, reached)
    if not found_here:
        return None
    found = with_part(query("SELECT r.* FROM here AS r"), "here", union(found_here))
    found = _with_leaves(setting, found, arrivals)
    found = with_answers(setting, place, found, arrivals, bool(reached or arrivals.back))
    found = with_endings(setting, place, found, arrivals)
    found = _with_restarts(setting, found, arrivals)
    return _decided(setting, place, found, _over(arrivals), back=arrivals.back is not None)


def _over(arrivals: Arrivals) -> str:
    """Whether the wait of a row is over where it is. One that was held is over only when it is
    overdue: what ends just now does so in its turn."""
    if arrivals.back is None:
        return "{0}.due <= {0}.at"
    return "({0}.due < {0}.at OR ({0}.due = {0}.at AND NOT {0}.resumed))"


def _with_leaves(setting: Setting, found: exp.Select, arrivals: Arrivals) -> exp.Select:
    """What takes out first, with the reason and what is done then; events before conditions."""
    parts: list[exp.Query] = [
        matching(setting, on, event_after("e", "r")).select(
            named(exp.Literal.string(left_on(on.event)), "why"),
            named(exp.convert(turn), "turn"),
            named(_number(parting_on(setting, turn)), "parting"),
            copy=False,
        )
        for turn, on in enumerate(setting.machine.campaign.leaves)
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
    return joined(found, first, "leaving")


def _number(parting: int | None) -> exp.Expr:
    return sql("CAST(:number AS INTEGER)", number=parting)


def _with_restarts(setting: Setting, found: exp.Select, arrivals: Arrivals) -> exp.Select:
    """The next entry of the same customer, which replaces the open enrolment (S16)."""
    if not restarts(setting, arrivals):
        return found
    first = query(
        "SELECT r.eid, c.seq, c.at FROM here AS r JOIN :entrants AS c ON c.cid = r.cid AND :behind"
        " QUALIFY row_number() OVER (PARTITION BY r.eid ORDER BY c.at, c.seq) = 1",
        entrants=setting.entrants,
        behind=_behind(setting),
    )
    return joined(found, first, "restart")


def _behind(setting: Setting) -> exp.Expr:
    """Whether an entry comes after the open one's: into an earlier version nobody comes now."""
    if setting.machine.closed:
        return exp.true()
    return sql("c.at > r.entry_at OR (c.at = r.entry_at AND c.seq > r.entry_seq)")


def _decided(
    setting: Setting, place: Place, found: exp.Select, over: str, *, back: bool
) -> exp.Select:
    """Adds the outcome and its position. `over`: whether the wait of a row is, where it is; `back`:
    whether some come back from a pause."""
    has = {join.alias_or_name for join in found.args.get("joins") or ()}
    outcome = exp.Case()
    for ended, name in _meanwhile(place, has) if back and place.within else ():
        outcome = outcome.when(ended, exp.Literal.string(name), copy=False)
    for test, name in _outcomes(place, has, over.format("r")):
        outcome = outcome.when(sql(test), exp.Literal.string(name), copy=False)
    if place.within:
        expired = sql("r.due = :limit AND r.due < $until", limit=bounds.earliest(place, "r"))
        outcome = outcome.when(expired, exp.Literal.string("expired"), copy=False)
    outcome = outcome.when(sql("r.due < $until"), exp.Literal.string("over"), copy=False)
    found = found.select(
        named(outcome.else_(exp.Literal.string("stays"), copy=False), "outcome"), copy=False
    )
    found = found.select(*_events(place, has), copy=False)
    for held in seen(setting, place.step) if isinstance(place.step, Listening) else ():
        new = column(held, "answer") if "answer" in has else exp.null()
        kind = setting.context.columns[held]
        found = found.select(named(exp.cast(new, kind, copy=False), f"new_{held}"), copy=False)
    if several(place):
        way = column("way", "answer") if "answer" in has else sql("CAST(NULL AS INTEGER)")
        found = found.select(named(way, "way"), copy=False)
    return _positioned(setting, place, found, over.format("s"), back=back)


def _meanwhile(place: Place, has: Iterable[str]) -> Iterator[tuple[exp.Expr, str]]:
    """What ended in a pause the steps among which the place is, the outermost first; of one step
    the event before the time."""
    past = bounds.past(place)
    if "ending" in has:
        yield sql("ending.heard AND (:past IS NULL OR ending.turn <= :past)", past=past), "ended"
    yield sql(":past IS NOT NULL", past=past), "expired"


def _outcomes(place: Place, has: Iterable[str], over: str) -> list[tuple[str, str]]:
    """What comes first, in the order in which it is to be asked. Steps that an event ends begin
    only where it has not come yet, and an answer that is there already comes before the end of its
    wait."""
    tests = [("r.now" if place.within else over, "over")]
    if "answer" in has:
        heard = "answer.at < r.at OR (answer.at = r.at AND answer.seq <= r.seq)"
        tests.insert(0, (f"answer.seq IS NOT NULL AND ({heard})", "answered"))
    if "leaving" in has:
        test = "leaving.seq IS NOT NULL AND leaving.at <= r.due"
        test += _unless_before("ending", "leaving") if "ending" in has else ""
        test += _unless_before("answer", "leaving") if "answer" in has else ""
        test += _unless_before("restart", "leaving") if "restart" in has else ""
        tests.append((test, "left"))
    if "ending" in has:
        test = "ending.seq IS NOT NULL AND ending.at <= r.due"
        for other in {"answer", "restart"} & set(has):
            test += _unless_before(other, "ending")
        tests.append((test, "ended"))
    if "restart" in has:
        timer = f"(restart.at = r.due AND restart.seq < {TIMER})"
        test = f"restart.seq IS NOT NULL AND (restart.at < r.due OR {timer})"
        earlier = f" AND (answer.seq IS NULL OR {_before('restart', 'answer')})"
        test += earlier if "answer" in has else ""
        sooner = f" AND (ending.seq IS NULL OR {_before('restart', 'ending')})"
        tests.append((test + (sooner if "ending" in has else ""), "replaced"))
    if "answer" in has:
        tests.append(("answer.seq IS NOT NULL", "answered"))
    return tests


def _unless_before(other: str, one: str) -> str:
    return f" AND ({other}.seq IS NULL OR NOT {_before(other, one)})"


def _before(one: str, other: str) -> str:
    """Whether the one lies at an earlier position than the other."""
    return f"({one}.at < {other}.at OR ({one}.at = {other}.at AND {one}.seq < {other}.seq))"


def _events(place: Place, has: Iterable[str]) -> list[exp.Expr]:
    """The positions of what can come first; NULL where nothing of that kind can."""
    nothing = {"at": "CAST(NULL AS TIMESTAMP)", "seq": "CAST(NULL AS BIGINT)"}
    columns = []
    sources = [("leaving", "leave"), ("answer", "answer"), ("restart", "restart")]
    for source, prefix in [*sources, ("ending", "ending")] if place.within else sources:
        for name in ("at", "seq"):
            held = column(name, source) if source in has else sql(nothing[name])
            columns.append(named(held, f"{prefix}_{name}"))
    if place.within:
        by = column("by", "ending") if "ending" in has else sql("CAST(NULL AS INTEGER)")
        columns.append(named(by, "ending_by"))
    why = column("why", "leaving") if "leaving" in has else sql("CAST(NULL AS VARCHAR)")
    parting = column("parting", "leaving") if "leaving" in has else _number(None)
    return [*columns, named(why, "why"), named(parting, "parting")]


def _positioned(
    setting: Setting, place: Place, found: exp.Select, over: str, *, back: bool
) -> exp.Select:
    """The position of the outcome. What is over or answered on arrival keeps the position."""
    now = "s.now" if place.within else over
    heard = "s.answer_at < s.at OR (s.answer_at = s.at AND s.answer_seq <= s.seq)"
    ended = " WHEN s.outcome = 'ended' THEN s.ending_{0}" if place.within else ""
    if place.within and back:
        before = "s.ending_at < s.at OR (s.ending_at = s.at AND s.ending_seq <= s.seq)"
        ended = f" WHEN s.outcome = 'ended' AND ({before}) THEN s.{{0}}" + ended
        now = f"{now} OR (s.outcome = 'ended' AND ({before}))"
    positioned = query(
        "SELECT"
        " CASE WHEN s.outcome = 'left' THEN s.leave_at"
        " WHEN s.outcome = 'replaced' THEN s.restart_at"
        f" WHEN s.outcome = 'answered' THEN greatest(s.answer_at, s.at){ended.format('at')}"
        " ELSE greatest(s.due, s.at) END AS next_at,"
        " CASE WHEN s.outcome = 'left' THEN s.leave_seq"
        " WHEN s.outcome = 'replaced' THEN s.restart_seq"
        f" WHEN s.outcome = 'answered' THEN CASE WHEN {heard} THEN s.seq ELSE s.answer_seq END"
        f"{ended.format('seq')} WHEN {now} THEN s.seq ELSE :timer END AS next_seq,"
        " CASE WHEN s.outcome = 'left' THEN :leaves WHEN s.outcome = 'replaced' THEN :entries"
        f" WHEN {now} OR (s.outcome = 'answered' AND ({heard})) THEN s.phase"
        " ELSE :waits END AS next_phase"
        " FROM :found AS s",
        found=found,
        over=sql(over),
        timer=TIMER,
        leaves=LEAVES,
        entries=ENTRIES,
        waits=WAITS,
    )
    told: list[exp.Expr] = [column(name, "s") for name in _told(setting, place)]
    if place.within:
        told.append(named(bounds.ended_by(place, back=back), "ended"))
    positioned.set("expressions", [*told, *positioned.expressions])
    return positioned


def _told(setting: Setting, place: Place) -> list[str]:
    """What is looked at of those who stood, beside the position of their outcome."""
    names = [*setting.context.columns, "stored", "due", "outcome", "why", "parting"]
    names += ["ending_at", "ending_seq"] if place.within else []
    if isinstance(place.step, Listening):
        held = seen(setting, place.step)
        names += ["answer_at", "answer_seq", *(f"new_{name}" for name in held)]
    elif place.can_miss:
        names.append("missed")
    return [*names, "way"] if several(place) else names
