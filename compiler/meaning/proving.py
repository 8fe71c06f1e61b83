"""Tests, typed: what is given, what happens, what is expected."""

from __future__ import annotations

from datetime import datetime, time

from compiler import zones
from compiler.meaning.case import Case, channel, known, noted, settings, with_arm
from compiler.meaning.expecting import expect
from compiler.meaning.names import OFFER_EVENTS, OWN_EVENTS
from compiler.meaning.occurrences import Kind, kind, standing
from compiler.meaning.scope import Scope
from compiler.meaning.strangers import strangers
from compiler.meaning.world import World
from compiler.model.offers import USED
from compiler.model.tests import (
    Becomes,
    Does,
    Fail,
    Force,
    Given,
    GivenRecord,
    RecordBecomes,
    Test,
)
from dsl import tree


def test(node: tree.Test, world: World) -> Test | None:
    """The typed test. E0604 without an expectation, else E0602 without an instant."""
    case = Case(world)
    for line in node.lines:
        if isinstance(line, tree.GivenCustomer):
            _given(line, case)
    for line in node.lines:
        if isinstance(line, tree.GivenRecord):
            _given_record(line, case)
    for line in node.lines:
        _line(line, case)
    strangers(node, case)
    expecting = [line for line in node.lines if isinstance(line, _EXPECTATIONS)]
    if not expecting and not any(isinstance(line, tree.Unbuilt) for line in node.lines):
        world.findings.add(
            "E0604", node.name.span, "this test expects nothing, so it proves nothing",
            "add a line such as `expect no message to minji`",
        )  # fmt: skip
    elif not case.instants and not case.strangers:
        world.findings.add("E0602", node.name.span, "this test has no instant to begin at",
                           "add a line such as `at 2026-12-02 10:00 minji does purchase`, or "
                           "`until 2026-12-03 00:00`")  # fmt: skip
    if not case.instants:
        return None
    first = zones.to_civil(min(case.instants), world.zone)
    starts = zones.to_instant(datetime.combine(first.date(), time()), world.zone)
    return Test(
        node.name.value, node.span, starts, case.until, tuple(case.given), tuple(case.happens),
        tuple(case.forced), tuple(case.expects), tuple(case.records.values()),
        tuple(case.changes),
    )  # fmt: skip


_EXPECTATIONS = (
    tree.ExpectMessage, tree.ExpectArm, tree.ExpectLeft, tree.ExpectReached,
    tree.ExpectInSegment, tree.ExpectField, tree.ExpectCalled,
)  # fmt: skip


def _given(line: tree.GivenCustomer, case: Case) -> None:
    if line.who.text in case.who:
        case.world.findings.add("E0202", line.who.span, f"`{line.who.text}` is declared twice",
                                "keep one of them, or choose another name")  # fmt: skip
        return
    case.who.add(line.who.text)
    case.given.append(Given(line.who.text, settings(line.settings, None, case)))


def _given_record(line: tree.GivenRecord, case: Case) -> None:
    scope, name = Scope(case.world), line.which
    if name.text in case.who or name.text in case.records:
        case.world.findings.add("E0202", name.span, f"`{name.text}` is declared twice",
                                "keep one of them, or choose another name")  # fmt: skip
        return
    kind = standing(line.record, scope)
    if kind is None:
        case.unsure.add(name.text)
        names = case.world.names
        if line.record.text not in names.records:
            case.world.findings.unknown(line.record, "record", names.records)
        return
    given = settings(line.settings, kind, case)
    if known(line.who, case):
        case.records[name.text] = GivenRecord(kind.event.name, name.text, line.who.text, given)


def _line(line: tree.TestLine, case: Case) -> None:
    """One line but those that give something, into its place in `case`."""
    if isinstance(line, tree.GivenCustomer | tree.GivenRecord | tree.Unbuilt):
        return
    if isinstance(line, tree.Until):
        case.until = noted(line.at, case)
        return
    if isinstance(line, tree.Becomes) and line.who.text in case.records:
        _record_becomes(line, case)
        return
    to_staff = isinstance(line, tree.ExpectMessage) and line.who.text in case.world.names.staff
    if not to_staff and not known(line.who, case):
        return
    if isinstance(line, tree.Does):
        _does(line, case)
    elif isinstance(line, tree.Becomes):
        _becomes(line, case)
    elif isinstance(line, tree.ForceArm | tree.ForceHoldOut | tree.FailChannel):
        _force(line, case)
    else:
        expect(line, case)


def _does(line: tree.Does, case: Case) -> None:
    at = noted(line.at, case)
    if line.event.any_subject:
        case.world.findings.add(
            "E0212", line.event.span, "a customer does this with one message, not with any",
            f"write `{line.event.name.text}` and the name of a message",
        )  # fmt: skip
        return
    if line.event.name.text == USED and line.event.subject is not None:
        case.world.findings.add(
            "E0204", line.event.span, "what uses a gift is an event of the shop",
            f"let {line.who.text} do that event, with the code of the gift",
        )  # fmt: skip
        return
    if line.event.name.text in (*OWN_EVENTS, *OFFER_EVENTS) and line.event.subject is not None:
        case.world.findings.add(
            "E0204", line.event.span, f"`{line.event.name.text}` is what Segue does itself",
            "let the campaign do it, and look at it with `expect`",
        )  # fmt: skip
        return
    found = kind(line.event, Scope(case.world))
    if found is None:
        return
    message = line.event.subject.text if line.event.subject else None
    given = settings(line.settings, found, case)
    if line.event.button is not None:
        given = (*given, ("button", line.event.button.value))
    case.happens.append(Does(at, line.who.text, found.event.name, given, message))


def _becomes(line: tree.Becomes, case: Case) -> None:
    at = noted(line.at, case)
    for name, value in settings((line.setting,), None, case):
        case.happens.append(Becomes(at, line.who.text, name, value))


def _record_becomes(line: tree.Becomes, case: Case) -> None:
    at = noted(line.at, case)
    which = case.records[line.who.text]
    kind = Kind(case.world.records[which.record])
    for name, value in settings((line.setting,), kind, case):
        case.changes.append(RecordBecomes(at, which.which, name, value))


def _force(line: tree.ForceArm | tree.ForceHoldOut | tree.FailChannel, case: Case) -> None:
    who = line.who.text
    if isinstance(line, tree.ForceHoldOut):
        case.forced.append(Force(who, None, "hold out", "held out"))
    elif isinstance(line, tree.FailChannel):
        if channel(line.channel, case):
            case.forced.append(Fail(line.channel.text, who))
    else:
        for campaign in with_arm(line.split, line.arm, case):
            case.forced.append(Force(who, campaign, line.split.text, line.arm.text))
