"""What Segue has recorded about one customer: the interpreter's whole input (S5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from compiler.model.values import Plain

Fields = Mapping[str, Plain | None]


@dataclass(frozen=True, slots=True)
class Version:
    """The customer's fields from `since` on (None: from ever). A version recorded at an instant
    is seen by everything later and by timers at that instant, not by events at it (S7). `gone`:
    from then on this is no customer; the table has lost the row."""

    since: datetime | None
    fields: Fields
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One recorded event. `id` is unique within its kind. `enrolment` names, for events about
    messages, the enrolment whose message it is about."""

    kind: str
    id: str
    time: datetime
    arrival: datetime
    fields: Fields = field(default_factory=dict)
    enrolment: str | None = None

    @property
    def order(self) -> tuple[datetime, str, str]:
        """By time, kind, id: the order of events that arrive at one instant (S7)."""
        return self.time, self.kind, self.id


@dataclass(frozen=True, slots=True)
class RecordVersion:
    """One of what the customer has several of, with the fields that it has from `since` (None: from
    ever) until `until` (None: still), both seen as those of `Version` are. `id` is unique within
    the record `kind`."""

    kind: str
    id: str
    since: datetime | None = None
    until: datetime | None = None
    fields: Fields = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class History:
    """`versions` in the order of `since`; before the first the customer is not known. `events`
    in the order of (arrival, time, kind, id). `forgotten`: from this instant on there is nobody
    (S38)."""

    key: str
    versions: tuple[Version, ...]
    events: tuple[Occurrence, ...]
    records: tuple[RecordVersion, ...] = ()
    forgotten: datetime | None = None
