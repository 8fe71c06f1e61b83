"""Declarations of what is known: customers, events, records, products, lists, traits, predictions,
scores, segments, groups."""

from __future__ import annotations

from dataclasses import dataclass

from dsl.tree.base import Name, Node, Word
from dsl.tree.conditions import Condition
from dsl.tree.values import Duration, EventRef, Number, Text, Value


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class TypeRef(Node):
    """`text`, `yes/no`, `one of "a", "b"`, `date, yearly`, `list of text`."""

    name: str
    options: tuple[Text, ...] = ()
    yearly: bool = False


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class FieldLine(Node):
    """`city text from town, else "Seoul"`. A role (`key`, `id`, `customer`, `time`, `arrived`)
    has no type and only a column. `default` is what stands behind `else`; `kept` is where the
    word stands."""

    name: Name
    type: TypeRef | None = None
    column: Name | None = None
    default: Value | None = None
    kept: Word | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Customers(Node):
    table: Name
    fields: tuple[FieldLine, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Event(Node):
    """Without `table`, Segue keeps the events itself."""

    name: Name
    table: Name | None
    fields: tuple[FieldLine, ...]
    title: Text | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Record(Node):
    """What a customer has several of, as it stands."""

    name: Name
    table: Name
    fields: tuple[FieldLine, ...]
    title: Text | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Products(Node):
    table: Name
    fields: tuple[FieldLine, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class List(Node):
    """`list vip from "vip.csv"`: the customers whose keys stand in a file of the project; without a
    file, `list vip, kept`: whom campaigns add."""

    name: Name
    file: Text | None = None
    title: Text | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Trait(Node):
    name: Name
    value: Value
    title: Text | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Predict(Node):
    """`predict NAME = chance of EVENT in next DURATION`."""

    name: Name
    event: EventRef
    within: Duration
    title: Text | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Segment(Node):
    name: Name
    condition: Condition
    title: Text | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Group(Node):
    """One line of `groups`; `condition` is None for `otherwise`."""

    name: Name
    condition: Condition | None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ScorePart(Node):
    """`frequency orders, 1 to 5`."""

    name: Name
    value: Value
    low: Number
    high: Number


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Score(Node):
    name: Name
    parts: tuple[ScorePart, ...]
    title: Text | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Groups(Node):
    name: Name
    lines: tuple[Group, ...]
    title: Text | None = None
