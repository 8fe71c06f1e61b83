"""Rows of the journal, of ends and of sends, from those who move (S38)."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from compiler.machine.guards import Guard, condition, decision
from compiler.machine.moving import passing
from compiler.machine.places import (
    Branching,
    Finishing,
    Leaving,
    Place,
    Sending,
    Sort,
)
from compiler.machine.setting import Setting, moved, stood
from compiler.machine.template import column, named, query, sql
from compiler.model.campaigns import If, Send, Split, Wait, WaitFor, WaitUntil

COLUMNS = (
    "at", "seq", "phase", "campaign", "version", "cid", "eid", "cause", "step_order", "kind",
    "step", "message", "channel", "arm", "reason", "rule",
)  # fmt: skip

SEND_COLUMNS = (
    "eid", "cid", "campaign", "version", "rank", "step", "step_order", "message", "channel",
    "chain", "at", "seq", "phase", "service",
)  # fmt: skip

LAST = 1_000_000
"""The step order of what comes after all steps at one position."""

Text = str | exp.Expr


def entry(
    setting: Setting,
    rows: exp.Query | str,
    kind: str,
    rule: Text,
    *,
    order: int | exp.Expr = 0,
    step: str = "",
    message: str = "",
    channel: Text = "",
    arm: Text = "",
    reason: Text = "",
    position: tuple[str, str, str] = ("at", "seq", "phase"),
    refused: bool = False,
) -> exp.Select:
    """Rows of the journal, one per row `r`. The cause of an enrolment stands with the enrolment;
    only refusals, which have none, carry it themselves."""
    at, seq, phase = (column(name, "r") for name in position)
    values: dict[str, exp.Expr] = {
        "at": at,
        "seq": seq,
        "phase": phase,
        "campaign": _text(setting.machine.campaign.name),
        "version": _text(setting.machine.version),
        "cid": column("cid", "r"),
        "eid": sql("CAST(NULL AS BIGINT)") if refused else column("eid", "r"),
        "cause": column("cause", "r") if refused else _text(""),
        "step_order": exp.convert(order),
        "kind": _text(kind),
        "step": _text(step),
        "message": _text(message),
        "channel": _text(channel),
        "arm": _text(arm),
        "reason": _text(reason),
        "rule": _text(rule),
    }
    found = query("SELECT 1 FROM :rows AS r", rows=rows)
    found.set("expressions", [named(values[name], name) for name in COLUMNS])
    return found


def _text(value: Text) -> exp.Expr:
    return exp.Literal.string(value) if isinstance(value, str) else value.copy()


def outcomes(setting: Setting, place: Place) -> exp.Select:
    """Those whom an event takes out of a place, or a new start replaces."""
    reason = sql("CASE WHEN r.outcome = 'left' THEN concat('left on ', r.left_on) ELSE 'replaced' END")
    rule = sql("CASE WHEN r.outcome = 'left' THEN 'S21' ELSE 'S16' END")
    found = entry(
        setting, stood(place), "left", rule, reason=reason,
        position=("next_at", "next_seq", "next_phase"),
    )  # fmt: skip
    return found.where(sql("r.outcome IN ('left', 'replaced')"), copy=False)


def outcome_ends(place: Place) -> exp.Select:
    """The same as rows of ends."""
    return query(
        "SELECT r.eid, r.next_at AS at, r.next_seq AS seq, r.next_phase AS phase,"
        " CASE WHEN r.outcome = 'left' THEN concat('left on ', r.left_on) ELSE 'replaced' END"
        " AS reason FROM :stood AS r WHERE r.outcome IN ('left', 'replaced')",
        stood=stood(place),
    )


def decisions(setting: Setting, place: Place) -> Iterator[exp.Query]:
    """What a move writes into the journal, but for messages, which the caps decide on."""
    rows = moved(place)
    yield from _waited(setting, place, rows)
    for each in place.move:
        match each:
            case Branching(guard, step):
                yield _guarded(_passing(_branched(setting, step, rows), place), guard)
            case Sending(guard, step):
                for row in _unsent(setting, place, step, rows):
                    yield _guarded(row, guard)
            case Leaving(guard, step):
                reason = f'leave "{step.reason}"'
                row = entry(
                    setting, rows, "left", "S21", order=step.order, step=step.id, reason=reason
                )
                yield _guarded(_passing(row, place), guard)
            case Finishing(guard):
                row = entry(setting, rows, "left", "S21", order=LAST, reason="finished")
                yield _guarded(_passing(row, place), guard)
            case _:
                pass


def ends(place: Place) -> Iterator[exp.Query]:
    """The ends of enrolments in a move."""
    for each in place.move:
        if isinstance(each, Leaving | Finishing):
            reason = f'leave "{each.step.reason}"' if isinstance(each, Leaving) else "finished"
            row = query(
                "SELECT r.eid, r.at, r.seq, r.phase, :reason AS reason FROM :rows AS r",
                rows=moved(place),
                reason=reason,
            )
            yield _guarded(_passing(row, place), each.guard)


def sends(setting: Setting, place: Place) -> Iterator[exp.Query]:
    """The messages that a move wants to plan."""
    for each in place.move:
        if isinstance(each, Sending):
            row = _send(setting, each.step, moved(place))
            yield _guarded(_to_plan(setting, place, each.step, row), each.guard)


def _passing(found: exp.Select, place: Place) -> exp.Select:
    moving = passing(place)
    return found if moving is None else found.where(moving, copy=False)


def _guarded(found: exp.Select, guard: Guard) -> exp.Select:
    return found.where(condition(guard), copy=False) if guard else found


def _waited(setting: Setting, place: Place, rows: str) -> Iterator[exp.Select]:
    step = place.step
    if isinstance(step, WaitFor):
        way = decision(step.order)
        way.set("table", exp.to_identifier("r"))
        reason: Text = sql("CASE WHEN :way = 0 THEN 'answered' ELSE 'time' END", way=way)
        yield entry(
            setting, rows, "waited", "S23", order=step.order, step=step.id, reason=reason
        )
    elif isinstance(step, Wait | WaitUntil):
        rule = "S3" if isinstance(step, Wait) else "S4"
        yield entry(
            setting, rows, "waited", rule, order=step.order, step=step.id, reason="time"
        )


def _branched(setting: Setting, step: If | Split, rows: str) -> exp.Select:
    """The way taken, by its label."""
    if isinstance(step, Split):
        kind, rule, labels = "arm", "S19", [arm.name for arm in step.arms]
    else:
        kind, rule = "branch", "S6"
        labels = [*(branch.label for branch in step.branches), "else"]
    way = exp.Case(this=column(f"d{step.order}", "r"))
    for number, label in enumerate(labels[:-1]):
        way = way.when(exp.convert(number), exp.Literal.string(label), copy=False)
    arm = way.else_(exp.Literal.string(labels[-1]), copy=False) if len(labels) > 1 else labels[0]
    return entry(setting, rows, kind, rule, order=step.order, step=step.id, arm=arm)


def _unsent(setting: Setting, place: Place, step: Send, rows: str) -> Iterator[exp.Select]:
    """Dropped because nothing reaches or it is quiet; held; or the shadow of a message."""
    channel = column(f"c{step.order}", "r")
    unreached = _row(setting, step, rows, "dropped", "S24", reason=column(f"w{step.order}", "r"))
    yield _passing(unreached.where(sql(":channel IS NULL", channel=channel), copy=False), place)
    if step is place.step:
        dropped = _row(setting, step, rows, "dropped", "S25", channel=channel, reason="quiet")
        yield dropped.where(sql("r.quiet_drop"), copy=False)
        held = _row(setting, step, rows, "held", "S25", channel=channel, reason="quiet")
        yield held.where(sql("r.quiet_end IS NOT NULL"), copy=False)
    service = setting.project.messages[step.message].service
    if setting.context.has("shadow") and not service:
        shadow = _row(setting, step, rows, "shadow", "S30", channel=channel)
        yield _ready(shadow, place, step).where(sql("r.shadow"), copy=False)


def _row(
    setting: Setting,
    step: Send,
    rows: str,
    kind: str,
    rule: str,
    channel: Text = "",
    reason: Text = "",
) -> exp.Select:
    return entry(
        setting, rows, kind, rule, order=step.order, step=step.id, message=step.message,
        channel=channel, reason=reason,
    )  # fmt: skip


def _ready(found: exp.Select, place: Place, step: Send) -> exp.Select:
    """A channel reaches, and it is not quiet."""
    channel = column(f"c{step.order}", "r")
    found = found.where(sql(":channel IS NOT NULL", channel=channel), copy=False)
    if step is place.step:
        found = found.where(sql("NOT r.quiet_drop"), copy=False)
    return _passing(found, place)


def _send(setting: Setting, step: Send, rows: str) -> exp.Select:
    message = setting.project.messages[step.message]
    values: dict[str, exp.Expr] = {
        "campaign": _text(setting.machine.campaign.name),
        "version": _text(setting.machine.version),
        "rank": exp.convert(setting.machine.rank),
        "step": _text(step.id),
        "step_order": exp.convert(step.order),
        "message": _text(step.message),
        "channel": column(f"c{step.order}", "r"),
        "chain": _text(",".join(step.channels)),
        "service": exp.convert(message.service),
    }
    found = query("SELECT 1 FROM :rows AS r", rows=rows)
    columns = [named(values.get(name, column(name, "r")), name) for name in SEND_COLUMNS]
    found.set("expressions", columns)
    return found


def _to_plan(setting: Setting, place: Place, step: Send, found: exp.Select) -> exp.Select:
    found = _ready(found, place, step)
    service = setting.project.messages[step.message].service
    if setting.context.has("shadow") and not service:
        found = found.where(sql("NOT r.shadow"), copy=False)
    return found
