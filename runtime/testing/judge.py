"""Whether an expectation is met, and what happened instead, in plain words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from compiler.model.offers import NOT_GIVEN
from compiler.model.project import Project
from compiler.model.staff import colleague_of
from compiler.model.steps import Split
from compiler.model.tests import (
    ExpectArm,
    Expectation,
    ExpectCalled,
    ExpectField,
    ExpectGift,
    ExpectInSegment,
    ExpectLeft,
    ExpectMessage,
    ExpectReached,
    Test,
)
from compiler.model.values import CustomerField, GroupValue, Plain, TraitValue, Type, Value
from compiler.walk import steps
from runtime.history import History
from runtime.interpreter import Populations, Position, View
from runtime.interpreter.conditions import holds, in_segment
from runtime.interpreter.values import value
from runtime.interpreter.view import TIMER
from runtime.journal import Kind, Row
from runtime.telling.aloud import aloud, when
from runtime.testing.delivery import Delivered, position_of

_LINES = 6
"""So many lines of the journal are enough to see why."""


@dataclass(frozen=True)
class Played:
    """A test that has run: up to `ended`, with this journal."""

    project: Project
    test: Test
    histories: Mapping[str, History]
    populations: Populations
    rows: Sequence[Row]
    delivered: Sequence[Delivered]
    ended: datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """`instead`: for an unmet expectation, what happened, a sentence a line."""

    expectation: Expectation
    met: bool
    instead: tuple[str, ...] = ()


def judge(played: Played, expected: Expectation) -> Outcome:
    """One expectation, by what happened until the test's end."""
    match expected:
        case ExpectMessage():
            return _message(played, expected)
        case ExpectGift():
            return _gift(played, expected)
        case ExpectCalled():
            called = any(
                row.message == expected.hook for row in _rows(played, expected.who, Kind.CALLED)
            )
            why = (Kind.CALLED, Kind.SHADOW, Kind.LEFT, Kind.REFUSED)
            return _outcome(played, expected, called != expected.negated, why)
        case ExpectArm():
            found = _rows(played, expected.who, Kind.ARM)
            met = any(_is_arm(played.project, row, expected) for row in found)
            return _outcome(played, expected, met, (Kind.ARM, Kind.ENTERED, Kind.REFUSED))
        case ExpectLeft():
            found = _rows(played, expected.who, Kind.LEFT)
            met = any(_is_leave(played, row, expected) for row in found)
            return _outcome(played, expected, met, (Kind.LEFT, Kind.ENTERED, Kind.REFUSED))
        case ExpectReached():
            met = any(
                row.reason == expected.goal and expected.campaign in (None, row.campaign)
                for row in _rows(played, expected.who, Kind.GOAL)
            )
            return _outcome(played, expected, met, (Kind.GOAL, Kind.ENTERED, Kind.REFUSED))
        case ExpectInSegment():
            inside = in_segment(_view(played, expected.who), expected.segment)
            said = "is" if inside else "is not"
            met = inside != expected.negated
            return _told(played, expected, met, f"{expected.who} {said} in {expected.segment}")
        case ExpectField():
            found_value = _field(played, expected.who, expected.field)
            met = found_value == expected.value
            said = f"{expected.field} of {expected.who} is {_spoken(played.project, found_value)}"
            return _told(played, expected, met, said)


def _message(played: Played, expected: ExpectMessage) -> Outcome:
    own = [each for each in played.delivered if _is_to(played, each.row, expected.who)]
    beyond = _beyond(played.project)
    found = [
        each
        for each in own
        if expected.message in (None, each.row.message)
        and expected.channel in (None, each.channel)
        and (expected.at is None or expected.at <= each.at <= expected.at + beyond)
    ]
    if bool(found) != expected.negated:
        return Outcome(expected, True)
    delivered = found if expected.negated else own
    said = tuple(_delivery(played, each) for each in delivered[-_LINES:])
    if expected.negated:
        return Outcome(expected, False, said)
    why = (Kind.DROPPED, Kind.SHADOW, Kind.HELD, Kind.LEFT, Kind.REFUSED)
    lost = _undelivered(played, expected.who)
    return _told(played, expected, False, *said, *lost, *_read(played, expected.who, why))


def _is_to(played: Played, row: Row, who: str) -> bool:
    """Whether the message goes to that customer of the test, or to that colleague."""
    colleague = colleague_of(row.reason)
    return row.customer == who if colleague is None else colleague == who


def _gift(played: Played, expected: ExpectGift) -> Outcome:
    """A gift that has a code."""
    beyond, at = _beyond(played.project), expected.at
    found = any(
        row.message == expected.offer and row.reason not in NOT_GIVEN
        and (at is None or at <= row.at <= at + beyond)
        for row in _rows(played, expected.who, Kind.GIVEN)
    )  # fmt: skip
    why = (Kind.GIVEN, Kind.SHADOW, Kind.LEFT, Kind.REFUSED)
    return _outcome(played, expected, found != expected.negated, why)


def _beyond(project: Project) -> timedelta:
    """By how much a message may be later than the instant that a test can write. What follows
    something that Segue does itself comes a microsecond after it, and something else after that."""
    own = any(event.own for event in project.events.values())
    return timedelta(milliseconds=1) - timedelta.resolution if own else timedelta(0)


def _undelivered(played: Played, who: str) -> list[str]:
    """What was planned and reached nobody, since the channels failed."""
    arrived = [each.row for each in played.delivered]
    return [
        f"{aloud(played.project, row)}, which failed, and no other channel reached {who}"
        for row in _rows(played, who, Kind.PLANNED)
        if row not in arrived
    ][-_LINES:]


def _delivery(played: Played, each: Delivered) -> str:
    instead = "" if each.channel == each.row.channel else f", since {each.row.channel} failed"
    whom = colleague_of(each.row.reason) or each.row.customer
    return (
        f"{when(played.project, each.at)} {each.row.campaign}: {each.row.message} reached "
        f"{whom} by {each.channel}{instead}"
    )


def _is_arm(project: Project, row: Row, expected: ExpectArm) -> bool:
    places = {
        step.id
        for step in steps(project.campaigns[expected.campaign])
        if isinstance(step, Split) and step.name == expected.split
    }
    return row.campaign == expected.campaign and row.step in places and row.arm == expected.arm


def _is_leave(played: Played, row: Row, expected: ExpectLeft) -> bool:
    if expected.because is not None:
        return row.reason == f'leave "{expected.because}"'
    if expected.on is None or row.reason != f"left on {expected.on.event}":
        return False
    position = position_of(played.histories[row.customer], row)
    if position.place == TIMER:
        return False
    event = played.histories[row.customer].events[position.place]
    view = replace(_view(played, row.customer), position=position, row=event)
    return expected.on.where is None or holds(view, expected.on.where)


def _field(played: Played, who: str, name: str) -> Plain | None:
    """A field, trait or groups of the customer, as of the end."""
    named: Value = CustomerField(name, Type.TEXT)
    if name in played.project.traits:
        named = TraitValue(name, Type.TEXT)
    elif name in played.project.groups:
        named = GroupValue(name)
    return value(_view(played, who), named)


def _spoken(project: Project, found: Plain | None) -> str:
    if found is None:
        return "unknown"
    if isinstance(found, bool):
        return "yes" if found else "no"
    if isinstance(found, Decimal):
        return f"{found:f}"
    if isinstance(found, datetime):
        return when(project, found)
    return found.isoformat() if isinstance(found, date) else f'"{found}"'


def _view(played: Played, who: str) -> View:
    """The customer as of the test's end, after all that happened at that instant."""
    return View(played.project, played.histories[who], Position(played.ended), played.populations)


def _rows(played: Played, who: str, *kinds: Kind) -> list[Row]:
    return [row for row in played.rows if row.customer == who and row.kind in kinds]


def _outcome(played: Played, expected: Expectation, met: bool, kinds: Sequence[Kind]) -> Outcome:
    return _told(played, expected, met, *_read(played, expected.who, kinds))


def _read(played: Played, who: str, kinds: Sequence[Kind]) -> list[str]:
    """The last rows of these kinds read aloud."""
    said = [aloud(played.project, row) for row in _rows(played, who, *kinds)]
    return said[-_LINES:]


def _told(played: Played, expected: Expectation, met: bool, *said: str) -> Outcome:
    """Where it is unmet, also how far the test went."""
    if met:
        return Outcome(expected, True)
    happened = said or (f"nothing happened to {expected.who}",)
    ended = f"the test ended at {when(played.project, played.ended)}"
    return Outcome(expected, False, (*happened, ended))
