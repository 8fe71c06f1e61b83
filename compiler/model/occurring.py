"""The event that something of a campaign looks for: an entry, an answer, a goal, a leave."""

from __future__ import annotations

from dataclasses import dataclass

from compiler.model.conditions import Condition


@dataclass(frozen=True, slots=True)
class Occurring:
    """The kind of event that lets in, answers, fulfils or takes out. `where` looks at the event's
    fields, at `entry` and at the customer. `mine`: only about this enrolment's messages."""

    event: str
    where: Condition | None = None
    mine: bool = False
