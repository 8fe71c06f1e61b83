"""Colleagues whom campaigns write to."""

from __future__ import annotations

from dataclasses import dataclass

from dsl.tree.base import Name, Node
from dsl.tree.values import Text


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Staff(Node):
    name: Name
    address: Text
