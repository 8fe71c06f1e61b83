"""What is to be done with a message now: one pure decision (S27, S29)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from compiler.model.hooks import CALLS_EXPIRE, hook_of
from compiler.model.project import Project
from compiler.model.staff import colleague_of
from runtime.dispatch.paces import NO_ROOM, PACE
from runtime.dispatch.reach import Person, why_not
from runtime.dispatch.state import Ended, Planned, State, Step
from runtime.interpreter.clock import exact
from runtime.interpreter.quiet import Hush, quiet_at
from runtime.interpreter.send import quiet_of
from runtime.render.values import zone_of


@dataclass(frozen=True, slots=True)
class HandOver:
    """By this channel. `again`: an attempt whose outcome is not known, with the same name."""

    channel: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class Wait:
    channel: str
    until: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Done:
    outcome: Step
    channel: str
    why: str


Decision = HandOver | Wait | Done

NO_ANSWER = "the provider's answer is not known"
"""Why a message waits whose provider knows keys, so that it can be asked again."""

STOPPED_IN_BETWEEN = "stopped in the middle of the hand-over"


FreeAt = Callable[[str, str, datetime], datetime]
"""From when on a channel may carry a message of that name, as of an instant."""


def _always(channel: str, name: str, now: datetime) -> datetime:
    return now


def decide(
    project: Project,
    state: State,
    person: Person,
    ended: Ended | None,
    now: datetime,
    knows_keys: bool,
    free_at: FreeAt = _always,
) -> Decision:
    """`knows_keys` is the provider's, of the channel that is being tried; `free_at` says from when
    on a channel may carry the message.

    At the message's own instant everything was looked at when it was planned. Later on, leave,
    reach and quiet time are looked at again, and the next channel where one cannot. A call says
    what has happened, which no leave takes back.
    """
    here = state.channel or state.planned.channel
    if state.last is Step.ATTEMPT:
        if knows_keys:
            return HandOver(here, again=True)
        return Done(Step.UNKNOWN, here, STOPPED_IN_BETWEEN)
    if state.last is None and now == state.planned.at:
        return _in_its_turn(project, state, here, now, free_at)
    if ended is not None and not state.planned.is_call and _withdraws(ended, state, now):
        return _done(state, Step.WITHDRAWN, here, ended.reason)
    return _by_the_first_that_can(project, state, person, now, free_at)


def _done(state: State, outcome: Step, channel: str, why: str) -> Done:
    """Where a provider's answer to the last attempt is not known, nothing else can be said of
    the message either."""
    if state.why == NO_ANSWER:
        return Done(Step.UNKNOWN, channel, NO_ANSWER)
    return Done(outcome, channel, why)


def _by_the_first_that_can(
    project: Project, state: State, person: Person, now: datetime, free_at: FreeAt
) -> Decision:
    reasons = [state.why] if state.last is Step.REJECTED else []
    for channel in state.rest:
        why = _cannot(project, channel, state.planned, person, now)
        if why is None:
            return _unless_quiet(project, state, person, channel, now, free_at)
        reasons.append(f"{channel} {why}")
    here = state.channel or state.planned.channel
    return _done(state, Step.DROPPED, here, ", ".join(reasons))


def _cannot(
    project: Project, channel: str, planned: Planned, person: Person, now: datetime
) -> str | None:
    hook = hook_of(channel)
    if hook is not None:
        return None if hook in project.hooks else "is not in the project now"
    declared = project.channels.get(channel)
    if declared is None:
        return "is not in the project now"
    if planned.told:
        colleague = colleague_of(planned.told)
        there = colleague is None or colleague in project.staff
        return None if there else f"has nobody called {colleague} to write to now"
    return why_not(declared, planned.service, person, now)


def _unless_quiet(
    project: Project, state: State, person: Person, channel: str, now: datetime, free_at: FreeAt
) -> Decision:
    deadline = expiry(project, state, channel)
    if now > deadline:
        return _done(state, Step.EXPIRED, channel, state.why)
    planned = state.planned
    if planned.is_call:
        return HandOver(channel)
    quiet = _quiet(project, planned, channel, person, now)
    if quiet is None:
        return _in_its_turn(project, state, channel, now, free_at)
    if quiet.drop or quiet.end > deadline:
        return _done(state, Step.DROPPED, channel, "quiet")
    return Wait(channel, quiet.end, "quiet")


def _in_its_turn(
    project: Project, state: State, channel: str, now: datetime, free_at: FreeAt
) -> Decision:
    """What is over the pace waits until there is room, or until it expires."""
    free = free_at(channel, state.planned.name, now)
    if free <= now or channel not in project.channels:
        return HandOver(channel)
    deadline = expiry(project, state, channel)
    if free <= deadline:
        return Wait(channel, free, PACE)
    if now < deadline:
        return Wait(channel, deadline, NO_ROOM)
    return _done(state, Step.EXPIRED, channel, NO_ROOM)


def _quiet(
    project: Project, planned: Planned, channel: str, person: Person, now: datetime
) -> Hush | None:
    """For a colleague it is the channel's own, on the policy's clock (S25)."""
    declared = project.channels[channel]
    if colleague_of(planned.told) is not None:
        return quiet_at(declared.quiet, now, project.policy.timezone)
    campaign = project.campaigns.get(planned.campaign)
    items = quiet_of(project, declared, planned.service, campaign)
    return quiet_at(items, now, zone_of(project, person.fields(now)))


def expiry(project: Project, state: State, channel: str) -> datetime:
    """The last instant at which the channel, or the hook, may be given it."""
    if state.planned.is_call:
        return state.since + exact(CALLS_EXPIRE)
    return state.since + exact(project.channels[channel].expires)


def _withdraws(ended: Ended, state: State, now: datetime) -> bool:
    """Whether the enrolment was taken out after this was planned, and by now. One that came to
    its end takes nothing back."""
    planned = state.planned
    after = (ended.at, ended.seq, ended.phase) > (planned.at, planned.seq, planned.phase)
    return after and ended.at <= now and ended.reason != "finished"
