"""What tests expect, typed."""

from __future__ import annotations

from compiler.meaning.answers import any_of
from compiler.meaning.blocks import steps
from compiler.meaning.case import Case, channel, given_value, noted, with_arm
from compiler.meaning.occurrences import kind
from compiler.meaning.options import options
from compiler.meaning.paths import path
from compiler.meaning.scope import Scope
from compiler.model.declarations import Field
from compiler.model.occurring import Occurring
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
)
from compiler.model.values import Type
from compiler.suggest import listed, nearest
from dsl import tree

Expecting = (
    tree.ExpectMessage | tree.ExpectArm | tree.ExpectLeft | tree.ExpectReached
    | tree.ExpectInSegment | tree.ExpectField | tree.ExpectCalled
)  # fmt: skip


def expect(line: Expecting, case: Case) -> None:
    """Adds the typed expectation to the case, unless something in it was reported."""
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
    elif isinstance(line, tree.ExpectCalled):
        found = _expect_called(line, case)
    else:
        found = _expect_field(line, case)
    if found is not None:
        case.expects.append(found)


def _expect_message(line: tree.ExpectMessage, case: Case) -> Expectation | None:
    names = case.world.names
    fine = True
    if line.message is not None and line.message.text in names.offers:
        return _expect_gift(line.message, line, case)
    if line.message is not None and line.message.text not in names.messages:
        help = f"for none at all write `expect no message to {line.who.text}`"
        none = line.message.text in ("nothing", "none", "messages", "anything")
        case.world.findings.unknown(
            line.message, "message", [*names.messages, *names.offers], help if none else ""
        )
        fine = False
    if line.channel is not None:
        fine = channel(line.channel, case) and fine
    at = noted(line.at, case) if line.at else None
    if not fine:
        return None
    return ExpectMessage(
        line.message.text if line.message else None, line.who.text,
        line.channel.text if line.channel else None, at, line.negated, line.span,
    )  # fmt: skip


def _expect_gift(
    offer: tree.Name, line: tree.ExpectMessage, case: Case
) -> Expectation | None:
    at = noted(line.at, case) if line.at else None
    if offer.text in case.world.names.messages:
        case.world.findings.add(
            "E0204", offer.span, f"`{offer.text}` is a message and an offer",
            "give one of them another name, so that a test can say which is meant",
        )  # fmt: skip
        return None
    if line.channel is not None:
        case.world.findings.add(
            "E0204", line.channel.span, f"`{offer.text}` is an offer, which goes by no channel",
            f"write `expect {'no ' if line.negated else ''}{offer.text} to {line.who.text}`",
        )  # fmt: skip
        return None
    return ExpectGift(offer.text, line.who.text, at, line.negated, line.span)


def _expect_called(line: tree.ExpectCalled, case: Case) -> Expectation | None:
    hooks = case.world.names.hooks
    if line.hook.text not in hooks:
        case.world.findings.unknown(line.hook, "hook", hooks)
        return None
    return ExpectCalled(line.hook.text, line.who.text, line.negated, line.span)


def _expect_arm(line: tree.ExpectArm, case: Case) -> Expectation | None:
    campaigns = with_arm(line.split, line.arm, case)
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
    if line.reason.value not in reasons and not case.world.campaigns_unsure:
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
        if not case.world.names.lost:
            case.world.findings.unknown(line.campaign, "campaign", campaigns)
        return None
    among = [campaigns[line.campaign.text]] if line.campaign else list(campaigns.values())
    goals = {
        goal.name.text if goal.name else any_of(goal.events)
        for campaign in among for goal in campaign.goals
    }  # fmt: skip
    if line.goal.text not in goals:
        if not (case.world.campaigns_unsure or case.world.without_goal):
            case.world.findings.unknown(line.goal, "goal", goals)
        return None
    campaign = line.campaign.text if line.campaign else None
    return ExpectReached(line.who.text, line.goal.text, campaign, line.span)


def _expect_in_segment(line: tree.ExpectInSegment, case: Case) -> Expectation | None:
    segments = case.world.names.joined()
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
    if found.type is Type.TEXTS:
        case.world.findings.add(
            "E0301", line.setting.span, f"`{name.text}` is a list of texts, which is not compared",
            f'write a segment with `{name.text} contains "…"`, and `expect '
            f'{line.who.text} in` its name',
        )  # fmt: skip
        return None
    known = options(found, scope)
    kind = Type.CHOICE if known else found.type
    before = len(case.world.findings)
    value = given_value(line.setting.value, Field(name.text, kind, "", known), case)
    if len(case.world.findings) > before:
        return None
    return ExpectField(line.who.text, name.text, value, line.span)
