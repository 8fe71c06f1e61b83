"""Campaigns that are over before their journeys come to a message, or before anybody enters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from compiler.catalogue.code import Code
from compiler.model.campaigns import Campaign
from compiler.model.entries import At
from compiler.model.steps import Send
from compiler.pressure.clocks import clocks
from compiler.pressure.fullest import Fullest
from compiler.pressure.lengths import Lengths
from compiler.pressure.quiet import Quiets
from compiler.pressure.ways import ways
from dsl import tree

if TYPE_CHECKING:
    from compiler.meaning.campaigns import Built
    from compiler.meaning.world import World

CODES = (
    Code(
        "W0119", "outlives-campaign",
        "Behind the end of a campaign nobody enters any more, but who is in it goes on. A message "
        "that comes later after the entry than the campaign runs goes to everybody behind its end, "
        "when nobody thinks of it any more; and an entry outside of that time lets nobody in.",
        '''campaign back
  runs from 2026-12-01 until 2026-12-08
  enter every day at 09:00 for loyal
  goal purchase within 30 days

  send hello by email
  wait 14 days
  send hello by sms
''',
        '''campaign back
  runs from 2026-12-01 until 2026-12-29
  enter every day at 09:00 for loyal
  goal purchase within 30 days

  send hello by email
  wait 14 days
  send hello by sms
''',
    ),
)  # fmt: skip


def check(world: World, built: Sequence[Built]) -> None:
    """W0119 at each send that comes behind the end for everybody, and at an entry that never is in
    the campaign's time."""
    for each in built:
        if each.campaign is None:
            continue
        if _outside(each.campaign):
            entry = each.node.entries[0]
            world.findings.add("W0119", entry.span, "nobody enters: the campaign does not run then",
                               "change this, or the line `runs`")  # fmt: skip
        elif each.campaign.runs_from is not None and each.campaign.runs_until is not None:
            _late(each, each.campaign.runs_until - each.campaign.runs_from, world)


def _outside(campaign: Campaign) -> bool:
    """Whether the one instant of entry is outside; an instant on the policy's clock."""
    entry, until, since = campaign.entry, campaign.runs_until, campaign.runs_from
    if not isinstance(entry, At):
        return False
    return (until is not None and entry.instant >= until) or (
        since is not None and entry.instant < since
    )


def _late(each: Built, runs: timedelta, world: World) -> None:
    campaign = each.campaign
    assert campaign is not None
    quiets = Quiets(campaign, world)
    found = Fullest(ways(campaign.steps, Lengths(quiets, clocks(campaign, quiets))), _every)
    for id, when in found.when(timedelta()).items():
        node = each.steps.get(id)
        if when.first >= runs and isinstance(node, tree.Send):
            world.findings.add(
                "W0119", node.span,
                f"this goes out behind the end of `{campaign.name}`, whenever one enters",
                "let the campaign run longer, or send earlier",
            )  # fmt: skip


def _every(send: Send) -> bool:
    return True
