"""`repeat up to N times, every D`: its steps, written out as often as they can happen."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from compiler.meaning.first import Block
from compiler.meaning.literals import duration
from compiler.meaning.numbering import At, Numbering
from compiler.meaning.scope import Scope
from compiler.model.steps import Pass, Repeat, Step
from dsl import tree


def repeat(
    node: tree.Repeat, at: At, scope: Scope, numbering: Numbering, block: Block
) -> Step | None:
    """The typed step; None, reported, where it is broken."""
    if numbering.repeating:
        scope.world.findings.add(
            "E0501", node.span, "not built yet: `repeat` within `repeat`",
            "write the inner steps out as often as they shall happen",
        )  # fmt: skip
        return None
    every = duration(node.every, scope.world.findings)
    numbering.repeating = True
    first = block(node.steps, f"{at.place}.1.", scope, numbering)
    numbering.repeating = False
    size = numbering.order - at.order + 1
    numbering.order += size * (node.times - 1)
    if every is None:
        return None
    passes = []
    for number in range(1, node.times + 1):
        shift = size * (number - 1)
        steps = _copies(first, at.place, number, shift) if shift else first
        id = f"{at.id}.{number}"
        passes.append(Pass(id, at.order + shift, number, at.order, every, steps))
    return Repeat(at.id, at.order, tuple(passes))


def _copies(part: Any, place: str, number: int, shift: int) -> Any:
    """The same for a later pass: whatever has an id and an order gets its own."""
    if isinstance(part, tuple):
        return tuple(_copies(each, place, number, shift) for each in part)
    blocks = [each.name for each in fields(part) if each.name in _BLOCKS]
    changed = {name: _copies(getattr(part, name), place, number, shift) for name in blocks}
    if hasattr(part, "order"):
        changed |= {"id": _id(part.id, place, number), "order": part.order + shift}
    return replace(part, **changed)


_BLOCKS = ("steps", "then", "otherwise", "branches", "arms", "ways")
"""Where steps hold others, or what holds others."""


def _id(id: str, place: str, number: int) -> str:
    """A place is that of its pass; behind a name stands the pass's number."""
    first = f"{place}.1."
    if not id.startswith(first):
        return f"{id} {number}"
    return f"{place}.{number}.{id.removeprefix(first)}"
