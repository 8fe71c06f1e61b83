"""A wait until a time of day that is always quiet time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import time
from typing import TYPE_CHECKING

from compiler.catalogue.code import Code
from compiler.meaning.blocks import inner_blocks
from compiler.model.declarations import Quiet
from dsl import tree

if TYPE_CHECKING:
    from compiler.meaning.campaigns import Built
    from compiler.meaning.world import World

CODES = (
    Code(
        "W0106", "wait-into-quiet",
        "A message at a time of day that is quiet time every day never goes out then, but when "
        "the quiet time ends. Looked at are the messages that no time passes before: right behind "
        "the wait, also in branches and behind gifts.",
        '''channel push
  to phone
  quiet from 20:00 until 08:00

message ping
  push
    """
    Ping
    """

campaign pings
  enter every Monday at 09:00 for loyal
  goal purchase within 7 days

  wait until 21:00
  send ping by push
''',
        '''channel push
  to phone
  quiet from 20:00 until 08:00

message ping
  push
    """
    Ping
    """

campaign pings
  enter every Monday at 09:00 for loyal
  goal purchase within 7 days

  wait until 19:00
  send ping by push
''',
    ),
)  # fmt: skip


def check(world: World, built: Sequence[Built]) -> None:
    """W0106 at each time of day that lies in the quiet time of every channel of the send behind
    it. Times with a zone of their own are not on the customers' clock, and are left out."""
    for each in built:
        entry = each.node.entries[0] if each.node.entries else None
        own = each.campaign.quiet if each.campaign is not None else ()
        at = entry.at if isinstance(entry, tree.EnterEvery | tree.EnterAround) else None
        if at is not None:
            for send in _at_once(each.node.steps):
                _look(at, send, own, world)
        for at, behind in _pairs(each.node.steps):
            for send in _at_once(behind):
                _look(at, send, own, world)


def _pairs(
    steps: tuple[tree.Step, ...]
) -> Iterator[tuple[tree.TimeOfDay, tuple[tree.Step, ...]]]:
    """Every wait until a time of day, with the steps behind it."""
    for place, step in enumerate(steps):
        at = step.at if isinstance(step, tree.WaitUntil | tree.WaitAround) else None
        behind = (*step.steps, *steps[place + 1 :]) if isinstance(step, tree.WaitsUntil) else ()
        if at is not None:
            yield at, behind
        for inner in inner_blocks(step):
            yield from _pairs(inner)


def _at_once(steps: tuple[tree.Step, ...]) -> Iterator[tree.Send]:
    """The first messages of these steps that no time passes before, on each way."""
    for step in steps:
        if isinstance(step, tree.Send):
            yield step
            return
        if isinstance(step, tree.If | tree.Split):
            for inner in inner_blocks(step):
                yield from _at_once(inner)
            return
        if not isinstance(step, tree.Give | tree.Call | tree.SetField | tree.OnList):
            return


def _look(
    at: tree.TimeOfDay, send: tree.Send, of_campaign: tuple[Quiet, ...], world: World
) -> None:
    if at.zone is not None or not send.channels:
        return
    message = world.names.messages.get(send.message.text)
    if message is None:
        return
    common = () if message.service else world.policy.quiet
    for name in send.channels:
        channel = world.channels.get(name.text)
        own = channel.heeds(service=message.service) if channel is not None else ()
        if not any(_quiet(at.value, item) for item in (*common, *of_campaign, *own)):
            return
    world.findings.add(
        "W0106", at.span, f"{at.value:%H:%M} is always quiet time for `{send.message.text}`",
        "choose a time outside the quiet time, or leave the wait out",
    )  # fmt: skip


def _quiet(at: time, item: Quiet) -> bool:
    if item.start is None or item.end is None:
        return False
    if item.start < item.end:
        return item.start <= at < item.end
    return at >= item.start or at < item.end
