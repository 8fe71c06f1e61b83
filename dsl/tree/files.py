"""A file: its declarations."""

from __future__ import annotations

from dataclasses import dataclass

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
class File(Node):
    """`damaged` are the names of declarations that could not be read; a mistake has been reported
    about each, so that nobody need report that the name is unknown."""

    path: str
    declarations: tuple[Declaration, ...]
    damaged: tuple[Name, ...] = ()
