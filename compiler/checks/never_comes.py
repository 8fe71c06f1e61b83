"""Waits for what never comes: the event takes out before, its message was not sent yet, or the
steps are over sooner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from compiler.catalogue.code import Code
from compiler.holding.implied import implies
from compiler.model.campaigns import Campaign
from compiler.model.conditions import All, Compare, Condition
from compiler.model.occurring import Occurring
from compiler.model.steps import Listening, Repeat, Send, Step, Until, Way
from compiler.model.values import Const, EventField
from compiler.pressure.clocks import clocks
from compiler.pressure.lengths import Lengths
from compiler.pressure.quiet import Quiets
from compiler.walk import blocks, steps
from dsl import tree
from dsl.diagnostics import Label
from dsl.source import Span

if TYPE_CHECKING:
    from compiler.meaning.campaigns import Built
    from compiler.meaning.world import World

CODES = (
    Code(
        "W0113", "never-comes",
        "A wait goes on by what comes first. An event that takes everybody out of the campaign is "
        "done by nobody who waits; nobody answers a message before it was sent; and steps that are "
        "over sooner than their time are never ended by it. What is written for these is never "
        "done. Events with a `where` are compared in plain cases only.",
        '''campaign back
  enter every Monday at 09:00 for loyal
  leave on purchase
  goal purchase within 7 days

  send hello by email
  wait for purchase, at most 3 days
    send hello by sms
''',
        '''campaign back
  enter every Monday at 09:00 for loyal
  leave on purchase
  goal purchase within 7 days

  send hello by email
  wait for clicked hello, at most 3 days
    send hello by sms
''',
    ),
)  # fmt: skip

Sent = frozenset[str]
"""The messages that may have been sent by then."""


def check(world: World, built: Sequence[Built]) -> None:
    """W0113 at each event that nobody waits for in vain, and at each time that is never over."""
    for each in built:
        if each.campaign is None:
            continue
        for step, sent in _waits(each.campaign.steps, frozenset()):
            node = each.steps.get(step.id)
            if node is None:
                continue
            for way, span in zip(step.ways, _places(node), strict=True):
                _look(way, span, sent, each, world)
            if isinstance(step, Until) and isinstance(node, tree.UntilEvent):
                quiets = Quiets(each.campaign, world)
                took = Lengths(quiets, clocks(each.campaign, quiets)).block(step.steps).most
                _never_over(step, node, took, world)


def _waits(block: Sequence[Step], sent: Sent) -> Iterator[tuple[Listening, Sent]]:
    """Every wait for events, with the messages that may have gone out before. What is repeated, or
    ended midway, may have sent all that stands in it."""
    for step in block:
        behind = sent | _sends(step)
        before = behind if isinstance(step, Repeat | Until) else sent
        if isinstance(step, Listening):
            yield step, before
        for _, inner in blocks(step):
            yield from _waits(inner, before)
        sent = behind


def _sends(step: Step) -> Sent:
    return frozenset(each.message for each in steps((step,)) if isinstance(each, Send))


def _places(node: tree.Step) -> list[Span]:
    """Where the events of each way on are written."""
    if isinstance(node, tree.WaitForFirst):
        return [_events(way.events) for way in node.ways]
    if isinstance(node, tree.WaitFor | tree.UntilEvent):
        return [_events(node.events)]
    return []


def _events(events: tree.Events) -> Span:
    first, last = events[0].event.span, events[-1].event.span
    return Span(first.path, first.start, last.end)


def _look(way: Way, span: Span, sent: Sent, each: Built, world: World) -> None:
    assert each.campaign is not None
    leaves = [_leaving(on, each.campaign) for on in way.on.each]
    taken = [place for place in leaves if place is not None]
    if len(taken) == len(leaves):
        world.findings.add(
            "W0113", span, "nobody who waits here does this: it takes them out of the campaign",
            "wait for something else, or say `wait` and how long",
            labels=_labels(each.node, taken),
        )  # fmt: skip
    elif all(_unsent(on, sent) for on in way.on.each):
        world.findings.add(
            "W0113", span, "nobody can do this yet: no message of it was sent before",
            "send the message above the wait",
        )  # fmt: skip


def _labels(node: tree.Campaign, taken: Sequence[int]) -> tuple[Label, ...]:
    """At the line of the first of them, where each line names one event."""
    if any(len(leave.events) > 1 for leave in node.leaves):
        return ()
    return (Label(node.leaves[taken[0]].span, "who does it leaves here"),)


def _leaving(on: Occurring, campaign: Campaign) -> int | None:
    """The place of the `leave on` that takes out everybody who does this."""
    for place, leave in enumerate(campaign.leaves):
        if (leave.event, leave.mine) != (on.event, on.mine):
            continue
        if leave.where is None or (on.where is not None and implies(on.where, leave.where)):
            return place
    return None


def _unsent(on: Occurring, sent: Sent) -> bool:
    """Whether it is about messages of this enrolment none of which can have been sent."""
    if not on.mine:
        return False
    message = _message(on.where)
    return message not in sent if message is not None else not sent


def _message(where: Condition | None) -> str | None:
    """Which message an event must be about."""
    parts = where.parts if isinstance(where, All) else (where,)
    for part in parts:
        if (
            isinstance(part, Compare) and part.op == "="
            and isinstance(part.left, EventField) and part.left.name == "message"
            and isinstance(part.right, Const)
        ):  # fmt: skip
            return str(part.right.value)
    return None


def _never_over(
    step: Until, node: tree.UntilEvent, took: timedelta | None, world: World
) -> None:
    if took is not None and took < step.at_most.length and node.otherwise:
        world.findings.add(
            "W0113", node.otherwise[0].span, "nobody comes to this step",
            "write it behind these steps, or give them less time",
            labels=(Label(node.at_most.span, "the steps are always over sooner"),),
        )  # fmt: skip
