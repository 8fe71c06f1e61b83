"""Typed tests: what is given, what happens, and what is expected, in the text's order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from compiler.model.occurring import Occurring
from compiler.model.values import Plain
from dsl.source import Span


@dataclass(frozen=True, slots=True)
class Given:
    """A customer with these fields (a value of None: unknown)."""

    who: str
    fields: tuple[tuple[str, Plain | None], ...]


@dataclass(frozen=True, slots=True)
class GivenRecord:
    """A record of the customer `who` with these fields; `which` names it in the test."""

    record: str
    which: str
    who: str
    fields: tuple[tuple[str, Plain | None], ...]


@dataclass(frozen=True, slots=True)
class RecordBecomes:
    at: datetime
    which: str
    field: str
    value: Plain | None


@dataclass(frozen=True, slots=True)
class Does:
    """`message` for events of messages: the message that the event is about (None: any)."""

    at: datetime
    who: str
    event: str
    fields: tuple[tuple[str, Plain | None], ...]
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Becomes:
    at: datetime
    who: str
    field: str
    value: Plain | None


@dataclass(frozen=True, slots=True)
class Force:
    """The customer gets this arm of a campaign's split; `split` is `hold out` and `arm` `held out`
    for a forced hold-out (of every campaign: `campaign` None)."""

    who: str
    campaign: str | None
    split: str
    arm: str


@dataclass(frozen=True, slots=True)
class Fail:
    """The channel refuses this customer lastingly."""

    channel: str
    who: str


@dataclass(frozen=True, slots=True)
class ExpectMessage:
    message: str | None
    who: str
    channel: str | None
    at: datetime | None
    negated: bool
    span: Span


@dataclass(frozen=True, slots=True)
class ExpectArm:
    who: str
    campaign: str
    split: str
    arm: str
    span: Span


@dataclass(frozen=True, slots=True)
class ExpectLeft:
    """`on` an event, or `because` a leave step's text."""

    who: str
    on: Occurring | None
    because: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class ExpectReached:
    who: str
    goal: str
    campaign: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class ExpectInSegment:
    who: str
    segment: str
    negated: bool
    span: Span


@dataclass(frozen=True, slots=True)
class ExpectField:
    who: str
    field: str
    value: Plain | None
    span: Span


@dataclass(frozen=True, slots=True)
class ExpectGift:
    offer: str
    who: str
    at: datetime | None
    negated: bool
    span: Span


@dataclass(frozen=True, slots=True)
class ExpectCalled:
    hook: str
    who: str
    negated: bool
    span: Span


Expectation = (
    ExpectMessage | ExpectArm | ExpectLeft | ExpectReached | ExpectInSegment | ExpectField
    | ExpectGift | ExpectCalled
)


@dataclass(frozen=True, slots=True)
class Test:
    """`starts` is 00:00, on the policy's clock, of the day of the first instant (S18). `until`
    None: when every enrolment opened by the lines has ended."""

    name: str
    span: Span
    starts: datetime
    until: datetime | None
    given: tuple[Given, ...]
    happens: tuple[Does | Becomes, ...]
    forced: tuple[Force | Fail, ...]
    expects: tuple[Expectation, ...]
    records: tuple[GivenRecord, ...] = ()
    changes: tuple[RecordBecomes, ...] = ()
