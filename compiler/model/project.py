"""The whole typed project: what both executors read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import TypeVar

from compiler.model.campaigns import Campaign
from compiler.model.declarations import (
    Channel,
    Customers,
    Event,
    Groups,
    Message,
    Movement,
    Policy,
    Products,
    Record,
    Segment,
    Trait,
)
from compiler.model.hooks import Hook
from compiler.model.offers import Offer
from compiler.model.staff import Staff
from compiler.model.tests import Test
from compiler.model.values import Chance, Population


@dataclass(frozen=True)
class Earlier:
    """A version of a campaign that is not today's, in which customers still are (S35)."""

    campaign: Campaign
    version: str


@dataclass(frozen=True)
class Project:
    """Every name resolved, every value typed. Dictionaries are keyed by name, in the order of
    the text. `populations`: every value across a segment that anything looks at; `movements`:
    those between segments or in groups, each behind those that it looks at. `earlier`: what still
    runs beside the campaigns, oldest first; nobody enters it."""

    customers: Customers
    policy: Policy = field(default_factory=Policy)
    events: dict[str, Event] = field(default_factory=dict)
    traits: dict[str, Trait] = field(default_factory=dict)
    segments: dict[str, Segment] = field(default_factory=dict)
    groups: dict[str, Groups] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    messages: dict[str, Message] = field(default_factory=dict)
    campaigns: dict[str, Campaign] = field(default_factory=dict)
    tests: tuple[Test, ...] = ()
    populations: dict[str, Population] = field(default_factory=dict)
    records: dict[str, Record] = field(default_factory=dict)
    products: Products | None = None
    movements: dict[str, Movement] = field(default_factory=dict)
    offers: dict[str, Offer] = field(default_factory=dict)
    earlier: tuple[Earlier, ...] = ()
    hooks: dict[str, Hook] = field(default_factory=dict)
    staff: dict[str, Staff] = field(default_factory=dict)

    @property
    def running(self) -> tuple[Campaign, ...]:
        """Every campaign, and the earlier versions in which customers still are."""
        return (*self.campaigns.values(), *(each.campaign for each in self.earlier))

    @property
    def predictions(self) -> dict[str, Chance]:
        """Every prediction: a trait that is a chance."""
        return {
            name: trait.value for name, trait in self.traits.items()
            if isinstance(trait.value, Chance)
        }  # fmt: skip


Found = TypeVar("Found")


def remembered(find: Callable[[Project], Found]) -> Callable[[Project], Found]:
    """What is found in a project once is kept with it, for it never changes: every tick asks the
    same, and walking through all campaigns takes longer than a small tick's own work."""
    name = f"{find.__module__}.{find.__qualname__}"

    @wraps(find)
    def found(project: Project) -> Found:
        kept = vars(project)
        if name not in kept:
            kept[name] = find(project)
        result: Found = kept[name]
        return result

    return found
