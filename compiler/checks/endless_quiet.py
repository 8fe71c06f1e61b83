"""Quiet time that never ends lets no message through."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from compiler.catalogue.code import Code
from compiler.model.declarations import Quiet
from compiler.model.steps import Send
from compiler.walk import steps
from compiler.week import WEEK, minutes

if TYPE_CHECKING:
    from compiler.meaning.campaigns import Built
    from compiler.meaning.world import World

CODES = (
    Code(
        "E0408", "endless-quiet",
        "A message that meets quiet time waits for its end. Where the quiet times of the policy "
        "and the channel together fill the whole week, it would wait for ever.",
        '''channel push
  to phone
  quiet from 08:00 until 20:00
  quiet from 20:00 until 08:00

message ping
  push
    """
    Ping
    """

campaign pings
  enter every Monday at 09:00 for loyal
  goal purchase within 7 days

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

  send ping by push
''',
    ),
)  # fmt: skip


def check(world: World, built: Sequence[Built]) -> None:
    """E0408 at the policy, or else at each channel whose quiet time fills the week, or else at each
    campaign that sends by a channel for which it does together with the campaign's."""
    policy = world.names.policy
    if policy is not None and fills_week(world.policy.quiet):
        world.findings.add("E0408", policy.quiet[0].span, "the policy's quiet time never ends",
                           "leave some hours of the week free")  # fmt: skip
        return
    for name, channel in world.channels.items():
        if fills_week((*world.policy.quiet, *channel.heeds(service=channel.service_only))):
            node = world.names.channels[name]
            alone = fills_week(channel.quiet)
            with_policy = "" if alone else ", together with the policy's,"
            world.findings.add(
                "E0408", node.quiet[0].span, f"the quiet time of `{name}`{with_policy} never ends",
                "leave some hours of the week free",
            )  # fmt: skip
    for each in built:
        _of_campaign(each, world)


def _of_campaign(each: Built, world: World) -> None:
    if each.campaign is None or not each.campaign.quiet:
        return
    for step in steps(each.campaign):
        names = step.channels if isinstance(step, Send) else ()
        for channel in (world.channels[name] for name in names if name in world.channels):
            own = (*world.policy.quiet, *channel.heeds(service=False))
            if not fills_week(own) and fills_week((*own, *each.campaign.quiet)):
                alone = fills_week(each.campaign.quiet)
                both = f", together with those of `{channel.name}` and the policy,"
                world.findings.add(
                    "E0408", each.node.quiet[0].span,
                    f"the quiet time of campaign `{each.campaign.name}`{'' if alone else both} "
                    "never ends",
                    "leave some hours of the week free",
                )  # fmt: skip
                return


def fills_week(items: Iterable[Quiet]) -> bool:
    """Whether quiet times together cover every minute of the week."""
    reached = 0
    for start, end in sorted(interval for item in items for interval in minutes(item)):
        if start > reached:
            return False
        reached = max(reached, end)
    return reached >= WEEK
