"""What the passes share: the declared names, what is typed already, the findings."""

from __future__ import annotations

from dataclasses import dataclass, field

from compiler.findings import Findings
from compiler.model.declarations import (
    Channel,
    Customers,
    Event,
    Field,
    Groups,
    Message,
    Policy,
    Segment,
    Trait,
)
from compiler.model.values import Population
from compiler.names import Names


@dataclass
class World:
    """Typed declarations by name. What is declared in `names` and missing here is broken and was
    reported; its uses are silently unknown."""

    names: Names
    findings: Findings
    zone: str = "UTC"
    customers: Customers | None = None
    fields: dict[str, Field] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    about_messages: dict[str, Event] = field(default_factory=dict)
    traits: dict[str, Trait] = field(default_factory=dict)
    segments: dict[str, Segment] = field(default_factory=dict)
    groups: dict[str, Groups] = field(default_factory=dict)
    populations: dict[str, Population] = field(default_factory=dict)
    policy: Policy = field(default_factory=Policy)
    channels: dict[str, Channel] = field(default_factory=dict)
    messages: dict[str, Message] = field(default_factory=dict)
    in_circle: set[str] = field(default_factory=set)

    def event(self, name: str) -> Event | None:
        """The event of the model's name `name`, the shop's or about messages."""
        return self.events.get(name) or next(
            (event for event in self.about_messages.values() if event.name == name), None
        )
