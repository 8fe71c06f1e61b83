"""More messages in a week than the policy lets through, from campaigns that come every week."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from compiler.catalogue.code import Code
from compiler.holding import Holding
from compiler.holding.entering import entered
from compiler.holding.formula import TRUE, Formula, every
from compiler.model.entries import EachTime, Every
from compiler.pressure import Held, Share, pressure
from compiler.pressure.entering import most_entries
from compiler.pressure.result import WEEK
from dsl.diagnostics import Label

if TYPE_CHECKING:
    from compiler.meaning.campaigns import Built
    from compiler.meaning.world import World

CODES = (
    Code(
        "W0121", "too-many-messages",
        "A cap drops what is over it, whatever it is: the message that comes last in the week, not "
        "the one that matters least. Where campaigns that come every week alone want to send more "
        "than the policy lets through, some of it never arrives. Counted are, of campaigns whose "
        "segments do not exclude each other, the messages of the fullest week. What customers do "
        "themselves to enter is left out here; `segue plan` shows the whole.",
        '''customers from shop.customers
  key    from customer_id
  email  email

event purchase from shop.orders
  customer  from customer_id
  time      from ordered_at

policy
  timezone "Europe/London"
  at most 2 per week per customer

channel email
  to email

message news
  email subject "News"
    """
    News
    """

campaign newsletter
  enter every day at 09:00 for everyone
  goal purchase within 7 days

  send news by email
''',
        '''customers from shop.customers
  key    from customer_id
  email  email

event purchase from shop.orders
  customer  from customer_id
  time      from ordered_at

policy
  timezone "Europe/London"
  at most 2 per week per customer

channel email
  to email

message news
  email subject "News"
    """
    News
    """

campaign newsletter
  enter every Monday at 09:00 for everyone
  goal purchase within 7 days

  send news by email
''',
        alone=True,
    ),
)  # fmt: skip


def check(world: World, built: Sequence[Built], holding: Holding) -> None:
    """W0121 at the campaign with which it becomes too much."""
    most = min((Held(cap, cap.limit * TIMES[cap.unit]) for cap in world.policy.caps),
               key=lambda each: each.most, default=None)  # fmt: skip
    if most is None:
        return
    weekly = {each.campaign.name: each for each in built
              if each.campaign is not None and _weekly(each)}  # fmt: skip
    found = pressure(world, [each.campaign for each in weekly.values() if each.campaign])
    each_week = {share.campaign: _each_week(share, weekly[share.campaign])
                 for share in found.shares}  # fmt: skip
    together: list[Built] = []
    given: Formula = TRUE
    total = 0
    for name in sorted(each_week, key=lambda name: -each_week[name]):
        campaign = weekly[name].campaign
        assert campaign is not None
        both = every((given, entered(campaign, holding)))
        if not holding.possible(both):
            continue
        given, total = both, total + each_week[name]
        together.append(weekly[name])
        if total > most.most:
            _tell(together, total, most, world)
            return


TIMES = {"day": 7, "week": 1, "month": 1}
"""How often a cap's window fits into a week."""


def _weekly(each: Built) -> bool:
    campaign = each.campaign
    return (
        campaign is not None and isinstance(campaign.entry, Every)
        and campaign.entry.month_day is None and campaign.entry.weeks == 1
        and isinstance(campaign.again, EachTime)
    )


def _each_week(share: Share, built: Built) -> int:
    """So many messages who is let in every time gets in a week, on the way with most messages."""
    assert built.campaign is not None
    return len(share.path) * (most_entries(built.campaign, WEEK) or 0)


def _tell(together: Sequence[Built], total: int, most: Held, world: World) -> None:
    *others, last = together
    what = "these campaigns bring" if others else f"`{last.node.name.text}` brings"
    world.findings.add(
        "W0121", last.node.name.span,
        f"{what} {total} messages a week to who gets them all, and the policy lets {most.most} "
        "through",
        "send less often, or to segments that exclude each other",
        labels=tuple(Label(each.node.name.span, "together with this one") for each in others),
    )  # fmt: skip
