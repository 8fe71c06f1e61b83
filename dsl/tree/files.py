"""A file: its declarations, and what its comments say to the checks."""

from __future__ import annotations

from dataclasses import dataclass, field

from dsl.source import NOWHERE, Span
from dsl.tree.base import Name, Node, Unbuilt
from dsl.tree.campaigns import Campaign
from dsl.tree.hooks import Hook
from dsl.tree.knowing import (
    Customers,
    Event,
    Groups,
    List,
    Predict,
    Products,
    Record,
    Score,
    Segment,
    Trait,
)
from dsl.tree.offers import Offer
from dsl.tree.sending import Channel, Message, Policy
from dsl.tree.staff import Staff
from dsl.tree.tests import Test

Declaration = (
    Customers | Event | Record | Products | List | Trait | Predict | Score | Segment | Groups
    | Policy | Channel | Message | Offer | Hook | Staff | Campaign | Test | Unbuilt
)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Silence(Node):
    """A comment to the checks: `text` is what stands behind `# segue:`, `lines` the stretches of
    the file that it is said of, `whole` what goes where it is taken out."""

    text: str
    lines: tuple[Span, ...] = field(default=(), compare=False)
    whole: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class File(Node):
    """`damaged` are the names of declarations that could not be read; a mistake has been reported
    about each, so that nobody need report that the name is unknown."""

    path: str
    declarations: tuple[Declaration, ...]
    damaged: tuple[Name, ...] = ()
    silences: tuple[Silence, ...] = ()
