"""Who comes in when, and how often."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from compiler.model.around import Around
from compiler.model.occurring import Occurring
from compiler.model.windows import Duration


@dataclass(frozen=True, slots=True)
class OnEvent:
    on: Occurring


@dataclass(frozen=True, slots=True)
class OnMove:
    """Where the customer comes to be somewhere else (S18): at each movement that `on` names.
    `already`: who is there when the campaign begins enters then. `words`: how the text says it,
    `joining loyal`."""

    on: Occurring
    words: str
    already: bool = False


@dataclass(frozen=True, slots=True)
class Every:
    """`weekdays` are ISO (Monday is 1), or `month_day` is set. `weeks`: every that many ISO
    weeks, counted from Monday 1970-01-05. `zone` None: each customer's own clock. `segment`
    None: everyone."""

    at: time
    zone: str | None
    segment: str | None
    weekdays: tuple[int, ...] = ()
    weeks: int = 1
    month_day: int | None = None


@dataclass(frozen=True, slots=True)
class At:
    """Once. `moment` is civil; `zone` None: on the policy's clock; `instant` is the same as an
    aware UTC instant. `segment` as of `Every`."""

    moment: datetime
    zone: str | None
    instant: datetime
    segment: str | None


@dataclass(frozen=True, slots=True)
class OnDate:
    """Around a date of the customer's own, as their version of that instant has it, or around one
    of each of their records of the kind `record`, as these then stand. `words`: how the text says
    it, `3 days before birthday at 10:00`."""

    around: Around
    words: str
    record: str | None = None


Dated = Every | At
"""What lets in a segment, or everybody, at instants of the calendar."""

Schedule = Dated | OnDate
"""What lets in at an instant, without an event."""

Entry = OnEvent | OnMove | Schedule


@dataclass(frozen=True, slots=True)
class Once:
    pass


@dataclass(frozen=True, slots=True)
class AgainAfter:
    """`duration` after the last entry (days on the customer's clock, S3), and none open."""

    duration: Duration


@dataclass(frozen=True, slots=True)
class AfterLeaving:
    """None open."""


@dataclass(frozen=True, slots=True)
class StartingOver:
    """Replaces the open one."""


@dataclass(frozen=True, slots=True)
class EachTime:
    """Several may be open."""


@dataclass(frozen=True, slots=True)
class OncePer:
    """Once ever per value of the entering event's `field`; an unknown value is a value too."""

    field: str


Again = Once | AgainAfter | AfterLeaving | StartingOver | EachTime | OncePer
