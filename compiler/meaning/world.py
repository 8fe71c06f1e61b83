"""What the passes share: the declared names, what is typed already, the findings."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from compiler.findings import Findings
from compiler.meaning.names import Names
from compiler.meaning.unbuilt import unbuilt
from compiler.model.declarations import (
    Channel,
    Customers,
    Event,
    Field,
    Groups,
    Message,
    Movement,
    Policy,
    Products,
    Record,
    Segment,
    Several,
    Trait,
)
from compiler.model.hooks import Hook
from compiler.model.offers import Offer
from compiler.model.staff import Staff
from compiler.model.values import Population
from dsl import tree


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
    built_in: dict[str, Event] = field(default_factory=dict)
    records: dict[str, Record] = field(default_factory=dict)
    products: Products | None = None
    traits: dict[str, Trait] = field(default_factory=dict)
    segments: dict[str, Segment] = field(default_factory=dict)
    groups: dict[str, Groups] = field(default_factory=dict)
    populations: dict[str, Population] = field(default_factory=dict)
    movements: dict[str, Movement] = field(default_factory=dict)
    own_events: dict[str, Event] = field(default_factory=dict)
    kept: dict[str, Event] = field(default_factory=dict)
    policy: Policy = field(default_factory=Policy)
    channels: dict[str, Channel] = field(default_factory=dict)
    messages: dict[str, Message] = field(default_factory=dict)
    offers: dict[str, Offer] = field(default_factory=dict)
    hooks: dict[str, Hook] = field(default_factory=dict)
    staff: dict[str, Staff] = field(default_factory=dict)
    in_circle: set[str] = field(default_factory=set)
    without_goal: bool = False
    """Whether a campaign was told that it needs a goal."""

    def torn(self, node: tree.Node) -> bool:
        """Whether a line of the declaration could not be read, so that it may seem to lack what
        it has."""
        return any(node is each for each in self.names.torn)

    @cached_property
    def campaigns_unsure(self) -> bool:
        """Whether campaigns may have more than is known of them: a line of one, or a whole
        declaration, could not be read, or something in one is not built yet."""
        torn = any(isinstance(node, tree.Campaign) for node in self.names.torn)
        return torn or self.names.lost or any(unbuilt(self.names.campaigns.values()))

    def unknown_field(
        self, name: tree.Name, event: Several | None = None, help: str = ""
    ) -> None:
        """E0201 for a field that neither `event` (or a record) nor, where that is None, the
        customer has. Not where the field is declared in a line that is wrong, nor where no
        customers are declared, which is reported by itself."""
        several = event is not None and " or " in event.name
        if isinstance(event, Event) and (event.built_in or several):
            known = [field.name for field in event.fields]
            self.findings.unknown(name, "field", known, help, owner=f"`{event.name}`")
            return
        owner = self.declared(event.name) if event else self.names.customers
        lines = owner.fields if owner else ()
        declared = any(line.name.text == name.text and line.type is not None for line in lines)
        if declared or owner is None or self.torn(owner):
            return
        if event is not None:
            known = [field.name for field in event.fields]
            self.findings.unknown(name, "field", known, help, owner=f"`{event.name}`")
        else:
            self.findings.unknown(name, "field", self.names.fields, help, owner="a customer")

    def declared(self, name: str) -> tree.Event | tree.Record | None:
        """The event or record of that name as it stands in the files."""
        return self.names.events.get(name) or self.names.records.get(name)

    def several(self, name: str) -> Several | None:
        """The event or record of the model's name `name`."""
        return self.records.get(name) or self.event(name)

    def event(self, name: str) -> Event | None:
        """The event of the model's name `name`, the shop's or Segue's."""
        others = (*self.built_in.values(), *self.kept.values(), *self.own_events.values())
        return self.events.get(name) or next(
            (event for event in others if event.name == name), None
        )
