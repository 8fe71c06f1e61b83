"""Quiet time of sends: which of it a message can meet, and for how long it then waits (S25)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Protocol

from compiler.model.campaigns import Campaign
from compiler.model.declarations import Channel, Message, Policy, Quiet
from compiler.model.steps import Send
from compiler.week import DAY, WEEK, minutes


class Sending(Protocol):
    """How messages go: of a project, or of one that is being checked."""

    @property
    def policy(self) -> Policy: ...
    @property
    def channels(self) -> Mapping[str, Channel]: ...
    @property
    def messages(self) -> Mapping[str, Message]: ...


@dataclass(frozen=True)
class Quiets:
    """The quiet times of one campaign's messages."""

    campaign: Campaign
    sending: Sending

    def of(self, send: Send) -> tuple[tuple[Quiet, ...], ...]:
        """Those that a message meets, for each channel by which it can go; without what drops it,
        for which it does not wait."""
        message = self.sending.messages.get(send.message)
        service = message is not None and message.service
        common = () if service else self.sending.policy.quiet
        known = [self.sending.channels.get(name) for name in send.channels]
        return tuple(
            tuple(item for item in (*common, *self.campaign.quiet, *channel.heeds(service=service))
                  if not item.drop)
            for channel in known if channel is not None
        )  # fmt: skip

    def free(self, clock: time, send: Send) -> bool:
        """Whether a message at that time of day never meets quiet time."""
        return not any(meets(clock, item) for quiet in self.of(send) for item in quiet)

    def again(self, send: Send) -> timedelta | None:
        """After how long the same quiet time comes again; None: channels have different ones."""
        each = self.of(send)
        if len({frozenset(items) for items in each}) != 1:
            return None
        return timedelta(days=7 if any(item.weekdays for item in each[0]) else 1)

    def longest(self, send: Send) -> timedelta:
        """How long a message waits at most."""
        return max((stretch(each) for each in self.of(send)), default=timedelta())


def meets(clock: time, item: Quiet) -> bool:
    """Whether that time of day is ever quiet time."""
    minute = clock.hour * 60 + clock.minute
    return any(
        start <= day * DAY + minute < end for day in range(7) for start, end in minutes(item)
    )


def stretch(items: tuple[Quiet, ...]) -> timedelta:
    """The longest quiet time without a break; it goes on over the end of the week."""
    every = sorted(interval for item in items for interval in minutes(item))
    longest, since, until = 0, 0, -1
    for start, end in [*every, *((one + WEEK, other + WEEK) for one, other in every)]:
        if start > until:
            since, until = start, end
        until = max(until, end)
        longest = max(longest, min(until - since, WEEK))
    return timedelta(minutes=longest)
