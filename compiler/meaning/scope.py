"""Where a condition stands, which decides what the names in it can mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from compiler.meaning.world import World
from compiler.model.declarations import Event, Several
from dsl import tree


class Entering(Enum):
    """What `entry` is: nothing outside campaigns, not yet there in the entry's own `where`, an
    event, a schedule or a movement without fields, a record with a date, or broken and
    reported."""

    OUTSIDE = auto()
    BEFORE = auto()
    EVENT = auto()
    SCHEDULE = auto()
    MOVE = auto()
    RECORD = auto()
    UNKNOWN = auto()


@dataclass(frozen=True)
class Scope:
    """`entry`: the entering event, or the record whose date lets in. `in_row`: inside a `where`,
    over the event or record `row` (None where that is broken). `answers`: the events that waits
    with a name saw. `mine`: events of messages that the campaign sends (one of `sends`; None: any)
    are about this enrolment's. `offer`: the one of which is said what uses it. `among`: the event
    of the `where` is one of several."""

    world: World
    entering: Entering = Entering.OUTSIDE
    entry: Several | None = None
    in_row: bool = False
    row: Several | None = None
    answers: Mapping[str, Event | None] = field(default_factory=dict)
    mine: bool = False
    sends: frozenset[str] | None = None
    offer: str | None = None
    among: bool = False

    def at_row(self, event: Several | None) -> Scope:
        """The scope of a `where` over `event`."""
        return replace(self, in_row=True, row=event)

    def with_answer(self, alias: str, event: Event | None) -> Scope:
        return replace(self, answers={**self.answers, alias: event})


def without_where(span_of: tree.Node, scope: Scope, what: str) -> bool:
    """Reports E0306 where `what` stands inside a `where`; True where it may stand."""
    if not scope.in_row:
        return True
    scope.world.findings.add(
        "E0306", span_of.span, f"`where` cannot look at {what}",
        "it looks at the event itself, at `entry` and at the customer's fields; say the rest in "
        "a line of its own",
    )  # fmt: skip
    return False
