"""Waits until an instant that is past for everybody who comes to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from compiler.catalogue.code import Code
from compiler.model.campaigns import Campaign
from compiler.model.entries import At
from compiler.model.steps import Listening, Step, WaitUntil
from compiler.pressure.clocks import Clock, clocks
from compiler.pressure.lengths import Lengths
from compiler.pressure.quiet import Quiets
from compiler.walk import blocks, steps
from dsl import tree

if TYPE_CHECKING:
    from compiler.meaning.campaigns import Built
    from compiler.meaning.world import World

CODES = (
    Code(
        "W0115", "missed-wait",
        "A wait until a day of the journey, or until a date, is over at once where that is past, "
        "and the steps under it are skipped. Where the steps above take so long that it is past "
        "for everybody, it does nothing. Counted is what the steps above take at the least.",
        '''campaign back
  enter every Monday at 09:00 for loyal
  goal purchase within 9 days

  send hello by email
  wait 5 days
  wait until 10:00 on day 3
    send hello by sms
''',
        '''campaign back
  enter every Monday at 09:00 for loyal
  goal purchase within 9 days

  send hello by email
  wait until 10:00 on day 3
    send hello by sms
''',
    ),
)  # fmt: skip

A_DAY = timedelta(days=1)
NOTHING = timedelta()


def check(world: World, built: Sequence[Built]) -> None:
    """W0115 at each wait that is over before anybody comes to it."""
    for each in built:
        if each.campaign is None or not any(map(_until_a_day, steps(each.campaign))):
            continue
        quiets = Quiets(each.campaign, world)
        at = clocks(each.campaign, quiets)
        entry = at.get(each.campaign.steps[0].id) if each.campaign.steps else None
        lengths = Lengths(quiets, at)
        for step, least in _reached(each.campaign.steps, NOTHING, lengths):
            node = each.steps.get(step.id)
            if isinstance(node, tree.WaitUntil) and _past(step, least, entry, each.campaign):
                world.findings.add(
                    "W0115", node.span, "this is past for everybody who comes here",
                    "take it out, or name a later day",
                )  # fmt: skip


def _until_a_day(step: Step) -> bool:
    return isinstance(step, WaitUntil) and (step.day is not None or step.date is not None)


def _reached(
    block: Sequence[Step], least: timedelta, lengths: Lengths
) -> Iterator[tuple[WaitUntil, timedelta]]:
    """Every wait until a time of day, with how long after the entry one comes to it at the
    least."""
    for step in block:
        if isinstance(step, WaitUntil):
            yield step, least
        inside = least + lengths.own(step).least
        for word, inner in blocks(step):
            late = step.at_most.length if isinstance(step, Listening) else NOTHING
            yield from _reached(inner, inside + (late if word == "else" else NOTHING), lengths)
        least += lengths.whole(step).least


def _past(step: WaitUntil, least: timedelta, entry: Clock, campaign: Campaign) -> bool:
    if step.day is not None:
        began = _since_midnight(entry or time())
        return least > step.day * A_DAY + _since_midnight(step.at) - began
    if step.date is None:
        return False
    first = _first_entry(campaign)
    # The customer's own clock may be behind the policy's by a day.
    return first is not None and (
        first + least - A_DAY > datetime.combine(step.date, step.at, first.tzinfo)
    )


def _first_entry(campaign: Campaign) -> datetime | None:
    """Before which instant nobody enters."""
    return campaign.entry.instant if isinstance(campaign.entry, At) else campaign.runs_from


def _since_midnight(at: time) -> timedelta:
    return timedelta(hours=at.hour, minutes=at.minute)
