"""What caps let through of what campaigns want to send in a week (S26)."""

from __future__ import annotations

from collections.abc import Sequence

from compiler.model.declarations import Cap, Channel
from compiler.pressure.quiet import Sending
from compiler.pressure.result import Held, Share

IN_A_WEEK = {"day": 7, "week": 1, "month": 1}
"""How often a cap's window fits into a week; a month's may all fall into one."""


def under_caps(shares: Sequence[Share], sending: Sending) -> tuple[int | None, tuple[Held, ...]]:
    """The most messages that go out in any week, and the caps that hold others back. A message may
    go by any channel of its chain, so that of several channels the caps add up."""
    wanted = _sum(shares)
    held = []
    by_channel: list[int | None] = []
    for name in dict.fromkeys(each for share in shares for each in share.channels):
        these = [share for share in shares if name in share.channels]
        own = _sum(these)
        cap = _tightest(sending.channels[name]) if name in sending.channels else None
        if cap is not None and (own is None or cap.most < own):
            held.append(cap)
            own = cap.most
        by_channel.append(own)
    known = [each for each in by_channel if each is not None]
    through = sum(known) if len(known) == len(by_channel) else None
    most = through if wanted is None else wanted if through is None else min(wanted, through)
    policy = _tightest_of(sending.policy.caps, None)
    if policy is not None and (most is None or policy.most < most):
        return policy.most, (policy,)
    return most, tuple(held) if most != wanted else ()


def _sum(shares: Sequence[Share]) -> int | None:
    known = [each.most for each in shares if each.most is not None]
    return sum(known) if len(known) == len(shares) else None


def _tightest(channel: Channel) -> Held | None:
    return _tightest_of(channel.caps, channel.name)


def _tightest_of(caps: Sequence[Cap], channel: str | None) -> Held | None:
    every = [Held(cap, cap.limit * IN_A_WEEK[cap.unit], channel) for cap in caps]
    return min(every, key=lambda each: each.most, default=None)
