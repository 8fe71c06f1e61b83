"""The reference interpreter: follows one customer from position to position (S7).

Written to be read beside the page of rules that it cites. It reads the typed model and one
customer's history, and nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from compiler.learning import split_of, terms
from compiler.model.campaigns import Goal, Guard
from compiler.model.occurring import Occurring
from compiler.model.project import Project
from compiler.model.steps import Trial
from runtime import own_events
from runtime.acts import Act
from runtime.endless import BREATH, MOST, Endless
from runtime.history import History
from runtime.identity import Forced, Identity
from runtime.interpreter import acts as doing
from runtime.interpreter import becoming, leaving
from runtime.interpreter.along import move_along
from runtime.interpreter.applying import Applied
from runtime.interpreter.clock import exact
from runtime.interpreter.entries import enter_on_event, enter_on_schedule
from runtime.interpreter.guards import Broken
from runtime.interpreter.learning import Moved, over
from runtime.interpreter.run import Enrolment, Run
from runtime.interpreter.schedules import Firing, firings
from runtime.interpreter.view import EVENTS_FIRST, TIMER, Populations, Position
from runtime.interpreter.walk import advance, leave, part
from runtime.journal import Kind, Row
from runtime.pools import Codes


def interpret(
    project: Project,
    history: History,
    beginning: datetime,
    until: datetime,
    identity: Identity,
    populations: Populations | None = None,
    forced: Forced | None = None,
    versions: Mapping[str, str] | None = None,
    codes: Codes | None = None,
    then: Sequence[Applied] = (),
    acts: Sequence[Act] = (),
    broken: Sequence[Broken] = (),
    moved: Moved | None = None,
) -> list[Row]:
    """The journal of one customer over the positions in [beginning, until), in their order.

    `populations` are the snapshots made for that period, `versions` names each campaign's version,
    `codes` what each gift gets (`runtime.interpreter.gifts.handed_out`), `then` is what else is
    executed from later instants on, in their order (S35), `acts` what people did to campaigns,
    `broken` the guards that were (`runtime.interpreter.guards.found`), and `moved` the shares that
    did (`runtime.interpreter.learning.found`), which both hang on everybody.
    """
    first = Applied(beginning, project, versions or {}, populations or Populations())
    run = Run(
        today=first,
        history=own_events.with_own_events(project, history),
        identity=identity,
        forced=forced or {},
        beginning=beginning,
        position=Position(beginning, EVENTS_FIRST),
        codes=codes or {},
        acts=acts,
        broken=broken,
        moved=moved or {},
    )
    run.begin()
    run.behind = sum(each.arrival < beginning for each in run.history.events)
    forgotten = history.forgotten
    end = until if forgotten is None else min(until, forgotten)
    following = [each for each in then if each.at < end]
    ends = [*(each.at for each in following), end]
    _follow(run, ends[0])
    for text, next_end in zip(following, ends[1:], strict=True):
        run.apply(text)
        move_along(run)
        _follow(run, next_end)
    if forgotten is not None and forgotten < until:
        doing.forget(run, forgotten)
    return run.rows


def _follow(run: Run, until: datetime) -> None:
    """All positions before `until`, by what is executed now."""
    schedule = firings(run, run.at, until)
    acts = {each for each in doing.positions(run) if run.at <= each.at}
    ahead = sorted({*map(Position, schedule), *acts}, reverse=True)
    restless = 0
    while (position := _next(run, ahead)) is not None and position.at < until:
        if position.at != run.at:
            restless = restless + 1 if position.at - run.at < BREATH else 0
        if restless > MOST:
            raise Endless(run.at, _again_and_again(run))
        _take(run, ahead, position)
        written = len(run.rows)
        if position.place == EVENTS_FIRST:
            doing.apply(run)
        elif position.place == TIMER:
            _timers(run, schedule.get(position.at, []))
        else:
            _event(run)
        done = list(own_events.own_events(run.project, run.history, run.rows[written:]))
        if done:
            run.happened(done)


def _again_and_again(run: Run) -> list[str]:
    """The campaigns that were entered more than once a moment ago."""
    entries = Counter(row.campaign for row in run.rows[-MOST:] if row.kind is Kind.ENTERED)
    return sorted(name for name, count in entries.items() if count > 1)


def _next(run: Run, ahead: list[Position]) -> Position | None:
    """The next position: an event, a schedule or what somebody does to a campaign (of `ahead`, the
    last first), a wait's end, or where a condition may change that lets in or takes out."""
    events = [
        Position(each.arrival, run.behind) for each in run.history.events[run.behind:][:1]
    ]
    known = ahead[-1:]
    waits = [
        Position(each.waiting.until) for each in run.enrolments
        if each.waiting and not run.shut(each.campaign)
    ]  # fmt: skip
    changes = [*becoming.ahead(run), *leaving.ahead(run)]
    return min([*events, *known, *waits, *changes], default=None)


def _take(run: Run, ahead: list[Position], position: Position) -> None:
    """Goes on to the position."""
    run.position = position
    if position.place not in (TIMER, EVENTS_FIRST):
        run.behind = position.place + 1
    elif ahead and ahead[-1] == position:
        ahead.pop()


def _event(run: Run) -> None:
    """The phases of an event: all leaves, then goals, then waits, then entries (S7)."""
    for enrolment in run.enrolments_in_order():
        if enrolment.open:
            _leave_on(run, enrolment)
        if enrolment.open:
            leaving.leave_by_condition(run, enrolment)
    for enrolment in run.enrolments_in_order():
        _goals(run, enrolment)
    for enrolment in run.enrolments_in_order():
        waiting = enrolment.waiting
        if run.shut(enrolment.campaign) or not waiting:
            continue
        if any(_happens(run, on, enrolment) for on in waiting.answers):
            advance(run, enrolment)
    for campaign in run.campaigns():
        enter_on_event(run, campaign)
        becoming.enter_by_moving(run, campaign)


def _timers(run: Run, schedule: Sequence[Firing]) -> None:
    """What takes out by a condition, then waits and quiet ends that come due, then joinings and
    schedules (S7). Recorded changes and the snapshot, which come before, are seen by looking."""
    for enrolment in run.enrolments_in_order():
        if enrolment.open:
            leaving.leave_by_condition(run, enrolment)
    for enrolment in run.enrolments_in_order():
        waiting = enrolment.waiting
        if waiting and waiting.until == run.at and not run.shut(enrolment.campaign):
            advance(run, enrolment)
    for campaign in run.campaigns():
        becoming.enter_by_moving(run, campaign)
        for firing in schedule:
            if firing.campaign is campaign:
                enter_on_schedule(run, firing)


def _happens(run: Run, on: Occurring, enrolment: Enrolment) -> bool:
    return run.matches(on, run.position.place, enrolment)


def _leave_on(run: Run, enrolment: Enrolment) -> None:
    """The first event that takes out, also in the middle of a wait or of quiet time (S21)."""
    for place, on in enumerate(enrolment.campaign.leaves):
        if _happens(run, on, enrolment):
            leave(run, enrolment, f"left on {on.event}", "S21")
            for each in enrolment.campaign.partings:
                if place in each.leaves:
                    part(run, enrolment, each.steps)
            return


def _goals(run: Run, enrolment: Enrolment) -> None:
    """Every event of a goal, and of what a guard counts, from the entry to its window's end by
    `time`, and of what a test counts, whether or not the customer left; of one that was replaced
    only while it was open (S31 to S33)."""
    event = run.event
    for goal in enrolment.campaign.counted:
        if event is None or enrolment.replaced or not _happens(run, goal.on, enrolment):
            continue
        if _in_time(run, enrolment, goal, event.time):
            kind, rule = _COUNTED[type(goal)]
            run.write(enrolment, kind, rule, reason=goal.name)


def _in_time(run: Run, enrolment: Enrolment, goal: Goal | Guard | Trial, time: datetime) -> bool:
    """From the entry on, or from the arm that one got in a test, while it is not over."""
    if not isinstance(goal, Trial):
        return enrolment.time < time <= enrolment.time + exact(goal.within)
    campaign = enrolment.campaign
    split = split_of(campaign, goal)
    since = enrolment.tried.get(terms(campaign, split))
    return since is not None and since < time and run.at < over(run.moved, campaign, split)


_COUNTED: dict[type, tuple[Kind, str]] = {
    Goal: (Kind.GOAL, "S32"), Guard: (Kind.GUARD, "S8"), Trial: (Kind.COUNTED, "S20"),
}  # fmt: skip
