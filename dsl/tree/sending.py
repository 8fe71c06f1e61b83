"""Declarations of how messages go out: policy, channels, messages."""

from __future__ import annotations

from dataclasses import dataclass, field

from dsl.source import Span
from dsl.tree.base import Name, Node, Unbuilt
from dsl.tree.values import Duration, Number, Path, Percent, Text, TimeOfDay


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Cap(Node):
    """`at most 3 per week per customer`; `unit` is day, week or month."""

    limit: Number
    unit: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Quiet(Node):
    """`quiet from 20:50 until 08:00, then drop` or `quiet on Saturday, Sunday`."""

    start: TimeOfDay | None = None
    end: TimeOfDay | None = None
    weekdays: tuple[str, ...] = ()
    drop: bool = False


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class HoldOut(Node):
    """`hold out 10%`, in a policy `hold out 5% from everything`."""

    share: Percent
    everything: bool = False


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Policy(Node):
    timezone: Text | None = None
    law: Text | None = None
    caps: tuple[Cap, ...] = ()
    quiet: tuple[Quiet, ...] = ()
    hold_out: HoldOut | None = None
    unbuilt: tuple[Unbuilt, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Channel(Node):
    """`pace`: `at most N per hour in all`."""

    name: Name
    address: Path | None = None
    consent: Path | None = None
    quiet: tuple[Quiet, ...] = ()
    caps: tuple[Cap, ...] = ()
    costs: Number | None = None
    expires: Duration | None = None
    fails: Duration | None = None
    service_only: bool = False
    pace: Number | None = None
    title: Text | None = None
    unbuilt: tuple[Unbuilt, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class TextBlock(Node):
    """The lines between two lines of three quotes, their common indentation removed, joined by
    line feeds, without one at the end. `lines` gives the span of each, for errors inside."""

    value: str
    lines: tuple[Span, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Variant(Node):
    """One channel's wording of a message: `email subject "…" in "en"` with a text or a file."""

    channel: Name
    language: Text | None = None
    template: Text | None = None
    subject: Text | None = None
    text: TextBlock | None = None
    file: Text | None = None
    unbuilt: tuple[Unbuilt, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Message(Node):
    name: Name
    service: bool
    variants: tuple[Variant, ...]
    title: Text | None = None
    unbuilt: tuple[Unbuilt, ...] = ()
