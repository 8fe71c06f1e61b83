"""Tests, typed: what is given, what happens, what is expected."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, time

from compiler import zones
from compiler.blocks import steps
from compiler.campaigns import written
from compiler.literals import instant, setting
from compiler.model.campaigns import Occurring
from compiler.model.declarations import Field
from compiler.model.tests import (
    Becomes,
    Does,
    ExpectArm,
    Expectation,
    ExpectField,
    ExpectInSegment,
    ExpectLeft,
    ExpectMessage,
    ExpectReached,
    Fail,
    Force,
    Given,
    Test,
)
from compiler.model.values import Plain, Type
from compiler.occurrences import Kind, kind
from compiler.options import options
from compiler.paths import path
from compiler.scope import Scope
from compiler.suggest import listed, nearest
from compiler.world import World
from dsl import tree
from dsl.diagnostics import Edit


@dataclass
class Case:
    """A test while its lines are read. `who`: the customers that it names."""

    world: World
    who: set[str] = field(default_factory=set)
    given: list[Given] = field(default_factory=list)
    happens: list[Does | Becomes] = field(default_factory=list)
    forced: list[Force | Fail] = field(default_factory=list)
    expects: list[Expectation] = field(default_factory=list)
    instants: list[datetime] = field(default_factory=list)
    until: datetime | None = None


def test(node: tree.Test, world: World) -> Test | None:
    """The typed test. E0602 without an instant, E0604 without an expectation."""
    case = Case(world)
    for line in node.lines:
        if isinstance(line, tree.GivenCustomer):
            _given(line, case)
    for line in node.lines:
        _line(line, case)
    expecting = [line for line in node.lines if isinstance(line, _EXPECTATIONS)]
    if not expecting and not any(isinstance(line, tree.Unbuilt) for line in node.lines):
        world.findings.add(
            "E0604", node.name.span, "this test expects nothing, so it proves nothing",
            "add a line such as `expect no message to minji`",
        )  # fmt: skip
    if not case.instants:
        world.findings.add("E0602", node.name.span, "this test has no instant to begin at",
                           "add a line such as `at 2026-12-02 10:00 minji does purchase`, or "
                           "`until 2026-12-03 00:00`")  # fmt: skip
        return None
    first = zones.to_civil(min(case.instants), world.zone)
    starts = zones.to_instant(datetime.combine(first.date(), time()), world.zone)
    return Test(
        node.name.value, node.span, starts, case.until, tuple(case.given), tuple(case.happens),
        tuple(case.forced), tuple(case.expects),
    )  # fmt: skip


_EXPECTATIONS = (
    tree.ExpectMessage, tree.ExpectArm, tree.ExpectLeft, tree.ExpectReached,
    tree.ExpectInSegment, tree.ExpectField,
)  # fmt: skip


def _given(line: tree.GivenCustomer, case: Case) -> None:
    if line.who.text in case.who:
        case.world.findings.add("E0202", line.who.span, f"`{line.who.text}` is declared twice",
                                "keep one of them, or choose another name")  # fmt: skip
        return
    case.who.add(line.who.text)
    case.given.append(Given(line.who.text, _settings(line.settings, None, case)))


def _line(line: tree.TestLine, case: Case) -> None:
    """One line but `customer`, into its place in `case`."""
    if isinstance(line, tree.GivenCustomer | tree.Unbuilt):
        return
    if isinstance(line, tree.Until):
        case.until = _at(line.at, case)
        return
    if not _known(line.who, case):
        return
    if isinstance(line, tree.Does):
        _does(line, case)
    elif isinstance(line, tree.Becomes):
        _becomes(line, case)
    elif isinstance(line, tree.ForceArm | tree.ForceHoldOut | tree.FailChannel):
        _force(line, case)
    else:
        _expect(line, case)


def _known(who: tree.Name, case: Case) -> bool:
    if who.text in case.who:
        return True
    near = nearest(who.text, case.who)
    case.world.findings.add(
        "E0601", who.span, f"this test has no customer `{who.text}`",
        f"did you mean `{near}`?" if near else f"add a line `customer {who.text} with …`",
        edit=Edit(who.span, near) if near else None,
    )  # fmt: skip
    return False


def _at(node: tree.Instant, case: Case) -> datetime:
    found = instant(node, case.world)
    case.instants.append(found)
    return found


def _settings(
    nodes: Iterable[tree.Setting], kind: Kind | None, case: Case
) -> tuple[tuple[str, Plain | None], ...]:
    """What is given to the fields of an event, or of the customer where `kind` is None."""
    found: dict[str, Plain | None] = {}
    for node in nodes:
        known = kind.event.fields if kind else case.world.fields.values()
        field = next((each for each in known if each.name == node.field.text), None)
        if field is None:
            case.world.unknown_field(node.field, kind.event if kind else None)
        elif node.field.text in found:
            case.world.findings.add("E0202", node.span, f"`{field.name}` is given twice",
                                    "keep one of them")  # fmt: skip
        else:
            found[field.name] = _given_value(node.value, field, case)
    return tuple(found.items())


def _given_value(node: tree.Value, field: Field, case: Case) -> Plain | None:
    """`unknown` leaves a field unknown; in tests any text is a time zone or address."""
    if isinstance(node, tree.Path) and [part.text for part in node.parts] == ["unknown"]:
        return None
    return setting(node, field, case.world)


def _does(line: tree.Does, case: Case) -> None:
    at = _at(line.at, case)
    if line.event.any_subject:
        case.world.findings.add(
            "E0212", line.event.span, "a customer does this with one message, not with any",
            f"write `{line.event.name.text}` and the name of a message",
        )  # fmt: skip
        return
    found = kind(line.event, Scope(case.world))
    if found is None:
        return
    message = line.event.subject.text if line.event.subject else None
    settings = _settings(line.settings, found, case)
    if line.event.button is not None:
        settings = (*settings, ("button", line.event.button.value))
    case.happens.append(Does(at, line.who.text, found.event.name, settings, message))


def _becomes(line: tree.Becomes, case: Case) -> None:
    at = _at(line.at, case)
    for name, value in _settings((line.setting,), None, case):
        case.happens.append(Becomes(at, line.who.text, name, value))


def _force(line: tree.ForceArm | tree.ForceHoldOut | tree.FailChannel, case: Case) -> None:
    who = line.who.text
    if isinstance(line, tree.ForceHoldOut):
        case.forced.append(Force(who, None, "hold out", "held out"))
    elif isinstance(line, tree.FailChannel):
        if _channel(line.channel, case):
            case.forced.append(Fail(line.channel.text, who))
    else:
        for campaign in _with_arm(line.split, line.arm, case):
            case.forced.append(Force(who, campaign, line.split.text, line.arm.text))


def _channel(name: tree.Name, case: Case) -> bool:
    channels = case.world.names.channels
    if name.text not in channels:
        case.world.findings.unknown(name, "channel", channels)
    return name.text in channels


def _with_arm(split: tree.Name, arm: tree.Name, case: Case) -> list[str]:
    """The campaigns that have the split with that arm; reports where there is none."""
    found: dict[str, list[str]] = {}
    known: set[str] = set()
    for name, campaign in case.world.names.campaigns.items():
        for each in steps(campaign.steps):
            if not isinstance(each, tree.Split):
                continue
            known.add(each.name.text)
            if each.name.text == split.text:
                found[name] = [one.name.text for one in each.arms]
    with_arm = [name for name, arms in found.items() if arm.text in arms]
    if case.world.campaigns_torn:
        return with_arm
    if not found:
        case.world.findings.unknown(split, "split", known)
    elif not with_arm:
        arms = [one for arms in found.values() for one in arms]
        case.world.findings.unknown(arm, f"arm of `{split.text}`", arms)
    return with_arm


Expecting = (
    tree.ExpectMessage | tree.ExpectArm | tree.ExpectLeft | tree.ExpectReached
    | tree.ExpectInSegment | tree.ExpectField
)  # fmt: skip


def _expect(line: Expecting, case: Case) -> None:
    found: Expectation | None
    if isinstance(line, tree.ExpectMessage):
        found = _expect_message(line, case)
    elif isinstance(line, tree.ExpectArm):
        found = _expect_arm(line, case)
    elif isinstance(line, tree.ExpectLeft):
        found = _expect_left(line, case)
    elif isinstance(line, tree.ExpectReached):
        found = _expect_reached(line, case)
    elif isinstance(line, tree.ExpectInSegment):
        found = _expect_in_segment(line, case)
    else:
        found = _expect_field(line, case)
    if found is not None:
        case.expects.append(found)


def _expect_message(line: tree.ExpectMessage, case: Case) -> Expectation | None:
    names = case.world.names
    fine = True
    if line.message is not None and line.message.text not in names.messages:
        case.world.findings.unknown(line.message, "message", names.messages)
        fine = False
    if line.channel is not None:
        fine = _channel(line.channel, case) and fine
    at = _at(line.at, case) if line.at else None
    if not fine:
        return None
    return ExpectMessage(
        line.message.text if line.message else None, line.who.text,
        line.channel.text if line.channel else None, at, line.negated, line.span,
    )  # fmt: skip


def _expect_arm(line: tree.ExpectArm, case: Case) -> Expectation | None:
    campaigns = _with_arm(line.split, line.arm, case)
    if len(campaigns) > 1:
        case.world.findings.add(
            "E0603", line.split.span,
            f"several campaigns have a split `{line.split.text}`: {listed(campaigns)}",
            "give the splits different names",
        )  # fmt: skip
    if len(campaigns) != 1:
        return None
    return ExpectArm(line.who.text, campaigns[0], line.split.text, line.arm.text, line.span)


def _expect_left(line: tree.ExpectLeft, case: Case) -> Expectation | None:
    who = line.who.text
    if line.event is not None:
        found = kind(line.event, Scope(case.world, mine=True))
        if found is None:
            return None
        on = Occurring(found.event.name, found.about, found.mine)
        return ExpectLeft(who, on, None, line.span)
    assert line.reason is not None
    reasons = {
        step.reason.value for campaign in case.world.names.campaigns.values()
        for step in steps(campaign.steps) if isinstance(step, tree.Leave)
    }  # fmt: skip
    if line.reason.value not in reasons and not case.world.campaigns_torn:
        near = nearest(line.reason.value, reasons)
        case.world.findings.add(
            "E0605", line.reason.span, f"no campaign has a step `leave \"{line.reason.value}\"`",
            f'did you mean "{near}"?' if near else f"there are {listed(sorted(reasons))}"
            if reasons else "no campaign has a `leave` step",
        )  # fmt: skip
        return None
    return ExpectLeft(who, None, line.reason.value, line.span)


def _expect_reached(line: tree.ExpectReached, case: Case) -> Expectation | None:
    campaigns = case.world.names.campaigns
    if line.campaign is not None and line.campaign.text not in campaigns:
        case.world.findings.unknown(line.campaign, "campaign", campaigns)
        return None
    among = [campaigns[line.campaign.text]] if line.campaign else list(campaigns.values())
    goals = {
        goal.name.text if goal.name else written(goal.event)
        for campaign in among for goal in campaign.goals
    }  # fmt: skip
    if line.goal.text not in goals and not case.world.campaigns_torn:
        case.world.findings.unknown(line.goal, "goal", goals)
        return None
    campaign = line.campaign.text if line.campaign else None
    return ExpectReached(line.who.text, line.goal.text, campaign, line.span)


def _expect_in_segment(line: tree.ExpectInSegment, case: Case) -> Expectation | None:
    segments = case.world.names.segments
    if line.segment.text not in segments:
        case.world.findings.unknown(line.segment, "segment", segments)
        return None
    return ExpectInSegment(line.who.text, line.segment.text, line.negated, line.span)


def _expect_field(line: tree.ExpectField, case: Case) -> Expectation | None:
    """A field, trait or groups, held against a literal."""
    name, scope = line.setting.field, Scope(case.world)
    found = path(tree.Path((name,), span=name.span), scope)
    if found is None:
        return None
    known = options(found, scope)
    kind = Type.CHOICE if known else found.type
    before = len(case.world.findings)
    value = _given_value(line.setting.value, Field(name.text, kind, "", known), case)
    if len(case.world.findings) > before:
        return None
    return ExpectField(line.who.text, name.text, value, line.span)
