"""Campaigns that write to the same customers at the same time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from compiler.catalogue.code import Code
from compiler.holding import Holding
from compiler.holding.entering import entered
from compiler.holding.formula import every
from compiler.model.campaigns import Campaign
from compiler.model.entries import At, Every
from compiler.model.steps import Send
from compiler.pressure.clocks import clocks
from compiler.pressure.fullest import Fullest
from compiler.pressure.lengths import Lengths
from compiler.pressure.quiet import Quiets
from compiler.pressure.ways import ways
from dsl import tree
from dsl.diagnostics import Label

if TYPE_CHECKING:
    from compiler.meaning.campaigns import Built
    from compiler.meaning.world import World

CODES = (
    Code(
        "W0120", "same-hours",
        "Two campaigns that write to the same customers by the same channel within three hours "
        "look like one shop that does not know what it does; and under a cap the second message is "
        "dropped. Looked at are campaigns that enter by a weekday or at one instant, as far as "
        "their messages come at a time that is known, to segments that do not exclude each other.",
        '''campaign news
  enter every Monday at 09:00 for loyal
  goal purchase within 7 days

  send hello by email

campaign more_news
  enter every Monday at 10:00 for everyone
  goal purchase within 7 days

  send hello by email
''',
        '''campaign news
  enter every Monday at 09:00 for loyal
  goal purchase within 7 days

  send hello by email

campaign more_news
  enter every Thursday at 10:00 for everyone
  goal purchase within 7 days

  send hello by email
''',
    ),
)  # fmt: skip

HOURS = timedelta(hours=3)
DAY, WEEK = timedelta(days=1), timedelta(days=7)
TRIES = 20
"""So many others are compared with each message."""


@dataclass(frozen=True)
class Comes:
    """A message of a campaign: how long after Monday 00:00 of the week `week` (None: of every
    week), by which channels first."""

    built: Built
    campaign: Campaign
    send: Send
    at: timedelta
    week: int | None


def check(world: World, built: Sequence[Built], holding: Holding) -> None:
    """W0120 at the later of two campaigns that meet, in the order of the text, once each."""
    found = sorted(_all(world, built), key=lambda each: (each.send.channels[0], each.at))
    told: set[str] = set()
    for place, one in enumerate(found):
        for other in found[place + 1 : place + 1 + TRIES]:
            if not _close(one, other):
                break
            first, second = sorted((one, other), key=lambda each: each.built.node.span)
            if second.campaign.name not in told and _meet(one, other, holding):
                told.add(second.campaign.name)
                _tell(first, second, world)


def _all(world: World, built: Sequence[Built]) -> Iterator[Comes]:
    for each in built:
        if each.campaign is None or not isinstance(each.campaign.entry, Every | At):
            continue
        entry, campaign = each.campaign.entry, each.campaign
        if entry.zone is not None or (isinstance(entry, Every) and entry.month_day is not None):
            continue
        quiets = Quiets(campaign, world)
        known = Fullest(ways(campaign.steps, Lengths(quiets, clocks(campaign, quiets))), _counts)
        when = known.when(timedelta())
        for id, at in when.items():
            node = each.steps.get(id)
            send = known.sends.get(id)
            if send is None or not isinstance(node, tree.Send) or at.first != at.last:
                continue
            if not _service(send, world):
                yield from (Comes(each, campaign, send, begin + at.first, week)
                            for begin, week in _begins(entry))  # fmt: skip


def _begins(entry: Every | At) -> Iterator[tuple[timedelta, int | None]]:
    if isinstance(entry, At):
        week, day = divmod(entry.moment.toordinal() - 1, 7)
        yield day * DAY + _of_day(entry.moment.hour, entry.moment.minute), week
        return
    for weekday in entry.weekdays:
        yield (weekday - 1) * DAY + _of_day(entry.at.hour, entry.at.minute), None


def _of_day(hour: int, minute: int) -> timedelta:
    return timedelta(hours=hour, minutes=minute)


def _counts(send: Send) -> bool:
    return send.to is None


def _service(send: Send, world: World) -> bool:
    message = world.messages.get(send.message)
    return message is None or message.service


def _close(one: Comes, other: Comes) -> bool:
    return one.send.channels[0] == other.send.channels[0] and other.at - one.at < HOURS


def _meet(one: Comes, other: Comes, holding: Holding) -> bool:
    """Whether a customer can be in both, in one week."""
    if one.campaign.name == other.campaign.name:
        return False
    if one.week is not None and other.week is not None and one.week != other.week:
        return False
    if _apart(one.campaign, other.campaign) or _apart(other.campaign, one.campaign):
        return False
    both = (entered(one.campaign, holding), entered(other.campaign, holding))
    return holding.possible(every(both))


def _apart(one: Campaign, other: Campaign) -> bool:
    """Whether the first is over before the second begins."""
    since = other.entry.instant if isinstance(other.entry, At) else other.runs_from
    return one.runs_until is not None and since is not None and one.runs_until <= since


def _tell(first: Comes, second: Comes, world: World) -> None:
    world.findings.add(
        "W0120", second.built.node.name.span,
        f"`{second.campaign.name}` can write to the same customers as `{first.campaign.name}`, by "
        f"`{second.send.channels[0]}` and within three hours",
        "choose another time, or segments that exclude each other",
        labels=(Label(first.built.node.name.span, "the other campaign"),),
    )  # fmt: skip
