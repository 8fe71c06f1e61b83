"""What a line says before it is known what stands under it and beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dsl import tree
from dsl.source import Span


@dataclass(frozen=True, slots=True)
class Head:
    """The first line of a declaration. `kind` is its word."""

    kind: str
    span: Span
    name: Any = None
    title: tree.Text | None = None
    table: tree.Name | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A line that says one thing about the declaration it stands in: `slot` is the field of the
    declaration's node, and `many` says whether other lines may say more of the same."""

    slot: str
    value: Any
    span: Span
    many: bool = False


@dataclass(frozen=True, slots=True)
class BlockHead:
    """`any of`, `if …`, `else …`: a line whose meaning is in the lines under it. `value` is the
    condition, where there is one, and `called` the name of the step."""

    kind: str
    span: Span
    value: Any = None
    called: tree.Name | None = None
