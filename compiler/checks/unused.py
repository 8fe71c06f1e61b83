"""What is declared and never used is forgotten, or meant to be used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from compiler.catalogue.code import Code
from compiler.hours import wanted
from compiler.meaning.blocks import sends, steps, top
from compiler.model.steps import Send
from compiler.walk import references
from compiler.walk import steps as typed
from dsl import tree

if TYPE_CHECKING:
    from compiler.meaning.campaigns import Built
    from compiler.meaning.world import World

CODES = (
    Code(
        "W0101", "unused",
        "A message that no campaign sends, an offer that none gives, a hook that none calls, a "
        "channel that no message goes by and an event or record that nothing looks at are mostly "
        "left over, or somebody forgot to use them. Traits, segments "
        "and groups can be counted, so they are of use as they are.",
        '''message farewell
  sms
    """
    Good bye
    """
''',
        '''message farewell
  sms
    """
    Good bye
    """

campaign farewells
  enter every month on day 1 at 10:00 for loyal
  goal purchase within 7 days

  send farewell by sms
''',
    ),
)  # fmt: skip


def check(world: World, built: Sequence[Built]) -> None:
    """W0101 at the name of each message, channel, offer, hook, event and record without a use."""
    for what, name in _unused(world, built):
        world.findings.add("W0101", name.span, f"nothing uses {what} `{name.text}`",
                           "use it, or take it out")  # fmt: skip


def _unused(world: World, built: Sequence[Built]) -> Iterator[tuple[str, tree.Name]]:
    every = [send for each in built for send in sends(top(each.node))]
    sent = {send.message.text for send in every}
    ways = {channel.text for send in every for channel in send.channels}
    ways |= {
        channel
        for each in built if each.campaign is not None
        for step in typed(each.campaign) if isinstance(step, Send) for channel in step.channels
    }  # fmt: skip
    found = references(
        *world.offers.values(),
        *world.traits.values(), *world.segments.values(), *world.groups.values(),
        *(each.campaign for each in built),
    )  # fmt: skip
    for message in world.names.messages.values():
        if message.name.text not in sent:
            yield "message", message.name
    for channel in world.names.channels.values():
        if channel.name.text not in ways:
            yield "channel", channel.name
    given = {
        step.offer.text
        for each in built for step in steps(top(each.node)) if isinstance(step, tree.Give)
    }  # fmt: skip
    told = {send.to.parts[0].text for send in every if send.to is not None}
    for colleague in world.names.staff.values():
        if colleague.name.text not in told:
            yield "the colleague", colleague.name
    called = {
        step.hook.text
        for each in built for step in steps(top(each.node)) if isinstance(step, tree.Call)
    }  # fmt: skip
    for hook in world.names.hooks.values():
        if hook.name.text not in called:
            yield "hook", hook.name
    for offer in world.names.offers.values():
        if offer.name.text not in given:
            yield "offer", offer.name
    hour = wanted(each.campaign for each in built if each.campaign is not None)
    for event in world.names.events.values():
        if event.name.text not in found.events and not hour:
            yield "event", event.name
    for record in world.names.records.values():
        if record.name.text not in found.records:
            yield "record", record.name
