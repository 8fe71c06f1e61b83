"""What a text shows of an offer: its code and its end, where the customer was given one before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from compiler.liquid import Variable
from compiler.meaning.blocks import inner_blocks
from compiler.model.offers import CODE, ENDS, GIVEN, POINTS
from compiler.suggest import nearest
from dsl import tree

if TYPE_CHECKING:
    from compiler.meaning.campaigns import Built
    from compiler.meaning.world import World


Sure = frozenset[str] | None
"""The offers of which there is surely a gift here; None: nobody comes by here."""


def wrong(variable: Variable, world: World) -> tuple[str, str] | None:
    """Title and help where an offer has nothing of that name to show."""
    offer, fields = variable.path[0], variable.path[1:]
    name = ".".join(variable.path)
    declared = world.names.offers[offer]
    own = POINTS if any(each.points is not None for each in declared.coupons) else CODE
    if not fields:
        return f"`{offer}` alone cannot be shown", f"write `{offer}.{own}`"
    if fields[0] not in (own, ENDS):
        near = nearest(fields[0], (own, ENDS))
        help = f"did you mean `{offer}.{near}`?" if near else (
            f"texts show `{offer}.{own}` and `{offer}.ends`"
        )  # fmt: skip
        return f"unknown variable `{name}`", help
    if fields[0] == ENDS and declared.valid is None and not world.torn(declared):
        return (f"`{name}` is never known: gifts of `{offer}` have no end",
                "add a line such as `valid for 3 days` to the offer")  # fmt: skip
    return None


def doubtful(variable: Variable, message: str, senders: Sequence[Built]) -> str | None:
    """The first campaign that sends the message where nothing of the offer may have been given;
    None where the text has a default, or there is none."""
    if variable.guarded:
        return None
    offer = variable.path[0]
    for campaign in senders:
        for send, sure in _all_sends(campaign.node):
            if send.message.text == message and offer not in sure:
                return campaign.node.name.text
    return None


def _all_sends(node: tree.Campaign) -> Iterator[tuple[tree.Send, frozenset[str]]]:
    """Those of the steps, and those for who leaves, which may be right after the entry."""
    sure = _at_entry(node)
    yield from _sends(node.steps, sure)
    for leave in node.ways_out:
        yield from _sends(leave.steps, sure)


def _at_entry(node: tree.Campaign) -> frozenset[str]:
    """Of several events that let in, any may have."""
    events = [each.events for each in node.entries if isinstance(each, tree.EnterOn)]
    alone = [each[0].event for each in events if len(each) == 1]
    return frozenset(
        event.subject.text for event in alone if event.name.text == GIVEN and event.subject
    )


def _sends(
    steps: Sequence[tree.Step], sure: frozenset[str]
) -> Iterator[tuple[tree.Send, frozenset[str]]]:
    """Every send of a block and below, with what was surely given before it."""
    here: Sure = sure
    for step in steps:
        if here is None:
            return
        if isinstance(step, tree.Send):
            yield step, here
        for block in inner_blocks(step):
            yield from _sends(block, here)
        here = _behind(step, here)


def _behind(step: tree.Step, sure: frozenset[str]) -> Sure:
    if isinstance(step, tree.Give):
        return sure | {step.offer.text}
    if isinstance(step, tree.Leave):
        return None
    blocks = inner_blocks(step)
    ends = [end for end in (_through(block, sure) for block in blocks) if end is not None]
    if not blocks:
        return sure
    return frozenset.intersection(*ends) if ends else None


def _through(steps: Sequence[tree.Step], sure: frozenset[str]) -> Sure:
    here: Sure = sure
    for step in steps:
        if here is not None:
            here = _behind(step, here)
    return here
