"""Hooks: other programs that are told where a customer has come to."""

from __future__ import annotations

from dataclasses import dataclass

from dsl.tree.base import Name, Node
from dsl.tree.values import Path, Text


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Hook(Node):
    """`sends`: the fields behind `sends`, of all its lines."""

    name: Name
    sends: tuple[Path, ...] = ()
    title: Text | None = None
