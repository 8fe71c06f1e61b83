"""The lines of tests."""

from __future__ import annotations

from typing import Any

from dsl import tree
from dsl.builders.literals import text_of
from dsl.builders.registry import builds
from dsl.lexer import Token
from dsl.source import Span


@builds()
def setting(span: Span, field: tree.Name, value: Any) -> tree.Setting:
    return tree.Setting(field, value, span=span)


@builds()
def given_customer(span: Span, who: tree.Name, settings: Any) -> tree.GivenCustomer:
    return tree.GivenCustomer(who, settings or (), span=span)


@builds()
def given_record(
    span: Span, record: tree.Name, which: tree.Name, who: tree.Name, settings: Any
) -> tree.GivenRecord:
    return tree.GivenRecord(record, which, who, settings or (), span=span)


@builds()
def does(
    span: Span, at: tree.Instant, who: tree.Name, event: Any, settings: Any
) -> tree.Does | tree.Unbuilt:
    if isinstance(event, tree.Unbuilt):
        return event
    return tree.Does(at, who, event, settings or (), span=span)


@builds()
def becomes(span: Span, at: tree.Instant, who: tree.Name, setting: tree.Setting) -> tree.Becomes:
    return tree.Becomes(at, who, setting, span=span)


@builds()
def force_arm(span: Span, split: tree.Name, arm: tree.Name, who: tree.Name) -> tree.ForceArm:
    return tree.ForceArm(split, arm, who, span=span)


@builds()
def force_hold_out(span: Span, who: tree.Name) -> tree.ForceHoldOut:
    return tree.ForceHoldOut(who, span=span)


@builds()
def fail_channel(span: Span, channel: tree.Name, who: tree.Name) -> tree.FailChannel:
    return tree.FailChannel(channel, who, span=span)


@builds()
def until_line(span: Span, at: tree.Instant) -> tree.Until:
    return tree.Until(at, span=span)


@builds()
def expect_message(
    span: Span, message: tree.Name, who: tree.Name, channel: Any, at: Any
) -> tree.ExpectMessage:
    return tree.ExpectMessage(message, who, channel, at, span=span)


@builds()
def expect_no_message(
    span: Span, message: tree.Name, who: tree.Name, channel: Any, at: Any
) -> tree.ExpectMessage:
    return tree.ExpectMessage(message, who, channel, at, negated=True, span=span)


@builds()
def expect_nothing(span: Span, who: tree.Name, channel: Any, at: Any) -> tree.ExpectMessage:
    return tree.ExpectMessage(None, who, channel, at, negated=True, span=span)


@builds()
def expect_arm(span: Span, who: tree.Name, split: tree.Name, arm: tree.Name) -> tree.ExpectArm:
    return tree.ExpectArm(who, split, arm, span=span)


@builds()
def expect_in(span: Span, who: tree.Name, segment: tree.Name) -> tree.ExpectInSegment:
    return tree.ExpectInSegment(who, segment, span=span)


@builds()
def expect_not_in(span: Span, who: tree.Name, segment: tree.Name) -> tree.ExpectInSegment:
    return tree.ExpectInSegment(who, segment, negated=True, span=span)


@builds()
def expect_left_on(span: Span, who: tree.Name, event: Any) -> tree.ExpectLeft | tree.Unbuilt:
    if isinstance(event, tree.Unbuilt):
        return event
    return tree.ExpectLeft(who, event, span=span)


@builds()
def expect_left_because(span: Span, who: tree.Name, reason: Token) -> tree.ExpectLeft:
    return tree.ExpectLeft(who, None, text_of(reason, span), span=span)


@builds()
def expect_reached(span: Span, who: tree.Name, goal: tree.Name) -> tree.ExpectReached:
    return tree.ExpectReached(who, goal, span=span)


@builds()
def expect_reached_in(
    span: Span, who: tree.Name, campaign: tree.Name, goal: tree.Name
) -> tree.ExpectReached:
    return tree.ExpectReached(who, goal, campaign, span=span)


@builds()
def expect_field(span: Span, who: tree.Name, setting: tree.Setting) -> tree.ExpectField:
    return tree.ExpectField(who, setting, span=span)


@builds()
def expect_called(span: Span, hook: tree.Name, who: tree.Name) -> tree.ExpectCalled:
    return tree.ExpectCalled(hook, who, span=span)


@builds()
def expect_not_called(span: Span, hook: tree.Name, who: tree.Name) -> tree.ExpectCalled:
    return tree.ExpectCalled(hook, who, negated=True, span=span)
