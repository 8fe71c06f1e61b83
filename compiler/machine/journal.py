"""Rows of the journal, of ends and of sends, from those who move (S38)."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from compiler.machine import bounds, learning, wording
from compiler.machine.guards import Guard, condition
from compiler.machine.holding import ACTS
from compiler.machine.moving import passing
from compiler.machine.places import (
    Branching,
    Calling,
    Finishing,
    Giving,
    Keeping,
    Leaving,
    Place,
    Sending,
    Sort,
)
from compiler.machine.sending import hushed
from compiler.machine.setting import Setting, moved, stood
from compiler.machine.template import column, named, own, query, sql
from compiler.machine.wording import Decision, Words
from compiler.model.hooks import way_to
from compiler.model.staff import Colleague
from compiler.model.steps import Call, Due, If, Listening, Send, Split, Trial, Until

COLUMNS = ("at", "seq", "phase", "cid", "eid", "decision", "cause")

SEND_COLUMNS = (
    "eid", "cid", "rank", "step_order", "at", "seq", "phase", "channel", "chain", "service",
    "planned", "over_cap",
)  # fmt: skip


def entry(
    setting: Setting,
    rows: exp.Query | str,
    decision: exp.Expr,
    *,
    position: tuple[str, str, str] = ("at", "seq", "phase"),
    refused: bool = False,
) -> exp.Select:
    """Rows of the journal, one per row `r`. The cause of an enrolment stands with the enrolment,
    and who is refused at an event has this event as cause; only the causes of schedules' refusals
    are written."""
    cause = column("cause", "r") if refused and not setting.entering else sql("''")
    values: dict[str, exp.Expr] = {
        "at": column(position[0], "r"),
        "seq": column(position[1], "r"),
        "phase": column(position[2], "r"),
        "cid": column("cid", "r"),
        "eid": sql("CAST(NULL AS BIGINT)") if refused else column("eid", "r"),
        "decision": decision,
        "cause": cause,
    }
    found = query("SELECT 1 FROM :rows AS r", rows=rows)
    found.set("expressions", [named(values[name], name) for name in COLUMNS])
    return found


def one(setting: Setting, decision: Decision) -> exp.Expr:
    """The number of a decision."""
    return exp.convert(setting.numbers[decision])


def which(setting: Setting, words: Words, subject: exp.Expr) -> exp.Expr:
    """The number of the decision that the subject says."""
    if len(words) == 1:
        return one(setting, next(iter(words.values())))
    cases = exp.Case()
    for value, decision in words.items():
        test = sql(":subject = :value", subject=subject, value=value)
        cases = cases.when(test, one(setting, decision), copy=False)
    return cases


def outcomes(setting: Setting, place: Place) -> exp.Select:
    """Those whom an event or a condition takes out of a place, or a new start replaces."""
    why = sql("CASE WHEN r.outcome = 'left' THEN r.why ELSE '' END")
    decision = which(setting, wording.ended_early(setting.machine), why)
    position = ("next_at", "next_seq", "next_phase")
    found = entry(setting, stood(place), decision, position=position)
    return found.where(sql("r.outcome IN ('left', 'replaced')"), copy=False)


def outcome_ends(place: Place) -> exp.Select:
    """The same as rows of ends."""
    return query(
        "SELECT r.eid, r.next_at AS at, r.next_seq AS seq, r.next_phase AS phase,"
        " CASE WHEN r.outcome = 'left' THEN r.why ELSE 'replaced' END AS reason"
        " FROM :stood AS r WHERE r.outcome IN ('left', 'replaced')",
        stood=stood(place),
    )


def decisions(setting: Setting, place: Place, skipping: bool) -> Iterator[exp.Query]:
    """What a move writes into the journal, but for messages, which the caps decide on. `skipping`:
    who goes on only by a resume gets none."""
    rows = moved(place)
    yield from _waits(setting, place)
    for each in place.move:
        match each:
            case Branching(guard, step):
                yield _guarded(_passing(_branched(setting, step, rows), place), guard)
            case Sending(guard, step):
                for row in _unsent(setting, place, step, rows):
                    yield _guarded(row, guard)
                if skipping:
                    yield _guarded(_skipped(setting, place, step, rows), guard)
            case Keeping(guard, step):
                row = entry(setting, rows, one(setting, wording.kept(step)))
                yield _guarded(_passing(row, place), guard)
            case Leaving(guard, step):
                row = entry(setting, rows, one(setting, wording.left(step)))
                yield _guarded(_passing(row, place), guard)
            case Finishing(guard):
                row = entry(setting, rows, one(setting, wording.finished()))
                yield _guarded(_passing(row, place), guard)
            case Calling(guard, step) if setting.context.has("shadow"):
                row = entry(setting, rows, one(setting, wording.uncalled(step)))
                yield _guarded(_passing(row, place).where(sql("r.shadow"), copy=False), guard)
            case Giving(guard, step) if setting.context.has("shadow"):
                row = entry(setting, rows, one(setting, wording.withheld(step)))
                yield _guarded(_passing(row, place).where(sql("r.shadow"), copy=False), guard)
            case _:
                pass


def _waits(setting: Setting, place: Place) -> Iterator[exp.Query]:
    """Why those who stood here go on: steps among which they did have ended, or the place's own."""
    rows, step = moved(place), place.step
    for depth, each in enumerate(place.within):
        for at in (bounds.ENDED, bounds.OVER):
            yield _guarded(_waited(setting, each, rows), bounds.taken_on(place.within, depth, at))
    if isinstance(step, Until):
        begins = bounds.taken_on([step], 0, bounds.ENDED)
        yield _guarded(_waited(setting, step, rows), begins)
    elif isinstance(step, Due | Listening) and place.sort is not Sort.REPEAT:
        yield _guarded(_waited(setting, step, rows), bounds.still(place.within))


def ends(place: Place) -> Iterator[exp.Query]:
    """The ends of enrolments in a move."""
    for each in place.move:
        if isinstance(each, Leaving | Finishing):
            decision = wording.left(each.step) if isinstance(each, Leaving) else wording.finished()
            row = query(
                "SELECT r.eid, r.at, r.seq, r.phase, :reason AS reason FROM :rows AS r",
                rows=moved(place),
                reason=decision.reason,
            )
            yield _guarded(_passing(row, place), each.guard)


def sends(setting: Setting, place: Place, skipping: bool) -> Iterator[exp.Query]:
    """The messages that a move wants to plan, and the calls, which no cap counts."""
    for each in place.move:
        if isinstance(each, Sending):
            row = _ready(setting, _send(setting, place, each.step), place, each.step)
            if _shadows(setting, each.step):
                row = row.where(sql("NOT r.shadow"), copy=False)
            if skipping:
                row = row.where(sql("r.seq <> :acts", acts=ACTS), copy=False)
            yield _guarded(row, each.guard)
        elif isinstance(each, Calling):
            row = _passing(_call(setting, place, each.step), place)
            if setting.context.has("shadow"):
                row = row.where(sql("NOT r.shadow"), copy=False)
            yield _guarded(row, each.guard)


def _passing(found: exp.Select, place: Place) -> exp.Select:
    moving = passing(place)
    return found if moving is None else found.where(moving, copy=False)


def _guarded(found: exp.Select, guard: Guard) -> exp.Select:
    return found.where(condition(guard), copy=False) if guard else found


def _waited(setting: Setting, step: Due | Listening, rows: str) -> exp.Select:
    words = wording.waited(step)
    return entry(setting, rows, which(setting, words, column(f"d{step.order}", "r")))


def _branched(setting: Setting, step: If | Trial | Split, rows: str) -> exp.Select:
    way = column(f"d{step.order}", "r")
    if isinstance(step, Trial):
        found = entry(setting, rows, one(setting, wording.tested(step)))
        return found.where(sql(":way = 1", way=way), copy=False)
    if isinstance(step, Split) and step.learns:
        return entry(setting, rows, learning.decision(setting, step, way))
    return entry(setting, rows, which(setting, wording.branched(step), way))


def _unsent(setting: Setting, place: Place, step: Send, rows: str) -> Iterator[exp.Select]:
    """Dropped because nothing reaches or it is quiet; held; or the shadow of a message."""
    channel = _channel(setting, place, step)
    words = wording.unreached(setting.project, step)
    if words:
        why = column(f"w{setting.alike(place, step).order}", "r")
        found = entry(setting, rows, which(setting, words, why))
        yield _passing(found.where(sql(":channel IS NULL", channel=channel), copy=False), place)
    if place.sort is Sort.PARTING:
        dropped = entry(setting, rows, which(setting, wording.hushed(step, "S21"), channel))
        yield dropped.where(_hushed(setting, place, step), copy=False)
    if step is place.step:
        dropped = entry(setting, rows, which(setting, wording.hushed(step), channel))
        yield dropped.where(sql("r.quiet_drop"), copy=False)
        held = entry(setting, rows, which(setting, wording.held(step), channel))
        yield held.where(sql("r.quiet_end IS NOT NULL"), copy=False)
    if _shadows(setting, step):
        shadow = entry(setting, rows, which(setting, wording.shadowed(step), channel))
        yield _ready(setting, shadow, place, step).where(sql("r.shadow"), copy=False)


def _skipped(setting: Setting, place: Place, step: Send, rows: str) -> exp.Select:
    """Dropped since it should have gone out in the pause."""
    words = which(setting, wording.overdue(step), _channel(setting, place, step))
    found = _ready(setting, entry(setting, rows, words), place, step)
    if _shadows(setting, step):
        found = found.where(sql("NOT r.shadow"), copy=False)
    return found.where(sql("r.seq = :acts", acts=ACTS), copy=False)


def _shadows(setting: Setting, step: Send) -> bool:
    """Whether nothing is sent for who is held out; service messages reach them, too, but to act
    upon them no colleague is told."""
    service = setting.project.messages[step.message].service
    return setting.context.has("shadow") and (
        not service or isinstance(step.to, Colleague)
    )


def _channel(setting: Setting, place: Place, step: Send) -> exp.Column:
    return column(f"c{setting.alike(place, step).order}", "r")


def _hushed(setting: Setting, place: Place, step: Send) -> exp.Column:
    return column(hushed(setting.alike(place, step)), "r")


def _ready(setting: Setting, found: exp.Select, place: Place, step: Send) -> exp.Select:
    """A channel reaches, and it is not quiet."""
    reaches = sql(":channel IS NOT NULL", channel=_channel(setting, place, step))
    found = found.where(reaches, copy=False)
    if place.sort is Sort.PARTING:
        loud = exp.not_(_hushed(setting, place, step), copy=False)
        return found.where(loud, copy=False)
    if step is place.step:
        found = found.where(sql("NOT r.quiet_drop"), copy=False)
    return _passing(found, place)


def _call(setting: Setting, place: Place, step: Call) -> exp.Select:
    called = one(setting, wording.called(step))
    way = exp.Literal.string(way_to(step.hook))
    return _to_plan(place, {
        "rank": exp.convert(setting.machine.rank),
        "step_order": exp.convert(step.order),
        "channel": way,
        "chain": way,
        "service": exp.true(),
        "planned": called,
        "over_cap": called,
    })  # fmt: skip


def _send(setting: Setting, place: Place, step: Send) -> exp.Select:
    channel = _channel(setting, place, step)
    return _to_plan(place, {
        "rank": exp.convert(setting.machine.rank),
        "step_order": exp.convert(step.order),
        "channel": channel,
        "chain": exp.Literal.string(",".join(step.channels)),
        "service": exp.convert(setting.project.messages[step.message].service),
        "planned": which(setting, wording.planned(step), channel),
        "over_cap": which(setting, wording.over_cap(step), channel),
    })  # fmt: skip


def _to_plan(place: Place, values: dict[str, exp.Expr]) -> exp.Select:
    """Rows of `sends`."""
    found = query("SELECT 1 FROM :rows AS r", rows=moved(place))
    columns = [named(own(values.get(name, column(name, "r"))), name) for name in SEND_COLUMNS]
    found.set("expressions", columns)
    return found
