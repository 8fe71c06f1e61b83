"""Typed values: what a condition computes with.

A value is, at run time, one of: `str`, `Decimal`, `bool`, an aware UTC `datetime` (an instant),
a `date`, a tuple of `str` (a list of text), or `None` for unknown (S9). Every node knows its
`type`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from compiler.model.conditions import Condition, InSegment
    from compiler.model.windows import Duration, Window


class Type(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    YES_NO = "yes/no"
    TIME = "time"
    DATE = "date"
    EMAIL = "email"
    PHONE = "phone"
    TIMEZONE = "timezone"
    LANGUAGE = "language"
    CHOICE = "one of"
    TEXTS = "list of text"

    @property
    def textual(self) -> bool:
        return self in TEXTUAL

    @property
    def numeric(self) -> bool:
        return self in (Type.NUMBER, Type.MONEY)


TEXTUAL = frozenset(
    {Type.TEXT, Type.EMAIL, Type.PHONE, Type.TIMEZONE, Type.LANGUAGE, Type.CHOICE}
)

Plain = str | Decimal | bool | datetime | date | tuple[str, ...]
"""What a known value is in Python."""


@dataclass(frozen=True, slots=True)
class Const:
    value: Plain
    type: Type


@dataclass(frozen=True, slots=True)
class CustomerField:
    """A field of the customer, as of the position (S5). Its `else` is already applied when the
    field was recorded, so it reads as stored."""

    name: str
    type: Type


@dataclass(frozen=True, slots=True)
class EventField:
    """A field of the event row under consideration; only inside `where`. `time` is its time."""

    event: str
    name: str
    type: Type


@dataclass(frozen=True, slots=True)
class EntryField:
    """A field of the entering event (`entry.total`); unknown where a schedule let in."""

    name: str
    type: Type


@dataclass(frozen=True, slots=True)
class EntryTime:
    """The instant of the entry: the entering event's time, or the schedule's instant."""

    type: Type = Type.TIME


@dataclass(frozen=True, slots=True)
class AnswerField:
    """A field of the event that the wait named `alias` saw (`wait for E as alias`)."""

    alias: str
    name: str
    type: Type


@dataclass(frozen=True, slots=True)
class TraitValue:
    """The declared trait `name`; its value stands in `Project.traits`."""

    name: str
    type: Type


@dataclass(frozen=True, slots=True)
class GroupValue:
    """The line of the groups `name` that holds, as text; unknown where none does."""

    name: str
    type: Type = Type.TEXT


@dataclass(frozen=True, slots=True)
class OneOfThese:
    """The one of the segments that the customer is in, as text; unknown where they are in none of
    them, or in several."""

    segments: tuple[InSegment, ...]
    type: Type = Type.TEXT


@dataclass(frozen=True, slots=True)
class Calculation:
    """`op` is one of + - * /. Exact; * and / are rounded to scale 6, halves away from zero; a
    division by zero is unknown (S9, S12)."""

    op: str
    left: Value
    right: Value
    type: Type = Type.NUMBER


@dataclass(frozen=True, slots=True)
class Otherwise:
    """The value, or `default` where that is unknown (`else 0` of a field that Segue keeps)."""

    value: Value
    default: Const
    type: Type


@dataclass(frozen=True, slots=True)
class CalendarStart:
    """Where the day, week or month of the position begins on the customer's own clock (S4), or,
    with `following`, the one after it; weeks begin on Monday. As a date that day, as a time the
    instant of its 00:00.

    `clock`: the customer's field of type `timezone`, `otherwise`: its `else`; None where nothing
    is declared, so that the policy's clock is everybody's.
    """

    unit: str
    following: bool = False
    type: Type = Type.DATE
    clock: CustomerField | None = None
    otherwise: str | None = None


@dataclass(frozen=True, slots=True)
class Occurrences:
    """The customer's events of one kind, visible at the position, that lie in the window and
    satisfy `where`. `mine` keeps only events about this enrolment's messages (S23). `standing`:
    `event` names a record, and meant are the customer's as they stand at the position."""

    event: str
    window: Window | None = None
    where: Condition | None = None
    mine: bool = False
    standing: bool = False


@dataclass(frozen=True, slots=True)
class Aggregate:
    """`kind`: count, sum, average, smallest, largest, median, count distinct, most frequent,
    median gap. `field` is None for `count` and `median gap`. Over no events `count`, `count
    distinct` and `sum` are 0, the others unknown (S9). Unknown field values are left out.

    `average`, `median`: to scale 6, halves away from zero. `median gap`: days between
    neighbouring events by time, as a number to scale 6. `most frequent`: among equals the one
    seen last, by (time, id) (S13).
    """

    kind: str
    of: Occurrences
    field: str | None
    type: Type


@dataclass(frozen=True, slots=True)
class Edge:
    """The first or last of the occurrences by (time, id): its `field`, or its time where None."""

    which: str
    of: Occurrences
    field: str | None
    type: Type


@dataclass(frozen=True, slots=True)
class Population:
    """`average of revenue across loyal`: over the members of a segment (None: everyone), as of
    the latest snapshot (S8). `kind` as in Aggregate, without `median gap`, or `border`: with
    `place` (k, n), the smallest value that has the score k of n among those members of whom all
    of `known` are known; or one of SHARES: with `place` (k, n), the value, or the hash, of the
    last member that is in the share k/n. `name` is unique in the project and stable: the key
    under which a snapshot stores it."""

    name: str
    kind: str
    value: Value
    segment: str | None
    type: Type
    place: tuple[int, int] | None = None
    known: tuple[Value, ...] = ()


SHARES = ("top", "bottom", "top hash", "bottom hash")
"""Kinds of Population for `in top 10% by revenue`: its last member's value, and its hash."""


@dataclass(frozen=True, slots=True)
class KeyHash:
    """A hash of the customer's key, as text: it orders customers whose values are equal (S8)."""

    type: Type = Type.TEXT


@dataclass(frozen=True, slots=True)
class Scored:
    """The quantile score of a value: 1, and one more for each of the borders (of the scores from
    2 on) at or below it. Unknown where one of `known`, the values of all parts, is."""

    value: Value
    borders: tuple[Population, ...]
    known: tuple[Value, ...]
    type: Type = Type.NUMBER


@dataclass(frozen=True, slots=True)
class ScoreText:
    """The parts of a score as one text, `5-1-5`; unknown where one of them is."""

    parts: tuple[Value, ...]
    type: Type = Type.TEXT


@dataclass(frozen=True, slots=True)
class Chance:
    """`chance of purchase in next 7 days`: that the customer does it at least once, as of the
    latest snapshot (S8), from 0 to 1 at scale 6 (S12); unknown for who never did it by then, and
    where the snapshot has no parameters. `name` is what the prediction is called."""

    name: str
    of: Occurrences
    within: Duration
    type: Type = Type.NUMBER

    @property
    def days(self) -> Decimal:
        """How long it runs; days and weeks are multiples of 24 hours (S3)."""
        return Decimal(str(self.within.length / timedelta(days=1)))

    def stored(self, part: str) -> str:
        """The key under which a snapshot stores a part: a parameter, or what is said of the fit."""
        return f"{part} of {self.name}"


PARAMETERS = ("r", "alpha", "a", "b")
"""What a snapshot stores of each prediction, and all that scoring needs (BG/NBD)."""

Value = (
    Const | CustomerField | EventField | EntryField | EntryTime | AnswerField | TraitValue
    | GroupValue | OneOfThese | Calculation | Otherwise | CalendarStart | Aggregate | Edge
    | Population | Chance | Scored | ScoreText | KeyHash
)
