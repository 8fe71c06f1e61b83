"""Whether a channel can reach a customer (S24)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from compiler.model.declarations import Channel
from compiler.model.values import Plain

Fields = Mapping[str, Plain | None]


@dataclass(frozen=True, slots=True)
class Version:
    """The fields of a customer, or of a record, from `since` up to `until`."""

    since: datetime
    until: datetime
    fields: Fields


@dataclass(frozen=True, slots=True)
class Unsubscribed:
    """`channel` None: from all of them."""

    channel: str | None
    arrival: datetime


@dataclass(frozen=True, slots=True)
class Person:
    """What is recorded of a customer, `versions` in the order of `since`."""

    key: str
    versions: Sequence[Version]
    unsubscribed: Sequence[Unsubscribed] = ()

    def fields(self, at: datetime, *, by_event: bool = False) -> Fields:
        """As they stand at an instant; none where this is no customer."""
        return standing(self.versions, at, by_event=by_event)


def standing(versions: Sequence[Version], at: datetime, *, by_event: bool) -> Fields:
    """The fields of the version of an instant. One that begins then is not seen by an event."""
    for version in reversed(versions):
        if version.since < at or (version.since == at and not by_event):
            over = version.until < at or (version.until == at and not by_event)
            return {} if over else version.fields
    return {}


def why_not(channel: Channel, service: bool, person: Person, at: datetime) -> str | None:
    """Why the channel cannot reach the customer at an instant: `no address`, `no consent`,
    `unsubscribed`; None where it can. Service messages need no advertising consent."""
    fields = person.fields(at)
    if not fields.get(channel.address):
        return "no address"
    if service:
        return None
    if channel.consent is not None and fields.get(channel.consent) is not True:
        return "no consent"
    return "unsubscribed" if _unsubscribed(channel, person, at) else None


def _unsubscribed(channel: Channel, person: Person, at: datetime) -> bool:
    """Until a consent that is given later."""
    given = _consents(channel, person, at)
    return any(
        each.arrival <= at
        and each.channel in (None, channel.name)
        and not any(since > each.arrival for since in given)
        for each in person.unsubscribed
    )


def _consents(channel: Channel, person: Person, at: datetime) -> list[datetime]:
    """The instants up to `at` at which the consent turned to yes."""
    if channel.consent is None:
        return []
    given, before = [], False
    for version in person.versions:
        now = version.fields.get(channel.consent) is True
        if now and not before and version.since <= at:
            given.append(version.since)
        before = now
    return given
