"""From the ways through the campaigns to what one customer can get in a week."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from compiler.model.campaigns import Campaign
from compiler.model.staff import Colleague
from compiler.model.steps import Send
from compiler.pressure.clocks import clocks
from compiler.pressure.entering import alone, gap, most_entries
from compiler.pressure.fullest import Counts, Fullest
from compiler.pressure.holding import under_caps
from compiler.pressure.lengths import Lengths
from compiler.pressure.quiet import Quiets, Sending
from compiler.pressure.result import WEEK, Pressure, Share, Touch
from compiler.pressure.ways import Ways, ways
from compiler.walk import steps


def pressure(sending: Sending, campaigns: Iterable[Campaign]) -> Pressure:
    """The most messages that one customer can get in any week from these campaigns together.

    `sending`: the project, or whatever else has its policy, channels and messages. Every customer
    is taken to enter every campaign as often as it lets in (S16), to come through on the way with
    most messages, and to be reached by every channel; that segments exclude each other is not
    looked at, since a customer may change from one to the other within a week. So nobody gets
    more, and hardly anybody as much. Messages to colleagues are not counted.
    """
    each = [(campaign, _ways(campaign, sending)) for campaign in campaigns]
    shares = _shares(each, lambda send: _capped(send, sending))
    service = _shares(each, lambda send: _of_service(send, sending))
    most, held = under_caps(shares, sending)
    return Pressure(_sum(shares), most, _sum(service), shares, service, held)


def _ways(campaign: Campaign, sending: Sending) -> Ways:
    quiets = Quiets(campaign, sending)
    return ways(campaign.steps, Lengths(quiets, clocks(campaign, quiets)))


def _capped(send: Send, sending: Sending) -> bool:
    return not isinstance(send.to, Colleague) and not _service(send, sending)


def _of_service(send: Send, sending: Sending) -> bool:
    return not isinstance(send.to, Colleague) and _service(send, sending)


def _service(send: Send, sending: Sending) -> bool:
    message = sending.messages.get(send.message)
    return message is not None and message.service


def _shares(each: Sequence[tuple[Campaign, Ways]], counts: Counts) -> tuple[Share, ...]:
    """Those of the campaigns that send such messages, the fullest first."""
    found = [_share(campaign, Fullest(ways, counts)) for campaign, ways in each]
    found += [_parting(campaign, counts) for campaign, _ in each]
    by = {campaign.name: _channels(campaign, counts) for campaign, _ in each}
    some = [replace(each, channels=by[each.campaign]) for each in found if each.path]
    return tuple(sorted(some, key=lambda each: (each.most is not None, -(each.most or 0))))


def _channels(campaign: Campaign, counts: Counts) -> tuple[str, ...]:
    sends = [each for each in steps(campaign) if isinstance(each, Send) and counts(each)]
    return tuple(dict.fromkeys(channel for each in sends for channel in each.channels))


def _parting(campaign: Campaign, counts: Counts) -> Share:
    """What is sent to who leaves by a line with steps: all of it at once, one line an enrolment."""
    path: tuple[Touch, ...] = ()
    for parting in campaign.partings:
        sends = [each for each in parting.steps if isinstance(each, Send) and counts(each)]
        at_once = tuple(Touch(each.id, each.message, each.channels, timedelta()) for each in sends)
        path = max(path, at_once, key=len)
    entries = most_entries(campaign, WEEK)
    return Share(campaign.name, path, entries, None if entries is None else entries * len(path))


def _share(campaign: Campaign, fullest: Fullest) -> Share:
    path = fullest.week()
    if not path:
        return Share(campaign.name, (), 0, 0)
    entries = _entries(campaign, fullest)
    most = _least(entries and entries * len(path), _by_step(campaign, fullest),
                  _one_by_one(campaign, fullest, len(path)))  # fmt: skip
    return Share(campaign.name, path, entries, most)


def _entries(campaign: Campaign, fullest: Fullest) -> int | None:
    """How many enrolments can bring messages into one week: those that begin in it, and before it
    as long as their messages can come later than the soonest one."""
    when = fullest.when(gap(campaign)).values()
    soonest, latest = min(each.first for each in when), [each.last for each in when]
    if None in latest:
        some = most_entries(campaign, WEEK)
        return some + 1 if some is not None and alone(campaign) else None
    spread = max(last for last in latest if last is not None) - soonest
    found = most_entries(campaign, WEEK + spread)
    if found is None or not alone(campaign):
        return found
    return min(found, (most_entries(campaign, WEEK) or 0) + 1)


def _by_step(campaign: Campaign, fullest: Fullest) -> int | None:
    """Each step sends once an enrolment, so that one alone sends as often as enrolments begin in a
    week, and in the time by which it can come later than at another time."""
    every = []
    for when in fullest.when(gap(campaign)).values():
        found = None if when.varies is None else most_entries(campaign, WEEK + when.varies)
        every.append(found)
    known = [each for each in every if each is not None]
    return sum(known) if len(known) == len(every) else None


def _one_by_one(campaign: Campaign, fullest: Fullest, path: int) -> int | None:
    """Where one enrolment ends before the next begins: what was open at the week's beginning, and
    then as fast as one after another can send."""
    soonest = fullest.soonest()
    if not alone(campaign) or soonest[0] <= timedelta():
        return None
    fastest = max(place / (each / WEEK) for place, each in enumerate(soonest, 1))
    return path + int(fastest)


def _least(*bounds: int | None) -> int | None:
    return min((each for each in bounds if each is not None), default=None)


def _sum(shares: Sequence[Share]) -> int | None:
    known = [each.most for each in shares if each.most is not None]
    return sum(known) if len(known) == len(shares) else None
