"""Who enters, who is refused, and who is held out (S14 to S19, S22, S30)."""

from __future__ import annotations

from dataclasses import replace

from compiler.model.campaigns import LEFT_IF, ONLY_WHILE, Campaign
from compiler.model.entries import (
    AgainAfter,
    Dated,
    EachTime,
    Once,
    OncePer,
    OnEvent,
    StartingOver,
)
from runtime.identity import FROM_EVERYTHING, HELD_OUT, HOLD_OUT, unit
from runtime.interpreter.clock import exact, later
from runtime.interpreter.conditions import holds, in_segment
from runtime.interpreter.leaving import ways_out
from runtime.interpreter.run import Enrolment, Run, cause_of, is_one, new_enrolment
from runtime.interpreter.schedules import Firing
from runtime.interpreter.view import Position
from runtime.interpreter.walk import advance, leave
from runtime.journal import Kind


def enter_on_event(run: Run, campaign: Campaign) -> None:
    """The event at this position may let its customer into the campaign."""
    event = run.event
    if event is None or not isinstance(campaign.entry, OnEvent):
        return
    if event.kind not in campaign.entry.on.kinds:
        return
    candidate = new_enrolment(run, campaign, cause_of(event))
    view = replace(run.view(candidate), row=event)
    if view.known and any(is_one(view, on) for on in campaign.entry.on.each):
        enter(run, candidate)


def enter_on_schedule(run: Run, firing: Firing) -> None:
    """All who are in the schedule's segment, or whose date it is, enter. The same cause never
    enrols twice (S15)."""
    entry = firing.entry
    candidate = new_enrolment(run, firing.campaign, firing.cause, record=firing.record)
    entered = any(each.name == candidate.name for each in run.enrolments)
    view = run.view()
    segment = entry.segment if isinstance(entry, Dated) else None
    asked = view.known if segment is None else in_segment(view, segment)
    if not entered and asked:
        enter(run, candidate)


def enter(run: Run, candidate: Enrolment) -> None:
    """The candidate enters, or is refused. Refusals are looked at in the order of S16; `only if`
    and `only while` write no row."""
    campaign = candidate.campaign
    if not _running(run, campaign):
        return _refuse(run, candidate, "outside runs", "S22")
    if shut := run.shut(campaign):
        return _refuse(run, candidate, shut, "S36")
    if run.guarded(campaign):
        return _refuse(run, candidate, "guard", "S8")
    if candidate.entry is not None and run.at - candidate.entry.time > exact(campaign.late):
        return _refuse(run, candidate, "late", "S17")
    if campaign.only_if is not None and not holds(run.view(candidate), campaign.only_if):
        return None
    out = ways_out(run, candidate)
    if ONLY_WHILE in out:
        return None
    if LEFT_IF in out or _left_before(run, candidate):
        return _refuse(run, candidate, "left before", "S14")
    if not _again(run, candidate):
        return _refuse(run, candidate, "again", "S16")
    return _begin(run, candidate)


def _refuse(run: Run, candidate: Enrolment, reason: str, rule: str) -> None:
    """A refused entry changes nothing."""
    run.write(candidate, Kind.REFUSED, rule, reason=reason)


def _running(run: Run, campaign: Campaign) -> bool:
    """`runs from … until …`, by the position's instant; its end is excluded (S22)."""
    begun = campaign.runs_from is None or campaign.runs_from <= run.at
    return begun and (campaign.runs_until is None or run.at < campaign.runs_until)


def _left_before(run: Run, candidate: Enrolment) -> bool:
    """Whether an event that `leave on` names is later than the entering one and already here."""
    return candidate.entry is not None and any(
        Position(event.arrival, place) <= run.position and run.matches(on, place, candidate)
        for on in candidate.campaign.leaves
        for place, event in enumerate(run.history.events)
    )


def _again(run: Run, candidate: Enrolment) -> bool:
    """Whether the campaign lets this customer in again, or this record of theirs, of which one
    enrolment at most is open (S16)."""
    earlier = [
        each for each in run.of_campaign(candidate.campaign.name)
        if each.record == candidate.record
    ]  # fmt: skip
    match candidate.campaign.again:
        case Once():
            return not earlier
        case EachTime() | StartingOver():
            return candidate.record is None or not any(each.open for each in earlier)
        case OncePer(field):
            value = _named(candidate, candidate, field)
            return all(_named(each, candidate, field) != value for each in earlier)
        case AgainAfter(duration):
            # The days are those of the customer's clock as it was at the last entry.
            free = [later(each.entered.at, duration, each.zone) for each in earlier[-1:]]
            return all(at <= run.at for at in free) and not any(each.open for each in earlier)
        case _:
            return not any(each.open for each in earlier)


def _named(enrolment: Enrolment, candidate: Enrolment, field: str) -> object:
    """The value of the entering event's field; unknown is a value too, that of an enrolment by an
    earlier text whose entering event was of another kind."""
    entry, today = enrolment.entry, candidate.campaign.entry
    known = entry is not None and isinstance(today, OnEvent) and entry.kind in today.on.kinds
    return entry.fields.get(field) if entry is not None and known else None


def _begin(run: Run, enrolment: Enrolment) -> None:
    """Starting over replaces the open one; then the new one goes as far as it can."""
    if isinstance(enrolment.campaign.again, StartingOver):
        for open_one in run.of_campaign(enrolment.campaign.name):
            if open_one.open:
                leave(run, open_one, "replaced", "S16")
                open_one.replaced = True
    enrolment.shadow = _held_out(run, enrolment.campaign)
    run.enrolments.append(enrolment)
    run.write(enrolment, Kind.ENTERED,
        "S30" if enrolment.shadow else "S15",
        arm=HELD_OUT if enrolment.shadow else "",
        reason=enrolment.shadow,
    )
    advance(run, enrolment)


def _held_out(run: Run, campaign: Campaign) -> str:
    """Why the customer is held out, or `""`. A campaign without a goal holds nobody out (S30)."""
    if not campaign.goals:
        return ""
    key, salt = run.history.key, run.identity.salt
    for name, reason in ((campaign.name, HELD_OUT), (None, FROM_EVERYTHING)):
        forced = run.forced.get((key, name, HOLD_OUT))
        if forced is not None:
            return reason if forced == HELD_OUT else ""
    if unit(salt, "", f"{HOLD_OUT} {run.identity.epoch}", key) < run.project.policy.hold_out:
        return FROM_EVERYTHING
    return HELD_OUT if unit(salt, campaign.name, HOLD_OUT, key) < campaign.hold_out else ""
