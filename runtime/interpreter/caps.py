"""Caps: at most so many messages per day, week or month and customer (S26)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from compiler.model.declarations import Cap, Channel, Policy
from compiler.model.windows import Duration
from runtime.interpreter.clock import later
from runtime.interpreter.run import Planned


def over_cap(policy: Policy, channel: Channel, planned: Sequence[Planned], at: datetime) -> bool:
    """Whether one more message by the channel at `at` is over a cap, after those planned."""
    own = [each for each in planned if each.channel == channel.name]
    return any(_full(cap, planned, at) for cap in policy.caps) or any(
        _full(cap, own, at) for cap in channel.caps
    )


def _full(cap: Cap, planned: Sequence[Planned], at: datetime) -> bool:
    """A message counts until the same time of day one unit later; at that instant the place is
    free (S3)."""
    counted = [each for each in planned if later(each.at, Duration(1, cap.unit), each.zone) > at]
    return len(counted) >= cap.limit
