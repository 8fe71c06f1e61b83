"""Blocks of conditions: all lines hold; `any of`, `all of` and `none of` open blocks in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dsl import tree
from dsl.blocks.reader import Reader
from dsl.builders.lines import BlockHead
from dsl.layout import Line


def condition_block(reader: Reader, owner: Line) -> Any:
    """The condition that the lines under `owner` make together."""
    parts = _conditions(reader, owner.children)
    if len(parts) == 1:
        return parts[0]
    span = parts[0].span.to(parts[-1].span) if parts else reader.span(owner)
    return tree.All(parts, span=span)


def _conditions(reader: Reader, lines: Sequence[Line]) -> tuple[Any, ...]:
    found = (_condition(reader, line) for line in lines)
    return tuple(condition for condition in found if condition is not None)


def _condition(reader: Reader, line: Line) -> Any:
    value = reader.read("condition_line", line)
    if isinstance(value, BlockHead):
        reader.needs_block(line, "write the conditions on the lines below, deeper than this one")
        parts = _conditions(reader, line.children)
        return _of_kind(value.kind, parts, reader.whole(line))
    if value is None:
        _conditions(reader, line.children)
    else:
        reader.leaf(line)
    return value


def _of_kind(kind: str, parts: tuple[Any, ...], span: Any) -> Any:
    if kind == "all of":
        return tree.All(parts, span=span)
    either = tree.Any(parts, span=span)
    return either if kind == "any of" else tree.Not(either, span=span)
