"""The events that something of a campaign looks for: an entry, an answer, a goal, a leave."""

from __future__ import annotations

from dataclasses import dataclass, replace

from compiler.model.conditions import Condition


@dataclass(frozen=True, slots=True)
class Occurring:
    """The kind of event that lets in, answers, fulfils or takes out. `where` looks at the event's
    fields, at `entry` and at the customer. `mine`: only about this enrolment's messages. `others`:
    further kinds of events which do the same."""

    event: str
    where: Condition | None = None
    mine: bool = False
    others: tuple[Occurring, ...] = ()

    @property
    def each(self) -> tuple[Occurring, ...]:
        """This kind and the others, each by itself, in the order of the text."""
        return (replace(self, others=()), *self.others)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of events, each once."""
        return tuple(dict.fromkeys(each.event for each in self.each))
