"""What is known of contact pressure: how many messages in a week, from where, and what holds them.

A week is any seven days on the customer's clock, its end excluded, as for caps (S26).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from compiler.model.declarations import Cap

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Touch:
    """A message on a way through a campaign: at the earliest so long after the first one of it."""

    step: str
    message: str
    channels: tuple[str, ...]
    after: timedelta


@dataclass(frozen=True, slots=True)
class Share:
    """What one campaign adds to a week of one customer, before caps.

    `path`: the messages of one enrolment's fullest week, in order. `entries`: so many enrolments
    can bring messages into one week; `most`: so many messages all of them together. None: nothing
    bounds it. `channels`: by which any of its messages can go, on whatever way.
    """

    campaign: str
    path: tuple[Touch, ...]
    entries: int | None
    most: int | None
    channels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """A cap that holds the messages of a week, and how many it lets through. `channel` None: that
    of the policy."""

    cap: Cap
    most: int
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class Pressure:
    """Upper bounds for one customer and any week; None: nothing bounds it.

    `wanted`: what the campaigns would send that caps count (no messages for service, none to
    colleagues); `most`: what of that goes out, at most, under the caps of `held`, which is empty
    where they hold nothing back. `service`: messages for service, which no cap counts. `shares`
    and `of_service`: from which campaigns, those that add most first.
    """

    wanted: int | None
    most: int | None
    service: int | None
    shares: tuple[Share, ...]
    of_service: tuple[Share, ...]
    held: tuple[Held, ...]

    @property
    def unbounded(self) -> tuple[str, ...]:
        """The campaigns that nothing bounds but the caps."""
        return tuple(each.campaign for each in self.shares if each.most is None)
