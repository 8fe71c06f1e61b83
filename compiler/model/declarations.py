"""Typed declarations: what is known, who, and how."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from decimal import Decimal

from compiler.model.conditions import Condition
from compiler.model.values import Plain, Type, Value
from compiler.model.windows import Duration


@dataclass(frozen=True, slots=True)
class Field:
    """`column` is the source's column; `default` is what an empty or invalid value reads as.
    `list_file` (yes/no fields of the customer): no column; whether the customer's key stands in
    this file, a path from the project's root."""

    name: str
    type: Type
    column: str
    options: tuple[str, ...] = ()
    default: Plain | None = None
    yearly: bool = False
    list_file: str | None = None


@dataclass(frozen=True, slots=True)
class Customers:
    """`table` is the name under which `segue.toml` finds the data; `key` its key column. `version`:
    the column that says since when a row holds, where there is a row per version of a customer."""

    table: str
    key: str
    fields: tuple[Field, ...]
    version: str | None = None

    def field(self, name: str) -> Field | None:
        return next((field for field in self.fields if field.name == name), None)

    def of_type(self, type: Type) -> Field | None:
        """The first field of a type with meaning (`timezone`, `language`)."""
        return next((field for field in self.fields if field.type is type), None)


@dataclass(frozen=True, slots=True)
class Event:
    """`table` None: kept by Segue, fed by `segue ingest`. `customer`, `time`, `id`, `arrived` are
    columns. `about_messages` marks the built-in events (`clicked`, `unsubscribed` …), whose
    fields are `message`, `channel`, `campaign`, `step`, `arm`, `button`, `reason`. `own`: the
    word for what Segue itself does (`sent`, `entered`, `left`, `set`, `given`) or works out of that
    (`used`), which is seen from the microsecond after it on; empty for all others. `keeps`: of
    `set`, the field or list that it is of; `offer`: the one that is given or used."""

    name: str
    table: str | None
    customer: str
    time: str
    id: str | None
    arrived: str | None
    fields: tuple[Field, ...]
    about_messages: bool = False
    own: str = ""
    keeps: str = ""
    offer: str = ""

    @property
    def built_in(self) -> bool:
        """Whether no file declares it."""
        return self.about_messages or bool(self.own)

    def field(self, name: str) -> Field | None:
        return next((field for field in self.fields if field.name == name), None)


@dataclass(frozen=True, slots=True)
class Record:
    """What a customer has several of, as it stands at a position (S5). `customer` and `id` are
    columns; `id` is unique within the record."""

    name: str
    table: str
    customer: str
    id: str
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field | None:
        return next((field for field in self.fields if field.name == name), None)


Several = Event | Record
"""What a customer can have several of."""


@dataclass(frozen=True, slots=True)
class Products:
    """`key` is the column that names a product."""

    table: str
    key: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Trait:
    name: str
    title: str | None
    value: Value


@dataclass(frozen=True, slots=True)
class Segment:
    name: str
    title: str | None
    condition: Condition


@dataclass(frozen=True, slots=True)
class Group:
    """`condition` None: otherwise."""

    name: str
    condition: Condition | None


@dataclass(frozen=True, slots=True)
class Groups:
    name: str
    title: str | None
    lines: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Movement:
    """A customer's changes of place that something asks about, as occurrences of an event that no
    table brings (S18): `where` is the place, as text, unknown outside of all. Each has the fields
    BEFORE and AFTER. `name` can be no event's."""

    name: str
    where: Value


BEFORE, AFTER = "before", "after"


@dataclass(frozen=True, slots=True)
class Cap:
    """At most `limit` per `unit` (day, week, month) and customer, in a window of the customer's
    own clock: at the same time of day one unit later a message no longer counts (S3, S26)."""

    limit: int
    unit: str


@dataclass(frozen=True, slots=True)
class Quiet:
    """`start` ≤ the customer's clock < `end` (over midnight where end ≤ start), or whole
    `weekdays` (ISO, Monday is 1). `drop`: a message that meets it is dropped, else it waits."""

    start: time | None = None
    end: time | None = None
    weekdays: tuple[int, ...] = ()
    drop: bool = False


@dataclass(frozen=True, slots=True)
class Policy:
    """`hold_out` in hundredths of a per cent (0 to 10,000). `law`: the pack of rules by which all
    advertising goes (`compiler.laws`)."""

    timezone: str = "UTC"
    caps: tuple[Cap, ...] = ()
    quiet: tuple[Quiet, ...] = ()
    hold_out: int = 0
    law: str | None = None


SIX_HOURS = Duration(6, "hour")


@dataclass(frozen=True, slots=True)
class Channel:
    """`address` and `consent` name fields of the customer; `consent` None needs none. `pace`: so
    many messages are handed over in any hour, over all customers. `night`: when the policy's law
    allows no advertising by it (S25)."""

    name: str
    address: str
    consent: str | None = None
    quiet: tuple[Quiet, ...] = ()
    caps: tuple[Cap, ...] = ()
    costs: Decimal = Decimal(0)
    expires: Duration = SIX_HOURS
    fails: Duration | None = None
    service_only: bool = False
    pace: int | None = None
    night: tuple[Quiet, ...] = ()

    def heeds(self, *, service: bool) -> tuple[Quiet, ...]:
        """Its quiet time, with that of the law for advertising."""
        return self.quiet if service else self.night + self.quiet


@dataclass(frozen=True, slots=True)
class Variant:
    """`file` is a path from the project's root; its text stands in `text` once it was read."""

    channel: str
    language: str | None = None
    template: str | None = None
    subject: str | None = None
    text: str | None = None
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    name: str
    service: bool
    variants: tuple[Variant, ...]
    title: str | None = None
