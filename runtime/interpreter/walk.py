"""An enrolment walking its steps: a generator that yields whenever it must wait.

What takes no time follows at once, at the same position (S7); so does a wait whose end is not
later than the position at which it is reached.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, time, timedelta

from compiler import learning
from compiler.model.hooks import way_to
from compiler.model.steps import (
    MISSED,
    TEST,
    BestHour,
    Call,
    FirstOf,
    Give,
    If,
    Keep,
    Leave,
    Listening,
    Pass,
    Repeat,
    Send,
    Settle,
    Split,
    Step,
    Trial,
    Until,
    Wait,
    WaitAround,
    WaitFor,
    WaitsUntil,
    WaitUntil,
)
from compiler.walk import walk as all_of
from compiler.zones import to_civil, to_instant
from runtime.acts import Dates
from runtime.interpreter import splits
from runtime.interpreter.around import instant
from runtime.interpreter.clock import exact, later, next_instant
from runtime.interpreter.conditions import holds
from runtime.interpreter.gifts import give
from runtime.interpreter.hours import best_hour
from runtime.interpreter.learning import over
from runtime.interpreter.run import Enrolment, Run, Waiting, Walk, heard, stand
from runtime.interpreter.send import send
from runtime.interpreter.until import End, bounded
from runtime.interpreter.uses import SEEN_AFTER
from runtime.interpreter.values import value
from runtime.interpreter.view import Position
from runtime.journal import Kind
from runtime.kept import written


def advance(run: Run, enrolment: Enrolment, resumed: Dates | None = None) -> None:
    """Goes on from where the enrolment stands, to its next wait or to its end. `resumed`: what the
    campaign's resume says, where that is why it looks whether it may go on."""
    if enrolment.walk is None:
        enrolment.walk = _journey(run, enrolment)
    with suppress(StopIteration):
        enrolment.waiting = enrolment.walk.send(resumed)


def leave(run: Run, enrolment: Enrolment, reason: str, rule: str, step: str = "") -> None:
    """Ends the enrolment at once, also in the middle of a wait or of quiet time (S21)."""
    enrolment.open, enrolment.waiting = False, None
    run.write(enrolment, Kind.LEFT, rule, step=step, reason=reason)


def part(run: Run, enrolment: Enrolment, steps: Sequence[Step]) -> None:
    """What is still done, at once, for who has left (S21)."""
    for _ in block(run, enrolment, steps):
        raise AssertionError("what is done for who leaves takes no time")


def _journey(run: Run, enrolment: Enrolment) -> Walk:
    return (yield from finish(run, enrolment, block(run, enrolment, enrolment.campaign.steps)))


def finish(run: Run, enrolment: Enrolment, walk: Walk) -> Walk:
    """Walks on to the end of the campaign, where no step leaves before it."""
    left = yield from walk
    if not left:
        leave(run, enrolment, "finished", "S21")
    return left


def block(run: Run, enrolment: Enrolment, steps: Sequence[Step]) -> Walk:
    """The steps in order, until one of them leaves."""
    for step in steps:
        if (yield from _step(run, enrolment, step)):
            return True
    return False


def _step(run: Run, enrolment: Enrolment, step: Step) -> Walk:
    match step:
        case Wait():
            return (yield from wait(run, enrolment, step, _length(run, step)))
        case WaitUntil() | WaitAround() | BestHour():
            return (yield from waits_until(run, enrolment, step))
        case WaitFor() | FirstOf():
            return (yield from wait_for(run, enrolment, step))
        case Repeat():
            return (yield from passes(run, enrolment, step, run.at))
        case Until():
            return (yield from _until(run, enrolment, step))
        case If():
            return (yield from _if(run, enrolment, step))
        case Trial():
            return (yield from _trial(run, enrolment, step))
        case Split():
            return (yield from _split(run, enrolment, step))
        case Send():
            return (yield from send(run, enrolment, step))
        case Give():
            give(run, enrolment, step)
            return False
        case Call():
            _call(run, enrolment, step)
            return False
        case Keep():
            _keep(run, enrolment, step)
            return False
        case Settle():
            return (yield from stand(run, run.at + SEEN_AFTER, step.id))
        case Leave():
            leave(run, enrolment, f'leave "{step.reason}"', "S21", step.id)
            return True


def wait(run: Run, enrolment: Enrolment, step: Wait, until: datetime) -> Walk:
    over = False
    while not over:
        if (yield Waiting(until, step.id)) is Dates.RESTART:
            until = _length(run, step)
        over = Position(until) <= run.position
    _passed(run, enrolment, Kind.WAITED, "S3", step, reason="time")
    return False


def _length(run: Run, step: Wait) -> datetime:
    return later(run.at, step.duration, run.view().zone)


def waits_until(
    run: Run, enrolment: Enrolment, step: WaitsUntil, stood: datetime | None = None
) -> Walk:
    """What stands under it is done at the instant, and skipped where that is past or unknown. A
    date is read again when it comes; where it then lies later, the wait goes on (S23). `stood`:
    until when who stands there already does."""
    due = stood or _moment(run, enrolment, step)
    over = stood is None and (due is None or due <= run.at)
    while not over:
        assert due is not None
        anew = (yield Waiting(due, step.id)) is Dates.RESTART
        over = Position(due) <= run.position
        if anew or (over and isinstance(step, WaitAround)):
            due = _moment(run, enrolment, step)
            over = due is None or due <= run.at
    skipped = bool(step.then) and due != run.at
    rule = {WaitUntil: "S4", WaitAround: "S23", BestHour: "S8"}[type(step)]
    _passed(run, enrolment, Kind.WAITED, rule, step, reason=MISSED if skipped else "time")
    return False if skipped else (yield from block(run, enrolment, step.then))


def _moment(run: Run, enrolment: Enrolment, step: WaitsUntil) -> datetime | None:
    """The next such instant; that of a date may be past. None: it is unknown."""
    view = run.view(enrolment)
    if isinstance(step, WaitAround):
        return instant(view, step.around)
    if isinstance(step, BestHour):
        hour = best_hour(view)
        return None if hour is None else next_instant(run.at, time(hour), None, view.zone)
    zone = step.zone or view.zone
    day = step.date
    if step.day is not None:
        day = to_civil(enrolment.time, zone).date() + timedelta(days=step.day)
    if day is not None:
        return to_instant(datetime.combine(day, step.at), zone)
    return next_instant(run.at, step.at, step.weekday, zone)


def wait_for(
    run: Run, enrolment: Enrolment, step: WaitFor | FirstOf, stood: datetime | None = None
) -> Walk:
    """The answer may already be there when the step is reached (S23), or the campaign resumed.
    `stood`: until when who stands there already does."""
    awaited = tuple(way.on for way in step.ways)
    until = stood or run.at + exact(step.at_most)
    stands = stood is not None
    while stands or (answer := heard(run, enrolment, awaited, until)) is None:
        if not stands and Position(until) <= run.position:
            break
        stands = False
        if (yield Waiting(until, step.id, awaited)) is Dates.RESTART:
            until = run.at + exact(step.at_most)
    if answer is None:
        _passed(run, enrolment, Kind.WAITED, "S23", step, reason="time")
        return (yield from block(run, enrolment, step.otherwise))
    enrolment.heard = max(enrolment.heard, answer)
    way = next(way for way in step.ways if run.matches(way.on, answer.place, enrolment))
    if way.alias is not None:
        enrolment.answers[way.alias] = run.history.events[answer.place]
    _passed(run, enrolment, Kind.WAITED, "S23", step, arm=way.arm, reason="answered")
    return (yield from block(run, enrolment, way.steps))


def _until(run: Run, enrolment: Enrolment, step: Until) -> Walk:
    """The event may already be there when the step is reached, as for a wait (S23)."""
    answer = heard(run, enrolment, (step.on,), run.at)
    if answer is not None:
        return (yield from _answered(run, enrolment, step, answer))
    enrolment.limits[step.id] = run.at + exact(step.at_most)
    return (yield from within(run, enrolment, step, block(run, enrolment, step.steps)))


def within(run: Run, enrolment: Enrolment, step: Until, walk: Walk) -> Walk:
    """Walks among the steps that an event or an instant ends, and on from where it ended them."""
    end, answer = yield from bounded(run, enrolment, step, walk)
    _forget_limits(enrolment, step)
    if answer is not None:
        return (yield from _answered(run, enrolment, step, answer))
    if end is End.OVER:
        _passed(run, enrolment, Kind.WAITED, "S23", step, arm="else", reason="time")
        return (yield from block(run, enrolment, step.otherwise))
    return end is End.LEFT


def _forget_limits(enrolment: Enrolment, step: Until) -> None:
    """Of the step, and of those within it in whose midst it ended."""
    for each in all_of(step):
        if isinstance(each, Until):
            enrolment.limits.pop(each.id, None)


def _answered(run: Run, enrolment: Enrolment, step: Until, answer: Position) -> Walk:
    enrolment.heard = max(enrolment.heard, answer)
    _passed(run, enrolment, Kind.WAITED, "S23", step, arm="then", reason="answered")
    return (yield from block(run, enrolment, step.then))


def passes(
    run: Run, enrolment: Enrolment, step: Repeat, due: datetime, first: int = 0
) -> Walk:
    """The passes from the one at that place on, which may begin when it is due: each but the first
    waits for its time, and for the end of the one before."""
    for each in step.passes[first:]:
        if due > run.at:
            yield from stand(run, due, each.id)
        if each.number > 1:
            _passed(run, enrolment, Kind.WAITED, "S3", each, reason="time")
        due = enrolment.passes[step.id] = later(run.at, each.every, run.view().zone)
        if (yield from block(run, enrolment, each.steps)):
            return True
    return False


def _if(run: Run, enrolment: Enrolment, step: If) -> Walk:
    """As the data stand at this position (S6)."""
    view = run.view(enrolment)
    for branch in step.branches:
        if holds(view, branch.condition):
            label, steps = branch.label, branch.steps
            break
    else:
        label, steps = "else", step.otherwise
    _passed(run, enrolment, Kind.BRANCH, "S6", step, arm=label)
    return (yield from block(run, enrolment, steps))


def _trial(run: Run, enrolment: Enrolment, step: Trial) -> Walk:
    """Who waits for a test does so until it is over, also where that comes in a pause (S20)."""
    split = learning.split_of(enrolment.campaign, step)
    if not splits.waits(run, enrolment, step, split):
        return False
    run.write(enrolment, Kind.HELD, "S20", step=step.id, reason=TEST)
    return (yield from stand(run, over(run.moved, enrolment.campaign, split), step.id))


def _split(run: Run, enrolment: Enrolment, step: Split) -> Walk:
    ends = splits.ends(run, enrolment, step)
    taken = splits.given(run, enrolment, step, ends)
    rule, reason = ("S20", learning.words(step, ends)) if step.learns else ("S19", "")
    _passed(run, enrolment, Kind.ARM, rule, step, arm=taken.name, reason=reason)
    return (yield from block(run, enrolment, taken.steps))


def _call(run: Run, enrolment: Enrolment, step: Call) -> None:
    """Held out customers are not called (S30)."""
    kind, rule = (Kind.SHADOW, "S30") if enrolment.shadow else (Kind.CALLED, "S27")
    run.write(enrolment, kind, rule,
        step=step.id, message=step.hook, channel=way_to(step.hook),
    )  # fmt: skip


def _keep(run: Run, enrolment: Enrolment, step: Keep) -> None:
    """As the data stand at this position; it is seen from the microsecond after it on."""
    kind = run.project.events[f"set {step.name}"].fields[0].type
    text = written(value(run.view(enrolment), step.value), kind)
    run.write(enrolment, Kind.SET, "S38",
        step=step.id, message=step.name, reason=text,
    )  # fmt: skip


def _passed(
    run: Run,
    enrolment: Enrolment,
    kind: Kind,
    rule: str,
    step: Wait | WaitsUntil | Listening | Pass | If | Split,
    *,
    arm: str = "",
    reason: str = "",
) -> None:
    run.write(enrolment, kind, rule, step=step.id, arm=arm, reason=reason)
